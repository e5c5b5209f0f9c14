"""What learners do wrong, as data: each row is run in a real kernel (test_faults.py), and is a line of docs/faults.md.

`python tests/faults.py` writes that page.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "faults.md"
RESTART, STOP = "# the kernel is restarted", "# stopped by the learner after a moment"
HEAD = """# What a learner may do, and what they get

Each line is run in a real kernel by `tests/test_faults.py`: the cells, what they show, and that nothing was lost. The time limit is 5 seconds, for a
check and for each call of a learner's function in a lab. Three things cannot be stopped from inside: one call into C that never returns, such as
`sum(iter(int, 1))`; memory that is eaten faster than the limit comes; and `os._exit()`. There the kernel has to be restarted (Kernel ▸ Restart).
What was passed is kept, and the answers are in the notebook. The learner's own cells have no limit, and neither has a whole training that they wrote
themselves: the Stop button ends these.
"""


class Fault(NamedTuple):
    """What they do; the code, with `# %%` between cells; what must stand in the outputs; what must be true afterwards, as code and in words."""

    what: str
    cells: str
    gets: str
    holds: str = "True"
    words: str = ""


def sigmoid(body, result="1 / (1 + np.exp(-z))", before=""):
    """The cells of a learner's sigmoid, and its check."""
    return f"{before}def sigmoid(z):\n    {body}\n    return {result}\n# %%\ncheck(sigmoid)"


LOOP = "i = 0\n    while i < 3:\n        j = i + 1"
IN_FORWARD = "def forward(W, b, X, g):\n    {}\n    return forward_shallow(W, b, X, g)\n\n# %%\nlab = TrainingLab(m=40, forward=forward)\nlab.tick(5)\nlab\n# %%\n"
FIRST = "".join(next(cell["source"] for cell in json.loads((ROOT / "notebooks/03_shallow_network.ipynb").read_text("utf-8"))["cells"] if cell["cell_type"] == "code"))
WITHOUT = "course = {name: sys.modules.pop(name) for name in [*sys.modules] if name.split('.')[0] == 'course_lib'}\nsys.modules['course_lib'] = None"
STEP = "press(lab, 'Step')\nsee(lab)"

