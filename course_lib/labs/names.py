"""Names for what ipywidgets leaves without one, so that a screen reader says "learning rate, slider" and not just "slider".

The handles of sliders, the buttons of a player and the picture get theirs in the page, from a handler of an image that never
loads. It also names what comes later, as more controls. Where a page lets no handlers run, the lab is as it was without.
"""

import html

HANDLER = """
    const spoken = {'fa-play': 'Play', 'fa-pause': 'Pause', 'fa-stop': 'Stop', 'fa-retweet': 'Repeat'};
    const say = (node, words) => { if (node.getAttribute('aria-label') !== words) node.setAttribute('aria-label', words); };
    const name = lab => {
        for (const slider of lab.querySelectorAll('.noUi-target')) {
            const label = slider.closest('.widget-inline-hbox').querySelector('label').textContent;
            const handles = slider.querySelectorAll('.noUi-handle');
            handles.forEach((handle, i) => say(handle, handles.length < 2 ? label : label + (i ? ', upper end' : ', lower end')));
        }
        for (const icon of lab.querySelectorAll('.widget-play i')) say(icon.parentElement, spoken[icon.classList[1]] || 'Play');
        for (const picture of lab.querySelectorAll('img.widget-image')) picture.alt = this.alt;
    };
    const begin = () => {
        const lab = this.closest('.widget-vbox');
        if (!lab) return this.tries++ < 50 && setTimeout(begin, 100);
        name(lab);
        const changes = {childList: true, subtree: true, attributes: true, attributeFilter: ['class']};
        new MutationObserver(() => name(lab)).observe(lab, changes);
    };
    this.tries = 0;
    begin();
"""


def spoken(title):
    """HTML to stand in the face of a lab; it is not seen, and names what has no name. The picture is called by the lab's title."""
    alternative = html.escape(f"{title}: the picture; the words below tell what it shows")
    return f'<img hidden src="data:," alt="{alternative}" onerror="{html.escape(" ".join(HANDLER.split()))}">'
