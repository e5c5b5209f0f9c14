# %% [markdown]
# # Chapter 2 · Logistic regression as a neural network
#
# The smallest network there is has one neuron. By the end of this chapter you will have written all of it, trained it
# on photographs, and watched it learn what a face looks like.
#
# **You need** [Chapter 1](01_introduction.ipynb): the neuron, the cost $J$, one example a column; and, from school, the slope of a curve.
# **Plan** about 2½ hours; every section ends at a good place to stop.
#
# Beside the chapters stand one page of [notation and equations](notation.md) and a [glossary](glossary.md).

# %% [markdown]
# **First** choose *Run → Run All Cells* in the menu, now and whenever you come back: a picture has controls once its cell has run.
# Then go through the chapter, and run each cell again as you come to it, with Shift+Enter.
#
# **How it goes.** Move something, see what happens, then write the function behind it. `check(f)` looks at your answer
# and says what is wrong with it. If you are stuck, make a new cell with the **+** in the bar above, and write `hint("sigmoid")` in it (the name of your
# function), or at last `solution("sigmoid")`. Your answers are saved with this notebook.

# %%
import numpy as np

# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README.
from course_lib import datasets
from course_lib.exercises import check, hint, predict, quiz, show_progress, solution, use
from course_lib.labs import CostSurfaceLab, DescentLab, GraphLab, ImageColumnLab, JudgeLab
from course_lib.labs import LearntLab, LogisticLab, NeuronLab, RaceLab

# %% [markdown]
# ## 1. A picture becomes a column
#
# This chapter asks yes-or-no questions. Is there a cat in the picture? Is this a face? That is **binary classification**.
# The answer is a label $y$, 1 for yes and 0 for no.
#
# A neuron does not see a picture. It takes in a list of numbers. Move the slider and take the cat apart: first into its
# three colour **channels**, then into one long column.

# %%
ImageColumnLab()

# %% [markdown]
# The picture has $64 \times 64$ pixels, and each pixel has a red, a green and a blue value. That makes
#
# $$n_x = 64 \times 64 \times 3 = 12\,288$$
#
# numbers, the **features** of this example; $n_x$ counts them. We write them as one column $x$ of shape $(n_x, 1)$. The order is
# up to us, as long as it is the same for every picture. NumPy's own order is the simplest: row after row, and within a
# pixel red, green, blue.
#
# Here is a tiny picture whose numbers are counted in that order. Which three numbers has its lower left pixel, `picture[1, 0]`? Guess, then change
# the cell and see.

# %%
picture = np.arange(12).reshape(2, 2, 3)  # 2 × 2 pixels, 3 channels
picture[0, 1], picture.reshape(12, 1).T  # .T makes a row of the column, to save space

# %% [markdown]
# ### Your turn: `image_to_column`
#
# Replace the last line with your own code. It should work for a picture of any size.

# %%
# exercise: image_to_column

# %%
check(image_to_column)

# %% [markdown]
# ### Many pictures: the matrix $X$
#
# One example is not enough to learn from. We have $m$ of them, and put them side by side, **one example per column**:
#
# $$X = \begin{bmatrix} | & | & & | \\ x^{(1)} & x^{(2)} & \cdots & x^{(m)} \\ | & | & & | \end{bmatrix}\ (n_x, m)
# \qquad Y = \begin{bmatrix} y^{(1)} & y^{(2)} & \cdots & y^{(m)} \end{bmatrix}\ (1, m)$$
#
# The number in round brackets says which example: $x^{(2)}$ is the second. Read $X$ both ways. Down a column you meet the features of one example. Along
# a row you meet one feature in all examples. (Many libraries have one example in each row. This book never does.)

# %%
quiz(
    "Ten colour pictures of 32 × 32 pixels: what is the shape of X?",
    ["(10, 3072)", "(3072, 10)", "(1024, 30)"],
    answer=1,
    why="32 × 32 × 3 = 3072 features go down, the 10 examples go across.",
)

# %% [markdown]
# ### Your turn: `flatten_images`
#
# `images` has the shape `(m, h, w, 3)`: the examples come first. Careful: a reshape alone can give the right shape
# and still mix the pixels of different pictures. `.T`, the *transpose*, turns rows into columns.

# %%
# exercise: flatten_images

# %%
check(flatten_images)

