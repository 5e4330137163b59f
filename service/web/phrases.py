"""What the pages say of states that are values elsewhere, as English message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from service.domain.deadline import Meaning
from service.domain.entry import ArticleKind
from service.domain.overview import SourceStatus
from service.domain.source import Health

__all__ = ["ARTICLE_NOTES", "MEANINGS", "NOT_FOLLOWED", "N_", "PAUSED", "VERDICTS", "Tone", "Verdict", "verdict"]


class Tone(StrEnum):
    """How a state is coloured; the words always say it too."""

    GOOD = "good"
    IDLE = "idle"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A source's health for a person: in a word or two, and what it means. Both are message ids."""

    tone: Tone
    word: str
    meaning: str


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which extractors look for
    """Marks a message id for the catalogue."""
    return message


NOT_FOLLOWED = N_("The page came, and nothing that can be followed was found on it.")

PAUSED = Verdict(Tone.IDLE, N_("paused"), N_("It is not visited until the owner lets it go on."))

VERDICTS: Mapping[Health, Verdict] = MappingProxyType(
    {
        Health.UNCHECKED: Verdict(Tone.IDLE, N_("not yet visited"), N_("The first visit is about to come.")),
        Health.OK: Verdict(Tone.GOOD, N_("fine"), N_("The listing is read without trouble.")),
        Health.EMPTY: Verdict(Tone.IDLE, N_("empty"), N_("The page says that it holds no notices.")),
        Health.DRIFTED: Verdict(
            Tone.WARN, N_("redesigned"), N_("The page came, and no list of notices was found in it any more.")
        ),
        Health.FLOODED: Verdict(
            Tone.WARN,
            N_("held back"),
            N_(
                "Notices that are implausibly many at once, or may be known ones, are kept and told to nobody yet."
            ),
        ),
        Health.THROTTLED: Verdict(Tone.WARN, N_("asked to wait"), N_("The site asked us to come less often.")),
        Health.UNREACHABLE: Verdict(Tone.BAD, N_("unreachable"), N_("The site did not answer; we try again.")),
        Health.UNUSABLE: Verdict(Tone.BAD, N_("unreadable"), N_("The address gives no page that can be read.")),
        Health.BLOCKED: Verdict(Tone.BAD, N_("turned away"), N_("The site wants a browser or a login.")),
        Health.REFUSED: Verdict(Tone.BAD, N_("not visited"), N_("Our own rules forbid this address.")),
        Health.GONE: Verdict(Tone.BAD, N_("gone"), N_("The page no longer exists at this address.")),
    }
)

ARTICLE_NOTES: Mapping[ArticleKind, str] = MappingProxyType(
    {
        ArticleKind.FILE: N_("This notice is a file. Open it at its original address."),
        ArticleKind.EXTERNAL: N_("This notice is on another site. Open it there."),
        ArticleKind.LOGIN: N_("This notice can only be read after signing in at the original site."),
        ArticleKind.UNREAD: N_("The text of this notice has not been read yet. Open it at its original address."),
        ArticleKind.HTML: N_("This notice has no text of its own. Open it at its original address."),
    }
)

MEANINGS: Mapping[Meaning, str] = MappingProxyType(
    {Meaning.DEADLINE: N_("by"), Meaning.WINDOW: N_("open"), Meaning.EVENT: N_("takes place")}
)


def verdict(status: SourceStatus) -> Verdict:
    return PAUSED if status.source.paused else VERDICTS[status.state.health]
