"""What every lab has: settings, one picture, the picture in words, and a face made of widgets.

A subclass is the experiment: it lists its knobs, and says what the snapshot is and what it looks like. Everything that a
control does is a method, so a lab works without a browser. Nothing here computes or draws.
"""

import copy
from threading import RLock

import ipywidgets as widgets
import numpy as np

from course_lib import checks
from course_lib.errors import in_words
from course_lib.labs.canvas import Canvas
from course_lib.labs.controls import tidied
from course_lib.limits import is_yours, limited
from course_lib.names import headed
from course_lib.widget_page import alarm, bundle, paragraph

WORDS_EVERY = 15  # while things move, words follow in each of so many frames: few messages a frame
NEEDED = {"make_view(self, figure)": "it returns the view", "snapshot(self)": "what the view shows", "describe(self)": "the picture in words"}


class Lab:
    """One experiment and its picture.

    A subclass gives title, knobs {name: Slider or Choice}, make_view(figure), snapshot() and describe(); it may give
    begin(), which makes the model from the settings, changed(names) where not every setting begins anew, and
    extra_controls() for buttons and players.
    """

    title = ""
    knobs = {}
    size = (940, 420)  # pixels

    def __init__(self, **settings):
        checks.complete(type(self).__name__, self, NEEDED)
        if missing := [name for name in self.knobs if name not in settings]:
            raise ValueError(f"{type(self).__name__} gives no value to the control of {', '.join(missing)}: hand it to super().__init__")
        self._guard = RLock()  # JupyterLab may run callbacks on another thread than cells
        self.settings = {name: self._knob(name).checked(name, value) for name, value in settings.items()}
        self.shown = tuple(settings)  # the settings that get a control
        self.error = ""
        self._face = self._canvas = None
        self._inputs = {}
        self._players = []
        self._refused = False  # True while a text box holds what was refused
        self._moved = 0  # frames since the last rest

    def __getattr__(self, name):
        """Called where there is no `name`; perhaps a subclass has not let this class begin."""
        if "_guard" not in vars(self):
            lacks = f"has not called super().__init__ yet, so there is no {name!r}"
            raise AttributeError(f"{type(self).__name__}.__init__ {lacks}. Call it before all else, with a value for each control.")
        return super().__getattribute__(name)  # complains as it did, also from within a property

    @property
    def over(self):
        """True where playing on would change nothing; what plays is stopped then."""
        return False

    def begin(self):
        """Make the model, from the settings; a lab without one has nothing to make."""

    def reset(self):
        """Begin anew with the present settings."""
        with self._guard:
            self.begin()
            self.refresh()

    def changed(self, names):
        """Called with the names of the settings that have just changed, before the picture is drawn: all begin anew."""
        if names:
            self.begin()

    def extra_controls(self):
        """Rows of widgets that come under the knobs."""
        return []

    def follow(self):
        """Called when the model has moved on, to bring the widgets of extra_controls along."""

    def set(self, **settings):
        """Change settings, as the controls do; a bad value changes nothing.

        raises: ValueError that names the setting and what it takes
        """
        checked = {name: self._knob(name).checked(name, value) for name, value in settings.items()}
        with self._guard:
            self.error = ""
            new = {name: value for name, value in checked.items() if self.settings.get(name) != value}
            self.settings.update(new)
            self.changed(set(new))
            self.refresh()
        return self

    def hide(self, *names):
        """Leave these controls out when the lab is shown; `set` still changes their settings.

        raises: ValueError for a name that is no setting
        """
        for name in names:
            self._knob(name)
        self.shown = tuple(name for name in self.shown if name not in names)
        self._face, self._inputs, self._players = None, {}, []
        return self

    def refresh(self, moving=False):
        """Bring picture, words and controls up to date; nothing to do while no face is shown."""
        if self._face is None:
            return
        with self._guard:
            self._moved = self._moved + 1 if moving else 0
            self._image.value = self.frame(moving)
            if self._moved % WORDS_EVERY == 0:
                self._words.value = paragraph(self.describe())
                self.follow()
            self._tell_error()
            for name, control in self._inputs.items():
                if not self._in_step(name):
                    control.value = self.knobs[name].shown(self.settings[name])

    def frame(self, moving=False):
        """The live picture as the bytes of a JPEG; coarser and quicker while things move."""
        with self._guard:
            return self._drawn().frame(self.snapshot(), moving)

    def png(self):
        """The picture as the bytes of a PNG."""
        with self._guard:
            return self._drawn().png(self.snapshot())

    def _drawn(self):
        if self._canvas is None:
            self._canvas = Canvas(self.make_view, self.size)
        return self._canvas

    @property
    def face(self):
        """The widget: controls, a red line for errors, picture, words. Made on first use."""
        if self._face is None:
            self._face = self._make_face()
        return self._face

    def button(self, label, action, tooltip=""):
        """A button that calls `action()`."""
        made = widgets.Button(description=label, tooltip=tooltip, layout=widgets.Layout(width="auto"))
        made.on_click(lambda _: self.safely(action))
        return made

    def player(self, action, interval=33):
        """A play control: while it plays, `action()` runs each `interval` milliseconds, when the page asks for it."""
        play = widgets.Play(min=0, max=10**6, interval=interval, show_repeat=False, description="Play")
        playing = "playing" if play.has_trait("playing") else "_playing"  # ipywidgets 8, 7
        play.observe(lambda change: change.new > change.old and self.safely(action), "value")
        play.observe(lambda change: change.new or self.refresh(), playing)
        self._players.append((play, playing))
        return play

    def steady(self, name, function, course):
        """A function that gives what `course` gives: by the learner's function, or, where that fails, by `course`, and the error is told."""
        function = limited(name, function)

        def steadied(*arguments):
            expected = course(*arguments)
            try:
                returned = function(*copy.deepcopy(arguments))
                found = np.asarray("nothing" if returned is None else returned, dtype=float)  # None would become NaN
                if found.shape != np.shape(expected):
                    raise ValueError(f"{name} returned the shape {found.shape}; expected {np.shape(expected)}")
                return found
            except Exception as problem:  # the learner's code may do anything
                self.error = f"Your {name} has failed; the course's is used. {in_words(problem)}"
                return expected

        return steadied if is_yours(function) else function or course

    def _repr_mimebundle_(self, include=None, exclude=None):
        face, told = self.face, self.describe()
        return bundle(face, f"⚠ {self.error} {told}" if self.error else told, png=self.png())

    def _knob(self, name):
        if not isinstance(name, str):
            raise ValueError(f"{name!r} is not the name of a setting; give names one by one, as 'w', 'b', without brackets around them")
        if name not in self.knobs:
            raise ValueError(f"{type(self).__name__} has no setting {name!r}; it has: {', '.join(self.knobs)}")
        return self.knobs[name]

    def _make_face(self):
        self._image = widgets.Image(format="jpeg", value=self.frame(), layout=widgets.Layout(width=f"{self.size[0]}px", max_width="calc(100% - 4px)"))
        self._words = widgets.HTML(paragraph(self.describe()))
        self._alarm = widgets.HTML()
        self._tell_error()
        for name in self.shown:
            self._inputs[name] = self.knobs[name].widget(self.settings[name])
            self._inputs[name].observe(self._turned(name), "value")
        rows = [in_a_row(children) for children in self.extra_controls()]
        return widgets.VBox([widgets.HTML(headed(self.title)), self.arranged(self._inputs), *rows, self._alarm, self.pictured(self._image), self._words])

    def arranged(self, inputs):
        """The controls of the knobs, {name: widget}, in one widget."""
        return in_a_row(inputs.values())

    def pictured(self, image):
        """The picture as it stands in the face; a lab that listens to the mouse gives mouse.over."""
        return image

    def _tell_error(self):
        self._alarm.value, self._alarm.layout.display = alarm(self.error), None if self.error else "none"

    def _turned(self, name):
        def callback(change):
            refused, self._refused = self._refused, False
            if not self._in_step(name):
                self.safely(lambda: self.set(**{name: tidied(change.new)}))
                self._refused = bool(self.error) and not self._in_step(name)
            elif refused:  # what was refused has been put right
                self.safely(self.refresh)

        return callback

    def _in_step(self, name):
        """Does a control stand at its setting, or as near as it can?"""
        setting = self.settings[name]
        return tidied(self._inputs[name].value) in (setting, self.knobs[name].shown(setting))

    def safely(self, action):
        """Run what a control asks for; an error is shown in the lab, in words, and stops what plays, as the end of a run does."""
        try:
            with self._guard:
                self.error = ""
                action()
        except (Exception, KeyboardInterrupt) as problem:  # whatever it is, the learner has to see it
            self.error = in_words(problem)
            self._tell_error()
        if self.error or self.over:
            self.pause()

    def pause(self):
        """Stop what plays."""
        for play, playing in self._players:
            setattr(play, playing, False)


def in_a_row(children):
    """Widgets side by side; they go on in a new line where the page is narrow."""
    return widgets.HBox(list(children), layout=widgets.Layout(flex_flow="row wrap", align_items="center"))
