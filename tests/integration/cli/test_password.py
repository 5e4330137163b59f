from service import passwords
from service.config import load
from service.storage.store import Store
from tests.integration.cli.conftest import NOW, Desk

PASSWORD = "correct horse battery"


async def kept(desk: Desk) -> str | None:
    store = await Store.open(desk.settings().database_url)
    try:
        return await store.access.password_hash()
    finally:
        await store.close()


async def test_a_password_is_set_and_taken_away(desk: Desk) -> None:
    told = await desk("password", answers=f"{PASSWORD}\n")
    assert told.exit_code == 0
    hashed = await kept(desk)
    assert hashed
    assert passwords.matches(PASSWORD, hashed)
    assert PASSWORD not in told.output
    assert (await desk("password", "--remove")).exit_code == 0
    assert await kept(desk) is None


async def test_one_that_is_too_short_is_refused_with_advice(desk: Desk) -> None:
    told = await desk("password", answers="short\n")
    assert told.exit_code == 1
    assert "10 to 1024 characters" in told.stderr
    assert await kept(desk) is None


async def test_a_printed_hash_is_one_for_the_file(desk: Desk) -> None:
    told = await desk("password", "--print", answers=f"{PASSWORD}\n")
    assert await kept(desk) is None
    file = desk.folder / "config.toml"
    file.write_text(f'[web]\npassword_hash = "{told.stdout.strip()}"\n', encoding="utf-8")
    assert passwords.matches(PASSWORD, load(file, now=NOW).web.password_hash)
    again = await desk("password", answers=f"{PASSWORD}\n")
    assert "that one counts" in again.stderr
