"""A JupyterHub for one class: on loopback only, in a folder of its own, and gone when the class is over."""

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

PROXY = Path(sys.prefix) / "node" / "node_modules" / ".bin" / "configurable-http-proxy"
ADVISED = {  # by docs/teaching.md
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "65536",
}
MARK = "BPLESSON_HUB"  # in the environment of every process of this hub: by it they are found, counted and ended
PATIENCE = 300  # seconds: on a busy machine the last server of a class comes up late


@dataclass(frozen=True)
class Hub:
    """Its address, the token of the service that may do what every learner may, and its mark."""

    address: str
    token: str
    mark: str

    async def ask(self, path: str, method: str = "GET", said: dict | None = None) -> bytes:
        """The answer of the hub, or of a learner's server, at that path; HTTPClientError for anything but success."""
        body = json.dumps(said or {}) if method == "POST" else None
        headers = {"Authorization": f"token {self.token}"}
        request = HTTPRequest(self.address + path, method, headers, body, request_timeout=PATIENCE)
        return (await AsyncHTTPClient(max_clients=200).fetch(request)).body  # else ten at a time

    def memory(self, learner: str) -> float:
        """MB of the server and the kernels of that learner; of what several processes share, each has its part."""
        return sum(map(_megabytes, _processes(self.mark, learner)))


@asynccontextmanager
async def hub(folder: Path, learners: Iterable[str]) -> AsyncIterator[Hub]:
    """The hub at work in `folder`, where learner a finds their files in homes/a; every process of it is ended.

    Raises RuntimeError, with the end of its log, if it does not come up.
    """
    proxy, inner, api = _free_ports(3)
    made = Hub(f"http://127.0.0.1:{proxy}", secrets.token_hex(16), secrets.token_hex(16))
    config, log = folder / "config.json", folder / "hub.log"
    config.write_text(json.dumps(_config(made, folder, sorted(learners), inner, api)))
    own = {MARK: made.mark, "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16)}
    command = [sys.executable, "-m", "jupyterhub", "--config", str(config)]
    try:
        with log.open("w") as out:
            process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=os.environ | own)
        await _answers(made, process, log)
        yield made
    finally:
        end(made.mark)
        process.wait()


def _config(made: Hub, folder: Path, learners: list[str], inner: int, api: int) -> dict:
    service = {"name": "class", "api_token": made.token}
    may = {"name": "class", "services": ["class"], "scopes": ["admin:users", "admin:servers", "access:servers"]}
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # a container of a test runner; never for a learner
    return {
        "JupyterHub": {
            "bind_url": made.address,
            "hub_bind_url": f"http://127.0.0.1:{inner}",
            "authenticator_class": "dummy",
            "spawner_class": "simple",
            "services": [service],
            "load_roles": [may],
        },
        "Authenticator": {"allowed_users": learners},
        "ConfigurableHTTPProxy": {"command": [str(PROXY)], "api_url": f"http://127.0.0.1:{api}"},
        "SimpleLocalProcessSpawner": {"home_dir_template": str(folder / "homes" / "{username}")},
        "Spawner": {
            "cmd": [sys.executable, "-m", "jupyterhub.singleuser"],
            "args": ["--allow-root"] if root else [],
            "environment": {MARK: made.mark, **ADVISED},
            "start_timeout": PATIENCE,
            "http_timeout": PATIENCE,
        },
    }


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        free = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in free:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in free]


async def _answers(made: Hub, process: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        with suppress(OSError, HTTPClientError):  # nobody listens, or only the proxy
            await made.ask("/hub/api/")
            return
        await asyncio.sleep(0.1)
    raise RuntimeError(f"JupyterHub did not come up:\n{log.read_text()[-2000:]}")


def _processes(mark: str, learner: str | None = None) -> Iterator[psutil.Process]:
    """Every process with this mark, of all or of that learner."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):  # one that has just ended, or is another user's
            own = process.environ()
            if own.get(MARK) == mark and learner in (None, own.get("JUPYTERHUB_USER")):
                yield process


def _megabytes(process: psutil.Process) -> float:
    used = process.memory_full_info()
    return getattr(used, "pss", used.rss) / 1e6


def end(mark: str) -> None:
    """End every process with this mark, also those that are started meanwhile."""
    while left := list(_processes(mark)):
        for process in left:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=5)
