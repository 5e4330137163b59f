"""subscribe, channels, deliveries, replay: from an address to a message, and to one that nobody takes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.config.kinds import check_secret
from service.domain.source import Holder
from service.parts import open_parts
from tests.integration.cli.conftest import Department, Desk


async def test_an_address_is_subscribed_and_lets_go(desk: Desk) -> None:
    first = await desk.asked("subscribe", "reader@example.org", "--when", "daily 07:30", "--language", "en")
    second = await desk.asked("subscribe", "reader@example.org")
    assert first["channel"] == second["channel"] == "reader-example-org"
    assert first["subscription"] != second["subscription"]
    assert first["unsubscribe"].startswith("http://127.0.0.1:8765/unsubscribe/")
    listed = (await desk.asked("subscriptions"))["subscriptions"]
    assert [(one["address"], one["when"], one["language"]) for one in listed] == [
        ("reader@example.org", "daily 07:30", "en"),
        ("reader@example.org", "at once", "zh"),
    ]
    await desk.asked("unsubscribe", first["subscription"])
    assert [one["id"] for one in (await desk.asked("subscriptions"))["subscriptions"]] == [second["subscription"]]
    assert (await desk.refused("unsubscribe", "nobody"))[0] == 1


async def test_a_webhook_gets_a_secret_of_its_own(desk: Desk) -> None:
    one = await desk.asked("subscribe", "https://bot.example.org/one")
    other = await desk.asked("subscribe", "https://bot.example.org/other")
    assert check_secret(one["secret"]) != check_secret(other["secret"])


async def test_selections_name_what_is_watched(desk: Desk, department: Department) -> None:
    await desk.asked("add", f"{department.url}/zzgz/zztz.htm", "--yes", "--id", "zztz")
    await desk.asked("subscribe", "a@example.org", "--source", "zztz")
    code, answer = await desk.refused("subscribe", "a@example.org", "--source", "zztx")
    assert (code, "'zztx'" in answer["error"]) == (1, True)


async def test_what_nobody_takes_is_kept_and_sent_again(desk: Desk, department: Department) -> None:
    channel = (await desk.asked("subscribe", f"{department.url}/hook"))["channel"]
    url = f"{department.url}/zzgz/zztz.htm"
    await desk.asked("add", url, "--yes", "--id", "zztz", "--announce-last", "1")
    await desk.asked("poll", "zztz")
    await _work_off(desk)
    (dead,) = (await desk.asked("deliveries", "--state", "dead"))["deliveries"]
    assert dead["channel"] == channel
    assert len(dead["titles"]) == len(dead["attempts"]) == 1
    assert "410" in dead["attempts"][0]["detail"]
    assert (await desk.asked("channels"))["channels"][0]["disabled"]
    assert dead["id"] in (await desk("deliveries")).stdout

    today = datetime.fromisoformat(dead["due_at"]).astimezone(ZoneInfo("Asia/Shanghai")).date()
    days = [(today + timedelta(days=away)).isoformat() for away in (-1, 0)]
    found = [
        len((await desk.asked("deliveries", "--channel", channel, "--day", day))["deliveries"]) for day in days
    ]
    assert found == [0, 1]
    assert (await desk.asked("replay", "--day", days[0])) == {"replayed": 0}
    assert (await desk.refused("replay", "--day", days[0], "--since", days[0]))[0] == 2

    assert (await desk.asked("enable", channel)) == {"id": channel, "enabled": True}
    assert (await desk.asked("channels"))["channels"][0]["disabled"] is None
    assert (await desk.asked("replay", "--channel", channel, "--day", days[1])) == {"replayed": 1}
    (pending,) = (await desk.asked("deliveries", "--channel", channel))["deliveries"]
    assert (pending["id"], pending["state"]) == (dead["id"], "pending")


async def test_what_is_not_there_cannot_be_sent_again(desk: Desk) -> None:
    assert (await desk.asked("deliveries")) == {"deliveries": []}
    assert (await desk.asked("replay", "--all")) == {"replayed": 0}
    assert (await desk.refused("replay", "msg_00"))[0] == 1
    assert (await desk.refused("enable", "nobody"))[0] == 1


async def _work_off(desk: Desk) -> None:
    """What the daemon does: read the articles, send what is owed."""
    async with open_parts(desk.settings(), holder=Holder("command:test")) as parts:
        await parts.articles.round()
        await parts.articles.idle()
        for dispatcher in parts.dispatchers:
            await dispatcher.round()
            await dispatcher.drain(20)
