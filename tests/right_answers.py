"""Answers in another form than the reference, as learners write them: bodies of functions that are right, and some with a slip."""

RIGHT = {
    "straight_line": ("return b + x * w", "return np.add(np.multiply(w, x), b)", "z = np.array(x, dtype=float)\n    z *= w\n    z += b\n    return z"),
    "relu": ("return np.where(np.asarray(z) > 0, z, 0)", "return (z + np.abs(z)) / 2", "return z * (z > 0)", "return np.clip(z, 0, None)",
             "a = np.array(z, dtype=float)\n    a[a < 0] = 0\n    return a"),
    "neuron": ("return relu(straight_line(x, w, b))", "return np.maximum(w * x + b, 0)", "z = x * w + b\n    return z * (z > 0)"),
    "count_connections": ("return sum(a * b for a, b in zip(n, n[1:]))", "n = np.array(n)\n    return n[:-1] @ n[1:]",
                          "total = 0\n    for l in range(len(n) - 1):\n        total += n[l] * n[l + 1]\n    return total",
                          "return float(sum(np.zeros((b, a)).size for a, b in zip(n[:-1], n[1:])))"),
    "first_examples": ("return X[:, 0:m], Y[:, 0:m]", "return X.T[:m].T, Y.T[:m].T", "return [np.delete(A, range(m, A.shape[1]), axis=1) for A in (X, Y)]",
                       "return np.array([row[:m] for row in X]), np.hstack([Y[:, [i]] for i in range(m)])"),
    "image_to_column": ("return image.flatten()[:, None]", "return image.ravel().reshape(image.size, 1)",
                        "return np.array([[v] for row in image for pixel in row for v in pixel])"),
    "flatten_images": ("return np.stack([i.ravel() for i in images], axis=1)", "return images.reshape(len(images), -1).T.copy()",
                       "return np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])"),
    "sigmoid": ("return np.exp(z) / (1 + np.exp(z))", "return 0.5 * (1 + np.tanh(z / 2))", "return (1 + np.exp(-z)) ** -1.0",
                "return np.where(np.asarray(z) > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))"),
    "logistic_cost": ("return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                      "return -np.mean(np.log(np.where(Y == 1, A, 1 - A)))",
                      "return (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.size).item()",
                      "return sum(-np.log(a if y else 1 - a) for a, y in zip(A[0], Y[0])) / A.size"),
    "gradient_descent_step": ("return w - learning_rate * dw, b - learning_rate * db",
                              "return [p - learning_rate * d for p, d in ((w, dw), (b, db))]",
                              "w = w.copy()\n    w -= learning_rate * dw\n    return w, b + -learning_rate * db"),
    "graph_gradients": ("return 3, 3, 3, 3 * c, 3 * b", "return 3.0, 3.0, 3.0, 3.0 * c, 3.0 * b",
                        "return tuple(np.array([1, 1, 1, c, b]) * 3)"),
    "logistic_gradients_loop": (
        "dw, db = 0, 0\n    for x, y in zip(X.T, Y[0]):\n        dz = sigmoid(x @ w[:, 0] + b) - y\n"
        "        dw, db = dw + x[:, None] * dz / Y.size, db + dz / Y.size\n    return dw, db",
        "dz = [1 / (1 + np.exp(-(np.dot(w[:, 0], X[:, i]) + b))) - Y[0, i] for i in range(X.shape[1])]\n"
        "    return sum(X[:, [i]] * d for i, d in enumerate(dz)) / len(dz), sum(dz) / len(dz)",
    ),
    "logistic_gradients": (
        "dZ = sigmoid(np.dot(w.T, X) + b) - Y\n    return np.dot(X, dZ.T) / Y.shape[1], dZ.mean()",
        "dZ = sigmoid((w * X).sum(axis=0, keepdims=True) + b) - Y\n    return np.mean(X * dZ, axis=1, keepdims=True), np.mean(dZ)",
        "dZ = 1 / (1 + np.exp(-np.einsum('ij,ik->jk', w, X) - b)) - Y\n"
        "    return np.einsum('ik,jk->ij', X, dZ) / Y.size, float(dZ.sum()) / Y.size",
    ),
    "logistic_regression": (
        "w, b = np.zeros((len(X), 1)), 0\n    while steps:\n        dw, db = logistic_gradients(w, b, X, Y)\n"
        "        w, b, steps = w - learning_rate * dw, b - learning_rate * db, steps - 1\n    return w, b",
        "w = np.zeros((X.shape[0], 1))\n    b = 0.0\n    for _ in range(steps):\n        A = 1 / (1 + np.exp(-(w.T @ X + b)))\n"
        "        w, b = w - learning_rate * X @ (A - Y).T / Y.size, b - learning_rate * np.mean(A - Y)\n    return w, b",
    ),
    "layer_sizes": ("return len(X), n_h, len(Y)", "(n_x, m), (n_y, _) = X.shape, Y.shape\n    return [n_x, n_h, n_y]",
                    "return tuple(np.array([X.T.shape[1], n_h, Y.T.shape[-1]]))"),
    "forward_one_example": (
        "return g[2](np.dot(W[2], g[1](np.dot(W[1], x) + b[1])) + b[2])",
        "a = x\n    for l in 1, 2:\n        a = g[l](W[l] @ a + b[l])\n    return a",
        "a1 = g[1](np.sum(W[1] * x.T, axis=1, keepdims=True) + b[1])\n    return g[2](np.einsum('ij,jk->ik', W[2], a1) + b[2])",
    ),
    "forward_shallow": (
        "Z, A = {}, {0: X}\n    for l in W:\n        Z[l] = np.dot(W[l], A[l - 1]) + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A",
        "Z1 = np.einsum('ij,jk->ik', W[1], X) + b[1]\n    A1 = g[1](Z1)\n    Z2 = (A1.T @ W[2].T).T + b[2]\n"
        "    return {2: Z2, 1: Z1}, {0: X.copy(), 1: A1, 2: g[2](Z2)}",
        "def layer(W, b, A):\n        return np.hstack([W @ A[:, [i]] + b for i in range(A.shape[1])])\n"
        "    Z, A = {1: layer(W[1], b[1], X)}, {0: X}\n    A[1] = g[1](Z[1])\n    Z[2] = layer(W[2], b[2], A[1])\n"
        "    A[2] = g[2](Z[2])\n    return Z, A",
    ),
    "tanh": ("return np.tanh(z)", "return 2 / (1 + np.exp(-2 * z)) - 1", "return np.sinh(z) / np.cosh(z)",
             "return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)", "return np.multiply(2, sigmoid(2 * z)) - 1"),
    "leaky_relu": ("return np.where(z > 0, z, 0.01 * z)", "return np.where(np.less(z, 0), z / 100, z)", "return ((z > 0) + 0.01 * (z <= 0)) * z",
                   "a = np.array(z, dtype=float)\n    a[a < 0] *= 0.01\n    return a", "return np.maximum(z, 0) + 0.01 * np.minimum(z, 0)"),
    "collapse_linear": (
        "n_x = W[1].shape[1]\n    W_all, b_all = np.eye(n_x), np.zeros((n_x, 1))\n    for l in W:\n"
        "        W_all, b_all = W[l] @ W_all, W[l] @ b_all + b[l]\n    return W_all, b_all",
        "n_x = W[1].shape[1]\n    def f(x):\n        for l in range(1, len(W) + 1):\n            x = np.dot(W[l], x) + b[l]\n        return x\n"
        "    c = f(np.zeros((n_x, 1)))\n    return f(np.eye(n_x)) - c, c",
        "L = max(W)\n    right, c = W[L], b[L]\n    for l in range(L - 1, 0, -1):\n        c = right @ b[l] + c\n        right = right @ W[l]\n"
        "    return right, c",
    ),
    "sigmoid_prime": ("return a - a**2", "return np.exp(-z) / (1 + np.exp(-z)) ** 2", "return sigmoid(z) * (1 - sigmoid(z))",
                      "return sigmoid(z) * sigmoid(-z)"),
    "tanh_prime": ("return 1 - a * a", "return (1 - a) * (1 + a)", "return 1 - np.tanh(z) ** 2", "return 1 / np.cosh(z) ** 2"),
    "relu_prime": ("return (z >= 0) * 1.0", "return z >= 0", "return np.heaviside(z, 1)", "return np.where(z < 0, 0, 1)",
                   "slope = np.ones_like(z)\n    slope[z < 0] = 0\n    return slope"),
    "leaky_relu_prime": ("return np.where(a < 0, 0.01, 1)", "return np.where(z >= 0, 1, 0.01)", "return 0.99 * (z >= 0) + 0.01",
                         "slope = np.full(np.shape(z), 0.01)\n    slope[z >= 0] = 1\n    return slope"),
    "backward_shallow": (
        "m = A[0].shape[1]\n    d2 = A[2] - Y\n    d1 = np.dot(W[2].T, d2) * g_prime[1](Z[1], A[1])\n"
        "    return {1: np.dot(d1, A[0].T) / m, 2: np.dot(d2, A[1].T) / m}, "
        "{1: d1.mean(axis=1, keepdims=True), 2: d2.mean(axis=1, keepdims=True)}",
        "dZ = {2: (A[2] - Y) / Y.shape[1]}\n    dZ[1] = g_prime[1](Z[1], A[1]) * np.einsum('ij,ik->jk', W[2], dZ[2])\n"
        "    return {l: np.einsum('ik,jk->ij', dZ[l], A[l - 1]) for l in dZ}, {l: dZ[l].sum(1).reshape(-1, 1) for l in dZ}",
        "m = len(Y.T)\n    dW, db = {l: 0 * W[l] for l in W}, {l: np.zeros((len(W[l]), 1)) for l in W}\n    for i in range(m):\n"
        "        d2 = A[2][:, [i]] - Y[:, [i]]\n        d1 = W[2].T @ d2 * g_prime[1](Z[1][:, [i]], A[1][:, [i]])\n"
        "        for l, d in ((1, d1), (2, d2)):\n            dW[l] += d * A[l - 1][:, i] / m\n            db[l] += d / m\n    return dW, db",
        "dA2 = -Y / A[2] + (1 - Y) / (1 - A[2])\n    dZ2 = dA2 * g_prime[2](Z[2], A[2])\n    m = Y.shape[1]\n"
        "    dZ1 = (dZ2.T @ W[2]).T * g_prime[1](Z[1], A[1])\n    one = np.ones((m, 1))\n"
        "    return {2: dZ2 @ A[1].T / m, 1: dZ1 @ A[0].T / m}, {2: dZ2 @ one / m, 1: dZ1 @ one / m}",
    ),
    "update_parameters": (
        "return {l: W[l] - learning_rate * dW[l] for l in W}, {l: b[l] - learning_rate * db[l] for l in b}",
        "W, b = W.copy(), dict(b)\n    for l in range(1, len(W) + 1):\n        W[l] = W[l] - learning_rate * dW[l]\n"
        "        b[l] = b[l] + -learning_rate * db[l]\n    return W, b",
        "W, b = ({l: p.copy() for l, p in P.items()} for P in (W, b))\n    for P, dP in ((W, dW), (b, db)):\n        for l in P:\n"
        "            P[l] -= dP[l] * learning_rate\n    return W, b",
    ),
    "initialize_random": (
        "layers = range(1, len(n))\n    return {l: rng.normal(0, 0.01, (n[l], n[l - 1])) for l in layers}, {l: np.zeros((n[l], 1)) for l in layers}",
        "W, b = {}, {}\n    for l in range(len(n) - 1, 0, -1):\n        W[l] = rng.standard_normal((n[l - 1], n[l])).T / 100\n"
        "        b[l] = np.zeros_like(W[l][:, :1])\n    return W, b",
        "W, b = {}, {}\n    for l, (n_in, n_out) in enumerate(zip(n, n[1:]), 1):\n        "
        "W[l], b[l] = rng.normal(size=(n_out, n_in)) * 0.01, np.full((n_out, 1), 0)\n    return W, b",
        "W, b = {}, {}\n    for l in range(1, len(n)):\n        b[l] = 0 * rng.standard_normal((n[l], 1))\n"
        "        W[l] = np.array([[-0.01 * rng.standard_normal() for _ in range(n[l - 1])] for _ in range(n[l])])\n    return W, b",
    ),
    "forward_deep": (
        "Z, A = {}, {0: X}\n    for l in W:\n        Z[l] = np.dot(W[l], A[l - 1]) + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A",
        "Z, A, l = {}, {0: X.copy()}, 0\n    while l < len(b):\n        l += 1\n        "
        "Z[l] = np.einsum('ij,jk->ik', W[l], A[l - 1]) + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A",
        "A_prev, Z, A = X, {}, {}\n    A[0] = X\n    for l, (w, c) in enumerate(zip(W.values(), b.values()), start=1):\n        "
        "z = (A_prev.T @ w.T + c.T).T\n        Z[l], A[l] = z, g[l](z)\n        A_prev = A[l]\n    return [Z, A]",
        "def layer(l):\n        if l == 0:\n            return {}, {0: X}\n        Z, A = layer(l - 1)\n        "
        "Z[l] = np.hstack([W[l] @ A[l - 1][:, [i]] + b[l] for i in range(X.shape[1])])\n        A[l] = g[l](Z[l])\n        return Z, A\n"
        "    return layer(max(W))",
        "caches = []\n    a = X\n    for l in range(len(W)):\n        z = W[l + 1] @ a + b[l + 1]\n        a = g[l + 1](z)\n        "
        "caches.append((z, a))\n    return {l: z for l, (z, _) in enumerate(caches, 1)}, {0: X} | {l: a for l, (_, a) in enumerate(caches, 1)}",
    ),
    "dense_forward": (
        "Z = np.dot(W, A_prev) + b\n    return g(Z), (A_prev, Z, g(Z))",
        "Z = np.einsum('ij,jk->ik', W, A_prev)\n    Z += b\n    A = g(Z)\n    return [A, [A_prev, Z, A]]",
        "Z = np.hstack([W @ A_prev[:, [i]] + b for i in range(A_prev.shape[1])])\n    A = g(Z.copy())\n    return A, (A_prev.copy(), Z, A)",
        "Z = np.hstack([W, b]) @ np.vstack([A_prev, np.ones((1, A_prev.shape[1]))])\n    cache = A_prev, Z, g(Z)\n    return cache[-1], cache",
    ),
    "dense_backward": (
        "A_prev, Z, A = cache\n    dZ = np.multiply(dA, g_prime(Z, A))\n    m = A_prev.shape[1]\n"
        "    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, dZ.mean(axis=1, keepdims=True)",
        "dZ = dA * g_prime(cache[1], cache[2]) / len(dA.T)\n    dW = np.einsum('ik,jk->ij', dZ, cache[0])\n"
        "    return len(dA.T) * W.T @ dZ, dW, dZ.sum(1)[:, None]",
        "A_prev, Z, A = cache\n    m = Z.shape[1]\n    dA_prev, dW, db = np.zeros_like(A_prev), np.zeros_like(W), np.zeros((len(W), 1))\n"
        "    for i in range(m):\n        d = dA[:, [i]] * g_prime(Z[:, [i]], A[:, [i]])\n        dA_prev[:, [i]] = W.T @ d\n"
        "        dW += d @ A_prev[:, [i]].T / m\n        db += d / m\n    return dA_prev, dW, db",
        "A_prev, Z, A = cache\n    m = A.shape[1]\n    dZ = (dA.T * g_prime(Z, A).T).T\n"
        "    return (dZ.T @ W).T, (A_prev @ dZ.T).T / m, dZ @ np.ones((m, 1)) / m",
    ),
    "backward_deep": (
        "L, m = len(W), Y.shape[1]\n    dW, db = {}, {}\n    dZ = A[L] - Y\n    for l in range(L, 0, -1):\n"
        "        dW[l] = dZ @ A[l - 1].T / m\n        db[l] = np.sum(dZ, axis=1, keepdims=True) / m\n        if l > 1:\n"
        "            dZ = W[l].T @ dZ * g_prime[l - 1](Z[l - 1], A[l - 1])\n    return dW, db",
        "L = max(W)\n    dZ = {L: (A[L] - Y) / len(Y.T)}\n    for l in reversed(range(1, L)):\n"
        "        dZ[l] = g_prime[l](Z[l], A[l]) * np.einsum('ij,ik->jk', W[l + 1], dZ[l + 1])\n"
        "    return {l: np.einsum('ik,jk->ij', dZ[l], A[l - 1]) for l in dZ}, {l: dZ[l].sum(1).reshape(-1, 1) for l in dZ}",
        "m = A[0].shape[1]\n    L = len(A) - 1\n    dA = (1 - Y) / (1 - A[L]) - Y / A[L]\n    dW, db = {}, {}\n    for l in sorted(W, reverse=True):\n"
        "        d = dA * g_prime[l](Z[l], A[l])\n        dW[l], db[l] = np.dot(d, A[l - 1].T) / m, d.mean(1, keepdims=True)\n"
        "        dA = np.dot(W[l].T, d)\n    return dW, db",
        "def back(dZ, l):\n        m = Y.shape[1]\n        dW, db = {l: dZ @ A[l - 1].T / m}, {l: dZ @ np.ones((m, 1)) / m}\n        if l == 1:\n"
        "            return dW, db\n        more = back((dZ.T @ W[l]).T * g_prime[l - 1](Z[l - 1], A[l - 1]), l - 1)\n"
        "        return more[0] | dW, more[1] | db\n    return back(A[len(W)] - Y, len(W))",
        "L, m = len(W), Y.shape[1]\n    dW, db = {l: 0 * W[l] for l in W}, {l: np.zeros((len(W[l]), 1)) for l in W}\n    for i in range(m):\n"
        "        d = A[L][:, [i]] - Y[:, [i]]\n        for l in range(L, 0, -1):\n            dW[l] += d * A[l - 1][:, i] / m\n"
        "            db[l] += d / m\n            if l > 1:\n"
        "                d = W[l].T @ d * g_prime[l - 1](Z[l - 1][:, [i]], A[l - 1][:, [i]])\n    return dW, db",
    ),
    "layer_shapes": (
        "L = range(1, len(n))\n    return ({l: (n[l], n[l - 1]) for l in L}, {l: (n[l], 1) for l in L}, {l: (n[l], m) for l in L},\n"
        "            {l: (size, m) for l, size in enumerate(n)})",
        "W, b, Z, A = {}, {}, {}, {0: (n[0], m)}\n    for l, (before, here) in enumerate(zip(n, n[1:]), start=1):\n"
        "        W[l], b[l] = [here, before], [here, 1]\n        Z[l] = A[l] = here, m\n    return [W, b, Z, A]",
        "A = {0: np.empty((n[0], m))}\n    W, b, Z = {}, {}, {}\n    for l in range(1, len(n)):\n        W[l], b[l] = np.empty((n[l], n[l - 1])), np.empty((n[l], 1))\n"
        "        Z[l] = W[l] @ A[l - 1] + b[l]\n        A[l] = np.tanh(Z[l])\n    return tuple({l: P[l].shape for l in P} for P in (W, b, Z, A))",
    ),
    "parity_tree": (
        "levels = [bits]\n    while levels[-1].shape[0] > 1:\n        level = levels[-1]\n        rows = []\n        for i in range(0, len(level) - 1, 2):\n"
        "            rows.append((level[i] + level[i + 1]) % 2)\n        if len(level) % 2 == 1:\n            rows.append(level[-1])\n        levels.append(np.array(rows))\n    return levels",
        "level, levels = bits, [bits]\n    for _ in range(int(np.ceil(np.log2(len(bits))))):\n        if len(level) % 2:\n"
        "            level = np.vstack([level, np.zeros_like(level[:1])])\n        level = level[::2] != level[1::2]\n        levels.append(level)\n    return levels",
        "if len(bits) == 1:\n        return [bits]\n    new = [np.bitwise_xor.reduce(bits[i:i + 2], axis=0) for i in range(0, len(bits), 2)]\n"
        "    return [bits, *parity_tree(np.stack(new))]",
        "tree = (bits.copy(),)\n    while len(tree[-1]) != 1:\n        a, b = tree[-1][::2], tree[-1][1::2]\n        top = np.abs(a[:len(b)] - b)\n"
        "        tree += (np.concatenate((top, a[len(b):])),)\n    return tree",
    ),
    "count_pieces": (
        "slopes = (y[1:] - y[:-1]) / (x[1:] - x[:-1])\n    pieces = 1\n    for before, after in zip(slopes, slopes[1:]):\n"
        "        if abs(after - before) > 1e-9:\n            pieces += 1\n    return pieces",
        "s = np.diff(y) / np.diff(x)\n    return np.count_nonzero(~np.isclose(s[1:], s[:-1])) + 1",
        "s = np.round(np.diff(y) / np.diff(x), 6)\n    return 1 + np.sum(s[1:] != s[:-1])",
        "dx, dy = np.diff(x), np.diff(y)\n    return 1 + sum(abs(dy[1:] * dx[:-1] - dy[:-1] * dx[1:]) > 1e-8 * dx[1:] * dx[:-1])",
        "from itertools import groupby\n    return len(list(groupby(np.diff(y) / np.diff(x), key=lambda slope: round(slope, 4))))",
    ),
    "gradient_check": (
        "numeric = []\n    for i in range(theta.size):\n        up, down = theta.copy(), theta.copy()\n        up[i] += epsilon\n        down[i] -= epsilon\n"
        "        numeric.append((J(up) - J(down)) / (2 * epsilon))\n    n = np.array(numeric)\n"
        "    return np.sqrt(np.sum((grad - n) ** 2)) / (np.sqrt(n @ n) + np.sqrt(grad @ grad))",
        "numeric = np.empty_like(theta)\n    for i in range(len(theta)):\n        kept = theta[i]\n        theta[i] = kept + epsilon\n        up = J(theta)\n"
        "        theta[i] = kept - epsilon\n        down = J(theta)\n        theta[i] = kept\n        numeric[i] = (up - down) / epsilon / 2\n"
        "    return np.linalg.norm(numeric - grad) / (np.linalg.norm(numeric) + np.linalg.norm(grad))",
        "numeric = np.array([J(theta + e) - J(theta - e) for e in epsilon * np.eye(len(theta))]) / 2 / epsilon\n    size = np.linalg.norm\n"
        "    return float(size(grad - numeric) / (size(grad) + size(numeric)))",
        "def slope(i):\n        theta[i] += epsilon\n        up = J(theta)\n        theta[i] -= 2 * epsilon\n        down = J(theta)\n        theta[i] += epsilon\n"
        "        return 0.5 * (up - down) / epsilon\n    theta = np.array(theta)\n    numeric = np.array(list(map(slope, range(len(theta)))))\n"
        "    return sum((numeric - grad) ** 2) ** 0.5 / (sum(numeric**2) ** 0.5 + sum(grad**2) ** 0.5)",
    ),
    "initialize_he": (
        "layers = range(1, len(n))\n    return {l: rng.normal(0, (2 / n[l - 1]) ** 0.5, (n[l], n[l - 1])) for l in layers}, {l: np.zeros((n[l], 1)) for l in layers}",
        "W, b = {}, {}\n    for l in range(len(n) - 1, 0, -1):\n        W[l] = rng.standard_normal((n[l - 1], n[l])).T / np.sqrt(n[l - 1] / 2)\n"
        "        b[l] = np.zeros_like(W[l][:, :1])\n    return W, b",
        "W, b = {}, {}\n    for l, (n_in, n_out) in enumerate(zip(n, n[1:]), 1):\n        "
        "W[l], b[l] = rng.normal(size=(n_out, n_in)) * np.sqrt(2) / np.sqrt(n_in), np.full((n_out, 1), 0)\n    return W, b",
        "W, b = initialize_random(n, rng)\n    return {l: W[l] / 0.01 * np.sqrt(2 / n[l - 1]) for l in W}, b",
    ),
    "deep_network": (
        "X, Y = data\n    g, g_prime = {}, {}\n    for l in W:\n        g[l], g_prime[l] = relu, relu_prime\n    g[len(W)] = sigmoid\n    while steps:\n"
        "        Z, A = forward_deep(W, b, X, g)\n        W, b = update_parameters(W, b, *backward_deep(W, Z, A, Y, g_prime), learning_rate)\n        steps -= 1\n"
        "    return W, b",
        "X, Y = data[0], data[1]\n    L, m = max(W), Y.shape[1]\n    W, b = dict(W), dict(b)\n    for _ in range(steps):\n        A = [X]\n        for l in range(1, L + 1):\n"
        "            z = W[l] @ A[-1] + b[l]\n            A.append(np.maximum(0, z) if l < L else 1 / (1 + np.exp(-z)))\n        d = (A[L] - Y) / m\n        for l in range(L, 0, -1):\n"
        "            dW, db = d @ A[l - 1].T, d.sum(1, keepdims=True)\n            d = W[l].T @ d * (A[l - 1] > 0)\n"
        "            W[l], b[l] = W[l] - learning_rate * dW, b[l] - learning_rate * db\n    return W, b",
        "g = dict.fromkeys(W, lambda z: z * (z > 0)) | {len(W): sigmoid}\n    slopes = dict.fromkeys(W, lambda z, a: np.where(z < 0, 0, 1))\n    for _ in range(steps):\n"
        "        Z, A = forward_deep(W, b, data[0], g)\n        dW, db = backward_deep(W, Z, A, data[1], slopes)\n        W = {l: W[l] - learning_rate * dW[l] for l in W}\n"
        "        b = {l: b[l] - learning_rate * db[l] for l in b}\n    return W, b",
        "X, Y = data\n    W, b, L = {l: w.copy() for l, w in W.items()}, {l: c.copy() for l, c in b.items()}, len(W)\n    for _ in range(steps):\n        A, caches = X, {}\n"
        "        for l in W:\n            A, caches[l] = dense_forward(A, W[l], b[l], sigmoid if l == L else relu)\n        dA, moves = (A - Y) / (A * (1 - A)), {}\n"
        "        for l in reversed(W):\n            dA, *moves[l] = dense_backward(dA, caches[l], W[l], sigmoid_prime if l == L else relu_prime)\n        for l in W:\n"
        "            W[l] -= learning_rate * moves[l][0]\n            b[l] -= learning_rate * moves[l][1]\n    return W, b",
    ),
    "log_uniform": (
        "return np.exp(rng.uniform(np.log(low), np.log(high), n))", "return low * (high / low) ** rng.random(n)",
        "return np.array([10 ** rng.uniform(np.log10(low), np.log10(high)) for _ in range(n)])",
        "return high * (low / high) ** (1 - rng.random(size=(n, 1)))[:, 0]", "return 2 ** (np.log2(low) + np.log2(high / low) * rng.random(n))",
    ),
    "split_three": (
        "order = np.arange(m)\n    rng.shuffle(order)\n    return order[validation + test:], order[test:test + validation], order[:test]",
        "return np.split(rng.permutation(m), [m - validation - test, m - test])",
        "later = rng.choice(m, test + validation, replace=False)\n"
        "    return np.setdiff1d(np.arange(m), later), later[:validation], later[validation:]",
        "order = np.argsort(rng.random(m))\n    return order[:m - validation - test], order[m - validation - test:m - test], order[m - test:]",
    ),
    "random_search": (
        "points = [draw(rng) for _ in range(n)]\n    costs = [cost(point) for point in points]\n    i = np.nanargmin(costs)\n    return points[i], costs[i]",
        "best, lowest = None, None\n    while n:\n        point, n = draw(rng), n - 1\n        J = cost(point)\n"
        "        if not np.isnan(J) and (lowest is None or J <= lowest):\n            best, lowest = dict(point), J\n    return [best, lowest]",
        "tried = [(cost(point), i, point) for i, point in enumerate(draw(rng) for _ in range(n))]\n"
        "    J, _, point = min(record for record in tried if record[0] == record[0])\n    return point, J",
        "costs = {}\n    for _ in range(n):\n        point = draw(rng)\n        costs[cost(point)] = point\n"
        "    lowest = min(J for J in costs if J == J)\n    return costs[lowest], lowest",
        "points = [draw(rng) for _ in range(n)]\n    costs = np.array([cost(point) for point in points])\n"
        "    i = np.argsort(costs)[0]\n    return points[i], costs[i]",  # np.argsort puts NaN last
        "best, lowest = {}, float('inf')\n    for _ in range(n):\n        point = draw(rng)\n        J = np.nan_to_num(cost(point), nan=np.inf)\n"
        "        best, lowest = (best, lowest) if J >= lowest else (point, J)\n    return best, lowest",
    ),
}

