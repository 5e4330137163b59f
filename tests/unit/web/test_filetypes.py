import pytest

from service.domain.entry import Attachment
from service.domain.urls import Url
from service.web.filetypes import file_type


@pytest.mark.parametrize(
    ("name", "path", "media_type", "expected"),
    [
        ("附件1：登记表.docx", "/a.docx", "", "DOCX"),
        ("附件", "/files/%E8%A1%A8.xls", "", "XLS"),
        ("附件", "/down.jsp?id=3", "application/pdf; q=1", "PDF"),
        ("v1.2026", "/x", "application/octet-stream", ""),
        ("附件.一览", "/x", "", ""),
    ],
)
def test_a_file_is_called_by_its_type(name: str, path: str, media_type: str, expected: str) -> None:
    url = Url.parse(f"https://college.example.edu.cn{path}")
    assert file_type(Attachment(url, name, media_type)) == expected
