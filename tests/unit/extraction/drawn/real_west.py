"""Listings of Europe and the Americas, after the templates of the systems in use there."""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import (
    ENGLISH_NEWS,
    FRENCH,
    GERMAN,
    PORTUGUESE,
    RUSSIAN,
    SPANISH,
    western,
)  # fmt: skip
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, links, rows

FR_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
LEAD = "The office said on its site that the details will be published in the coming weeks, and invited comments from the public."
BLEI = "Wie die Pressestelle mitteilte, beginnt das Vorhaben im kommenden Semester; Einzelheiten folgen auf den Seiten des Instituts."
TEXTE = "Les dossiers sont à déposer en ligne avant la date limite ; le service reste à votre disposition pour toute question."
TEXTO = "El servicio informa de que los detalles se publicarán en la sede electrónica, donde pueden consultarse las bases completas."
TEMA = "O órgão informou que os interessados podem enviar contribuições pela página, até o fim do prazo indicado no edital publicado."
TEKST = "Подробности опубликованы на сайте управления; вопросы можно задать по телефону приёмной в рабочие дни с девяти до шести."
DE_WORDS = ("Startseite", "Über uns", "Studium", "Forschung", "Aktuelles", "Kontakt")
FR_WORDS = ("Accueil", "Présentation", "Formation", "Recherche", "Actualités", "Contact")
ES_WORDS = ("Inicio", "La Universidad", "Estudios", "Investigación", "Noticias", "Contacto")
PT_WORDS = ("Página Inicial", "Institucional", "Ensino", "Pesquisa", "Notícias", "Contato")
RU_WORDS = ("Главная", "Об институте", "Абитуриентам", "Наука", "Новости", "Контакты")
SITE = "https://www.example.org"


def page(
    name: str,
    path: str,
    html: str,
    notices: tuple[Notice, ...],
    address: Callable[[Notice], str],
    next_page: str | None = None,
    *,
    dated: bool = True,
) -> Drawn:
    return Drawn(
        name, f"{SITE}{path}", html, expected(notices, lambda one: f"{SITE}{address(one)}", dated=dated),
        f"{SITE}{next_page}" if next_page else None,
    )  # fmt: skip


def item(one: Notice) -> str:
    return f"/news/article-{one.number}"


def german(content: str) -> str:
    return western(content, "Aktuelles: Universität Beispielstadt", lang="de", words=DE_WORDS)


def french(content: str, title: str = "Actualités - Université") -> str:
    return western(content, title, lang="fr", words=FR_WORDS)


def spanish(content: str) -> str:
    return western(content, "Noticias - Universidad", lang="es", words=ES_WORDS)


def portuguese(content: str) -> str:
    return western(content, "Notícias — Portal", lang="pt-br", words=PT_WORDS)


def russian(content: str) -> str:
    return western(content, "Новости", lang="ru", words=RU_WORDS)


def _t3(one: Notice) -> str:
    return f"""<div class="article articletype-0"><div class="header"><h3><a title="{one.title}" href="{item(one)}/">{one.title}</a></h3></div><div class="news-img-wrap"><a href="{item(one)}/"><img src="/fileadmin/{one.number}.jpg" alt=""></a></div><div class="teaser-text"><p>{BLEI}</p><a class="more" title="{one.title}" href="{item(one)}/">Weiterlesen</a></div><div class="footer"><p><span class="news-list-date">{one.day:%d.%m.%Y}</span><span class="news-list-category">Forschung</span><span class="news-list-author">Von Redaktion</span></p></div></div>"""


def _t3_new(one: Notice) -> str:
    return f"""<div class="article articletype-0" itemscope itemtype="http://schema.org/Article"><div class="header"><h3><a itemprop="url" href="{item(one)}"><span itemprop="headline">{one.title}</span></a></h3></div><div class="teaser-text"><div itemprop="description"><p>{BLEI}</p></div></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="{one.ymd}">{one.day:%d.%m.%y}</time></span></p></div></div>"""


