"""Page furniture: what stands on an article page without belonging to the article.

Two kinds of marks: what a line says (上一篇, 浏览次数, Share this), and what an element is called (class, id).
A line must be sure to be furniture: '大中小学', '字体：宋体' and '扫一扫下方二维码报名' are words of notices.
"""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from service.extraction.article_blocks import Block
from service.extraction.article_tree import marks
from service.extraction.attachments import MEDIA_TYPES
from service.extraction.date_patterns import written_dates


def _any_of(alternatives: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_ENDS = _any_of(
    rf"^\W*(?:{one})"
    for one in (
        "[上下]一?[篇条页则]",
        "[前后]一篇",
        "相关(?:文章|新闻|链接|阅读|信息|推荐|附件下载|内容|稿件|报道|专题|资讯)",
        "推荐(?:阅读|文章|新闻)",
        "热[点门](?:新闻|文章|推荐|排行)",
        "延伸阅读|更多(?:精彩|新闻|阅读)|猜你喜欢|友情链接|版权(?:所有|声明)",
        "(?:网友|最新|发表|热门)评论|评论列表",
        "扫一扫(?:在手机|分享|关注|打开)|分享[到至]",
        "打印本页|关闭(?:窗口|本页|页面)|【?打印】?\\s*【?关闭】?|返回(?:顶部|列表|上页)",
        "(?:related|more|recommended|popular|trending|latest|top)"
        " (?:articles?|stories|posts?|news|reading|content|from|on|coverage|topics|videos?)\\b",
        "you (?:may|might) (?:also )?like|read (?:more|next)\\b|(?:leave|post|write) a (?:comment|reply)",
        "about the author|filed under|copyright\\b|©",
    )
)

_SIZES = r"[\[【(（]?\s*(?:[大中小]\s*[\s\]】)）|/、]+\s*){2,}"
_LINE = _any_of(
    (
        r"(?:浏览|点击|阅读|访问|人气)(?:次数|数|量|率)?\s*[:：]\s*(?:\d|次|\W|$)",
        "已下载|(?:当前|所在|现在)的?位置|设为首页|加入收藏|【(?:关闭|打印)(?:窗口|本页|此页)?】|打印本页|关闭(?:窗口|本页)",
        rf"字[体号]\s*[:：]?\s*{_SIZES}",
        r"^(?:[\[【(（]?\s*(?:\d{1,3}|(?:[上下]一?|[首末尾])[页頁]|共\s*\d+\s*页|…+|\.\.\.)\s*[\]】)）]?[\s|]*){3,}$",
        r"ICP备|公网安备|网站地图|版权所有|扫一扫(?:在手机|分享|关注|打开)|分享(?:[到至]|此文|本文)?\s*[:：]|我要纠错",
        r"您是(?:本站)?第.{0,12}位(?:访|来|浏览)|^(?:今日|总)访问量?\s*[:：]",
        "禁止(?:商业)?转载|转载(?:申请|请注明)|^联系我们|^免责声明",
        r"all rights reserved|follow (?:us|him|her|them|me|@?\w+) on |follow @|may be reached at",
        "(?:have|got) a (?:news )?tip|reach the reporters?",
        "^share (?:this|on|via)\\b|^subscribe\\W*$|subscribe to our|^sign up\\W*$|sign up for our ",
        "privacy policy|terms of (?:use|service)|cookie (?:policy|settings)|uses? cookies",
        "skip to (?:main )?content",
        r"^advertisements?$|^loading\W*$|^\d* ?comments?$|^tags?\s*:|^topics?\s*:|^report (?:an )?error",
        r"^(?:related|read more|see more|see also|also read|more)\s*:|^read more$|^key points$|^don.t miss",
        r"by clicking here$|^click here|^explore further|^image \d+ of \d+|^getty images",
        r"^\(?(?:image|photo|picture)(?: credit)?s?\s*[:：]|^(?:close|caption|video|x)$",
        "^(?:facebook|twitter|email|print|share|whatsapp|linkedin|pinterest|reddit|tweet|save)$",
    )
)
_LINE_LENGTH = 120
_OWNER = re.compile(
    r"ICP备|公网安备|版权所有|技术支持\s*[:：]|^\W*(?:copyright|©|\(c\))|all rights reserved", re.IGNORECASE
)
_FILE_LINE = re.compile(
    rf"^\W*(?:相关)?(?:附件|文件)(?:下载|列表)?\s*\d{{0,2}}\W*\S.*\.(?:{'|'.join(MEDIA_TYPES)})\W*$", re.IGNORECASE
)

_DAY = r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_META = _any_of(
    (
        r"(?:^\W*|\s|发布|发文|发表|更新|创建|录入|上传|编辑|添加|公布)(?:日期|时间|于)\s*[:：]",
        r"^(?:信息|文章|稿件)?来源\s*[:：]|^(?:作者|编辑|审核|供稿|撰稿|发布(?:人|者|单位))\s*[:：]",
        r"^(?:字[号体]|阅读(?:量|数|次数)?)\s*[:：]",
        r"^(?:posted|published|updated|last (?:updated|modified)|written)\b.{0,20}?\b(?:\d|by\b)",
        r"^by [A-Z][\w.]+(?: [A-Z][\w.-]+){0,3}(?:$|\s*[,|·•–—-]|\s+on\b)",
        rf"^\W*{_DAY}\s*(?:{_TIME}\s*(?:$|来源|作者|\S{{0,12}}$)|来源|作者)",
    )
)
_META_LENGTH = 150
_BARE_DATE = re.compile(rf"\W*{_DAY}(?:\s*{_TIME})?\W*\S{{0,16}}")

_BARE_LENGTH, _BESIDE, _BETWEEN_DOTS = 60, 14, 24
_DOTS = re.compile(r"\s+[·•|｜]\s+")

_UNLIKELY = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|menu|foot(?:er)?|sidebar|breadcrumbs?|crumbs?|weizhi|dqwz|position|locations?"
    r"|site-?map|friend-?links?|youqing|search|topbar|masthead|toolbar|tool|print|skip|pager?|pagination|paging"
    r"|prevnext|login|signup|copyright|hot(?:news|list)?|rank\w*|trending|popular|most-?read"
    r"|more-?(?:stories|news|from)|related|inline-?related|recommend\w*|teaser|read-?more|outbrain|taboola"
    r"|comments?|disqus|respond|reply|promo\w*|sponsor\w*|advert\w*|ads?|banner|popup|modal|cookie\w*|newsletter"
    r"|subscri\w+|social\w*|shar(?:e|ing)\w*|bdshare\w*|qrcode|erweima|widgets?|tags?|tag-?(?:list|cloud)"
    r"|author-?(?:bio|box|info)|byline|dateline|timestamp|caption-?credit|hidden|sr-only|screen-reader\w*"
    r"|visually-?hidden)(?![a-z])"
)
_LIKELY = re.compile(
    r"(?<![a-z])(?:article\w*|content\w*|text|zhengwen|nr|neirong|news_?con\w*|detail\w*|story|entry|post|body|main"
    r"|editor|zoom|xq|wz)(?![a-z])"
)
_UNLIKELY_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_NEUTRAL_TAGS = frozenset(("body", "html", "article", "main", "a", "table", "tr", "td", "img"))


