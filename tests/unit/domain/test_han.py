"""The table of characters against the dictionaries it was made from."""

import subprocess
import sys
from pathlib import Path

from service.domain import han

_ROOT = Path(__file__).parents[3]


def test_the_module_is_what_its_tool_writes() -> None:
    written = subprocess.run(
        [sys.executable, "tools/han.py"], cwd=_ROOT, capture_output=True, check=True, timeout=60
    )
    assert written.stdout.decode() == Path(han.__file__).read_text(encoding="utf-8")


def test_no_simplified_form_is_simplified_further() -> None:
    assert not [form for form in han.SIMPLIFIED.values() if ord(form) in han.SIMPLIFIED]
    assert len(han.SIMPLIFIED) > 2500
