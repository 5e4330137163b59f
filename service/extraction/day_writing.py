"""Days as offices write them, in one writing: '10月24日' for '10.24' and '十月二十四日'.

Two figures with a point between them are a day only where the words beside them say so: '报名时间:10.16-10.24',
'于10.24前', '10.24(周五)'. Elsewhere they are a number, a version or a paragraph.
"""

import re

_M, _D = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_SPAN = r"\s*(?:[-—–―~～]{1,3}|至|到)\s*"
_END = r"(?![\d.%/]|\s*(?:[万亿元米级版分倍吨度℃折]|小?时|[a-zA-Z]))"
_STRETCH_WITH_YEAR = re.compile(
    rf"(?<![\d.])(?P<year>20\d\d)(?P<sep>[./-])(?P<month>{_M})(?P=sep)(?P<day>{_D})(?P<aside>(?:\([^()]{{1,4}}\))?){_SPAN}"
    rf"(?:(?P<month2>{_M})(?P=sep))?(?P<day2>{_D})(?!\s*[日号年月:时点]){_END}"
)
_LABEL = (
    r"(?:(?:时间|日期|期限|期间|[示名稿缴费期])[为是:]{1,2}|(?:时间|日期)\s*|[报公][名示]\s*[(:]?"
    r"|截[止至]\s*[于到至:]?|[于在从自]|\()\s*"
)
_STRETCH = re.compile(
    rf"(?P<label>{_LABEL}"
    rf"|^(?:\d{{1,2}}\s+)?)(?P<month>{_M})(?P<sep>[./])(?P<day>{_D})(?P<aside>(?:\([^()]{{1,4}}\))?){_SPAN}"
    rf"(?:(?P<month2>{_M})(?P=sep))(?P<day2>{_D}){_END}"
)
_ONE = re.compile(
    rf"(?P<label>(?:时间|日期)[为是:]\s*|截[止至]\s*[于到至:]?\s*|[于在]\s*)(?P<month>{_M})[./](?P<day>{_D}){_END}"
    rf"|(?<![\d./])(?P<month3>{_M})[./](?P<day3>{_D})(?=\((?:周|星期)[一二三四五六日天]\))"
)
_ZERO = re.compile(r"(?<=[日号])零[时点]")
_WEEKDAY_FIRST = re.compile(
    rf"(?:[本下这上]?个?(?:周|星期|礼拜)[一二三四五六日天])\((?P<date>(?:\d{{4}}年)?{_M}月{_D}[日号])\)"
)
"""'本周五(11月21日)晚上7点'."""
_SPOKEN_HOUR = re.compile(
    r"(?P<part>[上下]午|中午|傍晚|晚上?|早上?|凌晨|日|\))(?P<hour>十[一二]?"
    r"|[一二两三四五六七八九])(?P<sign>[点时](?!间|候))"
)
_AFTERNOON = re.compile(
    r"(?<=[日号)\s])(?P<hour>1[0-2]|0?[1-9])(?P<minute>[:.][0-5]\d)?\s*(?P<half>[ap])\.?m\.?(?![A-Za-z])", re.I
)
"""'10月24日5:00PM'."""
_DAYS_TO = re.compile(rf"(?P<first>(?<!\d){_D}[日号]{_SPAN})(?P<last>{_D})号")
_LISTED = re.compile(rf"{_M}月{_D}(?:、{_D}){{1,4}}(?=[两二三四五]?[日天])")
"""'5月28、29两日'."""
_HOURS_FIRST = re.compile(
    rf"(?<=[于间为:])(?P<hours>\d{{1,2}}:\d\d(?:{_SPAN}\d{{1,2}}:\d\d)?),?\s*(?P<day>(?:\d{{4}}年)?{_M}月{_D}日(?:\([^()]{{1,4}}\))?)"
)
"""'时间:14:00-16:00,10月24日'."""
_SIGNS = "零一二三四五六七八九"
_NUMERALS = re.compile(
    r"(?:(?P<year>二[〇○零]二[〇○零一二三四五六七八九])年)?(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>三十一?|[二廿]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)


def uniform_days(text: str) -> str:
    """`text` (half width) with the days it writes in those ways written with 月 and 日."""
    if any(sign in text for sign in "./-"):
        text = _STRETCH_WITH_YEAR.sub(_stretch, text)
        text = _STRETCH.sub(_stretch, text)
        text = _ONE.sub(_one, text)
    text = _ZERO.sub("0时", text)
    text = _AFTERNOON.sub(_of_24, text)
    text = _SPOKEN_HOUR.sub(lambda match: f"{match['part']}{_number(match['hour'])}{match['sign']}", text)
    text = _LISTED.sub(lambda match: match[0].replace("、", "日、"), text)
    text = re.sub(r"(?<=\d)[两二三四五](?=[日天](?!前|内|后))", "", text) if "月" in text else text
    text = _DAYS_TO.sub(r"\g<first>\g<last>日", text)
    text = _HOURS_FIRST.sub(r"\g<day>\g<hours>", text)
    text = _WEEKDAY_FIRST.sub(lambda match: match["date"], text)
    return _NUMERALS.sub(_numerals, text) if "月" in text else text


def _stretch(match: re.Match[str]) -> str:
    groups = match.groupdict()
    year = f"{groups['year']}年" if groups.get("year") else ""
    month = f"{match['month2']}月" if match["month2"] else ""
    label = groups.get("label") or ""
    return f"{label}{year}{match['month']}月{match['day']}日{match['aside']}-{month}{match['day2']}日"


def _one(match: re.Match[str]) -> str:
    if match["month3"]:
        return f"{match['month3']}月{match['day3']}日"
    return f"{match['label']}{match['month']}月{match['day']}日"


def _numerals(match: re.Match[str]) -> str:
    year = "".join("0" if sign in "〇○" else str(_SIGNS.index(sign)) for sign in match["year"] or "")
    return f"{year and year + '年'}{_number(match['month'])}月{_number(match['day'])}日"


def _of_24(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")
    return f"{hour}:{(match['minute'] or ':00')[1:]}"


def _number(numerals: str) -> int:
    """1..31."""
    numerals = numerals.replace("两", "二")
    tens, ten, ones = numerals.replace("廿", "二十").replace("二二十", "二十").partition("十")
    if not ten:
        return _SIGNS.index(tens)
    return 10 * (_SIGNS.index(tens) if tens else 1) + (_SIGNS.index(ones) if ones else 0)
