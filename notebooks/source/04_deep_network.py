# %% [markdown]
# # Chapter 4 · The deep network
#
# You can already do everything that a deep network does: one layer forward, one layer back, one step downhill. In this chapter you do it
# $L$ times. You learn to keep the shapes right, take backpropagation apart block by block, and prove that your gradients are true. And
# you find out what depth is good for, and what it is not.
#
# **You need** Chapter 3: `W[l]`, `Z[l]`, `A[l]`, the backward pass through one hidden layer. **Plan** about four hours; every section
# ends at a good place to stop.

# %%
import numpy as np

from course_lib import Network, Params, cost, datasets, forward, initialize, train
from course_lib.activations import relu, sigmoid
from course_lib.exercises import check, guide, hint, planted, quiz, show_progress, solution, use
from course_lib.exercises.chapter3 import relu_prime, sigmoid_prime, update_parameters
from course_lib.labs import BlockLab, DeepOrWideLab, FeatureLab, FoldLab, ParityLab, ShapeLab, TrainingLab

# %% [markdown]
# ## 1. Layers on layers
#
# Type a few numbers below, such as `2, 4, 4, 1`: the number of inputs, then the units of each layer. The network is drawn at once.

# %%
ShapeLab("3, 5, 4, 2, 1", m=10)

# %% [markdown]
# Count the layers. The input is layer 0 and does not count, so this network has $L = 4$ layers: three hidden ones, and the output. With this
# way of counting, logistic regression is a network with one layer, and that of Chapter 3 has two.
#
# | | |
# |---|---|
# | $L$ | the number of layers |
# | $n^{[l]}$ | the number of units in layer $l$; $n^{[0]} = n_x$ are the inputs |
# | $W^{[l]}, b^{[l]}$ | the weights and biases of layer $l$ |
# | $g^{[l]}$ | its activation function |
# | $a^{[l]} = g^{[l]}(z^{[l]})$ | what comes out of it; $a^{[0]} = x$ and $a^{[L]} = \hat y$ |

# %%
quiz(
    "layers = (12288, 20, 7, 5, 1). What are L and n[2]?",
    ["L = 5, n[2] = 20", "L = 4, n[2] = 7", "L = 4, n[2] = 20", "L = 5, n[2] = 7"],
    answer=1,
    why="Five numbers make four layers, since the first is the input, layer 0. Then n[1] = 20 and n[2] = 7.",
)

# %% [markdown]
# What comes out of one layer goes into the next. Chapter 3 had four lines; now there are two, and a loop around them:
#
# $$\text{for } l = 1, \dots, L: \qquad Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} \qquad A^{[l]} = g^{[l]}(Z^{[l]})$$
#
# We have got rid of every loop over examples. This loop over *layers* stays: layer 3 has to wait for layer 2.
#
# ### Your turn: `forward_deep`
#
# It works for any number of layers: ask `W` how many there are. For larger exercises there are two ways from here on. You get a blank page; `guide(...)` gives you the same
# function cut into steps, to copy and fill in.

# %%
# exercise: forward_deep

# %%
check(forward_deep)

# %%
forward_deep = use(forward_deep)

# %% [markdown]
# ## 2. Getting the dimensions right
#
# Nearly every bug in a network is a shape that does not fit, or worse, one that fits by accident. So we learn the shapes by heart. This is the network of the
# quiz with $m = 209$ examples. Read the table. Then choose something under **break**, and see which line fails.

# %%
ShapeLab("12288, 20, 7, 5, 1", m=209)

# %% [markdown]
# The whole table follows from one rule: **a row for each unit of this layer, and what a column stands for depends on what the matrix does.**
#
# $$W^{[l]}: (n^{[l]}, n^{[l-1]}) \qquad b^{[l]}: (n^{[l]}, 1) \qquad Z^{[l]}, A^{[l]}: (n^{[l]}, m)$$
#
# $W^{[l]}$ has a column for each unit before it, $Z^{[l]}$ and $A^{[l]}$ have one for each example. And every gradient has the shape of the thing it belongs to: $dW^{[l]}$ that
# of $W^{[l]}$, $dZ^{[l]}$ that of $Z^{[l]}$.

# %% [markdown]
# Did you find the breaks that do *not* fail? NumPy stretches an axis of length 1, and an array of shape `(n,)` counts as a row. Then a sum that makes no sense comes out without a word, in a shape
# that nobody wanted. That is called **broadcasting**. It is what lets us write `+ b[l]`, and it hides more bugs than any error message shows.

# %%
A, Y = np.array([[0.9, 0.2, 0.6]]), np.array([1.0, 0.0, 1.0])
(A - Y.reshape(3, 1)).shape, (A - Y.reshape(1, 3)).shape  # which one is dZ?

# %% [markdown]
# ### Your turn: `layer_shapes`
#
# Fill the table once for all networks: four dicts of shapes, made from `n` and `m` alone. You can ask `layer_shapes` whenever you are in doubt.

# %%
# exercise: layer_shapes

# %%
check(layer_shapes)

