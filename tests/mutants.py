"""Small damages to a function's source, one at a time: what a typing error or a wrong idea could have made of it."""

import ast
import copy

BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
ATTRIBUTES = {"log": ("exp", "log10", "abs"), "exp": ("log", "abs", "exp2"), "zeros": ("ones",), "sum": ("mean", "prod", "max"),
              "maximum": ("minimum", "fmin", "add", "multiply"), "standard_normal": ("random", "standard_exponential", "standard_cauchy")}
COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq)


def mutants(source):
    """(what was done, the mutated source) for every place and damage."""
    tree = ast.parse(source)
    function = tree.body[0]
    if isinstance(function.body[0], ast.Expr):
        del function.body[0]  # the docstring
    names = sorted({node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)})
    names += [argument.arg for argument in function.args.args]
    for place, node in enumerate(ast.walk(tree)):
        for label, damage in _damages(node, names):
            mutant = copy.deepcopy(tree)
            damage(list(ast.walk(mutant))[place])
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text != ast.unparse(tree):
                yield label, text


def _damages(node, names):
    if isinstance(node, ast.BinOp):
        for operator in BINARY:
            if not isinstance(node.op, operator):
                yield f"{type(node.op).__name__} → {operator.__name__}", lambda n, o=operator: setattr(n, "op", o())
        yield "operands swapped", lambda n: n.__dict__.update(left=n.right, right=n.left)
    if isinstance(node, ast.Compare):
        for operator in COMPARISONS:
            yield f"→ {operator.__name__}", lambda n, o=operator: setattr(n, "ops", [o()])
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        for value in (node.value + 1, node.value - 1, -node.value, 2 * node.value):
            yield f"{node.value} → {value}", lambda n, v=value: setattr(n, "value", v)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for name in names:
            yield f"{node.id} → {name}", lambda n, v=name: setattr(n, "id", v)
    if isinstance(node, ast.Attribute):
        for name in ATTRIBUTES.get(node.attr, ()):
            yield f".{node.attr} → .{name}", lambda n, v=name: setattr(n, "attr", v)
    yield from _dropped(node)


def _dropped(node):
    for field in ("value", "operand", "args"):
        inner = getattr(node, field, None)
        if isinstance(node, ast.Attribute | ast.UnaryOp) and isinstance(inner, ast.expr):
            yield f"{ast.unparse(node)} → {ast.unparse(inner)}", lambda n, f=field: _become(n, getattr(n, f))
    if isinstance(node, ast.Call) and len(node.args) == 1:
        yield f"{ast.unparse(node)} → its argument", lambda n: _become(n, n.args[0])
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield "turned around", lambda n: n.elts.reverse()
        yield "first one dropped", lambda n: n.elts.pop(0)
    if isinstance(node, ast.FunctionDef | ast.For | ast.While):
        for i in range(len(node.body)):
            yield f"without: {ast.unparse(node.body[i])}", lambda n, i=i: n.body.__setitem__(i, ast.Pass())


def _become(node, other):
    kept = dict(other.__dict__)
    node.__class__ = type(other)
    node.__dict__.clear()
    node.__dict__.update(kept)
