"""The web server of `jibao serve`: loopback only, the newest finished tree, and a word to the browser
when there is a newer one or when findings stop the build."""

import http.server
import json
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from generator.domain.errors import JibaoError

SCRIPT = Path(__file__).with_name("live.js")
_TAG = b'<script src="/_jibao/live.js"></script></body>'
_OURS = ("127.0.0.1", "localhost", "::1")
_RELEASES = "/releases/"
# How long a silent connection stays open before it is asked for again.
_BREATH = 15.0


@dataclass
class Shown:
    """What the browser is to see. Written by the builder, read by every connection. `archived`: what besides
    lies at a path below `releases/`; None where nothing does."""

    folder: Path
    version: int = 0
    message: dict[str, str] = field(default_factory=lambda: {"text": ""})
    changed: threading.Condition = field(default_factory=threading.Condition)
    archived: Callable[[str], bytes | None] = lambda _: None

    def publish(self, folder: Path) -> None:
        """A newer finished tree; nothing stops the build any more."""
        with self.changed:
            self.folder, self.message = folder, {"text": ""}
            self.version += 1
            self.changed.notify_all()

    def complain(self, lang: str, title: str, close: str, text: str) -> None:
        """The build was stopped; the last good tree stays."""
        with self.changed:
            self.message = {"lang": lang, "title": title, "close": close, "text": text}
            self.changed.notify_all()


class PreviewServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Serves `shown` on the loopback address. Port 0: any free one."""

    daemon_threads = True

    def __init__(self, shown: Shown, port: int) -> None:
        self.shown = shown
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        """Nobody needs it, and the library's own would answer for any folder."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def do_GET(self) -> None:
        if not self._may_read():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = urlsplit(self.path).path
        if path == "/_jibao/live.js":
            self._send("text/javascript; charset=utf-8", SCRIPT.read_bytes())
        elif path == "/_jibao/events":
            self._events()
        else:
            self._file()

    def _may_read(self) -> bool:
        """Another site must not read the unpublished figures: neither through a name that points here,
        nor by taking one of our files for a script or picture of its own."""
        host = urlsplit(f"//{self.headers.get('Host') or ''}").hostname
        foreign = self.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
        return host in _OURS and (not foreign or self.headers.get("Sec-Fetch-Mode") == "navigate")

    def _file(self) -> None:
        self.directory = str(self.server.shown.folder)
        place = Path(self.translate_path(self.path))
        try:
            folder = place.is_dir()
        except (OSError, ValueError):  # a name that the system refuses to look for
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if folder:
            if not urlsplit(self.path).path.endswith("/"):
                super().do_GET()  # the address with its slash, or links on the page lead elsewhere
                return
            place = place / "index.html"
        if not place.is_file():  # a folder without a page is not listed either
            self._archived()
            return
        if place.suffix != ".html":
            super().do_GET()
            return
        body = place.read_bytes().replace(b"</body>", _TAG, 1)
        self._send("text/html; charset=utf-8", body)

    def _archived(self) -> None:
        """A file of a sealed release, as it was sealed; where it no longer is, what is wrong with it."""
        path = unquote(urlsplit(self.path).path)
        inside = path.removeprefix(_RELEASES)
        try:
            if inside == path:
                self.send_error(HTTPStatus.NOT_FOUND)
            elif (body := self._sealed(f"{inside}index.html" if path.endswith("/") else inside)) is not None:
                kind = self.guess_type(path if not path.endswith("/") else "index.html")
                self._send(f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, body)
            elif not path.endswith("/") and self._sealed(f"{inside}/index.html") is not None:
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"{_RELEASES}{quote(inside)}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.send_error(HTTPStatus.NOT_FOUND)
        except JibaoError as fault:
            said = f"{fault.words.zh} {fault.words.en}"
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain=said)

    def _sealed(self, path: str) -> bytes | None:
        return self.server.shown.archived(path)

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Nothing of a preview is kept by the browser, and no page of anybody's shows it in a frame."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        shown = self.server.shown
        told: tuple[int, str] | None = None
        while True:
            with shown.changed:
                now = (shown.version, json.dumps(shown.message, ensure_ascii=False))
                if now == told:
                    shown.changed.wait(_BREATH)
                    now = (shown.version, json.dumps(shown.message, ensure_ascii=False))
            if now == told:  # a sign of life, which the browser's page does not hear of
                self.wfile.write(b": \n\n")
                self.wfile.flush()
                continue
            told = now
            self.wfile.write(f"event: findings\ndata: {now[1]}\n\n".encode())
            self.wfile.write(f"event: version\ndata: {now[0]}\n\n".encode())
            self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """The terminal is for the build's own words."""
