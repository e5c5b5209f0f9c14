"""The plane that two features span: points all over it, and the line on which a network is undecided.

In come a data set with two features, and what a network makes of the points; out come points in columns.
"""

from math import isqrt

import numpy as np


def plane_of(dataset, side):
    """Points of a square around the data, row by row from the lowest x₂ on.

    side: how many points there are along a side
    returns: the points (2, side²), and half the side of the square
    """
    limit = 1.08 * float(np.abs(dataset.X).max())
    places = np.linspace(-limit, limit, side)
    return np.stack(np.meshgrid(places, places)).reshape(2, -1), limit


def crossings(plane, Z):
    """Where Z changes its sign between neighbours: the boundary, if Z is z of the output.

    plane: (2, side²), as from plane_of;  Z: as many numbers
    returns: points (2, k)
    """
    side = isqrt(np.size(Z))
    plane, Z = np.reshape(plane, (2, side, side)), np.reshape(Z, (side, side))
    found = []
    for P, heights in ((plane, Z), (plane.mT, Z.T)):
        change = (heights[:-1] > 0) != (heights[1:] > 0)
        near, far = heights[:-1][change], heights[1:][change]
        share = near / (near - far)
        found.append(P[:, :-1][:, change] * (1 - share) + P[:, 1:][:, change] * share)
    return np.hstack(found)


def zero_line(w, b, reach):
    """The line on which a neuron with two features is undecided, w · x + b = 0.

    w: (2,);  b: a number
    returns: two points (2, 2), one a column, `reach` away from the point of the line that is nearest to 0
    """
    nearest, along = -b * (w / (w @ w)), np.array([-w[1], w[0]]) / np.sqrt(w @ w)
    return nearest[:, None] + reach * along[:, None] * (-1, 1)
