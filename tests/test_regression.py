"""What the rules find does not get worse: the figures of the scorers against `regression.toml`."""

from __future__ import annotations

import pytest

from tests import regression


@pytest.mark.parametrize("name", regression.SETS)
def test_no_figure_falls(name: str) -> None:
    if reason := regression.absent(name):
        pytest.skip(reason)
    table, today = regression.least()[name], regression.measure(name)
    assert today.keys() == table.keys(), "python -m tests.regression writes the table anew"
    fallen = {aspect: (round(today[aspect], 4), least) for aspect, least in table.items() if today[aspect] < least}
    assert not fallen, "\n  ".join(
        [f"{name}: below the table", *(f"{aspect}: {now} < {least}" for aspect, (now, least) in fallen.items())]
    )


def test_the_table_covers_every_set() -> None:
    table = regression.least()
    assert table.keys() == regression.SETS.keys()
    assert all(0 < least < 1 for rows in table.values() for least in rows.values())


def test_a_figure_is_lowered_by_less_than_half_a_point() -> None:
    assert regression.lowered(0.9549) == pytest.approx(0.951)
    assert regression.lowered(0.001) == 0.0


def test_a_table_of_the_scorer_is_read() -> None:
    told = "571 articles\n                      P      R     F1      n\nPerson            0.939  0.907  0.923   2400\n"
    assert regression._figures(told) == {"Person": 0.923}
    assert regression._figures('{"quotes": {"f1": 0.95, "n": 170}, "actor mentions: group": {"f1": 0, "n": 1}}') == {
        "quotes": 0.95
    }
