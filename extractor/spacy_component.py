"""The citation finder as a component of other people's spaCy pipelines.

>>> nlp = spacy.blank("xx")
>>> nlp.add_pipe("trichluc_citations")
>>> [span.text for span in nlp("theo Nghị định số 30/2020/NĐ-CP").spans["citations"]]
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractor.finders import find_citations

ATTRIBUTE = "citation"


@Language.factory("trichluc_citations", default_config={"spans_key": "citations"}, assigns=["doc.spans"])
def make_component(nlp: Language, name: str, spans_key: str) -> Callable[[Doc], Doc]:
    """A component that puts citations into ``doc.spans[spans_key]``, each with its ``Citation`` in ``span._.citation``.

    A span's label is the type of the instrument. Tokens that a citation cuts are taken whole. spaCy passes ``nlp``, the
    pipeline, and the ``name`` of the component in it; neither is used. ``spans_key`` can be set in the configuration.
    """
    if not Span.has_extension(ATTRIBUTE):
        Span.set_extension(ATTRIBUTE, default=None)

    def add_citations(doc: Doc) -> Doc:
        spans = []
        for citation in find_citations(doc.text):
            # "expand", as spaCy's tokenizer may glue a bracket or a comma to a symbol: a strict span would be None.
            span = doc.char_span(citation.start, citation.end, label=citation.doc_type or "", alignment_mode="expand")
            if span is not None:
                span._.set(ATTRIBUTE, citation)
                spans.append(span)
        # ``doc.spans``, not ``doc.ents``: entities may not overlap, and another component may have set some.
        doc.spans[spans_key] = SpanGroup(doc, name=spans_key, spans=spans)
        return doc

    return add_citations
