"""How a listing was read, as the rung of the ladder names itself, in words for people. Pure."""

from service.domain.remark import Remark

SCRIPT = "script: "
"""How the method of a listing begins whose rows a script of the page fetches."""
DATA = "data of "
"""And of rows that a service of this family gave."""
PLAIN = (
    "recipe",
    "learned recipe",
    "repeated structure",
    "records in an XML island",
    "data in a script",
    "data",
)
"""Message ids. Any other method is a proper name: a family's, or a feed's format."""


def spoken_method(method: str) -> Remark:
    """The method as a remark; its English is the method itself."""
    if method.startswith(SCRIPT):
        return Remark("script: %(method)s", method=spoken_method(method.removeprefix(SCRIPT)))
    if method.startswith(DATA):
        return Remark("data of %(family)s", family=method.removeprefix(DATA))
    return Remark(method)
