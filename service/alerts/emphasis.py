"""Words that a hurried reader must not miss: until when something is to be done. Pure."""

import re

_DAY = r"(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?"
_WEEKDAY = r"(?:\s*[（(][^（）()]{1,6}[）)])?"
_CLOCK = _WEEKDAY + r"(?:\s*(?:上午|中午|下午|晚上?)?\s*\d{1,2}\s*[:：点时]\s*(?:\d{1,2}分?|整|半)?)?"
_DEADLINE = re.compile(
    rf"(?:报名|申请|申报|提交|报送|投稿|缴费|征集|预约)?截(?:止|至|稿)(?:到|至|日期|时间)?(?:\s*[为是:：]?\s*{_DAY}{_CLOCK})?(?:前|止)?"
    rf"|(?:务必|请|须|应)?(?:于|在)\s*{_DAY}{_CLOCK}\s*(?:之?前|以前)"
    r"|逾期(?:不予?(?:受理|候|接收|办理)|视为[^。；，,]{1,8})?"
    rf"|\b(?:application |submission |registration )?(?:deadline|closing date)\b(?:\s*(?:is|:)?\s*{_DAY}{_CLOCK})?"
    rf"|\bdue (?:by|on|date)\b(?:\s*:?\s*{_DAY}{_CLOCK})?",
    re.IGNORECASE,
)


def emphasised(text: str) -> list[tuple[str, bool]]:
    """`text` in pieces that joined give it again; True marks what speaks of a deadline."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _DEADLINE.finditer(text):
        if found.start() > end:
            pieces.append((text[end : found.start()], False))
        pieces.append((found.group(), True))
        end = found.end()
    if end < len(text) or not pieces:
        pieces.append((text[end:], False))
    return pieces
