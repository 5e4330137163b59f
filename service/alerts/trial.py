"""The message that tries a channel out: the same by command and on the owner's page, through the outbox. Pure."""

from service.domain.channel import Channel, ChannelKind
from service.domain.remark import Remark

TITLE = Remark("Test message")
TEXT = Remark(
    "This channel works. Whoever runs noticewire sent this message to try it out; there is nothing to do."
)


def takes_trials(channel: Channel) -> bool:
    """A subscriber of the hub takes entries of his feed and nothing else."""
    return channel.kind is not ChannelKind.WEBSUB
