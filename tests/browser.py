"""The browser of the tests: what a page looks like, and what its script has written into it."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.patience import PATIENCE

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

ROUND_TRIP = """<!DOCTYPE html><meta charset="utf-8"><pre id="out"></pre>
<script type="application/json" id="texts">%s</script>
<script>
const texts = JSON.parse(document.getElementById("texts").textContent)
const back = {}
for (const [name, text] of Object.entries(texts)) back[name] = JSON.stringify(JSON.parse(text))
document.getElementById("out").textContent = JSON.stringify(back)
document.getElementById("texts").remove()
</script>"""


def browse(address: str, folder: Path, *flags: str) -> str:
    """Open an address with flags of Chromium, its profile in a folder; what it prints."""
    call = [str(BROWSER), *QUIET.split(), f"--user-data-dir={folder / 'profile'}", *flags, address]
    return subprocess.run(call, capture_output=True, timeout=PATIENCE, check=True, text=True).stdout


def through_javascript(texts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """JSON texts as JavaScript reads them and writes them again, by their names."""
    page = folder / "round-trip.html"
    page.write_text(ROUND_TRIP % json.dumps(dict(texts)).replace("<", "\\u003c"), encoding="utf-8")
    shown = re.search(r'<pre id="out">(.*?)</pre>', browse(page.as_uri(), folder, "--dump-dom"), re.DOTALL)
    assert shown, "the page has no result"
    back: dict[str, str] = json.loads(html.unescape(shown[1]))
    return back