_FORWARD = "Z, A = {}, {0: X}\n    for l in range(1, max(W) + 1):\n        Z[l] = np.dot(W[l], A[l - 1]) + b[l]\n        A[l] = g[l](Z[l])\n    return Z, A"
_BACKWARD = (
    "L, m = max(W), len(Y.T)\n    dW, db = {}, {}\n    dZ = A[L] - Y\n    for l in range(L, 0, -1):\n        dW[l] = np.dot(dZ, A[l - 1].T) / m\n"
    "        db[l] = dZ.sum(axis=1, keepdims=True) / m\n        if l > 1:\n"
    "            dZ = np.dot(W[l].T, dZ) * g_prime[l - 1](Z[l - 1], A[l - 1])\n    return dW, db"
)
_BLOCK = (
    "m = cache[0].shape[1]\n    dZ = dA * g_prime(cache[1], cache[2])\n"
    "    return np.dot(W.T, dZ), np.dot(dZ, cache[0].T) / m, dZ.mean(axis=1, keepdims=True)"
)
_CHECK = (
    "n = np.array(theta)\n    for i in range(len(n)):\n        up, down = theta.copy(), theta.copy()\n        up[i] += epsilon\n        down[i] -= epsilon\n"
    "        n[i] = (J(up) - J(down)) / (2 * epsilon)\n    return np.linalg.norm(n - grad) / (np.linalg.norm(n) + np.linalg.norm(grad))"
)
_TRAINING = (
    "X, Y = data\n    W, b, L, m = dict(W), dict(b), len(W), Y.shape[1]\n    for i in range(steps):\n        A = {0: X}\n        for l in W:\n"
    "            z = W[l] @ A[l - 1] + b[l]\n            A[l] = relu(z) if l < L else sigmoid(z)\n        dZ = A[L] - Y\n        for l in range(L, 0, -1):\n"
    "            dW, db = dZ @ A[l - 1].T / m, dZ.mean(1, keepdims=True)\n            dZ = W[l].T @ dZ * (A[l - 1] > 0)\n"
    "            W[l], b[l] = W[l] - learning_rate * dW, b[l] - learning_rate * db\n    return W, b"
)
_BEFORE = "            dZ = W[l].T @ dZ * (A[l - 1] > 0)\n"
_STEP = "            W[l], b[l] = W[l] - learning_rate * dW, b[l] - learning_rate * db\n"
_EXPONENTIAL = "a, b = np.log(low), np.log(high)\n    return np.exp(a + (b - a) * rng.random(n))"
_SHUFFLED = (
    "order = np.arange(m)\n    rng.shuffle(order)\n    return order[test + validation:], order[test:][:validation], order[:test]"
)
_LISTED = "points = [draw(rng) for _ in range(n)]\n    costs = [cost(point) for point in points]\n    i = np.nanargmin(costs)\n    return points[i], costs[i]"

