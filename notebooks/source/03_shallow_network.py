# %% [markdown]
# # Chapter 3 · The shallow network
#
# One neuron draws one straight line. In this chapter you put a few of them side by side, let a last one listen to them, and the
# line may bend. You write the whole of it: forward, backward, the step, the start.
#
# **You need** [Chapter 2](02_logistic_regression.ipynb): the sigmoid, the logistic cost, gradient descent, `*` and `@`. **Plan** about 3 hours; every section
# ends at a good place to stop. **First** choose *Run → Run All Cells*, so that the pictures have their controls.
#
# Beside the chapters stand one page of [notation and equations](notation.md) and a [glossary](glossary.md).

# %%
import numpy as np

# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README.
from course_lib import Network, accuracy, datasets, initialize, train
from course_lib.activations import sigmoid
from course_lib.exercises import check, hint, quiz, show_progress, solution, use
from course_lib.labs import ActivationLab, AnatomyLab, CollapseLab, InitializationLab
from course_lib.labs import LearntLab, TrainingLab, challenge

# %% [markdown]
# ## 1. Where one neuron is not enough
#
# These points lie on a flower, and the network is to tell its blue and orange petals apart. Look at the large map for now: its colour is what the
# network answers at each place. The other pictures get their turn later.
#
# Press ▶: one neuron does its best, and its best is a straight line. Then raise **hidden layers** to 1, which puts four hidden units in between, and
# play again.

# %%
TrainingLab("flower", noise=0.05, layers=(2, 1), learning_rate=1.0, show=("layers", "learning_rate"))

# %% [markdown]
# What did the four units in the middle do? Each of them is a neuron like that of Chapter 2, with a line of its own: its small picture shows
# where it answers high (orange) and where low (blue). The last neuron does not see the points any more. It sees four answers, and mixes them.
#
# Let us measure it, with the same data for both. (`"tanh"` is a bend, which section 3 shows, and `"he"` a way to start. `train` hands over what the network has
# become after 0 and after 4000 steps; the last is what we keep.)

# %% tags=["nbval-ignore-output"]
train_set, test_set = datasets.flower(noise=0.05, rng=0).split(0.25, rng=0)
for layers in ((2, 1), (2, 4, 1)):
    net = Network(layers, hidden="tanh")
    for end in train(net, initialize(net, "he", rng=0), *train_set, learning_rate=1.0, steps=4000, every=4000):
        right = accuracy(net, end.params, *test_set)
    print(f"{layers}: {right:.0%} of the test points right")

# %% [markdown]
# Guessing would get half of them. One neuron does no better, and four hidden units get most of the flower.

# %% [markdown]
# ## 2. Anatomy of a layer
#
# A network with one **hidden layer** has two layers; the input is layer 0 and does not count. A number in square brackets says which layer: $a^{[0]} = x$ goes
# in, $a^{[1]}$ are the answers of the hidden units, $a^{[2]} = \hat y$ comes out. $n^{[l]}$ is the number of units of layer $l$.
#
# Step through it, unit by unit and example by example. Below is a network with 3 inputs and 4 hidden units, and five examples. Its hidden units bend with tanh, a
# relative of the sigmoid that you meet in section 3.

# %%
AnatomyLab()

# %% [markdown]
# Each hidden unit is a neuron like that of Chapter 2, with its own weights and its own bias. Its row of weights is the $w^T$ from there: it lies down already, so that there will be
# no $T$ in $W^{[1]} x$. Put the four rows under each other, and you have $W^{[1]}$ of shape $(4, 3)$. In general
#
# $$W^{[l]}: (n^{[l]}, n^{[l-1]}) \qquad b^{[l]}: (n^{[l]}, 1)$$
#
# One row for each unit of this layer, one column for each unit of the layer before.

# %%
quiz(
    "A network has 5 inputs, 7 hidden units and 1 output. What is the shape of W[2]?",
    ["(7, 5)", "(1, 7)", "(7, 1)"],
    answer=1,
    why="Layer 2 has one unit, so one row, and it listens to the 7 units of layer 1.",
)

# %% [markdown]
# ### Your turn: `layer_sizes`
#
# The data say how many inputs and outputs there are; only `n_h`, the number of hidden units, is ours to choose.

# %%
# exercise: layer_sizes

# %%
check(layer_sizes)

