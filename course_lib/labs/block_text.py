"""A visit of the block stepper in course notation: its equations with their matrices for the picture, and the same in words."""

import numpy as np

from course_lib.blocks import differs
from course_lib.views.block_panel import Line, Table, in_digits

CORNER = 3  # rows and columns of a matrix that are told in words
MOST_ROWS = 12  # of an update that are shown
MEASURED, COURSE = "numeric", "the course's"


def lines(visit, net, own=False):
    """The Lines of a visit; own: True if the forward block is the learner's, to be compared with the course's."""
    return {"forward": _forward, "cost": _cost, "start": _start, "backward": _backward, "update": _update}[visit.kind](visit, net, own)


def given_lines(X, Y, params):
    """The Lines before the first block: data and first parameters."""
    weights, biases = ([part for l in P for part in (_table(f"{name}[{l}]", P[l]), "")] for name, P in zip("Wb", params))
    return [
        Line("X has a column for each example; its label is in Y", "", (_table("X = A[0]", X), "", _table("Y", Y))),
        Line("The weights before the iteration", "drawn with He's scale, rounded to two digits", weights),
        Line("and the biases", "drawn, too: none is 0 here", biases),
    ]


def caption(visit, net):
    """What happens in a block, in a line."""
    l, L = visit.l, net.L
    return {
        "forward": f"Forward block {l} of {L}: in A[{l - 1}], out A[{l}]",
        "cost": f"The cost: how far ŷ = A[{L}] is from Y",
        "start": f"The way back starts: dA[{L}], the slope of the loss with respect to ŷ",
        "backward": f"Backward block {l} of {L}: in dA[{l}], out dA[{l - 1}], dW[{l}], db[{l}]",
        "update": f"The update ends the iteration. {cost_change(visit)}" if visit.kind == "update" else "",
    }[visit.kind]


def cost(visits):
    """J in a few digits, "" before it is known; after the update, the new one too."""
    found = {visit.kind: visit.values for visit in visits}
    if "update" in found:
        return f"{found['update']['J']:#.3g}→{found['update']['new J']:#.3g}"
    return f"J = {found['cost']['J'].item():#.4g}" if "cost" in found else ""


def seal(visit, own):
    """The mark of a block that was compared; on the way back with its largest difference."""
    if not visit.beside or (visit.kind == "forward" and not own):
        return ""
    if visit.kind == "forward":
        return "≠" if visit.parted else "✓"
    gap = max(visit.apart(name) for name in visit.beside)
    return f"≠ {gap:.2g}" if visit.parted else f"✓ {gap:.0e}" if gap else "✓ 0"


def activation(net, l):
    """The activation of a layer as the course writes it: σ for the sigmoid."""
    return net.g[l].name.replace("sigmoid", "σ")


def in_words(visit, net, own=False):
    """The equations of a visit, what they give, what is read, and how far it is from what it should be."""
    told = []
    for line in lines(visit, net, own):
        results = [item for item in line.items if isinstance(item, Table) and item.look in ("value", "slope")]
        equation = f"{line.equation} ({line.note})" if line.note else line.equation
        told.append(": ".join(part for part in (equation, ", ".join(map(_matrix, results))) if part) + ".")
    l = visit.l
    if visit.kind == "backward":
        told.append(f"It reads cache {l} ({_cache(l)}), and W[{l}].")
        told.append(_first_entry(visit))
    if visit.kind == "forward":
        told.append(f"Kept in cache {l}: {_cache(l)}.")
    if visit.beside and (own or visit.kind != "forward"):
        told.append(_differences(visit))
    return " ".join(told)


def _forward(visit, net, own):
    l, v = visit.l, visit.values
    given = (_table(f"W[{l}]", v[f"W[{l}]"]), "@", _table(f"A[{l - 1}]", v[f"A[{l - 1}]"]), "+", _table(f"b[{l}]", v[f"b[{l}]"]), "=")
    Z, A = (_compared(visit, name, "value", COURSE if own else "") for name in (f"Z[{l}]", f"A[{l}]"))
    return [
        Line(f"Z[{l}] = W[{l}] @ A[{l - 1}] + b[{l}]", "the bias is added to every column", (*given, Z)),
        Line(f"A[{l}] = g[{l}](Z[{l}]) = {activation(net, l)}(Z[{l}])", f"kept in cache {l} for the way back: {_cache(l)}", (A,)),
    ]


def _cost(visit, net, own):
    v, A = visit.values, f"A[{net.L}]"
    tables = (_table(f"ŷ = {A}", v[A]), "", _table("Y", v["Y"]), "→", _table("losses", v["losses"], "value"), "mean =", _table("J", v["J"], "value"))
    return [Line("loss = −(y log ŷ + (1 − y) log(1 − ŷ)),   J = mean of the losses", "worked out from z, never from log(ŷ)", tables)]


