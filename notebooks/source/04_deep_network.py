# %% [markdown]
# # Chapter 4 · The deep network
#
# You can already do everything that a deep network does: one layer forward, one layer back, one step downhill. In this chapter you do it
# $L$ times. You learn to keep the shapes right, take backpropagation apart block by block, and prove that your gradients are true. And
# you find out what depth is good for, and what it is not.
#
# **You need** Chapter 3: `W[l]`, `Z[l]`, `A[l]`, the backward pass through one hidden layer. **Plan** about 3 hours; every section
# ends at a good place to stop. **First** choose *Run → Run All Cells*, so that the pictures have their controls.
#
# Beside the chapters stand one page of [notation and equations](notation.md) and a [glossary](glossary.md).

# %%
import numpy as np

# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README.
from course_lib import Network, Params, cost, datasets, forward, initialize, train
from course_lib.activations import relu, sigmoid
from course_lib.comparison import compare
from course_lib.exercises import check, guide, hint, quiz, show_progress, solution, use
from course_lib.exercises.chapter3 import relu_prime, sigmoid_prime, update_parameters
from course_lib.exercises.chapter4 import backward_with_a_bug
from course_lib.labs import BlockLab, DeepOrWideLab, FeatureLab, FoldLab
from course_lib.labs import LearntLab, ParityLab, ShapeLab, TrainingLab

# %% [markdown]
# ## 1. Layers on layers
#
# Type a few numbers under **layer sizes**, such as `2, 4, 4, 1`, and press Enter: first the number of inputs, then the units of each layer. For now look only at
# the drawing of the network; all the rest belongs to section 2.

# %%
ShapeLab((3, 5, 4, 2, 1), m=10)

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
# It works for any number of layers: ask `W` how many there are.
#
# From here on the larger exercises can be written in two ways. The next cell is a blank page. Or run `guide(forward_deep)`: it gives you the same function cut into steps, to copy
# and fill in.

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
ShapeLab((12288, 20, 7, 5, 1), m=209)

# %% [markdown]
# The whole table follows from one rule: **a row for each unit of this layer.** Only the columns differ.
#
# $$W^{[l]}: (n^{[l]}, n^{[l-1]}) \qquad b^{[l]}: (n^{[l]}, 1) \qquad Z^{[l]}, A^{[l]}: (n^{[l]}, m)$$
#
# $W^{[l]}$ has a column for each unit before it, $Z^{[l]}$ and $A^{[l]}$ have one for each example. And every gradient has the shape of the thing it belongs to: $dW^{[l]}$ that
# of $W^{[l]}$, $dZ^{[l]}$ that of $Z^{[l]}$.

# %% [markdown]
# Did you find the breaks that do *not* fail, or fail only some lines later? NumPy stretches an axis of length 1, and an array of shape `(n,)` counts as a row. Then a sum that makes no sense comes out without a word, in a shape
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
    "W[2] is (4, 5), A[1] is (5, 10), dZ[2] is (4, 10). Which product has the shape of dW[2]?",
    ["dZ[2] @ A[1]", "dZ[2].T @ A[1]", "A[1] @ dZ[2].T", "dZ[2] @ A[1].T"],
    answer=3,
    why="(4, 10) @ (10, 5) is (4, 5), the shape of W[2]. The first two do not fit. The third fits by accident: it is (5, 4), the gradient lying on its side.",
)

# %% [markdown]
# ## 3. Why deep? What layers see
#
# Here is the story that is often told. In a network that looks at faces, the first layer finds **edges**. The second puts edges together and finds **parts**: an eye, a nose. The third puts
# parts together and finds **faces**. Simple things first, then things made of them; it is told of speech and of text too.
#
# Do not believe it, look. This network has four layers, and has been trained for 500 steps on the 200 little pictures of Chapter 2.

