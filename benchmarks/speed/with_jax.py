"""JAX: the loss as a pure function, its gradient by `jax.grad`, all steps in one `lax.scan`, compiled; stacks by `vmap`.

The compilation comes before the clock starts. Data is stored one example a row, which compiled code likes best.
"""

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.network import Params

ACTIVATIONS = {"tanh": jnp.tanh, "relu": jax.nn.relu}
jax.config.update("jax_enable_x64", True)


def prepare(case):
    """A function that trains the case and returns its last weights."""
    first = jax.tree.map(jnp.asarray, case.params)
    X, Y = jnp.asarray(case.X.T), jnp.asarray(case.Y.T)
    chosen = None if case.batch_size is None else jnp.asarray(case.batches())
    run = jax.jit(_trainer(case)).lower(first, case.learning_rate, X, Y, chosen).compile()
    return lambda: _params(run(first, case.learning_rate, X, Y, chosen))


def prepare_stack(case, k):
    """The same for k networks at once."""
    params, rates = case.stack(k)
    first, rates = jax.tree.map(jnp.asarray, (params, rates[:, 0, 0]))
    X, Y = jnp.asarray(case.X.T), jnp.asarray(case.Y.T)
    run = jax.jit(jax.vmap(_trainer(case), in_axes=(0, 0, None, None, None))).lower(first, rates, X, Y, None).compile()
    return lambda: _params(run(first, rates, X, Y, None))


def _trainer(case):
    gradient = jax.grad(lambda params, X, Y: _cost(case.net, params, X, Y))

    def step(params, learning_rate, X, Y):
        return jax.tree.map(lambda tensor, d: tensor - learning_rate * d, params, gradient(params, X, Y))

    def run(params, learning_rate, X, Y, chosen):
        def body(params, batch):
            data = (X, Y) if batch is None else (X[batch], Y[batch])
            return step(params, learning_rate, *data), None

        return jax.lax.scan(body, params, chosen, length=case.steps)[0]

    return run


def _cost(net, params, X, Y):
    A = X
    for l in range(1, net.L + 1):
        Z = A @ params.W[l].T + params.b[l].T  # (m, n[l])
        A = Z if l == net.L else ACTIVATIONS[net.hidden[l - 1]](Z)
    if net.output == "softmax":
        return -(Y * jax.nn.log_softmax(Z)).sum() / len(X)
    return (jnp.maximum(Z, 0) - Z * Y + jnp.log1p(jnp.exp(-jnp.abs(Z)))).sum() / len(X)


def _params(params):
    return Params(*({l: np.asarray(tensor) for l, tensor in tensors.items()} for tensors in params))
