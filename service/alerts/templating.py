"""Templates of letters: our own, or those of the same name in the owner's folder. Reads files, else pure."""

from functools import lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)

from service.alerts.emphasis import emphasised
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark
from service.wording import translation


def render(template: str, language: str, facts: dict[str, object], folder: Path | None = None) -> str:
    """The template of this name with `facts`, one newline at its end. `folder` holds the owner's own templates.

    Raises DeliveryFailed for a template of the owner's that cannot be read; the message waits until he mends it.
    """
    tag = "zh-CN" if language.lower().startswith("zh") else "en"
    try:
        return _environment(language, folder).get_template(template).render(**facts, language=tag).strip() + "\n"
    except (TemplateError, OSError, UnicodeDecodeError) as error:
        if folder is None:
            raise
        place = _place(error, folder, template)
        raise DeliveryFailed(Remark("the template %(place)s: %(error)s", place=place, error=str(error))) from error


def _place(error: Exception, folder: Path, template: str) -> str:
    name = getattr(error, "name", None) or template
    line = getattr(error, "lineno", None)
    return f"{folder / name}, line {line}" if line else f"{folder / name}"


@lru_cache(maxsize=8)
def _environment(language: str, folder: Path | None) -> Environment:
    ours: BaseLoader = PackageLoader("service.alerts")
    environment = Environment(
        loader=ours if folder is None else ChoiceLoader([FileSystemLoader(folder), ours]),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=folder is not None,
    )
    environment.globals["emphasised"] = emphasised
    # The extension adds this method to the environment by name.
    environment.install_gettext_translations(translation(language), newstyle=True)  # type: ignore[attr-defined]  # added at run time
    return environment
