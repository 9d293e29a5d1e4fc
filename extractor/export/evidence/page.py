"""A sheet as one HTML page that stands alone: pictures within it, no script, nothing of other hosts."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.export.evidence.sheet import Sheet
from extractor.export.evidence.wording import document_words
from extractor.export.inert import one_line
from extractor.language.catalogue import Words, words_of
from extractor.language.printed import printed_day

# Where templates and style sheets lie.
SHELVES = ("evidence", "report")

# Letters of a title on top of each printed page: a line of A4.
LONGEST_HEAD = 90


def sheet_page(sheet: Sheet) -> str:
    """The HTML of a sheet; the same sheet gives the same text."""
    words = words_of(sheet.language)
    title = title_of(sheet, words)
    template = environment().get_template("sheet.html")
    return template.render(
        sheet=sheet,
        title=title,
        documents=len({exhibit.source.id for exhibit in sheet.exhibits}),
        style=style(("exhibits.css", "sheet.css"), words("Evidence sheet"), title),
        **vocabulary(words),
    )


def title_of(sheet: Sheet, words: Words) -> str:
    """What a sheet is about: the title of its only part, else that it holds several."""
    return sheet.parts[0].title if len(sheet.parts) == 1 else words("Picked evidence")


def vocabulary(words: Words) -> dict[str, object]:
    """What the templates say, in a language."""
    return {
        "_": words,
        "words": words,
        "day": partial(printed_day, language=words.language),
        "named": partial(document_words, words=words),
    }


@cache
def environment() -> Environment:
    """The templates of evidence sheets and reports.

    All that they print is escaped, and without characters that nobody sees.
    """
    return Environment(
        loader=ChoiceLoader([PackageLoader(f"extractor.export.{each}") for each in SHELVES]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def exhibits_fragment(sheet: Sheet) -> Markup:
    """The exhibits of a sheet as part of another page, which links ``exhibits_style``."""
    words = words_of(sheet.language)
    macros = environment().get_template("exhibits.html").make_module(vocabulary(words))
    return Markup(macros.parts(sheet)) + Markup(macros.how_to_check(sheet))  # type: ignore[attr-defined]


def exhibits_style() -> str:
    """The style sheet of exhibits."""
    return _style_sheet("exhibits.css")


def _style_sheet(name: str) -> str:
    folders = (files(f"extractor.export.{each}").joinpath("templates") for each in SHELVES)
    return next(file.read_text(encoding="utf-8") for folder in folders if (file := folder.joinpath(name)).is_file())


def style(names: tuple[str, ...], left: str, right: str) -> Markup:
    """Style sheets of this folder, with heads and page numbers for print.

    ``names`` are their files; ``left`` and ``right`` stand on top of each page.
    """
    sheet = "".join(map(_style_sheet, names))
    small = 'font: 8.5pt "Liberation Sans", Arial, sans-serif; color: #655e53;'
    heads = (
        f"@page {{ @top-left {{ content: {css_string(left)}; {small} }}"
        f" @top-right {{ content: {css_string(_cut(right))}; {small} }}"
        f' @bottom-right {{ content: counter(page) " / " counter(pages); {small} }} }}'
    )
    return Markup(f"{sheet}{heads}")


def css_string(text: str) -> str:
    """A text as CSS takes it: each character but plain letters and digits by its number, so that none of them acts."""
    return '"' + "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text) + '"'


def _cut(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= LONGEST_HEAD else f"{shown[: LONGEST_HEAD - 1]}…"


def _seen(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    # Blanks at the ends part what stands next to each other.
    before, after = " " * value[:1].isspace(), " " * value[-1:].isspace()
    return f"{before}{one_line(value)}{after}"
