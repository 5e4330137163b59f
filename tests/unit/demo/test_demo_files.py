"""The attachments are small files that programs can open."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from service.demo.files import file_bytes, media_type

LINES = ("第一行", "带<标记>&的一行")


@pytest.mark.parametrize(
    ("name", "main"),
    [("表.docx", "word/document.xml"), ("表.xlsx", "xl/worksheets/sheet1.xml")],
)
def test_office_files_hold_title_and_lines(name: str, main: str) -> None:
    with zipfile.ZipFile(io.BytesIO(file_bytes(name, "标题", LINES))) as package:
        assert package.testzip() is None
        parts = package.namelist()
        for part in parts:
            ET.fromstring(package.read(part))
        text = "".join(ET.fromstring(package.read(main)).itertext())
        types = ET.fromstring(package.read("[Content_Types].xml"))
    assert all(line in text for line in ("标题", *LINES))
    declared = {element.get("PartName", "").removeprefix("/") for element in types} - {""}
    assert declared == {part for part in parts if part.endswith(".xml") and not part.startswith("[")}


def test_the_pdf_says_where_its_objects_are() -> None:
    document = file_bytes("图.pdf", "标题", LINES)
    start = int(re.findall(rb"startxref\n(\d+)", document)[0])
    assert document[start : start + 4] == b"xref"
    offsets = [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n", document)]
    for number, offset in enumerate(offsets, 1):
        assert document[offset:].startswith(b"%d 0 obj" % number)
    stream = re.findall(rb"/Length (\d+)>>stream\n(.*)\nendstream", document, re.DOTALL)[0]
    assert int(stream[0]) == len(stream[1])
    assert "标题".encode("utf-16-be").hex().encode() in stream[1]


def test_the_same_file_has_the_same_bytes_and_stays_small() -> None:
    for name in ("a.docx", "a.xlsx", "a.pdf"):
        assert file_bytes(name, "标题", LINES) == file_bytes(name, "标题", LINES)
        assert len(file_bytes(name, "标题", LINES * 10)) < 8000
        assert media_type(name).startswith("application/")
