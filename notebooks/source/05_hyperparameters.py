# %% [markdown]
# # Chapter 5 · Hyperparameters
#
# A network learns its weights by itself. But who chose the learning rate, the number of layers, the activation? You did, so far by turning knobs until it
# looked good. In this last chapter you learn to search for them in an honest way, and at the end a project of your own waits.
#
# **You need** Chapter 4: a network with any number of layers. **Plan** about 1¼ hours, and as long as you like for the project; every section ends at a good place to stop.
# Words are in the [glossary](glossary.md), symbols and equations on [one page](notation.md).

# %%
import numpy as np

# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README.
from course_lib import datasets, search
from course_lib.exercises import check, closing_quiz, export_progress, hint, match, predict
from course_lib.exercises import quiz, show_progress, solution, use
from course_lib.labs import LandscapeLab, LearntLab, SearchLab, SpikeLab, TrainingLab, WatchLab
from course_lib.search import Choice, Layers, LogRange, Space

# %% [markdown]
# ## 1. Two kinds of numbers
#
# Here is the training lab with everything that can be turned. Open each tab, change something, and press ▶. Which numbers does the network find by itself, and which did
# you choose?

# %%
TrainingLab("moons", noise=0.2, layers=(2, 8, 1))

# %% [markdown]
# $W$ and $b$, the coloured lines, are **parameters**: gradient descent finds them. What stands in the tabs *Training* and *Network* are **hyperparameters**: they are
# chosen before, and decide which $W$ and $b$ come out.

# %%
match(
    "Which is which?",
    {
        "W[1]": ("parameter", "gradient descent changes it in every step"),
        "the learning rate α": ("hyperparameter", "it says how far a step goes"),
        "the number of steps": ("hyperparameter", "you say when to stop"),
        "b[2]": ("parameter", "it has a gradient, db[2], and follows it"),
        "L, the number of layers": ("hyperparameter", "it says how many parameters there are at all"),
        "the activation function": ("hyperparameter", "chosen before; nothing of it is learnt here"),
        "the mini-batch size": ("hyperparameter", "it says how many examples a step looks at"),
    },
)

# %% [markdown]
# ### Three new ones
#
# | | what it does |
# |---|---|
# | **batch size** | each step looks at some columns of $X$ only, a *mini-batch*: cheaper, and less exact |
# | **momentum** β | a step follows the running mean of the gradients, which smooths the way: $V := \beta V + (1 - \beta)\,dW$ and $W := W - \alpha V$, where $V$ has the shape of $W$ |
# | **L2** λ | adds $\frac{\lambda}{2}$ times the sum of all squared weights to the cost, and so keeps them small; one kind of *regularization*, which is what holds a network back from learning by heart |

# %% [markdown]
# To see what *one* hyperparameter does, change that one and nothing else. `fork` begins a second run from the same weights. Below, the run on the left has no L2; the one on the
# right has.

# %%
shown = ("learning_rate", "batch_size", "momentum", "l2")
lab = WatchLab("moons", noise=0.2, layers=(2, 8, 1), show=shown)
lab.fork(l2=0.02)
lab.tick(300)
lab

# %% [markdown]
# On the right the boundary is almost straight: small weights bend little. For these points that is too much. Press **Reset**, then **Fork**, which puts a second run beside
# the first, and turn one thing; the controls belong to the run on the right. Try less L2, a large α, batches of 4. Guess each time, then press ▶.

# %%
quiz(
    "Your second run has another α and another number of layers, and is better. What have you learnt about α?",
    ["the new α is better", "nothing yet", "the old α is better"],
    answer=1,
    why="Two things have changed, and either may be the reason. For a comparison, change one; for a search, you will try many combinations.",
)

# %% [markdown]
# ## 2. Idea, code, experiment
#
# Nobody can tell the best hyperparameters from theory, and what was best for one problem need not be for the next. So it goes in circles: an **idea**, the **code**, an **experiment**, and from what it shows the next idea.
#
# The more of these experiments you make, the more you need an honest judge.

# %% [markdown]
# ### Three parts
#
# The training examples cannot judge: a large network may know them by heart. And if you choose by the test set, you choose what happens to suit the test set, and it has no honest word left
# to say. So split in three:
#
# | part | what it is for | how often |
# |---|---|---|
# | **training** | finds $W$ and $b$ | every step |
# | **validation** | finds the hyperparameters: train with each, keep the best | every experiment |
# | **test** | says what the choice is worth | once, at the very end |

