"""The oracle for backpropagation: slopes measured by moving the parameters a little.

In come a network, parameters and data; out comes one number, about 1e-8 when `backward` is right. It measures along
a few random directions in the space of all parameters, so its price does not grow with their number.
"""

import numpy as np

from course_lib import checks
from course_lib.network import Params, backward, cost, forward, penalty


def check_gradient(net, params, X, Y, *, l2=0.0, epsilon=1e-5, directions=5, rng=0):
    """Relative error of `backward` against central differences along random directions.

    epsilon: length of the move
    directions: number of random directions
    returns: ‖analytic − numeric‖ / (‖analytic‖ + ‖numeric‖) over the slopes along all directions; 0 if both are 0
    source: course 4.3; directions as in Spall 1992
    """
    checks.number("epsilon", epsilon, 0)
    checks.whole_number("directions", directions, 1)
    rng = np.random.default_rng(rng)

    def J(moved):
        return np.sum(cost(net, forward(net, moved, X), Y) + penalty(moved, l2))  # over the runs of a stack

    gradients = backward(net, params, forward(net, params, X), Y, l2)
    analytic, numeric = [], []
    for _ in range(directions):
        D = _direction(params, rng)
        analytic.append(sum(np.vdot(G[l], V[l]) for G, V in zip(gradients, D) for l in G))
        rise = J(_move(params, D, epsilon)) - J(_move(params, D, -epsilon))
        numeric.append(rise / (2 * epsilon))
    return relative_difference(analytic, numeric)


def relative_difference(one, other):
    """‖one − other‖ / (‖one‖ + ‖other‖) of two arrays of one shape; 0 if both are 0."""
    size = np.linalg.norm(one) + np.linalg.norm(other)
    return float(np.linalg.norm(np.subtract(one, other)) / size) if size else 0.0


def _direction(params, rng):
    D = Params(*({l: rng.standard_normal(P[l].shape) for l in P} for P in params))
    length = sum((V[l] ** 2).sum() for V in D for l in V) ** 0.5
    return Params(*({l: V[l] / length for l in V} for V in D))


def _move(params, D, epsilon):
    return Params(*({l: P[l] + epsilon * V[l] for l in P} for P, V in zip(params, D)))
