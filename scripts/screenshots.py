"""Pictures of every kind of page and of the bulletins, for people to look at.

    python scripts/screenshots.py [--site public] [--out screenshots]   every kind, both languages
    python scripts/screenshots.py --readme                              the README's few pictures

Pages are served from the built folder on a loopback port and opened in Chromium; a request to any
other place is refused and makes the run fail. Bulletin pages need `pdftoppm` (poppler-utils).
"""

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LANGS = ("zh", "en")
# Chromium draws pages up to about 16,000 px; nobody looks further down than this.
TALLEST = 6000
# Pictures further down load when they come near: wait for what can be seen.
EVERY_PICTURE = """() => {
  const seen = [...document.images].filter(i => i.offsetParent !== null);
  seen.forEach(i => { i.loading = 'eager' });
  return Promise.all(seen.map(i => i.decode().catch(() => null)));
}"""
README_WIDTH, README_BYTES = 1000, 200_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page. Where `details` are named, the page is the first of them that exists below
    `path`, else the first page there."""

    name: str
    path: str
    details: tuple[str, ...] = ()


KINDS = (
    Kind("overview", ""),
    Kind("objectives", "objectives"),
    Kind("objective", "objectives", ("2",)),
    Kind("indicators", "indicators"),
    Kind("indicator", "indicators", ("18", "1")),
    Kind("indicator-annual", "indicators", ("28",)),
    Kind("indicator-townships", "indicators", ("6r",)),
    Kind("indicator-prose", "indicators", ("p10",)),
    Kind("goal", "goal"),
    Kind("milestones", "milestones"),
    Kind("funds", "funds"),
    Kind("townships", "townships"),
    Kind("township", "townships", ("wenting",)),
    Kind("units", "units"),
    Kind("unit", "units", ("health-bureau",)),
    Kind("reference-plan", "city"),
    Kind("reference-area", "city", ("1",)),
    Kind("assessment", "assessment"),
    Kind("evaluation", "evaluation"),
    Kind("safeguards", "safeguards"),
    Kind("surveys", "surveys"),
    Kind("problems", "problems"),
    Kind("risks", "risks"),
    Kind("method", "method"),
    Kind("conflicts", "conflicts"),
    Kind("explained", "explained"),
    Kind("data", "data"),
    Kind("releases", "releases"),
    Kind("corrections", "corrections"),
    Kind("glossary", "glossary"),
    Kind("about", "about"),
)
SCHEMES = {"light": "default", "dark": "slate"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A window: its name in the file's name, its size, pixels per px."""

    name: str
    width: int
    height: int
    scale: float = 1.0


DESKTOP = Screen("desktop", 1280, 900)
PHONE = Screen("phone", 360, 740, scale=1.5)
SCREENS = (DESKTOP, PHONE)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a loopback port, for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def page_path(site: Path, kind: Kind) -> str:
    """The page's folder from the site's root, ending in `/`; the first page's is empty. It may not
    exist: not every plan has townships, funds or a plan above it."""
    folder = site / kind.path
    if not kind.details:
        return f"{kind.path}/" if kind.path else ""
    below = (
        sorted(p.name for p in folder.iterdir() if (p / "index.html").is_file()) if folder.is_dir() else []
    )
    chosen = next((d for d in kind.details if d in below), below[0] if below else kind.details[0])
    return f"{kind.path}/{chosen}/"


def window(chromium: Browser, screen: Screen, base: str, refused: list[str]) -> BrowserContext:
    """A window of that size, from which nothing but `base` can be reached."""

    def guard(route: Route) -> None:
        if route.request.url.startswith((base, "data:", "blob:")):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    context = chromium.new_context(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    context.route("**/*", guard)
    return context


def picture(
    page: Page, address: str, target: Path, screen: Screen, whole: bool = True, attribute: str = "default"
) -> None:
    """Opens a page (no address: the one that is open) and writes its picture in one colour scheme: the
    whole page down to `TALLEST`, or one window of it."""
    if address:
        page.goto(address, wait_until="load")
    page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", attribute)
    page.evaluate(EVERY_PICTURE)
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    height = min(tall, TALLEST) if whole else screen.height
    target.parent.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0, "y": 0, "width": screen.width, "height": height}
    page.screenshot(path=target, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]


def take_pages(site: Path, out: Path) -> int:
    """Every kind of page in both languages, on a desktop and a phone, light and dark. Returns how many
    requests to other places were refused."""
    wanted = list(wanted_pages(site))
    with served(site) as base, ThreadPoolExecutor(len(SCREENS)) as pool:
        # A browser for each window, side by side: Playwright's handles belong to one thread.
        refused = [u for found in pool.map(partial(take_screen, base, out, wanted), SCREENS) for u in found]
    print(f"{len(wanted) * len(SCREENS) * len(SCHEMES)} pictures of pages in {out / 'pages'}")
    for url in sorted(set(refused)):
        print(f"refused: {url}", file=sys.stderr)
    return len(refused)


