"""`python -m service`, and the command `noticewire`."""

import sys
from io import TextIOWrapper

from service.cli import main as command


def main() -> None:
    """Run the command line; exits with its code. What the terminal's encoding cannot show becomes '?'."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    command(prog_name="noticewire")


if __name__ == "__main__":
    main()