# %% [markdown]
# ### Your turn: `split_three`
#
# Return three arrays of numbers of examples, so that `X[:, for_training]` are the columns to train on. Many data sets are sorted: shuffle first. `rng.permutation(m)` gives $0 \dots m - 1$ in random order.

# %%
# exercise: split_three

# %%
check(split_three)

# %%
split_three = use(split_three)

# %%
data = datasets.moons(m=800, noise=0.25, rng=0)
parts = split_three(data.m, 200, 200, np.random.default_rng(0))
training, validation, test = ((data.X[:, part], data.Y[:, part]) for part in parts)
print([Y.shape[1] for _, Y in (training, validation, test)], "examples")

# %% [markdown]
# ### Grid or random?
#
# Which points to try? A **grid** takes a few values of each hyperparameter and tries all combinations. **Random search** draws each point anew.
#
# In the picture each line is one network: on the left its settings, one on each axis, on the right how it did; on the last two axes higher is better. Set **way** to *grid* and
# press ▶. Then set it to *random* and press ▶ again: the first search stays, in grey. Click a row of the table, or a line: the other one is marked too
# (the slider **row** does the same). The lab splits its data with your `split_three`.

# %%
SearchLab(split_three=split_three, show=("way", "points"))

# %% [markdown]
# The words below the lab say how many different α each search has tried. The grid shares its 24 points among five hyperparameters, and so knows only a few values of each, again and
# again. Random search tries a new value of each with every point. Mostly one or two hyperparameters matter and the others hardly do, and nobody knows beforehand which.

# %%
quiz(
    "Only α matters in some problem, and you do not know it. You have 16 points, as a grid of 4 × 4 over α and L2, or at random. How many different α do you try?",
    ["16 in both", "4 with the grid, 16 at random", "16 with the grid, 4 at random"],
    answer=1,
    why="The grid tries each of its 4 values of α with 4 values of L2, and learns nothing new from the last three.",
)

# %% [markdown]
# ### Why a log scale?
#
# Suppose α lies somewhere between 0.0001 and 1. Drawn evenly, nine numbers of ten are above 0.1. But whether α is 0.001 or 0.002 matters about as much as whether it is 0.1 or 0.2: what
# counts is the *factor*. So draw the **exponent** $r$ evenly:
#
# $$\alpha = 10^{r}, \qquad r \text{ evenly between } \log_{10} 0.0001 = -4 \text{ and } \log_{10} 1 = 0$$
#
# ### Your turn: `log_uniform`
#
# `rng.uniform(a, b, n)` draws `n` numbers evenly between `a` and `b`.

# %%
# exercise: log_uniform

# %%
check(log_uniform)

# %%
log_uniform = use(log_uniform)

# %% [markdown]
# How many of 10 000 numbers fall into each power of ten? First drawn evenly, then by `log_uniform`:

# %%
rng, ends = np.random.default_rng(0), [0.0001, 0.001, 0.01, 0.1, 1]
for numbers in (rng.uniform(0.0001, 1, 10_000), log_uniform(0.0001, 1, 10_000, rng)):
    for low, high, count in zip(ends, ends[1:], np.histogram(numbers, ends)[0]):
        print(f"{low:6g} … {high:<6g} {count:5} {'█' * (count // 150)}")
    print()

# %% [markdown]
# And here is the lab again, with your `log_uniform` to draw α and L2. Press ▶. Then set **scale of α** to *linear* and press ▶ again: where do the lines begin on the first axis? Last, go **from coarse to fine**:
# back to *log*, with **learning rate α** narrowed to where the best lines began.

# %%
SearchLab(split_three=split_three, log_uniform=log_uniform, show=("scale", "points", "learning_rate"))

# %% [markdown]
# Was that luck? Let us search for the α of a network with two ReLU layers between 0.0001 and 100, twelve points each time, four times over. What is the lowest validation cost?

# %% tags=["nbval-ignore-output"]
def lowest(rates):
    points = [{"learning_rate": rate, "layers": (8, 8), "hidden": "relu"} for rate in rates]
    return search.table(search.run(points, training, validation, steps=300))[0]["validation_cost"]


for seed in range(4):
    rng = np.random.default_rng(seed)
    evenly, log_scale = lowest(rng.uniform(0.0001, 100, 12)), lowest(log_uniform(0.0001, 100, 12, rng))
    print(f"evenly: {evenly:.2f}   log scale: {log_scale:.2f}")

# %% [markdown]
# 0.69 is the cost of a network that answers 0.5 to everything: where you see about that number or more, not one of twelve networks has learnt anything.

