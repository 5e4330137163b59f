"""The gate of deadlines: real Chinese articles, read by our own reader, against labels made by hand.

The labels, in `bench/deadline_labels.json`, are older than the code. A find counts when its meaning, its start and
its end are all right, times included.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.deadlines import find_deadlines

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "article"
LABELS: dict[str, dict[str, list[dict[str, str]]]] = json.loads(
    (ROOT / "bench" / "deadline_labels.json").read_text(encoding="utf-8")
)["pages"]
PRECISION, RECALL = 0.95, 0.95
Found = tuple[str, str | None, str | None]

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def articles() -> list[Path]:
    folders = [folder for folder in sorted(CORPUS.glob("*/")) if not folder.name.startswith("aeb")]
    if not folders:
        if os.environ.get("CI"):
            pytest.fail(f"the page corpus is missing: {CORPUS}")
        pytest.skip(f"the page corpus is not beside the checkout: {CORPUS}")
    return folders


def test_precise_and_complete(articles: list[Path]) -> None:
    right, wrong, missed = [], [], []
    for folder in articles:
        labels = LABELS.get(folder.name, {"required": [], "optional": []})
        required, optional = ({_labelled(label) for label in labels[key]} for key in ("required", "optional"))
        found = _found(folder)
        right += [(folder.name, *due) for due in found & required]
        wrong += [(folder.name, *due) for due in found - required - optional]
        missed += [(folder.name, *due) for due in required - found]
    precision, recall = len(right) / (len(right) + len(wrong)), len(right) / (len(right) + len(missed))
    print(f"deadlines: precision {precision:.3f}, recall {recall:.3f} of {len(right) + len(missed)}")
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, missed


def _labelled(label: dict[str, str]) -> Found:
    return label["meaning"], label.get("start"), label.get("end")


def _found(folder: Path) -> set[Found]:
    """What we find on the page as stored; the day of publication is the corpus's, as a listing would tell it."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    url = Url.parse(meta["url"] or "https://unknown.example.cn/a/b/c.htm")
    page = Page(url, 200, "text/html", None, (folder / "page.html").read_bytes(), None)
    article = read_article(page, zone="Asia/Shanghai")
    published = date.fromisoformat(gold["date"][:10]) if gold["date"] else None
    found = find_deadlines(article.text, title=article.title or "", published=published)
    return {(str(due.meaning), _text(due.start), _text(due.end)) for due in found}


def _text(instant: object) -> str | None:
    return None if instant is None else str(instant)
