"""scikit-learn's MLPClassifier, held to plain gradient descent from given weights.

It draws its own first weights, so a first short fit makes the model, its public `coefs_` and `intercepts_` are overwritten, and
`warm_start` goes on from there. Its mini-batches follow a shuffle that is told which order to make.
"""

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from course_lib.network import Params


def prepare(case):
    """A function that trains the case and returns its last weights."""
    X = np.ascontiguousarray(case.X.T)
    y = case.Y[0].astype(int) if len(case.Y) == 1 else case.Y.argmax(axis=0)
    epochs, rest = divmod(case.steps, case.m // case.batch_size) if case.batch_size else (case.steps, 0)
    assert rest == 0, "scikit-learn counts in whole epochs"
    model = MLPClassifier(
        case.net.layers[1:-1], activation=case.net.hidden[0], solver="sgd", momentum=0.0, nesterovs_momentum=False, alpha=0.0,
        learning_rate_init=case.learning_rate, batch_size=case.batch_size or case.m, shuffle=case.batch_size is not None,
        tol=0.0, n_iter_no_change=10 * epochs, max_iter=1, warm_start=True, random_state=0,
    )
    _fit(model, X, y)
    model.set_params(max_iter=epochs)

    def run():
        model.coefs_ = [W.T.copy() for W in case.params.W.values()]
        model.intercepts_ = [b.ravel().copy() for b in case.params.b.values()]
        _fit(model.set_params(random_state=SameOrders(case)), X, y)
        W, b = ({l: array.T for l, array in enumerate(arrays, start=1)} for arrays in (model.coefs_, model.intercepts_))
        return Params(W, {l: b[l].reshape(-1, 1) for l in b})

    return run


class SameOrders(np.random.RandomState):
    """Shuffles so that the examples, which scikit-learn shuffles on from epoch to epoch, come in the orders of the case."""

    def __init__(self, case):
        super().__init__(0)
        self._orders, self._now = case.orders(), np.arange(case.m)

    def shuffle(self, indices):
        """Fill in the indices that lead from the order of the last epoch to that of the next."""
        then = next(self._orders)
        indices[:] = np.argsort(self._now)[then]
        self._now = then


def _fit(model, X, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it takes all the steps that we ask for, and says so
        model.fit(X, y)