# %% [markdown]
# ### Your turn: `random_search`
#
# Now the search itself. `draw(rng)` gives a point, and `cost(point)` trains a network with it and gives its validation cost. A run that has diverged costs NaN, which is not a number. It must never win, so remember: a comparison with NaN is always False.

# %%
# exercise: random_search

# %%
check(random_search)

# %%
random_search = use(random_search)

# %% [markdown]
# And here it runs, on functions that you can change. `search.run` trains a network for each point that it is given, and stops early, when the validation cost no longer falls. Here it gets one point, so one record
# comes back: the comma in `(record,)` takes it out.

# %%
def draw(rng):
    alpha, units = float(log_uniform(0.001, 10, 1, rng)[0]), int(rng.integers(2, 17))
    return {"learning_rate": alpha, "layers": (units, units), "hidden": "relu"}


def cost(point):
    (record,) = search.run([point], training, validation, steps=300)
    return record["validation_cost"] if record["status"] != "diverged" else np.nan


# %% tags=["nbval-ignore-output"]
best, lowest_cost = random_search(draw, cost, 20, np.random.default_rng(0))
alpha, layers = best["learning_rate"], best["layers"]
print(f"validation cost {lowest_cost:.3f}, with α = {alpha:.3f} and hidden layers {layers}")

# %% [markdown]
# ### The test set, once
#
# The best of twenty has the lowest validation cost partly because it is good, partly because it was lucky with these 200 examples. Only examples that took no part in the choice can tell. The search lab above has a button for this, and it opens once. Here it is in code:

# %% tags=["nbval-ignore-output"]
(record,) = search.run([best], training, validation, steps=300)
final = search.final_test(record, training, test)
print(f"cost: validation {final['validation_cost']:.3f}, test {final['test_cost']:.3f}")
print(f"right: validation {final['validation_accuracy']:.1%}, test {final['test_accuracy']:.1%}")

# %%
quiz(
    "The test says less than validation did. You go back, try other points, and test again until it looks better. What is wrong with that?",
    ["nothing, more search is better", "the test set has become a second validation set", "the training set is too small"],
    answer=1,
    why="You choose by it now, so its number flatters you as well. Nobody knows any more how good the network is.",
)

# %% [markdown]
# ## 3. Where training works
#
# Two hyperparameters decide whether a network learns at all: α and the size of the first weights, their **scale**: standard normal numbers times the scale. Let us look at all
# combinations, with one layer of 8 tanh units and 150 steps. A run has **converged** if its cost ends at 0.2 or below; it began at about 0.7.
#
# Guess first: at scale 1, which is the largest α with which it still converges?

# %%
edge = predict("The largest α that still converges, at scale 1?")
edge

# %% tags=["nbval-ignore-output"]
landscape = LandscapeLab()
landscape

# %% tags=["nbval-ignore-output"]
edge.reveal(landscape.edge(1.0))

# %% [markdown]
# Every tile is a network of its own, trained from the same seed. Press ▶ and let the picture get finer. Below, training **crawls**; above, it **diverges**; between them it works.
#
# - Look at the edge closely: drag a rectangle around a part of it, or move the cursor there and zoom in. Is it a line? (Another computer may find another α: rounding decides.)
# - Towards the left the first weights are almost 0. What does the colour say about Chapter 3's rule, small but not too small?
# - Choose three hidden layers. What happens to the region where it works?
# - Click a tile on each side of the edge: its run opens below. Compare their costs.

# %%
quiz(
    "You find a good α right at the edge of the region where training works. What do you do?",
    ["take it, it is the fastest", "take a smaller one, some distance away", "take a larger one"],
    answer=1,
    why="Another seed or other data move the edge a little, and beyond it nothing is learnt. A factor of 2 or 3 away is safe.",
)

# %% [markdown]
# ## 4. What about the brain?
#
# They are called *neural* networks. How much is there to it? Not a lot. Below is a simple model of a biological neuron beside a ReLU unit; both get the same current. In the neuron, charge flows in and leaks away again; when enough has gathered it **fires**, rests for a moment, and begins
# anew.
#
# Take the current down to 0, then raise it slowly. Where does the neuron begin to fire? And what happens to the two curves on the right when the current is large?

# %%
SpikeLab()

