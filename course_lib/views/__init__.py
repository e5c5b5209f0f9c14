"""What a lab looks like: one Matplotlib view a file.

A view makes its artists once and lists those that move in `moving`; `update(snapshot)` only sets their data. Where
something fixed has to change, such as a limit of an axis, it sets `stale`, and the canvas draws everything anew.
"""
