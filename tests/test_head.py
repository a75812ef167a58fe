"""What stands around a page, with and without a published address: canonical and twin addresses, the
sitemap, robots, structured data, the picture of a shared link, the 404 page, the footer."""

import functools
import http.server
import io
import json
import re
import threading
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from test_golden_site import fill

from generator.domain.share_card import Share, ShareCard
from generator.load.project import load_site_settings
from generator.publish.site.share_picture import draw_card, fonts_ready
from generator.render.site.footer import footer_items
from generator.render.site.site import robots_text
from generator.wording.localizer import Localizer
from generator.workflows.build import Options, build
from generator.workflows.new_project import new_project

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://www.example.gov.cn/jibao/"
FONTS = ROOT / ".fonts"
FOOTER = {
    "sponsor": "示例县卫生健康局", "icp": "演示ICP备00000000号-0", "icp_url": "https://beian.example/?a=1&b=2", "police": "演示公网安备 000号",
}  # fmt: skip
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
site = pytest.mark.site


class Head(HTMLParser):
    """Links, metas and scripts of a page, the footer's words and links."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[dict[str, str]] = []
        self.metas: dict[str, str] = {}
        self.anchors: list[dict[str, str]] = []
        self.addresses: list[str] = []
        self.blocks: list[str] = []
        self.words = ""
        self._json = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "link":
            self.links.append(given)
        elif tag == "meta":
            self.metas[given.get("property") or given.get("name", "")] = given.get("content", "")
        elif tag == "a":
            self.anchors.append(given)
        self.addresses += [given[k] for k in ("href", "src") if k in given]
        self._json = tag == "script" and given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._json = False

    def handle_data(self, data: str) -> None:
        if self._json:
            self.blocks.append(data)
        self.words += data

    def link(self, rel: str) -> list[dict[str, str]]:
        return [link for link in self.links if link.get("rel") == rel]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, published under a path, with a footer."""
    project = tmp_path_factory.mktemp("head") / "project"
    new_project(project)
    fill(project)
    sheet = project / "data" / "site.yml"
    text = sheet.read_text(encoding="utf-8").replace('base_address: ""', f"base_address: {BASE}")
    lines = "".join(f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in FOOTER.items())
    text = re.sub(r"footer:\n(  .*\n)+", f"footer:\n{lines}", text)
    sheet.write_text(text, encoding="utf-8")
    build(project, Options(project / "public", only=frozenset({"site", "data"})))
    return project / "public"


@pytest.fixture(scope="module")
def heads(published: Path) -> dict[str, Head]:
    return {
        p.relative_to(published).as_posix(): Head(p.read_text(encoding="utf-8"))
        for p in sorted(published.rglob("*.html"))
    }


def twins(name: str) -> tuple[str, str]:
    bare = name.removeprefix("en/")
    return BASE + bare, f"{BASE}en/{bare}"


@site
def test_every_page_names_itself_and_its_twin(heads: dict[str, Head]) -> None:
    checked = 0
    for name, head in heads.items():
        if name.endswith("404.html"):
            assert head.link("canonical") == []
            continue
        zh, en = twins(name)
        assert [link["href"] for link in head.link("canonical")] == [BASE + name]
        assert {link["hreflang"]: link["href"] for link in head.link("alternate nofollow")} == {
            "zh-Hans": zh,
            "en": en,
            "x-default": zh,
        }
        feeds = [link for link in head.links if link.get("type") == "application/atom+xml"]
        own = urljoin(f"{BASE}{name}", feeds[0]["href"])
        assert len(feeds) == 1 and own == BASE + ("en/" if name.startswith("en/") else "") + "feed.xml"
        # The theme's script fetches a sitemap for each link whose rel is exactly this.
        assert head.link("alternate") == []
        checked += 1
    assert checked > 40


@site
def test_the_sitemap_lists_every_page_with_its_twin_and_day(published: Path, heads: dict[str, Head]) -> None:
    root = ElementTree.parse(published / "sitemap.xml").getroot()  # noqa: S314 - our own
    listed = {}
    for url in root.findall(SITEMAP + "url"):
        links = {link.get("hreflang"): link.get("href") for link in url.findall(XHTML + "link")}
        listed[url.findtext(SITEMAP + "loc")] = links
        assert url.findtext(SITEMAP + "lastmod") == "2026-08-08"
    assert set(listed) == {BASE + name for name in heads if not name.endswith("404.html")}
    for address, links in listed.items():
        zh, en = twins(str(address).removeprefix(BASE))
        assert links == {"zh-Hans": zh, "en": en, "x-default": zh}
    assert not (published / "en" / "sitemap.xml").exists()
    assert not (published / "robots.txt").exists(), "it would have no effect below a host's root"


