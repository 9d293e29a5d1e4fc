"""Named parts that patterns are made of: ``$LEVEL`` in a pattern stands for all levels of administration.

The parts are the entries of ``phrases.toml``. A word that is added there is read by every pattern that names its part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

import regex

from patterns.loader import Entry, entries_of
from patterns.spelling import both_tones, fold

_NAME = re.compile(r"\$([A-Z][A-Z_]*[A-Z]|[a-z][a-z_]*[a-z])")
_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
# A blank of a word as it is printed: of 573,000 in reports at hand 434 are two blanks wide and 947 three (justified
# lines); of wider ones there are 71.
_BLANKS = r"\s{1,3}"

# The words of a part, each with the words that must not follow it.
_Members = dict[str, tuple[str, ...]]


def expand(source: str) -> str:
    """A pattern with the source of its part for each ``$NAME``, as a group that is not numbered.

    Words are matched in the case in which ``phrases.toml`` has them; ``$name`` in small letters stands for them as
    ``fold`` writes them. Raises ``KeyError`` for an unknown name.
    """
    return _NAME.sub(lambda found: _part(found[1]), source)


def compiled(source: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern with named parts, compiled when it is first used: importing a module reads no registry.

    ``flags`` are those of ``regex.compile``. The first use raises ``KeyError`` for an unknown name.
    """
    return cast("regex.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    """Compiles itself when the first of its methods is asked for, and has them as attributes from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # The methods become attributes, so that from the second use on nothing stands between a caller and the pattern.
        pattern = regex.compile(expand(self._source), self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


@cache
def _part(name: str) -> str:
    """The source of a part: of words that fit at one place the longest counts."""
    entry = _entry(name.upper())
    if "pattern" in entry.fields:
        return f"(?:{expand(entry['pattern'])})"
    members = _members(entry.id, ())
    if name.islower():
        members = {fold(word): tuple(map(fold, following)) for word, following in members.items()}
    return f"(?:{_alternatives(members)})"


@cache
def part_words(name: str) -> tuple[str, ...]:
    """The words of a part as ``phrases.toml`` has them, with those of the parts that it takes in."""
    return tuple(_members(name, ()))


@cache
def signs(name: str) -> str:
    """The members of a part of single characters as one string, to look a character up in."""
    return "".join(part_words(name))


def with_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words of a registry; one that holds ``$NAME`` becomes a word for each of that part: ``Toàn $LEVEL``."""
    return tuple(each for word in words for each in _filled_in(word, ()))


def _members(name: str, within: tuple[str, ...]) -> _Members:
    """The words of a part; ``within`` are the parts that take it in."""
    if name in within:
        raise ValueError(f"patterns/phrases.toml: {' takes in '.join((*within, name))}")
    entry = _entry(name)
    barred: Mapping[str, list[str]] = entry.get("not_before", {})
    members: _Members = {}
    for word in entry["words"]:
        taken_in = _NAME.fullmatch(word)
        if taken_in:
            members |= _members(taken_in[1], (*within, name))
        else:
            members |= {each: tuple(barred.get(word, ())) for each in _filled_in(word, (*within, name))}
    return members


def _filled_in(word: str, within: tuple[str, ...]) -> list[str]:
    """A word for each word of the part that it names; the word itself where it names none."""
    named = _NAME.search(word)
    if named is None:
        return [word]
    return [word.replace(named[0], member) for member in _members(named[1], within)]


def _entry(name: str) -> Entry:
    """The entry of this name. Raises ``KeyError`` that says which names are like an unknown one."""
    known = entries_of("phrases")
    if name not in known:
        import difflib  # only where there is something to tell: the finder of citations shall be quick to import

        near = ", ".join(f"${each}" for each in difflib.get_close_matches(name, known)) or "none is like it"
        raise KeyError(f"patterns/phrases.toml has no part ${name}; near names: {near}")
    return known[name]


def _alternatives(members: _Members) -> str:
    # ``regex`` takes the first alternative that fits: ``thành phố trực thuộc trung ương`` before ``thành phố``.
    longest_first = sorted(members, key=lambda word: (-len(word), word))
    return "|".join(_source(word, members[word]) for word in longest_first)


def _source(word: str, following: tuple[str, ...]) -> str:
    """The pattern of a word, blanks and either place of a tone mark as printed, and not before some words."""
    barred = f"(?!{_BLANKS}{_either(following)})" if following else ""
    return f"{_either(both_tones(word))}{barred}"


def _either(words: Iterable[str]) -> str:
    sources = [re.escape(word).replace(r"\ ", _BLANKS) for word in words]
    return sources[0] if len(sources) == 1 else f"(?:{'|'.join(sources)})"
