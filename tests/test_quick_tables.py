"""Pages with large tables come out as Python-Markdown makes them, whatever stands in them."""

from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.site.quick_tables import put_back, take_out
from generator.workflows.steps.context import BuildContext
from generator.workflows.steps.language import render_language

EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
ROW = '<tr><th scope="row">甲&#95;乙</th><td class="num" data-label="数值">4&#46;0</td><td>a &amp; b</td></tr>\n'


def page(body: str, before: str = "", after: str = "") -> str:
    table = f'<div class="jb-scroll">\n<table class="jb-table">\n\n<tbody>\n{body}</tbody>\n</table>\n</div>'
    return f"# A\n\n{before}\n\n{table}\n{after}\n\n*end* `x`\n"


def quickly(text: str, extensions: list[str]) -> str:
    """As a build does it: the plain way where a body does not come back."""
    short, bodies = take_out(text)
    made = markdown.Markdown(extensions=extensions).convert(short)
    whole = put_back(made, bodies) if bodies else made
    return markdown.Markdown(extensions=extensions).convert(text) if whole is None else whole


def both(text: str) -> tuple[str, str]:
    return markdown.Markdown(extensions=EXTENSIONS).convert(text), quickly(text, EXTENSIONS)


def test_a_large_body_is_taken_out_and_comes_back() -> None:
    text = page(ROW * 20)
    short, bodies = take_out(text)
    assert len(bodies) == 1 and len(short) < len(text) / 4
    plain, quick = both(text)
    assert quick == plain and plain.count("甲&#95;乙") == 20


@pytest.mark.parametrize(
    "body",
    [
        ROW * 20 + '<tr id="m1"><td>x</td></tr>\n',  # an anchor that links may lead to
        ROW * 20 + '<tr><td><a name="m1">x</a></td></tr>\n',
        ROW * 20 + "<tr><td>a & b</td></tr>\n",  # no entity
        ROW * 20 + "<tr><td>a &#95 b</td></tr>\n",
        ROW * 20 + "<tr><td>a < b</td></tr>\n",
        ROW * 20 + "<!-- <tr> -->\n",
        ROW * 20 + "<tr><td><table></table></td></tr>\n",
        ROW * 20 + "<tr><td><pre>\n\n# x\n</pre></td></tr>\n",
        ROW * 20 + "<tr><td><script>let a = '<tr>'</script></td></tr>\n",
        ROW * 20 + '<tr><td markdown="1">*x*</td></tr>\n',
        ROW * 20 + "<tr><td>jibaorows0end</td></tr>\n",
        ROW * 20 + "<tr><td title='a'>x</td></tr>\n",
    ],
)
def test_what_might_make_a_difference_is_left_to_markdown(body: str) -> None:
    assert not take_out(page(body))[1]
    plain, quick = both(page(body))
    assert quick == plain


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```html\n<table>\n\n<tbody>\n" + ROW * 20 + "</tbody>\n</table>\n```", ""),
        ("- a list\n", "more"),
        ("> said\n", "*tail*"),
        ("<p>open", ""),
        ("", "</div>"),
        ("!!! note\n    words\n", ""),
    ],
)
def test_what_stands_around_makes_no_difference(before: str, after: str) -> None:
    plain, quick = both(page(ROW * 20, before, after))
    assert quick == plain


def test_a_body_that_did_not_come_back_is_noticed() -> None:
    assert put_back("<p>&lt;tbody&gt;jibaorows0end</p>", ["\nx"]) is None
    assert put_back("<tbody>jibaorows0end</tbody> jibaorows0end", ["\nx"]) is None
    assert put_back("<tbody>jibaorows0end</tbody>", ["\nx"]) == "<tbody>\nx</tbody>"


PIECES = st.sampled_from(
    [ROW, "<tr><td>x</td></tr>\n", "&#60;b&#62;", "*a*", "\n", "\n\n", "</td>", "<br>", "<small>", "# h",
     '<td data-label="a&#34;b">', "    code\n", "</tr>", "[a](b)", "終", "`", "<a href=\"../x/index.html#y\">z</a>"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["", "words", "<p>x</p>", "- a\n", "<div>"]))
def test_any_pieces_come_out_the_same(pieces: list[str], before: str) -> None:
    plain, quick = both(page(ROW * 12 + "".join(pieces), before))
    assert quick == plain


def test_every_page_of_the_demonstration_comes_out_the_same(context: BuildContext, root: Path) -> None:
    settings_of = yaml.safe_load((root / "mkdocs.base.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    names = [next(iter(e)) if isinstance(e, dict) else e for e in settings_of["markdown_extensions"]]
    names = [n for n in names if not n.startswith(("pymdownx.emoji", "pymdownx.snippets"))]
    taken = 0
    pages = {p: t for p, t in render_language(context, "en").files.items() if p.endswith(".md")}
    for path, text in pages.items():
        body = text.split("\n---\n", 1)[-1]
        taken += len(take_out(body)[1])
        plain = markdown.Markdown(extensions=names).convert(body)
        assert quickly(body, names) == plain, path
    assert taken > 100