def _tile(one: Notice) -> str:
    return f"""<article class="tileItem visualIEFloatFix"><div class="tileContent"><span class="subtitle">Educação</span><h2 class="tileHeadline"><a class="summary url" href="{item(one)}" title="collective.nitf.content">{one.title}</a></h2><p class="tileBody"><span class="description">{TEMA}</span></p><span class="keywords">registrado em: <a class="link-category" href="/@@search?Subject=x">Ensino</a></span></div><div class="tileInfo"><ul><li class="hiddenStructure">por <a href="/author/ascom">Ascom</a></li><li><span>publicado</span></li><li>{one.day:%d/%m/%Y}</li><li>18h08</li><li>Notícia</li></ul></div></article>"""


def _govbr(one: Notice) -> str:
    return f"""<li><div class="imagem"><a href="{item(one)}"><img src="/i/{one.number}.jpg" alt=""></a></div><div class="conteudo"><div class="subtitulo-noticia">Meio Ambiente</div><h2 class="titulo"><a href="{item(one)}">{one.title}</a></h2><span class="descricao"><span class="data">{one.day:%d/%m/%Y} -</span> {TEMA}</span></div></li>"""


def _ojs(one: Notice) -> str:
    return f"""<article class="obj_announcement_summary"><h2><a href="/index.php/j/announcement/view/{one.number}">{one.title}</a></h2><div class="date">{one.ymd}</div><div class="summary"><p>{LEAD}</p><a href="/index.php/j/announcement/view/{one.number}" class="read_more"><span aria-hidden="true" role="presentation">Read More</span><span class="pkp_screen_reader">Read more about {one.title}</span></a></div></article>"""


def _liferay(one: Notice) -> str:
    return f"""<div class="asset-abstract"><h3 class="asset-title"><a href="/web/uni/-/noticia-{one.number}?redirect=%2Fweb%2Funi%2Fnoticias"><img class="icon" src="/blank.png" alt=""> {one.title}</a></h3><div class="asset-content"><div class="asset-summary">{TEXTO}</div><div class="asset-more"><a href="/web/uni/-/noticia-{one.number}?redirect=%2Fweb%2Funi%2Fnoticias">Leer más <span class="hide-accessible">Acerca de {one.title}</span> »</a></div></div><div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{one.day.day}/{one.day:%m/%y}</span></div></div>"""


def _sharepoint(one: Notice) -> str:
    return f"""<tr class="ms-itmhover"><td class="ms-vb-itmcbx"><input type="checkbox"></td><td class="ms-vb-icon"><img src="/_layouts/images/generic.gif" alt=""></td><td class="ms-vb-title" height="100%"><div class="ms-vb itx" id="{one.number}"><a onfocus="OnLink(this)" href="/Lists/News/DispForm.aspx?ID={one.number}&ContentTypeId=0x01">{one.title}</a></div></td><td class="ms-vb2"><nobr>{one.day.month}/{one.day.day}/{one.day.year}</nobr></td><td class="ms-vb-user"><a href="/_layouts/userdisp.aspx?ID=7">Press Office</a></td></tr>"""


def _spip(one: Notice) -> str:
    return f"""<li class="item"><article class="entry article hentry"><strong class="h3-like entry-title"><a href="spip.php?article{one.number}" rel="bookmark">{one.title}</a></strong><p class="publication"><time pubdate="pubdate" datetime="{one.ymd}T08:30:00Z"><i class="icon-calendar"></i> {one.day.day} {FR_MONTHS[one.day.month - 1]} {one.day.year}</time><span class="authors"><span class="sep">, </span>par <span class="vcard author"><a class="url fn spip_in" href="spip.php?auteur1">La rédaction</a></span></span></p><div class="introduction entry-content"><p>{TEXTE}</p></div></article></li>"""


def _bitrix(one: Notice) -> str:
    return f"""<p class="news-item" id="bx_{one.number}"><span class="news-date-time">{one.day:%d.%m.%Y}</span><a href="/news/{one.number}/"><b>{one.title}</b></a><br />{TEKST}<div style="clear:both"></div><small>Название раздела:&nbsp;Общие</small><br /></p>"""


def _dle(one: Notice) -> str:
    return f"""<article class="box story shortstory"><h2 class="title"><a href="{item(one)}.html">{one.title}</a></h2><div class="text"><p>{TEKST}</p></div><div class="meta"><span class="cat"><a href="/gorod/">Город</a></span><time class="date" datetime="{one.ymd}"><a href="/{one.day:%Y/%m/%d}/">{one.day:%d-%m-%Y}, 10:21</a></time><span class="com"><a href="{item(one)}.html#comment">{one.number % 30}</a></span></div></article>"""


