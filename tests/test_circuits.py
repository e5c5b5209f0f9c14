"""Parity circuits: exact counts, every input, which unit fires, and that no part of them is idle."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib import forward, predict
from course_lib.circuits import CIRCUITS, Unit, counting, evaluate, flat_and, number_wrong, parity, parity_tree, patterns
from course_lib.circuits import relu_counting, relu_tree, xor_tree

NS = range(2, 11)


def test_patterns_by_hand():
    assert patterns(2).tolist() == [[0, 0, 1, 1], [0, 1, 0, 1]]
    assert parity(patterns(3)).tolist() == [0, 1, 1, 0, 1, 0, 0, 1]


@pytest.mark.parametrize("n", NS)
@pytest.mark.parametrize("name", CIRCUITS)
def test_every_circuit_is_right_for_every_input(name, n):
    every = patterns(n)
    assert every.shape == (n, 2**n) and len({tuple(column) for column in every.T}) == 2**n
    values = evaluate(CIRCUITS[name](n), every)
    assert (values[-1] == [sum(column) % 2 for column in every.T.tolist()]).all()
    assert set(values.ravel().tolist()) == {0, 1}
    assert number_wrong(name, n) == 0


@pytest.mark.parametrize("n", NS)
def test_the_counts(n):
    tree, flat, count = xor_tree(n), flat_and(n), counting(n)
    assert [unit.kind for unit in tree.units].count("OR") == n - 1  # one a XOR
    assert (len(tree.units), tree.connections) == (3 * (n - 1), 6 * (n - 1))
    assert tree.depth == 2 * int(np.ceil(np.log2(n))) and len(tree.levels) == 1 + int(np.ceil(np.log2(n)))
    assert [unit.kind for unit in flat.units].count("AND") == 2 ** (n - 1) == len(flat.units) - 1
    assert (flat.connections, flat.depth) == (n * 2 ** (n - 1) + 2 ** (n - 1), 2)
    assert (len(count.units), count.connections, count.depth) == (n + 1, n * n + n, 2)


def test_the_flat_circuit_doubles_with_each_bit_and_the_others_grow_by_a_constant():
    sizes = {name: np.array([len(make(n).units) for n in NS]) for name, make in CIRCUITS.items()}
    assert (sizes["flat"][1:] == 2 * sizes["flat"][:-1] - 1).all()
    assert set(np.diff(sizes["tree"])) == {3} and set(np.diff(sizes["counting"])) == {1}


def test_a_xor_is_the_flat_circuit_of_two_bits():
    assert evaluate(xor_tree(2), patterns(2)).tolist() == [[0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [0, 1, 1, 0]]
    assert {unit[1:] for unit in xor_tree(2).units} == {unit[1:] for unit in flat_and(2).units}


@pytest.mark.parametrize("n", [2, 5, 8])
def test_each_and_unit_fires_for_one_odd_pattern_of_its_own(n):
    every = patterns(n)
    hidden = evaluate(flat_and(n), every)[n:-1]  # (2^(n − 1), 2^n)
    assert (hidden.sum(axis=1) == 1).all() and (hidden.sum(axis=0) == parity(every)).all()


@pytest.mark.parametrize("name", CIRCUITS)
@pytest.mark.parametrize("n", [2, 3, 6])
def test_no_unit_can_be_left_out(name, n):
    """Each one, held at 0, spoils some answer."""
    circuit = CIRCUITS[name](n)
    for place, unit in enumerate(circuit.units):
        silent = unit._replace(threshold=10**6)
        broken = replace(circuit, units=(*circuit.units[:place], silent, *circuit.units[place + 1 :]))
        assert (evaluate(broken, patterns(n))[-1] != parity(patterns(n))).any(), (place, unit)


def test_an_and_that_does_not_look_at_a_bit_is_wrong():
    """So each of them has to read all n bits, and each can stand for one pattern only."""
    flat = flat_and(4)
    for place, unit in enumerate(flat.units[:-1]):
        for bit in range(4):
            weights = tuple(0 if i == bit else weight for i, weight in enumerate(unit.weights))
            loose = Unit("AND", unit.inputs, weights, sum(weight > 0 for weight in weights))
            broken = replace(flat, units=(*flat.units[:place], loose, *flat.units[place + 1 :]))
            assert (evaluate(broken, patterns(4))[-1] != parity(patterns(4))).sum() == 1


def test_one_flipped_bit_changes_one_way_through_the_tree():
    tree = xor_tree(8)
    before, after = evaluate(tree, np.array([[1, 0, 1, 1, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0, 0, 0]]).T).T
    changed = [int((before[list(level)] != after[list(level)]).sum()) for level in tree.levels]
    assert changed == [1, 1, 1, 1]


def test_parity_tree_by_hand():
    bits = np.array([[1], [0], [1], [1], [1]])
    assert [level[:, 0].tolist() for level in parity_tree(bits)] == [[1, 0, 1, 1, 1], [1, 0, 1], [1, 1], [0]]


@pytest.mark.parametrize("n", NS)
def test_parity_tree_is_the_circuit_level_by_level(n):
    every, tree = patterns(n), xor_tree(n)
    wires, levels = evaluate(tree, every), parity_tree(every)
    assert len(levels) == len(tree.levels)
    for ours, wired in zip(levels, tree.levels):
        assert (ours == wires[list(wired)]).all()


@pytest.mark.parametrize("n", NS)
@pytest.mark.parametrize("make", [relu_tree, relu_counting])
def test_the_same_with_relu_units(make, n):
    net, params = make(n)
    X = 2.0 * patterns(n) - 1
    z = forward(net, params, X).Z[net.L]
    assert (z == np.where(parity(patterns(n)) == 1, 5.0, -5.0)).all()
    assert (predict(net, params, X) == parity(patterns(n))).all()


def test_a_xor_takes_two_relu_units():
    assert relu_tree(8)[0].layers == (8, 8, 4, 2, 1)
    assert relu_tree(5)[0].layers == (5, 5, 3, 2, 1)  # the fifth bit is passed on by one unit
    assert relu_counting(8)[0].layers == (8, 8, 1)


@pytest.mark.parametrize("n", [1, 17, 2.5, "4"])
def test_numbers_of_bits_that_cannot_be_built_are_refused(n):
    for make in CIRCUITS.values():
        with pytest.raises(ValueError, match="n is"):
            make(n)
