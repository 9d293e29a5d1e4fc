"""``trichluc evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.line.flags import database_flag, json_flag
from extractor.cli.terminal.output import note, write_json, write_line, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.evaluate.evaluation import Evaluation
    from extractor.evaluate.gold import Gold
    from extractor.evaluate.reliability import Group
    from extractor.evaluate.score import Score

COLUMNS = ("metric", "gold", "hit", "missed", "extra", "precision", "recall", "F1")
RELIABILITY = ("facts", "method", "text layer", "number", "mean confidence", "right", "distance")


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@database_flag
@json_flag
@click.option("--misses", type=click.IntRange(min=0), default=0, metavar="N", help="Show N examples a metric.")
@click.option(
    "--layer",
    "layers",
    multiple=True,
    metavar="NAME",
    help="Only reports whose gold has this text layer (digital, legacy, none …); may be repeated.",
)
@click.option("--per-document", is_flag=True, help="A line a document and metric too.")
@click.option("--reliability", is_flag=True, help="Instead: how far confidences are from the share that is right.")
def evaluate(
    gold: tuple[Path, ...],
    db: Path,
    as_json: bool,
    misses: int,
    layers: tuple[str, ...],
    per_document: bool,
    reliability: bool,
) -> None:
    """Precision, recall and F1 against GOLD files, or how far confidences can be trusted.

    GOLD are files or folders of them. A gold file says in JSON what a careful reader sees in one report.
    Citations, footnotes, figures and faults are matched first; the metrics below them (citations.key,
    footnotes.text …) ask fields of what was matched.

    \b
    Example:
      trichluc evaluate corpus/gold
      trichluc evaluate corpus/gold --layer legacy --misses 5
      trichluc evaluate corpus/gold --reliability
    """
    from extractor.cli.terminal.reading import reading
    from extractor.evaluate.evaluation import evaluate as compare
    from extractor.evaluate.gold import load_gold

    golds = load_gold(gold, layers)
    if reliability:
        _tell_reliability(golds, db, as_json)
        return
    with reading(db) as connection:
        result = compare(connection, golds)
    if as_json:
        write_json(_as_json(result))
        return
    write_table(COLUMNS, (_cells(metric, score) for metric, score in result.scores.items()))
    if per_document:
        by_file = ((file, metric, score) for file, scores in result.files.items() for metric, score in scores.items())
        write_table(("file", *COLUMNS), ((file, *_cells(metric, score)) for file, metric, score in by_file))
    for metric, score in result.scores.items():
        for example in score.examples[:misses]:
            write_line(f"{metric}: {example}")
    note(f"{len(golds)} gold files" + (f", not in the database: {', '.join(result.absent)}" if result.absent else ""))


def _tell_reliability(golds: Sequence[Gold], db: Path, as_json: bool) -> None:
    from dataclasses import asdict

    from extractor.cli.terminal.reading import reading
    from extractor.evaluate.reliability import distances, groups, judge_all

    with reading(db) as connection:
        found = groups(judged for _, judged in judge_all(connection, golds))
    far = distances(found)
    if as_json:
        rows = [{**asdict(group), "distance": group.distance} for group in found]
        write_json({"groups": rows, "mean_distance": far})
        return
    write_table(RELIABILITY, map(_of_group, found))
    write_table(("facts", "mean distance"), ((kind, f"{distance:.3f}") for kind, distance in far.items()))
    note(f"{len(golds)} gold files")


def _of_group(group: Group) -> tuple[object, ...]:
    ratios = (f"{ratio:.3f}" for ratio in (group.stated, group.right, group.distance))
    return (group.kind, group.method, group.layer, group.facts, *ratios)


def _cells(metric: str, score: Score) -> tuple[object, ...]:
    ratios = (f"{ratio:.3f}" if ratio is not None else "-" for ratio in (score.precision, score.recall, score.f1))
    return (metric, score.hit + score.missed, score.hit, score.missed, score.extra, *ratios)


def _as_json(result: Evaluation) -> dict[str, Any]:
    def figures(scores: Mapping[str, Score]) -> dict[str, Any]:
        return {
            metric: {
                "gold": score.hit + score.missed,
                "hit": score.hit,
                "missed": score.missed,
                "extra": score.extra,
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
            }
            for metric, score in scores.items()
        }

    # The same form for a file as for all of them, so that one reader of the JSON serves both.
    files = {file: figures(scores) for file, scores in result.files.items()}
    return {"metrics": figures(result.scores), "files": files, "absent": result.absent}
