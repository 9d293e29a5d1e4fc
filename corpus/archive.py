"""Write an archive of any size for measurements: ``python -m corpus.archive FOLDER REPORTS [FIRST]``.

Each report is one of the sample reports, of another province, year and office: the names of places, the years, the
numbers of local instruments and all counts differ, as do the digests of the files. The same number gives the same file.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import paper, report, typefaces
from corpus.series import PERIODS, TEXTS
from patterns.names.provinces import level_of, provinces

SAMPLES = {"cao_bang": ("Cao Bằng", "cao-bang"), "ha_tinh": ("Hà Tĩnh", "ha-tinh")}
# The year of the sample reports.
YEAR = 2024
YEARS = 4
"""How many years back: what is older than the central instruments of the sample reports could not cite them."""

OFFICES = (
    ("", "UBND"), ("Nội vụ", "SNV"), ("Tư pháp", "STP"), ("Thông tin và Truyền thông", "STTTT"), ("Tài chính", "STC"),
    ("Xây dựng", "SXD"), ("Y tế", "SYT"), ("Công Thương", "SCT"), ("Giáo dục và Đào tạo", "SGDĐT"),
    ("Khoa học và Công nghệ", "SKHCN"), ("Giao thông vận tải", "SGTVT"), ("Du lịch", "SDL"),
)  # fmt: skip

_YEAR = re.compile(r"\b202[345]\b")
_INSTRUMENT = re.compile(r'^(?P<name>\w+ = \[")(?P<number>\d+)(?P<rest>[^"]*", )(?P<year>\d{4})', re.MULTILINE)
_COUNT = re.compile(r"(?<![\w.])\d{2,}(?![\w.])")


@dataclass(frozen=True, slots=True)
class Office:
    """Who reports four times in a year."""

    sample: str
    slug: str
    year: int
    name: str
    code: str

    @property
    def path(self) -> str:
        """The folder of its reports."""
        return f"{self.slug}/{self.year}/{self.code.lower()}"

    def drawn(self, what: str, most: int) -> int:
        """A number from 1 to ``most``, always the same for what it is drawn for."""
        return int(hashlib.sha256(what.encode()).hexdigest()[:8], 16) % most + 1


def offices() -> Iterator[Office]:
    """All that can report, those of one province and year together."""
    slugs = [slug for slug, entry in sorted(provinces().items()) if level_of(entry) == "tỉnh"]
    for number, slug in enumerate(slugs):
        for back in range(YEARS):
            sample = sorted(SAMPLES)[(number + back) % len(SAMPLES)]
            for name, code in OFFICES:
                yield Office(sample, slug, YEAR - back, name, code)


def write_archive(folder: Path, reports: int, first: int = 0) -> int:
    """Write reports, one file each in folders of province, year and office; what is there already is left.

    folder: where they go. reports: how many, as far as there are offices. first: how many to pass over. Returns how
    many files the folder has of these.
    """
    typefaces.register()
    written = 0
    for number, office in enumerate(offices()):
        wanted = [at for at in range(len(PERIODS)) if first <= number * len(PERIODS) + at < first + reports]
        if wanted:
            written += _write_office(folder / office.path, office, wanted)
    return written


def _write_office(folder: Path, office: Office, wanted: list[int]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    names = {at: folder / f"bao-cao_{PERIODS[at].lower()}.pdf" for at in wanted}
    with TemporaryDirectory() as texts:
        for file in TEXTS.glob("*.toml"):
            if file.stem == "instruments" or file.stem.startswith(office.sample):
                changed = _of_office(file.stem, file.read_text(encoding="utf-8"), office)
                Path(texts, file.name).write_text(changed, encoding="utf-8")
        for at, name in names.items():
            if not name.exists():
                made = report.compose(office.sample, PERIODS[at], Path(texts))
                name.write_bytes(paper.to_pdf(made.pages, " ".join(made.meta["subject"])))
    return len(names)


def _of_office(stem: str, text: str, office: Office) -> str:
    """A file of texts, figures or instruments as it is of this office."""
    back = YEAR - office.year
    if stem == "instruments":
        return _INSTRUMENT.sub(lambda found: _central(found, office.year, back), text)
    if stem.endswith("_figures"):
        counts, mark, rules = text.partition("\n[sum]")
        scale = 100 + office.drawn(f"figures {office.path}", 200)
        return _COUNT.sub(lambda found: str(int(found[0]) * scale // 100), counts) + mark + rules
    name, slug = SAMPLES[office.sample]
    own = provinces()[office.slug]["name"]
    text = text.replace(name, own).replace(name.upper(), own.upper()).replace(f'"{slug}"', f'"{office.slug}"')
    text = _YEAR.sub(lambda found: str(int(found[0]) - back), text)
    if stem.endswith("_instruments"):
        return _INSTRUMENT.sub(lambda found: _local(found, office), text)
    return _headed(text, office, own)


def _central(found: re.Match[str], year: int, back: int) -> str:
    """A central instrument, of an earlier year where the report could not know it."""
    if int(found["year"]) < year:
        return found[0]
    rest = found["rest"].replace(found["year"], str(int(found["year"]) - back))
    return f"{found['name']}{found['number']}{rest}{int(found['year']) - back}"


def _local(found: re.Match[str], office: Office) -> str:
    # The offices of a province cite the same acts of its committee.
    number = office.drawn(f"{office.slug} {office.year} {found['name']}", 3900)
    return f"{found['name']}{number:02}{found['rest']}{found['year']}"


def _headed(text: str, office: Office, own: str) -> str:
    """Texts with the head of this office, and numbers of its own."""
    text = re.sub(
        r'^number = "(\d+)"',
        lambda found: f'number = "{office.drawn(f"{office.path} {found[1]}", 900)}"',
        text,
        flags=re.MULTILINE,
    )
    if not office.name:
        return text
    organ = f'organ = [{{ text = "UBND TỈNH {own.upper()}" }}, {{ text = "SỞ {office.name.upper()}", bold = true }}]'
    for pattern, line in (
        (r"^organ = .*$", organ),
        (r"^symbol = .*$", f'symbol = "BC-{office.code}"'),
        (r"^issuer = .*$", f'issuer = "Sở {office.name} tỉnh {own}"'),
        (r"^issuer_full = .*$", f'issuer_full = "Sở {office.name} tỉnh {own}"'),
        (r"^authority = .*$", 'authority = ["GIÁM ĐỐC"]'),
    ):
        text = re.sub(pattern, lambda _, line=line: line, text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    count = write_archive(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
    sys.stdout.write(f"{count} reports in {sys.argv[1]}\n")
