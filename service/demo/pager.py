"""The pages of a listing, named as the CMS names them: page 1 is '/zzgz/gzdt.htm', the others count down.

With five pages, page 2 is '/zzgz/gzdt/4.htm' and the last one '/zzgz/gzdt/1.htm'. So each new page renames the
others: whoever watches must not remember such an address.
"""

from dataclasses import dataclass

PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Pager:
    """`page` of the listing at '/<slug>.htm' with `count` notices in all; pages count from 1."""

    slug: str
    count: int
    page: int = 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))

    def path(self, page: int) -> str:
        return f"/{self.slug}.htm" if page == 1 else f"/{self.slug}/{self.pages - page + 1}.htm"

    def page_named(self, name: int) -> int | None:
        """The page whose address ends in '/<name>.htm', if there is one."""
        page = self.pages - name + 1
        return page if 1 < page <= self.pages else None

    @property
    def bounds(self) -> slice:
        """What of the listing this page shows."""
        return slice((self.page - 1) * PAGE_LENGTH, self.page * PAGE_LENGTH)

    @property
    def shown(self) -> tuple[int, ...]:
        """The page numbers to offer: the ends and the neighbourhood; 0 stands for a gap."""
        near = {1, self.pages, *range(max(1, self.page - 2), min(self.pages, self.page + 2) + 1)}
        shown: list[int] = []
        for page in sorted(near):
            if shown and page - shown[-1] > 1:
                shown.append(0)
            shown.append(page)
        return tuple(shown)
