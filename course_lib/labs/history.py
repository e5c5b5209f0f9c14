"""The past of a run, so that it can be scrubbed: records in the order of their steps.

When it is full, every second record goes: old and new times stay equally dense, and memory stays bounded.
"""

from bisect import bisect_right


class History:
    """Records that have a `step`, at most `limit` of them."""

    def __init__(self, limit=600):
        self._records = []
        self._limit = limit

    def __len__(self):
        return len(self._records)

    def __iter__(self):
        return iter(self._records)

    @property
    def last(self):
        """The newest record."""
        return self._records[-1]

    def append(self, record):
        """Add the newest record."""
        if len(self._records) >= self._limit:
            del self._records[1:-1:2]
        self._records.append(record)

    def at(self, step):
        """The last record at or before `step`; the first one if there is none."""
        place = bisect_right(self._records, step, key=lambda record: record.step)
        return self._records[max(place - 1, 0)]

    def cut(self, step):
        """Forget what came after `step`."""
        del self._records[bisect_right(self._records, step, key=lambda record: record.step) :]

    def copy(self):
        """The same records, to go on from separately."""
        other = History(self._limit)
        other._records = list(self._records)
        return other
