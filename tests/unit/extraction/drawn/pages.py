"""All drawn listings."""

from tests.unit.extraction.drawn import (
    chinese_cms,
    chinese_government,
    dated,
    layouts,
    offices,
    pagers,
    whole_pages,
    world_cms,
)

PAGES = (
    *chinese_cms.PAGES,
    *chinese_government.PAGES,
    *world_cms.PAGES,
    *dated.PAGES,
    *layouts.PAGES,
    *offices.PAGES,
    *whole_pages.PAGES,
    *pagers.PAGES,
)