NAMES = (
    Fault("runs a later cell first, without the imports", "%reset -f\n# %%\ncheck(sigmoid)", "NameError: name 'check' is not defined"),
    Fault("opens a chapter in a kernel that has no course", f"{WITHOUT}\n# %%\n{FIRST}\n# %%\nsys.modules.update(course)",
          "# No module course_lib? Choose another kernel (Kernel > Change Kernel), or see Start in the README."),
    Fault("checks before the cell with the function has run", "check(relu)", "relu is not known here. Is it made in a cell above? Then choose Run > Run All Above Selected Cell."),
    Fault("runs an experiment before the cell that makes its network", "net.layers", "net is not known here. Is it made in a cell above? Then choose Run > Run All Above Selected Cell."),
    Fault("misspells a name", "print(Xx)", "If it is made nowhere, look at its spelling."),
    Fault("uses a function of an earlier exercise whose cell has not run",
          "def neuron(x, w, b):\n    return relu(w * x + b)\n# %%\ncheck(neuron)", "NameError: name 'relu' is not defined. Is it made in a cell above? Then choose Run > Run All Above Selected Cell."),
    Fault("uses an earlier exercise that is not written yet",
          "def relu(z):\n    raise NotImplementedError\ndef neuron(x, w, b):\n    return relu(w * x + b)\n# %%\ncheck(neuron)", "It calls relu, which is not written yet."),
    Fault("overwrites np", "np = 3\n# %%\n" + sigmoid("pass"), "Has a name been given to a number, np perhaps?"),
    Fault("deletes np", "del np\n# %%\n" + sigmoid("pass"), "Run the first cell of the chapter again: it imports NumPy as np."),
    Fault("imports something else as np", "import random as np\n# %%\n" + sigmoid("pass"), "module 'random' has no attribute 'exp' — in sigmoid, line 3"),
    Fault("overwrites check, then runs the first cell again", "check = 5\n# %%\ncheck(right('sigmoid'))\n# %%\nfrom course_lib.exercises import check\n# %%\ncheck(right('sigmoid'))",
          "'int' object is not callable", "check(right('sigmoid')).status == 'passed'", words="The first cell brings it back."),
    Fault("overwrites list, sum, print and max", "list, sum, print, max = 1, 2, 3, 4\n# %%\ncheck(right('relu'))\n# %%\nTrainingLab(m=40)", "✓ relu: Right!", words="The course's code does not see it."),
    Fault("gives the name of the function to its result", "sigmoid = right('sigmoid')\nsigmoid = sigmoid(0.0)\n# %%\ncheck(sigmoid)", "This is of type float64, not a function."),
    Fault("hands in X transposed", "*_, end = train(Network((2, 3, 1)), initialize(Network((2, 3, 1))), X.T, Y, learning_rate=1, steps=2)", "examples go in columns: pass X.T"),
    Fault("hands in Y as a flat array", "*_, end = train(Network((2, 3, 1)), initialize(Network((2, 3, 1))), X, Y[0], learning_rate=1, steps=2)", "make it a row, Y.reshape(1, -1)"),
    Fault("has labels −1 and 1", "*_, end = train(Network((2, 3, 1)), initialize(Network((2, 3, 1))), X, 2 * Y - 1, learning_rate=1, steps=2)", "labels −1 and 1 become 0 and 1"),
    Fault("has NaN in the data", "X[0, 3] = np.nan\n*_, end = train(Network((2, 3, 1)), initialize(Network((2, 3, 1))), X, Y, learning_rate=1, steps=2)", "X holds nan at (0, 3)"),
    Fault("overwrites the variable of a lab that is on screen", "lab = shown = TrainingLab(m=40)\nlab\n# %%\nlab = 3\n# %%\npress(shown, 'Step')\nsee(shown)", "Step 1", "shown.record.step == 1 and shown.error == ''", words="The lab on screen goes on."),
    Fault("deletes a name that a lab's function needs, and brings it back",
          "factor = 1.0\n" + IN_FORWARD.format("X = X * factor") + "del factor\n" + STEP + "\n# %%\nfactor = 1.0\n" + STEP,
          "The run has stopped at step 5. NameError: name 'factor' is not defined.", "lab.record.step == 6 and lab.error == ''", words="The history stays, and the run goes on once the name is back."),
    Fault("restarts the kernel in the middle of training", f"lab = TrainingLab(m=40)\nlab.tick(50)\nlab\n# %%\n{RESTART}\n# %%\nlab.tick(50)",
          "NameError: name 'lab' is not defined", "'✓ kept' in progress.show({1: ['kept']}).text", words="The progress is kept; run the cells from the top."),
    Fault("runs all cells twice", "check(right('relu'))\n# %%\ncheck(right('relu'))", "✓ relu: Right!", "progress.load()['relu']['passed']", words="What was passed stays passed."),
)

