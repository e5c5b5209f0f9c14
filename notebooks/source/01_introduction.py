# %% [markdown]
# # Chapter 1 · Introduction
#
# Some programs are written line by line. Others learn from examples, and this book is about those. In a minute you will watch one learn.
#
# **You need** the equation of a straight line, and a little Python: a function with `def`, a list, a loop. **Plan** about 1½ hours; every
# section ends at a good place to stop. Words are in the [glossary](glossary.md).
#
# This page is made of **cells**. Click the one below and press Shift+Enter to run it. Then go on to the next.

# %%
import numpy as np

# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README.
from course_lib.exercises import check, hint, match, predict, quiz, show_progress, solution, use
from course_lib.labs import BentLineLab, DataScaleLab, HousingLab, LearntLab
from course_lib.labs import StepRaceLab, TwoKindsLab, WatchLab

# %% [markdown]
# ## Watch one learn
#
# Run the next cell and press ▶. On the left are blue dots and orange squares, and behind them, as a colour, what the program would say at each place.

# %%
WatchLab("circles")

# %% [markdown]
# Nobody told it what a circle is. It saw the filled points and their colours, guessed, was told how wrong it was, and changed its numbers a little,
# again and again. That is **learning**, and the program is a **neural network**. The hollow points were kept from it: they tell whether it has understood
# or only remembers.
#
# Press the same button again to stop. **Begin again** goes back to the first guess; **New start** takes other points and another first guess.

# %% [markdown]
# ## 1. How this workbook works
#
# You have just used a **lab**: a picture with something to move. Under each lab stands what it shows, in words. You cannot break anything; run the cell again and
# the lab is new. All controls work with the mouse and with the keyboard.
#
# Now and then there is a question. Its code is folded away, since the answer stands in it: run the cell as any other. A wrong answer costs nothing.

# %%
quiz(
    "You let it learn, then press New start and ▶ again. What does it still know of the first points?",
    ["The shape that it has found", "The points, but not the shape", "Nothing"],
    answer=2,
    why="All that it knows stands in its numbers, and those begin anew, at random. It finds the circle a second time from examples alone.",
)

# %% [markdown]
# ### Your turn: `straight_line`
#
# And there are **exercises**: functions that you write. The first one you know from school, a straight line with slope $w$ that starts at the height $b$:
#
# $$z = w x + b$$
#
# Replace the last line of the function with your own code, and run the cell. The line in quotes says what it should do.

# %%
# exercise: straight_line

# %% [markdown]
# Then let it be checked. `check` tells you whether it is right and, if it is not, what is probably wrong with it. Try it before you have written anything,
# and after.

# %%
check(straight_line)

# %% [markdown]
# Stuck? `hint` gives a hint, and another one each time you run it. There are three.

# %%
hint("straight_line")

# %% [markdown]
# And if nothing helps, `solution("straight_line")` shows ours: the **+** in the bar above makes a new cell for it. There is no shame in it. Read it, close it, write it
# yourself.
#
# What you have solved is remembered on your own computer, and nowhere else:

# %%
show_progress(1)

# %% [markdown]
# ## 2. One neuron: the price of a house
#
# Below, each dot is a house. The further right, the larger; the higher, the more expensive. You want to tell the price of a house from its size.
#
# Drag **slope** and **bias**, which moves the line up and down, until it fits. The grey strokes show how far off it is, and the **cost** $J$ is one
# number for all of them: the lower, the better. How low do you get it?

# %%
BentLineLab()

# %% [markdown]
# You have done by hand what every network in this book does by itself. Let it: press **Start again**, then ▶, and watch both sliders move. At each step the
# machine feels in which direction the cost falls, and takes a step that way. It is called **gradient descent**, and Chapter 2 shows how it works.
#
# Now set **line** to *straight*, and press ▶ again. How low does the cost get without the bend? And what does a very small house cost then?

# %% [markdown]
# The words for what you saw:
#
# | | |
# |---|---|
# | $x$ | what is known of an example, its **feature**: the size |
# | $y$ | the right answer, its **label**: the price. With $m$ houses there are $m$ pairs of $x$ and $y$ |
# | $w$, $b$ | the **parameters**: the slope is called **weight**, the starting height **bias** |
# | $\hat y$ | what the neuron answers; say "y-hat" |
# | $J$ | the **cost**: the mean over all houses of $\frac12(\hat y - y)^2$, half the square of a grey stroke (the half will make a later formula shorter) |

