#!/bin/sh
# Makes the virtual environment and installs the project into it. usage: environment.sh PYTHON VENV WHAT
set -eu
python=$1 venv=$2 what=$3

if ! command -v "$python" >/dev/null 2>&1; then
    echo "error: '$python' was not found. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3 …" >&2
    exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "error: $("$python" --version) is too old; 3.11 or newer is needed. Name another one: make PYTHON=python3.12 …" >&2
    exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "error: this Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv" >&2
    exit 2
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "Installing into $venv (once; a minute or so) …"
log="$venv/install.log"
if ! { "$venv/bin/python" -m pip install --quiet --upgrade 'pip>=25' &&
       "$venv/bin/python" -m pip install --quiet --editable "$what"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "error: the installation failed; the whole log is in $log" >&2
    exit 1
fi
