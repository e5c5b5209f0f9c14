"""The results in words and tables: benchmarks/RESULTS.md, and the table of the README between its two marks."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from benchmarks.speed.clock import ATOL, RTOL
from benchmarks.speed.measured import OF_LIBRARIES, WAYS
from benchmarks.speed.picture import GROWTH, slopes
from benchmarks.speed.targets import at_best, targets, verdict

MARKS = re.compile(r"(<!-- speed -->\n).*?(<!-- /speed -->)", re.DOTALL)
HOW = f"""Each way to train starts from the same first weights, takes the same steps on the same batches, in float64 on one thread, and must arrive at the
same last weights (`np.allclose` with rtol {RTOL:g} and atol {ATOL:g}, after every run), or the benchmark stops with an error. The ways take turns,
round after round. Times are processor seconds of the whole process, so that neither other work on the machine nor a second thread changes a
comparison. A figure is the median of the rounds; a spread is the range from the lower to the upper quartile of the ratios, round by round.

* *textbook NumPy*: the formulas as one writes them first, dictionaries of `"W1"`, everything computed anew, the cost at each step.
* *scikit-learn*: `MLPClassifier`, SGD without momentum, `alpha=0`, the same weights put into `coefs_`, the same order of mini-batches.
* *PyTorch eager*: `nn.Sequential`, `loss.backward()`, `torch.optim.SGD`. *JAX*: `jit` over a `lax.scan` of all steps; compiling is not counted.
* *preallocated*: the arithmetic of `course_lib.train` with `out=` everywhere and weights changed in place. *products*: its matrix products alone.
* *blackboard*: the same steps by the functions of `course_lib.network`, W and b apart. `train` does them in `course_lib.passes` instead.
"""

WHY = """*preallocated step* is what a step with no memory to ask for and nothing to check would have reached in place of course_lib. Beyond it course_lib
pays for what is new in each step (the slopes of its activations, the arrays of the last layer), for the calls of its functions, and for looking whether
a weight blew up. The bare products leave out more: on 784-128-64-1, the copying together of each mini-batch.

"""

GROWTH_SAID = """## As it grows

Microseconds a step, and the slope on log axes over the last three sizes (1: in proportion, 2: with the square). Where an array is larger than 32 MB, the
C library gives it back to the system after each use: there, what makes new arrays waits for memory. course_lib makes some, the preallocated step none.

"""


def save(path, results, rounds, busy):
    """Write RESULTS.md; results: {"cases", "scaling", "stacks", "footprint"}."""
    parts = ["# How fast it computes\n\nWritten by `make bench`.\n", _machine(rounds, busy, results), HOW, _targets(results), _times(results["cases"])]
    parts += [_scaling(results["scaling"]), "![the figure of these results](speed.png)\n", _stacks(results["stacks"])]
    path.write_text("\n".join(parts), encoding="utf-8")


def refresh(readme, comparison):
    """Write the table of the cases between the marks in the README."""
    text = readme.read_text(encoding="utf-8")
    rows = [[name, f"{times.microseconds('course'):.0f} µs", *(_brief(times, way) for way in WAYS if way != "course")] for name, times in comparison.items()]
    titles = ["network", "course_lib, one step", *(title for way, (_, title) in WAYS.items() if way != "course")]
    readme.write_text(MARKS.sub(lambda found: found[1] + table(titles, rows) + found[2], text), encoding="utf-8")


def table(titles, rows):
    """A Markdown table, numbers to the right."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def verdicts(results):
    """[(case, target, measured, the same for the preallocated step, verdict)] in words."""
    rows = []
    for group, wanted in targets().items():
        for target in wanted:
            times = results[group][target.case]
            said, ratio = verdict(target, times)
            name = target.case if isinstance(target.case, str) else f"{target.case[1]} × {target.case[0]}, each"
            rows.append((name, str(target), _spread(ratio), f"{best[0]:.2f}" if (best := at_best(target, times)) else "", said))
    for what, figure, most, note, met in results["footprint"]:
        rows.append((what, f"below {most:g}", f"{figure:.3g} ({note})", "", "met" if met else "missed"))
    return rows


def _machine(rounds, busy, results):
    all_times = [*results["cases"].values(), *results["stacks"].values(), *(times for grown in results["scaling"].values() for _, times in grown)]
    shares = np.concatenate([share for times in all_times for share in times.shares.values()])
    packages = {"NumPy": "numpy"} | {WAYS[way][1].split(" ")[0]: package for way, package in OF_LIBRARIES.items()}
    versions = ", ".join(f"{name} {_version(package)}" for name, package in packages.items())
    largest = max(times.largest for times in all_times)
    return (
        f"Machine: {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, {_blas()}; load before {busy:.1f}; a run had "
        f"{np.median(shares):.0%} of a core (median). Python {platform.python_version()}, {versions}. {rounds} rounds of the cases and stacks, "
        f"{max(2, rounds // 4)} of what grows. The largest difference between last weights was {largest:.1g}.\n"
    )


def _blas():
    from threadpoolctl import threadpool_info

    (blas, *_) = [pool for pool in threadpool_info() if pool["user_api"] == "blas"] or [{}]
    return f"{blas.get('internal_api', 'unknown')} BLAS with {blas.get('architecture', 'unknown')} kernels"


def _version(package):
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _targets(results):
    return "## Targets\n\n" + WHY + table(["case", "target", "measured", "preallocated step", "verdict"], verdicts(results))


def _times(comparison):
    ways = {way: title for way, (_, title) in WAYS.items()} | {"blackboard": "blackboard", "products": "products"}
    rows = [[name, *(_time(times, way) for way in ways)] for name, times in comparison.items()]
    against = [[name, *(_spread(times.ratio(way, "course")) for way in ways if way != "course")] for name, times in comparison.items()]
    titles = ["network", *(title for way, title in ways.items() if way != "course")]
    return (
        "## One step\n\nMicroseconds:\n\n" + table(["network", *ways.values()], rows)
        + "\nTimes as long as course_lib, with spread:\n\n" + table(titles, against)
    )


def _scaling(scaling):
    text = GROWTH_SAID
    for what, grown in scaling.items():
        fitted, titles = slopes(grown), [what, *(size for size, _ in grown), "slope"]
        rows = [[title, *(_time(times, way) for _, times in grown), f"{fitted[way]:.2f}" if way in fitted else ""] for way, (_, title) in WAYS.items()]
        text += f"{GROWTH[what]}:\n\n{table(titles, rows)}\n"
    return text


def _stacks(stacks):
    rows = [[name, k, _time(times, "course", 1), _time(times, "jax", 1), _spread(times.ratio("course", "jax"))] for (name, k), times in stacks.items()]
    return "## Stacks\n\nMicroseconds a step for one network of a stack of k:\n\n" + table(["network", "k", "course_lib", "JAX vmap, scan", "ratio"], rows)


def _time(times, way, digits=0):
    return f"{times.microseconds(way):.{digits}f}" if way in times.seconds else "not installed"


def _spread(ratio):
    return "not installed" if ratio is None else f"{ratio[0]:.2f} ({ratio[1]:.2f} to {ratio[2]:.2f})"


def _brief(times, way):
    ratio = times.ratio(way, "course")
    return "not installed" if ratio is None else f"{ratio[0]:.2g} ×"
