"""All drawn listings."""

from tests.unit.extraction.drawn import (
    chinese_cms,
    chinese_government,
    dated,
    layouts,
    offices,
    pagers,
    real_blogs,
    real_east,
    real_offices,
    real_schools,
    real_second,
    real_third,
    real_west,
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
    *real_offices.PAGES,
    *real_schools.PAGES,
    *real_east.PAGES,
    *real_west.PAGES,
    *real_second.PAGES,
    *real_third.PAGES,
    *real_blogs.PAGES,
)
