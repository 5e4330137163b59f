"""What a page is that holds no listing: each of these needs something else from its owner than 'no news'."""

import re

from collections.abc import Mapping

from service.domain.poll import Page, PageKind
from service.extraction.document import Document
from service.extraction.outline import Outline

_EMPTY = re.compile(
    r"暂无(?:相关)?(?:数据|内容|信息|记录|文章|新闻|公告|资讯)|没有(?:找到|查到|搜索到|检索到)|未(?:找到|查询到|检索到)|没有(?:任何|相关|符合)|无相关(?:数据|内容|信息)"
    r"|(?:共|总共|总计)\s*0\s*(?:条|篇|个|项)|内容(?:建设|更新|整理)中|(?:栏目|页面|网站)建设中"
    r"|no (?:results|posts|items|entries|articles|news|records|events)(?: (?:were )?found| yet| available| to display)?|nothing found|keine (?:treffer|ergebnisse|einträge|beiträge)"
    r"|aucun résultat|no se encontr|nessun risultato",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:40[34]|50[0-4])\b|/error\b|not found|page.{0,20}(?:unavailable|does not exist)|(?:internal )?server error|bad gateway|access denied|forbidden"
    r"|(?:页面|网页|文件|信息|栏目|内容|地址|链接|资源).{0,8}(?:不存在|未找到|找不到|已删除|已过期|丢失|出错)|(?:找不到|无法访问|无法显示|无法找到).{0,10}(?:页面|网页|文件|资源|服务器)?"
    r"|出错了|系统错误|发生错误|程序错误|错误信息|访问出错|网站防火墙|fehler|seite nicht gefunden|page introuvable",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"document\.cookie|location\.reload|location\.replace|\$_ts\b|_\$\w{2}\b|acw_sc__v2|__jsl_clearance|wzws|HOY_TR|__tst_status|safeline|cf-chl|challenge-platform"
    r"|just a moment|ddos-guard|aliyun_waf|_waf_|yunsuo|security_session|人机验证|安全验证|滑动验证|浏览器安全检查|captcha",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"统一身份认证|用户登录|请(?:先)?登录|登录后(?:查看|访问)|校(?:内|园)(?:网|用户).{0,10}(?:访问|登录)|\b(?:log ?in|sign ?in|anmelden|connexion)\b|cas/login",
    re.IGNORECASE,
)
_SHELL_ROOT = re.compile(
    r"""<div[^>]+id=["']?(?:app|root|__next|__nuxt|main-app|application)["'\s>]""", re.IGNORECASE
)
_ARTICLE_MARKS = ("none_own_address", "none_article_type", "none_neighbours", "none_byline")
_MOSTLY_PROSE = 0.4
_LITTLE_TEXT = 400
_CHALLENGE_STATUSES = frozenset((202, 401, 403, 412, 429, 503, 521))


def kind_without_listing(
    page: Page, document: Document, flat: Outline, signs: Mapping[str, float]
) -> tuple[PageKind, str]:
    """The kind of a page in which no listing was found, and what shows it."""
    texts = [piece.text for piece in flat.texts]
    length = sum(map(len, texts))
    shown = "\n".join(texts)[:20_000]
    password = any(element.get("type", "").lower() == "password" for element in document.root.iter("input"))
    if length < _LITTLE_TEXT and _challenged(page, document):
        return PageKind.CHALLENGE, "a script wants to set a cookie before the page is shown"
    if length < 2 * _LITTLE_TEXT and (said := _ERROR.search(f"{document.title}\n{document.url.path}\n{shown}")):
        return PageKind.ERROR, f"it says {said.group()!r}"
    if length < 4 * _LITTLE_TEXT and (password or _LOGIN.search(document.title)):
        return (
            PageKind.LOGIN,
            "there is a field for a password" if password else f"its title is {document.title!r}",
        )
    if sum(signs[mark] for mark in _ARTICLE_MARKS) >= 1 or signs["none_prose"] > _MOSTLY_PROSE:
        return PageKind.ARTICLE, "it has the marks of an article"
    if said := _EMPTY.search(shown):
        return PageKind.EMPTY, f"it says {said.group()!r}"
    if length < _LITTLE_TEXT and (
        _SHELL_ROOT.search(document.text) or len(list(document.root.iter("script"))) >= 2
    ):
        return PageKind.SHELL, "nearly all of it is scripts"
    return PageKind.OTHER, "no group of links looks like a listing"


def _challenged(page: Page, document: Document) -> bool:
    return page.status in _CHALLENGE_STATUSES or bool(_CHALLENGE.search(document.text[:200_000]))
