"""The words that people read, in Chinese and English. Message ids are English; catalogues are gettext .po files.

Pure apart from reading the package's own catalogues once.
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")


@lru_cache(maxsize=len(LANGUAGES))
def translation(language: str) -> NullTranslations:
    """The translation for 'zh' (also 'zh-CN', 'zh_TW' …) or 'en'; anything else reads English."""
    wanted = language.replace("_", "-").split("-")[0].lower()
    folder = files(__package__) / wanted
    if wanted not in LANGUAGES or not folder.is_dir():
        return NullTranslations()
    whole = Catalog(locale=wanted)
    for catalogue in sorted(folder.iterdir(), key=lambda found: found.name):
        for message in read_po(BytesIO(catalogue.read_bytes()), locale=wanted):
            if message.id:
                whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)
