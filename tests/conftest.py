"""What holds for every test: its widgets are closed after it, and a Play of ipywidgets 7 has the name of its switch in 8."""

import sys

import pytest


@pytest.fixture(autouse=True)
def close_widgets():
    """ipywidgets keeps each widget until it is closed, and with it the lab and its figure."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


@pytest.fixture(autouse=True, scope="session")
def name_the_switch():
    import ipywidgets

    if not ipywidgets.Play.class_traits().get("playing"):
        ipywidgets.Play.playing = property(lambda play: play._playing, lambda play, on: setattr(play, "_playing", on))