# %% [markdown]
# Go through its layers and units. Layer 1 shows its weights. A deeper unit has no weights for pixels; its image shows how its $z$ changes with each pixel, on average.
#
# On the right you see more of the unit that you chose: the images to which it answers most and least, and the mean image *pushed uphill*, that is, changed so that $z$ grows. The
# **cosine** says how alike two images are: 1 means the same pattern, 0 nothing in common, −1 the negative.

# %% tags=["nbval-ignore-output"]
lab = FeatureLab()
lab.tick(500)
lab

# %% [markdown]
# Not an edge to be seen. Layer 1 looks like the noise that it started from: small changes in all of it are enough to tell these faces from pieces of the background. Now set **L2**, a penalty on
# large weights (Chapter 5), to 0.1. Press **Reset**, and play for 2000 steps or more. The noise fades, and whole faces appear, and their negatives: **templates**, not parts.

# %% [markdown]
# That is what 200 small images can show, all framed alike, to units that each see the whole image. Networks in which edges, then parts, then faces have been seen had millions of images, and units
# that look at small patches. One thing does hold here. Each dot in the picture *one unit alone* says how often a single unit would be right if it had to decide. The deeper its layer, the more
# often. **Each layer brings the answer closer.**

# %%
quiz(
    "Which of these would be a sign that the network puts edges together into parts, and parts into faces?",
    [
        "The cost falls, and nearly all test images are right.",
        "A unit of a later layer alone is right more often than one of layer 1.",
        "Images of layer 1 show edges, those of layer 2 pieces of faces.",
        "The images of layer 1 change little from their start.",
    ],
    answer=2,
    why="The first two hold here, and yet nobody has seen an edge: how good a network is does not say how it does it. For that one has to look into the layers.",
)

# %% [markdown]
# ## 4. Why deep? Counting gates
#
# There is a cleaner argument, from the theory of circuits. A **bit** is 0 or 1, and a **gate** makes one bit out of several. An AND says 1 if all its inputs are 1, an OR if at least
# one is, and an **XOR** (exclusive or, $\oplus$) if just one of its two is.
#
# Is the number of ones among $n$ bits odd? That is their **parity**, $x_1 \oplus x_2 \oplus \dots \oplus x_n$. Set some bits, and compare the three circuits.

# %%
ParityLab()

# %% [markdown]
# The tree needs $n - 1$ XORs, and only about $\log_2 n$ of them one after another: so often can $n$ be halved. A circuit with one hidden layer of ANDs has to list every odd pattern: $2^{n-1}$ ANDs. Twenty bits would
# take half a million. So a deep circuit can be exponentially smaller than a flat one.

# %% [markdown]
# This is often told as a theorem about neural networks, and there it stops being true. Look at the third circuit. A neuron may *count*: $n$ units say "at least 1", "at least 2", …, and the
# last one adds them up with the signs +, −, +, … One hidden layer is enough. The big number is about ANDs, not about neurons.

# %% [markdown]
# ### Your turn: `parity_tree`
#
# Build the tree for any number of bits. Each level takes the XOR of neighbours; if one is left over, it goes up as it is. In NumPy the XOR of `a` and `b` is
# `a ^ b`, entry by entry.

# %%
# exercise: parity_tree

# %%
check(parity_tree)

# %% [markdown]
# Five bits, on *your* tree. Which bit has no neighbour, and how far does it climb alone?

# %%
ParityLab(parity_tree=use(parity_tree), bits="10110")

# %% [markdown]
# ## 5. Why deep? Folding a line
#
# For networks of ReLU units there is an example without the loophole of counting. Two units can fold the line from 0 to 1 in the middle, as you fold a strip of paper.
# A second layer folds the folded line. Move **folds k**; then move **follow x**, and see where a point goes.

# %%
FoldLab()