def ends_article(block: Block) -> bool:
    """A line that stands under an article: what follows it is furniture."""
    return len(block.text) < 300 and bool(_ENDS.search(block.text))


def is_furniture(text: str) -> bool:
    """A line of its own that belongs to the page."""
    return len(text) <= _LINE_LENGTH and bool(_LINE.search(text))


def is_owners_line(text: str) -> bool:
    """A line of the page's foot that tells whose the site is."""
    return len(text) <= _LINE_LENGTH and bool(_OWNER.search(text))


def is_file_line(text: str) -> bool:
    """A line that is the name of a file: worth nothing to a reader of the text alone."""
    return len(text) <= _LINE_LENGTH and bool(_FILE_LINE.match(text))


def is_meta(text: str) -> bool:
    """A line that tells date, source, author of the article."""
    return len(text) <= _META_LENGTH and bool(_META.search(text))


def heads_article(text: str) -> bool:
    """A line that can stand between headline and text: date, source, author; a bare date too, which under the
    text would be a signature."""
    return is_meta(text) or bool(_BARE_DATE.fullmatch(text)) or _is_bare_date(text)


def _is_bare_date(text: str) -> bool:
    """A date in words, with little beside it: 'Friday, February 21, 2025'."""
    found = written_dates(text) if len(text) <= _BARE_LENGTH else []
    if not found or not found[0].has_year:
        return False
    beside = [part for part in _DOTS.split(text[: found[0].start] + text[found[0].end :]) if part.strip()]
    return len(max(beside, key=len, default="")) <= (_BESIDE if len(beside) < 2 else _BETWEEN_DOTS)


def looks_unlikely(element: HtmlElement) -> bool:
    """Called like a menu, a sidebar, a share bar, and not like an article too."""
    if element.tag in _UNLIKELY_TAGS:
        return True
    name = "" if element.tag in _NEUTRAL_TAGS else marks(element)
    return (
        bool(name and _UNLIKELY.search(name))
        and not _LIKELY.search(name)
        and element.find(".//blockquote") is None
    )
