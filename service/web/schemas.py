"""The schemas of what we send, for those who write receivers."""

from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

__all__ = ["schema_routes"]

_KNOWN = ("webhook-1.json",)


def schema_routes() -> list[Route]:
    return [Route("/schemas/{name}", _schema)]


async def _schema(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _KNOWN:
        raise HTTPException(404)
    content = files("service.alerts").joinpath("schemas", name).read_bytes()
    return Response(content, media_type="application/schema+json", headers={"cache-control": "max-age=3600"})
