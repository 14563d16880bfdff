import re

import pytest

from assistant.config import load_config
from assistant.facts.load import parse_facts
from assistant.samples.library import Library

FACTS = """\
报告类型: 国企党支部工作总结
标题: 云栖港务有限公司理货党支部2025年工作总结
单位: 云栖港务有限公司理货党支部
年度: 2025
主送: 公司党委
日期: 2025-12-05
事实:
  - 支部现有党员21名，设2个党小组
  - 全年集中学习23次，专题研讨5次
  - 党支部书记顾长川讲党课3次
  - 召开党员大会4次、支委会12次
  - 7月1日开展“灯塔下的誓言”主题党日，19名党员参加
  - 发展党员2名
  - 理货差错率下降0.4个百分点，节约成本35万元
  - 签订廉洁承诺书21份
  - 慰问困难职工17人次，发放慰问金1.6万元
存在问题:
  - 理论学习的系统性还不够
  - 青年党员培养的办法不多
下一步计划:
  - 全年集中学习不少于24次
  - 计划发展党员3名
"""


@pytest.fixture
def facts():
    return parse_facts(FACTS)


SAMPLE = """\
# 鹿溪公司党支部2024年工作总结

一年来，鹿溪公司党支部坚持围绕中心、服务大局，各项工作取得新的进展。现将2024年工作总结如下。

## 一、主要工作

### （一）强化理论武装

支部把学习摆在突出位置，坚持学在经常、用在日常。全年组织集体学习88次，邀请鹿溪市委党校夏明远教授辅导。党员干部的理论素养不断提高。

### （二）严格组织生活

支部做到会前有准备、会中有交流、会后有落实。开展“鹿鸣先锋”主题党日66次。组织生活的质量明显提升。

## 二、存在的问题

一是联系实际不够紧密。有的党员学用结合还不够自觉，办法还不够多。

## 三、下一步计划

一是持续抓好学习。做到学有计划、学有检查，推动学习走深走实。

新的一年，支部将以更加饱满的热情投入工作，不断开创新局面。
"""


@pytest.fixture
def library(tmp_path):
    """A real library with one small sample, so that a test need not index the whole corpus."""
    folder = tmp_path / "范文" / "国企党支部工作总结"
    folder.mkdir(parents=True)
    (folder / "鹿溪公司.md").write_text(SAMPLE, encoding="utf-8")
    library = Library.open(load_config())
    assert not library.index([folder.parent]).failed
    yield library
    library.close()


def told(request):
    """A good answer: the points of the request as sentences, facts as they are."""
    last = next(m.content for m in reversed(request.messages) if m.role == "user" and "【提纲】" in m.content)
    points = re.findall(r"^(?:做法|事实|效果|问题|表现|方向|计划|举措|总述|表态)：(.+)$", last, re.M)
    return "".join(p + "。" for p in points)
