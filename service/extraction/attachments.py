"""The files that belong to an article, wherever they stand: in its text, under it, in a viewer, in a script."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from lxml.html import HtmlElement

from service.domain.entry import Attachment
from service.domain.urls import Url
from service.extraction.article_tree import one_line
from service.extraction.document import Document

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/octet-stream",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "csv": "text/csv",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "ceb": "application/octet-stream",
    "caj": "application/octet-stream",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "gz": "application/gzip",
    "tar": "application/x-tar",
    "exe": "application/octet-stream",
    "apk": "application/vnd.android.package-archive",
    "epub": "application/epub+zip",
    "docm": "application/vnd.ms-word.document.macroenabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
}
"""By file suffix, in lower case."""

_SUFFIX = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})\b(?!\.[a-z])", re.IGNORECASE)
_NAMED = re.compile(rf"\.(?:{'|'.join(MEDIA_TYPES)})\W*$", re.IGNORECASE)
_NAMED_IN_QUERY = re.compile(rf"=[^&]*\.(?:{'|'.join(MEDIA_TYPES)})(?:&|$)", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/download\.jsp|downfile\.jsp|/module/download|download\.action|attachment\.(?:jspx?|action|php)"
    r"|/attach(?:ment)?/download|downloadattach"
    r"|down(?:load)?file|filedownload|mod=attachment|clicktype=download|/getfile|fileid=|/e/public/downfile",
    re.IGNORECASE,
)
_IN_SCRIPT = re.compile(
    r"""(?:showVsbpdfIframe|showPdf|pdfurl|pdfsrc|swfplayer)["']?\s*[(=:]\s*["']?([^"'\s,)]+\.pdf[^"'\s,)]*)""",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""['"]([^'"]{4,})['"]""")
_VIEWER = ("pdfsrc", "data-pdf", "data-file", "sudyfile-src")
_SUDY_TITLE = re.compile(r"""['"]title['"]\s*:\s*['"]([^'"]+)['"]""")
_SIZE = re.compile(r"[（(\[]\s*(\d+(?:\.\d+)?)\s*(KB|K|MB|M|B|字节)\s*[)）\]]", re.IGNORECASE)
_UNITS = {"b": 1, "字节": 1, "k": 1 << 10, "kb": 1 << 10, "m": 1 << 20, "mb": 1 << 20}
_VAGUE = re.compile(
    r"^(?:附件|下载|点击(?:此处)?下载|查看|download|点此下载|文件下载|附件下载|详情)?\W*\d*\W*$", re.IGNORECASE
)


def media_type_of(name: str) -> str:
    """By the suffix of a file's name or address; 'application/octet-stream' for an unknown one."""
    found = _SUFFIX.findall(name)
    return MEDIA_TYPES[found[-1].lower()] if found else "application/octet-stream"


def file_name(url: Url, title: str, media_type: str) -> str:
    """The name of a file that is a page of its own: in its address, else the title with a fitting suffix."""
    in_address = _name_in(url)
    if in_address or not title:
        return in_address or unquote(url.path.rsplit("/", 1)[-1]) or url.host
    suffix = next((suffix for suffix, known in MEDIA_TYPES.items() if known == media_type), "")
    return f"{title}.{suffix}" if suffix and not _SUFFIX.search(title) else title


def find_attachments(
    article: Iterable[HtmlElement], document: Document, family_selected: list[HtmlElement]
) -> tuple[Attachment, ...]:
    """Each file once, in page order. `article`: the elements that belong to the article, `family_selected`
    what the CMS family names as attachments."""
    found: dict[str, Attachment] = {}
    for reference, name, context in _references(article, document, family_selected):
        url = document.link(reference)
        if url is not None and url.canonical not in found:
            known = name if name and not _VAGUE.match(name) else _name_in(url) or name
            found[url.canonical] = Attachment(url, known, _media_type(known, url), _size(context))
    return tuple(found.values())


def _references(
    article: Iterable[HtmlElement], document: Document, family_selected: list[HtmlElement]
) -> Iterator[tuple[str, str, str]]:
    """Address as written, name, and the text around."""
    chosen = set(family_selected)
    for element in [*article, *family_selected]:
        if not isinstance(element.tag, str):
            continue
        if element.tag == "a" and element.get("href"):
            reference = element.get("href") or ""
            if reference == "#" or reference.lower().startswith("javascript:"):
                reference = _by_script(element) or reference
            text = one_line(element.text_content())
            name = (one_line(element.get("title")) if _VAGUE.match(text) else "") or text
            if element in chosen or is_file(reference, name):
                yield reference, name, one_line((element.tail or "")[:40])
        for viewer in _VIEWER:
            if element.get(viewer):
                yield element.get(viewer) or "", _sudy_name(element), ""
        if element.tag in ("iframe", "embed") and _SUFFIX.search(element.get("src") or ""):
            yield _unwrapped(element.get("src") or ""), "", ""
        if element.tag == "script" and element.text:
            for address in _IN_SCRIPT.findall(element.text):
                yield address, "", ""


def _by_script(link: HtmlElement) -> str:
    """The file that a click on the link opens; empty where its script names none."""
    script = f"{link.get('href') or ''} {link.get('onclick') or ''}"
    return next((one for one in _QUOTED.findall(script) if "/" in one and is_file(one)), "")


def _sudy_name(element: HtmlElement) -> str:
    """WebPlus tells a file's name as sudyfile-attr="{'title':'名单.pdf'}"."""
    found = _SUDY_TITLE.search(element.get("sudyfile-attr") or "")
    return one_line(found[1]) if found else ""


def _unwrapped(address: str) -> str:
    """The file behind a viewer's address: viewer.html?file=/a.pdf."""
    for values in parse_qs(address.partition("?")[2]).values():
        if _SUFFIX.search(values[0]):
            return values[0]
    return address


def is_file(reference: str, name: str = "") -> bool:
    """Whether a link leads to a file rather than to a page."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return False
    if parts.scheme and parts.scheme not in ("http", "https"):
        return False
    last = unquote(parts.path).rsplit("/", 1)[-1]
    if _SUFFIX.search(last) or _NAMED_IN_QUERY.search(unquote(parts.query)) or _DOWNLOAD.search(reference):
        return True
    return bool(_NAMED.search(name)) and not name.startswith("http")


def names_file(reference: str, name: str) -> bool:
    """Whether a link is a file's name, even if its address is hidden in a script."""
    return bool(_NAMED.search(name)) or is_file(reference)


def _name_in(url: Url) -> str:
    query = parse_qs(url.query)
    for key in ("filename", "name", "n"):
        if key in query:
            return unquote(query[key][0])
    last = unquote(url.path.rsplit("/", 1)[-1])
    return last if _SUFFIX.search(last) else ""


def _media_type(name: str, url: Url) -> str:
    return media_type_of(name) if _SUFFIX.search(name) else media_type_of(unquote(url.path))


def _size(context: str) -> int | None:
    found = _SIZE.search(context)
    return round(float(found[1]) * _UNITS[found[2].lower()]) if found else None