def _contao(one: Notice) -> str:
    return f"""<div class="layout_latest arc_1 block"><p class="info"><time datetime="{one.ymd}T09:00:00+01:00">{one.day:%d.%m.%Y} 09:00</time> von Pressestelle</p><h2><a href="{item(one)}.html" title="Den Artikel lesen: {one.title}">{one.title}</a></h2><div class="ce_text block"><p>{BLEI}</p></div><p class="more"><a href="{item(one)}.html" title="Den Artikel lesen: {one.title}">Weiterlesen … <span class="invisible">{one.title}</span></a></p></div>"""


def _collection(one: Notice) -> str:
    return f"""<li class="usa-collection__item"><div class="usa-collection__calendar-date"><time datetime="{one.ymd}"><span class="usa-collection__calendar-date-month">{one.day:%b}</span><span class="usa-collection__calendar-date-day">{one.day.day}</span></time></div><div class="usa-collection__body"><h3 class="usa-collection__heading"><a class="usa-link" href="{item(one)}">{one.title}</a></h3><p class="usa-collection__description">{LEAD}</p><ul class="usa-collection__meta" aria-label="Topics"><li class="usa-collection__meta-item usa-tag">Policy</li></ul></div></li>"""


EVENTS = "".join(
    f'<li><div class="date-box"><span class="month">Mar</span><span class="day">{n + 3}</span></div><a href="/events/{n}">{title}</a></li>'
    for n, title in enumerate(
        ("Faculty senate meeting", "Open house for families", "Piano recital", "Career fair")
    )
)


def _drupal(one: Notice) -> str:
    return f"""<div class="views-row"><div class="views-field views-field-field-image"><a href="{item(one)}"><img src="/s/{one.number}.jpg" alt="Photo"></a></div><span class="views-field views-field-created"><span class="field-content">{one.day:%A, %B} {one.day.day}, {one.day.year} - 10:15</span></span><span class="views-field views-field-title"><span class="field-content"><a href="{item(one)}">{one.title}</a></span></span><div class="views-field views-field-field-tags"><a href="/tags/campus">campus</a>, <a href="/tags/people">people</a></div></div>"""


def _sitefinity(one: Notice) -> str:
    return f"""<li class="sfnewsListItem sflistitem" data-sf-provider="x"><h2 class="sfnewsTitle sftitle"><a id="C{one.number}" href="{item(one)}">{one.title}</a></h2><div class="sfnewsMetaInfo sfmetainfo">{one.day:%b} {one.day.day:02}, {one.day.year} by Communications</div><div class="sfnewsSummary sfsummary">{LEAD}</div><a href="{item(one)}" class="sfnewsDetails sfmore">Full story</a></li>"""


def _topic(one: Notice) -> str:
    return f"""<tr class="topic-list-item" itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem"><td class="main-link" itemprop="item"><meta itemprop="name" content="{one.title}"><span class="link-top-line"><a itemprop="url" href="{SITE}/t/topic/{one.number}" class="title raw-link raw-topic-link">{one.title}</a></span><div class="link-bottom-line"><a href="/c/dev/5" class="badge-wrapper bullet"><span class="badge-category-name">dev</span></a></div></td><td class="replies"><span class="posts" title="posts">{one.number % 40}</span></td><td class="views"><span class="views">{one.number % 999}</span></td><td>{one.day:%B} {one.day.day}, {one.day.year}</td></tr>"""


def _canada(one: Notice) -> str:
    return f"""<article class="item"><h3 class="h5"><a href="{item(one)}.html">{one.title}</a></h3><p><time datetime="{one.ymd}T15:30:00Z">{one.ymd}  15:30</time> | Department of Fisheries | news releases</p><p>{LEAD}</p></article>"""


def _card_fr(one: Notice) -> str:
    return f"""<div class="fr-col-12 fr-col-md-4"><div class="fr-card fr-enlarge-link"><div class="fr-card__body"><div class="fr-card__content"><h3 class="fr-card__title"><a href="{item(one)}">{one.title}</a></h3><p class="fr-card__desc">{TEXTE}</p><div class="fr-card__start"><ul class="fr-tags-group"><li><p class="fr-tag">Actualité</p></li></ul></div><div class="fr-card__end"><p class="fr-card__detail">Publié le {one.day.day} {FR_MONTHS[one.day.month - 1]} {one.day.year}</p></div></div></div><div class="fr-card__header"><div class="fr-card__img"><img src="/{one.number}.jpg" alt=""></div></div></div></div>"""