# %% [markdown]
# Two ReLU units make a *tent*, up to the middle and down again: $2 \max(0, x) - 4 \max(0, x - \frac12)$. Put a tent into a tent, and the line is folded once more: points that lie on each other stay together, and
# whatever the next layer does to one of them it does to all. So $k$ layers of two units make $2^k$ straight pieces.
#
# A place where the slope changes is called a **kink**. One hidden layer pays for every kink with a unit of its own, and for the first piece with one more: $2^k$ units for the very same line.

# %% [markdown]
# Could a cleverer flat network do with fewer? Each of its units bends the line once at most, and there are $2^k - 1$ kinks. Nor is it cheaper just to come close: Telgarsky
# (*Benefits of depth in neural networks*, 2016) proved that much shallower networks need exponentially many units even for that.

# %% [markdown]
# ### Your turn: `count_pieces`
#
# `x` and `y` are points on a line that is made of straight pieces; all its corners are among them. How many pieces are there?

# %%
# exercise: count_pieces

# %%
check(count_pieces)

# %% [markdown]
# Now *your* function counts, above the line. Does it say $2^k$ for every $k$?

# %%
FoldLab(count_pieces=use(count_pieces))

# %% [markdown]
# ## 6. It exists. Is it found?
#
# A small deep network *exists* for this line. Gradient descent still has to find it. Below, a deep and a wide network with as many parameters learn three folds, each from eight
# random starts, called **seeds**. The broad grey band is what they should learn; a coloured line is a seed that is right, a thin grey one is not. (*He* first weights come in section 10, and *momentum* in Chapter 5.) Here they are after 1500
# steps. Press play: do more of them get there?

# %% tags=["nbval-ignore-output"]
contest = DeepOrWideLab()
contest.tick(1500)
contest

# %% [markdown]
# Now change one thing at a time. Each change starts again at step 0: guess, then press play for 1500 steps.
#
# - **first weights**: *he, kinks spread*. With *he* all biases are 0 at the start, so all kinks of the wide network lie in one place. This is fairer to it. Which one is ahead now?
# - **width** 1, with *he*. Now the deep network has just the units that it needs. Are they enough?
# - **first weights**: *near the solution*, once with $\alpha = 1$, once with $\alpha = 0.01$. Does it stay there?
#
# The **task** *parity* puts the tree of section 4 to the same test, if you like.

# %% [markdown]
# What to take home: a solution that exists need not be found; it is found more easily by a network with units to spare; and which of two networks wins depends on how they start. Count seeds. One run proves nothing.

# %%
quiz(
    "A deep network was right for 3 of 8 seeds, a wide one for none. What follows?",
    [
        "No wide network can draw this line.",
        "From this start, and with this α, the deep one was found more often.",
        "Three of eight deep networks have enough units.",
        "Deep networks are better than wide ones.",
    ],
    answer=1,
    why="A wide network that draws the line is known, and all deep ones had the same units. What the seeds tell is how often the training found the way, and only for this start and this α.",
)

# %% [markdown]
# ## 7. Blocks
#
# Now the way back. Cut the network into **blocks**, one a layer. The forward block of layer $l$ takes $A^{[l-1]}$ and hands out $A^{[l]}$. It also keeps a **cache**: what the way back will need.
#
# The backward block of layer $l$ takes $dA^{[l]}$, of the same shape as $A^{[l]}$: how the loss of each example changes with what this layer has answered. It hands out $dW^{[l]}$ and $db^{[l]}$, and $dA^{[l-1]}$ for the block before it.
#
# Press **Start over**, then **Next**, block by block. Watch which cache lights up on the way back. The numbers called *numeric* are slopes measured by nudging, as in Chapter 2; section 9
# tells how.

# %%
BlockLab().run_to("backward 2")

# %% [markdown]
# Each backward block does four things. Only the last one is new:
#
# $$dZ^{[l]} = dA^{[l]} * g^{[l]\prime}(Z^{[l]}) \qquad dW^{[l]} = \tfrac1m\, dZ^{[l]} A^{[l-1]T} \qquad db^{[l]} = \tfrac1m \textstyle\sum dZ^{[l]} \qquad dA^{[l-1]} = W^{[l]T} dZ^{[l]}$$
#
# Each is a local factor times what arrives from the right, from *upstream*, as in the computation graph of Chapter 2. A block knows nothing of the rest of the network. That is why it works for a
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

