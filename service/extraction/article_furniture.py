"""Page furniture: what stands on an article page without belonging to the article.

Two kinds of marks: what a line says (上一篇, 浏览次数, Share this), and what an element is called (class, id).
"""

import re

from lxml.html import HtmlElement

from service.extraction.article_blocks import Block
from service.extraction.article_tree import marks

_END = re.compile(
    r"^\W*(?:上一?[篇条页则]|下一?[篇条页则]|前一篇|后一篇|相关(?:文章|新闻|链接|阅读|信息|推荐|附件下载|内容|稿件|报道|专题|资讯)|推荐(?:阅读|文章|新闻)"
    r"|热(?:点|门)(?:新闻|文章|推荐|排行)|延伸阅读|更多(?:精彩|新闻|阅读)|猜你喜欢|友情链接|版权所有|版权声明|网友评论|最新评论|发表评论|评论列表"
    r"|扫一扫(?:在手机|分享|关注)?|分享到|分享至|打印本页|关闭(?:窗口|本页|页面)|【?打印】?\s*【?关闭】?|返回(?:顶部|列表|上页)"
    r"|(?:related|more|recommended|popular|trending|latest|top) (?:articles?|stories|posts?|news|reading|content|from|on|coverage|topics|videos?)\b"
    r"|you (?:may|might) (?:also )?like|read (?:more|next)\b|(?:leave|post|write) a (?:comment|reply)|\d* ?comments?$"
    r"|about the author|sign up (?:for|to)|subscribe (?:to|now)|share this|filed under|tags?:|topics?:|copyright\b|©)",
    re.IGNORECASE,
)
"""A line that ends the article: everything after it is furniture."""

_LINE = re.compile(
    r"(?:浏览|点击|阅读|访问|人气)(?:次数|数|量|率)?\s*[:：]|已下载|当前位置|现在(?:的)?位置|所在(?:的)?位置|设为首页|加入收藏"
    r"|【?(?:关闭|打印)(?:窗口|本页|此页)?】|字体\s*[:：]|字号\s*[:：]|\[?(?:大 中 小|大\s*中\s*小)\]?|ICP备|公网安备|技术支持\s*[:：]|网站地图"
    r"|版权所有|扫一扫|分享(?:到|至)?\s*[:：]|打印本页|关闭(?:窗口|本页)|我要纠错"
    r"|all rights reserved|follow (?:us|him|her|them|me|@?\w+) on |follow @|may be reached at|(?:have|got) a (?:news )?tip|reach the reporters?|need more space|share (?:this|on) |share(?: via)? (?:facebook|twitter|email)|privacy policy|terms of (?:use|service)|cookie"
    r"|^advertisements?$|^loading|^read more:|^read more$|sign up for|subscribe to our|skip to (?:main )?content"
    r"|^report (?:an )?error|^key points$|^(?:related|read more|see more|see also|also read|more)\s*:|^don.t miss|by clicking here$|^click here|^image \d+ of \d+|^\(?(?:image|photo|picture)(?: credit)?s?\s*[:：]|^getty images|^explore further|^close$|^caption$|^video$|^x$|^(?:facebook|twitter|email|print|share|whatsapp|linkedin|pinterest|reddit|tweet|save|comments?)$",
    re.IGNORECASE,
)
_LINE_LENGTH = 120

_META = re.compile(
    r"(?:^\W*|\s|发布|发文|发表|更新|创建|录入|上传|编辑|添加|公布)(?:日期|时间|于)\s*[:：]|^(?:信息)?来源\s*[:：]|^作者\s*[:：]|^发布(?:人|者|单位)\s*[:：]|^编辑\s*[:：]"
    r"|^审核\s*[:：]|^(?:文章)?来源\s*[:：]|^供稿|^撰稿|^字号|^阅读"
    r"|^\W*(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:$|\s*来源|\s*作者|\s*\S{0,12}$)|来源|作者)"
)
_META_LENGTH = 150
_BARE_DATE = re.compile(r"\W*(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\W*\S{0,16}")

_UNLIKELY = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|menu|foot(?:er)?|sidebar|breadcrumbs?|crumbs?|comments?|disqus|respond|reply|related|recommend\w*|outbrain"
    r"|taboola|promo\w*|sponsor\w*|advert\w*|ads?|banner|popup|modal|cookie\w*|newsletter|subscri\w+|social\w*|shar(?:e|ing)\w*|bdshare\w*|toolbar|tool|print"
    r"|pager?|pagination|paging|prevnext|login|signup|copyright|hot(?:news|list)?|rank\w*|trending|popular|most-?read|more-?(?:stories|news|from)"
    r"|widgets?|skip|tags?|tag-?(?:list|cloud)|author-?(?:bio|box|info)|caption-?credit|qrcode|erweima|weizhi|dqwz|position|locations?|site-?map|friend-?links?"
    r"|youqing|search|topbar|masthead|hidden|sr-only|screen-reader\w*|visually-?hidden|byline|dateline|timestamp|teaser|read-?more|inline-?related)(?![a-z])",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"(?<![a-z])(?:article\w*|content\w*|text|zhengwen|nr|neirong|news_?con\w*|detail\w*|story|entry|post|body|main|editor|zoom|xq|wz)(?![a-z])",
    re.IGNORECASE,
)
_UNLIKELY_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_BLOCKS_OF_A_PART = 0.4


def ends_article(block: Block) -> bool:
    return len(block.text) < 300 and bool(_END.match(block.text))


def is_furniture(text: str) -> bool:
    """A line of its own that belongs to the page."""
    return len(text) <= _LINE_LENGTH and bool(_LINE.search(text))


def is_meta(text: str) -> bool:
    """A line that tells date, source, author of the article."""
    return len(text) <= _META_LENGTH and bool(_META.search(text))


def heads_article(text: str) -> bool:
    """A line that can stand between headline and text: date, source, author; a bare date too, which under the
    text would be a signature."""
    return is_meta(text) or bool(_BARE_DATE.fullmatch(text))


def looks_unlikely(element: HtmlElement) -> bool:
    """Called like a menu, a sidebar, a share bar, and not like an article too."""
    if element.tag in _UNLIKELY_TAGS:
        return True
    if element.tag in ("body", "html", "article", "main", "a", "table", "tr", "td", "img"):
        return False
    name = marks(element)
    return bool(_UNLIKELY.search(name)) and not _LIKELY.search(name) and element.find(".//blockquote") is None
