"""The labelled texts of evals/grounding stay judged as well as they are."""

import pytest

from evals.grounding.measure import FILES, cases, measure


@pytest.mark.parametrize("name", FILES)
def test_labelled_texts_are_judged_rightly(name):
    scores = measure(name)
    assert scores.precision >= 0.99, scores.misses
    assert scores.recall >= 0.95, scores.misses
    assert scores.share("exact", "values") >= 0.97, scores.misses
    assert scores.share("right use", "uses") >= 0.98, scores.misses


def test_there_are_enough_of_them():
    assert sum(len(cases(name)) for name in FILES) >= 250
