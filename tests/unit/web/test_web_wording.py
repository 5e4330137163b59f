from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import service.web
from service.domain.channel import ChannelKind
from service.domain.delivery import DeliveryKind, DeliveryState, Result
from service.domain.entry import ArticleKind
from service.domain.source import Health, Stage
from service.web.owner.advice import ADVICE
from service.web.owner.channels import CHANNEL_KINDS
from service.web.owner.comparing import STAGES
from service.web.owner.deliveries import DELIVERY_VERDICTS, KINDS, RESULTS
from service.web.phrases import ARTICLE_NOTES, VERDICTS
from service.wording import translation

FOLDER = Path(service.web.__file__).parent


def messages() -> list[str | tuple[str, ...]]:
    found = extract_from_dir(
        FOLDER,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        options_map={"**.html": {"newstyle_gettext": "true"}},
        keywords={**DEFAULT_KEYWORDS, "N_": None},
    )
    return list(dict.fromkeys(message for _, _, message, _, _ in found))


def chinese() -> Catalog:
    """Of the catalogues whose names begin with 'web', each of one area of the pages."""
    whole = Catalog(locale="zh")
    for file in (files("service.wording") / "zh").iterdir():
        if file.name.startswith("web"):
            for message in read_po(BytesIO(file.read_bytes()), locale="zh"):
                if message.id:
                    whole[message.id] = message
    return whole


MESSAGES = messages()


def test_the_pages_have_words_at_all() -> None:
    assert len(MESSAGES) > 80


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_every_word_of_the_pages_is_said_in_chinese(message: str | tuple[str, ...]) -> None:
    single = message if isinstance(message, str) else message[0]
    entry = chinese().get(single)
    assert entry is not None, f"not in zh/web*.po: {single!r}"
    assert entry.string and entry.string != ("",)
    assert isinstance(entry.id, tuple) == isinstance(message, tuple)
    assert not entry.fuzzy


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_translation_has_the_same_placeholders(message: str | tuple[str, ...]) -> None:
    entry = chinese().get(message if isinstance(message, str) else message[0])
    assert entry is not None
    assert [str(error) for error in entry.check()] == []


def test_nothing_is_translated_that_no_page_says() -> None:
    said = {message if isinstance(message, str) else message[0] for message in MESSAGES}
    kept = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in chinese() if entry.id}
    assert kept - said == set()


def test_the_service_reads_the_catalogue() -> None:
    assert translation("zh").gettext("Subscribe") == "订阅"
    assert translation("zh").ngettext("<b>%(n)s</b> site", "<b>%(n)s</b> sites", 2) == "<b>%(n)s</b> 个网站"
    assert translation("en").gettext("Subscribe") == "Subscribe"


def test_every_state_and_kind_has_words() -> None:
    assert set(VERDICTS) == set(Health)
    assert set(ARTICLE_NOTES) == set(ArticleKind)


def test_everything_in_the_owners_ledger_has_words() -> None:
    assert set(DELIVERY_VERDICTS) == set(DeliveryState)
    assert set(KINDS) == set(DeliveryKind)
    assert set(RESULTS) == set(Result)
    assert set(CHANNEL_KINDS) == set(ChannelKind)
    assert set(ADVICE) == set(Health)
    assert set(STAGES) == set(Stage)