# %%
quiz(
    "In which line do two inner axes have to agree?",
    ["dZ[l] = dA[l] * g'(Z[l])", "dA[l-1] = W[l].T @ dZ[l]", "W[l] = W[l] - α dW[l]", "db[l] = sum of dZ[l] over the examples"],
    answer=1,
    why="@ is the matrix product: (n[l-1], n[l]) @ (n[l], m). The other lines work entry by entry, so there the two shapes are equal.",
)

# %% [markdown]
# ## 3. Why deep? What layers see
#
# Here is the story that is often told. In a network that looks at faces, the first layer finds **edges**. The second puts edges together and finds **parts**: an eye, a nose. The third puts
# parts together and finds **faces**. Simple things first, then things made of them; it is told of speech and of text too.
#
# Do not believe it, look. Train this network on the 200 little pictures of Chapter 2, then go through its layers.

# %%
FeatureLab()

# %% [markdown]
# TODO features words

# %%
quiz(
    "Why would a later layer find more complicated things than an earlier one?",
    [
        "It has more units.",
        "It sees only what the layers before it have found, and puts that together.",
        "It is trained for longer.",
        "It gets a larger learning rate.",
    ],
    answer=1,
    why="A unit of layer 1 mixes pixels. A unit of layer 2 mixes the answers of layer 1, and so on: a function of functions.",
)

# %% [markdown]
# ## 4. Why deep? Counting gates
#
# There is a cleaner argument, from the theory of circuits. Is the number of ones among $n$ bits odd? That is the **parity** of the bits, $x_1 \oplus x_2 \oplus \dots \oplus x_n$, where $\oplus$ (exclusive or, **XOR**)
# is 1 if just one of its two sides is 1. Set some bits, and compare the circuits.

# %%
ParityLab()

# %% [markdown]
# TODO parity words

# %% [markdown]
# ### Your turn: `parity_tree`
#
# Build the tree for any number of bits. Each level takes the XOR of neighbours; if one is left over, it goes up as it is.

# %%
# exercise: parity_tree

# %%
check(parity_tree)

# %%
ParityLab(parity_tree=use(parity_tree))

# %% [markdown]
# ### Folding
#
# For networks of ReLU units there is an example without such a loophole. Two units can fold the line from 0 to 1 in the middle, as you fold a strip of paper.
# A second layer folds the folded line. Move **layers**.

# %%
FoldLab()

# %% [markdown]
# TODO fold words

# %% [markdown]
# ### Your turn: `count_pieces`
#
# `x` and `y` are the corners of a line made of straight pieces, and points on it. How many pieces are there?

# %%
# exercise: count_pieces

# %%
check(count_pieces)

# %%
FoldLab(count_pieces=use(count_pieces))

# %% [markdown]
# ### It exists. Is it found?
#
# A small deep network *exists* for these functions. Gradient descent still has to find it. Below, a deep and a wide network with about as many parameters learn the same task, from several
# starts each. Before you press play: which one wins?

# %%
DeepOrWideLab()

# %% [markdown]
# TODO deep or wide words

# %% [markdown]
# ## 5. Blocks
#
# Now the way back. Cut the network into **blocks**, one a layer. The forward block of layer $l$ takes $A^{[l-1]}$ and hands out $A^{[l]}$. It also keeps a **cache**: what the way back will need.
#
# The backward block of layer $l$ takes $dA^{[l]}$, which says how $J$ changes with what this layer has answered. It hands out $dW^{[l]}$ and $db^{[l]}$, and $dA^{[l-1]}$ for the block before it.
#
# Press **Next**, block by block. Watch which cache lights up on the way back.

# %%
BlockLab()

# %% [markdown]
# Each backward block does four things, and three of them you know:
#
# $$dZ^{[l]} = dA^{[l]} * g^{[l]\prime}(Z^{[l]}) \qquad dW^{[l]} = \tfrac1m\, dZ^{[l]} A^{[l-1]T} \qquad db^{[l]} = \tfrac1m \textstyle\sum dZ^{[l]} \qquad dA^{[l-1]} = W^{[l]T} dZ^{[l]}$$
#
# Each is a local factor times what comes from upstream, as in the computation graph of Chapter 2. A block knows nothing of the rest of the network. That is why it works for a
# hundred layers as it does for two.

# %% [markdown]
# ### Your turn: `dense_forward`
#
# A layer in which every unit listens to every unit before it is called **dense**. `g` is one function here. Return `A`, and a cache with three things in it: `(A_prev, Z, A)`.

# %%
# exercise: dense_forward

# %%
check(dense_forward)

# %% [markdown]
# ### Your turn: `dense_backward`
#
# `g_prime` is called with `Z` and `A`. The gradients are means over the $m$ examples; `dA_prev` is not: it has a column for each of them.

# %%
# exercise: dense_backward

# %%
check(dense_backward)

# %%
BlockLab(dense_forward=use(dense_forward), dense_backward=use(dense_backward))

