"""What people call the type of a file, from its name, address or media type. Pure."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from service.domain.entry import Attachment

__all__ = ["file_type"]

_BY_MEDIA_TYPE = {
    "application/pdf": "PDF",
    "application/msword": "DOC",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.ms-powerpoint": "PPT",
    "application/zip": "ZIP",
}
_PROGRAMS = frozenset({"ASP", "ASPX", "CGI", "DO", "HTM", "HTML", "JSP", "JSPX", "PHP", "SHTML"})
"""What hands out the file, and says nothing of it."""
_LONGEST = 5


def file_type(attachment: Attachment) -> str:
    """'PDF', 'DOCX', … in capitals; empty when nothing tells."""
    for name in (attachment.name, unquote(urlsplit(attachment.url.text).path)):
        ending = PurePosixPath(name.strip()).suffix.removeprefix(".")
        if _is_type(ending.upper()):
            return ending.upper()
    return _BY_MEDIA_TYPE.get(attachment.media_type.partition(";")[0].strip().lower(), "")


def _is_type(ending: str) -> bool:
    if not 1 < len(ending) <= _LONGEST or ending in _PROGRAMS:
        return False
    return ending.isascii() and ending.isalnum() and not ending.isdigit()
