from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.lines.segments import commonest, counting, firsts_of, holding, lengths_of, medians, running_max

segments = st.lists(st.lists(st.sampled_from((7.0, 10.0, 10.5, 12.0, 14.0)), min_size=1, max_size=6), min_size=1)


def laid_end_to_end(parts):
    """The values, the first index of each segment, and whether each value is followed by one of its segment."""
    values = np.array([value for part in parts for value in part])
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
    at = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return values, starts, at[1:] == at[:-1]


@given(segments)
def test_medians_and_running_maxima_are_those_of_each_segment(parts):
    values, starts, same = laid_end_to_end(parts)
    assert medians(values, starts).tolist() == [median(part) for part in parts]
    maxima = [max(part[: at + 1]) for part in parts for at in range(len(part))]
    assert running_max(values, same).tolist() == maxima


@given(segments)
def test_segments_are_known_by_their_breaks(parts):
    values, starts, same = laid_end_to_end(parts)
    assert firsts_of(~same).tolist() == starts.tolist()
    assert lengths_of(starts, len(values)).tolist() == [len(part) for part in parts]
    large = [part for part in parts if 14.0 in part]
    assert [values[segment].tolist() for segment in holding(values == 14.0, same)] == large


def test_the_commonest_size_is_that_of_most_of_the_print():
    sizes = np.array([14.0, 14.0, 8.0, 10.0, 10.0, 12.0])
    assert commonest(sizes, np.array([0, 3])).tolist() == [14.0, 10.0]


def test_counting_up_from_each_start():
    assert counting([5, 0, 9], np.array([3, 0, 2])).tolist() == [5, 6, 7, 9, 10]