def _start(visit, net, own):
    L, v = visit.l, visit.values
    given = (_table("Y", v["Y"]), "", _table(f"ŷ = A[{L}]", v[f"A[{L}]"]), "→")
    note = "the slope of each example's own loss: no 1 / m yet"
    return [Line(f"dA[{L}] = −Y / A[{L}] + (1 − Y) / (1 − A[{L}])", note, (*given, _compared(visit, f"dA[{L}]", "slope")))]


def _backward(visit, net, own):
    l, v = visit.l, visit.values
    k, m = l - 1, v[f"dA[{l}]"].shape[1]
    local = f"g′(Z[{l}])"
    dZ, dW, db, dA = (_compared(visit, name, "slope") for name in visit.beside)
    return [
        Line(
            f"dZ[{l}] = dA[{l}] * {local}", "upstream * local factor, entry by entry",
            (_table(f"dA[{l}]", v[f"dA[{l}]"]), "*", _table(local, v[local], "cache"), "=", dZ),
        ),
        Line(
            f"dW[{l}] = dZ[{l}] @ A[{k}]ᵀ / m,   db[{l}] = mean of the columns of dZ[{l}]", "upstream @ local factor, mean over the examples",
            (f"dZ[{l}] @", _table(f"A[{k}]ᵀ", v[f"A[{k}]"].T, "cache"), f"/ {m} =", dW, "", db),
        ),
        Line(
            f"dA[{k}] = W[{l}]ᵀ @ dZ[{l}]", f"local factor @ upstream; {f'goes on to block {k}' if k else 'X does not learn, so nothing needs it'}",
            (_table(f"W[{l}]ᵀ", v[f"W[{l}]"].T), f"@ dZ[{l}] =", dA),
        ),
    ]


def _update(visit, net, own):
    v, rows = visit.values, 5 if sum(net.layers[1:]) <= MOST_ROWS else 1
    corner = "" if rows == 5 else ", and of each only row 1, for unit 1"
    told = [Line(f"W[l] = W[l] − α dW[l],   b[l] = b[l] − α db[l],   α = {v['α']:g}", f"b[l] as the last column of W[l]{corner}")]
    for l in range(1, net.L + 1):
        old, slope, new = (np.hstack([v[f"{kind}W[{l}]"], v[f"{kind}b[{l}]"]])[:rows] for kind in ("", "d", "new "))
        tables = Table(f"W[{l}] | b[{l}]", old), Table(f"dW[{l}] | db[{l}]", slope, "slope"), Table(f"new W[{l}] | b[{l}]", new, "value")
        told.append(Line("", "", (tables[0], f"− {v['α']:g} ·", tables[1], "=", tables[2])))
    return told


def cost_change(visit):
    """What an update did to the cost."""
    before, after = visit.values["J"], visit.values["new J"]
    way = f"down by {before - after:.2g}" if after < before else f"up by {after - before:.2g}" if np.isfinite(after) else "it blew up"
    return f"J was {before:#.4g} and is {after:#.4g}: {way}"


def _compared(visit, name, look, title=MEASURED):
    """The Table of a value, with what it should be at its side if there is a title for that."""
    value = visit.values[name]
    if not title:
        return _table(name, value, look)
    return _table(name, value, look, visit.beside[name], title, differs(value, visit.beside[name]))


def _table(name, values, *rest):
    return Table(f"{name} {values.shape}", values, *rest)


def _matrix(table):
    """A matrix in words: row by row, its upper left corner if it is large."""
    power, (texts,) = in_digits(table.values)
    rows = [", ".join(row[:CORNER] + ["…"] * (len(row) > CORNER)) for row in texts[:CORNER]]
    return f"{table.name} [{'; '.join(rows + ['…'] * (len(texts) > CORNER))}]" + (f" · 10^{power}" if power else "")


def _first_entry(visit):
    l = visit.l
    names = f"dA[{l}]", f"g′(Z[{l}])", f"dZ[{l}]"
    upstream, local, slope = (f"{visit.values[name][0, 0] + 0.0:.3g}" for name in names)
    return f"Row 1, column 1 of dZ[{l}]: upstream {upstream} times local factor {local} is {slope}.".replace("-", "−")


def _differences(visit):
    apart = {name: visit.apart(name) for name in visit.beside}
    told = ", ".join(f"{name} {gap:.1e}" for name, gap in apart.items())
    what = "the course's" if visit.kind == "forward" else "the numeric gradient, by central differences"
    return f"Largest difference from {what}: {max(apart.values()):.1e} ({told})."


def _cache(l):
    return f"A[{l - 1}], Z[{l}], A[{l}]"
