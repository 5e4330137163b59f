"""What kinds of content a caller can use, told before a body is read."""

from enum import Enum

_DOCUMENTS = frozenset(
    {
        "application/xhtml+xml",
        "application/xml",
        "application/json",
        "application/javascript",
        "application/ecmascript",
    }
)
_HEADER = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
_LOOK = 512


class Accept(Enum):
    """What a caller can use. A page without a declared type is always taken and looked at."""

    DOCUMENT = "a web page, XML, JSON or text"
    DOCUMENT_OR_FILE = "a document or a file"
    ANYTHING = "anything"

    @property
    def header(self) -> str:
        """The value of the Accept request field."""
        return "*/*" if self is Accept.ANYTHING else _HEADER

    def admits(self, media_type: str) -> bool:
        """Whether a body of this type (lower case, without parameters; empty when undeclared) is wanted."""
        if self is Accept.ANYTHING or not media_type:
            return True
        if media_type.startswith("text/") or media_type in _DOCUMENTS or media_type.endswith(("+xml", "+json")):
            return not media_type.startswith("image/")
        return self is Accept.DOCUMENT_OR_FILE and media_type.startswith("application/")


def looked_at(body: bytes) -> str:
    """The media type of a body that came without one: mark-up or not."""
    start = body[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "text/html" if start.startswith(b"<") else "application/octet-stream"