EXERCISES = (
    Fault("checks the untouched exercise", "def sigmoid(z):\n    raise NotImplementedError\n# %%\ncheck(sigmoid)", "Not written yet. Replace the last line with your code."),
    Fault("is wrong three times", sigmoid("pass", "0.5") + "\n# %%\ncheck(sigmoid)" * 2, 'Stuck? hint("sigmoid"), or read solution("sigmoid") and then write it in your own way'),
    Fault("returns a string", sigmoid("pass", "'0.5'"), "It returned a str; expected a number."),
    Fault("prints instead of returning", "def sigmoid(z):\n    print(1 / (1 + np.exp(-z)))\n# %%\ncheck(sigmoid)", "It returns nothing. Is the return line missing?"),
    Fault("returns a list", sigmoid("pass", "[1 / (1 + np.exp(-z))]"), "It returned a list; expected a number."),
    Fault("returns an array of objects", sigmoid("pass", "np.array([z], dtype=object)"), "entries are of type object, not numbers"),
    Fault("returns complex numbers", sigmoid("pass", "1j * z"), "expected a number. (Called with z = 0.0.)"),
    Fault("returns a function", sigmoid("pass", "np.exp"), "expected a number. (Called with z = 0.0.)"),
    Fault("returns everything times 7", sigmoid("pass", "7 / (1 + np.exp(-z))"), "Everything is 7 times what it should be."),
    Fault("returns NaN", sigmoid("pass", "np.log(-1.0) * z"), "It holds NaN or infinity."),
    Fault("returns the result transposed", "def flatten_images(images):\n    return images.reshape(len(images), -1)\n# %%\ncheck(flatten_images)", "Your pictures lie in rows, (m, n_x). We put one example in each column."),
    Fault("changes an argument in place", "def gradient_descent_step(w, b, dw, db, learning_rate):\n    new = w - learning_rate * dw\n    dw *= 0\n    return new, b - learning_rate * db\n# %%\ncheck(gradient_descent_step)",
          "It changed its argument dw in place."),
    Fault("changes the arguments of the function", "def sigmoid(z, w, b):\n    return 1 / (1 + np.exp(-z))\n# %%\ncheck(sigmoid)", "Its arguments have changed. It will be called as sigmoid(z)."),
    Fault("takes *args", "def sigmoid(*z):\n    return 1 / (1 + np.exp(-z[0]))\n# %%\ncheck(sigmoid)", "✓ sigmoid: Right!"),
    Fault("keeps results in a default argument", "def sigmoid(z, kept=[]):\n    kept.append(1 / (1 + np.exp(-z)))\n    return kept[0]\n# %%\ncheck(sigmoid)", "It is 0.5; expected 0.880797."),
    Fault("misspells the name of the function", "def sigmiod(z):\n    return z\n# %%\ncheck(sigmiod)", "There is no exercise 'sigmiod'. Did you mean sigmoid?"),
    Fault("writes a lambda", "sigmoid = lambda z: 1 / (1 + np.exp(-z))\n# %%\ncheck(sigmoid)", "Write it with def."),
    Fault("writes a class", "class sigmoid:\n    def __init__(self, z):\n        self.a = 1 / (1 + np.exp(-z))\n# %%\ncheck(sigmoid)", "It returned a sigmoid; expected a number."),
    Fault("decorates the function, and so renames it", "def timed(f):\n    def inner(*a):\n        return f(*a)\n    return inner\n@timed\ndef sigmoid(z):\n    return z\n# %%\ncheck(sigmoid)", "There is no exercise 'inner'."),
    Fault("writes async def", "async def sigmoid(z):\n    return z\n# %%\ncheck(sigmoid)", "With async in it, it does not run when it is called."),
    Fault("writes yield for return", "def sigmoid(z):\n    yield 1 / (1 + np.exp(-z))\n# %%\ncheck(sigmoid)", "With yield in it, it does not run when it is called."),
    Fault("asks with input()", sigmoid("z = float(input('z? '))"), "input() has no place in an exercise: what the function needs comes in as its arguments — in sigmoid, line 2"),
    Fault("calls sys.exit()", sigmoid("sys.exit()", before="import sys\n"), "SystemExit — in sigmoid, line 3: sys.exit()"),
    Fault("calls quit()", sigmoid("quit()"), "quit() has no place in an exercise: to leave the function, use return — in sigmoid, line 2: quit()", "callable(quit)", words="The kernel stays."),
    Fault("raises KeyboardInterrupt", sigmoid("raise KeyboardInterrupt"), "You stopped the check before it was done, in sigmoid, line 2"),
    Fault("raises an exception of their own", sigmoid("raise BaseException('mine')"), "BaseException: mine — in sigmoid, line 2"),
    Fault("leaves an assert that fails", sigmoid("assert np.all(z > 0)"), "AssertionError — in sigmoid, line 2: assert np.all(z > 0)"),
    Fault("reads a local name before it is set", sigmoid("a = a + z"), "UnboundLocalError: cannot access local variable 'a'"),
    Fault("uses math.exp on an array", sigmoid("pass", "1 / (1 + math.exp(-z))", "import math\n"), "Functions of `math` take one number; NumPy's, such as np.exp, take arrays."),
    Fault("divides by zero", sigmoid("z = z / 0", "z"), "ZeroDivisionError: float division by zero — in sigmoid, line 2: z = z / 0"),
    Fault("calls itself without end", sigmoid("pass", "sigmoid(z)"), "It calls itself again and again. When is it to stop? — in sigmoid, line"),
    Fault("writes a loop that never ends", sigmoid(LOOP), "I stopped it: it ran for more than 0.5 seconds. Is there a loop that never ends? It was in sigmoid, line"),
    Fault("writes `while True: pass`", sigmoid("while True: pass"), "It was in sigmoid, line 2: while True: pass"),
    Fault("writes a loop that never ends around a bare except", sigmoid("while True:\n        try:\n            z = z + 1\n        except:\n            pass"), "Is there a loop that never ends? It was in sigmoid, line"),
    Fault("waits for ever in a generator", sigmoid("pass", "sum(1 for _ in iter(int, 1))"), "Is there a loop that never ends? It was in"),
    Fault("asks for more memory than there is", sigmoid("z = np.ones((10**8, 10**8))"), "That is more than the memory of this machine holds. Which size is wrong? — in sigmoid, line 2"),
    Fault("asks for a list that is too long", sigmoid("z = [0] * 10**15"), "MemoryError. That is more than the memory of this machine holds. Which size is wrong? — in sigmoid, line 2"),
    Fault("prints megabytes", sigmoid("print('x' * 10**7)", "z"), "(the rest is left out)"),
    Fault("closes sys.stdout", sigmoid("sys.stdout.close()", before="import sys\n"), "✓ sigmoid: Right!"),
    Fault("changes the folder with os.chdir", sigmoid("os.chdir('/')", before="import os\n"), "✓ sigmoid: Right!", "progress.path().exists() and progress.load()['sigmoid']['passed'] and not os.chdir(progress.FOLDER)", words="The progress file stays where the notebook is."),
    Fault("turns NumPy's warnings into errors", sigmoid("np.seterr(all='raise')"), "✓ sigmoid: Right!", "np.geterr()['over'] == 'warn'", words="They are as before after the check."),
    Fault("turns all warnings into errors, and trains", "import warnings\nwarnings.simplefilter('error')\n# %%\nlab = TrainingLab(m=40, learning_rate=1e3)\nlab.tick(200)\nlab\n# %%\ncheck(right('sigmoid'))", "✓ sigmoid: Right!",
          "lab.error == '' and not warnings.resetwarnings()", words="The lab trains."),
    Fault("turns NumPy's warnings into errors, and trains", "np.seterr(all='raise')\n# %%\nlab = TrainingLab(m=40, learning_rate=1e3)\nlab.tick(200)\nlab\n# %%\ncheck(right('sigmoid'))\n# %%\nnp.seterr(all='warn')",
          "✓ sigmoid: Right!", "lab.error == ''", words="The lab trains."),
    Fault("sets np.random.seed", "a = TrainingLab(m=40).record.params.W[1]\nnp.random.seed(3)\nb = TrainingLab(m=40).record.params.W[1]\n# %%\ncheck(right('initialize_random'))", "✓ initialize_random: Right!", "np.array_equal(a, b)", words="Labs draw the same as before."),
    Fault("overwrites a function of NumPy", f"np.exp = None\n# %%\ncheck(right('sigmoid'))\n# %%\n{RESTART}\n# %%\ncheck(right('sigmoid'))", "Even the course's own solution fails here", "check(right('sigmoid')).status == 'passed'", words="Restarting the kernel mends it."),
    Fault("leaves thirty figures open", "import warnings\nwarnings.simplefilter('ignore')\nimport matplotlib.pyplot as plt\nfor _ in range(30):\n    _ = plt.figure()\nTrainingLab(m=40)", "Step 0", "not plt.close('all')", words="The lab draws."),
    Fault("starts a thread", sigmoid("threading.Thread(target=time.sleep, args=(0.1,)).start()", before="import threading, time\n"), "✓ sigmoid: Right!"),
    Fault("leaves out a bracket", "def sigmoid(z):\n    return 1 / (1 + np.exp(-z)\n# %%\nright('sigmoid')", "incomplete input", words="from Python; the function of before is still there."),
    Fault("indents wrongly", "def sigmoid(z):\n    a = np.exp(-z)\n  return 1 / (1 + a)", "IndentationError: unindent does not match any outer indentation level"),
    Fault("presses Stop during a check", f"{STOP}\nlimits.SECONDS = 30\ndef sigmoid(z):\n    import time\n    time.sleep(60)\n    return z\ncheck(sigmoid)", "You stopped the check before it was done, in sigmoid, line"),
    Fault("presses Stop during a loop of their own", f"{STOP}\nwhile True: pass\n# %%\ncheck(right('sigmoid'))", "KeyboardInterrupt", words="The next check works."),
)

