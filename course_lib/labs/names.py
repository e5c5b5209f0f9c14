"""Names for what ipywidgets leaves without one, so that a screen reader says "learning rate, slider" and not just "slider".

The handles of sliders, the buttons of a player and the picture get theirs in the page, from a handler of an image that never
loads. It also names what comes later, as more controls. A slider is said to stand at the value that is written beside it; of its own it
would tell exponents and places in a list. Where a page lets no handlers run, the lab is as it was without.
"""

import html

HANDLER = """
    const spoken = {'fa-play': 'Play', 'fa-pause': 'Pause', 'fa-stop': 'Stop', 'fa-retweet': 'Repeat'};
    const say = (node, words, what = 'aria-label') => { if (node.getAttribute(what) !== words) node.setAttribute(what, words); };
    const name = lab => {
        for (const slider of lab.querySelectorAll('.noUi-target')) {
            const row = slider.closest('.widget-inline-hbox'), label = row.querySelector('label').textContent;
            const handles = slider.querySelectorAll('.noUi-handle'), text = row.querySelector('.widget-readout').textContent;
            const ends = text.split(text.includes(' – ') ? ' – ' : '-');
            handles.forEach((handle, i) => {
                say(handle, handles.length < 2 ? label : label + (i ? ', upper end' : ', lower end'));
                say(handle, handles.length === ends.length ? ends[i] : text, 'aria-valuetext');
            });
        }
        for (const icon of lab.querySelectorAll('.widget-play i')) say(icon.parentElement, spoken[icon.classList[1]] || 'Play');
        for (const picture of lab.querySelectorAll('img.widget-image')) picture.alt = this.alt;
    };
    const begin = () => {
        const lab = this.closest('.widget-vbox');
        if (!lab) return this.tries++ < 50 && setTimeout(begin, 100);
        name(lab);
        const changes = {childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'aria-valuetext']};
        new MutationObserver(() => name(lab)).observe(lab, changes);
    };
    this.tries = 0;
    begin();
"""


def spoken(title):
    """HTML to stand in the face of a lab; it is not seen, and names what has no name. The picture is called by the lab's title."""
    alternative = html.escape(f"{title}: the picture; the words below tell what it shows")
    return f'<img hidden src="data:," alt="{alternative}" onerror="{html.escape(" ".join(HANDLER.split()))}">'
