"""The bytes of attachments and embedded files: small, valid, and the same at every call."""

import io
import zipfile
from xml.sax.saxutils import escape

from service.demo.menu import DEPARTMENT, SCHOOL

_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"

MEDIA_TYPES = {
    "docx": f"{_OFFICE_TYPE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE_TYPE}.spreadsheetml.sheet",
    "pdf": "application/pdf",
}

_OFFICE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WRITTEN = (2024, 1, 1, 0, 0, 0)


def media_type(name: str) -> str:
    return MEDIA_TYPES[name.rpartition(".")[2]]


def file_bytes(name: str, title: str, lines: tuple[str, ...]) -> bytes:
    """A .docx, .xlsx or .pdf file that says `title` and `lines`."""
    texts = (title, f"{SCHOOL}{DEPARTMENT}", *lines)
    kind = name.rpartition(".")[2]
    if kind == "docx":
        return _docx(texts)
    return _xlsx(texts) if kind == "xlsx" else _pdf(texts)


def _docx(texts: tuple[str, ...]) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    names = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
    document = f"{_HEAD}<w:document {names}><w:body>{paragraphs}</w:body></w:document>"
    return _package("word/document.xml", "wordprocessingml.document.main", {"word/document.xml": document})


def _xlsx(texts: tuple[str, ...]) -> bytes:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'
        for row, text in enumerate(texts, 1)
    )
    names = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    linked = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
    return _package(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main",
        {
            "xl/workbook.xml": (
                f"{_HEAD}<workbook {names} {linked}>"
                '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"{_HEAD}<worksheet {names}><sheetData>{rows}</sheetData></worksheet>",
        },
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def _package(main: str, main_type: str, parts: dict[str, str]) -> bytes:
    """An Open Packaging (ECMA-376 part 2) file around `main`."""
    types = {main: main_type, "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{_OFFICE_TYPE}.{types[path]}+xml"/>'
        for path in parts
        if path in types
    )
    content_types = (
        f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for path, text in {
            "[Content_Types].xml": content_types,
            "_rels/.rels": _relation("officeDocument", main),
            **parts,
        }.items():
            package.writestr(zipfile.ZipInfo(path, _WRITTEN), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _pdf(texts: tuple[str, ...]) -> bytes:
    """A one-page PDF 1.4 that leaves the Chinese font to the reader (ISO 32000-1 section 9.7.5.2)."""
    drawn = ["BT /F1 16 Tf 56 770 Td 28 TL"]
    for text in texts:
        for start in range(0, len(text), 28):
            drawn.append(f"<{text[start : start + 28].encode('utf-16-be').hex()}> Tj T*")
    drawn.append("ET")
    stream = "\n".join(drawn)
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>",
    )
    out = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
