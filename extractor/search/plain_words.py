"""Words of a query, a label or an instrument, accents and case aside."""

from __future__ import annotations

import re
from functools import lru_cache

from patterns.spelling import fold

_WORD = re.compile(r"\d++(?:\.\d++)*+(?:[a-z](?![a-z]))?|[a-z]+\d*")


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The folded words: runs of letters with a number behind (``qh15``), numbers with a suffix (``30c``, ``66.13``).

    Leading zeros are left out, every other sign parts words: ``04951/QĐ-UBND`` is ``4951``, ``qd``, ``ubnd``.
    """
    return tuple(word.lstrip("0") or "0" for word in _WORD.findall(fold(text)))