# %% [markdown]
# Go through it once more, on *your* two functions. Do their numbers agree with the numeric ones?

# %%
BlockLab(dense_forward=use(dense_forward), dense_backward=use(dense_backward))

# %% [markdown]
# ## 8. All the way back
#
# The first backward block needs $dA^{[L]}$. For the cost of Chapter 2 it is $-\frac{Y}{A^{[L]}} + \frac{1 - Y}{1 - A^{[L]}}$, and the slope of the sigmoid that comes next makes it simple again:
#
# $$dZ^{[L]} = A^{[L]} - Y \qquad\qquad dZ^{[l]} = W^{[l+1]T} dZ^{[l+1]} * g^{[l]\prime}(Z^{[l]})$$
#
# $W^{[l+1]T} dZ^{[l+1]}$ is $dA^{[l]}$, which the block after layer $l$ has handed out. So one loop from $L$ down to 1 does it all. In each turn: $dW^{[l]}$, $db^{[l]}$, and then $dZ$ of the layer before.
#
# ### Your turn: `backward_deep`
#
# `Y` has a column for each example, so it knows $m$. The slope of layer $l$ is `g_prime[l](Z[l], A[l])`: one function a layer, as with `g`.

# %%
# exercise: backward_deep

# %%
check(backward_deep)

# %%
backward_deep = use(backward_deep)

# %% [markdown]
# ## 9. Trust, but check
#
# A wrong gradient does not crash. Here is a backward pass with one bug in it, and a network that trains with it. (`Params(W, b)` packs the two
# dicts together, as the functions of `course_lib` want them.)

# %%
X, Y = datasets.moons(m=60, noise=0.15, rng=0)
net, buggy = Network((2, 5, 4, 3, 1), hidden="tanh"), backward_with_a_bug()
W, b = initialize(net, "xavier", rng=1)
g, g_prime = net.g, {l: net.g[l].prime for l in net.g}
for step in range(301):
    Z, A = forward_deep(W, b, X, g)
    if step % 100 == 0:
        print(f"step {step}: J = {cost(net, forward(net, Params(W, b), X), Y):.2f}")
    dW, db = buggy(W, Z, A, Y, g_prime)
    W, b = update_parameters(W, b, dW, db, 0.5)

# %% [markdown]
# The cost falls. Nothing tells you that it would have fallen faster with the right gradient. What tells you is a second opinion: nudge a parameter by a little $\varepsilon$ to both sides, and see how $J$ changes.
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
# where $\lVert v \rVert$ is the length of $v$, the root of the sum of its squares: `np.linalg.norm(v)`. Below $10^{-6}$ all is well; above $10^{-3}$ there is a bug; between them, look again.

# %%
# exercise: gradient_check

# %%
check(gradient_check)

# %% [markdown]
# Now find the bug. We check each $dW^{[l]}$ on its own: `J_of(l)` is the cost as a function of $W^{[l]}$ alone: `W | {l: …}` is `W` with another matrix for layer $l$, and `.ravel()` makes one long row of a matrix. First your own backward pass, then the one with the bug.

# %%
gradient_check = use(gradient_check)
W, b = initialize(net, "xavier", rng=1)  # the same start as above
Z, A = forward_deep(W, b, X, g)


def J_of(l):
    return lambda theta: cost(net, forward(net, Params(W | {l: theta.reshape(W[l].shape)}, b), X), Y)


for backward in backward_deep, buggy:
    dW, _ = backward(W, Z, A, Y, g_prime)
    for l in W:
        difference = gradient_check(J_of(l), W[l].ravel(), dW[l].ravel(), 1e-5)
        print(f"dW[{l}]: {difference:.0e}", "right" if difference < 1e-6 else "WRONG")
    print()

