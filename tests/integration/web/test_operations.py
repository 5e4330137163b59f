from collections.abc import Callable
from datetime import timedelta

import httpx
from prometheus_client.parser import text_string_to_metric_families

from service.domain.source import SourceId
from tests.integration.web.newsroom import Newsroom


async def samples(client: httpx.AsyncClient) -> dict[tuple[str, str], float]:
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_health_is_good_while_work_is_done_in_time(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json()["status"] == "ok"
    await newsroom.open()
    newsroom.clock.advance(minutes=20)
    answer = await client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "cause": "ok", "version": "1.2.3", "late_seconds": 300.0}


async def test_health_fails_when_nobody_polls_any_more(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    newsroom.clock.advance(minutes=26)
    answer = await client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["late_seconds"] == 660.0
    assert "due since 2026-11-24T08:15:00Z" in answer.json()["cause"]
    for source_id in newsroom.listings:
        await newsroom.poll(source_id)
    assert (await client.get("/healthz")).status_code == 200


async def test_how_late_is_too_late_can_be_said(
    newsroom: Newsroom, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    await newsroom.open()
    newsroom.clock.advance(minutes=16)
    assert (await open_client(late_after=timedelta(minutes=2)).get("/healthz")).status_code == 200
    assert (await open_client(late_after=timedelta(seconds=59)).get("/healthz")).status_code == 503


async def test_a_site_in_trouble_is_no_illness_of_ours(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    newsroom.clock.advance(minutes=15)
    for source_id in newsroom.listings:
        await newsroom.fail(source_id, "no answer")
    newsroom.clock.advance(minutes=15)
    assert (await client.get("/healthz")).status_code == 200


async def test_metrics_count_what_there_is_and_what_was_asked(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.publish(SourceId("college-0"), "新的通知")
    await newsroom.fail(SourceId("college-1"), "no answer")
    newsroom.clock.advance(minutes=10)
    for _ in range(3):
        await client.get("/feeds/all.rss")
    await client.get("/nothing")
    found = await samples(client)
    assert found["noticewire_build_info", "1.2.3"] == 1
    assert found["noticewire_sources", "ok"] == 4
    assert found["noticewire_sources", "unreachable"] == 1
    assert found["noticewire_sources", "blocked"] == 0
    assert found["noticewire_entries", ""] == 16
    assert found["noticewire_good_poll_age_seconds", ""] == 600
    assert found["noticewire_http_requests_total", "feed,200"] == 3
    assert found["noticewire_http_requests_total", "page,404"] == 1
    assert found["process_resident_memory_bytes", ""] > 0


async def test_two_applications_count_for_themselves(
    newsroom: Newsroom, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    one, other = open_client(), open_client()
    await one.get("/nothing")
    assert ("noticewire_http_requests_total", "page,404") not in await samples(other)


async def test_robots_are_kept_from_secrets(client: httpx.AsyncClient) -> None:
    answer = await client.get("/robots.txt")
    assert "Disallow: /unsubscribe/" in answer.text
    assert "Disallow: /mailbox" in answer.text
