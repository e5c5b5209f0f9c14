"""What a widget leaves in the notebook: the live view for a page with a kernel, words and a picture for one without."""

import html


def bundle(widget, text, png=None, markup=None):
    """The output of a cell as {mime type: data}.

    widget: any ipywidgets widget
    text, markup, png: what stands in its place where there is no kernel
    """
    data = {
        "application/vnd.jupyter.widget-view+json": {
            "model_id": widget.model_id, "version_major": 2, "version_minor": 0,
        },
        "text/plain": text,
    }
    if png:
        data["image/png"] = png
    else:
        data["text/html"] = markup or f"<p>{html.escape(text)}</p>"
    return data


def paragraph(text):
    """The words of a lab as HTML; a screen reader says them anew when they change."""
    return f'<div role="status" style="max-width: 940px; line-height: 1.4">{html.escape(text)}</div>'


def alarm(text):
    """An error as HTML, with a red line; "" for none."""
    return f'<div role="alert" style="border-left: 4px solid #d32f2f; padding: 2px 12px; max-width: 940px">⚠ {html.escape(text)}</div>' if text else ""