LABS = (
    Fault("hands a lab a forward pass that loops for ever", IN_FORWARD.format("while len(W) > 1:\n        k = 1") + STEP,
          "The run has stopped at step 0. TimeoutError: it ran for more than 0.5 seconds. Is there a loop that never ends?", "lab.record.step == 0 and lab.png()", words="The message ends with their line; the lab still draws."),
    Fault("… where the loop begins in the middle of training", "turns = iter(range(6, 0, -1))\n" + IN_FORWARD.format("while next(turns, 0) == 0:\n        k = 1") + STEP + "\n# %%\n" + STEP,
          "The run has stopped at step 6. TimeoutError", "lab.record.step == 6 and len(lab.run.history) > 1 and lab.png()", words="The history stays."),
    Fault("… where the lab's buttons run on another thread, as in JupyterLab", IN_FORWARD.format("while len(W) > 1:\n        k = 1").replace("lab.tick(5)\n", "") + "elsewhere(lambda: press(lab, 'Step'))\nsee(lab)",
          "The run has stopped at step 0. TimeoutError"),
    Fault("hands a lab a function that raises", IN_FORWARD.format("Z = W[3]") + STEP, "The run has stopped at step 0. KeyError: 3 — in forward, line 2: Z = W[3]", "lab.record.step == 0"),
    Fault("… that prints megabytes", IN_FORWARD.format("print('x' * 10**6)") + STEP, "(the rest is left out)", "lab.record.step == 6", words="The run goes on."),
    Fault("… that returns nothing", "lab = TrainingLab(m=40, forward=lambda W, b, X, g: None)\n# %%\n" + STEP, "forward returned nothing; expected two dicts keyed by layer: return Z, A"),
    Fault("… that returns wrong shapes", "lab = TrainingLab(m=40, update=lambda W, b, dW, db, learning_rate: ({l: W[l].T for l in W}, b))\n# %%\n" + STEP, "update returned W[1] of shape"),
    Fault("… that empties what it is given", IN_FORWARD.format("g.clear(); X *= 0") + STEP, "The run has stopped at step 0.", "lab.png() and lab.data[0].X.any()", words="The lab's own data and network are untouched."),
    Fault("… that changes the weights in place", "def update(W, b, dW, db, learning_rate):\n    for l in W:\n        W[l] -= learning_rate * dW[l]\n    return W, b\nlab = TrainingLab(m=40, update=update)\nlab.tick(9)\nsee(lab)",
          "Step 9", "not np.array_equal(lab.run.history.at(0).params.W[1], lab.record.params.W[1])", words="It trains, and the history is right."),
    Fault("… that answers now this, now that", "turn = iter([1, 1, 0] * 99)\n" + IN_FORWARD.format("X = X if next(turn) else None") + STEP, "⚠ The run has stopped at step 2. ValueError", "lab.record.step == 3 and lab.error == ''", words="The next step works where the function does."),
    Fault("… that ends the program", IN_FORWARD.format("raise SystemExit") + STEP, "RuntimeError: it raised SystemExit — in forward, line 2"),
    Fault("hands a lab a result in place of a function", "TrainingLab(m=40, forward=3)", "forward is of type int; it must be a function: its name, without brackets"),
    Fault("hands a lab a sigmoid that fails", "lab = NeuronLab(sigmoid=lambda z: z.missing)\nlab\n# %%\nsee(lab)", "Your sigmoid has failed; the course's is used. AttributeError", "lab.png()", words="The lab draws."),
    Fault("hands a lab a neuron of the wrong shape", "lab = BentLineLab(neuron=lambda x, w, b: 3.0)\nlab\n# %%\nsee(lab)", "neuron returned the shape (); expected", "lab.png()"),
    Fault("hands a lab a cost that fails", "lab = LogisticLab(datasets.breast_cancer(), cost=lambda A, Y: Y.missing)\nlab.tick(3)\nsee(lab)", "Your cost has failed; the course's is used.", "lab.record.step == 3", words="It trains."),
    Fault("hands a lab gradients that change X", "def gradients(w, b, X, Y):\n    X -= 1\n    return w, b\nlab = LogisticLab(datasets.breast_cancer(), gradients=gradients)\nlab.tick(3)\nsee(lab)",
          "What comes in belongs to the caller. Make a new array. — in gradients, line 2: X -= 1", "lab.record.step == 0", words="X is untouched."),
    Fault("sets a learning rate in words", "lab = TrainingLab(m=40)\nlab.set(learning_rate='fast')", "learning_rate is 'fast'; it must be a number from", "lab.settings['learning_rate'] != 'fast'", words="Nothing is changed."),
    Fault("sets what the lab does not have", "lab = TrainingLab(m=40)\nlab.set(speed=3)", "TrainingLab has no setting 'speed'; it has:"),
    Fault("sets a negative learning rate", "lab = TrainingLab(m=40)\nlab.set(learning_rate=-1)", "learning_rate is -1; it must be a number from"),
    Fault("asks for layers that there cannot be", "TrainingLab(layers=(2, 0, 1))", "layers is (2, 0, 1); it must be sizes such as (2, 4, 1)"),
    Fault("takes −5 steps", "lab = TrainingLab(m=40)\nlab.tick(-5)", "steps is -5; it must be a whole number of at least 0", "lab.record.step == 0"),
    Fault("takes a learning rate that blows up", "lab = TrainingLab(m=40, learning_rate=1e3, activation='relu')\nlab.tick(500)\nsee(lab)", "100% of the units dead", "lab.error == '' and lab.png()", words="The lab says in words what happened."),
    Fault("runs the cell of a lab ten times", "\n# %%\n".join(["lab = TrainingLab(m=40)\nlab.tick(2)\nlab"] * 10), "Step 2", "lab.record.step == 2 and lab.error == ''", words="The last one works as the first."),
    Fault("has two labs on the same data", "data = datasets.circles(m=40, rng=0)\none, two = TrainingLab(data), TrainingLab(data)\none.tick(9)\nsee(two)", "Step 0", "one.record.step == 9 and two.record.step == 0", words="One trains, the other does not move."),
    Fault("presses Stop while a lab trains", f"lab = TrainingLab(m=40)\nlab.tick(30)\n# %%\n{STOP}\nlab.tick(10**9)\n# %%\nlab.tick(7)\nsee(lab)", "KeyboardInterrupt", "lab.record.step >= 37 and lab.error == ''", words="The history stays, and the run goes on with the next step."),
    Fault("loads a state string that is none", "lab = TrainingLab(m=40)\nlab.tick(3)\nlab.load_state('hello')", "this is not a state string: copy all of it", "lab.record.step == 3", words="The run stays as it was."),
    Fault("uploads a text as a picture", "judge = JudgeLab(LogisticLab(datasets.faces()))\njudge.load(b'hello')", "this file is no picture, or it is broken; take a PNG or a JPEG", "judge.png()", words="The old picture stays."),
    Fault("uploads a table that is none", "lab = TrainingLab(m=40)\nlab.tick(3)\nlab.use_points('a, b\\n1, 2')", "line 2 has 2 columns; expected three: x1, x2, label (0 or 1)", "lab.record.step == 3", words="The run stays as it was."),
    Fault("races functions that do not agree", "RaceLab({'a': lambda w, b, X, Y: (w, 0.0), 'b': lambda w, b, X, Y: (w + 1, 0.0)}).run()", "give different results; there is nothing to race"),
)

