"""The page of notation runs and agrees with course_lib; each word of the glossary stands in bold where the glossary says."""

import re
from pathlib import Path

import numpy as np
import pytest

from course_lib import Network, backward, cost, forward, initialize
from course_lib.activations import ACTIVATIONS
from course_lib.initializers import INITIALIZERS

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
NOTATION = (NOTEBOOKS / "notation.md").read_text(encoding="utf-8")
GLOSSARY = (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8")


def rows(text, heading):
    """The cells of each row of the table under a heading."""
    table = text.split(f"# {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines() if line.startswith("|")][2:]


def code_of(cell):
    return cell.strip("`")


@pytest.fixture
def step():
    """The names of the page for a network 3-4-5-2, after its code has run, and the same from course_lib."""
    net, rng = Network((3, 4, 5, 2), hidden=("tanh", "leaky_relu"), output="sigmoid"), np.random.default_rng(0)
    X, Y = rng.standard_normal((3, 7)), rng.integers(0, 2, (2, 7))
    start = initialize(net, "he", rng=1)
    names = {"np": np, "X": X, "Y": Y, "m": 7, "L": 3, "n": net.layers, "A": {0: X}, "Z": {}, "dZ": {}, "dW": {}, "db": {}}
    names |= {"W": dict(start.W), "b": dict(start.b), "learning_rate": 0.5, "g": net.g}
    names |= {"g_prime": {l: lambda Z, g=g: g.prime(Z, g(Z)) for l, g in net.g.items()}}
    exec(re.search(r"```python\n(.*?)```", NOTATION, re.S)[1], names)
    return net, start, X, Y, names


def test_the_code_of_the_page_is_one_step_of_the_course(step):
    net, start, X, Y, names = step
    cache = forward(net, start, X)
    gradients = backward(net, start, cache, Y)
    assert np.isclose(names["J"], cost(net, cache, Y))
    for l in (1, 2, 3):
        assert np.allclose(names["dW"][l], gradients.W[l])
        assert np.allclose(names["db"][l], gradients.b[l])
        assert np.allclose(names["W"][l], start.W[l] - 0.5 * gradients.W[l])
        assert np.allclose(names["b"][l], start.b[l] - 0.5 * gradients.b[l])


@pytest.mark.parametrize("row", rows(NOTATION, "Symbols"), ids=lambda row: code_of(row[1]))
def test_every_symbol_has_the_shape_of_its_row(step, row):
    names = step[-1]
    for l in (1, 2, 3):
        value = eval(code_of(row[1]), names, {"l": l})
        if row[2] == "a number":
            assert np.ndim(value) == 0
        elif row[2] == "a function":
            assert callable(value)
        else:
            assert value.shape == eval(code_of(row[2]), names, {"l": l})


@pytest.mark.parametrize("row", rows(NOTATION, "The bends"), ids=lambda row: row[0])
def test_every_bend_is_the_one_of_the_course(row):
    z = np.array([-3.0, -0.5, 0.0, 0.5, 3.0])
    g = ACTIVATIONS[row[0]]
    assert np.allclose(eval(code_of(row[1]), {"np": np, "z": z}), g(z))
    for form in filter(None, row[2:]):
        assert np.allclose(eval(code_of(form), {"np": np, "z": z, "a": g(z)}), g.prime(z, g(z)))


@pytest.mark.parametrize("row", rows(NOTATION, "The first weights"), ids=lambda row: row[0])
def test_every_spread_is_the_one_of_the_course(row):
    assert np.isclose(eval(code_of(row[1]), {"np": np, "n": (9, 4), "l": 1}), INITIALIZERS[row[0]](9))


def section(place):
    """The text of a section, "2.3" for Chapter 2, section 3, and "2.0" for what comes before the first."""
    chapter, number = place.split(".")
    [source] = (NOTEBOOKS / "source").glob(f"0{chapter}_*.py")
    return dict(enumerate(re.split(r"^# ## \d+\. ", source.read_text(encoding="utf-8"), flags=re.M)))[int(number)]


@pytest.mark.parametrize("row", rows(GLOSSARY, "Glossary"), ids=lambda row: row[0])
def test_every_word_stands_in_bold_where_the_glossary_says(row):
    assert f"**{row[0].lower()}" in section(row[2]).lower()


def test_the_glossary_is_in_order():
    words = [row[0].lower() for row in rows(GLOSSARY, "Glossary")]
    assert words == sorted(set(words))


@pytest.mark.parametrize("source", sorted((NOTEBOOKS / "source").glob("0*.py")), ids=lambda source: source.stem)
def test_every_chapter_links_to_both_pages(source):
    text = source.read_text(encoding="utf-8")
    assert "(notation.md)" in text and "(glossary.md)" in text
