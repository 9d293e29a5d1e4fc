"""What a reader is: it takes an entry and a text and returns the fields that it reads there for this entry.

It returns None where it reads nothing. A new registry needs one function, and one line in the ``READERS`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from patterns.loader import Entry

Fields = Mapping[str, Any] | None
Reader = Callable[[Entry, str], Fields]