# %% [markdown]
# ## 2. One neuron
#
# Forget pictures for a moment and take a single feature $x$. Each dot below is one example. Orange ones have $y = 1$ and sit
# on top; blue ones have $y = 0$ and sit at the bottom. The curve is what the neuron answers.
#
# Move $w$ and $b$ until the curve runs close to the dots. What does $w$ do to the curve? What does $b$ do? $J$ says how wrong
# the curve is; section 3 tells how it is computed. How low can you get it?

# %%
NeuronLab()

# %% [markdown]
# You have just trained a neuron by hand. A larger $w$ makes the curve steeper, and a negative one turns it round. $b$ moves it: it crosses $\frac12$
# where $w x + b = 0$. This is the formula, for any number of features:
#
# $$z = w^T x + b \qquad \hat y = a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# The **sigmoid** $\sigma$ squeezes $z$ between 0 and 1, and we read the answer $\hat y$ as a probability: $\hat y = P(y = 1 \mid x)$, how likely a *yes* is for
# this $x$. Its other name, $a$, is for *activation*: what a neuron hands on, and soon that will be to other neurons.

# %% [markdown]
# And $w^T x$? It is short for $w_1 x_1 + w_2 x_2 + \dots$, each feature times its own **weight**. The weights are a column $w$, as long as $x$: $(n_x, 1)$. The
# $T$ lays it down, and a row times a column makes this sum: $(1, n_x) \cdot (n_x, 1) = (1, 1)$. In NumPy `@` is that product. The **bias** $b$ is a number. Together,
# $w$ and $b$ are the **parameters**.
#
# Work it out in your head, then run the cell:

# %%
w, x = np.array([[2.0], [-1.0]]), np.array([[3.0], [4.0]])  # both (2, 1)
w.T @ x  # one number, in an array of shape (1, 1); .item() takes it out

# %% [markdown]
# Look at the ends of the curve. If $z$ is large, $e^{-z}$ is almost 0 and $\sigma(z) \approx \frac{1}{1 + 0} = 1$. If $z$ is very
# negative, $e^{-z}$ is huge and $\sigma(z) \approx 0$. Between them, at $z = 0$, the neuron is undecided: $\sigma(0) = \frac12$.
#
# *Some books put $b$ into the weights: a feature $x_0 = 1$ is added, the parameters are called $\theta$, and
# $\hat y = \sigma(\theta^T x)$. It is the same neuron. We keep $w$ and $b$ apart, because they learn by different formulas.*

# %% [markdown]
# ### Your turn: `sigmoid`
#
# `z` may be a number or an array. With NumPy one line serves both.

# %%
# exercise: sigmoid

# %%
check(sigmoid)

# %% [markdown]
# From here on the chapter uses *your* sigmoid. `use` hands it back once it passes. Until then you get ours, so that
# you can read on and return later. Below it draws the curve: bring $J$ under the dashed line once more.

# %%
sigmoid = use(sigmoid)

# %%
NeuronLab(w=4.0, b=-2.0, sigmoid=sigmoid)

# %% [markdown]
# ## 3. How wrong is it? Loss and cost
#
# To improve the neuron we need a number for how wrong it is. For one example that number is the **loss**; the mean over
# all examples is the **cost** $J$. The first idea would be the squared error, $\frac12(\hat y - y)^2$.
#
# Below, every point on the floor is one choice of $w$ and $b$, and the height is the cost. Turn both
# surfaces, then press ▶: a ball rolls on each. Start it at other places too. Where does it get stuck?

# %%
CostSurfaceLab()

# %% [markdown]
# The surface of the squared error bends down over most of the floor, like the top of a hill. Far out it is almost flat, although the answers are wrong
# there: a ball that starts there hardly moves.
#
# A surface that bends down nowhere is called **convex**. It is a single bowl, and wherever the ball starts, it rolls towards the lowest place. The
# surface on the right is convex. Its cost is made of the **logistic loss**, in which log is the natural logarithm, `np.log`:
#
# $$\mathcal L(\hat y, y) = -\bigl(y \log \hat y + (1 - y) \log (1 - \hat y)\bigr)$$

# %% [markdown]
# Only one of the two terms counts for an example, since $y$ is 0 or 1:
#
# | if | the loss is | so it asks for |
# |---|---|---|
# | $y = 1$ | $-\log \hat y$ | $\hat y$ close to 1 |
# | $y = 0$ | $-\log(1 - \hat y)$ | $\hat y$ close to 0 |
#
# To be sure and wrong costs a lot: $-\log 0.01 \approx 4.6$. You have seen these losses: they are the strokes in the lower left of the neuron's picture
# in section 2. The cost is their mean,
#
# $$J(w, b) = -\frac1m \sum_{i=1}^m \Bigl[ y^{(i)} \log \hat y^{(i)} + (1 - y^{(i)}) \log (1 - \hat y^{(i)}) \Bigr]$$

