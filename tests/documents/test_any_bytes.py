"""Whatever the bytes are: a document, or an error that tells a person what to do."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.clean import clean_sample
from assistant.documents.docx import read_docx
from assistant.documents.docx_text import characters
from assistant.documents.headings import outline
from assistant.documents.model import Document
from assistant.documents.read import read_bytes
from assistant.documents.to_report import to_report
from assistant.errors import AssistantError
from tests.documents.hard import HARD
from tests.documents.word import docx, numbering, p, package, r, table, textbox

_FEW = settings(max_examples=60, deadline=None)
_HARD = [hard.make() for hard in HARD]
_WORD = [data for data in _HARD if data.startswith(b"PK")]


def read(data: bytes, name: str = "-") -> Document | None:
    try:
        document = read_bytes(data, name)
    except AssistantError as error:
        assert error.exit_code == 2
        assert error.message
        return None
    assert all(p.index >= 1 and 0 <= p.level <= 4 for p in document.paragraphs)
    assert "".join(p.text for p in document.paragraphs).encode()
    outline(document)
    to_report(document)
    clean_sample(document)
    return document


@_FEW
@given(st.binary(max_size=400), st.sampled_from(["-", "a.txt", "a.md", "a.docx"]))
def test_any_bytes_are_a_document_or_an_error(data, name):
    read(data, name)


@_FEW
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-16-le"]), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_a_document_or_an_error(text, encoding, name):
    read(text.encode(encoding, errors="ignore"), name)


@_FEW
@given(st.sampled_from(_HARD), st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_document_with_damage_is_a_document_or_an_error(data, at, damage):
    at %= len(data)
    read(data[:at] + damage + data[at + len(damage) :])
    read(data[:at])


@_FEW
@given(
    st.sampled_from(_WORD),
    st.integers(0, 50),
    st.integers(0, 10**6),
    st.sampled_from([b"", b"<w:p>", b"</w:p>", b"&x;", b'w:val=""', b"-1", b"\xff"]),
)
def test_a_document_with_damaged_xml_is_a_document_or_an_error(data, member, at, damage):
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[member % len(members)]
    at %= len(members[name]) + 1
    read(package({**members, name: members[name][:at] + damage + members[name][at + len(damage) :]}))


_RUNS = st.builds(r, st.text("党建学习一二1。", max_size=6), st.sampled_from(["", "<w:b/>", "<w:vanish/>"]))
_TABS = st.sampled_from(["<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:sym w:char="F0FE"/></w:r>'])
_WRAPPERS = ["<w:ins>{}</w:ins>", "<w:del>{}</w:del>", "<w:hyperlink>{}</w:hyperlink>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
             '<w:fldSimple w:instr="x">{}</w:fldSimple>', "<w:smartTag>{}</w:smartTag>", "<w:moveTo>{}</w:moveTo>",
             '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
             '<w:r><w:t>果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>']  # fmt: skip
_INSIDE = st.recursive(
    _RUNS | _TABS,
    lambda inner: st.builds(str.format, st.sampled_from(_WRAPPERS), inner) | st.lists(inner, max_size=3).map("".join),
    max_leaves=8,
)
_MARKS = ["", "<w:rPr><w:del/></w:rPr>", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', "<w:rPr><w:vanish/></w:rPr>"]
_BLOCKS = st.recursive(
    st.builds(p, _INSIDE, st.sampled_from(_MARKS)),
    lambda inner: st.builds(lambda a, b: table((a, p(b))), inner, st.just("乙")) | st.builds(lambda x: p(textbox(x)), inner),
    max_leaves=6,
)
_LISTS = numbering('<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>')


@_FEW
@given(st.lists(_BLOCKS, min_size=1, max_size=5).map("".join))
def test_in_any_structure_the_runs_of_a_span_spell_it(body):
    document, runs = read_docx(docx(body, parts={"numbering": _LISTS}))
    for paragraph in document.paragraphs:
        text, place = paragraph.text, (paragraph.part, paragraph.index)
        spans = [runs.runs(*place, i, i + 1) for i in range(len(text))]
        label = next((i for i, found in enumerate(spans) if found), len(text))
        assert text[:label] == "" or text[0] == "（"
        for start in range(label, len(text)):
            for end in (start + 1, len(text)):
                spelt = "".join("".join(map(characters, s.run))[s.start : s.end] for s in runs.runs(*place, start, end))
                assert spelt == text[start:end]
