"""Keeps `locale/zh/LC_MESSAGES/jibao.po` in step with the words in the code and the templates.

    python scripts/catalogue.py update   collect new msgids, drop obsolete ones, keep translations
    python scripts/catalogue.py check    list what is missing or wrong; exit 1 if anything is

English msgids stand in the code itself, so English needs no catalogue. The file holds neither line
numbers nor dates: it changes only when words change.
"""

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from generator.wording.report_words import FIELDS

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh/LC_MESSAGES/jibao.po")

# Babel goes by the function's last name, so `localizer.t(…)`, `self._voice.t(…)` and `t(…)` are all `t`.
_KEYWORDS = {"_": None, "t": None}
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
# The same comment marks as in `generator.render.environment`: `{#id}` is a heading id on a page.
_JINJA_PAGES = {**_JINJA, "comment_start_string": "{##", "comment_end_string": "##}"}

# Tables whose words reach `t` through a variable, where no extraction can see them.
TABLES: Mapping[str, tuple[str, ...]] = {
    "generator/render/bulletins/frame.py": ("_CONTACT", "posts", "words"),
    "generator/render/bulletins/summary.py": ("sentences",),
    "generator/render/bulletins/rows.py": ("_SIGN_WORDS",),
    "generator/render/presenter.py": ("HEDGES",),
    "generator/wording/localizer.py": (
        "TREND_WORDS",
        "_FLAG_WORDS",
        "_FREQUENCY_WORDS",
        "_RISING",
        "_STATE_WORDS",
        "_STATUS_WORDS",
        "_WHY_NONE",
    ),
}
# Hands its own argument on; every caller is read for itself.
_PASSES_ON = frozenset({"generator/render/pages/context.py"})

_HEADER = """\
# The words of the site and the bulletins in Chinese. `make catalogue` adds new msgids; write the
# words by hand. One Chinese term for one English term everywhere.
msgid ""
msgstr ""
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def msgids(root: Path = ROOT) -> set[str]:
    """Every msgid of the code, the templates and the tables."""
    found: set[str] = set()
    for path in sorted((root / "generator").rglob("*.py")):
        found.update(filter(None, map(_literal, _arguments(path.read_text("utf-8")))))
    for path in sorted((root / "templates").rglob("*.j2")):
        found.update(_extracted(path, _JINJA_PAGES if path.parent.name == "pages" else _JINJA))
    for name, tables in TABLES.items():
        found.update(table_words((root / name).read_text("utf-8"), tables))
    return found


def _extracted(path: Path, options: Mapping[str, str]) -> Iterator[str]:
    with path.open("rb") as stream:
        for _line, message, *_rest in extract(
            "jinja2.ext:babel_extract", stream, _KEYWORDS, options=dict(options)
        ):
            if isinstance(message, str) and message:
                yield message


def _arguments(source: str) -> Iterator[ast.expr]:
    """What is handed to `t` anywhere in the code. The syntax tree is asked, not Babel's reader of
    tokens: that one cannot see into f-strings, and what it takes from them depends on Python's version."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _called(node.func) in _KEYWORDS:
            yield node.args[0]


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def table_words(source: str, names: Iterable[str]) -> set[str]:
    """The words of the named tables: the values of a mapping, the last text of each row of a tuple."""
    wanted, found = set(names), set[str]()
    for node in ast.walk(ast.parse(source)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        hit = {t.id for t in targets if isinstance(t, ast.Name)} & set(names)
        if hit and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            words = _words_of(node.value)
            found |= words
            wanted -= hit if words else set()
    if wanted:
        raise LookupError(f"no table of words named {', '.join(sorted(wanted))}")
    return found


def _words_of(value: ast.expr) -> set[str]:
    if isinstance(value, ast.Dict):
        return set(_texts(value.values))
    if isinstance(value, ast.Tuple | ast.List):
        rows = [list(_texts(row.elts)) for row in value.elts if isinstance(row, ast.Tuple | ast.List)]
        return {row[-1] for row in rows if row}
    return set()


def _texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    return (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def computed(root: Path = ROOT) -> list[str]:
    """Places that hand `t` something other than a literal, in files whose tables nobody reads."""
    found = []
    for path in sorted((root / "generator").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name not in TABLES and name not in _PASSES_ON:
            found += [f"{name}:{line}" for line in _computed_lines(path.read_text("utf-8"))]
    return found


def _computed_lines(source: str) -> Iterator[int]:
    return (a.lineno for a in _arguments(source) if _literal(a) is None)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def translations(path: Path) -> dict[str, str]:
    """msgid → words, as the file has them; an untranslated one has none."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale="zh", abort_invalid=True)
    return {str(m.id): str(m.string or "") for m in catalogue if m.id}


def rendered(words: Mapping[str, str]) -> bytes:
    """The catalogue file: sorted by msgid, without anything that changes from run to run."""
    catalogue = Catalog(locale="zh", charset="utf-8")
    for msgid, text in words.items():
        catalogue.add(msgid, text)
    stream = io.BytesIO()
    # No wrapping: a changed word is then a changed line.
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return _HEADER.encode() + stream.getvalue().rstrip(b"\n") + b"\n"


def update(root: Path = ROOT) -> tuple[int, int]:
    """Writes the catalogue anew; returns how many msgids were added and how many dropped."""
    path, wanted = root / CATALOGUE, msgids(root)
    known = translations(path) if path.exists() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendered({msgid: known.get(msgid, "") for msgid in wanted}))
    return len(wanted - known.keys()), len(known.keys() - wanted)


def fields(text: str) -> set[str]:
    """The `{fields}` of a format text."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def faults(root: Path = ROOT) -> list[str]:
    """What is wrong with the catalogue, a line each; empty when it is complete."""
    wanted, known = msgids(root), translations(root / CATALOGUE)
    found = [f"missing: {m}" for m in sorted(wanted - known.keys())]
    found += [f"obsolete: {m}" for m in sorted(known.keys() - wanted)]
    found += [f"untranslated: {m}" for m in sorted(wanted & known.keys()) if not known[m]]
    found += [f"fields differ: {m}: {t}" for m, t in sorted(known.items()) if t and fields_differ(m, t)]
    return found + [f"no literal msgid: {place}" for place in computed(root)]


def fields_differ(msgid: str, text: str) -> bool:
    """Whether the two do not say the same; what the plan calls things may be said or left out."""
    try:
        return fields(msgid) - FIELDS != fields(text) - FIELDS
    except ValueError:  # a lone brace
        return True


def main(arguments: list[str] | None = None) -> int:
    """`update` or `check`."""
    parser = argparse.ArgumentParser(description="Keep the Chinese catalogue in step with the code.")
    parser.add_argument("action", choices=("update", "check"))
    if parser.parse_args(arguments).action == "update":
        added, dropped = update()
        print(f"{CATALOGUE}: {added} added, {dropped} dropped")
        return 0
    found = faults()
    print(
        "\n".join(found) if found else f"{CATALOGUE}: complete, {len(translations(ROOT / CATALOGUE))} msgids"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
