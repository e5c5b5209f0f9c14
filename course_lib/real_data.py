"""The arrays behind the real data sets, as the libraries that bundle them give them.

Where those libraries are not, in the browser, one file beside this one holds the same arrays; `save` writes it.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("real_data.npz")


def arrays(name):
    """The arrays of one of `READERS`, in a list."""
    if not FILE.exists():
        return READERS[name]()
    with np.load(FILE) as saved:
        return [saved[key] for key in sorted(saved.files) if key.startswith(f"{name}.")]


def save(file):
    """Write all of them to one file, each as `arrays` hands it out."""
    np.savez_compressed(file, **{f"{name}.{place}": array for name, read in READERS.items() for place, array in enumerate(read())})


def _digits():
    from sklearn.datasets import load_digits

    return list(load_digits(return_X_y=True))


def _breast_cancer():
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    return [data.data, data.target, data.feature_names]


def _faces():
    from skimage.data import lfw_subset

    return [lfw_subset()]


def _cat():
    from skimage.data import chelsea

    return [chelsea()]


def _portrait():
    from skimage.data import astronaut

    return [astronaut()]


READERS = {"digits": _digits, "breast_cancer": _breast_cancer, "faces": _faces, "cat": _cat, "portrait": _portrait}
