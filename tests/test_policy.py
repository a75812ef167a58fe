"""The content policy: made from the pages, the same for every kind of server, without unsafe sources."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.render.server.files import SITE_TYPES, root_path, server_files
from generator.render.server.policy import content_policy, read_scripts, source_hash
from generator.workflows.steps.web_server import needs_of

# From the CSP specification, section on hashes: the script alert('Hello, world.');
KNOWN = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
LONGEST = 4096


def test_a_script_is_hashed_as_the_browser_does() -> None:
    assert source_hash("alert('Hello, world.');") == KNOWN


@pytest.mark.parametrize(
    ("page", "inline"),
    [
        ("<script>a()</script>", ["a()"]),
        ('<SCRIPT type="module">\r\na < b && c > d\r</SCRIPT >', ["\na < b && c > d\n"]),
        ('<script data-root="a>b">x</script><script src="x.js"></script>', ["x"]),
        ('<script type="application/ld+json">{"a":1}</script>', []),
        ("<script></script><SCRIPT>'<b>&amp;</b>'</script>&amp;", ["", "'<b>&amp;</b>'"]),
        ("<!-- <script>no()</script> -->", []),
        ('<script id=c type=application/json>{"a":1}</script><script type=text/javascript>y</script>', ["y"]),
    ],
)
def test_what_the_browser_would_run_is_found(page: str, inline: list[str]) -> None:
    assert read_scripts(page) == (inline, [])


@pytest.mark.parametrize(
    ("page", "refused"),
    [
        ('<p style="color:red">', "<p style>"),
        ("<img src=x onerror=alert(1)>", "<img onerror>"),
        ("<style>p{}</style>", "<style>"),
        ('<a href="javascript:alert(1)">', "<a href=javascript:>"),
        (
            '<script src="https://elsewhere.example/x.js"></script>',
            "<script src=https://elsewhere.example/x.js>",
        ),
        ('<script src="//elsewhere.example/x.js"></script>', "<script src=//elsewhere.example/x.js>"),
    ],
)
def test_what_the_policy_blocks_is_named(page: str, refused: str) -> None:
    assert read_scripts(page)[1] == [refused]


def test_text_about_scripts_is_not_a_script() -> None:
    assert read_scripts("<p>&lt;script&gt;a()&lt;/script&gt; onclick=1 style=2 javascript: x</p>") == ([], [])


def test_the_policy_names_every_script_once_and_nothing_unsafe() -> None:
    policy = content_policy(["b", "a", "b"])
    assert policy == content_policy(["a", "b"])
    directives = dict(d.split(" ", 1) for d in policy.split("; "))
    assert directives["script-src"].split() == ["'self'", *sorted((source_hash("a"), source_hash("b")))]
    assert directives["default-src"] == directives["object-src"] == "'none'"
    assert {"base-uri", "form-action", "frame-ancestors", "connect-src", "worker-src"} <= set(directives)
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "/"),
        ("https://www.example.gov.cn", "/"),
        ("https://www.example.gov.cn/", "/"),
        ("https://www.example.gov.cn/health/jibao", "/health/jibao/"),
        ("https://www.example.gov.cn/health/jibao/?x=1#y", "/health/jibao/"),
    ],
)
def test_where_the_site_stands_on_its_host(address: str, path: str) -> None:
    assert root_path(address) == path


def policies(files: dict[str, str]) -> dict[str, set[str]]:
    """Every policy each file sends."""
    iis = ET.fromstring(files["server/iis.web.config"])  # noqa: S314 - our own text
    return {
        "headers": set(
            re.findall(r"^Content-Security-Policy: (.*)$", files["server/headers.txt"], re.MULTILINE)
        ),
        "nginx": set(re.findall(r'add_header Content-Security-Policy "([^"]*)"', files["server/nginx.conf"])),
        "apache": set(
            re.findall(
                r'Header always set Content-Security-Policy "([^"]*)"', files["server/apache.htaccess"]
            )
        ),
        "iis": {a.get("value", "") for a in iis.iter("add") if a.get("name") == "Content-Security-Policy"},
    }


def test_every_server_is_told_the_same() -> None:
    policy = content_policy(["a"])
    files = server_files(policy, "https://www.example.gov.cn/health/")
    assert policies(files) == {key: {policy} for key in ("headers", "nginx", "apache", "iis")}
    for name in ("nginx.conf", "apache.htaccess", "iis.web.config"):
        text = files[f"server/{name}"]
        assert "/health/404.html" in text and "/health/en/404.html" in text
        assert [kind for kind in SITE_TYPES.values() if kind not in text] == []
        assert "charset" in text and "no-cache" in text or "DisableCache" in text


def test_nginx_opens_and_closes_every_block() -> None:
    text = server_files(content_policy([]), "")["server/nginx.conf"]
    bare = re.sub(r'"[^"]*"|#.*', "", text)
    assert bare.count("{") == bare.count("}") > 5
    assert [line for line in bare.splitlines() if line.strip() and line.rstrip()[-1] not in "{};"] == []


@pytest.mark.parametrize(
    ("install", "more"),
    [("", set()), ("nginx", set()), ("apache", {".htaccess"}), ("iis", {"web.config"})],
)
def test_a_server_that_wants_its_file_at_the_root_gets_it(install: str, more: set[str]) -> None:
    files = server_files(content_policy([]), "", install)
    assert {f for f in files if not f.startswith("server/")} == more
    assert all(files[f] in (files["server/apache.htaccess"], files["server/iis.web.config"]) for f in more)


def test_only_the_theme_and_handwritten_pages_may_have_scripts(tmp_path: Path) -> None:
    """What slipped through the escaping of a generated page is not allowed by its own hash."""
    pages = {
        "404.html": "<script>theme()</script>",
        "indicators/1/index.html": "<script>theme()</script><script>stolen()</script>",
        "about/index.html": "<script>theme()</script><script>own()</script><p onclick=x>",
    }
    for name, page in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page, encoding="utf-8")
    needs = needs_of(tmp_path, ["about", "left-out"])
    assert needs.inline == {"theme()", "own()"}
    assert [line.partition(" is blocked")[0] for line in needs.blocked] == ["about/index.html: <p onclick>"]


@pytest.mark.site
def test_the_built_pages_hold_nothing_that_their_policy_blocks(public: Path) -> None:
    policy = (public / "server" / "headers.txt").read_text(encoding="utf-8").splitlines()[0]
    allowed = policy.partition(": ")[2]
    blocked, missing, distinct = [], [], set()
    for path in sorted(public.rglob("*.html")):
        inline, refused = read_scripts(path.read_text(encoding="utf-8"))
        blocked += [f"{path.relative_to(public)}: {what}" for what in refused]
        missing += [str(path.relative_to(public)) for text in inline if source_hash(text) not in allowed]
        distinct |= set(inline)
    assert (blocked, missing) == ([], [])
    # The root's path stands in an attribute, so that no script differs by the depth of its page.
    assert 0 < len(distinct) <= 6
    assert len(policy) < LONGEST / 3
