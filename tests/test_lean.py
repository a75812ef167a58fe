"""What is published of what MkDocs makes: nothing twice, nothing that no browser looks at."""

import re
from pathlib import Path

import pytest

from generator.publish.site.lean import is_wanted, lean_asset, lean_page


def test_blanks_go_where_they_mean_nothing() -> None:
    page = "\n\n<p>\n    one\n  \n   <b>two</b>\n　　three\n</p>\n<pre>\n  kept\n\n</pre>\n  <script>\n  a\n\n</script>\n"
    lean = "<p>\none\n<b>two</b>\n　　three\n</p>\n<pre>\n  kept\n\n</pre>\n<script>\n  a\n\n</script>\n"
    assert lean_page(page, "", "") == lean


def test_a_picture_in_a_page_names_no_namespace() -> None:
    name = ' xmlns="http://www.w3.org/2000/svg"'
    page = (
        f'<svg{name} viewBox="0 0 1 1"><path d="M0 0"/></svg><p>&lt;svg{name}</p><svg class="a"{name}></svg>'
    )
    lean = f'<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><p>&lt;svg{name}</p><svg class="a"></svg>'
    assert lean_page(page, "", "") == lean


def test_a_language_in_a_folder_links_the_assets_of_the_root() -> None:
    page = (
        '<script src="../assets/a.js"></script><img src="../../assets/b.png" alt="assets/">'
        '<p>href="../assets/c"</p><a href="../assets/d.css">'
    )
    there = page.replace('src="../assets/a', 'src="../../assets/a').replace(
        '="../assets/d', '="../../assets/d'
    )
    assert lean_page(page, "../", "../") == there
    assert lean_page(page, "../", "") == page
    # The page for missing addresses begins at the server's root.
    assert (
        lean_page('<link href="/x/en/assets/a.css">', "/x/en/", "../")
        == '<link href="/x/en/../assets/a.css">'
    )


def test_no_source_map_is_published_or_named() -> None:
    assert not is_wanted("assets/javascripts/bundle.1a.min.js.map", searched=True)
    assert not is_wanted("assets/javascripts/lunr/tinyseg.js", searched=False)
    assert is_wanted("assets/javascripts/lunr/tinyseg.js", searched=True)
    assert lean_asset(b"a()\n//# sourceMappingURL=bundle.js.map") == b"a()\n"
    assert lean_asset(b"a{}\n/*# sourceMappingURL=main.css.map */\n") == b"a{}\n"
    assert lean_asset(b"a()\n") == b"a()\n"


@pytest.mark.site
def test_the_published_site_has_each_asset_once(public: Path) -> None:
    assert not (public / "en" / "assets").exists()
    assert list(public.rglob("*.map")) == []
    found = [p for p in public.rglob("assets/**/*.*s*") if p.suffix in (".js", ".css")]
    assert [p for p in found if "vendor" not in p.parts and b"sourceMappingURL" in p.read_bytes()] == []
    for page in public.rglob("*.html"):
        for link in re.findall(r'<[^<>]*?\s(?:href|src)="([^"#?:]*assets/[^"#?]*)', page.read_text("utf-8")):
            target = public / link.lstrip("/") if link.startswith("/") else page.parent / link
            assert target.resolve().is_file(), (page, link)
