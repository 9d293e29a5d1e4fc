"""How a person sees that a command waits for a database that another program holds."""

from __future__ import annotations

import sys

from extractor.cli.terminal.door import put_over, unguarded
from extractor.cli.terminal.language import user_words
from extractor.cli.terminal.log import current_log
from extractor.cli.terminal.output import note
from extractor.store.patience import Waiting


class ShownWait:
    """Says at once that one waits, and on a terminal how long already; the line of seconds goes when it is over."""

    def __init__(self) -> None:
        self._is_told = False

    def __call__(self, waiting: Waiting) -> None:
        """Takes what a connection tells of its wait."""
        # A progress bar writes the lines of others above itself, and would repeat each of these.
        is_free = sys.stderr.isatty() and unguarded(sys.stderr) is sys.__stderr__ and current_log() is None
        if waiting.is_over:
            if is_free:
                put_over("")
            self._is_told = False
            return
        if not self._is_told:
            self._is_told = True
            note(
                f"Another program holds the database: this command waits for it, {waiting.longest:.0f} seconds at the "
                "most. Ctrl-C ends the wait; nothing is lost."
            )
        if is_free:
            words = user_words()
            shown = words(
                "{seconds} of {longest} s", seconds=f"{waiting.seconds:.0f}", longest=f"{waiting.longest:.0f}"
            )
            put_over(shown)