_DIVERGED = (  # a diverged run wins, or hides the best: in place of the last two lines of _LISTED
    ("costs = np.array(costs)\n    return points[costs.argmin()], costs.min()", "nan-wins"),
    ("return points[np.argmin(costs)], min(costs)", "nan-wins"),
    ("return points[np.argmin(costs)], np.nanmin(costs)", "nan-wins"),
    ("return points[np.nanargmin(costs)], min(costs)", "nan-wins"),
    ("return points[np.nanargmin(costs)], np.min(costs)", "nan-wins"),
    ("costs = np.nan_to_num(costs)\n    return points[np.argmin(costs)], np.min(costs)", "nan-wins"),
    ("i = costs.index(min(costs))\n    return points[i], costs[i]", "nan-first-stays"),
    ("best = min(points, key=cost)\n    return best, cost(best)", "nan-first-stays"),
    ("lowest, best = min(zip(costs, points))\n    return best, lowest", "nan-first-stays"),
    ("lowest, _, best = min(zip(costs, range(n), points), key=lambda tried: tried[0])\n    return best, lowest", "nan-first-stays"),
    ("lowest = sorted(costs)[0]\n    return points[costs.index(lowest)], lowest", "nan-sorted"),
    ("points.sort(key=cost)\n    return points[0], cost(points[0])", "nan-sorted"),
    ("lowest, best = sorted(zip(costs, points))[0]\n    return best, lowest", "nan-sorted"),
    ("i = costs.index(np.min(costs))\n    return points[i], costs[i]", "nan-in-no-list"),
    ("costs = np.array(costs)\n    i = np.where(costs == costs.min())[0][0]\n    return points[i], costs[i]", "nan-equals-none"),
)
_LOWER = (
    "best, lowest = None, np.inf\n    for _ in range(n):\n        point = draw(rng)\n        J = cost(point)\n        lowest = min(lowest, J)\n"
    "        if J == lowest:\n            best = point\n    return best, lowest"
)

