"""The fixed parts of a report: the two-column head, the title, the recipients and signature block."""

from __future__ import annotations

from corpus import paper, typefaces
from corpus.flow import Composer, Style, break_lines, set_line
from corpus.paper import Rule, centred
from corpus.passage import Passage
from corpus.typefaces import BOLD, BOLD_ITALIC, ITALIC, REGULAR

LEFT_MIDDLE = paper.LEFT + 72
RIGHT_MIDDLE = paper.RIGHT - 136
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLE = Style(BOLD, 14, 18.5, justified=False, middle=True)
ANNEX = Style(ITALIC, 12.5, 17, justified=False, middle=True)


def set_head(composer: Composer, organ: list[tuple[str, bool]], number: Passage, place_and_date: str) -> None:
    """The head. ``organ`` are the lines of the left column, each with "is bold"; the last has a rule below."""
    y = paper.TOP + 4
    for row, (line, bold) in enumerate(organ):
        composer.add(centred(line, LEFT_MIDDLE, y + 15 * row, BOLD if bold else REGULAR, 12))
    below = y + 15 * (len(organ) - 1) + 5
    composer.add(Rule(LEFT_MIDDLE - 26, below, LEFT_MIDDLE + 26, below, 0.7))
    composer.add(centred(number.text, LEFT_MIDDLE, below + 21, REGULAR, 13))
    composer.place(number)
    composer.add(centred(MOTTO[0], RIGHT_MIDDLE, y, BOLD, 12), centred(MOTTO[1], RIGHT_MIDDLE, y + 16, BOLD, 13))
    half = typefaces.width(MOTTO[1], BOLD, 13) / 2
    composer.add(Rule(RIGHT_MIDDLE - half, y + 21, RIGHT_MIDDLE + half, y + 21, 0.7))
    composer.add(centred(place_and_date, RIGHT_MIDDLE, below + 21, ITALIC, 13))
    composer.y = below + 42


def set_title(composer: Composer, doc_type: str, subject: list[str]) -> None:
    """The type and the subject under it, line by line, with a short rule below."""
    for line in (doc_type.upper(), *subject):
        composer.y += TITLE.leading
        composer.add(centred(line, paper.LEFT + paper.MEASURE / 2, composer.y - 5, BOLD, 14))
    middle = paper.LEFT + paper.MEASURE / 2
    composer.add(Rule(middle - 40, composer.y + 2, middle + 40, composer.y + 2, 0.7))
    composer.y += 16


def set_signature(composer: Composer, recipients: list[str], authority: list[str]) -> None:
    """Recipients on the left in small type, the lines of authority and position on the right; nobody's name."""
    if composer.room() < 150:
        composer.new_page()
    y = composer.y + 22
    composer.add(paper.Print(paper.LEFT, y, BOLD_ITALIC, 12, "Nơi nhận:"))
    for row, line in enumerate(recipients, 1):
        composer.add(paper.Print(paper.LEFT, y + 1 + 13.5 * row, REGULAR, 10.5, line))
    for row, line in enumerate(authority):
        composer.add(centred(line, paper.RIGHT - 115, y + 17 * row, BOLD, 13))
    composer.y = y + 13.5 * len(recipients) + 20


def set_annex_title(composer: Composer, title: list[str], reference: Passage) -> None:
    """``Phụ lục``, its title and the line that names the report it goes with."""
    middle = paper.LEFT + paper.MEASURE / 2
    for text in ("Phụ lục", *title):
        composer.y += 18
        composer.add(centred(text, middle, composer.y - 5, BOLD, 13.5))
    for line in break_lines(reference, ANNEX, paper.MEASURE):
        composer.y += ANNEX.leading
        composer.add(*set_line(line, ANNEX, paper.LEFT, composer.y - 5, paper.MEASURE))
    composer.place(reference)
    composer.y += 4
