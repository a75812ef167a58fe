"""`jibao serve`: a saved file shows; a fault is laid over the last good page; nobody else may read."""

import contextlib
import http.client
import json
import re
import socket
import subprocess
import sys
import tarfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import HANG, until

from generator.publish.site.preview import PreviewServer, Shown
from generator.workflows.new_project import eject, new_project
from generator.workflows.serve import Preview

ROOT = Path(__file__).resolve().parent.parent
VALUES = "data/quarters/2026Q1/observations.csv"
pytestmark = pytest.mark.site


def read(address: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=HANG) as answer:  # noqa: S310
        return answer.read().decode("utf-8")


def shown(address: str, words: str) -> None:
    """Waits until a page shows the words. A server that has died raises."""

    def there() -> bool:
        try:
            return words in read(address)
        except urllib.error.HTTPError:  # no such page yet
            return False

    until(there, f"{address} shows {words}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A new county's project being served: folder and address."""
    project = tmp_path_factory.mktemp("served") / "county"
    eject(new_project(project), ["site_src/zh", "site_src/en", "templates"])
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "--project",
        str(project),
        "--port",
        "0",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = server.stderr.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        try:
            shown(f"{address}index.html", "</html>")
            yield project, address
        finally:
            server.terminate()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def test_a_saved_page_template_and_value_show(served: tuple[Path, str]) -> None:
    project, address = served
    edit(project / "site_src/en/about.md", "\n\n", "\n\nA new paragraph.\n\n")
    shown(f"{address}en/about/index.html", "A new paragraph.")
    edit(project / "templates/pages/overview.md.j2", "{{ head }}", "{{ head }}\n\nAdded by hand.\n")
    shown(f"{address}index.html", "Added by hand.")
    rows = (project / VALUES).read_text(encoding="utf-8-sig").splitlines()
    row = dict(zip(rows[0].split(","), rows[1].split(","), strict=True))
    row |= {"value": "87.6", "missing_reason": "", "obs_status": "A"}
    rows[1] = ",".join(row.values())
    (project / VALUES).write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    shown(f"{address}indicators/{row['indicator']}/index.html", "87.6")
    # What the pages offer for download is there too.
    assert "87.6" in read(f"{address}data/{Path(VALUES).parent.name}/observations.csv")


def test_pages_come_with_the_script_that_waits_for_the_next_build(served: tuple[Path, str]) -> None:
    _, address = served
    assert '<script src="/_jibao/live.js"></script></body>' in read(f"{address}en/index.html")
    assert "EventSource" in read(f"{address}_jibao/live.js")


def events(address: str) -> Iterator[tuple[str, str]]:
    """The stream of what the browser is told: name and data."""
    with urllib.request.urlopen(f"{address}_jibao/events", timeout=HANG) as stream:  # noqa: S310
        name = ""
        for raw in stream:
            line = raw.decode("utf-8").rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, line.removeprefix("data: ")


def test_findings_are_laid_over_the_last_good_page(served: tuple[Path, str]) -> None:
    project, address = served
    good = read(f"{address}index.html")
    path = project / VALUES
    before = path.read_bytes()
    told = events(address)
    assert next(told)[0] == "findings"
    path.write_bytes(before.replace(b"2026Q1", b"2026Q9", 1))
    message = next(json.loads(data) for name, data in told if name == "findings" and json.loads(data)["text"])
    assert message["lang"] == "en"
    assert "observations.csv" in message["text"]
    assert "2026Q9" in message["text"]
    assert read(f"{address}index.html") == good
    path.write_bytes(before)
    assert next(True for name, data in told if name == "findings" and not json.loads(data)["text"])


def test_a_broken_template_is_named(served: tuple[Path, str]) -> None:
    project, address = served
    path = project / "templates/pages/overview.md.j2"
    before = path.read_bytes()
    told = events(address)
    next(told)
    path.write_bytes(before + b"\n{% endif %}\n")
    message = next(json.loads(data) for name, data in told if name == "findings" and json.loads(data)["text"])
    assert "endif" in message["text"]
    path.write_bytes(before)
    assert next(True for name, data in told if name == "findings" and not json.loads(data)["text"])


MISTAKES = {
    "templates/pages/overview.md.j2": b"\n{{ 1 + 'a' }}\n",
    "site_src/zh/about.md": "\n关于\n".encode("gbk"),
    "data/site.yml": b"\nweb_server: foo\n",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_no_mistake_ends_it(served: tuple[Path, str], name: str) -> None:
    project, address = served
    path = project / name
    before = path.read_bytes()
    told = events(address)
    next(told)
    path.write_bytes(before + MISTAKES[name])
    assert next(json.loads(data) for n, data in told if n == "findings" and json.loads(data)["text"])
    path.write_bytes(before)
    assert next(True for n, data in told if n == "findings" and not json.loads(data)["text"])


def test_a_second_one_leaves_the_first_alone(served: tuple[Path, str]) -> None:
    project, address = served
    page = read(f"{address}index.html")
    command = [sys.executable, "-m", "generator", "serve", "--project", str(project), "--port", "0"]
    second = subprocess.run([*command, "--lang", "en"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert second.returncode == 3 and "another run is at work there" in second.stderr
    assert read(f"{address}index.html") == page


@contextlib.contextmanager
def preview(folder: Path) -> Iterator[PreviewServer]:
    with PreviewServer(Shown(folder), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


ASKED = {
    "/": 200,
    "/index.html": 200,
    "/plain.txt": 200,
    "/_jibao/live.js": 200,
    "/_jibao/events": 200,
    "/page": 301,
    "/page/": 200,
    "/folder": 301,
    "/folder/": 404,
    "/folder/deep/": 404,
    "/plain.txt/": 404,
    "/nowhere": 404,
    "/%00": 404,
    f"/{'a' * 5000}": 404,
    f"/{'%E9%95%BF' * 90}": 404,
}


@pytest.mark.parametrize("path", ASKED)
def test_nothing_is_framed_and_no_folder_listed(path: str, tmp_path: Path) -> None:
    """Every answer, a refusal too."""
    (tmp_path / "index.html").write_text("<body>unpublished</body>")
    (tmp_path / "plain.txt").write_text("plain")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<body>page</body>")
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "secret.csv").write_text("1")
    with preview(tmp_path) as server:
        for method, headers in (("GET", {}), ("GET", {"Host": "evil.example"}), ("HEAD", {}), ("POST", {})):
            asked = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            asked.request(method, path, headers=headers)
            answer = asked.getresponse()
            assert answer.headers["X-Frame-Options"] == "DENY", method
            assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'", method
            if (method, headers) == ("GET", {}):
                assert answer.status == ASKED[path]
                assert path == "/_jibao/events" or b"secret.csv" not in answer.read()
            asked.close()


def test_only_this_machine_by_its_own_name_may_read(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<body>unpublished</body>")
    with PreviewServer(Shown(tmp_path), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert server.server_address[0] == "127.0.0.1"
        assert "unpublished" in read(server.address)
        with pytest.raises(urllib.error.HTTPError, match="403"):
            read(server.address, Host=f"evil.example:{server.server_port}")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            read(server.address, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"})
        assert "unpublished" in read(
            server.address, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        )
        assert "unpublished" in read(server.address, Host="localhost")
        asked = http.client.HTTPConnection("127.0.0.1", server.server_port)
        asked.request("GET", "/index.html")
        answer = asked.getresponse()
        assert answer.read() and answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        asked.request("HEAD", "/pyproject.toml", headers={"Connection": "close"})
        assert asked.getresponse().status == 405
        with socket.create_connection(server.server_address[:2]) as line:
            line.sendall(
                b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n"
            )
            assert b"root:" not in line.recv(4096)
        server.shutdown()


def test_sealed_releases_are_shown_out_of_their_bags(tmp_path: Path) -> None:
    """As they were sealed, without a copy; what is not as it was sealed is not shown."""
    with tarfile.open(ROOT / "tests/cases/old/ffef5e1.tar.xz") as packed:
        packed.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202
    project, name = tmp_path / "county", "example-2026Q1-v1"
    own = Preview(project, "en", lambda _: "", tmp_path / "scratch").shown
    sealed = project / "archive" / name / "public" / "data" / "site"
    (tmp_path / "tree").mkdir()
    own.publish(tmp_path / "tree")
    with PreviewServer(own, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def get(path: str) -> tuple[int, bytes, str]:
            asked = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=HANG)
            asked.request("GET", path)
            answer = asked.getresponse()
            return answer.status, answer.read(), answer.headers["Content-Type"] or answer.headers["Location"]

        for path, file in (
            (f"{name}/", "index.html"),
            (f"{name}/en/indicators/1/index.html", "en/indicators/1/index.html"),
            (f"{name}/data/2026Q1/observations.csv", "data/2026Q1/observations.csv"),
            (f"{name}/bulletins/2026Q1/example-2026Q1-jia.zh.pdf",) * 2,
        ):
            status, body, kind = get(f"/releases/{path}")
            assert (status, body) == (200, (sealed / file.removeprefix(f"{name}/")).read_bytes()), path
        assert kind == "application/pdf"
        assert get(f"/releases/{name}/en/funds")[::2] == (301, f"/releases/{name}/en/funds/")
        assert get("/releases/releases.jsonl")[1] == (project / "archive/releases.jsonl").read_bytes()
        assert get(f"/releases/{name}.zip")[1].startswith(b"PK")
        for path in (
            name + "/nothing",
            "nothing/",
            f"{name}/../../office/data/salt.txt",
            f"{name}/%2e%2e/README.txt",
        ):
            assert get(f"/releases/{path}")[0] == 404, path
        page = sealed / "index.html"
        page.chmod(0o644)
        page.write_bytes(page.read_bytes().replace(b"<body", b"<body class='changed'", 1))
        status, body, _ = get(f"/releases/{name}/")
        assert status == 500 and b"changed'" not in body and b"jibao verify" in body
        assert get(f"/releases/{name}/funds/")[0] == 200, "the rest is as it was"
        assert not list((tmp_path / "tree").iterdir())