@site
def test_structured_data_describe_each_indicator_and_the_whole(
    published: Path, heads: dict[str, Head]
) -> None:
    pages = [n for n in heads if re.fullmatch(r"(en/)?(indicators/[^/]+|data)/index\.html", n)]
    assert len(pages) == 2 * (4 + 1)
    for name in pages:
        english = name.startswith("en/")
        (block,) = heads[name].blocks
        data = json.loads(block)
        assert (data["@context"], data["@type"]) == ("https://schema.org", "Dataset")
        assert data["inLanguage"] == ("en" if english else "zh-Hans")
        assert 50 <= len(data["description"]) <= 5000 or not english and len(data["description"]) >= 30
        assert ("Demonstration data" if english else "演示数据") in data["description"] and data[
            "creativeWorkStatus"
        ]
        assert data["temporalCoverage"] == "2026-01-01/2026-06-30"
        assert data["spatialCoverage"]["name"] and data["creator"]["name"] == FOOTER["sponsor"]
        assert data["license"].startswith("https://creativecommons.org/")
        assert data["url"] == BASE + name
        assert data["version"] == "example-2026Q2-draft" and data["@id"].startswith("urn:uuid:")
        assert all(v["name"] and "unitText" in v for v in data["variableMeasured"])
        kinds = set()
        for file in data["distribution"]:
            assert file["contentUrl"].startswith(BASE)
            assert (published / file["contentUrl"].removeprefix(BASE)).is_file(), file
            kinds.add(file["encodingFormat"])
        assert {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"} <= kinds
        if english:
            assert not re.search("[\u4e00-\u9fff]", data["name"])
    same = [
        json.loads(heads[n].blocks[0])["@id"]
        for n in ("indicators/1/index.html", "en/indicators/1/index.html")
    ]
    assert same[0] == same[1]


@site
@pytest.mark.skipif(not fonts_ready(FONTS), reason="the bootstrap has not fetched the fonts")
def test_a_shared_link_has_a_title_words_and_a_picture(published: Path, heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        lang = "en" if name.startswith("en/") else "zh"
        assert head.metas["og:title"] and head.metas["og:site_name"]
        assert head.metas["og:image"] == f"{BASE}assets/images/share.{lang}.png"
        if not name.endswith("404.html"):
            assert head.metas["og:url"] == BASE + name
    described = [n for n, h in heads.items() if h.metas.get("og:description")]
    assert {"index.html", "en/index.html", "data/index.html", "indicators/1/index.html"} <= set(described)
    for lang in ("zh", "en"):
        data = (published / "assets" / "images" / f"share.{lang}.png").read_bytes()
        picture = Image.open(io.BytesIO(data))
        assert picture.size == (1200, 630) and len(data) < 60_000


@site
def test_the_footer_shows_what_was_given_and_links_only_what_has_an_address(heads: dict[str, Head]) -> None:
    for name, head in heads.items():
        words = " ".join(head.words.split())
        for key in ("sponsor", "icp", "police"):
            assert FOOTER[key] in words, (name, key)
        assert ("Site code" if name.startswith("en/") else "网站标识码") not in words, "nothing was given"
        linked = [
            a["href"] for a in head.anchors if "example" in a.get("href", "") and "beian" in a.get("href", "")
        ]
        assert linked == [FOOTER["icp_url"]]
        assert ("8 August 2026" if name.startswith("en/") else "2026年8月8日") in words, (
            "the release's day, not the clock's"
        )


@site
def test_the_404_page_leads_home_from_any_depth_under_a_path(published: Path, heads: dict[str, Head]) -> None:
    for name in ("404.html", "en/404.html"):
        head = heads[name]
        assert "没有找到这一页" in head.words and "Page not found" in head.words
        for address in head.addresses:
            if address.startswith("#") or urlsplit(address).scheme:
                continue
            whole = urljoin("https://www.example.gov.cn/jibao/en/no/such/page.html", address)
            assert whole.startswith(BASE), (name, address)
            assert (published / whole.removeprefix(BASE).partition("#")[0]).is_file(), (name, address)
        homes = {urljoin(BASE, a["href"]) for a in head.anchors if a.get("class") == "md-button"}
        assert homes == {BASE + "index.html", BASE + "en/index.html"}


@site
@pytest.mark.browser
def test_an_english_reader_gets_english_first_from_the_roots_404_page(browser: Any, published: Path) -> None:
    class Server(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/jibao"))

        def send_error(self, code: int, *_: object) -> None:
            body = (published / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "script-src 'self'")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Server, directory=str(published))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/jibao"
    try:
        page = browser.new_page()
        for path, title in (
            ("/en/no/such/page.html", "Page not found"),
            ("/no/such/page.html", "没有找到这一页"),
        ):
            page.goto(root + path)
            assert page.title().startswith(title)
            assert page.locator("h1").all_inner_texts() == [title]
            assert page.locator(".jb-missing").first.locator("a").get_attribute("href") == (
                "/jibao/en/index.html" if "/en/" in path else "/jibao/index.html"
            )
            assert page.locator(
                "h2", has_text="Page not found" if "/en/" not in path else "没有找到这一页"
            ).is_visible()
        page.close()
    finally:
        server.shutdown()


# --- without an address ---------------------------------------------------------------------------
@site
def test_without_an_address_nothing_claims_one(public: Path) -> None:
    """The demonstration's site has none."""
    assert load_site_settings(ROOT / "data")[0].base_address == ""
    out = public
    assert not list(out.rglob("sitemap.xml*")) and not (out / "robots.txt").exists()
    for name in ("index.html", "en/index.html", "indicators/1/index.html", "en/data/index.html"):
        head = Head((out / name).read_text(encoding="utf-8"))
        assert head.link("canonical") == [] and "og:url" not in head.metas
        links = {link["hreflang"]: link["href"] for link in head.link("alternate nofollow")}
        for lang, address in links.items():
            target = ((out / name).parent / address).resolve()
            assert target == (out / ("en" if lang == "en" else "") / name.removeprefix("en/")).resolve(), (
                name,
                lang,
            )
        for block in head.blocks:
            for file in json.loads(block)["distribution"]:
                assert ((out / name).parent / file["contentUrl"]).is_file(), file
        if "og:image" in head.metas:
            assert ((out / name).parent / head.metas["og:image"]).is_file()


ZH = Localizer("zh", {})


# --- pieces ---------------------------------------------------------------------------------------
def test_an_empty_footer_vanishes_and_a_strange_address_is_no_link() -> None:
    assert footer_items({}, ZH) == []
    assert footer_items({"sponsor": " ", "icp": "", "icp_url": "https://beian.example/"}, ZH) == []
    assert footer_items({"unknown": "x"}, ZH) == []
    (item,) = footer_items({"icp": "号\u202e", "icp_url": "javascript:alert(1)"}, ZH)
    assert item == {"label": "ICP备案", "value": "号[U+202E]", "url": ""}


@pytest.mark.parametrize("address", ["https://www.example.gov.cn", "https://www.example.gov.cn/"])
def test_robots_txt_at_a_hosts_root(address: str) -> None:
    assert (
        robots_text(address) == "User-agent: *\nAllow: /\n\nSitemap: https://www.example.gov.cn/sitemap.xml\n"
    )


@pytest.mark.parametrize("address", ["", "https://www.example.gov.cn/jibao/", "javascript:alert(1)"])
def test_no_robots_txt_elsewhere(address: str) -> None:
    assert robots_text(address) == ""


CARD = ShareCard(
    "成武县县域医疗卫生高质量发展季报", "Chengwu County Health Plan Quarterly", "2026年第三季度 · 34 项指标", "演示数据",
    [Share("达标", 20, "#0b6e4f"), Share("滞后", 14, "#c47a00")], "#ffffff", "#1f2933", "#56606b",
)  # fmt: skip


@pytest.mark.skipif(not fonts_ready(FONTS), reason="the bootstrap has not fetched the fonts")
def test_the_picture_is_the_same_each_time_and_shows_its_words() -> None:
    first = draw_card(CARD, FONTS)
    assert draw_card(CARD, FONTS) == first
    picture = Image.open(io.BytesIO(first)).convert("RGB")
    assert picture.size == (1200, 630)
    for changed in (
        replace(CARD, mark=""),
        replace(CARD, period="2026 Q4"),
        replace(CARD, title="另一个县"),
        replace(CARD, other=""),
    ):
        assert draw_card(changed, FONTS) != first
    colours = {colour for _, colour in picture.getcolors(1 << 20) or ()}
    near = {tuple(int(s.colour[i : i + 2], 16) for i in (1, 3, 5)) for s in CARD.shares}
    for wanted in near:
        assert any(max(abs(a - b) for a, b in zip(wanted, c, strict=True)) < 8 for c in colours), wanted


@pytest.mark.skipif(not fonts_ready(FONTS), reason="the bootstrap has not fetched the fonts")
def test_a_long_title_stays_inside_the_picture() -> None:
    for title in ("很长的名称" * 30, "W" * 300, "A very long name " * 20, "郟囍𠀀" * 40):
        picture = Image.open(
            io.BytesIO(draw_card(replace(CARD, title=title, other=title + "x"), FONTS))
        ).convert("L")
        edge = picture.crop((1160, 30, 1200, 630))
        assert edge.getextrema()[0] > 240, title[:10]


def test_without_fonts_there_is_no_picture(tmp_path: Path) -> None:
    assert not fonts_ready(tmp_path)
