"""A learner without a browser: logs in to JupyterHub, opens a chapter, runs its cells, drags a slider, all by the messages of JupyterLab's page.

The websocket messages are the page's: its protocol, widget updates on a subshell of the kernel, and one update in flight; what the
slider passes in the meantime is dropped for the newest place. Pictures are received and not drawn: the page's own part of
the time is for a real browser to measure.
"""

import asyncio
import json
import time
from urllib.parse import urlencode
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from requests import Session
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PATIENCE = 180  # seconds, for anything
MOVES = 30  # a second
PROTOCOL = "v1.kernel.websocket.jupyter.org"


def log_in(hub, name, password):
    """A requests Session of this learner, with their server running; the way is that of the login form."""
    web = Session()
    web.get(f"{hub}/hub/login").raise_for_status()
    form = {"username": name, "password": password, "_xsrf": web.cookies.get("_xsrf")}
    web.post(f"{hub}/hub/login?next=/hub/spawn", data=form).raise_for_status()
    deadline = time.monotonic() + PATIENCE
    while not (answer := web.get(f"{hub}/user/{name}/lab")).ok or f"/user/{name}/lab" not in answer.url:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the server of {name} did not start: {answer.status_code} {answer.url}")
        time.sleep(0.5)
    return web


class Learner:
    """One learner: `await open(...)`, then `await drag(...)`; `errors` holds what went wrong, in words."""

    def __init__(self, hub, name, password):
        self.hub, self.name, self.password = hub, name, password
        self.errors = []
        self._waiting = {}  # msg_id → Future of the kernel's being idle again
        self._replies, self._pictures, self._made = {}, {}, []  # by msg_id; [(msg_id, comm_id, state)]

    async def open(self, chapter, cell):
        """Log in, open the chapter, run all its cells, and find the first slider of the cell that starts with `cell`."""
        self._web = await asyncio.to_thread(log_in, self.hub, self.name, self.password)
        notebook = await self._ask("get", f"contents/{chapter}")
        session = dict(path=chapter, name=chapter, type="notebook", kernel={"name": "python3"})
        self.session = await self._ask("post", "sessions", json=session)
        await self._connect()
        sources = ["".join(one["source"]) for one in notebook["content"]["cells"] if one["cell_type"] == "code"]
        ran = {}
        for source in sources:
            ran[source] = await self._finished("execute_request", dict(
                code=source, silent=False, store_history=True, user_expressions={}, allow_stdin=True, stop_on_error=True))
        (mine,) = [message for source, message in ran.items() if source.startswith(cell)]
        self.slider, self.state = next((comm, state) for message, comm, state in self._made if message == mine and state["_model_name"] == "FloatLogSliderModel")
        asked = await self._finished("create_subshell_request", {}, "control")
        self._subshell = self._replies[asked]["subshell_id"]

    async def drag(self, going):
        """Move the slider to and fro while `going()`; milliseconds from each move that was sent to the arrival of its picture."""
        moves = self._moves(time.perf_counter())
        delays = []
        while going():
            moved, value = next(moves)
            if value == self.state["value"]:  # not a move
                await asyncio.sleep(1 / MOVES)
                continue
            self.state["value"] = value
            message = await self._finished(
                "comm_msg", {"comm_id": self.slider, "data": {"method": "update", "state": {"value": value}, "buffer_paths": []}})
            if message in self._pictures:
                delays.append(1000 * (self._pictures.pop(message) - moved))
            else:
                self.errors.append(f"{self.name}: no picture came for the slider at {value:.3g}")
            await asyncio.sleep(max(moved + 1 / MOVES - time.perf_counter(), 0))
        return delays

    async def leave(self):
        """Close the page and its kernel; the server goes on."""
        self._socket.close()
        await asyncio.to_thread(self._web.delete, self._address(f"sessions/{self.session['id']}"), headers=self._xsrf())

    def _moves(self, start):
        """(moment, value) of the newest of the hand's moves, of which there are MOVES a second, when asked."""
        steps = round((self.state["max"] - self.state["min"]) / self.state["step"])
        while True:
            number = int((time.perf_counter() - start) * MOVES)
            place = abs((number + steps // 2) % (2 * steps) - steps)
            yield start + number / MOVES, self.state["base"] ** (self.state["min"] + place * self.state["step"])

    def _address(self, path):
        return f"{self.hub}/user/{self.name}/api/{path}"

    def _xsrf(self):
        return {"X-XSRFToken": next((c.value for c in self._web.cookies if c.name == "_xsrf" and c.path == f"/user/{self.name}/"), "")}

    async def _ask(self, verb, path, **more):
        answer = await asyncio.to_thread(getattr(self._web, verb), self._address(path), headers=self._xsrf(), **more)
        answer.raise_for_status()
        return answer.json()

    async def _connect(self):
        self._id, self._subshell = uuid4().hex, None
        url = self._address(f"kernels/{self.session['kernel']['id']}/channels?{urlencode({'session_id': self._id})}")
        cookies = "; ".join(f"{c.name}={c.value}" for c in self._web.cookies if f"/user/{self.name}/".startswith(c.path))
        request = HTTPRequest(url.replace("http", "ws", 1), headers={"Cookie": cookies, "Origin": self.hub})
        self._socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**30, on_message_callback=self._heard)
        await self._finished("kernel_info_request", {})

    def _send(self, kind, content, channel="shell"):
        header = dict(msg_id=uuid4().hex, msg_type=kind, session=self._id, username=self.name, date="", version="5.4")
        if kind == "comm_msg":
            header["subshell_id"] = self._subshell
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        self._waiting[header["msg_id"]] = asyncio.get_running_loop().create_future()
        self._socket.write_message(serialize_msg_to_ws_v1(parts, channel), binary=True)
        return header["msg_id"]

    async def _finished(self, kind, content, channel="shell"):
        """Send a message, and wait until the kernel is idle again; gives the message's id."""
        message = self._send(kind, content, channel)
        try:
            await asyncio.wait_for(self._waiting[message], PATIENCE)
        except TimeoutError:
            raise TimeoutError(f"{self.name}: no end of {kind} after {PATIENCE} s: {str(content)[:200]} {self.errors}") from None
        del self._waiting[message]
        return message

    def _heard(self, data):
        if data is None:
            self._closed()
            return
        _, (header, parent, _, content, *buffers) = deserialize_msg_from_ws_v1(data)
        kind, asked, content = json.loads(header)["msg_type"], json.loads(parent).get("msg_id"), json.loads(content)
        if kind == "error" or (kind == "stream" and content["name"] == "stderr"):
            self.errors.append(f"{self.name}: {content.get('evalue') or content.get('text')}")
        elif kind.endswith("_reply"):
            self._replies[asked] = content
        elif kind == "comm_open":
            self._made.append((asked, content["comm_id"], content["data"]["state"]))
        elif kind == "comm_msg":
            self._changed(asked, content["data"], buffers)
        elif kind == "status" and content["execution_state"] == "idle" and asked in self._waiting:
            self._waiting[asked].set_result(None)

    def _closed(self):
        for waiting in (one for one in self._waiting.values() if not one.done()):
            waiting.set_exception(ConnectionError(f"{self.name}: the connection was closed"))

    def _changed(self, asked, data, buffers):
        if buffers:
            self._pictures[asked] = time.perf_counter()
        elif 'role="alert"' in str(data.get("state", {}).get("value", "")):
            self.errors.append(f"{self.name}: {data['state']['value']}")
