import pytest

from assistant.config import load_config
from assistant.samples.library import Library

WATERWORKS = """临湖水厂党支部2024年工作总结

2024年，支部围绕安全供水开展工作，现将情况总结如下：

一、主要工作
（一）抓实组织生活
全年召开党员大会4次，组织主题党日132次，把课堂搬到泵房和管网旁。
（二）抓牢廉洁自律
与关键岗位签订廉洁承诺书18份，观看警示教育片3场，班长梁启程带头作出“管网守夜人不收一包烟”的承诺。
二、存在的问题
学习形式比较单一，党务人员经验不足。
三、2025年工作打算
继续加强理论武装，吸收一线骨干入党。
"""
FOREST = """东岭林场党支部2023年工作总结

一、主要做法
护林防火期内党员带头巡山，全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，没有一处火情越过山脊。
二、下一步打算
把主题党日办到管护站去。
"""


@pytest.fixture
def folder(own_world):
    folder = own_world / "范文 两篇"
    folder.mkdir()
    (folder / "水厂.txt").write_text(WATERWORKS, encoding="utf-8")
    (folder / "林场.md").write_text(FOREST, encoding="utf-8")
    return folder


@pytest.fixture
def said():
    return []


@pytest.fixture
def library(said):
    library = Library.open(load_config(), said.append)
    yield library
    library.close()


@pytest.fixture
def indexed(library, folder):
    library.index([folder])
    return library