# %%
quiz(
    "With the bug, dW[4] is right, and dW[3], dW[2] and dW[1] are wrong. Where would you look first?",
    [
        "where dZ[3] is made from dZ[4]",
        "where dW[1] is made",
        "in the forward pass",
        "where the parameters are updated",
    ],
    answer=0,
    why="dZ[4] must be right, since dW[4] is. The first thing to go wrong on the way back is dZ[3], and all layers before it inherit the error. (There it used the slope of the next layer's function.)",
)

# %% [markdown]
# ## 10. How to start a deep network
#
# In Chapter 3 the weights started at 0.01 times a normal number. Here are four hidden layers that start like that. Press play, and look at the bars under **size of dW**, one for each layer. (Their axis goes in
# powers of ten.)

# %%
deep = dict(layers=(2, 8, 8, 8, 8, 1), activation="relu", learning_rate=0.1)
TrainingLab("circles", **deep, initialization="small", show=("initialization", "learning_rate"))

# %% [markdown]
# Nothing happens, and the answer stays at one half for every point. Each layer makes its numbers forty to a hundred times smaller, and four of them in a row leave nothing. On the way back the same factors multiply the gradients: they **vanish**.
# Choose **he** and play: it learns at once. Choose **large** and play: now the gradients **explode**, one step throws the weights far away, and soon nearly all units are dead.

# %%
relu_net, circles = Network((2, 8, 8, 8, 8, 1), hidden="relu"), datasets.circles(rng=0)
for name in ("small", "he"):
    first = initialize(relu_net, name, rng=0)
    *_, end = train(relu_net, first, *circles, learning_rate=0.1, steps=1000, every=1000)
    print(f"{name}: cost {end.cost:.2f} after 1000 steps")

# %% [markdown]
# Where does 0.69 come from? It is $-\log \frac12$: the network says one half to everything.
#
# So how large should the weights be? A unit adds up $n^{[l-1]}$ random numbers. Some are positive and some negative, so the sum grows only with $\sqrt{n^{[l-1]}}$. Then ReLU throws half of it away. To keep the numbers as large as they were,
#
# $$W^{[l]} = \sqrt{\frac{2}{n^{[l-1]}}} \cdot \text{normal numbers}$$
#
# which is named after Kaiming He (2015). **Xavier** has 1 in place of 2; it is meant for tanh.

# %% [markdown]
# ### Your turn: `initialize_he`
#
# As `initialize_random` of Chapter 3, with a scale for each layer.

# %%
# exercise: initialize_he

# %%
check(initialize_he)

# %%
initialize_he = use(initialize_he)

# %% [markdown]
# The activation matters as well. Here are six hidden layers of sigmoids. The slope of a sigmoid is at most $\frac14$, and from $dZ^{[7]}$ back to $dZ^{[1]}$ six of these are multiplied: at most $\frac{1}{4096}$.
# The weights in between shrink it further. How much smaller is $dW^{[1]}$ than $dW^{[7]}$? Play: does it learn? Then choose tanh or ReLU under **activation**, press **Reset**, and play.

# %%
sigmoids = dict(layers=(2, 5, 5, 5, 5, 5, 5, 1), activation="sigmoid", learning_rate=0.1)
TrainingLab("circles", **sigmoids, initialization="xavier", show=("activation", "initialization"))

# %% [markdown]
# ## 11. All of it, on real images
#
# ### Your turn: `deep_network`
#
# Put your pieces together. `data` unpacks as `X, Y = data`. Hidden layers are ReLU, the output is a sigmoid, and the start `W`, `b` is given. Each step is one pass forward, one back, one update.

# %%
# exercise: deep_network

# %%
check(deep_network)

