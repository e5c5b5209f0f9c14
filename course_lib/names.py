"""Names and keys for what ipywidgets leaves without, so that a lab can be heard, and used without a mouse.

The handles of sliders, the buttons of a player and the picture get their names in the page, from a handler of an image that never
loads. It also names what comes later, as more controls. A slider is said to stand at the value that is written beside it; of its
own it would tell exponents and places in a list. In a list or among answers the keys choose; JupyterLab would take an arrow for
the next cell, and a letter for a command. Escape goes back to the cell. After a restart
of the kernel, what is still on screen tells what to do. Where a page lets no handlers run, all is as it was without.
"""

import html

HANDLER = """
    const spoken = {'fa-play': 'Play', 'fa-pause': 'Pause', 'fa-stop': 'Stop', 'fa-retweet': 'Repeat'};
    const say = (node, words, what = 'aria-label') => { if (node.getAttribute(what) !== words) node.setAttribute(what, words); };
    const name = lab => {
        for (const slider of lab.querySelectorAll('.noUi-target')) {
            const row = slider.closest('.widget-inline-hbox'), label = row.querySelector('label').textContent;
            const handles = slider.querySelectorAll('.noUi-handle'), readout = row.querySelector('.widget-readout'), text = readout.textContent;
            const ends = text.split(text.includes(' – ') ? ' – ' : '-');
            handles.forEach((handle, i) => {
                say(handle, handles.length < 2 ? label : label + (i ? ', upper end' : ', lower end'));
                say(handle, handles.length === ends.length ? ends[i] : text, 'aria-valuetext');
            });
            if (readout.isContentEditable) { say(readout, 'textbox', 'role'); say(readout, label + ', typed'); }
        }
        for (const icon of lab.querySelectorAll('.widget-play i')) say(icon.parentElement, spoken[icon.classList[1]] || 'Play');
        for (const picture of lab.querySelectorAll('img.widget-image')) picture.alt = this.alt;
        const lost = this.previousElementSibling;
        say(lost, 'alert', 'role');
        lost.hidden = !lab.matches('.jupyter-widgets-disconnected');
    };
    const keep = event => {
        const plain = !event.ctrlKey && !event.altKey && !event.metaKey && (event.key.length === 1 || /^(Arrow|Page|Home|End)/.test(event.key));
        if (plain && event.target.matches('select, input')) event.stopPropagation();
        if (event.key === 'Escape') event.target.closest('.jp-Cell')?.focus();
    };
    const begin = () => {
        const lab = this.closest('.widget-vbox');
        if (!lab) return this.tries++ < 50 && setTimeout(begin, 100);
        name(lab);
        lab.addEventListener('keydown', keep);
        const changes = {childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'aria-valuetext']};
        new MutationObserver(() => name(lab)).observe(lab, changes);
    };
    this.tries = 0;
    begin();
"""
LOST = "⚠ Python has been started anew and does not know this any more. Choose Run > Run All Cells."


def headed(title):
    """A title as HTML, to head a face of widgets; unseen, it gives names and keys to all that stands there. The picture is called by it."""
    alternative = html.escape(f"{title}: the picture; the words below tell what it shows")
    handler = html.escape(" ".join(HANDLER.split()))
    return f'<b>{html.escape(title)}</b> <span hidden>{html.escape(LOST)}</span><img hidden src="data:," alt="{alternative}" onerror="{handler}">'
