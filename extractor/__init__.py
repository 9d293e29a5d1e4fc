"""trichluc: certified extracts of Vietnamese government reports.

>>> import extractor
>>> [citation.identifier for citation in extractor.find_citations("theo Nghị định số 30/2020/NĐ-CP")]
['30/2020/NĐ-CP']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.finders import find_citations, find_dates, find_figures
    from extractor.options import Options
    from extractor.own_rules import use_rules
    from extractor.pipeline import extract
    from extractor.query.comparison.frame import compare
    from extractor.run.ingest import ingest

# Where each public name lives. A name that is added here is added above too, for type checkers.
_PLACES = {
    "Options": "extractor.options",
    "compare": "extractor.query.comparison.frame",
    "extract": "extractor.pipeline",
    "find_citations": "extractor.finders",
    "find_dates": "extractor.finders",
    "find_figures": "extractor.finders",
    "ingest": "extractor.run.ingest",
    "use_rules": "extractor.own_rules",
}

__all__ = ["Options", "compare", "extract", "find_citations", "find_dates", "find_figures", "ingest", "use_rules"]


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used: finding citations must not cost the import of a PDF library."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