# %% [markdown]
# A price is never below 0, and a straight line does not know that. So the line is bent where it meets 0:
#
# $$z = w x + b \qquad \hat y = \max(0, z)$$
#
# First a line, then a bend: that is a whole **neuron**. This bend is called **ReLU**, for *rectified linear unit*; "rectified" just means that what is
# negative becomes 0. You will meet it in every chapter.

# %% [markdown]
# ### Your turn: `relu`
#
# NumPy keeps many numbers in one **array**, a row or a table of them, and calculates with all of its entries at once:

# %%
np.array([-2.0, 0.0, 3.0]) * 10 + 1

# %% [markdown]
# So one function can bend a single number or a thousand of them. `z` may be either, and the answer has the same shape.

# %%
# exercise: relu

# %%
check(relu)

# %% [markdown]
# ### Your turn: `neuron`
#
# Put the two together. From here on, `use` hands you your own functions if they pass, and ours if they do not yet, so that you can always read on.

# %%
straight_line, relu = use(straight_line), use(relu)

# %%
# exercise: neuron

# %%
check(neuron)

# %% [markdown]
# And here is the lab again. If yours passed, the line on the screen is now drawn by *your* neuron. Move **ask about size** and follow the numbers through it.

# %%
neuron = use(neuron)
BentLineLab(w=1.0, b=-0.5, neuron=neuron)

# %%
quiz(
    "A neuron has w = 2 and b = −3. What does it answer to x = 1?",
    ["−1", "0", "1", "2"],
    answer=1,
    why="z = 2 · 1 − 3 = −1, and max(0, −1) = 0.",
)

# %% [markdown]
# ## 3. Many neurons: a network
#
# A price depends on more than size. Say we know four things about a house: its size, the number of bedrooms, its zip code (here a number: how central it is) and the
# wealth of the neighbourhood. Buyers may care about something else:
#
# | what buyers care about | can be told from |
# |---|---|
# | **family size**: is there room for us? | size, bedrooms |
# | **walkability**: can we walk to the shops? | zip code |
# | **school quality** | zip code, wealth |
#
# One neuron could work out each of these three, and a last one could add them up to a price. That is a **network**: neurons that listen to neurons.

# %% [markdown]
# The neurons in the middle are called **hidden units**, because the data do not tell what they should answer. We do not tell them either: every
# unit is connected to *every* input (such a layer is called **dense**), and the network decides by itself what its hidden units are good for.
#
# What will they find? Below are 300 houses that we have made up, so we know the three features behind the price. The network does not. Press ▶ and look
# at the middle: each dot is a house that it has never seen, and on the dashed line its price is right.

# %%
HousingLab()

# %% [markdown]
# The prices are soon about as good as they can be. What is left is **noise**: chance, put on each price (a few even fall below 0), which no network can know.
#
# Now look at the right. Each square compares one hidden unit with one true feature, and a frame marks the best partner of each: $r = 1$ means
# that they always go up together, $r = -1$ that one falls when the other rises, and $r = 0$ that they have nothing to do with each other.
#
# Press **New start** a few times and train again. Then press **Try 20 starts**. Which feature is found most often? What changes with 8 hidden units?

# %% [markdown]
# So the magic is real, but it is not what it is often said to be. The network finds features that *work*. Sometimes one is just the one that we had in mind. More often two units share
# it, or one unit mixes two of them, and now and then a unit is **dead**: it answers 0 to every house and never learns again. The prices hardly suffer.

# %%
quiz(
    "A friend has trained such a network and says: “unit 2 is school quality.” What would you ask first?",
    ["How good its prices are", "Whether it is so with other first weights too", "How many units it has"],
    answer=1,
    why="Other starts find other features, and a good price is no proof that a unit means what we would like it to mean.",
)

# %% [markdown]
# ### How many connections?
#
# Your house network has 4 inputs, 4 hidden units and 1 output. Each hidden unit has a weight for each input, $4 \cdot 4 = 16$ of them; the last unit has
# a weight for each hidden unit, 4 more. That makes 20 connections. Each unit has a bias too, but a bias belongs to a unit and connects nothing.
#
# Now guess for a larger one, with two hidden layers: 64 inputs, 100 units, 50 units, 1 output.

# %%
connections = predict("How many connections has a dense network of 64, 100, 50 and 1 units?")
connections

# %% [markdown]
# ### Your turn: `count_connections`
#
# `n` holds the sizes of the layers: `n[0]` is the number of inputs, `n[1]` the number of units in the first hidden layer, and so on.

# %%
# exercise: count_connections

# %%
check(count_connections)