# %% [markdown]
# ## 6. All the way back
#
# The first backward block needs $dA^{[L]}$. For the cost of Chapter 2 it is $-\frac{Y}{A^{[L]}} + \frac{1 - Y}{1 - A^{[L]}}$, and the slope of the sigmoid that comes next makes it simple again:
#
# $$dZ^{[L]} = A^{[L]} - Y \qquad\qquad dZ^{[l]} = W^{[l+1]T} dZ^{[l+1]} * g^{[l]\prime}(Z^{[l]})$$
#
# So one loop from $L$ down to 1 does it all. In each turn: $dW^{[l]}$, $db^{[l]}$, and then $dZ$ of the layer before.
#
# ### Your turn: `backward_deep`

# %%
# exercise: backward_deep

# %%
check(backward_deep)

# %%
backward_deep = use(backward_deep)

# %% [markdown]
# ## 7. Trust, but check
#
# A wrong gradient does not crash. Here is a backward pass with one bug in it, and a network that trains with it:

# %%
X, Y = datasets.moons(m=60, noise=0.15, rng=0)
net, buggy = Network((2, 5, 4, 3, 1), hidden="tanh"), planted("backward_deep")
W, b = start = initialize(net, "xavier", rng=1)
g, g_prime = net.g, {l: net.g[l].prime for l in net.g}
for step in range(1001):
    Z, A = forward_deep(W, b, X, g)
    if step % 250 == 0:
        print(f"step {step:4}: J = {cost(net, forward(net, Params(W, b), X), Y):.3f}")
    W, b = update_parameters(W, b, *buggy(W, Z, A, Y, g_prime), 0.5)

# %% [markdown]
# The cost falls. Nothing tells you that it could fall faster and further. What tells you is a second opinion: nudge a parameter by a little $\varepsilon$ to both sides, and see how $J$ changes.
#
# $$\frac{\partial J}{\partial \theta_i} \approx \frac{J(\theta_i + \varepsilon) - J(\theta_i - \varepsilon)}{2 \varepsilon}$$
#
# $\theta$ (theta) stands for all parameters in one long row. This takes two forward passes a parameter, far too slow to train with. But it is simple, and it does not know your backward pass.

# %% [markdown]
# ### Your turn: `gradient_check`
#
# Compute the numeric gradient, and compare it with `grad`. A difference of 0.001 is much for small gradients and nothing for large ones, so it has to be relative:
#
# $$\frac{\lVert \text{numeric} - \text{grad} \rVert}{\lVert \text{numeric} \rVert + \lVert \text{grad} \rVert}$$
#
# where $\lVert v \rVert$ is the length of $v$, `np.linalg.norm(v)`. Below $10^{-6}$ all is well; above $10^{-3}$ there is a bug.

# %%
# exercise: gradient_check

# %%
check(gradient_check)

# %% [markdown]
# Now find the bug. We check each $dW^{[l]}$ on its own: `J_of(l)` is the cost as a function of $W^{[l]}$ alone, everything else kept. First your own backward pass, then the one with the bug.

# %%
gradient_check = use(gradient_check)
W, b = start
Z, A = forward_deep(W, b, X, g)


def J_of(l):
    return lambda theta: cost(net, forward(net, Params(W | {l: theta.reshape(W[l].shape)}, b), X), Y)


for backward in backward_deep, buggy:
    dW, _ = backward(W, Z, A, Y, g_prime)
    print([f"dW[{l}]: {gradient_check(J_of(l), W[l].ravel(), dW[l].ravel(), 1e-5):.0e}" for l in W])

# %% [markdown]
# TODO which layers, and quiz

# %% [markdown]
# ## 8. How to start a deep network
#
# In Chapter 3 the weights started at 0.01 times a normal number. Try that with four hidden layers. Press play, and look at the bars on the right, the size of $dW^{[l]}$ in each layer.

# %%
TrainingLab("circles", layers=(2, 10, 10, 10, 10, 1), activation="relu", initialization="small", learning_rate=0.3, show=("initialization", "activation", "learning_rate"))

# %% [markdown]
# TODO

# %% [markdown]
# ### Your turn: `initialize_he`

# %%
# exercise: initialize_he

# %%
check(initialize_he)

# %% [markdown]
# ## 9. All of it
#
# ### Your turn: `deep_network`

# %%
# exercise: deep_network

# %%
check(deep_network)

# %% [markdown]
# TODO compare

# %% [markdown]
# ## What you have learnt
#
# | | |
# |---|---|
# | forward | for $l = 1 \dots L$: $\; Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \quad A^{[l]} = g^{[l]}(Z^{[l]})$ |
# | backward | $dZ^{[L]} = A^{[L]} - Y$, then for $l = L \dots 1$: $\; dW^{[l]}, db^{[l]}$, and $dZ^{[l-1]} = W^{[l]T} dZ^{[l]} * g^{[l-1]\prime}(Z^{[l-1]})$ |
# | shapes | a gradient has the shape of its parameter; beware of what fits by accident |
# | proof | the numeric gradient is a second opinion that knows nothing of your code |
# | start | $\sqrt{2 / n^{[l-1]}}$ times a normal number, for ReLU |
# | depth | a few layers can do what one can do only with very many units; whether training finds it is another question |

# %%
show_progress()

# %% [markdown]
# ### An open question
#
# Nobody checks this one.
