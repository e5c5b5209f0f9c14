"""Search for hyperparameters: choose a space, watch points arrive, compare searches, and open the test set once.

In come ranges, a way (grid or random) and a number of points; out come records, all kept in one log. `course_lib.search` does
the work, in slices of time; nothing here trains.
"""

from time import perf_counter

import ipywidgets as widgets

from course_lib import checks, search
from course_lib.labs import search_text as text
from course_lib.labs.base import Lab, in_a_row
from course_lib.labs.by_hand import records_of
from course_lib.labs.controls import Choice, Slider
from course_lib.labs.experiment_log import csv_text, save
from course_lib.labs.mouse import over
from course_lib.labs.searches import DATA, Own, Search
from course_lib.labs.spans import Span
from course_lib.views.search import ROWS, SearchSnapshot, SearchView

TICK_SECONDS = 0.05  # the shortest that it trains in one tick of play
TABLE_SETTINGS = ("sort", "row")  # these look at the log; all others begin a new search


class SearchLab(Lab):
    """Search a space of hyperparameters on a budget of points, as a grid or at random.

    learning_rate, depth, units, l2: (lowest, highest);  depth is the number of hidden layers, units are in each
    points: how many to try at most; a grid takes what fits, in shuffled order
    steps: updates of a point at most
    show: the names of the settings that get a control; None for all
    split_three, log_uniform: the learner's functions, or None for the course's
    seed: draws the points, and the first weights, the same for all points of a shape
    source: course 4.4; Bergstra and Bengio 2012 for grid and random
    """

    title = "Search for hyperparameters"
    size = (940, 500)
    knobs = {
        "data": Choice("data", tuple(DATA)),
        "way": Choice("way", ("grid", "random")),
        "scale": Choice("scale of α", ("log", "linear")),
        "points": Slider("points", 8, 96, whole=True),
        "steps": Choice("steps each", (100, 200, 400, 800, 1600)),
        "activation": Choice("activation", tuple(text.ACTIVATIONS)),
        "seed": Slider("seed", 0, 20, whole=True),
        "learning_rate": Span("learning rate α", 1e-4, 100, log=True),
        "depth": Span("hidden layers", 1, 4),
        "units": Span("units", 2, 32),
        "l2": Span("L2", 1e-6, 1, log=True),
        "sort": Choice("sort by", tuple(text.SORTS)),
        "row": Slider("row", 1, 1000, whole=True),
    }

    def __init__(
        self, data="moons", *, way="random", scale="log", points=24, learning_rate=(1e-4, 100), depth=(1, 2), units=(2, 12),
        activation="tanh or relu", l2=(1e-6, 0.1), steps=400, seed=0, show=None, split_three=None, log_uniform=None,
    ):  # fmt: skip
        super().__init__(
            data=data, way=way, scale=scale, points=points, steps=steps, activation=activation, seed=seed,
            learning_rate=learning_rate, depth=depth, units=units, l2=l2, sort="validation cost", row=1,
        )  # fmt: skip
        self.shown = self.shown if show is None else (*checks.listed("show", show), *TABLE_SETTINGS)
        for name in self.shown:
            self._knob(name)
        self._own = Own(split_three, log_uniform)
        self.searches, self._by_hand, self._tested = [], [], {}
        self._note, self._bar, self._above = "", None, 0  # the last one: rows of the table above those on screen
        self.begin()

    @property
    def records(self):
        """The log: a dict for each point that is done, of all searches, in the order in which they came; then the runs by hand."""
        return [dict(record) for one in self.searches for record in one.records] + [dict(record) for record in self._by_hand]

    @property
    def table(self):
        """The records on the present data, sorted as the table is."""
        return text.in_order([record for one in self._here for record in one.records], self.settings["sort"])

    @property
    def chosen(self):
        """The record of the chosen row, None while there is none."""
        rows = self.table
        return rows[min(self.settings["row"], len(rows)) - 1] if rows else None

    def changed(self, names):
        """Another space begins another search; the log stays."""
        self.error = self._note = ""
        if names - set(TABLE_SETTINGS):
            self.begin()
            self.pause()  # so that a slider that is dragged does not leave a trail of searches
        if names - {"row"} and "row" not in names:
            self.settings["row"] = 1
        self.settings["row"] = row = min(self.settings["row"], max(1, len(self.table)))
        self._above = min(max(self._above, row - ROWS), row - 1)

    def search(self, points=None):
        """Train the points that are left now, or so many more; some may come together."""
        if points is not None:
            checks.whole_number("points", points, 1)
        self._slices(lambda came: points is not None and came >= points)
        self.refresh()

    def play(self):
        """Train for one frame."""
        end = perf_counter() + TICK_SECONDS
        came = self._slices(lambda _: perf_counter() >= end)
        if not self._present.left:
            self.pause()
            self.refresh()
        elif came:
            self.refresh(moving=True)
        self._tell_progress()

    def open_test(self):
        """Open the test set of the present data for the chosen point; this can be done once.

        raises: ValueError while the search is under way, and for a point that diverged
        """
        present, chosen, data = self._present, self.chosen, self.settings["data"]
        if data in self._tested:
            self.error = text.opened(data, self._tested[data])
        elif chosen is None or (present.records and present.left):
            raise ValueError(f"{present.left} of {len(present.points)} points are left: the test set is opened at the end of a search")
        else:
            training, _, test = self._own.parts(data)
            final = search.final_test(chosen, training, test)
            chosen.update({name: final[name] for name in ("test_cost", "test_accuracy")})
            self._tested[data] = chosen
        self.refresh()

    def log(self, training_lab):
        """Add the runs of a TrainingLab to the log, as they stand now; the table is only for points of this lab's data."""
        self._by_hand += records_of(training_lab)
        self._note = f"The log also holds {len(self._by_hand)} results of the training lab."
        self.refresh()

    def csv(self):
        """The log as CSV text."""
        return csv_text(self.records)

    def save(self):
        """Write the log to a new file beside the notebook; returns its path."""
        if not self.records:
            raise ValueError("there is nothing to write yet: search first")
        path = save(self.csv())
        self._note = f"The log, {len(self.records)} records, is in {path.name}."
        self.refresh()
        return path

    def make_view(self, figure):
        """The view of this lab."""
        return SearchView(figure)

    def pictured(self, image):
        """Rows and lines can be clicked."""
        return over(self, image, (0, 0, *self.size), click=self._clicked, hint="Click a line or a row: the other one is marked, too.")

    def snapshot(self):
        """What is on screen now."""
        s, rows = self.settings, self.table
        tested = self._tested.get(s["data"])
        shown = [text.cells(i, record) for i, record in enumerate(rows[self._above :][:ROWS], self._above + 1)]
        spans = {name: s[name] for name in ("learning_rate", "depth", "units", "l2")} | {"hidden": text.ACTIVATIONS[s["activation"]]}
        return SearchSnapshot(spans, self._here, self.chosen, shown, s["row"] - 1 - self._above, tested, text.test(tested))

    def describe(self):
        """The present search, its best point, the chosen one, the test and the log in words."""
        s = self.settings
        told = text.so_far(self._present, s, self._own.parts(s["data"])), text.chosen(self._present, s, self.chosen)
        rest = text.test(self._tested.get(s["data"])), text.compared(self._here), self._note, text.whose(self._own)
        return " ".join(part for part in (*told, *rest) if part)

    def arranged(self, inputs):
        """The space; what looks at the table stands below, with the buttons."""
        for name, width in {"points": 200, "seed": 170, "learning_rate": 310, "depth": 220, "units": 200, "l2": 270, "row": 220}.items():
            if name in inputs:
                inputs[name].layout.width = f"{width}px"
        return in_a_row(control for name, control in inputs.items() if name not in (*TABLE_SETTINGS, "seed"))

    def extra_controls(self):
        """Play, buttons, the order of the table, and how far the search is."""
        self._bar = widgets.IntProgress(min=0, layout=widgets.Layout(width="130px"))
        self._left = widgets.Label()
        self.follow()
        return [
            [
                self.player(self.play), self.button("To the end", self.search, "all points that are left"),
                *(self._inputs[name] for name in ("seed",) if name in self._inputs), self._bar, self._left,
            ],
            [
                *(self._inputs[name] for name in TABLE_SETTINGS if name in self._inputs),
                self.button("Open the test set", self.open_test, "once, for the chosen row"),
                self.button("Save as CSV", self.save, "a new file experiments.csv beside the notebook"),
            ],
        ]

    def follow(self):
        """Offer as many rows as there are."""
        if "row" in self._inputs:
            self._inputs["row"].max = max(1, len(self.table))
        self._tell_progress()

    def _clicked(self, x, y):
        if row := self._drawn().view.row_at(x, y, self.table, self._above):
            self.set(row=row)

    @property
    def _present(self):
        return self.searches[-1]

    @property
    def _here(self):
        return [one for one in self.searches if one.settings["data"] == self.settings["data"]]

    def begin(self):
        """The next search, in place of one that has not begun."""
        if self.searches and not self._present.records:
            self.searches.pop()
        self._own, points, self.error = self._own.drawn(self.settings)
        self.searches.append(Search(len(self.searches) + 1, dict(self.settings), points))
        self._stream = self._ticks(self._present)

    def _ticks(self, one):
        training, validation, _ = self._own.parts(one.settings["data"])
        return search.ticks(one.points, training, validation, steps=one.settings["steps"])

    def _slices(self, enough):
        """Pull slices of training until enough(number of records that came) or all points are done; returns that number."""
        came, present = 0, self._present
        with self._guard:
            try:
                while present.left:
                    there = {record["point"] for record in present.records}
                    new = [present.tags | record for record in next(self._stream) if record["point"] not in there]
                    present.records += new
                    came += len(new)
                    if enough(came):
                        break
            except BaseException:  # an iterator that was interrupted is over; another one goes through the same points
                self._stream = self._ticks(present)
                raise
        return came

    def _tell_progress(self):
        if self._bar:
            present = self._present
            self._bar.max, self._bar.value, self._left.value = len(present.points), len(present.records), text.progress(present)
