"""Floor 2: bytes to values. What a page lists, a site's sections, an article's text. Pure, no I/O, no clock."""