# %%
quiz(
    "A neuron answers 0.5 to everything. What is its logistic cost?",
    [
        "0.5, whatever the labels",
        "about 0.69 if half of the labels are 1, and else more",
        "about 0.69, whatever the labels",
        "0: it is never quite wrong",
    ],
    answer=2,
    why="Each example costs −log 0.5 = log 2 ≈ 0.6931, whether y is 0 or 1. You will meet this number again.",
)

# %% [markdown]
# ### Your turn: `logistic_cost`
#
# `A` holds the answers $\hat y$ and `Y` the labels, both `(1, m)`. Return one number.

# %%
# exercise: logistic_cost

# %%
check(logistic_cost)

# %%
logistic_cost = use(logistic_cost)

# %% [markdown]
# **A trap worth seeing once.** Let a neuron be very sure, $z = 800$, and wrong, $y = 0$. Then $\hat y$ rounds to exactly 1, and the formula
# asks for $\log 0$. In terms of $z$ the same loss is $\log(1 + e^z)$, and NumPy has a function for that which never makes the huge $e^z$: `np.logaddexp(0, z)`.
# `course_lib` computes its costs in this way.

# %%
z = 800.0
with np.errstate(divide="ignore"):
    print("from y-hat:", -np.log(1 - 1 / (1 + np.exp(-z))))
print("from z:    ", np.logaddexp(0, z))

# %% [markdown]
# ## 4. Downhill: gradient descent
#
# Now let the ball find the way itself. It stands at some $w$ and feels the slope $\frac{dJ}{dw}$ under its feet: how fast $J$ grows as $w$
# grows, the *derivative* of school. Then it takes a step against the slope:
#
# $$w := w - \alpha \frac{dJ}{dw} \qquad b := b - \alpha \frac{dJ}{db}$$
#
# Read $:=$ as "becomes". Where the slope is positive, $w$ gets smaller; where it is negative, $w$ grows. Both lead downhill.

# %% [markdown]
# The slopes for all parameters together are called the **gradient**; in code `dw` stands for $\frac{dJ}{dw}$ and `db` for $\frac{dJ}{db}$. The
# **learning rate** $\alpha$ is how far one step goes for a given slope.
#
# Press ▶, and try all of it: tiny, fine, too much.

# %%
DescentLab()

# %% [markdown]
# Three things can happen, and you can see why:
#
# - **α too small**: every step is right, but there are far too many of them.
# - **α about right**: big steps where it is steep, small ones near the bottom, all by themselves, because the slope shrinks.
# - **α too large**: the step jumps over the valley. If it lands higher than it started, the slope there is steeper, the next step is longer, and
#   it **diverges**. In a bowl whose slope changes by $c$ for each unit of $w$ (its *curvature*) this happens when $\alpha$ is above $2/c$. Above, $c = 1$: try
#   $\alpha = 1.9$, then 2.1.

# %%
quiz(
    "The slope at w is −3 and α = 0.1. Where does w = 2 go?",
    ["to 1.7", "to 2.3", "to 2.03", "it stays"],
    answer=1,
    why="2 − 0.1 · (−3) = 2.3: the slope falls to the right, so the step goes right.",
)

# %% [markdown]
# ### Your turn: `gradient_descent_step`
#
# Return the new `w` and `b`. Leave the arrays that you were given as they are: the code that calls your function may still need them.

# %%
# exercise: gradient_descent_step

# %%
check(gradient_descent_step)

# %%
gradient_descent_step = use(gradient_descent_step)

# %% [markdown]
# And here is the ball again, on *your* step. Let it run with too large an $\alpha$, in the bowl and then on the curve *logistic cost*. What is different, and why?

# %%
DescentLab(step=gradient_descent_step)

# %% [markdown]
# ## 5. Where slopes come from: the computation graph
#
# A network is a long formula. To find its slopes we cut it into small pieces. Take this one, where $a$, $b$ and $c$ are just three numbers:
#
# $$J = 3(a + bc), \qquad u = bc, \quad v = a + u, \quad J = 3v.$$
#
# Click through it. First **forward**, left to right: values. Then **backward**, right to left: each piece multiplies its own *local slope*
# by the slope that arrives from the right. Change $a$, $b$ and $c$ too, and nudge $v$ to see whether the slope tells the truth.

