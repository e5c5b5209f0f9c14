"""How large the first random weights are, one row each in `INITIALIZERS`.

A row turns the number of inputs of a layer into the standard deviation of its weights. Biases always start at 0.
"""

INITIALIZERS = {
    "zeros": lambda n_in: 0.0,
    "small": lambda n_in: 0.01,
    "xavier": lambda n_in: (1.0 / n_in) ** 0.5,  # Glorot and Bengio 2010, the one-sided form
    "he": lambda n_in: (2.0 / n_in) ** 0.5,  # He et al. 2015
    "large": lambda n_in: 10.0,
}
