"""Writes service/domain/han.py from OpenCC's dictionaries. usage: python tools/han.py > service/domain/han.py"""

import sys

from opencc import OpenCC

_PAIRS_A_LINE = 26
_PLANE = range(0x3400, 0xA000)

_HEAD = '''"""Traditional Chinese characters and variants with their simplified form, for finding one by the other.

Written by tools/han.py from the dictionaries of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0); not
to be edited by hand. One character stands for one: this is for comparing, not for reading.
"""

_PAIRS = """
'''

_TAIL = '''"""

SIMPLIFIED: dict[int, str] = {
    ord(line[place]): line[place + 1] for line in _PAIRS.split() for place in range(0, len(line), 2)
}
"""Code point -> simplified character, as `str.translate` takes it; what stands right never stands left."""
'''


def simplified_forms() -> dict[str, str]:
    """By traditional character: of mainland, Taiwan's and Hong Kong's standard, the first that knows a form."""
    converters = [OpenCC(name) for name in ("t2s", "tw2s", "hk2s")]
    forms: dict[str, str] = {}
    for character in map(chr, _PLANE):
        known = [form for form in (converter.convert(character) for converter in converters) if form != character]
        if known and len(known[0]) == 1 and ord(known[0]) in _PLANE:
            forms[character] = known[0]
    return {character: _last(form, forms) for character, form in forms.items()}


def _last(form: str, forms: dict[str, str]) -> str:
    """A few simplified forms have one of their own by another standard."""
    return _last(forms[form], forms) if form in forms else form


def main() -> None:
    pairs = [character + form for character, form in simplified_forms().items()]
    lines = ["".join(pairs[start : start + _PAIRS_A_LINE]) for start in range(0, len(pairs), _PAIRS_A_LINE)]
    sys.stdout.write(_HEAD + "\n".join(lines) + "\n" + _TAIL)


if __name__ == "__main__":
    main()
