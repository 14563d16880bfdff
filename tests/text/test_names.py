from assistant.text.names import NameContext, find_names


def found(text, context=None):
    return [(text[n.start : n.end], n.kind) for n in find_names(text, context)]


def test_a_name_told_once_is_found_everywhere():
    context = NameContext.of(["支部书记孟怀讲党课。", "孟怀还到班组宣讲。"])
    assert found("孟怀还到班组宣讲。", context) == [("孟怀", "person")]
    assert found("孟怀还到班组宣讲。") == []


def test_the_proper_part_and_the_parts_of_the_units_name_are_known():
    context = NameContext.of(["棠岭供电公司变电检修中心党支部2024年工作总结", "变电检修中心党支部获评先进。"])
    assert found("变电检修中心党支部获评先进。", context) == [("变电检修中心党支部", "org")]
    assert found("为棠岭发展作出贡献", context) == [("棠岭", "place")]


def test_a_title_begins_with_the_whole_name():
    title = "望湖区水务局机关党总支2023年工作总结"
    assert found(title, NameContext.of([title]))[0] == ("望湖区水务局机关党总支", "org")


def test_an_unclear_name_that_stands_twice_is_one():
    lines = ["包含临湖路和2座车站。", "临湖路已经通车。"]
    assert found(lines[1], NameContext.of(lines)) == [("临湖路", "place")]


def test_a_quoted_name_is_known_without_its_marks():
    context = NameContext.of(["开设“检修夜话”，围坐谈心。"])
    assert found("检修夜话坚持了一年", context) == [("检修夜话", "quoted")]


def test_an_unknown_word_that_stands_again_and_again_is_a_name():
    lines = ["在澄浦开会。", "到澄浦调研。", "为澄浦服务。"]
    assert ("澄浦", "place") in found(lines[0], NameContext.of(lines))


def test_nothing_inside_a_figure_of_speech_is_a_name():
    assert found("架起“连心桥”，铺就“致富路”") == []