# %%
count_connections = use(count_connections)
connections.reveal(count_connections((64, 100, 50, 1)))

# %% [markdown]
# ## 4. Learning from examples
#
# Sizes and prices, points and colours: each time there were inputs $x$ and, for each of them, the right answer $y$. Learning from such pairs is
# **supervised learning**. What changes is what goes in, what comes out, and the network between:
#
# | network | made for |
# |---|---|
# | **standard** (this course) | a row of numbers, each with its own meaning |
# | **convolutional** | images: the same small pattern is looked for everywhere |
# | **recurrent** | sequences, such as sound or text: it reads step by step, and remembers |
# | **hybrid** | several of these at once, joined |

# %% [markdown]
# Today the borders are less strict: text, sound and images are often given to one kind of network, the *transformer*. The first question is still the
# same: what goes in, and what comes out? Try it on six tasks.

# %%
match(
    "Which kind of network suits which task? (input → output)",
    {
        "features of a house → its price": ("standard", "a few numbers, each with its own meaning"),
        "ad and user → clicked or not": ("standard", "a row of a table again"),
        "image → which of 1000 objects": ("convolutional", "an object may be anywhere in an image"),
        "sound → the text that is spoken": ("recurrent", "sound is a sequence in time"),
        "English → Chinese": ("recurrent", "a sentence is a sequence of words"),
        "camera and radar → positions of cars": ("hybrid", "an image and other data together"),
    },
)

# %% [markdown]
# ## 5. A table and an image
#
# Data come in two kinds. **Structured** data stand in a table, where each column has a meaning: age, size, price. **Unstructured** data are images, sounds and texts: a single pixel or
# a single letter means nothing by itself. People are good at the second kind. Computers were not, for a long time.
#
# For the network, both become the same thing. Move **example**, and change the **table**.

# %%
TwoKindsLab()

# %% [markdown]
# Every example becomes **one column** of a matrix $X$. With $n_x$ features and $m$ examples its shape is $(n_x, m)$; the labels, in the same order, are $Y$ of shape $(1, m)$.
#
# Mind the turn on the left: a table has its examples in rows, and $X$ has them in columns. We keep to that through the whole book.

# %%
quiz(
    "A shop keeps a table of 500 customers, with 7 numbers about each, and wants to tell who comes back. What are the shapes of X and Y?",
    ["(500, 7) and (500, 1)", "(7, 500) and (1, 500)", "(7, 500) and (7, 1)"],
    answer=1,
    why="One customer is one column: 7 numbers down, 500 customers across, and one label for each.",
)

# %% [markdown]
# ### Your turn: `first_examples`
#
# You will need it in a minute. Take the first `m` examples out of `X`, of shape $(n_x, \text{more})$, and `Y`, of shape $(1, \text{more})$. In NumPy
# `X[rows, columns]` takes out a part: `X[:2, :5]` are the first two rows of the first five columns, and a colon alone means all.

# %%
# exercise: first_examples

# %%
check(first_examples)

# %%
first_examples = use(first_examples)

# %% [markdown]
# ## 6. Why now?
#
# The ideas behind neural networks are decades old. Why did they become so good only lately? There are three answers, and you can measure each of them here: **data**,
# **computation**, and better **algorithms**.
#
# ### Data
#
# Take real handwritten digits and ask of each: is it odd? Three networks learn it, with 4, 12 and 64 hidden units, each time from more examples. Then they are tested on 397 digits that
# none of them has seen. A network is *clearly* best if it beats each other one in at least nine repetitions of ten. First, your guess.

# %%
few = predict("Trained on 20 digits only: which network is best?", options=("small", "medium", "large", "nobody clearly"))
few

# %%
many = predict("And trained on 1400 digits?", options=("small", "medium", "large", "nobody clearly"))
many

# %% [markdown]
# Now press ▶ and let your machine find out. It trains 180 networks (three sizes, six amounts of data, each ten times with other digits and other first weights); that takes
# ten seconds to a minute.

# %%
scale = DataScaleLab(take=first_examples)
scale

# %%
few.reveal(scale.winner(20))

# %%
many.reveal(scale.winner(1400))

# %% [markdown]
# With little data, luck decides: which digits you happen to have matters more than the size of the network. Look how long the bars are, and how the dots on
# the right lie around 0. With more data the curves part: the small network holds only so much, and the large one goes on.
#
# Phones, cameras and the web have moved us to the right on this axis. For a large network to be worth its price, somebody had to collect the examples first.

