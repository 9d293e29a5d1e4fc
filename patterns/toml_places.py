"""Where the tables of a TOML file stand: ``tomllib`` tells what a file says, not on which line."""

from __future__ import annotations

import re
import tomllib

_SYNTAX_LINE = re.compile(r"\(at line (\d+)")

# Texts over several lines, texts on one, remarks: what stands in them is no head of a table.
_WRITTEN = r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'


def table_lines(text: str, name: str) -> list[int]:
    """The lines of the heads ``[[name]]`` of a file that is TOML, counted from 1."""
    head = re.compile(rf"(?P<head>^[ \t]*\[\[[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*\]\])|{_WRITTEN}", re.S | re.M)
    lines, line, counted = [], 1, 0
    for found in head.finditer(text):
        if found["head"] is not None:
            line += text.count("\n", counted, found.start())
            counted = found.start()
            lines.append(line)
    return lines


def lines_of(text: str) -> list[str]:
    """The lines of a file as TOML counts them: other signs that part lines may stand in a text that was copied."""
    return text.split("\n")


def syntax_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line that is no TOML; the last one where the file ends too early."""
    found = _SYNTAX_LINE.search(str(error))
    return int(found[1]) if found else text.count("\n") + 1
