import json
from collections.abc import Callable

import httpx

OpenClient = Callable[..., httpx.AsyncClient]


async def test_the_schema_of_webhooks_is_served(open_client: OpenClient) -> None:
    answer = await open_client().get("/schemas/webhook-1.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/schema+json"
    assert json.loads(answer.content)["type"] == "object"


async def test_no_other_file_is(open_client: OpenClient) -> None:
    client = open_client()
    for name in ("webhook-2.json", "..%2fevent.py", "%2e%2e%2fevent.py"):
        assert (await client.get(f"/schemas/{name}")).status_code == 404
