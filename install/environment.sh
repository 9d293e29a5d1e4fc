#!/bin/sh
# Makes .venv and installs the project with the exact versions of constraints.txt.
# Usage: install/environment.sh base|dev|notebooks      "dev" adds what lint, types and tests need,
# "notebooks" JupyterLab.
set -eu
cd "$(dirname "$0")/.."
kind=${1:?base, dev or notebooks}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(install/python.sh)
    echo "Making .venv with $("$python" --version) ($python)"
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        # Debian keeps ensurepip in a package of its own.
        version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        install/system.sh "$version" || true
        rm -rf .venv
        "$python" -m venv .venv || {
            echo "Could not make .venv. Next step: install $version (or python3-venv) and type the command again." >&2
            exit 3
        }
    fi
fi

case $kind in
    base) wanted=. ;;
    dev | notebooks) wanted=".[$kind]" ;;
    *) echo "unknown kind of environment: $kind" >&2; exit 2 ;;
esac
echo "Installing the $kind packages (a few minutes the first time)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$wanted" || {
    echo "The packages could not be installed. Next step: read the message above (often the network), type the command again." >&2
    exit 3
}
if [ "$kind" = dev ]; then
    # The tests of the reading room run with the newest line of Datasette as well, which lies beside the pinned one.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .venv/newest \
        -r install/newest.txt || echo "Going on without it: tests with the newest Datasette are skipped by name."
    # An object store on loopback, a program of its own, whose packages need not fit those of the project.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .venv/object-store \
        -r install/object_store.txt || echo "Going on without it: tests with an object store are skipped by name."
fi
# Tables in scans are read without it too, their numbers less well.
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[scans]" \
    || echo "Going on without the reader of numbers in scanned tables: it could not be installed."
touch .venv/installed-base
[ "$kind" = base ] || touch ".venv/installed-$kind"
