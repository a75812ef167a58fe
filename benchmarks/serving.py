"""A folder as a county's web server would serve it: under a sub-path, text packed with gzip, and a
count of every byte that goes over the wire."""

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUB_PATH = "health/jibao"
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}
KINDS = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}


@dataclass
class Served:
    """Where the site is, and what was sent: path below the site → bytes of body and head."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)

    def weight(self) -> int:
        """Bytes over the wire since the last `forget`."""
        return sum(self.sent.values())

    def forget(self) -> None:
        """Begins a new count."""
        self.sent.clear()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """GET with gzip; nothing may be kept, so that every visit is a first one."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, served: Served, **kwargs: Any) -> None:
        self.folder, self.served = folder, served
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix(f"/{SUB_PATH}").lstrip("/")
        file = self.folder / path
        if not file.resolve().is_relative_to(self.folder.resolve()) or not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        packed = file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            body = gzip.compress(body, 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", KINDS.get(file.suffix) or self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        # The head waits in a list until `end_headers` sends it.
        waiting: list[bytes] = self._headers_buffer  # type: ignore[attr-defined]
        head = sum(map(len, waiting))
        self.served.sent[path] = self.served.sent.get(path, 0) + head + len(body)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serves `folder` on a free loopback port until the block ends."""
    served = Served("")
    handler = functools.partial(_Handler, folder=folder, served=served)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        served.address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield served
        server.shutdown()