def take_screen(base: str, out: Path, wanted: Sequence[tuple[str, str]], screen: Screen) -> list[str]:
    """All pages in one kind of window; each is loaded once. Returns the requests that were refused."""
    refused: list[str] = []
    with browser() as chromium:
        context = window(chromium, screen, base, refused)
        page = context.new_page()
        for name, path in wanted:
            for scheme, attribute in SCHEMES.items():
                target = out / "pages" / f"{name}.{screen.name}.{scheme}.png"
                address = f"{base}{path}" if scheme == "light" else ""
                picture(page, address, target, screen, attribute=attribute)
        context.close()
    return refused


def wanted_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Name and path of each page; a kind the site lacks is named."""
    for kind in KINDS:
        path = page_path(site, kind) + "index.html"
        if not (site / path).is_file():
            print(f"no page of the kind {kind.name} ({path})")
            continue
        for lang in LANGS:
            yield f"{kind.name}.{lang}", path if lang == "zh" else f"{lang}/{path}"
    yield from (("missing.zh", "404.html"), ("missing.en", "en/404.html"))


def bulletins(site: Path, sub_areas: int = 3) -> list[Path]:
    """The newest quarter's bulletins of the whole area and of some townships, in both languages."""
    quarters = sorted((site / "bulletins").glob("*")) if (site / "bulletins").is_dir() else []
    found = sorted(quarters[-1].glob("*.pdf")) if quarters else []
    areas = sorted({area_of(p) for p in found} - {"county"})
    step = max(1, len(areas) // sub_areas)
    chosen = {"county", *areas[::step][:sub_areas]}
    return [p for p in found if area_of(p) in chosen]


def area_of(bulletin: Path) -> str:
    """`wenting` of `chengwu-2026Q3-wenting.zh.pdf`."""
    return bulletin.name.split(".")[0].split("-", 2)[-1]


def draw_pdf(pdf: Path, prefix: Path, *options: str) -> None:
    """Pages of a PDF as PNG, through pdftoppm."""
    prefix.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-png", *options, str(pdf), str(prefix)], check=True)


def take_bulletins(site: Path, out: Path) -> None:
    """Every page of the chosen bulletins, in colour and as a grey printer gives it."""
    found = bulletins(site)
    for pdf in found:
        name = pdf.name.removesuffix(".pdf")
        draw_pdf(pdf, out / "bulletins" / name, "-r", "80")
        draw_pdf(pdf, out / "bulletins-grey" / name, "-r", "80", "-gray")
    print(f"pages of {len(found)} bulletins in {out / 'bulletins'} and {out / 'bulletins-grey'}")


README = (
    ("overview.zh", "", Screen("", 1280, 1400), "zh"),
    ("indicator.en", "indicators/9/", Screen("", 1280, 1900), "en"),
    ("phone.zh", "townships/wenting/", Screen("", 360, 740, scale=1.5), "zh"),
)


def take_readme(site: Path, folder: Path) -> int:
    """The README's pictures: small files, no wider than 1,000 px."""
    refused: list[str] = []
    with served(site) as base, browser() as chromium:
        for name, path, screen, lang in README:
            context = window(chromium, screen, base, refused)
            address = f"{base}{'' if lang == 'zh' else lang + '/'}{path}index.html"
            picture(context.new_page(), address, folder / f"{name}.png", screen, whole=False)
            context.close()
    for pdf in bulletins(site):
        if area_of(pdf) == "county" and pdf.name.endswith(".zh.pdf"):
            draw_pdf(
                pdf,
                folder / "bulletin.zh",
                "-l",
                "1",
                "-singlefile",
                "-scale-to-x",
                "800",
                "-scale-to-y",
                "-1",
            )
    for made in sorted(folder.glob("*.png")):
        make_small(made)
    return len(refused)


def make_small(path: Path) -> None:
    """A palette of 256 colours or fewer; narrower until the file is small enough."""
    with Image.open(path) as opened:
        original = opened.convert("RGB")
    width, colours = min(README_WIDTH, original.width), 256
    while True:
        height = round(original.height * width / original.width)
        scaled = original.resize((width, height), Image.Resampling.LANCZOS)
        scaled.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= README_BYTES or width < 300:
            break
        colours, width = (64, width) if colours > 64 else (64, round(width * 0.9))
    print(f"{path.name}: {width} × {height} px, {path.stat().st_size // 1024} KB")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Exit code 1 where a page asked for anything outside the site."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "public", help="the built site")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots", help="where pictures go")
    parser.add_argument("--readme", action="store_true", help="only the README's, into docs/images/")
    asked = parser.parse_args(arguments)
    if not (asked.site / "index.html").is_file():
        print(f"{asked.site}: no site there; run `make site` first", file=sys.stderr)
        return 3
    if asked.readme:
        return 1 if take_readme(asked.site, ROOT / "docs" / "images") else 0
    refused = take_pages(asked.site, asked.out)
    take_bulletins(asked.site, asked.out)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
