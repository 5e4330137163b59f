"""Articles as the predictions that the page corpus is scored by."""

from collections.abc import Mapping

from service.domain.entry import Article, Published

ArticlePrediction = Mapping[str, object]


def article_prediction(article: Article) -> ArticlePrediction:
    """`{"title", "date", "text", "attachments": [{"url", "name"}], "deadlines": [{"meaning", "start", "end",
    "what", "place", "evidence"}]}`.

    Dates as YYYY-MM-DD, with HH:MM where the page tells it, or None; instants of deadlines as ISO 8601.
    """
    return {
        "title": article.title,
        "date": _written(article.published) if article.published else None,
        "text": article.text,
        "attachments": [{"url": one.url.text, "name": one.name} for one in article.attachments],
        "deadlines": [
            {
                "meaning": due.meaning.value,
                "start": str(due.start) if due.start else None,
                "end": str(due.end) if due.end else None,
                "what": due.what,
                "place": due.place,
                "evidence": due.evidence,
            }
            for due in article.deadlines
        ],
    }


def article_predictions(articles: Mapping[str, Article]) -> Mapping[str, ArticlePrediction]:
    """By page id."""
    return {page_id: article_prediction(article) for page_id, article in articles.items()}


def _written(published: Published) -> str:
    return published.day.isoformat() + (f" {published.clock:%H:%M}" if published.clock else "")