# %% [markdown]
# Here are the four lines that a two-layer network is made of:
#
# $$z^{[1]} = W^{[1]} x + b^{[1]} \qquad a^{[1]} = g^{[1]}(z^{[1]}) \qquad z^{[2]} = W^{[2]} a^{[1]} + b^{[2]} \qquad a^{[2]} = g^{[2]}(z^{[2]})$$
#
# $z^{[l]}$ and $a^{[l]}$ are columns, one entry a unit: $(n^{[l]}, 1)$. $g^{[l]}$ is the **activation function** of layer $l$; so far it was the sigmoid. In code everything that belongs to a layer is in a dict with the number of the layer
# as its key: `W[1]` is $W^{[1]}$, and `g[1]` is a function, so `g[1](z)` calls it.
#
# ### Your turn: `forward_one_example`

# %%
# exercise: forward_one_example

# %%
check(forward_one_example)

# %% [markdown]
# ### All examples at once
#
# Put $m$ examples side by side, one a column, and the same four lines work for all of them: $Z^{[1]} = W^{[1]} X + b^{[1]}$ of shape $(n^{[1]}, m)$, and so on. NumPy adds the column $b^{[1]}$ to
# every column by itself.
#
# Read $A^{[1]}$ both ways. **Along a row** you go through the examples: what one unit says about each. **Down a column** you go through the units: what they all say about one example.
#
# ### Your turn: `forward_shallow`
#
# Return all `Z` and `A` as dicts. `A[0]` is `X`. You will need them on the way back.

# %%
# exercise: forward_shallow

# %%
check(forward_shallow)

# %%
forward_shallow = use(forward_shallow)

# %% [markdown]
# ## 3. Which bend?
#
# The sigmoid is one activation function of several. Choose one below, and move $z$. Then move **spread**, the size of the numbers that arrive: how many of them
# end up where the curve is flat?

# %%
ActivationLab()

# %% [markdown]
# The larger the spread, the more of them end up where the curve is flat. There the slope is almost 0, and soon you will see that gradients are multiplied by this
# slope. Such a unit is **saturated**: it hardly learns.
#
# ReLU is never flat on the right. But if $z$ is negative for every example, a ReLU unit has slope 0 for all of them and never learns again: it is dead.

# %% [markdown]
# Rules of thumb:
#
# | activation | range | use it |
# |---|---|---|
# | sigmoid | 0 … 1 | in the output layer, for yes or no |
# | tanh | −1 … 1 | in hidden layers rather than the sigmoid: its answers are centred on 0, and its slope is up to four times as large |
# | ReLU, $\max(0, z)$ | 0 … ∞ | in hidden layers; on half of the line its slope is 1, however large $z$ |
# | leaky ReLU | −∞ … ∞ | where ReLU units die: its slope is 0.01 where ReLU's is 0 |
# | linear, $z$ | −∞ … ∞ | in the output layer, to predict a number |
#
# Different layers may have different ones. There is no rule that is always right: try.

# %% [markdown]
# ### Your turn: `tanh` and `leaky_relu`
#
# $$\tanh(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}} \qquad \text{leaky}(z) = \begin{cases} z & z \ge 0 \\ 0.01\,z & z < 0 \end{cases}$$

# %%
# exercise: tanh

# %%
check(tanh)

# %%
# exercise: leaky_relu

# %%
check(leaky_relu)

# %% [markdown]
# ## 4. Why bend at all?
#
# What if we left the activations out? Below, every layer is **linear**. Take as many as you like, train, then fold them one by one. And with tanh?

# %%
CollapseLab()

# %% [markdown]
# Without a bend, layers on layers are still one layer:
#
# $$W^{[2]}\bigl(W^{[1]} x + b^{[1]}\bigr) + b^{[2]} = \underbrace{W^{[2]} W^{[1]}}_{W} x + \underbrace{W^{[2]} b^{[1]} + b^{[2]}}_{b}$$
#
# With four hidden units and one output the product $W^{[2]} W^{[1]}$ is $(1, 4) \cdot (4, 2) = (1, 2)$: one neuron. The boundary stays straight however deep the network is. Only the last layer may be linear, when the network is to predict a number such as a price.
#
# ### Your turn: `collapse_linear`
#
# `W` and `b` hold any number of linear layers. Return the one `W` and the one `b` that do the same.

# %%
# exercise: collapse_linear

# %%
check(collapse_linear)

# %% [markdown]
# Fold again, now with *your* function. The map must not change.

# %%
CollapseLab(collapse=use(collapse_linear))

