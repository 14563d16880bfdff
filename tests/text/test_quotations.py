import pytest

from assistant.text.quotations import find_quotations, is_public_phrase


def contents(text):
    return [(q.kind, q.content) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("组建“踏浪”党员突击队", "踏浪"),
        ("打造“检修夜话”品牌", "检修夜话"),
        ("以“五抓五提升”工程为载体", "五抓五提升"),
        ("创建“红色车厢”", "红色车厢"),
        ("开展“青春心向党、建功新时代”主题党日", "青春心向党、建功新时代"),
        ("启动“加油站”行动", "加油站"),
        ("推行“田间党课”", "田间党课"),
        ("开展“党建引领工程”", "党建引领工程"),
    ],
)
def test_names_in_quotes_are_found(text, content):
    assert contents(text) == [("quoted", content)]


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”",
        "落实“三会一课”",
        "“不忘初心、牢记使命”主题教育",
        "架起“连心桥”",
        "严把“入口关”",
        "这是职工的“加油站”",
        "“七一”前夕",
        "落实“三会一课制度”",
        "“学雷锋”志愿者",
        "坚持“德才兼备、以德为先、任人唯贤”",
        "召开“田间党课”听取意见",
        "整治“不作为、慢作为、乱作为”",
        "配合第四次全国经济普查，做到“应收尽收、应治尽治”",
    ],
)
def test_public_terms_and_figures_of_speech_are_none(text):
    assert contents(text) == []


@pytest.mark.parametrize("title", ["《总支委员会议事规则》", "《党建工作责任制》", "《物资采购管理办法》", "《长津湖》"])
def test_titles_of_one_unit_are_found(title):
    assert contents(f"制定{title}") == [("title", title[1:-1])]


@pytest.mark.parametrize(
    "title",
    [
        "《中国共产党章程》",
        "《中国共产党支部工作条例（试行）》",
        "《中华人民共和国档案法》",
        "《习近平著作选读》",
        "《条例》",
        "《民法典》",
    ],
)
def test_titles_of_regulations_laws_and_standing_works_are_public(title):
    assert contents(f"学习{title}") == []


def test_a_phrase_of_public_terms_is_public():
    assert is_public_phrase("不忘初心、牢记使命")
    assert not is_public_phrase("不忘初心、踏浪前行")