FILES = (
    Fault("makes the progress file read-only", "fail('os.replace', PermissionError(13, 'Permission denied'))\ncheck(right('relu'))\nmend()", "Your progress could not be saved ([Errno 13] Permission denied). Your answer itself is in the notebook."),
    Fault("fills the disk", "fail('os.fsync', OSError(28, 'No space left on device'))\ncheck(right('relu'))\nmend()", "Your progress could not be saved ([Errno 28] No space left on device)", "all(path.suffix == '.lock' for path in progress.FOLDER.glob('.progress*'))", words="The old file stays whole, and nothing half-written is left."),
    Fault("works in a folder without write permission", "fail('course_lib.progress.NamedTemporaryFile', PermissionError(13, 'Permission denied'))\ncheck(right('relu'))\nmend()", "Your progress could not be saved"),
    Fault("damages the progress file", "whole = progress.path().read_text()\n_ = progress.path().write_text(whole[:-9])\ncheck(right('relu'))\n# %%\naside, = progress.FOLDER.glob('progress-damaged-*')\nprint('kept:', aside.read_text() == whole[:-9])\n_ = progress.path().write_text(whole)",
          "It is kept as progress-damaged-", words="The damaged file is kept, and a new one begun."),
    Fault("has a progress file of a newer version", "whole = progress.path().read_text()\ndone = json.loads(whole)\ndone['kept']['stars'] = 3\n_ = progress.path().write_text(json.dumps(done))\ncheck(right('relu'))", "✓ relu: Right!", "progress.load()['kept']['stars'] == 3", words="What it does not know is kept."),
    Fault("has two notebooks open at once", "other = subprocess.Popen([sys.executable, '-c', \"from course_lib import progress\\nfor _ in range(20): progress.record('other', True)\"])\nfor _ in range(5):\n    progress.record('mine', True)\nother.wait()\nprint('both ended')",
          "both ended", "progress.load()['other']['attempts'] == 20 and progress.load()['mine']['attempts'] == 5", words="Every attempt of both is counted."),
    Fault("deletes the folder of the progress file", "os.environ['COURSE_PROGRESS'] = 'away/progress.json'\ncheck(right('relu'))\n# %%\nshutil.rmtree('away')\ncheck(right('relu'))\n# %%\nprint(progress.load())\ndel os.environ['COURSE_PROGRESS']", "'attempts': 1", words="A new file is begun there."),
    Fault("exports the progress to a folder that is not there", "export_progress('no/such/folder/mine.html')", "The page could not be written"),
)

