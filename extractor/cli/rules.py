"""``trichluc rules``: the pattern registry."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import json_flag
from extractor.cli.terminal.language import spoken
from extractor.cli.terminal.output import note, write_json, write_line, write_table
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from patterns.loader import Entry

# What says most of an entry in a list, whatever its registry; each has some of them.
SHOWN_FIELDS = ("name", "name_vi", "code", "label", "unit")


@click.group()
def rules() -> None:
    """The rules: list them, explain one, try a string.

    What the program knows of types, organs, places, relations, units and forms is data with examples.

    \b
    Example:
      trichluc rules list
      trichluc rules try "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"
    """


@rules.command("list")
@click.argument("registry", required=False)
@json_flag
def list_rules(registry: str | None, as_json: bool) -> None:
    """All registries with their number of entries, or the entries of one REGISTRY.

    \b
    Example:
      trichluc rules list
      trichluc rules list doc_types
    """
    from patterns.loader import load, names
    from patterns.own.rules import in_use

    if registry is None:
        own = Counter(each.registry for each in in_use().entries)
        counts = [{"registry": name, "entries": len(load(name)), "your own": own[name]} for name in names()]
        if as_json:
            write_json(counts)
        else:
            write_table(("registry", "entries", "your own"), (tuple(count.values()) for count in counts))
        return
    if registry not in names():
        raise UsageError(f"There is no registry {registry!r}", f"There are: {', '.join(names())}.")
    entries = load(registry)
    if as_json:
        write_json([_as_json(registry, entry) for entry in entries])
    else:
        rows = ((entry.id, _summary(entry), _origin(registry, entry)) for entry in entries)
        write_table(("id", "says", "from"), rows, worded=("from",))


@rules.command("explain")
@click.argument("rule_id", metavar="ID")
@json_flag
def explain(rule_id: str, as_json: bool) -> None:
    """One rule: its fields, strings that it must read and strings that it must not.

    \b
    Example:
      trichluc rules explain qd
      trichluc rules explain doc_types/qd
    """
    found = _find(rule_id)
    if as_json:
        write_json([_as_json(registry, entry) for registry, entry in found])
        return
    for registry, entry in found:
        write_line(f"{registry}/{entry.id}")
        if origin := _origin(registry, entry):
            write_line(f"  {spoken('from')}: {spoken(origin)}")
        for name, value in entry.fields.items():
            write_line(f"  {name}: {value}")
        for example in entry.match:
            expected = ", ".join(f"{name} = {value}" for name, value in example.expect.items())
            write_line(f"  reads: {example.text}" + (f"  → {expected}" if expected else ""))
        for text in entry.reject:
            write_line(f"  leaves: {text}")


@rules.command("try")
@click.argument("text")
@json_flag
def try_text(text: str, as_json: bool) -> None:
    """What is read in TEXT, by which rule, and what looks like a citation but is refused, and why.

    \b
    Example:
      trichluc rules try "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"
      trichluc rules try "đạt 7/12 xã; Mẫu số 02/TP-CC; số 40/TB"
    """
    from extractor.find.citations.explain import explain_citations
    from extractor.find.organs.finder import find_organisations
    from extractor.finders import find_citations, find_dates, find_figures

    # By the public functions, so that the answer is what a document would get: key, relation, numbers within dates left
    # out.
    citations, dates, figures = find_citations(text), find_dates(text), find_figures(text)
    refusals, organs = explain_citations(text)[1], find_organisations(text)
    if as_json:
        write_json({"citations": citations, "refused": refusals, "dates": dates, "figures": figures, "organs": organs})
        return
    rows = [
        ("citation", fact.method, fact.raw, f"{fact.identifier or fact.title or ''} {fact.key or ''}".strip())
        for fact in citations
    ]
    rows += [("refused", fact.rule, fact.raw, fact.reason) for fact in refusals]
    rows += [("date", fact.method, fact.raw, _span(fact.first, fact.last)) for fact in dates]
    rows += [("figure", fact.method, fact.raw, f"{fact.value} {fact.unit or ''}".strip()) for fact in figures]
    rows += [("organ", fact.method, fact.raw, fact.name) for fact in organs]
    write_table(("kind", "rule", "printed", "read as"), rows, worded=("kind",))


@rules.command("test")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@json_flag
@click.pass_context
def test(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check the rules of a FOLDER of your own: their form, and all their examples.

    FOLDER may be left out where --rules, TRICHLUC_RULES or the settings name it. Each fault is told with file and line.
    A regular expression that some texts make slow is told as well, and is no fault.

    \b
    Example:
      trichluc rules test my-rules/
    """
    from extractor.examples.checking import check
    from extractor.examples.slowness import slow_fields
    from extractor.own_rules import use_rules
    from patterns.own.entries import RulesError
    from patterns.own.rules import in_use, use

    if folder is None and not in_use().entries:
        raise UsageError("No folder of rules is named", "Give FOLDER, --rules or TRICHLUC_RULES.")
    malformed, slow = False, []
    try:
        # All faults, where ``use_rules`` tells the first; it tells the rest of what can be wrong.
        rules = use(folder.expanduser()) if folder else in_use()
        faults = [fault for each in rules.entries for fault in check(each)]
        slow = [fault for each in rules.entries for fault in slow_fields(each)]
    except RulesError as error:
        malformed, faults = True, list(error.faults)
    except RuntimeError:
        use_rules(folder or in_use().folder)
        raise
    entries = 0 if malformed else len(rules.entries)
    if as_json:
        told = {"faults": faults, "slow": slow}
        shown = {name: [{"file": f.file, "line": f.line, "says": f.says} for f in some] for name, some in told.items()}
        write_json({"entries": entries, **shown})
    else:
        for fault in (*faults, *slow):
            write_line(spoken(str(fault)))
        if not malformed and not entries:
            note(f"There are no rules in {rules.folder}.")
        elif not faults:
            examples = sum(len(each.entry.match) + len(each.entry.reject) for each in rules.entries)
            note(f"{entries} rules, {examples} examples: all as they should be.")
    ctx.exit(ExitCode.USAGE if malformed else ExitCode.ERROR if faults else ExitCode.DONE)


