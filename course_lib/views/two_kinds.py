"""A table and a few images, and below them the X and Y that each becomes, with one example marked.

Everything lies on one sheet whose units are pixels of the figure.
"""

from course_lib.views.sheet import Sheet
from course_lib.views.style import DARK_ORANGE, GREY, INK, ORANGE

MARK = dict(facecolor="#fff3c4", edgecolor="#ffd000", linewidth=1.8, zorder=1)
ROW, CELL, WIDE = 25, 84, 112  # height of a row, width of a cell of X and of the table
LEFT, RIGHT = 24, 508  # where the two halves begin
TABLE, BELOW = 62, 236  # top of the table and of X
STRIP, STEP = 32, 50  # width of a column of pixels, and from one to the next
SIDE = 76  # of an image
SHOWN = 6  # numbers of the marked image


class TwoKindsView:
    """Left the table, right the images; the marked example is yellow above and below."""

    moving = ()

    def __init__(self, figure, image_shape):
        self._sheet, self._shape = Sheet(figure, zorder=4), image_shape

    def update(self, snapshot):
        """Show a TwoKindsSnapshot."""
        self.stale = True
        self._sheet.wipe()
        self._table(snapshot)
        self._matrix(snapshot)
        self._images(snapshot)
        self._pixels(snapshot)
        self._sheet.axes.plot([482, 482], [20, self._sheet.height - 14], color="#dddddd", linewidth=1)

    def _table(self, snapshot):
        self._sheet.write(LEFT, 26, "structured: a table, one example a row", fontsize=11.5, weight="bold")
        self._sheet.box(LEFT, TABLE + (snapshot.example + 0.5) * ROW, 3 * WIDE, ROW, **MARK)
        for k, (name, values) in enumerate(zip(snapshot.names, (*snapshot.X, *snapshot.Y))):
            x, colour = LEFT + (k + 0.5) * WIDE, DARK_ORANGE if k == 2 else INK
            self._sheet.write(x, TABLE, name, ha="center", color=colour, weight="bold")
            for i, value in enumerate(values):
                self._sheet.write(x, TABLE + (i + 1) * ROW, f"{value:.0f}", ha="center", color=colour)

    def _matrix(self, snapshot):
        self._sheet.write(LEFT, BELOW - 24, f"the same as X {snapshot.X.shape} and Y {snapshot.Y.shape}: one example a column", fontsize=11)
        names = [name.split(" (")[0] for name in snapshot.names]
        self._sheet.box(LEFT + 86 + snapshot.example * CELL, BELOW - 4, CELL, 3 * ROW + 22, **MARK)
        for k, (name, values) in enumerate(zip(names, (*snapshot.X, *snapshot.Y))):
            y = BELOW + (k + 0.5) * ROW + (14 if k == 2 else 0)
            colour = DARK_ORANGE if k == 2 else INK
            self._sheet.write(LEFT + 78, y, name, ha="right", color=colour)
            for i, value in enumerate(values):
                self._sheet.write(LEFT + 86 + (i + 0.5) * CELL, y, f"{value:.0f}", ha="center", color=colour)
        self._brackets(LEFT + 88, BELOW, 4 * CELL - 4, 2 * ROW, INK)
        self._brackets(LEFT + 88, BELOW + 2 * ROW + 14, 4 * CELL - 4, ROW, ORANGE)
        self._numbers(LEFT + 86 + CELL / 2, CELL, BELOW + 3 * ROW + 32)
        self._sheet.write(LEFT + 78, BELOW + 3 * ROW + 32, "example", ha="right", color=GREY)

    def _images(self, snapshot):
        self._sheet.write(RIGHT, 26, "unstructured: images", fontsize=11.5, weight="bold")
        for i, (x, y) in enumerate(zip(snapshot.X_images.T, snapshot.Y_images[0])):
            left = RIGHT + i * (SIDE + 28)
            if i == snapshot.example:
                self._sheet.box(left - 6, 44, SIDE + 12, SIDE + 36, **MARK)
            self._show(x.reshape(self._shape), left, 50, SIDE, SIDE)
            self._sheet.write(left + SIDE / 2, 50 + SIDE + 14, f"{'odd' if y else 'even'}: y = {y:.0f}", ha="center", color=DARK_ORANGE)

    def _pixels(self, snapshot):
        n_x = len(snapshot.X_images)
        self._sheet.write(RIGHT, BELOW - 54, f"the same as X {snapshot.X_images.shape}: pixel row after pixel row", fontsize=11)
        top, height = BELOW - 38, 3 * n_x - 16
        for i, x in enumerate(snapshot.X_images.T):
            left = RIGHT + 8 + i * STEP
            if i == snapshot.example:
                self._sheet.box(left - 7, top - 6, STRIP + 14, height + 12, **MARK)
            self._show(x[:, None], left, top, STRIP, height)
        self._brackets(RIGHT, top - 1, 3 * STEP + STRIP + 16, height + 2, INK)
        self._numbers(RIGHT + 8 + STRIP / 2, STEP, top + height + 14)
        marked = snapshot.X_images[:, snapshot.example]
        x = RIGHT + 4 * STEP + 30
        for k in range(SHOWN):
            place = f"row {k // self._shape[1]}, column {k % self._shape[1]}"
            self._sheet.write(x, top + 8 + k * 20, f"x[{k}] = {marked[k]:.2f}  {place}", fontsize=9.5)
        self._sheet.write(x, top + 8 + SHOWN * 20, f"…   {n_x} numbers in all", fontsize=9.5)

    def _numbers(self, x, step, y):
        for i in range(4):
            self._sheet.write(x + i * step, y, str(i), ha="center", color=GREY)

    def _show(self, image, left, top, width, height):
        place = left, top, width, height
        self._sheet.image(image, place, cmap="Greys", vmin=0, vmax=1, zorder=2)
        self._sheet.box(*place, fill=False, edgecolor=GREY, linewidth=0.8, zorder=3)

    def _brackets(self, left, top, width, height, colour):
        for x, inward in ((left, 5), (left + width, -5)):
            self._sheet.axes.plot([x + inward, x, x, x + inward], [top, top, top + height, top + height], color=colour, linewidth=1.3)
