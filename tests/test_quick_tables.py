"""Pages with large tables come out as Python-Markdown makes them, whatever stands around the rows."""

from collections.abc import Sequence
from pathlib import Path

import markdown
import pytest
import yaml
from markupsafe import Markup

from generator.publish.site.quick_tables import QuickTables
from generator.render.pages.outline import LEAST, Outline
from generator.render.pages.sections import row
from generator.workflows.steps.context import BuildContext
from generator.workflows.steps.language import render_language

EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
ROW = '<tr><th scope="row">甲&#95;乙</th><td class="num" data-label="数值">4&#46;0</td><td>a &amp; b</td></tr>\n'


def page(before: str = "", after: str = "") -> str:
    table = (
        f'<div class="jb-scroll">\n<table class="jb-table">\n<tbody>\n{ROW * 20}</tbody>\n</table>\n</div>'
    )
    return f"# A\n\n{before}\n\n{table}\n{after}\n\n*end* `x`\n"


def quickly(text: str, extensions: Sequence[str], bodies: Sequence[str]) -> str:
    return str(markdown.Markdown(extensions=[*extensions, QuickTables(bodies)]).convert(text))


def plainly(text: str, extensions: Sequence[str]) -> str:
    return str(markdown.Markdown(extensions=extensions).convert(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "plain"),
        ("- a list\n", "more"),
        ("> said\n", "*tail*"),
        ("<p>open", ""),
        ("", "</div>"),
        ("!!! note\n    words\n", ""),
        (f"<table>\n<tbody>\n{ROW * 20}</tbody>\n</table>", "the same rows twice"),
        ("<div markdown>\n*in*\n</div>", ""),
    ],
)
def test_what_stands_around_makes_no_difference(before: str, after: str) -> None:
    text = page(before, after)
    assert quickly(text, EXTENSIONS, [ROW * 20]) == plainly(text, EXTENSIONS)


def test_rows_that_are_not_on_the_page_change_nothing() -> None:
    assert quickly(page(), EXTENSIONS, ["<tr><td>elsewhere</td></tr>\n"]) == plainly(page(), EXTENSIONS)


def test_only_long_rows_without_an_anchor_are_noted() -> None:
    outline, long = Outline(), Markup("x") * LEAST
    assert outline.large(long, [row("a")]) == long
    outline.large(long[1:], [row("a")])
    outline.large(long, [row("a"), row("b", anchor="M1")])  # a link may lead to it
    assert outline.bodies == [long]


def test_every_page_of_the_demonstration_comes_out_the_same(context: BuildContext, root: Path) -> None:
    settings_of = yaml.safe_load((root / "mkdocs.base.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    names = [next(iter(e)) if isinstance(e, dict) else e for e in settings_of["markdown_extensions"]]
    made = render_language(context, "en")
    assert sum(map(len, made.bodies.values())) > 100
    for path, bodies in made.bodies.items():
        body = made.files[path].split("\n---\n", 1)[-1]
        assert all(body.count(f"<tbody>\n{rows}</tbody>") for rows in bodies), path
        assert quickly(body, names, bodies) == plainly(body, names), path