def _origin(registry: str, entry: Entry) -> str:
    """What is said of an entry of the user's own; "" for one of the program's."""
    from patterns.own.rules import in_use

    for each in in_use().entries:
        if each.registry == registry and each.entry.id == entry.id:
            place = f"{each.file}, line {each.line}"
            return f"your own, in place of the program's: {place}" if each.replaces else f"your own: {place}"
    return ""


def _find(rule_id: str) -> list[tuple[str, Entry]]:
    from patterns.loader import load, names

    registry, _, name = rule_id.rpartition("/")
    everything = [(file, entry) for file in names() if registry in ("", file) for entry in load(file)]
    # An id is unique within its registry only: ``qd`` alone may name several rules, and all are explained.
    found = [(file, entry) for file, entry in everything if entry.id == name]
    if not found:
        import difflib

        near = difflib.get_close_matches(name, {entry.id: None for _, entry in everything}, n=3)
        advice = f"Did you mean {', '.join(near)}?" if near else "`trichluc rules list REGISTRY` shows the ids."
        raise UsageError(f"There is no rule {rule_id!r}", advice)
    return found


def _summary(entry: Entry) -> str:
    shown = [str(entry[name]) for name in SHOWN_FIELDS if entry.get(name)]
    return " · ".join(shown) or next((example.text for example in entry.match), "")


def _span(first: str | None, last: str | None) -> str:
    if first == last:
        return first or "impossible date"
    return f"{first} – {last}"


def _as_json(registry: str, entry: Entry) -> dict[str, Any]:
    return {
        "registry": registry,
        "id": entry.id,
        "own": _origin(registry, entry) or None,
        "fields": dict(entry.fields),
        "match": [{"text": example.text, **example.expect} for example in entry.match],
        "reject": list(entry.reject),
    }