# %% [markdown]
# ## 5. Slopes of the bends
#
# To go backward we need the slope of each activation, $g'(z) = \frac{da}{dz}$; read "g prime". Often it can be had from $a = g(z)$ alone, which the forward pass has computed already:
#
# $$\sigma'(z) = a(1 - a) \qquad \tanh'(z) = 1 - a^2$$
#
# Try it with the sigmoid: at $z = 10$, $a \approx 1$, so the slope is about $1 \cdot 0 = 0$. At $z = -10$ it is about $0 \cdot 1 = 0$. At $z = 0$ it is $\frac12 \cdot \frac12 = \frac14$, and it is nowhere larger.

# %%
quiz(
    "How steep is tanh at z = 0?",
    ["0", "1/4", "1", "it depends on the layer"],
    answer=2,
    why="a = tanh(0) = 0, so 1 − a² = 1: four times as steep as the sigmoid there.",
)

# %% [markdown]
# ReLU is easier still: its slope is 1 where $z > 0$ and 0 where $z < 0$; the leaky one has 0.01 there. At the corner, $z = 0$, there is no slope. A computer hardly ever meets it, and
# we simply say 1.
#
# ### Your turn: the four derivatives
#
# Each gets `z` and `a`, where `a` is `g(z)`. Use whichever is easier.

# %%
# exercise: sigmoid_prime

# %%
check(sigmoid_prime)

# %%
# exercise: tanh_prime

# %%
check(tanh_prime)

# %%
# exercise: relu_prime

# %%
check(relu_prime)

# %%
# exercise: leaky_relu_prime

# %%
check(leaky_relu_prime)

# %% [markdown]
# And here is the picture again, drawn by your own two functions. The dashed tangent touches the curve only if your slope is right.

# %%
ActivationLab(g=use(tanh), g_prime=use(tanh_prime))

# %% [markdown]
# ## 6. Backward
#
# Now the blame for a wrong answer travels back. $dZ^{[2]}$ says how wrong the output is, for each example. $W^{[2]T}$ hands that on to the hidden units, to each
# as much as it was listened to. And $g^{[1]\prime}$ asks whether the unit could have answered differently at all: a saturated one could not, and gets no blame.
#
# That is one equation, with `*` for entry by entry:
#
# $$dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]})$$
#
# Check the shapes for two outputs: $(n^{[1]}, n^{[2]}) \cdot (n^{[2]}, m) = (n^{[1]}, m)$, like $Z^{[1]}$.

# %% [markdown]
# The rest you know from Chapter 2. The cost is the same, and so is its slope at the output; and in each layer $dW$ and $db$ are means over the examples:
#
# $$dZ^{[2]} = A^{[2]} - Y \qquad dW^{[2]} = \tfrac1m\, dZ^{[2]} A^{[1]T} \qquad db^{[2]} = \tfrac1m \textstyle\sum dZ^{[2]}$$
#
# $$dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]}) \qquad dW^{[1]} = \tfrac1m\, dZ^{[1]} X^T \qquad db^{[1]} = \tfrac1m \textstyle\sum dZ^{[1]}$$
#
# The sums go over the examples, along the rows, and keep a column: `axis=1, keepdims=True`. As always, a gradient has the shape of its parameter.

# %% [markdown]
# ### Your turn: `backward_shallow`
#
# `g_prime[1]` is the slope of layer 1; call it with `Z[1]` and `A[1]`.

# %%
# exercise: backward_shallow

# %%
check(backward_shallow)

# %% [markdown]
# Do these slopes tell the truth? Nudge one weight by 0.001, as you nudged $v$ in Chapter 2, and see how much $J$ moves. Try another weight, too.

# %%
backward_shallow = use(backward_shallow)
g, g_prime = {1: np.tanh, 2: sigmoid}, {1: use(tanh_prime)}
(W, b), (X, Y) = initialize(Network((2, 4, 1)), "he", rng=0), datasets.moons(rng=0)


def J(W):
    A = forward_shallow(W, b, X, g)[1]
    return -np.mean(Y * np.log(A[2]) + (1 - Y) * np.log(1 - A[2]))


nudged = {1: W[1].copy(), 2: W[2]}
nudged[1][0, 1] += 0.001
dW, db = backward_shallow(W, *forward_shallow(W, b, X, g), Y, g_prime)
print(f"dW[1][0, 1]: {dW[1][0, 1]:.4f}   J moves {(J(nudged) - J(W)) / 0.001:.4f} times as much as the weight")

