#!/bin/sh
# usage: venv.sh PYTHON FOLDER
# Make a virtual environment at FOLDER if there is none, or say in one sentence why that is impossible.
set -e
python=$1 folder=$2

sorry() {
    echo "$1" >&2
    exit 1
}

[ -x "$folder/bin/python" ] && exit 0
command -v "$python" >/dev/null ||
    sorry "bplesson needs Python 3.11 or newer, but there is no $python here: install Python, or name one, as in: make lab PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    sorry "bplesson needs Python 3.11 or newer, but $python is $("$python" --version 2>&1): name a newer one, as in: make lab PYTHON=python3.12"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    sorry "$python comes without its venv module: install it (on Debian or Ubuntu: apt install python3-venv) and try again"
echo "Installing into $folder; this happens once and takes a minute or two."
"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "pip>=25.1" # older ones take half as long again
