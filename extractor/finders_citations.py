"""The citations of a plain string: find and resolve over one region, without any PDF and without the other finders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.find.citations import finder as citations
from extractor.model.document import Context
from extractor.model.facts import Citation
from extractor.resolve.identity import identify
from extractor.resolve.relations.relate import relate


def find_citations(text: str, *, context: Mapping[str, Any] | Context | None = None) -> list[Citation]:
    """The citations in a text in order, with key and relation; offsets index ``text`` as it was given.

    ``context`` says what is known of the citing document: any of ``issuer``, ``place`` (slug of its province),
    ``issued_on``, ``doc_type``. Raises ``TypeError`` for other names.
    """
    known = Context.of(context)
    found = citations.find_citations(text)
    return list(relate(text, identify(found, known), context=known)) if found else []
