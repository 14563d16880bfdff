import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.persons import find_persons


def names(text):
    return [text[start:end] for start, end in find_persons(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支部书记孟怀瑾及支委讲党课", ["孟怀瑾"]),
        ("组织委员余菁、宣传委员邵思远、青年委员秦望分兵把口", ["余菁", "邵思远", "秦望"]),
        ("局长欧阳凯作动员部署", ["欧阳凯"]),
        ("退休党员刘长庚同志讲起往事", ["刘长庚"]),
        ("由总支书记卓明远牵头抓总", ["卓明远"]),
        ("以劳模苏远航领衔的工作室", ["苏远航"]),
        ("方敏当选书记，韩立群、杜若、吕建平当选委员", ["方敏", "韩立群", "杜若", "吕建平"]),
        ("选派沈立、宋佳佳、米广田等8名医生", ["沈立", "宋佳佳", "米广田"]),
        ("补选程若谷、陆文澜两同志为委员", ["程若谷", "陆文澜"]),
        ("我叫周启明，担任书记四年", ["周启明"]),
        ("述职人：孟庆穗", ["孟庆穗"]),
        ("支部书记　程若谷", ["程若谷"]),
        ("成立梁静名师工作室", ["梁静"]),
        ("心内科何秋生主任团队", ["何秋生"]),
        ("邀请县委党校罗教授辅导", ["罗教授"]),
        ("驾驶员、党员吴秀兰坚持服务", ["吴秀兰"]),
    ],
)
def test_names_are_told_by_what_stands_beside_them(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("支部书记高度重视", "书记任组长", "党员高标准完成任务", "主任安排工作", "委员分工负责", "党员占一线岗位的六成"),
        *("老党员和群众", "各位同志", "有的同志认为", "全体党员同志", "党员包站制", "党员植绿护绿", "书记带头讲党课", "班子成员同志"),
    ],
)
def test_ordinary_words_after_a_post_are_no_names(text):
    assert names(text) == []


@settings(deadline=None)  # the first example loads the word lists
@given(st.text(alphabet="书记党员同志王欧阳李明和、任等 于敏\n工作室教授", max_size=40))
def test_spans_lie_inside_and_do_not_overlap(text):
    position = 0
    for start, end in find_persons(text):
        assert position <= start < end <= len(text)
        position = end
