#!/bin/sh
# Prints the path of a Python that can run this project. The newest release that all pinned packages have
# wheels for comes first; one without ensurepip (Debian without python3-venv) only where there is no better.
set -u

fits() { # $1 interpreter, $2 further condition
    # Running it is the test: a pyenv shim can lie in PATH for a version that is switched off.
    "$1" -c "import sys, sqlite3, ssl, venv${2}
sys.exit(not (3, 11) <= sys.version_info < (3, 14))" >/dev/null 2>&1
}

candidates="${PYTHON:-} python3.13 python3.12 python3.11 python3 /usr/bin/python3 /usr/local/bin/python3"
for condition in ", ensurepip" ""; do
    for candidate in $candidates; do
        if fits "$candidate" "$condition"; then
            command -v "$candidate"
            exit 0
        fi
    done
done

{
    echo "No usable Python was found: this project needs Python 3.11, 3.12 or 3.13 with its sqlite3 and ssl modules."
    found=$(python3 --version 2>&1) && echo "The command python3 is $found."
    echo "Next step: install one (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.13),"
    echo "or name one that is elsewhere: make run PYTHON=/path/to/python3.13"
} >&2
exit 3
