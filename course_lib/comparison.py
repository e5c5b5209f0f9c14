"""Networks against each other on the same data: trained from several seeds, judged on examples that none of them has seen.

In come sizes by name, a Dataset, and functions that start and train; out comes a table with means and spreads. All
networks get the same splits, so that luck with the data is the same for all.
"""

import html
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from course_lib import checks, network
from course_lib.page import Page
from course_lib.training import train

HEAD = ("network", "layers", "parameters", "α", "right, training set", "right, test set")


class Row(NamedTuple):
    """One network: its sizes, its learning rate, and for each seed the share of examples it gets right; NaN where a run has diverged."""

    name: str
    layers: tuple
    learning_rate: float
    train: np.ndarray  # (seeds,)
    test: np.ndarray  # (seeds,)

    @property
    def parameters(self):
        """How many numbers it learns: all of W and b."""
        return sum(n * (n_before + 1) for n_before, n in zip(self.layers, self.layers[1:]))


@dataclass(frozen=True)
class Comparison:
    """The rows as a table, for a notebook and for a terminal."""

    rows: tuple

    def _repr_html_(self):
        return self._page().html

    def __repr__(self):
        return self._page().text

    def _page(self):
        lines = [HEAD, *map(_line, self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines)]
        text = "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
        return Page(text, f"<table>{''.join(_html_row(line, 'td' if i else 'th') for i, line in enumerate(lines))}</table>")


def compare(networks, data, train_with=None, *, initialize=None, learning_rate, steps, seeds=5, test=0.25):
    """Train each network once a seed, and count what it gets right; seed s splits the data and draws the weights.

    networks: {name: (n[0], …, n[L])}; hidden layers are ReLU, the output is a sigmoid
    data: a Dataset with labels 0 or 1
    train_with: a function (data, W, b, learning_rate, steps) → W, b; None for the course's
    initialize: a function (n, rng) → W, b; None for He's start
    learning_rate: one for all, or {name: α}: what suits one network may not suit another
    returns: a Comparison
    raises: ValueError for sizes that do not fit the data, parameters that do not fit the sizes, and a network without a learning rate
    """
    checks.whole_number("seeds", seeds, 1)
    rates = learning_rate if isinstance(learning_rate, dict) else dict.fromkeys(networks, learning_rate)
    nets = {name: _net(name, layers, data, rates) for name, layers in networks.items()}
    shares = {name: np.empty((seeds, 2)) for name in nets}
    for seed in range(seeds):
        parts = data.split(test, rng=seed)
        for name, net in nets.items():
            how = dict(learning_rate=rates[name], steps=steps)
            params = _trained(net, _first(net, initialize, seed), parts[0], train_with, how)
            shares[name][seed] = [_right(net, params, part) for part in parts]
    return Comparison(tuple(Row(name, net.layers, rates[name], *shares[name].T) for name, net in nets.items()))


def _net(name, layers, data, rates):
    net, ends = network.Network(layers, hidden="relu"), (data.X.shape[0], data.Y.shape[0])
    if (net.layers[0], net.layers[-1]) != ends:
        raise ValueError(f"{name} has the sizes {net.layers}; for {data.name} they must begin with {ends[0]} and end with {ends[1]}")
    if name not in rates:
        raise ValueError(f"{name} has no learning rate; there are rates for: {', '.join(rates)}")
    return net


def _first(net, initialize, seed):
    if initialize is None:
        return network.initialize(net, "he", rng=seed)
    return _fitting(net, initialize(net.layers, np.random.default_rng(seed)))


def _trained(net, params, data, train_with, how):
    if train_with is None:
        *_, last = train(net, params, *data, every=max(how["steps"], 1), **how)
        return last.params
    with np.errstate(all="ignore"):  # a run that diverges is a result
        return _fitting(net, train_with(data, *params, **how))


def _fitting(net, pair):
    params = network.Params(*pair)
    checks.parameters(params, net.layers)
    return params


def _right(net, params, data):
    W, b = params
    if not all(np.isfinite(part[l]).all() for part in (W, b) for l in part):
        return np.nan
    return float(network.accuracy(net, params, *data))


def _line(row):
    return row.name, "-".join(map(str, row.layers)), str(row.parameters), f"{row.learning_rate:g}", _share(row.train), _share(row.test)


def _share(shares):
    """The mean and the standard deviation over the runs that came to an end."""
    ended = shares[np.isfinite(shares)]
    lost = f", {len(shares) - len(ended)} of {len(shares)} diverged" if len(ended) < len(shares) else ""
    if not len(ended):
        return lost.lstrip(", ")
    spread = f" ± {100 * ended.std(ddof=1):.1f}" if len(ended) > 1 else ""
    return f"{100 * ended.mean():.1f}{spread} %{lost}"


def _html_row(line, tag):
    cells = (f"<{tag} style='text-align: left'>{html.escape(cell)}</{tag}>" for cell in line)
    return f"<tr>{''.join(cells)}</tr>"