# %%
GraphLab("chain")

# %% [markdown]
# With $a = 5$, $b = 3$, $c = 2$ you found $u = 6$, $v = 11$ and $J = 33$. If $v$ goes up by 0.001, $J$ goes up by 0.003. So $\frac{dJ}{dv} = 3$. And $b$?
# A nudge of $b$ moves $u$ twice as much, since $c = 2$; $u$ moves $v$ as much; $v$ moves $J$ three times as much. Multiply along the way:
#
# $$\frac{dJ}{db} = \frac{dJ}{dv}\,\frac{dv}{du}\,\frac{du}{db} = 3 \cdot 1 \cdot 2 = 6$$
#
# This is the **chain rule**, and walking it from right to left is **backpropagation**. In code $\frac{dJ}{dv}$ is `dv`, as $\frac{dJ}{dw}$ is `dw`.

# %% [markdown]
# ### Your turn: `graph_gradients`
#
# Return all five slopes, for any $a$, $b$ and $c$. Go from right to left, and use what you already have.

# %%
# exercise: graph_gradients

# %%
check(graph_gradients)

# %% [markdown]
# ## 6. The neuron as a graph
#
# Now the same walk through logistic regression: one example with two features, from $x$ to the loss and back.

# %%
GraphLab("logistic")

# %% [markdown]
# Two slopes that you need come from the rules of school: that of $\log a$ is $\frac1a$, which gives $\frac{d\mathcal L}{da} = -\frac{y}{a} + \frac{1-y}{1-a}$, and that of the
# sigmoid is $\frac{da}{dz} = a(1-a)$. (Or trust the picture: nudge $a$ and $z$.) Multiplied, their denominators cancel:
#
# $$\frac{d\mathcal L}{dz} = \Bigl(-\frac{y}{a} + \frac{1-y}{1-a}\Bigr)\, a(1-a) = -y(1-a) + (1-y)a = a - y$$
#
# So `dz = a − y`: the answer minus the truth, nothing more.
#
# Each weight then gets its share, `dw₁ = x₁ dz`, `dw₂ = x₂ dz`, and `db = dz`. A feature that was 0 did not take part, and its weight does not move.

# %% [markdown]
# For $m$ examples the cost is a mean, so its slopes are means as well. Walk through the examples, add up, divide by $m$ at the end:
#
# $$dw = \frac1m \sum_{i=1}^m x^{(i)} \bigl(a^{(i)} - y^{(i)}\bigr) \qquad db = \frac1m \sum_{i=1}^m \bigl(a^{(i)} - y^{(i)}\bigr)$$
#
# Each $x^{(i)}$ is a column, so $dw$ is one too: $(n_x, 1)$.

# %% [markdown]
# ### Your turn: `logistic_gradients_loop`
#
# Write it as a plain loop over the examples. It will be slow; that is the point of the next section. `X[:, i:i+1]` is example `i` as a column, and `Y[0, i]` its label.

# %%
# exercise: logistic_gradients_loop

# %%
check(logistic_gradients_loop)

# %%
logistic_gradients_loop = use(logistic_gradients_loop)

# %% [markdown]
# ## 7. No more loops
#
# Python is slow at walking through examples one by one. NumPy does the whole row at once. Put the columns side by side, and the loop disappears:
#
# $$Z = w^T X + b \qquad A = \sigma(Z) \qquad dZ = A - Y \qquad dw = \frac1m\, X\, dZ^T \qquad db = \frac1m \sum_i dz^{(i)}$$
#
# $Z$, $A$ and $dZ$ are rows, one entry an example, and NumPy adds the number $b$ to each entry. Check the shapes: $w^T X$ is $(1, n_x) \cdot (n_x, m) = (1, m)$, one $z$ per example. $X\,dZ^T$ is $(n_x, m) \cdot (m, 1) = (n_x, 1)$: the shape of
# $w$. **A gradient always has the shape of its parameter.**

# %% [markdown]
# ### Your turn: `logistic_gradients`
#
# The same two results, without a loop. `*` multiplies entry by entry, `@` is the matrix product.

# %%
# exercise: logistic_gradients

# %%
check(logistic_gradients)

# %%
logistic_gradients = use(logistic_gradients)

# %% [markdown]
# ### The race
#
# How much faster is the second version? You can read "300 times" in many places. Make a guess first, for 10 000 examples, then measure on *your* machine.

# %%
speedup = predict("How many times faster is NumPy than the loop, for 10 000 examples?", unit="times")
speedup

