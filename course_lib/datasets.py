"""Data sets, one row each in `DATASETS`: generated ones, and real ones that scikit-learn and scikit-image bundle.

Each function returns a `Dataset` with X (n_x, m), one example a column, and Y (n_y, m). Nothing is downloaded.
Generated ones take m, noise and rng (a seed or a numpy Generator).
"""

from dataclasses import dataclass, field, replace

import numpy as np

from course_lib import checks, real_data


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples and labels; unpacks as X, Y.

    X: (n_x, m) floats, stored column by column, which makes mini-batches cheap to gather
    Y: (n_y, m) floats
    features: a name for each row of X
    classes: the names of the classes 0, 1, …
    image_shape: (height, width) when a column is an image, else None
    hidden: (n, m) the true hidden features of a synthetic set, else None
    """

    X: np.ndarray = field(repr=False)
    Y: np.ndarray = field(repr=False)
    name: str
    features: tuple = ()
    classes: tuple = ("0", "1")
    image_shape: tuple | None = None
    hidden: np.ndarray | None = field(default=None, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "X", np.asarray(self.X, dtype=float, order="F"))
        object.__setattr__(self, "Y", np.asarray(self.Y, dtype=float, order="F"))

    def __iter__(self):
        return iter((self.X, self.Y))

    @property
    def m(self):
        """Number of examples."""
        return self.X.shape[1]

    def split(self, test=0.25, rng=0):
        """Two Datasets, train and test, of shuffled examples; `test` is the share (0 to 1) of the second."""
        checks.number("test", test, 0, 1)
        order = np.random.default_rng(rng).permutation(self.m)
        n_test = min(max(round(test * self.m), 1), self.m - 1)
        return self._take(order[n_test:]), self._take(order[:n_test])

    def _take(self, chosen):
        hidden = None if self.hidden is None else self.hidden[:, chosen]
        return replace(self, X=self.X[:, chosen], Y=self.Y[:, chosen], hidden=hidden)


def line(m=40, noise=1.0, rng=None):
    """One feature, two overlapping classes around −1.5 and 1.5: the smallest logistic regression."""
    Y, rng = _two_classes(m, rng)
    return _generated(3.0 * (Y - 0.5), Y, "line", noise, rng)


def blobs(m=400, noise=0.5, rng=None):
    """Two round clouds that a straight line divides."""
    Y, rng = _two_classes(m, rng)
    return _generated((2.0 * Y - 1.0) * np.array([[1.0], [1.0]]), Y, "blobs", noise, rng)


def circles(m=400, noise=0.1, rng=None):
    """A disc inside a ring."""
    Y, rng = _two_classes(m, rng)
    angle = rng.uniform(0, 2 * np.pi, (1, m))
    radius = np.where(Y == 1, rng.uniform(0.0, 0.5, (1, m)), rng.uniform(0.75, 1.2, (1, m)))
    return _generated(_polar(radius, angle), Y, "circles", noise, rng)


def moons(m=400, noise=0.1, rng=None):
    """Two half moons that reach into each other."""
    Y, rng = _two_classes(m, rng)
    angle = rng.uniform(0, np.pi, (1, m))
    upper, lower = _polar(1.0, angle) - [[0.5], [0.2]], [[0.5], [0.3]] - _polar(1.0, angle)
    return _generated(np.where(Y == 0, upper, lower), Y, "moons", noise, rng)


def xor(m=400, noise=0.1, rng=None):
    """Four squares, coloured like a chessboard."""
    rng = np.random.default_rng(rng)
    corner = rng.uniform(-1.0, 1.0, (2, _positive(m)))
    Y = (corner[:1] * corner[1:] > 0).astype(float)
    return _generated(corner, Y, "xor", noise, rng)


def spirals(m=400, noise=0.05, rng=None):
    """Two arms wound around each other."""
    Y, rng = _two_classes(m, rng)
    turn = rng.uniform(0.1, 1.0, (1, m))
    return _generated(_polar(turn, 3.5 * np.pi * turn + np.pi * Y), Y, "spirals", noise, rng)


def flower(m=400, noise=0.03, rng=None):
    """Petals of two colours in turn around the centre."""
    rng = np.random.default_rng(rng)
    petal = rng.integers(0, 8, (1, _positive(m)))
    angle = (petal + rng.uniform(0.15, 0.85, (1, m))) * np.pi / 4
    radius = np.abs(np.sin(4 * angle)) * rng.uniform(0.4, 1.0, (1, m))
    return _generated(_polar(radius, angle), petal % 2, "flower", noise, rng)


def bent_line(m=40, noise=0.2, rng=None):
    """Synthetic houses whose price grows with their size, along a line that is bent at 0.

    X: size in 100 m², 0.2 to 2.6
    Y: price in 100 000 dollars, a number, never negative (course 1.1)
    """
    rng = np.random.default_rng(rng)
    X = rng.uniform(0.2, 2.6, (1, _positive(m)))
    price = np.maximum(0.0, 1.8 * X - 1.4)
    return Dataset(X, np.maximum(0.0, _blurred(price, noise, rng)), "bent_line", features=("size",), classes=())


def housing(m=400, noise=0.1, rng=None):
    """Synthetic houses whose price depends on three hidden features, which `hidden` holds.

    X: size, bedrooms, zip code (as nearness to the centre) and wealth, each about −1 to 1
    hidden: family size (size, bedrooms), walkability (zip code), school quality (zip code, wealth), each bent at 0
    Y: price, a number (course 1.1)
    """
    rng = np.random.default_rng(rng)
    X = rng.uniform(-1.0, 1.0, (4, _positive(m)))
    mixing = np.array([[0.8, 0.6, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.5, 0.9]])
    hidden = np.maximum(0.0, mixing @ X + 0.3)  # (3, m)
    price = np.array([[1.2, 0.6, 0.9]]) @ hidden
    names = ("size", "bedrooms", "zip code", "wealth")
    return Dataset(X, _blurred(price, noise, rng), "housing", features=names, classes=(), hidden=hidden)


def digits():
    """1797 handwritten digits of 8×8 pixels in 0 … 1 (scikit-learn); Y has one row for each of the ten digits."""
    images, number = real_data.arrays("digits")
    return _pixels(images.T / 16.0, np.eye(10)[:, number], "digits", tuple("0123456789"), (8, 8))


def digits_odd():
    """The same digits with Y = 1 for the odd ones: a straight boundary is not enough."""
    every = digits()
    return replace(every, Y=every.Y[1::2].sum(axis=0, keepdims=True), name="digits_odd", classes=("even", "odd"))


def breast_cancer():
    """569 tumours with 30 measurements (scikit-learn), each scaled to mean 0 and spread 1; Y = 1 is malignant."""
    measured, benign, names = real_data.arrays("breast_cancer")
    X = (measured.T - measured.T.mean(axis=1, keepdims=True)) / measured.T.std(axis=1, keepdims=True)
    return Dataset(X, 1.0 - benign[None], "breast_cancer", tuple(map(str, names)), ("benign", "malignant"))


def faces():
    """200 grey images of 25×25 pixels in 0 … 1, half of them faces, Y = 1 (scikit-image, `lfw_subset`)."""
    (images,) = real_data.arrays("faces")  # 100 faces, then 100 other cut-outs
    Y = (np.arange(len(images)) < 100)[None]
    return _pixels(images.reshape(len(images), -1).T, Y, "faces", ("no face", "face"), images.shape[1:])


def cat():
    """A colour photograph of a cat (scikit-image, `chelsea`): uint8 (300, 451, 3)."""
    (photograph,) = real_data.arrays("cat")
    return photograph


def portrait():
    """A colour photograph of a person, for a face that no model here was trained on (scikit-image, `astronaut`): uint8 (512, 512, 3)."""
    (photograph,) = real_data.arrays("portrait")
    return photograph


PLANES = {made.__name__: made for made in (circles, moons, xor, spirals, blobs, flower)}  # two features, labels 0 and 1
DATASETS = PLANES | {made.__name__: made for made in (line, bent_line, housing, digits, digits_odd, breast_cancer, faces)}


def _positive(m):
    checks.whole_number("m", m, 2)
    return m


def _two_classes(m, rng):
    rng = np.random.default_rng(rng)
    return rng.permutation(np.arange(_positive(m)) % 2)[None].astype(float), rng


def _polar(radius, angle):
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])


def _blurred(clean, noise, rng):
    checks.number("noise", noise, 0, low_allowed=True)
    return clean + noise * rng.standard_normal(clean.shape)


def _generated(clean, Y, name, noise, rng):
    X = _blurred(clean, noise, rng)
    return Dataset(X, Y, name, features=("x",) if len(X) == 1 else ("x₁", "x₂"))


def _pixels(X, Y, name, classes, image_shape):
    height, width = image_shape
    names = tuple(f"pixel ({row}, {column})" for row in range(height) for column in range(width))
    return Dataset(X, Y, name, names, classes, image_shape)