# (exercise, a right body, what stands in it, the slip in its place, the code of the mistake)
SLIPPED = (
    ("forward_deep", _FORWARD, "max(W) + 1", "max(W)", "last-left-out"),
    ("forward_deep", _FORWARD, "range(1, max(W) + 1)", "range(len(W))", "layer-0"),
    ("forward_deep", _FORWARD, "A[l - 1]", "X", "X-in-every-layer"),
    ("forward_deep", _FORWARD, "np.dot(W[l], A[l - 1])", "np.dot(A[l - 1], W[l])", "a-first"),
    ("backward_deep", _BACKWARD, "g_prime[l - 1](Z[l - 1], A[l - 1])", "g_prime[l](Z[l], A[l])", "all-of-next-layer"),
    ("backward_deep", _BACKWARD, "g_prime[l - 1]", "g_prime[l]", "slope-of-next-layer"),
    ("backward_deep", _BACKWARD, "        if l > 1:\n    ", "", "layer-0"),
    ("backward_deep", _BACKWARD, "range(L, 0, -1)", "range(L, 1, -1)", "first-left-out"),
    ("backward_deep", _BACKWARD, "np.dot(dZ, A[l - 1].T)", "np.dot(dZ, A[l].T)", "A-for-A-before"),
    ("backward_deep", _BACKWARD, "W[l].T", "W[l]", "weights-not-transposed"),
    ("backward_deep", _BACKWARD, "W[l].T", "W[l - 1].T", "wrong-weights"),
    ("backward_deep", _BACKWARD, ") / m\n        if", ")\n        if", "mean-of-db"),
    ("dense_backward", _BLOCK, "W.T", "W", "weights-not-transposed"),
    ("dense_backward", _BLOCK, ", keepdims=True", "", "rank-1"),
    ("gradient_check", _CHECK, "J(down)) / (2 * epsilon)", "J(theta)) / epsilon", "one-sided"),
    ("gradient_check", _CHECK, "theta.copy(), theta.copy()", "theta, theta", "no-copy"),
    ("gradient_check", _CHECK, "(2 * epsilon)", "epsilon", "not-doubled"),
    ("deep_network", _TRAINING, _BEFORE + _STEP, _STEP + _BEFORE, "moved-too-early"),
    ("deep_network", _TRAINING, "relu(z) if l < L else sigmoid(z)", "relu(z)", "relu-at-output"),
    ("deep_network", _TRAINING, "dict(W), dict(b), len", "W, b, len", "in-place"),
    ("log_uniform", _EXPONENTIAL, "np.log(low), np.log(high)", "low, high", "power-of-e"),
    ("log_uniform", _EXPONENTIAL, "np.exp(", "(", "exponents-returned"),
    ("split_three", _SHUFFLED, "    rng.shuffle(order)\n", "", "not-shuffled"),
    ("split_three", _SHUFFLED, "validation:], order", "validation + 1:], order", "one-lost"),
    ("random_search", _LISTED, "np.nanargmin", "np.argmin", "nan-wins"),
    *(("random_search", _LISTED, "i = np.nanargmin(costs)\n    return points[i], costs[i]", slip, code) for slip, code in _DIVERGED),
    ("random_search", _LOWER, "min(lowest, J)", "min(J, lowest)", "nan-forgets"),
    ("random_search", _LOWER, "min(lowest, J)", "np.minimum(lowest, J)", "nan-wins"),
    ("random_search", _LISTED, "points[i], costs[i]", "points[-1], costs[-1]", "last-kept"),
    ("random_search", _LISTED, "points[i], costs[i]", "points[i], costs[-1]", "last-cost"),
    ("random_search", _LISTED, "np.nanargmin", "np.nanargmax", "highest"),
)
