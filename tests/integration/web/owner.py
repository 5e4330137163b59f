"""The owner at his pages: what he is shown, and the forms he sends."""

import re
from dataclasses import dataclass

import httpx

HERE = {"peer": "127.0.0.1", "host": "127.0.0.1:8765"}
ENGLISH = {"accept-language": "en"}


def form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found, "no form of the owner on this page"
    return found[1]


@dataclass
class Owner:
    """His browser; forms carry the token of a page that has one."""

    client: httpx.AsyncClient

    async def sees(self, path: str) -> str:
        answer = await self.client.get(path, headers=ENGLISH)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def sends(self, path: str, **fields: str) -> httpx.Response:
        token = form_token(await self.sees("/owner"))
        return await self.client.post(path, data={"form_token": token, **fields}, headers=ENGLISH)

    async def does(self, path: str, **fields: str) -> str:
        """The page that the browser is sent on to."""
        answer = await self.sends(path, **fields)
        assert answer.status_code == 303, answer.text
        led = httpx.URL(f"http://x{path}").join(answer.headers["location"])
        return await self.sees(led.raw_path.decode())