# %% [markdown]
# And now it works for its living. Is a handwritten digit odd or even? Each is a picture of $8 \times 8$ pixels, so $n_x = 64$. Odd digits have little in common but that, so a straight boundary is not enough. Four networks learn it from five starts each, on your
# `deep_network` if it is right. A quarter of the 1797 digits is there to learn from, and all others test what was learnt. (This takes some seconds, and a few more in the browser version.)

# %% tags=["nbval-ignore-output"]
own = dict(train_with=use(deep_network), initialize=initialize_he)
nets = {"logistic regression": (64, 1), "shallow": (64, 20, 1),
        "deep": (64, 20, 20, 1), "deeper": (64, 20, 20, 20, 1)}
compare(nets, datasets.digits_odd(), **own, learning_rate=0.3, steps=400, test=0.75)

# %% [markdown]
# The hidden layer makes the great difference. More layers seem to help a little more. But is that fair? The deeper networks also have more parameters, and one $\alpha$ need not suit all. So: about as many parameters
# each, and each with a learning rate of its own.

# %% tags=["nbval-ignore-output"]
equal = {"shallow": (64, 26, 1), "deep": (64, 20, 20, 1), "deeper": (64, 17, 17, 17, 1)}
rates = {"shallow": 1.0, "deep": 0.5, "deeper": 0.3}
compare(equal, datasets.digits_odd(), **own, learning_rate=rates, steps=400, test=0.75)

# %% [markdown]
# Where is the lead of the deeper ones now? Compare the differences with the numbers behind the ±, which say how much one and the same network varies from seed to seed. A lead that is smaller than that is no lead. On these small pictures depth is not what counts.
# (And we chose the rates by looking at such tables. Chapter 5 shows how to do that honestly.)
#
# Now the faces. Before you run it: what do you expect?

# %% tags=["nbval-ignore-output"]
nets = {"logistic regression": (625, 1), "shallow": (625, 20, 1), "deep": (625, 20, 20, 1)}
compare(nets, datasets.faces(), **own, learning_rate=0.03, steps=300)

# %% [markdown]
# One neuron already does as well as the others. Its template of a face is all that these pictures ask for, and with 150 training images there is not enough to learn more from. Only 50 are left to test, so one image more or less is 2 %.
#
# Depth pays where the problem is built of parts, where there are many data, and where the training finds the way. Try the simple network first.

# %%
quiz(
    "Your deep network gets 98.4 % ± 0.9, logistic regression 97.2 % ± 2.3, on 50 test images and five seeds. What do you report?",
    [
        "The deep network is better.",
        "Logistic regression is better, because it is simpler.",
        "No difference that could be told from chance.",
    ],
    answer=2,
    why="1.2 % is less than one test image, and well inside the ± 2.3 of logistic regression. Simplicity is then a good reason to choose, but not a measurement.",
)

# %% [markdown]
# ## What you have learnt

# %%
LearntLab(4)

# %% [markdown]
# | | |
# |---|---|
# | forward | for $l = 1 \dots L$: $\; Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}, \quad A^{[l]} = g^{[l]}(Z^{[l]})$ |
# | backward | $dZ^{[L]} = A^{[L]} - Y$, then for $l = L \dots 1$: $\; dW^{[l]}, db^{[l]}$, and $dZ^{[l-1]} = W^{[l]T} dZ^{[l]} * g^{[l-1]\prime}(Z^{[l-1]})$ |
# | shapes | a gradient has the shape of its parameter; beware of what fits by accident |
# | proof | the numeric gradient is a second opinion that knows nothing of your code |
# | start | $\sqrt{2 / n^{[l-1]}}$ times a normal number, for ReLU |
# | depth | a few layers can do what one can do only with very many units; whether training finds it is another question |

# %%
show_progress(4)

# %% [markdown]
# ### An open question
#
# Nobody checks this one. Take the moons and a budget of about 50 parameters, and find the network that gets most test points right: how many layers, how many units in each? Decide before you begin how many seeds
# you will try, and what would convince you that one shape is better than another. Then look: are you convinced?
