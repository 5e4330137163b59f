"""extract: one page for people, a manifest for scoring; no network."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Department, Desk


@pytest.fixture
async def pages(desk: Desk, department: Department) -> Path:
    """A manifest of a listing and an article, saved, and of a file that is missing."""
    listing = f"{department.url}/zzgz/zztz.htm"
    await desk.save(listing, "listing.html")
    items = (await desk.asked("extract", "listing", "listing.html", "--base-url", listing))["items"]
    await desk.save(items[0]["url"], "article.html")
    lines = [
        {"id": "listing", "file": "listing.html", "url": listing},
        {"id": "article", "file": "article.html", "url": items[0]["url"], "fetched_at": "2026-01-06T00:00:00Z"},
        {"id": "missing", "file": "missing.html", "url": listing},
    ]
    manifest = desk.folder / "in.jsonl"
    manifest.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    department.busy = True
    return manifest


async def test_listings_of_a_manifest(desk: Desk, pages: Path) -> None:
    out = desk.folder / "out.json"
    code, told = await desk.refused("extract", "listing", "--manifest", str(pages), "--out", str(out))
    assert (code, told["pages"], told["failed"]) == (1, 3, ["missing"])
    predicted = json.loads(out.read_text("utf-8"))
    assert predicted["missing"] == {}
    assert set(predicted["listing"]) == {"items", "next_page", "kind"}
    assert len(predicted["listing"]["items"]) == 20
    assert set(predicted["listing"]["items"][0]) == {"url", "title", "date"}
    assert predicted["article"]["items"] == []


async def test_articles_of_a_manifest(desk: Desk, pages: Path) -> None:
    out = desk.folder / "out.json"
    await desk.refused("extract", "article", "--manifest", str(pages), "--out", str(out))
    predicted = json.loads(out.read_text("utf-8"))
    assert set(predicted["article"]) == {"title", "date", "text", "attachments", "deadlines"}
    assert predicted["article"]["title"]
    assert predicted["article"]["text"]


@pytest.mark.usefixtures("pages")
async def test_one_page_for_people(desk: Desk, department: Department) -> None:
    page = ("listing.html", "--base-url", f"{department.url}/zzgz/zztz.htm")
    told = await desk("extract", "listing", *page)
    assert told.exit_code == 0
    assert "read by: VSB" in told.stdout
    with_recipe = await desk("extract", "listing", *page, "--item", "li.none")
    assert with_recipe.exit_code == 1
    assert "li.none" in with_recipe.stderr


@pytest.mark.usefixtures("pages")
async def test_the_working_folder_serves_files_too(desk: Desk, department: Department) -> None:
    line = {"id": "listing", "file": "listing.html", "url": f"{department.url}/zzgz/zztz.htm"}
    (desk.folder / "manifests").mkdir()
    (desk.folder / "manifests" / "in.jsonl").write_text(json.dumps(line), encoding="utf-8")
    told = await desk.asked("extract", "listing", "--manifest", "manifests/in.jsonl", "--out", "out.json")
    assert told["failed"] == []