# %% [markdown]
# ### Your turn: `update_parameters`
#
# One step downhill, for every layer: $W^{[l]} := W^{[l]} - \alpha\, dW^{[l]}$, and the same for $b^{[l]}$. Return new dicts.

# %%
# exercise: update_parameters

# %%
check(update_parameters)

# %% [markdown]
# ## 7. How to start
#
# Gradient descent needs a first $W$. Zero was good enough for one neuron. Is it now? Below, each stripe is the row of one hidden unit. Start at **zeros** and play. Then try the others.

# %%
InitializationLab()

# %% [markdown]
# With zeros, all hidden units answer the same, get the same blame, and take the same step: they stay **identical for ever**, and four units are worth one. Any difference, however small, is enough
# to break this **symmetry**. So we draw the weights at random.
#
# Not too large, though. With large weights $z$ is large, tanh is flat there, and the units start saturated. We multiply by 0.01. (For deep networks that is too little; Chapter 4 tells.) The biases may start
# at 0: the rows of $W$ differ already.

# %%
quiz(
    "All weights start at 0.5, all biases at 0. Do the hidden units separate?",
    ["yes, 0.5 is not 0", "no, they are all alike", "only with tanh"],
    answer=1,
    why="It is not the zero that hurts but that all rows are alike: they get the same gradient, whatever the number.",
)

# %% [markdown]
# ### Your turn: `initialize_random`
#
# `n` holds the sizes, such as `(2, 4, 1)`. Draw from `rng` with `rng.standard_normal((rows, columns))`.

# %%
# exercise: initialize_random

# %%
check(initialize_random)

# %% [markdown]
# ## 8. All of it, on your own code
#
# This is the training lab with everything in it. The four functions that do the work are yours, as far as they are right.

# %%
lab = TrainingLab(
    "moons",
    learning_rate=1.0,
    initialize=use(initialize_random),
    forward=forward_shallow,
    backward=backward_shallow,
    update=use(update_parameters),
)
lab.tick(300)
lab

# %% [markdown]
# At step 300 the border is still almost a straight line: from weights this small, the four units first learn the same. Press ▶ and watch them part; it takes
# a thousand steps or so.

# %% [markdown]
# More to find out:
#
# - Change α while it plays. When does the cost begin to jump? With tanh it does not blow up even at α = 30: the hidden answers stay between −1 and 1. Choose
#   *linear*: now it does, and the words below the picture say what went first.
# - Press **Fork**, then change α: the old run goes on as a dashed line beside the new one. Which wins?
# - In the tab *Network*, start with zeros. What does the symmetry say? Then with **large**: how many units are saturated?
# - Switch to ReLU, and look for units that are dead: white, whatever the point.

# %% [markdown]
# And three more:
#
# - In the tab *Your points*, draw a data set of your own, by clicks in the picture. Can you draw one that four units cannot learn?
# - Your functions know one hidden layer. Give the network two: where does the run stop? The next chapter mends that.
# - The tab *Keep and share* turns a run into a short text that rebuilds it exactly, and into code. Send one to somebody.

# %% [markdown]
# ### Three challenges
#
# Nobody tells you how. `challenge(...)` looks at your lab and says whether you are there.
#
# 1. **spirals**: more than 95 % of the test points of the spirals right, with at most 12 hidden units, noise 0.05 or more, and at least 300 points.
# 2. **revive**: kill half of the ReLU units of a layer. Then, in the same run, bring them back to life: `challenge("revive", boss)`.
# 3. **diverge**: make it diverge, and say what blew up first, for example `challenge("diverge", boss, "W[1]")` or `"cost"`.

# %%
boss = TrainingLab("spirals", noise=0.05, layers=(2, 6, 6, 1))
boss

# %%
challenge("spirals", boss)

# %% [markdown]
# ## What you have learnt

# %%
LearntLab(3)

# %% [markdown]
# | | |
# |---|---|
# | forward | $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \quad A^{[l]} = g^{[l]}(Z^{[l]})$ |
# | backward | $dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]})$, and means over the examples |
# | why a bend | without it, layers collapse into one |
# | how to start | small and random: zeros never separate |
#
# Hidden units find features by themselves. The next chapter puts more layers on top of each other, and the same backward step is repeated.

# %%
show_progress(3)

# %% [markdown]
# ### An open question
#
# Nobody checks this one. How many hidden units does the flower really need? Each unit gives one line: count the lines that you would draw by hand. Then train with
# that many, from ten different starts. How often does it work, and what goes wrong in the other cases?
