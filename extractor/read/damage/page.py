"""What a page draws, as qpdf sees it, and what of that is damaged or missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from extractor.read.adapter import DRAWN_ANNOTATIONS
from extractor.read.damage.drawn import Part
from extractor.read.damage.grammar import is_content
from extractor.read.damage.pictures import is_whole
from extractor.read.damage.streams import BROKEN, decoded

DAMAGED, MISSING = "its content is damaged", "content of it is missing"
FONT_DAMAGED, FONT_MISSING = "a font of it is damaged", "a font of it is missing"

# A page tree, and forms in forms, deeper than honest ones: office programs have two or three levels of either.
MAX_DEPTH = 12

# So many streams of one page are looked at: a form that draws itself twice would take all time (tests/hostile).
MAX_STREAMS = 2000

# A file that says that it has more pages was damaged in the number (test_lost_pages.py).
MAX_COUNT = 20_000

PAGE_NODE, COUNT = re.compile(rb"/Type\s*/Pages\b"), re.compile(rb"/Count\s+(\d{1,9})\b")

# What qpdf says of an object of which it left something out; other warnings tell of bytes that mean nothing.
LEFT_OUT = re.compile(
    r"\(object (\d+) (\d+), [^)]*\): .*"
    r"(?:treating|ignoring|giving up|prematurely|unexpected|invalid character|parse error|unable to recover)"
)


@dataclass(slots=True)
class Inspected:
    """What a page draws; ``faults`` are what is damaged or missing of it, in words."""

    part: Part
    faults: list[str] = field(default_factory=list)
    touched: set[tuple[int, int]] = field(default_factory=set)
    """The objects that the page is made of."""
    forms: dict[tuple[int, int], Part | None] = field(default_factory=dict)
    """The forms that it draws, each looked at once; None while it is, as one may draw itself."""

    def add(self, fault: str) -> None:
        """Adds a fault, once."""
        if fault not in self.faults:
            self.faults.append(fault)


class Inspector:
    """Looks at the pages of one file, opened by pikepdf; what pages share is looked at once."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.left_out: set[tuple[int, int]] = set()
        """Objects of which qpdf left something out."""
        self.is_rebuilt = False
        """Whether qpdf rebuilt the table of objects."""
        self.pages_named = _pages_named(pdf)
        """How many pages the file says that it has; 0 where it does not say, or what no file has."""
        self.page_count = len(pdf.pages)
        self._faults: dict[tuple[int, int], str] = {}
        self._hear()

    def inspect(self, number: int) -> Inspected:
        """Page ``number``, from 1. Raises one of ``BROKEN`` where its object cannot be looked at."""
        page = self.pdf.pages[number - 1].obj
        found = Inspected(Part(b"", {}))
        found.touched.add(page.objgen)
        found.part.content = self._content(page, found)
        self._draw(found.part, _resources(page), found, 0)
        self._look_at_annotations(page, found)
        self._hear()
        if found.touched & self.left_out:
            found.add(DAMAGED)
        return found

    def _hear(self) -> None:
        for warning in map(str, self.pdf.get_warnings()):
            self.is_rebuilt |= "reconstruct cross-reference" in warning
            if said := LEFT_OUT.search(warning):
                self.left_out.add((int(said[1]), int(said[2])))

    def _content(self, page: Any, found: Inspected) -> bytes:
        content = page.get("/Contents")
        if content is None and _draws_something(page):
            found.add(MISSING)
        every = [*content] if isinstance(content, pikepdf.Array) else [content] if content is not None else []
        parts = []
        for stream in every:
            if not isinstance(stream, pikepdf.Stream):
                found.add(MISSING)
                continue
            found.touched.add(stream.objgen)
            read = decoded(self.pdf, stream)
            if not read.whole:
                found.add(DAMAGED)
            parts.append(read.content)
        whole = b"\n".join(parts)
        if not is_content(whole):
            found.add(DAMAGED)
        return whole

    def _draw(self, part: Part, resources: Any, found: Inspected, depth: int) -> None:
        """Follows what a part draws.

        part: its content is known. resources: those that the content names. found: what it belongs to. depth: how many
        forms it lies in.
        """
        part.fonts = _named(resources, "/Font")
        for name in part.fonts_chosen():
            self._look_at_font(part.fonts.get(name), found)
        objects = _named(resources, "/XObject")
        for name in part.objects_drawn():
            drawn = objects.get(name)
            if not isinstance(drawn, pikepdf.Stream) or drawn.get("/Subtype") not in ("/Form", "/Image"):
                found.add(MISSING)
            elif drawn.get("/Subtype") == "/Form":
                self._look_at_form(drawn, part, resources, found, depth)
            else:
                self._once(drawn, found, self._fault_of_picture)
        patterns = _named(resources, "/Pattern")
        for pattern in filter(None, map(patterns.get, part.patterns_chosen() if patterns else ())):
            # Tiles, which may show text as forms do; no reader looks for it there.
            if isinstance(pattern, pikepdf.Stream):
                self._look_at_form(pattern, part, resources, found, depth)

    def _look_at_form(self, form: Any, part: Part, resources: Any, found: Inspected, depth: int) -> None:
        if form.objgen in found.forms:
            part.forms += filter(None, [found.forms[form.objgen]])
            return
        if depth >= MAX_DEPTH or len(found.touched) >= MAX_STREAMS:
            return
        read = decoded(self.pdf, form)
        if not read.whole or not is_content(read.content):
            found.add(DAMAGED)
        found.touched.add(form.objgen)
        inner = Part(read.content, {})
        part.forms.append(inner)
        found.forms[form.objgen] = None
        own = form.get("/Resources")
        self._draw(inner, own if isinstance(own, pikepdf.Dictionary) else resources, found, depth + 1)
        found.forms[form.objgen] = inner

    def _look_at_font(self, font: Any, found: Inspected) -> None:
        if not isinstance(font, pikepdf.Dictionary):
            found.add(FONT_MISSING)
        else:
            self._once(font, found, self._fault_of_font)

    def _fault_of_picture(self, picture: Any) -> str:
        return "" if is_whole(self.pdf, picture) else DAMAGED

    def _fault_of_font(self, font: Any) -> str:
        """Looks at what tells the letters of a font."""
        meaning = font.get("/ToUnicode")
        is_sound = not isinstance(meaning, pikepdf.Stream) or decoded(self.pdf, meaning).whole
        return "" if is_sound else FONT_DAMAGED

    def _fault_of_look(self, look: Any) -> str:
        return "" if decoded(self.pdf, look).whole else DAMAGED

    def _look_at_annotations(self, page: Any, found: Inspected) -> None:
        annotations = page.get("/Annots")
        for each in [*annotations] if isinstance(annotations, pikepdf.Array) else []:
            is_drawn = isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") in DRAWN_ANNOTATIONS
            look = each.get("/AP") if is_drawn else None
            drawn = look.get("/N") if isinstance(look, pikepdf.Dictionary) else None
            if isinstance(drawn, pikepdf.Stream):
                self._once(drawn, found, self._fault_of_look)

    def _once(self, thing: Any, found: Inspected, fault: Callable[[Any], str]) -> None:
        """Adds what is wrong with an object, which is found out once.

        thing: the object. found: what it belongs to. fault: says in words what is wrong with it, "" for nothing.
        """
        found.touched.add(thing.objgen)
        if thing.objgen == (0, 0) or thing.objgen not in self._faults:
            self._faults[thing.objgen] = fault(thing)
        if self._faults[thing.objgen]:
            found.add(self._faults[thing.objgen])


