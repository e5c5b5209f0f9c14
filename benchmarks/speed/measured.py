"""All measurements of the training loop: the six cases, what happens as they grow, and stacks of networks."""

import importlib

from benchmarks.speed import cases, course, limit
from benchmarks.speed.clock import timed

WAYS = {  # way: (module of benchmarks.speed, column title)
    "course": ("course", "course_lib"),
    "textbook": ("textbook", "textbook NumPy"),
    "sklearn": ("with_sklearn", "scikit-learn"),
    "torch": ("with_torch", "PyTorch eager"),
    "jax": ("with_jax", "JAX jit, scan"),
    "limit": ("limit", "preallocated"),
}
OF_LIBRARIES = {"sklearn": "scikit-learn", "torch": "torch", "jax": "jax"}


def installed():
    """{way: its module} for those whose library is installed."""
    found = {}
    for way, (module, _) in WAYS.items():
        try:
            found[way] = importlib.import_module(f"benchmarks.speed.{module}")
        except ModuleNotFoundError as missing:
            if missing.name not in ("sklearn", "torch", "jax"):
                raise
    return found


def comparison(rounds, told=print):
    """{name of a case: Times} of every way, of the blackboard's form, and of the bare matrix products."""
    modules, results = installed(), {}
    for case in cases.compared():
        told(f"{case.name}: {case.steps} steps")
        ways = {way: module.prepare(case) for way, module in modules.items()}
        ways |= {"blackboard": course.prepare_blackboard(case), "products": limit.prepare_products(case)}
        results[case.name] = timed(ways, case.steps, rounds)
    return results


def scaling(rounds, told=print):
    """{what grows: [(how much, Times)]}."""
    modules, results = installed(), {}
    for what, grown in cases.scaled().items():
        results[what] = []
        for size, case in grown:
            told(f"{what} = {size}: {case.steps} steps")
            times = timed({way: module.prepare(case) for way, module in modules.items()}, case.steps, rounds)
            results[what].append((size, times))
    return results


def stacks(rounds, told=print):
    """{(name of a network, k): Times}; a step counts k times, so that times are for one network."""
    jax, results = installed().get("jax"), {}
    for k, case in cases.stacked_cases():
        told(f"{k} × {case.name}: {case.steps} steps")
        ways = {"course": course.prepare_stack(case, k)} | ({"jax": jax.prepare_stack(case, k)} if jax else {})
        results[case.name, k] = timed(ways, case.steps * k, rounds)
    return results
