"""Write the sample reports, their gold and the manifest: ``python -m corpus.make_corpus [FOLDER]``.

The same packages give the same bytes: no clock, no random numbers without a seed. ``manifest.json`` says with
which versions the committed files were made, and the SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the folder above is the place of the package
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import gold, paper, report, scan, typefaces

HERE = Path(__file__).parent
PROVINCES = ("cao_bang", "ha_tinh")
FILE_PERIODS = {"Q1": "q1", "H1": "h1", "9M": "9m", "Y": "year"}
SCAN = "cao_bang_scan"
DAMAGED = "ha-tinh_2024_q1_cut-off.pdf"
TOOLS = ("reportlab", "fontpkg-spectral", "pypdfium2", "pillow", "numpy")


def toolchain() -> dict[str, str]:
    """The versions that decide the bytes."""
    return {name: version(name) for name in TOOLS} | {"zlib": zlib.ZLIB_RUNTIME_VERSION}


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _with_gold(stem: str, period: str, name: str, *, as_scan: bool = False) -> Iterator[tuple[str, bytes]]:
    made = report.compose(stem, period)
    title = " ".join(made.meta["subject"])
    pdf = paper.to_pdf(made.pages, title)
    yield f"reports/{name}.pdf", scan.scanned(pdf, title) if as_scan else pdf
    yield f"gold/{name}.json", _as_json(gold.gold_of(made, f"{name}.pdf"))


def make() -> dict[str, bytes]:
    """All files of the corpus by their path in this folder, the manifest last."""
    typefaces.register()
    files: dict[str, bytes] = {}
    for stem in PROVINCES:
        for period in report.periods(stem):
            files |= _with_gold(stem, period, f"{stem.replace('_', '-')}_2024_{FILE_PERIODS[period]}")
    files |= _with_gold(SCAN, "M05", "cao-bang_2024_05_scan", as_scan=True)
    files[f"reports/{DAMAGED}"] = scan.cut_off(files["reports/ha-tinh_2024_q1.pdf"])
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    files["manifest.json"] = _as_json({"made_with": toolchain(), "sha256": digests})
    return files


def main(folder: Path = HERE) -> None:
    """Write the files into a folder and say what was written."""
    for path, content in make().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        sys.stdout.write(f"{len(content):9,} {path}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