def _pages_named(pdf: Any) -> int:
    """What the page tree says, before qpdf walks it."""
    try:
        return _plausible(int(pdf.Root.Pages.Count))
    except (*BROKEN, AttributeError):
        return 0


def pages_once_named(file: bytes) -> int:
    """How many pages the file said that it had before it was mended, by the largest node of a page tree; 0 without one.

    Of an object that stands there more than once the last counts: it was changed.
    """
    nodes = {}
    for node in PAGE_NODE.finditer(file):
        begins = file.rfind(b" obj", 0, node.start())
        count = COUNT.search(file, max(begins, 0), max(file.find(b"endobj", node.end()), 0))
        if count:
            nodes[file[file.rfind(b"\n", 0, begins) + 1 : begins]] = _plausible(int(count[1]))
    return max(nodes.values(), default=0)


def _plausible(count: int) -> int:
    return count if 0 < count < MAX_COUNT else 0


def _resources(page: Any) -> Any:
    """The resources of a page, which it may have from its parents."""
    for _ in range(MAX_DEPTH):
        own = page.get("/Resources")
        if isinstance(own, pikepdf.Dictionary):
            return own
        page = page.get("/Parent")
        if not isinstance(page, pikepdf.Dictionary):
            break
    return None


def _named(resources: Any, kind: str) -> dict[str, Any]:
    """The fonts or the objects among resources, by name."""
    named = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return dict(named.items()) if isinstance(named, pikepdf.Dictionary) else {}


def _draws_something(page: Any) -> bool:
    """Whether a page has resources of its own to draw with, as no blank one needs."""
    own = page.get("/Resources")
    return isinstance(own, pikepdf.Dictionary) and any(_named(own, kind) for kind in ("/Font", "/XObject"))