# %%
race = RaceLab({"loop": logistic_gradients_loop, "NumPy": logistic_gradients})
race

# %% [markdown]
# Press **Race** and wait for the last dot. Both axes are logarithmic: the distance between the lines *is* the ratio, and the bars show how much it
# varies. For very few examples there is no gain at all: each call of a NumPy function has a fixed price, and with one example both versions pay it once. Then run the next cell.
#
# After that, choose 200 features and race again. Is the gain larger or smaller?

# %%
speedup.reveal(race.ratio)

# %% [markdown]
# With 200 features the gain is smaller. Now each example is real work for NumPy too, so there is less of the fixed price to save. How many times faster? It
# depends on your data and on your machine: measure.

# %% [markdown]
# ## 8. Everything together, on real photographs
#
# Start at zero. Then repeat: gradients, step, gradients, step. That is the whole algorithm.
#
# ### Your turn: `logistic_regression`
#
# Use your `logistic_gradients` and your `gradient_descent_step`.

# %%
# exercise: logistic_regression

# %%
check(logistic_regression)

# %%
logistic_regression = use(logistic_regression)

# %% [markdown]
# Now for 200 small photographs, 25 × 25 pixels each: half of them are faces. A quarter is put aside for the **test**: the neuron never trains on
# those, so they tell how well it does on pictures that it has not seen. Each column of `X` holds 625 numbers, the brightness of the pixels, from 0 to 1.

# %%
train_set, test_set = datasets.faces().split(test=0.25, rng=0)
w, b = logistic_regression(*train_set, learning_rate=0.1, steps=500)
for name, (X, Y) in (("train", train_set), ("test", test_set)):
    right = (sigmoid(w.T @ X + b) > 0.5) == Y
    print(f"{name}: {right.mean():.0%} of {Y.size} photographs right")

# %% [markdown]
# Too good to be true? The task is easy: the pictures without a face are pieces of the background, and many of them are nearly black. One weight for each pixel is
# enough for that. A real face detector has harder things to tell apart.

# %% [markdown]
# And now live, with your functions inside. The picture on the left is $w$ itself: 625 weights, drawn where their pixels are. Where it is orange, a bright pixel speaks
# *for* a face; where it is blue, *against* one.
#
# Press play. Try a larger α, then a much larger one. Go back with the history slider. On the right are the test pictures that it judges worst: would
# you have known better?

# %%
lab = LogisticLab(
    datasets.faces(),
    learning_rate=0.1,
    sigmoid=sigmoid,
    cost=logistic_cost,
    gradients=logistic_gradients,
    step=gradient_descent_step,
)
lab.tick(20)
lab

# %%
quiz(
    "Set α = 1 and play on to 3000 steps: the training cost keeps falling, the test cost begins to rise. What is happening?",
    [
        "the steps are so large that they jump over the valley",
        "the neuron learns its training pictures by heart",
        "the test pictures are harder than the training pictures",
    ],
    answer=1,
    why="It fits what is special about these few pictures. Harder pictures would cost more from the start, and jumps would show in the training cost too. This is overfitting; with 625 weights and 150 pictures there is room for it.",
)

# %% [markdown]
# ### Your own picture
#
# Upload a photograph, put the square on what the neuron should look at, and let the model that you have just trained judge it (train it further above, then press *Judge again*). Then read *why*: each pixel adds
# its weight times its brightness to $z$.

# %%
JudgeLab(lab)

# %% [markdown]
# ## What you have learnt

# %%
LearntLab(2)

# %% [markdown]
# | | |
# |---|---|
# | one neuron | $\hat y = \sigma(w^T x + b)$ |
# | how wrong | $J = -\frac1m \sum [\,y \log \hat y + (1-y) \log(1-\hat y)\,]$ |
# | its slopes | $dZ = A - Y, \quad dw = \frac1m X\,dZ^T, \quad db = \frac1m \sum dZ$ |
# | one step | $w := w - \alpha\,dw, \quad b := b - \alpha\,db$ |
#
# Forward for the values, backward for the slopes, one step downhill, again. Every network in this book learns like that. The next chapter puts several
# neurons side by side, and a second layer on top.

# %%
show_progress(2)

# %% [markdown]
# ### An open question
#
# Nobody checks this one. Your neuron calls a picture a face when $w^T x + b > 0$, and $w$ has one weight for each *place* in the picture. What happens
# to a face that is moved by five pixels, or turned upside down, or half in shadow? Guess, then try it with the upload above. What would a network need so that it does not mind?
