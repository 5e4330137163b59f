"""What the owner can do about a source's state, as English message ids."""

from collections.abc import Mapping
from types import MappingProxyType

from service.domain.source import Health
from service.web.phrases import N_

__all__ = ["ADVICE"]

ADVICE: Mapping[Health, str] = MappingProxyType(
    {
        Health.UNCHECKED: "",
        Health.OK: "",
        Health.EMPTY: N_("Open the page. If it does show notices, say below how they are to be read."),
        Health.DRIFTED: N_("Open the page. If it was redesigned, say below how its notices are to be read."),
        Health.FLOODED: N_("Look at the notices held back below, and announce them or let them rest."),
        Health.THROTTLED: N_("Nothing now: we wait as asked. If it repeats, let it be visited less often."),
        Health.UNREACHABLE: N_(
            "Nothing, unless it stays so: open the page in a browser. Some sites answer only inside their network."
        ),
        Health.UNUSABLE: N_("Open the page. If the list has moved, follow its new address and remove this one."),
        Health.BLOCKED: N_("Run this service inside the site's network, or ask its staff to let us in."),
        Health.REFUSED: N_("Change the setting that the evidence names, then visit again."),
        Health.GONE: N_("Look for the list on the site. Follow its new address and remove this one."),
    }
)
