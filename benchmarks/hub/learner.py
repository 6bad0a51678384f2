"""One learner: what a browser says to the hub over HTTP, and to a kernel over a websocket."""

import asyncio
import json
import time
import uuid
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.hub.server import Hub

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # the one that JupyterLab speaks
LESSON = "02_linear_chain.ipynb"
EXPLORER = "bp.ChainExplorer("
VIEW = "application/vnd.jupyter.widget-view+json"
TRIES = 7  # to make a broken connection again
WAIT = 120  # seconds for one answer of a kernel
DRAG = 10  # changes with the mouse held down
PACE = 0.05  # seconds from one of them to the next, at least
LOOK = 2.0  # seconds between one drag and the next


@dataclass
class Learner:
    """One learner's session and what was measured in it, in seconds and MB."""

    hub: Hub
    name: str
    start: float = 0.0
    explorer: float = 0.0
    lesson: float = 0.0
    memory: float = 0.0
    changes: list[float] = field(default_factory=list)
    hurried: list[float] = field(default_factory=list)
    kernel: "Kernel | None" = None
    slider: str = ""  # the id of the first one of the first explorer
    at: str = ""  # what is being done

    @property
    def home(self) -> str:
        return f"/user/{self.name}"

    async def open(self) -> None:
        """Start the server, open the lesson, and run all its cells. RuntimeError if one of them fails."""
        began, self.at = time.perf_counter(), "the server starts"
        await self.hub.ask(f"/hub/api/users/{self.name}/server", "POST")
        await self._until_ready()
        self.start = time.perf_counter() - began
        began, self.at = time.perf_counter(), "the lesson is opened"
        await self.hub.ask(f"{self.home}/lab/tree/{LESSON}")
        notebook = json.loads(await self.hub.ask(f"{self.home}/api/contents/{LESSON}"))["content"]
        asked = {"path": LESSON, "name": LESSON, "type": "notebook", "kernel": {"name": "python3"}}
        session = json.loads(await self.hub.ask(f"{self.home}/api/sessions", "POST", asked))
        self.kernel = await Kernel.connect(
            self.hub, f"{self.home}/api/kernels/{session['kernel']['id']}", session["id"]
        )
        cells = [each["source"] for each in notebook["cells"] if each["cell_type"] == "code"]
        for number, cell in enumerate(cells, start=1):
            self.at, before = f"cell {number} of {len(cells)}", len(self.kernel.sliders)
            said = await self.kernel.run(cell)
            if not self.slider and EXPLORER in cell:
                if not any(VIEW in content.get("data", {}) for _, content in said):
                    raise RuntimeError("the cell of the first explorer shows none")
                self.explorer, self.slider = time.perf_counter() - began, self.kernel.sliders[before]
        self.lesson = time.perf_counter() - began

    async def _until_ready(self) -> None:
        said = await self.hub.ask(f"/hub/api/users/{self.name}/server/progress")  # ends when the server is there
        last = json.loads(said.decode().strip().split("data: ")[-1])
        if not last.get("ready"):
            raise RuntimeError(f"the server did not start: {last.get('message')}")

    async def move(self, seconds: float) -> None:
        """Drag the slider to and fro, look, and drag again."""
        end, self.at = time.perf_counter() + seconds, "the slider is moved"
        while time.perf_counter() < end:
            for _ in range(DRAG):
                self.changes.append(await self._change(len(self.changes)))
                await asyncio.sleep(max(0.0, PACE - self.changes[-1]))
            await asyncio.sleep(LOOK)

    async def hurry(self, seconds: float) -> None:
        """Drag it without a rest: the next change as soon as the last one is there."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.hurried.append(await self._change(len(self.hurried)))

    async def _change(self, k: int) -> float:
        began = time.perf_counter()
        await self.kernel.move(self.slider, k)
        return time.perf_counter() - began

    async def weigh(self) -> None:
        """Take down the memory that is in use."""
        self.memory = self.hub.memory(self.name)

    async def leave(self) -> None:
        """End the server."""
        if self.kernel:
            self.kernel.reader.cancel()
        await self.hub.ask(f"/hub/api/users/{self.name}/server", "DELETE")


@dataclass
class Kernel:
    """A kernel behind its websocket."""

    request: HTTPRequest
    session: str
    socket: WebSocketClientConnection | None = None
    lost: int = 0  # connections that broke and were made again
    models: dict[str, dict] = field(default_factory=dict)  # the widgets: by their ids, what their traits are
    sliders: list[str] = field(default_factory=list)  # the ids of those that are sliders, in the order they came
    heard: dict[str, list] = field(default_factory=lambda: defaultdict(list))
    done: dict[str, asyncio.Future] = field(default_factory=dict)

    @classmethod
    async def connect(cls, hub: Hub, path: str, session: str) -> "Kernel":
        address = hub.address.replace("http", "ws", 1) + f"{path}/channels?session_id={quote(session)}"
        request = HTTPRequest(address, headers={"Authorization": f"token {hub.token}"}, request_timeout=WAIT)
        kernel = cls(request, session)
        await kernel.open()
        kernel.reader = asyncio.create_task(kernel._read())
        await kernel.ask("kernel_info_request", {})
        return kernel

    async def open(self) -> None:
        self.socket = await websocket_connect(self.request, subprotocols=[PROTOCOL])
        assert self.socket.selected_subprotocol == PROTOCOL

    async def ask(self, kind: str, content: dict) -> list[tuple[str, dict]]:
        """Send this message; kind and content of all that the kernel publishes about it until it is idle again."""
        id = uuid.uuid4().hex
        header = {"msg_id": id, "msg_type": kind, "session": self.session, "username": "", "version": "5.4"}
        header["date"] = datetime.now(UTC).isoformat()
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
        self.done[id] = done = asyncio.get_running_loop().create_future()
        packed = serialize_msg_to_ws_v1(message, "shell", pack=lambda part: json.dumps(part).encode())
        await self.socket.write_message(packed, binary=True)
        await asyncio.wait_for(done, WAIT)
        del self.done[id]
        return self.heard.pop(id, [])

    async def run(self, code: str) -> list[tuple[str, dict]]:
        """What a cell shows. Raises RuntimeError if it fails."""
        said = await self.ask("execute_request", {"code": code, "store_history": True, "stop_on_error": True})
        for kind, content in said:
            if kind == "error":
                raise RuntimeError(f"a cell failed: {content['ename']}: {content['evalue']}: {code[:60]}")
        return said

    async def move(self, slider: str, k: int) -> None:
        """Move this slider, the k-th time; to the end of all that changes with it. RuntimeError if nothing does."""
        model = self.models[slider]
        at, steps = k % 40, 20  # to and fro
        value = model["min"] + model["step"] * (10 + (at if at < steps else 2 * steps - at))
        data = {"method": "update", "state": {"value": round(value, 6)}, "buffer_paths": []}
        said = await self.ask("comm_msg", {"comm_id": slider, "data": data})
        if not any(content["comm_id"] != slider for kind, content in said if kind == "comm_msg"):
            raise RuntimeError("a slider was moved, and nothing changed")

    async def _read(self) -> None:
        while packed := await self._next():
            channel, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(packed)
            if channel == "iopub":
                kind, parent = json.loads(header)["msg_type"], json.loads(parent).get("msg_id")
                self._hear(kind, parent, json.loads(content))
        for waiting in (each for each in self.done.values() if not each.done()):
            waiting.set_exception(RuntimeError("the connection to the kernel was lost"))

    async def _next(self) -> bytes | None:
        """The next message; a broken connection is made again, as JupyterLab does: the server keeps what it misses."""
        packed = await self.socket.read_message()
        while packed is None and self.lost < TRIES:
            self.lost += 1
            await asyncio.sleep(self.lost)
            with suppress(OSError, HTTPClientError):
                await self.open()
                packed = await self.socket.read_message()
        return packed

    def _hear(self, kind: str, parent: str, content: dict) -> None:
        if kind == "comm_open":
            self.models[content["comm_id"]] = state = content["data"].get("state", {})
            if state.get("_model_name") == "FloatSliderModel":
                self.sliders.append(content["comm_id"])
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.models[content["comm_id"]].update(content["data"]["state"])
        if parent not in self.done:
            return
        if kind == "status" and content["execution_state"] == "idle":
            self.done[parent].set_result(None)
        elif kind != "status":
            self.heard[parent].append((kind, content))
