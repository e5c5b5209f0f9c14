"""The mouse on the picture of a lab: a click, or a rectangle that is dragged.

A sheet of glass lies over a part of the picture. It is an HTML widget whose handlers write where the mouse went into a hidden
text box, as if it were typed. So every page that shows ipywidgets can do it, with nothing more to install; where a page lets no
handlers run, the lab is as it was without. Controls can do all that the mouse can, for it is not the only way in.
"""

import html
import json

import ipywidgets as widgets

SMALL = 5  # pixels: what is moved by less is a click, and a rectangle that is thinner means nothing
HERE = "1 / 1 / 2 / 2"  # one cell of a grid for all that lie upon each other
HANDLERS = {  # in the page; `this` is the glass, from and to are fractions of its width and height
    "pointerdown": """
        if (!event.isPrimary || event.button) return;
        this.setPointerCapture(event.pointerId);
        this.place = at => {
            const glass = this.getBoundingClientRect();
            return [(at.clientX - glass.left) / glass.width, (at.clientY - glass.top) / glass.height]
                .map(share => Math.min(Math.max(share, 0), 1));
        };
        this.from = this.place(event);
    """,
    "pointermove": """
        const frame = this.firstElementChild;
        if (!this.from || !frame) return;
        const to = this.place(event), low = to.map((end, i) => 100 * Math.min(end, this.from[i]));
        const size = to.map((end, i) => 100 * Math.abs(end - this.from[i]));
        Object.assign(frame.style, {display: 'block', left: low[0] + '%', top: low[1] + '%', width: size[0] + '%', height: size[1] + '%'});
    """,
    "pointerup": """
        const frame = this.firstElementChild, box = this.closest('.course-picture').querySelector('input');
        if (frame) frame.style.display = 'none';
        if (!this.from) return;
        box.value = JSON.stringify([...this.from, ...this.place(event), event.timeStamp]);
        box.dispatchEvent(new Event('change', {bubbles: true}));
        this.from = null;
    """,
    "pointercancel": """
        if (this.firstElementChild) this.firstElementChild.style.display = 'none';
        this.from = null;
    """,
}
FRAME = '<div style="display: none; position: absolute; box-sizing: border-box; border: 2px dashed black; background: #ffffff80"></div>'


def over(lab, image, area, *, click, drag=None, hint=""):
    """The picture of a lab, as a widget that also listens to the mouse; places are pixels from its upper left corner.

    area: (left, top, width, height) of the part that listens
    click: called with (x, y);  drag: called with (left, top, right, bottom) when a rectangle is done
    hint: what a page shows where the mouse rests
    """
    box = widgets.Text(continuous_update=False, layout=widgets.Layout(display="none"))
    box.observe(lambda change: lab.safely(lambda: _moved(json.loads(change.new), area, click, drag)), "value")
    glass = widgets.HTML(_glass(lab.size, area, drag, hint), layout=widgets.Layout(grid_area=HERE, width="100%", height="100%", margin="0"))
    image.layout.grid_area, image.layout.margin, image.layout.max_width = HERE, "0", "100%"
    narrow = widgets.Layout(max_width=image.layout.width, grid_template_columns="minmax(0, 1fr)")  # as narrow as the page needs it
    together = widgets.GridBox([image, glass, box], layout=narrow)
    together.add_class("course-picture")
    return together


def _moved(shares, area, click, drag):
    """A click or a drag, from where the mouse went: (x, y, x, y, …) as shares of the area."""
    x, y, right, bottom = (start + share * length for share, start, length in zip(shares, 2 * area[:2], 2 * area[2:]))
    sides = abs(right - x), abs(bottom - y)
    if drag is None or max(sides) < SMALL:
        click(right, bottom)
    elif min(sides) >= SMALL:
        drag(min(x, right), min(y, bottom), max(x, right), max(y, bottom))


def _glass(size, area, drag, hint):
    """The glass as HTML; with a frame that is shown while it is dragged."""
    left, top, width, height = (f"{100 * length / whole:.3f}%" for length, whole in zip(area, 2 * size))
    style = (
        f"position: absolute; left: {left}; top: {top}; width: {width}; height: {height}; user-select: none; "
        f"cursor: {'crosshair' if drag else 'pointer'}; touch-action: {'none' if drag else 'auto'}"
    )
    handlers = " ".join(f'on{event}="{html.escape(" ".join(code.split()))}"' for event, code in HANDLERS.items())
    glass = f'<div title="{html.escape(hint)}" style="{style}" {handlers}>{FRAME if drag else ""}</div>'
    return f'<div style="position: relative; width: 100%; height: 100%">{glass}</div>'
