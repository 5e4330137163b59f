"""`extract`: what is read from saved pages, one or a whole manifest of them, without any network."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import structlog

from service.cli.follow import recipe_of, selectors
from service.cli.invocation import FAILED, Invocation, common_options, invoked
from service.cli.kinds import ADDRESS, SINCE, ZONE
from service.cli.stored import show_article, show_listing, stored_page
from service.domain.errors import InvalidUrl, NoticewireError
from service.domain.poll import Page
from service.domain.source import DEFAULT_ZONE
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.article_predictions import article_prediction
from service.extraction.listing import extract_listing
from service.extraction.predictions import prediction

log = structlog.get_logger("extract")

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class BadManifest(NoticewireError):
    """A line of the manifest cannot be used."""

    advice = 'Each line is an object: {"id", "file", "url"} and, if it is known, "fetched_at".'


@dataclass(frozen=True, slots=True)
class _Stored:
    id: str
    file: Path
    url: Url
    fetched_at: datetime | None


@click.group()
@common_options
def extract() -> None:
    """Read saved pages: a listing's items, or an article."""


def _input(command: click.decorators.FC) -> click.decorators.FC:
    for decorate in (
        click.option("--zone", type=ZONE, help="The time zone the page writes its dates in."),
        click.option("--fetched-at", type=SINCE, help="When it was saved; tells what 'yesterday' means on it."),
        click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where predictions go."),
        click.option("--manifest", type=_FILE, help='Lines of {"id", "file", "url", "fetched_at"?}.'),
        click.option("--base-url", type=ADDRESS, help="The address FILE was saved from."),
        click.argument("file", type=_FILE, required=False),
    ):
        command = decorate(command)
    return command


@extract.command("listing")
@_input
@selectors
@invoked
def listing_command(
    invocation: Invocation,
    file: Path | None,
    base_url: Url | None,
    manifest: Path | None,
    out: Path | None,
    fetched_at: datetime | None,
    zone: str | None,
    item: str | None,
    link: str | None,
    title: str | None,
    date: str | None,
) -> int:
    """The items of a listing page, in page order, and why they were taken.

    With --manifest and --out: of many pages, as {id: {"items", "next_page", "kind"}}.
    """
    recipe = recipe_of(item, link, title, date)
    used_zone = zone or DEFAULT_ZONE

    def predict(page: Page) -> Mapping[str, object]:
        return prediction(extract_listing(page, zone=used_zone, recipe=recipe))

    if manifest or out:
        return _predict(invocation, _pair(manifest, out, file), predict)
    page = _one_page(file, base_url, fetched_at)
    return show_listing(invocation.out, page, zone=used_zone, recipe=recipe)


@extract.command("article")
@_input
@invoked
def article_command(
    invocation: Invocation,
    file: Path | None,
    base_url: Url | None,
    manifest: Path | None,
    out: Path | None,
    fetched_at: datetime | None,
    zone: str | None,
) -> int:
    """The title, date, text, attachments and deadlines of an article page.

    With --manifest and --out: of many pages, as {id: {"title", "date", "text", "attachments", "deadlines"}}.
    """
    used_zone = zone or DEFAULT_ZONE

    def predict(page: Page) -> Mapping[str, object]:
        return article_prediction(read_article(page, zone=used_zone))

    if manifest or out:
        return _predict(invocation, _pair(manifest, out, file), predict)
    return show_article(invocation.out, _one_page(file, base_url, fetched_at), zone=used_zone)


def _one_page(file: Path | None, base_url: Url | None, fetched_at: datetime | None) -> Page:
    if file is None or base_url is None:
        raise click.UsageError("Give FILE and --base-url, or --manifest and --out.")
    return stored_page(file, base_url, fetched_at)


def _pair(manifest: Path | None, out: Path | None, file: Path | None) -> tuple[Path, Path]:
    if manifest is None or out is None or file is not None:
        raise click.UsageError("--manifest and --out go together, without FILE.")
    return manifest, out


def _predict(
    invocation: Invocation, files: tuple[Path, Path], predict: Callable[[Page], Mapping[str, object]]
) -> int:
    """Every page on its own: one that fails costs no other, and is told; the exit code."""
    manifest, out = files
    predictions: dict[str, Mapping[str, object]] = {}
    failed = []
    for stored in read_manifest(manifest):
        predictions[stored.id] = {}
        try:
            predictions[stored.id] = predict(stored_page(stored.file, stored.url, stored.fetched_at))
        except NoticewireError as error:
            failed.append(stored.id)
            invocation.out.note(f"{stored.id}: {error}")
        except Exception:
            failed.append(stored.id)
            log.exception("page not read", id=stored.id)
    out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), encoding="utf-8")
    invocation.out.document({"pages": len(predictions), "failed": failed, "out": out})
    invocation.out.say(f"{len(predictions)} pages, {len(failed)} failed: {out}")
    return FAILED if failed else 0


def read_manifest(manifest: Path) -> Iterator[_Stored]:
    """Its pages; a relative file is meant from the manifest's folder, or else from the working folder.

    Raises BadManifest with the number of the line.
    """
    for number, line in enumerate(manifest.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            beside = manifest.parent / told["file"]
            file = beside if beside.exists() else Path(told["file"])
            at = datetime.fromisoformat(told["fetched_at"]) if told.get("fetched_at") else None
            yield _Stored(str(told["id"]), file, Url.parse(told["url"]), at.astimezone() if at else None)
        except KeyError as error:
            raise BadManifest(f"{manifest}, line {number}: {error} is missing") from error
        except (ValueError, TypeError, AttributeError, InvalidUrl) as error:
            raise BadManifest(f"{manifest}, line {number}: {error}") from error
