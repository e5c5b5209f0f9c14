"""Matrix products on one thread of the processor, so that they add up in the same order wherever they run.

NumPy's library for them (BLAS) splits large products among threads, and where it splits changes the last bits of a sum.
A search runs many small networks at once, so it gains more from processes than it loses here.
"""

from contextlib import contextmanager
from functools import cache
from threading import Lock

_LOCK = Lock()
_inside, _limit = 0, None  # how many are inside, in all threads, and what sets the number of threads back


@contextmanager
def one_thread():
    """While inside, BLAS uses one thread; the last to leave sets the number back to what it was."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter():
    global _inside, _limit
    with _LOCK:
        if _inside == 0 and (controller := _controller()):
            _limit = controller.limit(limits=1, user_api="blas")
        _inside += 1


def _leave():
    global _inside, _limit
    with _LOCK:
        _inside -= 1
        if _inside == 0 and _limit:
            _limit.restore_original_limits()
            _limit = None


@cache
def _controller():
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:  # in a browser, where there is one thread anyway
        return None
    return ThreadpoolController()
