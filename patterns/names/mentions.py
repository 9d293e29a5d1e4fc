"""Names of organs as they stand in running text, and the words around them (``mentions.toml``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from patterns.loader import entry_of
from patterns.names.organs import Organ, name_key, organs
from patterns.phrases import part_words, with_words
from patterns.spelling import names_pattern

# The symbol has more letters than this: a field of three and more is printed behind its head (``Sở KHĐT``). With one
# fewer the finder would read ``Bộ GD`` in the fifteen ``Bộ GD&ĐT`` of the reports at hand, and gain nothing.
_SHORTEST_FIELD = 3


def mention_words(id_: str) -> tuple[str, ...]:
    """The words of an entry, with those of the parts that it names."""
    return with_words(entry_of("mentions", id_)["words"])


def word_pattern(id_: str) -> str:
    """A pattern for any of an entry's words, to be matched without case."""
    return names_pattern(mention_words(id_))


@cache
def _by_key() -> dict[str, tuple[Organ, ...]]:
    found: dict[str, list[Organ]] = defaultdict(list)
    for organ, name in _names():
        if organ not in found[name_key(name)]:
            found[name_key(name)].append(organ)
    # Those without symbols first: see ``organs_named``.
    return {key: tuple(sorted(held, key=lambda organ: bool(organ.symbols))) for key, held in found.items()}


@lru_cache(maxsize=4096)
def organs_named(name: str) -> tuple[Organ, ...]:
    """The organs that have borne a printed name, at any time and place: two for ``Cục Thuế``.

    Those that are only mentioned come first: they are told apart where symbols are not.
    """
    return _by_key().get(name_key(name), ())


@cache
def mentioned_names() -> tuple[str, ...]:
    """All names to be looked for in a text, without those of heads and standing parts (``offices.toml``)."""
    return tuple(dict.fromkeys(name for _, name in _names()))


@cache
def fields_of(head: str) -> tuple[str, ...]:
    """What may stand behind a head: ``Nội vụ``, ``Tài chính`` … for ``Sở``, where the registry has it."""
    start = f"{head} "
    return tuple(name.removeprefix(start) for name in mentioned_names() if name.startswith(start))


def _names() -> Iterator[tuple[Organ, str]]:
    # names of the registry that a text goes on with by the name of a place: they are found without these ends
    levels = tuple(f" {level}" for level in part_words("PROVINCE_LEVEL"))
    excluded = {word.casefold() for word in mention_words("no-name")}
    for organ in organs().values():
        if organ.of or organ.joint:
            continue
        for name in (organ.name, *organ.names):
            if name.casefold() not in excluded and not name.endswith(levels):
                yield from ((organ, each) for each in _printed(name))
        yield from ((organ, name) for name in _short(organ))


def _printed(name: str) -> Iterator[str]:
    """A name and what is printed for it: a comma where it has a dash, and the other way round."""
    yield name
    if " - " in name:
        yield name.replace(" - ", ", ")
    elif ", " in name:
        yield name.replace(", ", " - ", 1)


def _short(organ: Organ) -> Iterator[str]:
    """Short forms that a symbol gives: ``SKHĐT`` is printed ``Sở KHĐT``."""
    head = organ.name.partition(" ")[0]
    letter = _letters().get(head)
    for symbol in organ.symbols:
        if letter and symbol.startswith(letter) and len(symbol) > _SHORTEST_FIELD and symbol.isupper():
            yield f"{head} {symbol[1:]}"


@cache
def _letters() -> Mapping[str, str]:
    """The letter that stands for the head of a name in a symbol."""
    entry = entry_of("mentions", "by-field")
    return dict(zip(entry["words"], entry["letters"], strict=True))
