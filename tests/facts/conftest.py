import pytest

from assistant.config import load_config
from assistant.samples.library import Library

# Three samples of one type that tell the same things with their own values, and each something that nobody else tells.
SAMPLES = {
    "柳岸局": """柳岸局机关党支部2023年工作报告

2023年，支部在局党委的领导下，各项工作取得新成效。

一、主要工作
（一）深化理论武装
支部现有党员31名，设3个党小组。全年组织集中学习27次、专题研讨5次。支部书记石望舒讲党课4次。开设“柳岸晨读”，举办19期。
（二）严肃组织生活
全年召开党员大会4次、支委会13次、党小组会36次。3月12日召开组织生活会。开展“河畔初心”主题党日11次。
（三）推进正风肃纪
签订廉洁承诺书31份，观看警示教育片3部。走访慰问困难职工16人次。
二、存在的问题
一是理论学习的深度不够，学用结合还不紧密。二是主题党日形式不够丰富。
三、下一步打算
计划发展党员2名。全年集中学习不少于24次。
""",
    "松亭局": """松亭局机关党支部2024年工作报告

2024年，支部围绕中心、服务大局，较好完成了各项任务。

一、主要工作
（一）深化理论武装
支部现有党员44名，设4个党小组。组织集中学习25次、专题研讨6次。支部书记讲党课5次。
（二）严肃组织生活
全年召开党员大会5次、支委会12次、党小组会48次。开展主题党日12次，邀请云陂农场沈照野作报告1次。
（三）推进正风肃纪
组织签订廉洁承诺书44份，开展廉政谈话22人次。
二、存在的问题
理论学习不够经常，组织生活质量还不高。
三、下一步打算
计划发展党员3名。全年集中学习不少于26次。
""",
    "模板": """____机关党支部____年工作报告

一、主要工作
（一）深化理论武装
支部现有党员____名，设____个党小组。全年组织集中学习____次、专题研讨____次。
（二）严肃组织生活
全年召开党员大会____次、支委会____次、党小组会____次。
（三）推进正风肃纪
签订廉洁承诺书____份，观看警示教育片____部。
二、下一步打算
计划发展党员____名。
""",
}


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "范文" / "机关党支部工作报告"
    folder.mkdir(parents=True)
    for name, text in SAMPLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(load_config())
    assert not library.index([folder.parent]).failed
    yield library
    library.close()
