"""Made-up networks and data for the cases of exercises: nothing about them is zero, equal or otherwise special."""

import numpy as np


def data(n, m, seed):
    """X (n_x, m) and Y (n_y, m) of zeros and ones, for layers of sizes n."""
    rng = np.random.default_rng(seed)
    return rng.normal(0.2, 1.0, (n[0], m)), (rng.random((n[-1], m)) < 0.4).astype(float)


def parameters(n, seed):
    """W and b for layers of sizes n. Equal sizes come last among cases: they tell wrong products apart."""
    rng = np.random.default_rng(seed)
    W = {l: rng.normal(size=(n[l], n[l - 1])) for l in range(1, len(n))}
    return W, {l: rng.normal(size=(n[l], 1)) for l in W}


def draws(first, *others):
    """(n, rng) for sizes n: the first with a seed, with the same seed again, and with another; then the others."""
    seeds = [(first, 1), (first, 1), (first, 2), *((n, seed) for seed, n in enumerate(others, start=3))]
    return [(n, np.random.default_rng(seed)) for n, seed in seeds]
