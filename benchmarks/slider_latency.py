"""How long from a slider change to painted pixels? Real JupyterLab, headless browser: python benchmarks/slider_latency.py

What is measured: a 2-8-8-1 network on 400 points in TrainingLab, and the same picture as a new figure under
`ipywidgets.interact`. The learning-rate slider has the focus and arrow keys are pressed, at moments that follow no beat.

From when: the time stamp of the `keydown` event, in the page's clock.
To when: the animation frame that follows once the new picture is decoded. Which picture answers a key is read from its
pixels: the lab's picture carries a small square whose grey tells where the slider stands (pictures.py), so that the same
rule holds at rest and while training changes every frame. The square costs a little; nothing is taken away from the
lab. Under `interact` a new picture only comes with a new value, so the first one after the key is the answer.
Frames a second: pictures that reached such an animation frame in ten seconds of playing, no key pressed.
Let go: a key is held for a second (30 presses a second); from the last press until the square changes for the last
time, and until the words do. If changes were queued, this would be much longer than one change takes.

`interact` draws its figure and trains nothing, which is in its favour.
"""

import argparse
import json
import os
import platform
import random
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import sleep

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from jupyter_page import cell_with, jupyterlab, opened, press_play, run_all  # noqa: E402
from pictures import SHADES  # noqa: E402
from playwright.sync_api import TimeoutError  # noqa: E402

CELLS = [
    f"import sys; sys.path[:0] = [{str(HERE)!r}]\n"
    "from ipywidgets import FloatLogSlider, interact\n"
    "from pictures import MarkedLab, textbook\n"
    'lab = MarkedLab("circles", layers=(2, 8, 8, 1), m=400, learning_rate=0.1)\n'
    "lab.tick(200)",
    "lab",
    "interact(textbook(lab), learning_rate=FloatLogSlider(0.1, min=-3, max=1.5, step=0.02));",
]
START = -50  # where the slider stands, in steps of a fiftieth of a power of ten
KEYS = 60
ROWS = {
    "at rest, median": "ms", "at rest, 95 %": "ms", "playing, median": "ms", "playing, 95 %": "ms",
    "playing": "frames a second", "let go at rest, picture": "ms", "let go at rest, words": "ms", "let go while playing, picture": "ms",
    "interact, median": "ms", "interact, 95 %": "ms", "interact / lab at rest": "times",
}
WATCH = """cell => {
    const seen = window.seen = {keys: [], frames: [], words: []};
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const shade = picture => {
        pixel.drawImage(picture, 5, picture.naturalHeight - 6, 1, 1, 0, 0, 1, 1);
        return Math.round(pixel.getImageData(0, 0, 1, 1).data[0] / 255 * 3);
    };
    const text = () => cell.querySelector('[role=status]')?.innerText;
    const shown = () => cell.querySelector('img.widget-image, .jp-RenderedImage img');  // a lab's, or that of interact
    if (!shown()) throw new Error('there is no picture: ' + cell.innerText);
    let source = shown().src, words = text();
    const look = () => {
        const picture = shown();
        if (picture && picture.src !== source) {
            source = picture.src;
            picture.decode().then(() => requestAnimationFrame(() => {
                const now = performance.now();
                seen.frames.push([now, shade(picture)]);
            }), () => {});  // another picture came before this one was decoded
        }
        if (text() !== words) { words = text(); seen.words.push(performance.now()); }
    };
    window.watching?.disconnect();
    window.watching = new MutationObserver(look);
    window.watching.observe(cell, {subtree: true, childList: true, attributes: true, characterData: true});
    if (!window.listens) document.addEventListener('keydown', event => window.seen.keys.push(event.timeStamp), true);
    window.listens = true;
}"""
ANSWERED = """shade => {
    const key = window.seen.keys.at(-1);
    return window.seen.frames.some(([time, seen]) => time > key && (shade === null || seen === shade));
}"""

SEEN = """cell => {
    const {activeElement: focus} = document, {keys, frames, words} = window.seen;
    return `the page saw ${keys.length} keys, ${frames.length} pictures, ${words.length} changes of the words; the focus is on `
        + `"${focus.className}" at ${focus.getAttribute('aria-valuetext')}; images of the cell: `
        + [...cell.querySelectorAll('img')].map(one => `"${one.className}" ${one.naturalWidth}×${one.naturalHeight} ${one.src.slice(0, 40)}`).join(', ')
        + `; its text: ${cell.innerText.slice(-400)}`;
}"""


