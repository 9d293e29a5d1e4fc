"""The confidences that documents get from the other half of the documents with gold are near to what is right."""

from __future__ import annotations

from pathlib import Path

from extractor.evaluate.calibrate import known_facts
from extractor.evaluate.calibration import held_out
from extractor.evaluate.reliability import distances, groups
from extractor.options import Options

# The aim: a confidence of .9 stands for .87 to .93.
FARTHEST = 0.03


def test_held_out_confidences_are_near_to_what_is_right(gold_folder: Path) -> None:
    real = [gold_folder / "real" / "gold", gold_folder / "wild" / "gold"]
    known = known_facts(real, [gold_folder / "tables" / "gold"], options=Options(ocr="never"))
    far = distances(groups(judged for each, judged in held_out(known) if not each.is_made))
    assert far.keys() == {"citations", "keys", "figures", "rows", "heads"}
    assert {kind: distance for kind, distance in far.items() if distance > FARTHEST} == {}
