"""Linear layers multiplied into one: a chain of them is one linear layer, and a network that is not linear is none.

In come the W and b of linear layers, dicts keyed by layer; out come one W and one b, the network that has them in place of
its first layers, and the straight function that is nearest to what a network answers.
"""

import numpy as np

from course_lib.network import Network, Params


def collapse_linear(W, b):
    """The W and b of one layer that does what the linear layers 1 … L do (course 3.3)."""
    W_one, b_one = W[1], b[1]
    for l in range(2, len(W) + 1):
        W_one, b_one = W[l] @ W_one, W[l] @ b_one + b[l]
    return W_one, b_one


def collapsed(net, params, l, W_one, b_one):
    """The linear network that has one layer, with W_one and b_one, in place of layers 1 … l.

    returns: (Network, Params)
    """
    rest = range(l + 1, net.L + 1)
    tensors = ({1: one} | {k - l + 1: tensor[k] for k in rest} for one, tensor in zip((W_one, b_one), params))
    return Network((net.layers[0], *net.layers[l:]), hidden="linear"), Params(*tensors)


def best_line(X, Z):
    """The straight function w · x + b that is nearest to Z (1, m) in the mean square, at X (n_x, m); returns its values (1, m)."""
    table = np.vstack([X, np.ones(X.shape[1])]).T  # (m, n_x + 1)
    return (table @ np.linalg.lstsq(table, Z[0], rcond=None)[0])[None]
