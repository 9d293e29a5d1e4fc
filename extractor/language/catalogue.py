"""Texts in the language of the reader: English in the code, Vietnamese from the gettext catalogues in ``vi/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.language.numbers import printed_number

LANGUAGES = ("vi", "en")
"""The languages, the first of them that of the reading room unless a reader chooses."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language, called with an English one: ``words("Page {number}", number=3)``.

    ``language`` is one of ``LANGUAGES``; ``texts`` maps English to it, and is empty for English itself.
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, text: str, **values: object) -> str:
        """The text in this language with the values in its braces; one without a translation stays English."""
        said = self.texts.get(text) or text
        return said.format(**values) if values else said

    def several(self, one: str, many: str, number: int, **values: object) -> str:
        """``one`` or ``many`` by the ``number`` of things, which is printed where the text says ``{number}``.

        Vietnamese has one form, the translation of ``many``. ``values`` stand in the other braces.
        """
        text = one if number == 1 and self.language == "en" else many
        return self(text, number=printed_number(number, self.language), **values)


@cache
def words_of(language: str) -> Words:
    """The texts of a language; the first of ``LANGUAGES`` for one that there is not."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    return Words(known, {} if known == "en" else _translations(known))


def _translations(language: str) -> Mapping[str, str]:
    # Only here: the commands speak English unless they are asked not to, and start without it.
    from babel.messages.pofile import read_po

    texts: dict[str, str] = {}
    for path in sorted(files("extractor.language").joinpath(language).iterdir(), key=lambda path: path.name):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        texts |= {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
    return texts