PAGES = (
    page(
        "news of an extension, facts at the foot",
        "/aktuelles/",
        german(
            f'<div class="news"><div class="news-list-view">{rows(GERMAN, _t3)}<div class="page-navigation"><p>Seite 1 von 12.</p><ul class="f3-widget-paginator"><li class="current">1</li><li><a href="/aktuelles/seite/2/">2</a></li><li><a href="/aktuelles/seite/3/">3</a></li><li class="next"><a href="/aktuelles/seite/2/">Nächste</a></li></ul></div></div></div>'
        ),
        GERMAN,
        lambda one: f"{item(one)}/",
        "/aktuelles/seite/2/",
    ),
    page(
        "news of an extension, two digits of the year",
        "/presse",
        german(
            f'<div class="frame"><header><h1>Pressemitteilungen</h1></header><div class="news"><div class="news-list-view" id="news-container-1">{rows(GERMAN, _t3_new)}</div></div></div>'
        ),
        GERMAN,
        item,
    ),
    page(
        "tiles, facts in a list below",
        "/noticias",
        portuguese(
            f'<div id="content"><h1 class="documentFirstHeading">Últimas Notícias</h1><div class="documentByLine"><span class="documentPublished"><span>publicado</span> 14/12/2018 18h08,</span></div><div id="content-core">{rows(PORTUGUESE, _tile)}</div><div class="listingBar"><span class="next"><a href="/noticias?b_start:int=30">Próximo 30 itens »</a></span> 1 <a href="/noticias?b_start:int=30">2</a></div></div>'
        ),
        PORTUGUESE,
        item,
        "/noticias?b_start:int=30",
    ),
    page(
        "federal portal, day begins the summary",
        "/assuntos/noticias",
        portuguese(
            f'<div id="content"><h1>Notícias</h1><ul class="noticias listagem-noticias-com-foto">{rows(PORTUGUESE, _govbr)}</ul><ul class="paginacao listingBar"><li><a class="ativo" href="javascript:void(0)">1</a></li><li><a href="/assuntos/noticias?b_start:int=60">2</a></li><li><a class="proximo" href="/assuntos/noticias?b_start:int=60">Próximo</a></li></ul></div>'
        ),
        PORTUGUESE,
        item,
        "/assuntos/noticias?b_start:int=60",
    ),
    page(
        "journal's announcements",
        "/index.php/j/announcement",
        western(
            f'<div class="page page_announcements"><h1>Announcements</h1><ul class="cmp_announcements">{rows(ENGLISH_NEWS, lambda one: f"<li>{_ojs(one)}</li>")}</ul></div><div class="pkp_structure_sidebar"><div class="pkp_block block_information"><h2>Information</h2><ul>{links((("For Readers", "/r"), ("For Authors", "/a"), ("For Librarians", "/l")))}</ul></div></div>',
            "Announcements | Journal",
        ),
        ENGLISH_NEWS,
        lambda one: f"/index.php/j/announcement/view/{one.number}",
    ),
    page(
        "abstracts of assets, redirect in the address",
        "/web/uni/noticias",
        spanish(
            f'<div class="portlet-body"><div class="asset-list">{rows(SPANISH, _liferay)}</div><div class="taglib-page-iterator"><ul class="pager"><li class="disabled"><a>Anterior</a></li><li><a href="/web/uni/noticias?p_p_id=101_INSTANCE&cur=2">Siguiente</a></li></ul></div></div>'
        ),
        SPANISH,
        lambda one: f"/web/uni/-/noticia-{one.number}?redirect=%2Fweb%2Funi%2Fnoticias",
        "/web/uni/noticias?p_p_id=101_INSTANCE&cur=2",
    ),
    page(
        "list view of a portal",
        "/Lists/News/AllItems.aspx",
        western(
            f'<table class="ms-listviewtable"><tr class="ms-viewheadertr"><th></th><th></th><th><a href="javascript:">Title</a></th><th><a href="javascript:">Modified</a></th><th><a href="javascript:">Created By</a></th></tr>{rows(ENGLISH_NEWS, _sharepoint)}</table><table class="ms-bottompaging"><tr><td class="ms-paging">1 - 9</td><td class="ms-paging"><a href="/Lists/News/AllItems.aspx?Paged=TRUE&p_ID=9&PageFirstRow=10"><img src="/_layouts/images/next.gif" alt="Next"></a></td></tr></table>',
            "News - All Items",
            lang="en-us",
        ),
        ENGLISH_NEWS,
        lambda one: f"/Lists/News/DispForm.aspx?ID={one.number}&ContentTypeId=0x01",
        "/Lists/News/AllItems.aspx?Paged=TRUE&p_ID=9&PageFirstRow=10",
    ),
    page(
        "french sections, pager counts articles",
        "/spip.php?rubrique3",
        french(
            f'<div class="liste articles"><h2>Articles</h2><ul class="liste-items">{rows(FRENCH, _spip)}</ul><nav role="navigation" class="pagination"><ul class="pagination-items"><li class="pagination-item on active"><span class="pagination-item-label">0</span></li><li class="pagination-item"><a href="spip.php?rubrique3&debut_articles=7#pagination_articles" class="lien_pagination">7</a></li><li class="pagination-item"><a href="spip.php?rubrique3&debut_articles=14#pagination_articles" class="lien_pagination">14</a></li></ul></nav></div>'
        ),
        FRENCH,
        lambda one: f"/spip.php?article{one.number}",
        "/spip.php?rubrique3&debut_articles=7#pagination_articles",
    ),
    page(
        "russian list with broken paragraphs",
        "/news/",
        russian(
            f'<div class="news-list">{rows(RUSSIAN, _bitrix)}<br /><font class="text">Новости 1 - 7 из 188<br /></font><font class="text">Начало | Пред. |&nbsp;<b>1</b>&nbsp;<a href="/news/?PAGEN_1=2">2</a>&nbsp;<a href="/news/?PAGEN_1=3">3</a>&nbsp;|&nbsp;<a href="/news/?PAGEN_1=2">След.</a>&nbsp;|&nbsp;<a href="/news/?PAGEN_1=27">Конец</a></font></div>'
        ),
        RUSSIAN,
        lambda one: f"/news/{one.number}/",
        "/news/?PAGEN_1=2",
    ),
    page(
        "russian terms, title in bold",
        "/materials/",
        russian(
            f'<div class="news-list"><dl class="block-list">{rows(RUSSIAN, lambda one: f"""<dt>{one.day:%d.%m.%Y}</dt><dd><a href="/materials/{one.number}/">{one.title}</a></dd>""")}</dl></div>'
        ),
        RUSSIAN,
        lambda one: f"/materials/{one.number}/",
    ),
    page(
        "russian stories, day linked",
        "/gorod/",
        russian(
            f'<div id="dle-content">{rows(RUSSIAN, _dle)}<div class="navigation-wrap"><div class="navigation"><span>1</span> <a href="/gorod/page/2/">2</a></div><div class="page_next"><a href="/gorod/page/2/"><span class="icon">→</span></a></div></div></div><aside><h3>Популярное</h3><ul>{links((("Как проехать к вокзалу", "/p/1.html"), ("Расписание автобусов", "/p/2.html"), ("Погода на неделю", "/p/3.html")))}</ul></aside>'
        ),
        RUSSIAN,
        lambda one: f"{item(one)}.html",
        "/gorod/page/2/",
    ),
    page(
        "german latest, lines of facts first",
        "/aktuelles.html",
        german(
            f'<div class="mod_newslist block"><h1>Aktuelles</h1>{rows(GERMAN, _contao)}<nav class="pagination block"><p>Seite 1 von 3</p><ul><li><strong class="active">1</strong></li><li><a href="aktuelles.html?page_n14=2" class="link">2</a></li><li class="next"><a href="aktuelles.html?page_n14=2" class="next">Vorwärts</a></li></ul></nav></div>'
        ),
        GERMAN,
        lambda one: f"{item(one)}.html",
        "/aktuelles.html?page_n14=2",
    ),
    page(
        "collection with a leaf of the calendar",
        "/newsroom",
        western(
            f'<h1>Newsroom</h1><ul class="usa-collection">{rows(ENGLISH_NEWS, _collection)}</ul><nav class="usa-pagination"><ul><li class="usa-pagination__item"><a class="usa-button usa-current" href="/newsroom?page=1">1</a></li><li class="usa-pagination__item"><a href="/newsroom?page=2" class="usa-button">2</a></li><li><a href="/newsroom?page=2" class="usa-pagination__link usa-pagination__next-page"><span>Next</span></a></li></ul></nav>',
            "Newsroom",
        ),
        ENGLISH_NEWS,
        item,
        "/newsroom?page=2",
    ),
    page(
        "views with events beside",
        "/news-archive",
        western(
            f'<div class="view view-news"><div class="view-content">{rows(ENGLISH_NEWS, _drupal)}</div><ul class="pager"><li class="pager-current first">1</li><li class="pager-item"><a href="/news-archive?page=1">2</a></li><li class="pager-next"><a href="/news-archive?page=1">next ›</a></li><li class="pager-last"><a href="/news-archive?page=9">last »</a></li></ul></div><aside class="sidebar"><h2>Upcoming events</h2><ul class="events">{EVENTS}</ul></aside>',
            "News archive",
        ),
        ENGLISH_NEWS,
        item,
        "/news-archive?page=1",
    ),
    page(
        "titles, facts, summaries",
        "/about/news",
        western(
            f'<ul class="sfnewsList sfnewsListTitleDateSummary">{rows(ENGLISH_NEWS, _sitefinity)}</ul><div class="sf_pagerNumeric"><a class="sf_PagerCurrent" href="/about/news">1</a><a href="/about/news/page/2">2</a><a href="/about/news/page/3">3</a></div>',
            "News",
        ),
        ENGLISH_NEWS,
        item,
        "/about/news/page/2",
    ),
    page(
        "forum as crawlers see it",
        "/c/dev/5",
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Latest dev topics - Example Forum</title><meta name="generator" content="Discourse 3.4"><link rel="next" href="/c/dev/5?page=1"></head><body class="crawler"><header><a href="/">Example Forum</a></header><div id="main-outlet" class="wrap"><div class="category-heading"><h1>dev</h1></div><div class="topic-list-container"><table class="topic-list"><thead><tr><th>Topic</th><th></th><th class="replies">Replies</th><th class="views">Views</th><th>Activity</th></tr></thead><tbody>{rows(ENGLISH_NEWS, _topic)}</tbody></table></div><div role="navigation"><span><b><a rel="next" href="/c/dev/5?page=1">next page →</a></b></span></div></div><footer><nav><a href="/">Home</a><a href="/categories">Categories</a><a href="/guidelines">Guidelines</a></nav></footer></body></html>""",
        ENGLISH_NEWS,
        lambda one: f"/t/topic/{one.number}",
        "/c/dev/5?page=1",
    ),
    page(
        "department beside the time",
        "/en/news/releases.html",
        western(
            f'<h1>News releases</h1><p>Showing 1 to 9 of 612</p>{rows(ENGLISH_NEWS, _canada)}<ul class="pager"><li class="next"><a href="/en/news/releases.html?start=10">Next <span class="wb-inv">page</span></a></li></ul>',
            "News releases",
        ),
        ENGLISH_NEWS,
        lambda one: f"{item(one)}.html",
        "/en/news/releases.html?start=10",
    ),
    page(
        "french cards in columns",
        "/actualites",
        french(
            f'<h1>Actualités</h1><div class="fr-grid-row fr-grid-row--gutters">{rows(FRENCH, _card_fr)}</div><nav role="navigation" class="fr-pagination" aria-label="Pagination"><ul class="fr-pagination__list"><li><a class="fr-pagination__link fr-pagination__link--first" aria-disabled="true">Première page</a></li><li><a class="fr-pagination__link" aria-current="page" title="Page 1">1</a></li><li><a class="fr-pagination__link" href="/actualites?page=1" title="Page 2">2</a></li><li><a class="fr-pagination__link fr-pagination__link--next" href="/actualites?page=1">Page suivante</a></li></ul></nav>'
        ),
        FRENCH,
        item,
        "/actualites?page=1",
    ),
)
