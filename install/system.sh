#!/bin/sh
# Installs Debian packages that are missing, where that is possible (root on Debian or Ubuntu); else names them.
# Usage: install/system.sh PACKAGE...      Ends with 0 when all are there, with 3 when some are not.
set -u

present() {
    case $1 in
        tesseract-ocr) command -v tesseract ;;
        tesseract-ocr-vie) tesseract --list-langs 2>/dev/null | grep -qx vie ;;
        poppler-utils) command -v pdftotext && command -v pdftoppm ;;
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        *) dpkg -s "$1" ;;
    esac >/dev/null 2>&1
}

missing() {
    for package in "$@"; do
        present "$package" || printf '%s ' "$package"
    done
}

wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing with apt-get: $wanted"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # One call a package: one that this release does not have must not hold back the others.
    apt-get -o Acquire::Retries=1 -o Acquire::http::Timeout=30 update >"$log" 2>&1
    for package in $wanted; do
        apt-get install -y --no-install-recommends "$package" >>"$log" 2>&1 || tail -n 3 "$log" >&2
    done
    rm -f "$log"
    wanted=$(missing "$@")
    [ -n "$wanted" ] || exit 0
fi

{
    echo "Missing, and not installed by this command: $wanted"
    echo "Next step: install it by hand, for instance: sudo apt-get install $wanted"
} >&2
exit 3
