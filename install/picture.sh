#!/bin/sh
# Draws a picture of the reading room's start page. Usage: install/picture.sh DATABASE PICTURE.png [ADDRESS]
set -eu
cd "$(dirname "$0")/.."
database=$1 picture=$2 address=${3:-}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "Chromium is needed for the picture. Next step: apt-get install chromium" >&2
    exit 3
}

scratch=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
.venv/bin/trichluc serve --db "$database" --port 0 2>"$scratch/log" &
server=$!
room=
for _ in $(seq 50); do
    room=$(sed -n 's|.*\(http://[^ ]*\).*|\1|p' "$scratch/log")
    [ -z "$room" ] || break
    kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.2
done
[ -n "$room" ] || { echo "The reading room did not open within 10 seconds. Next step: try again; it said:" >&2; cat "$scratch/log" >&2; exit 1; }

mkdir -p "$(dirname "$picture")"
timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars \
    --disable-background-networking --disable-component-update --disable-sync --user-data-dir="$scratch/profile" \
    --force-device-scale-factor=1 --window-size=1200,1180 --virtual-time-budget=4000 \
    --screenshot="$scratch/picture.png" "$room$address" >"$scratch/browser" 2>&1 || { cat "$scratch/browser" >&2; exit 1; }
mv "$scratch/picture.png" "$picture"
echo "$picture"