class Bench:
    """One cell with a slider: press keys, and collect what the page saw."""

    def __init__(self, page, source):
        self._page, self._cell, self._place = page, cell_with(page, source), START
        sleep(2)  # until the cell has scrolled and drawn
        self._cell.evaluate(WATCH)
        self.play = lambda: press_play(self._cell)

    def pressed(self, presses, by_shade=True):
        """Milliseconds from each of some keys to the first frame that answers it; a key waits for the answer to the one before."""
        self._focus()
        asked = []
        for i in range(presses):
            asked.append(self._press(1 if i // 5 % 2 else -1))
            self._wait(asked[-1] if by_shade else None)
            sleep(random.uniform(0.1, 0.25))
        keys, frames, _ = self._taken(asked)
        return [min(time for time, seen in frames if time > key and (seen == shade or not by_shade)) - key for key, shade in keys]

    def held(self, presses=30):
        """Milliseconds from the last press of a key that is held down until the shade changed last, and until the words did."""
        self._focus()
        asked = []
        for _ in range(presses):
            asked.append(self._press(-1))
            sleep(1 / 30)
        sleep(2)
        keys, frames, words = self._taken(asked)
        last, final = keys[-1]
        assert frames[-1][1] == final, "the last value of the slider did not reach the picture"
        turned = max((i for i, (_, shade) in enumerate(frames) if shade != final), default=-1) + 1
        return frames[turned][0] - last, words[-1] - last if words else np.nan

    def watched(self, seconds):
        """The frames of some seconds without a key."""
        self._page.evaluate("window.seen.frames = []")
        sleep(seconds)
        return self._page.evaluate("window.seen.frames")

    def _focus(self):
        self._cell.get_by_role("slider").first.focus()
        self._page.evaluate("Object.assign(window.seen, {keys: [], frames: [], words: []})")

    def _wait(self, shade):
        try:
            self._page.wait_for_function(ANSWERED, arg=shade, polling=50)
        except TimeoutError:
            raise AssertionError(f"no picture answered a key: {self._cell.evaluate(SEEN)}") from None

    def _press(self, way):
        self._place += way
        self._page.keyboard.press("ArrowRight" if way > 0 else "ArrowLeft")
        return self._place % SHADES

    def _taken(self, asked):
        seen = self._page.evaluate("window.seen")
        assert len(seen["keys"]) == len(asked), f"the page saw {len(seen['keys'])} keys of {len(asked)}"
        return list(zip(seen["keys"], asked)), seen["frames"], seen["words"]


def one_run():
    """{row: figure} of a JupyterLab and a browser of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        cells = [dict(cell_type="code", source=s, metadata={}, outputs=[], execution_count=None, id=f"cell{i}") for i, s in enumerate(CELLS)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
        (Path(folder) / "bench.ipynb").write_text(json.dumps(dict(cells=cells, metadata=kernel, nbformat=4, nbformat_minor=5)))
        with jupyterlab(Path(folder)) as address, opened(address, "bench.ipynb") as page:
            run_all(page)
            rest, playing, frames, let_go = of_the_lab(Bench(page, "lab"))
            theirs = Bench(page, "interact").pressed(KEYS // 2, by_shade=False)
    pairs = [(np.median(times), np.percentile(times, 95)) for times in (rest, playing, theirs)]
    return dict(zip(ROWS, (*pairs[0], *pairs[1], frames, *let_go, *pairs[2], pairs[2][0] / pairs[0][0])))


def of_the_lab(bench):
    """(delays at rest, delays while playing, frames a second, times after letting go)."""
    bench.pressed(5)  # the first ones are slower: the browser warms up
    rest = bench.pressed(KEYS)
    let_go = bench.held()
    bench.play()
    sleep(1)
    pictures = len(bench.watched(10)) / 10
    playing = bench.pressed(KEYS)
    let_go_playing, _ = bench.held()
    bench.play()
    return rest, playing, pictures, (*let_go, let_go_playing)


def main():
    """Print the table, a column for each run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1, help="how often to measure all of it")
    runs = parser.parse_args().runs
    names = ("jupyterlab", "ipykernel", "ipywidgets", "matplotlib", "numpy")
    print(f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in names)}; {os.cpu_count()} cores")
    table = []
    for _ in range(runs):
        busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        table.append(one_run() | {"load before": busy})
    for row in (*ROWS, "load before"):
        print(f"{row:30}", *(f"{run[row]:8.1f}" for run in table), ROWS.get(row, ""))


if __name__ == "__main__":
    main()
