"""The face of the training lab: which controls there are, in which order, and what the buttons under them do."""

import html

import ipywidgets as widgets

from course_lib.labs.base import in_a_row
from course_lib.labs.controls import STYLE, uploaded
from course_lib.labs.mouse import over
from course_lib.views.training import REACH

TABS = {
    "Training": ("learning_rate", "activation", "batch_size", "momentum", "l2", "loss", "pace"),
    "Network": ("layers", "initialization", "scale"),
    "Data": ("dataset", "m", "noise", "test", "seed"),
}
POINTS = "Your points"
FEW = 4  # controls that fit without tabs
WHOLE_TITLES = "<style>.course-tabs ul { flex-wrap: wrap } .course-tabs li { flex: 0 0 auto !important }</style>"  # on a narrow page


class TrainingFace:
    """The widgets of TrainingLab; it only calls the lab's methods."""

    def arranged(self, inputs):
        """All controls in a row if they are few, else in tabs."""
        if len(inputs) <= FEW:
            return in_a_row(inputs.values())
        groups = {title: [inputs[name] for name in names if name in inputs] for title, names in TABS.items()}
        pages = {title: in_a_row(group) for title, group in groups.items() if group}
        if len(inputs) == len(self.knobs):
            pages |= {POINTS: self._points_page(), "Keep and share": self._share_page()}
        tab = widgets.Tab(list(pages.values()))
        tab.add_class("course-tabs")
        for place, title in enumerate(pages):
            tab.set_title(place, title)
        tab.observe(lambda change: self._opened(list(pages)[change.new]), "selected_index")
        return tab

    def _opened(self, page):
        """The cross is in the picture while the page that moves it is open."""
        if (page == POINTS) != (self.cursor is not None):
            self._glass.layout.display = None if page == POINTS else "none"
            self.safely(lambda: self.aim(self._aimed() if page == POINTS else None))

    def pictured(self, image):
        """The answer listens to the mouse while the page for points is open."""
        if len(self._inputs) < len(self.knobs):
            return image
        together = over(self, image, self._drawn().view.area, click=self._clicked, hint="Click to draw.")
        self._glass = together.children[1]
        self._glass.layout.display = "none"
        return together

    def _clicked(self, x, y):
        place = self._drawn().view.place(x, y)
        for slider, value in zip(self._place, place):
            slider.value = value
        self._stroke.value(*place)

    def extra_controls(self):
        """Play, step, reset, a new start, fork, and a slider over the past."""
        self._scrubber = widgets.IntSlider(description="history", layout=widgets.Layout(width="330px"))
        self.follow()
        self._scrubber.observe(self._scrubbed, "value")
        return [[
            self.player(self.play),
            self.button("Step", self.tick, "one gradient step"),
            self.button("Reset", self.reset, "the same start again"),
            self.button("New start", self.new_start, "other points, other weights"),
            self.button("Fork", self.fork, "keep this run as a dashed line, and go on with a second one from the same weights"),
            self._scrubber,
        ]]

    def follow(self):
        """Move the history slider along with the run."""
        with self._scrubber.hold_trait_notifications():  # a new end must not look like a turn
            self._scrubber.max = max(self.run.history.last.step, 1)
            self._scrubber.value = self.record.step

    def _scrubbed(self, change):
        if change.new != self.record.step and change.new <= self.run.history.last.step:
            self.safely(lambda: self.rewind(change.new))

    def _points_page(self):
        text = widgets.Textarea(placeholder="x1, x2, label\n0.5, -0.2, 1", layout=widgets.Layout(width="190px", height="96px"))
        use = self.button("Use these points", lambda: self.use_points(text.value), "x1, x2, label in each line")
        upload = widgets.FileUpload(accept=".csv,.txt", multiple=False, description="CSV file")
        upload.tooltip = "x1, x2, label in each line"
        upload.observe(lambda change: self.safely(lambda: self._uploaded(change.new)), "value")
        self._place = [self._place_slider("right, x₁"), self._place_slider("up, x₂")]
        brush = widgets.Dropdown(options=[("1 point", 1), ("10 points", 10)], description="draw", style=STYLE, layout=widgets.Layout(width="auto"))
        draw = [
            self.button(f"Add {label}", lambda label=label: self.add_point(*self._aimed(), label, brush.value), f"label {label}, at the cross")
            for label in (0, 1)
        ]
        take = self.button("Remove", lambda: self.remove_point(*self._aimed()), "the point nearest to the cross")
        clear = self.button("Clear", self.clear_points, "all points but two of each label")
        strokes = {f"adds {label}": lambda *place, label=label: self.add_point(*place, label, brush.value) for label in (0, 1)}
        strokes |= {"removes": self.remove_point, "moves the cross": lambda *place: None}
        self._stroke = widgets.Dropdown(options=list(strokes.items()), description="a click", style=STYLE, layout=widgets.Layout(width="auto"))
        where = in_a_row([self._stroke, widgets.HTML(f"{WHOLE_TITLES}in the picture. Or move the cross and press:")])
        right = widgets.VBox([where, in_a_row(self._place), in_a_row([brush, *draw, take, clear])])
        return in_a_row([right, widgets.VBox([text, in_a_row([use, upload])])])

    def _place_slider(self, label):
        made = widgets.FloatSlider(min=-REACH, max=REACH, step=0.05, description=label, style=STYLE, layout=widgets.Layout(width="220px"))
        made.observe(lambda _: self.safely(lambda: self.aim(self._aimed())), "value")
        return made

    def _aimed(self):
        return tuple(slider.value for slider in self._place)

    def _share_page(self):
        state = widgets.Text(description="state", layout=widgets.Layout(width="560px"))
        code = widgets.HTML()
        load = self.button("Load", lambda: self.load_state(state.value), "rebuild the run that this string describes")

        def tell():
            state.value = self.state()
            code.value = f"<pre>{html.escape(self.code())}</pre>"

        return widgets.VBox([in_a_row([state, self.button("Show", tell, "this run as a string and as code"), load]), code])

    def _uploaded(self, value):
        if (data := uploaded(value)) is not None:
            self.use_points(data.decode("utf-8-sig", errors="replace"))
