from assistant.drafting.repeats import Repeats, without_echoes


def test_a_clause_without_facts_is_said_once():
    repeats = Repeats(lambda clause: any(c.isdigit() for c in clause))
    assert repeats.drop("支部认真学习，队伍的凝聚力明显增强。") == "支部认真学习，队伍的凝聚力明显增强。"
    assert repeats.drop("开展党日14次，队伍的凝聚力明显增强。") == "开展党日14次。"
    assert repeats.drop("开展党日14次，队伍的凝聚力明显增强，大家很受鼓舞。") == "开展党日14次，大家很受鼓舞。"


def test_a_whole_sentence_said_before_goes_but_never_the_whole_paragraph():
    repeats = Repeats(lambda clause: False)
    assert repeats.drop("队伍的凝聚力明显增强。") == "队伍的凝聚力明显增强。"
    assert repeats.drop("大家认真学习理论知识。队伍的凝聚力明显增强。") == "大家认真学习理论知识。"
    assert repeats.drop("队伍的凝聚力明显增强。") == "队伍的凝聚力明显增强。"


def test_what_carries_a_fact_stays():
    repeats = Repeats(lambda clause: "党员大会4次" in clause)
    text = "召开支部党员大会4次。"
    assert [repeats.drop(text), repeats.drop(text)] == [text, text]


def test_the_fuller_of_two_clauses_that_say_the_same_stays():
    text = "举办读书班，还举办读书班2期，深入学习期间举办读书班2期，班子结构更加完备，班子结构更加合理、活力更加充沛。"
    assert without_echoes(text) == "举办读书班，深入学习期间举办读书班2期，班子结构更加合理、活力更加充沛。"


def test_a_figure_is_not_said_twice_in_a_row():
    assert without_echoes("支部共39份责任书签到人，共39份，氛围更加浓厚。") == "支部共39份责任书签到人，氛围更加浓厚。"


def test_a_paragraph_does_not_say_its_heading_again():
    text = "发展党员2名。通过加强教育管理、锻造过硬队伍，凝聚力不断增强。"
    assert without_echoes(text, "加强教育管理、锻造过硬队伍") == "发展党员2名。凝聚力不断增强。"


def test_no_figure_is_lost_with_an_echo():
    text = "全年召开党员大会4次，全年召开党小组会36次。"
    assert without_echoes(text) == text


def test_a_sentence_with_a_figure_is_not_said_twice_in_a_row():
    assert Repeats(lambda clause: True).drop("设2个党小组。支委3名。支委3名。") == "设2个党小组。支委3名。"