# %% [markdown]
# | carries over | does not |
# |---|---|
# | many inputs, each with its own strength, add up | a unit gives one number at once; a neuron sends spikes, in time |
# | below a threshold nothing comes out, above it more for more | a neuron cannot fire faster than its pause allows; ReLU has no ceiling |
# | what is useful is learnt, not built in | nobody knows how; backpropagation, which needs $W^T$ on the way back, has not been found in a brain |

# %% [markdown]
# And this model leaves out most of what is known about real neurons. Take the brain as a story about where the idea came from. The reasons why it works are those that you have worked through: a cost, its slope, and steps downhill.

# %%
quiz(
    "Double the current from 5 to 10 nA. What happens to the two outputs?",
    ["Both double", "The ReLU unit's more than doubles, the neuron's grows by half or so", "The neuron stops firing"],
    answer=1,
    why="Past its threshold ReLU is a straight line. The neuron needs its pause after each spike, so its rate bends towards a ceiling.",
)

# %% [markdown]
# ## 5. The whole course on one page
#
# These are all the equations, for $l = 1 \dots L$, with $A^{[0]} = X$. $W^{[l]}$ is $(n^{[l]}, n^{[l-1]})$, $b^{[l]}$ is $(n^{[l]}, 1)$, $Z^{[l]}$ and $A^{[l]}$ are $(n^{[l]}, m)$, a gradient has the shape of its
# parameter, and $J$ is a number. With all symbols they stand on [one page](notation.md).
#
# $$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} \qquad A^{[l]} = g^{[l]}(Z^{[l]})$$
#
# $$J = -\tfrac1m \textstyle\sum \bigl[\, Y \log A^{[L]} + (1 - Y) \log (1 - A^{[L]}) \,\bigr]$$
#
# $$dZ^{[L]} = A^{[L]} - Y \qquad dZ^{[l]} = W^{[l+1]T} dZ^{[l+1]} * g^{[l]\prime}(Z^{[l]})$$
#
# $$dW^{[l]} = \tfrac1m\, dZ^{[l]} A^{[l-1]T} \qquad db^{[l]} = \tfrac1m \textstyle\sum dZ^{[l]}$$
#
# $$W^{[l]} := W^{[l]} - \alpha\, dW^{[l]} \qquad b^{[l]} := b^{[l]} - \alpha\, db^{[l]}$$
#
# And here they are as code, in NumPy and nothing else. You have written every line of it before.

# %%
def start(n, rng):
    W = {l: np.sqrt(2 / n[l - 1]) * rng.standard_normal((n[l], n[l - 1])) for l in range(1, len(n))}
    return W, {l: np.zeros((n[l], 1)) for l in W}


def go_forward(W, b, X):
    Z, A, L = {}, {0: X}, len(W)
    for l in range(1, L + 1):
        Z[l] = W[l] @ A[l - 1] + b[l]
        A[l] = np.maximum(0, Z[l]) if l < L else 1 / (1 + np.exp(-Z[l]))
    return Z, A


# %%
def go_backward(W, Z, A, Y):
    dW, db, m, L = {}, {}, Y.shape[1], len(W)
    dZ = A[L] - Y
    for l in range(L, 0, -1):
        dW[l] = dZ @ A[l - 1].T / m
        db[l] = np.sum(dZ, axis=1, keepdims=True) / m
        if l > 1:
            dZ = W[l].T @ dZ * (Z[l - 1] >= 0)
    return dW, db


# %% [markdown]
# Train it: is the handwritten digit odd or even? The images are 8 × 8 pixels.

# %%
(X, Y), digits_test = datasets.digits_odd().split(0.25, rng=0)
W, b = start((64, 32, 16, 1), np.random.default_rng(0))
for step in range(501):
    Z, A = go_forward(W, b, X)
    dW, db = go_backward(W, Z, A, Y)
    W = {l: W[l] - 0.3 * dW[l] for l in W}
    b = {l: b[l] - 0.3 * db[l] for l in b}
    if step % 100 == 0:
        print(f"step {step}: J = {-np.mean(Y * np.log(A[3]) + (1 - Y) * np.log(1 - A[3])):.2f}")

# %%
_, A = go_forward(W, b, digits_test.X)
print(f"{np.mean((A[3] > 0.5) == digits_test.Y):.0%} of {digits_test.m} digits right that it has never seen")

# %% [markdown]
# That is a deep network in about thirty lines. Change them: another α, another `n`, tanh in place of ReLU.

# %%
quiz(
    "You write np.tanh(Z[l]) in go_forward. What stands in go_backward, in place of (Z[l - 1] >= 0)?",
    ["np.tanh(Z[l - 1])", "(1 - np.tanh(Z[l - 1]) ** 2)", "nothing has to change"],
    answer=1,
    why="That factor is the slope of the bend: 0 or 1 for ReLU, 1 − a² for tanh.",
)

