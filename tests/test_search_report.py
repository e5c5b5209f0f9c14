"""The page that a search is handed in with."""

import numpy as np
import pytest

from course_lib import datasets, search

TRAINING, REST = datasets.moons(m=120, noise=0.2, rng=0).split(0.5)
VALIDATION, TEST = REST.split(0.5)


@pytest.fixture(scope="module")
def records():
    points = [{"learning_rate": a, "layers": (n,)} for a, n in ((0.5, 4), (0.01, 3), (1e6, 4), (1.0, 5), (2.0, 2), (0.1, 6), (0.2, 2))]
    return list(search.run([*points, {"batch_size": -1}], TRAINING, VALIDATION, steps=60))


def test_the_page_says_what_was_chosen_and_what_it_is_worth(records, tmp_path):
    final = search.final_test(search.table(records)[0], TRAINING, TEST)
    path = search.report(final, records, why="  It was the best.  ", file=tmp_path / "mine.md")
    page = path.read_text(encoding="utf-8")
    assert path == tmp_path / "mine.md" and "\n\nIt was the best.\n\n" in page
    for name in search.SETTINGS:
        assert f"| {name} | " in page
    assert f"| test | {final['test_cost']:.4g} | {final['test_accuracy']:.4g} |" in page
    assert f"| test − validation | {final['test_cost'] - final['validation_cost']:.4g} |" in page
    assert f"| steps | {final['best_step']} |" in page
    assert "8 points: " in page and "1 failed" in page and "7 out of steps" in page
    rows = page.split("validation cost |\n")[1].splitlines()[1:]
    shown = [float(row.split("|")[-2]) for row in rows]
    assert len(rows) == 5 and shown == sorted(shown) and np.isfinite(shown).all()
    assert shown[0] == pytest.approx(final["validation_cost"], rel=1e-3)


def test_a_page_without_a_test_or_without_a_reason_is_not_written(records, tmp_path):
    best = search.table(records)[0]
    with pytest.raises(ValueError, match="final_test"):
        search.report(best, records, why="so", file=tmp_path / "a.md")
    with pytest.raises(ValueError, match="why is empty"):
        search.report(best | {"test_cost": 0.1, "test_accuracy": 0.9}, records, why=" ", file=tmp_path / "a.md")
    assert not list(tmp_path.iterdir())