# %% [markdown]
# ### Computation
#
# And what is that price? The large network has sixteen times as many hidden units as the small one. How many times longer does it take for one step of
# training, on 10 000 digits?

# %%
longer = predict("How many times longer does the large network take?")
longer

# %% [markdown]
# Press **Race**, which takes a few seconds, and then run the cell below it. Both axes go up in powers of ten.

# %%
race = StepRaceLab()
race

# %%
longer.reveal(race.ratio)

# %% [markdown]
# The text under the picture says how many whole trainings fit into an hour. That is the number that counts. Nobody knows beforehand how many units to take: you have an **idea**, write the
# **code**, run the **experiment**, and get a better idea. A machine that is ten times faster does not just save time; it lets you try ten times as much.

# %%
quiz(
    "You have 20 labelled digits, three networks as above, and money for one thing. What do you buy?",
    ["More labelled digits", "A network twice as large", "A machine twice as fast"],
    answer=0,
    why="With 20 digits luck decided, and more examples lifted every curve. A large network and a fast machine pay once the examples are there.",
)

# %% [markdown]
# ### Algorithms
#
# The third answer is better ideas, and one of them you have written already: the bend. For decades most networks bent their lines with the **sigmoid**, a smooth S that is nearly flat at both ends.
# Where it is flat there is no slope to follow.
#
# Below is one network with three hidden layers, twice: the same first weights, the same size of steps, but bent by the sigmoid on the left and by ReLU
# on the right. Press ▶.

# %%
lab = WatchLab("circles", layers=(2, 8, 8, 8, 1), activation="sigmoid", pace=20)
lab.fork(activation="relu")

# %% [markdown]
# Is it always so, or was that luck? Press **New start** and ▶ a few times. Or let us count, from five different starts: how many steps until 95 % of the new points are right? (We stop at 4000.)

# %% tags=["nbval-ignore-output"]
def steps_needed(activation, seed):
    run = WatchLab("circles", layers=(2, 8, 8, 8, 1), activation=activation, seed=seed)
    while run.record.accuracy[1] < 0.95 and run.record.step < 4000:
        run.tick(20)
    return run.record.step


for activation in ("sigmoid", "relu"):
    print(f"{activation:8}", *[steps_needed(activation, seed) for seed in range(5)])

# %% [markdown]
# A line with one corner, in place of a smooth curve, and the same network learns many times faster. Chapter 3 shows why.

# %%
quiz(
    "Both runs had the same points, the same first weights and the same machine. Which of the three answers do they show?",
    ["Data: ReLU saw better examples", "Computation: ReLU took more steps", "Algorithms: only the bend was another"],
    answer=2,
    why="One thing was changed, so it is the reason. You will compare runs like that through the whole book.",
)

# %% [markdown]
# ## 7. The map
#
# | | chapter | you build | it needs | hours |
# |---|---|---|---|---|
# | 1 | Introduction | a neuron with a bend | school mathematics | 1½ |
# | 2 | [Logistic regression](02_logistic_regression.ipynb) | one neuron that tells faces from other pictures | 1: neuron, cost, $X$ and $Y$ | 2½ |
# | 3 | [The shallow network](03_shallow_network.ipynb) | a hidden layer, forward and backward | 2: gradients, `@` | 3 |
# | 4 | [The deep network](04_deep_network.ipynb) | any number of layers | 3: the six equations | 3 |
# | 5 | [Hyperparameters](05_hyperparameters.ipynb) | an honest search for the best network | 4: a network to search with | 1¼, and your project |
#
# The hours are counted: a minute for 180 words or a question, ten for an exercise, four for a lab. Take what you need. [One page](notation.md) holds all symbols and equations.

# %% [markdown]
# ## What you have learnt

# %%
LearntLab(1)

# %% [markdown]
# | | |
# |---|---|
# | a neuron | $\hat y = \max(0,\, w x + b)$: a line, then a bend |
# | learning | change $w$ and $b$ so that the cost $J$ falls |
# | a network | dense layers of neurons; it finds its own features, and they are not always ours |
# | connections | $n_1 n_0 + n_2 n_1 + \dots$: neighbours multiplied, then added |
# | data | one example a column: $X$ is $(n_x, m)$, $Y$ is $(1, m)$ |
# | why now | more data, faster computers, better algorithms |

# %%
show_progress(1)

# %% [markdown]
# ### An open question
#
# Nobody checks this one. In section 3 the network told prices almost perfectly, and still its hidden units were seldom what we had in mind. Suppose that
# a bank decides with such a network who gets a loan, and you ask it why. What could it answer? What would you want it to be able to answer?