# %% [markdown]
# ## 6. Your project
#
# Now do all of it by yourself, from data to report. The cells below are an example, on measurements of breast tumours: malignant or benign? Make them yours, step by step:
#
# 1. **Choose data**: `datasets.spirals(m=800)`, `datasets.digits_odd()`, or your own arrays `X` and `Y`. Split them in three.
# 2. **Search**: which hyperparameters, in which ranges, how many points? First coarse, then fine.
# 3. **Justify**: which point do you take, and why? The best need not be the wisest: two points may differ by less than luck does.
# 4. **Test once.**
# 5. **Hand in** the report.

# %% [markdown]
# The points of a search do not need each other, so a long one can run on many processes, or on a cluster, and come back the same bit for bit:
#
# ```python
# from concurrent.futures import ProcessPoolExecutor
#
# with ProcessPoolExecutor() as pool:
#     records = list(search.run(points, training, validation, executor=pool, file="search.jsonl"))
# ```
#
# With `file=`, a search that was cut off goes on where it stopped. [docs/search.md](../docs/search.md) tells more.

# %%
data = datasets.breast_cancer()
parts = split_three(data.m, 114, 114, np.random.default_rng(5))
training, validation, test = ((data.X[:, part], data.Y[:, part]) for part in parts)

# %%
space = Space(
    learning_rate=LogRange(0.001, 10),
    layers=Layers(depth=(0, 2), units=(2, 16)),  # hidden layers; depth 0 is logistic regression
    hidden=Choice("tanh", "relu"),
    l2=LogRange(0.00001, 1),
)
records = search.table(search.run(search.sample(space, 24, rng=0), training, validation, steps=400))

# %% tags=["nbval-ignore-output"]
for r in records[:5]:
    settings = f"{r['layers']} {r['hidden']}, α = {r['learning_rate']:.3f}, L2 = {r['l2']:.5f}"
    print(f"cost {r['validation_cost']:.3f}, {r['validation_accuracy']:.1%} right: {settings}")

# %% [markdown]
# Look at the list before you choose. 114 validation examples are not many: one more of them right is almost one per cent. Points that are that close are equal, as far as anyone can tell; take the simplest of them. When you have chosen, open the test set.

# %% tags=["nbval-ignore-output"]
chosen = records[0]
final = search.final_test(chosen, training, test)
print(f"right: validation {final['validation_accuracy']:.1%}, test {final['test_accuracy']:.1%}")

# %%
why = "It has the lowest validation cost. (Say more than that!)"
print(search.report(final, records, why=why, file="report.md"), "is written, beside this notebook.")

# %% [markdown]
# The report holds your reason, the settings, what they are worth on all three parts, and the five best points. `export_progress("my_progress.html", learner="Ada")` writes the page with your exercises to go with it.

# %%
quiz(
    "Suppose that the test says 95.6 %, and validation said 98.2 %, with 114 examples each. What is the most likely reason for the gap?",
    ["a mistake in the code", "luck in the choice and in two small samples", "the network is too small"],
    answer=1,
    why="They differ by three examples. The best of many points is always a little flattered by its validation set. That is why you test.",
)

# %% [markdown]
# ## 7. The closing quiz
#
# Five questions, one from each chapter. With another number you get others.

# %%
closing_quiz(1)

# %% [markdown]
# ## What you have learnt

# %%
LearntLab(5)

# %% [markdown]
# | | |
# |---|---|
# | parameters | $W$ and $b$: gradient descent finds them |
# | hyperparameters | α, steps, $L$, $n^{[l]}$, $g$, batch size, momentum, λ: you search for them |
# | search | at random rather than on a grid; what is a factor, on a log scale: $\alpha = 10^r$ |
# | honest numbers | train, validate, and test once |
# | where training works | α and the scale of the first weights go together; stay away from the edge |
#
# You have built a neural network from nothing: the neuron, the layer, the way back, the start, and the search. What other libraries do, you can now read.

# %% tags=["nbval-ignore-output"]
show_progress()

# %% [markdown]
# ### An open question
#
# Nobody checks this one. You search with 200 points, choose the best by 100 validation examples, and it is a little better than the point that you began with. How would you find out whether the search was worth it? Think of what would
# happen if all 200 points were equally good, and only luck told them apart. How large would the gap to the test then be?