MISUSE = (
    Fault("asks for a hint on a misspelt name", "hint('sigmoidd')", "There is no exercise 'sigmoidd'. Did you mean sigmoid?"),
    Fault("asks for a hint on something unknown", "hint('nothing at all')", "There is no exercise 'nothing at all'. There are: straight_line"),
    Fault("asks for a hint by the function", "hint(right('relu'))", "Hint 1 of 3"),
    Fault("asks for a hint after the last one", "for _ in range(5):\n    last = hint('neuron')\nlast", "Hint 3 of 3"),
    Fault("checks the name in place of the function", "check('sigmoid')", "Hand over the function, without quotation marks: check(sigmoid)."),
    Fault("checks the result in place of the function", "check(right('sigmoid')(0.0))", "are there brackets behind it?"),
    Fault("checks a function that is no exercise", "check(print)", "There is no exercise 'print'."),
    Fault("uses a function that is no exercise", "use(print)", "There is no exercise 'print'."),
    Fault("uses a function that loops for ever", "def sigmoid(z):\n    while True: pass\nsigmoid = use(sigmoid)", "From here on: the course's sigmoid (yours is not right yet)."),
    Fault("asks for a guide where there is none", "guide('relu')", "There is no guide for relu, but there are three hints"),
    Fault("asks for the solution of a number", "solution(3)", "There is no exercise 'int'."),
    Fault("asks for the progress of a chapter that there is not", "show_progress(99)", "Chapter 1:", words="All chapters are shown."),
    Fault("answers a question with an option that there is not", "quiz('2 + 2?', ['3', '4'], answer=1, why='Count.').choose(7)", "place is 7; it must be that of an option, 0 to 1"),
    Fault("guesses in words where a number is wanted", "guess = predict('How many?')\nguess.commit('many')", "guess is 'many'; it must be a number", "guess.guess is None"),
    Fault("guesses twice", "guess = predict('How many?')\nguess.commit(3)\nguess.commit(4)\nguess.reveal(3)", "You guessed 3. It is 3.", "guess.guess == 3", words="The first guess stands."),
    Fault("reveals before anything is measured", "predict('How many?').reveal(None)", "Nothing has been measured yet."),
    Fault("matches with a kind that there is not", "match('Which?', {'2': ('even', 'so'), '3': ('odd', 'so')}).choose('2', 'green')", "kind is 'green'; it must be one of"),
    Fault("names a challenge that there is not", "challenge('win', TrainingLab(m=40))", "There is no challenge 'win'. There are: spirals"),
)

GROUPS = {"Names and order": NAMES, "Exercises": EXERCISES, "Labs": LABS, "Files": FILES, "Hints, questions and the rest": MISUSE}


def page():
    """The table as Markdown."""
    rows = [HEAD]
    for title, faults in GROUPS.items():
        rows += [f"\n## {title}\n", "| what they do | what they get |", "|---|---|"]
        rows += [f"| {fault.what} | {_told(fault)} |" for fault in faults]
    return "\n".join(rows) + "\n"


def _told(fault):
    told = re.sub(r"([|*<])", r"\\\1", fault.gets.replace("0.5 seconds", "5 seconds"))
    return f"“{told}”{f' {fault.words}' if fault.words else ''}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
