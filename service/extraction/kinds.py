"""What a page is that holds no listing: each of these needs something else from its owner than 'no news'."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from service.domain.poll import Page, PageKind
from service.domain.remark import Remark
from service.extraction.document import Document
from service.extraction.outline import Outline
from service.extraction.signs import has_article_marks


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_EMPTY = _any(
    r"暂无(?:相关)?(?:数据|内容|信息|记录|文章|新闻|公告|资讯)|没有(?:找到|查到|搜索到|检索到|任何|相关|符合)",
    r"未(?:找到|查询到|检索到)|无相关(?:数据|内容|信息)|(?:共|总共|总计)\s*0\s*(?:条|篇|个|项|记录)",
    r"(?:内容|栏目|页面|网站)(?:正在)?(?:建设|更新|整理|维护)中",
    r"\bno (?:results|posts|items|entries|articles|news|records|events)(?:\b(?! of)|$)|nothing found",
    r"\b(?:currently|at present|at the moment|yet)[,:]? (?:there (?:are|is) )?no\b",
    r"\bno (?:news|new|current) \w+ (?:found|yet)",
    r"\bkeine (?:treffer|ergebnisse|einträge|beiträge|nachrichten|meldungen|artikel|termine|aktuellen)\b",
    r"\baucune? (?:résultat|actualité|article|contenu|publication|événement|annonce)|\bno (?:se encontr|hay )",
    r"\bnessun[ao]? (?:risultato|notizia|elemento|contenuto)|\bnenhuma? (?:resultado|notícia|item|registro)",
    r"\bgeen (?:resultaten|berichten|nieuws)|\bbrak (?:wyników|aktualności|wpisów)|\binga (?:nyheter|träffar)",
    r"новостей (?:пока )?нет|ничего не найдено|\bнет (?:новостей|материалов|записей|данных|объявлений)",
    r"\bkhông (?:có|tìm thấy) (?:dữ liệu|kết quả|bài viết|tin)|\btidak ada (?:data|berita|pengumuman)",
    r"(?:查無|尚無|目前無|暫無|無任何)(?:任何|相關)?(?:資料|公告|消息|訊息|內容|文章)|沒有(?:任何|相關|符合)?.{0,4}(?:資料|公告|消息|文章)",
    r"(?:お知らせ|記事|データ|情報|ニュース|投稿).{0,8}(?:ありません|ございません|見つかりません)",
    r"(?:게시물|게시글|데이터|자료|글|내용|결과).{0,4}없습니다",
)
_ERROR = _any(
    r"\b(?:40[34]|50[0-4])\b|/error\b|not found|page.{0,20}(?:unavailable|does not exist)|server error",
    r"bad gateway|access denied|forbidden",
    r"(?:页面|网页|文件|信息|栏目|内容|地址|链接|资源).{0,8}(?:不存在|未找到|找不到|已删除|已过期|丢失|出错)",
    r"(?:找不到|无法访问|无法显示|无法找到)|出错了|系统错误|发生错误|程序错误|(?:^|\n)错误信息|访问出错|网站防火墙",
    r"seite nicht gefunden|page introuvable",
    r"welcome to (?:nginx|openresty|tengine)|apache2? .{0,30}default page|\bIIS\d?\b|it works!",
    r"mysqli?_\w+\(|SQL syntax|database connection|fatal error|\w+Exception\b|runtime error",
    r"(?:网站|系统|站点|平台|服务器?).{0,6}(?:维护|升级|关闭|关停)|暂停(?:服务|访问)|访问(?:过于频繁|受限)",
    r"maintenance|be back soon|temporarily (?:closed|offline)",
    r"domain .{0,20}for sale|buy this domain|域名.{0,6}(?:出售|转让|过期|到期)",
)
_CHALLENGE = _any(
    r"document\.cookie|location\.reload|location\.replace|\$_ts\b|acw_sc__v2|__jsl_clearance|wzws|HOY_TR",
    r"__tst_status|safeline|cf-chl|challenge-platform|just a moment|ddos-guard|aliyun_waf|_waf_|yunsuo",
    r"security_session|captcha",
    r"人机验证|安全验证|滑动验证|浏览器安全检查|拖动.{0,4}滑块|输入.{0,6}验证码",
)
_SENT_ON = _any(r"\blocation(?:\.href)?\s*=|http-equiv=[\"']?refresh|\.submit\(\)")
_ALERT = re.compile(r"""\balert\(\s*(['"])(?P<said>.{2,200}?)\1""")
_LOGIN = _any(
    r"统一身份认证|用户登录|请(?:先)?登录|登录后(?:查看|访问)|\b(?:log ?in|sign ?in|anmelden|connexion)\b"
)
_CAMPUS = _any(
    r"仅限.{0,8}(?:校内|校园|内网|局域网)|(?:校内|校园网|内网)(?:用户|人员|IP)?(?:才|方|即)?(?:能|可)(?:以)?(?:访问|浏览|查看)",
    r"(?:使用|通过|连接|登录)(?:校园网|VPN|WebVPN)",
)
FETCHES = _any(r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|\baxios\b|XMLHttpRequest|\.load\s*\(\s*['\"]/")
_UNFILLED = _any(r"\{\{.{1,60}?\}\}|\$\{\w[\w.]*\}|<%=.{1,40}?%>|加载中|正在加载|\bloading\b")
_SHELL_ROOT = re.compile(r"""<div[^>]+id=["']?(?:app|root|__next|__nuxt|application)["'\s>]""", re.IGNORECASE)
_MOSTLY_PROSE = 0.4
_CHALLENGE_STATUSES = frozenset((202, 401, 403, 412, 429, 503, 521))
_LITTLE, _SHORT, _MEDIUM = 400, 800, 1600
"""Characters of visible text: hardly any, a notice, a form with its explanations."""


def kind_without_listing(
    page: Page, document: Document, flat: Outline, signs: Mapping[str, float]
) -> tuple[PageKind, str]:
    """The kind of a page in which no listing was found, and what shows it. `signs`: see `page_features`."""
    looked = _Look(page, document, flat, signs)
    for kind, see in _CHECKS:
        evidence = see(looked)
        if evidence:
            return kind, evidence
    if flat.cut:
        return PageKind.OTHER, Remark(
            "no listing among the first %(count)d elements; the rest was not read", count=len(flat.elements)
        )
    return PageKind.OTHER, Remark("no group of links looks like a listing")


@dataclass(frozen=True)
class _Look:
    """A page while it is looked at."""

    page: Page
    document: Document
    flat: Outline
    signs: Mapping[str, float]

    @cached_property
    def shown(self) -> str:
        return "\n".join(piece.text for piece in self.flat.texts)

    def says(self, pattern: re.Pattern[str], text: str) -> str:
        said = pattern.search(text)
        return Remark("it says %(said)r", said=said.group()) if said else ""


def _challenge(look: _Look) -> str:
    if len(look.shown) >= _LITTLE:
        return ""
    if look.page.status in _CHALLENGE_STATUSES:
        return Remark("hardly any text came, with status %(status)d", status=look.page.status)
    if challenge := look.says(_CHALLENGE, look.document.text):
        return challenge
    return (
        Remark("it sends its visitors elsewhere") if not look.shown and _SENT_ON.search(look.document.text) else ""
    )


def _error(look: _Look) -> str:
    if len(look.shown) >= _SHORT:
        return ""
    alert = "" if look.shown else "\n".join(one["said"] for one in _ALERT.finditer(look.document.text))
    return look.says(_ERROR, "\n".join((look.document.title, look.document.url.path, look.shown, alert)))


def _login(look: _Look) -> str:
    if len(look.shown) >= _MEDIUM:
        return ""
    fields = look.document.root.iter("input")
    if any((one.get("type") or "").lower() == "password" for one in fields) and not has_article_marks(look.signs):
        return Remark("there is a field for a password")
    if len(look.shown) < _SHORT and (campus := look.says(_CAMPUS, look.shown)):
        return campus
    return look.says(_LOGIN, look.document.title)


def _article(look: _Look) -> str:
    prose = look.signs["none_prose"] > _MOSTLY_PROSE and look.page.url.path != "/"
    marked = prose or has_article_marks(look.signs)
    return Remark("it has the marks of an article") if marked else ""


def _empty(look: _Look) -> str:
    return look.says(_EMPTY, look.shown)


def _shell(look: _Look) -> str:
    scripts = [element.text or "" for element in look.document.root.iter("script")]
    if len(look.shown) < _LITTLE and (len(scripts) >= 2 or _SHELL_ROOT.search(look.document.text)):
        return Remark("nearly all of it is scripts")
    if unfilled := look.says(_UNFILLED, look.shown):
        return unfilled
    fetching = len(look.shown) < _MEDIUM and any(FETCHES.search(script) for script in scripts)
    return Remark("a script fetches what it shows") if fetching else ""


def says_empty(text: str) -> bool:
    """Whether a text says that there is nothing to list."""
    return bool(_EMPTY.search(text))


def says_loading(text: str) -> bool:
    """Whether a text stands where a script is to put something else."""
    return bool(_UNFILLED.search(text))


_CHECKS: tuple[tuple[PageKind, Callable[[_Look], str]], ...] = (
    (PageKind.CHALLENGE, _challenge),
    (PageKind.ERROR, _error),
    (PageKind.LOGIN, _login),
    (PageKind.ARTICLE, _article),
    (PageKind.EMPTY, _empty),
    (PageKind.SHELL, _shell),
)
