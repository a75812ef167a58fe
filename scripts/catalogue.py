"""Keeps `locale/<lang>/LC_MESSAGES/jibao.po` in step with the words in the code and the templates.

    python scripts/catalogue.py update      collect new msgids, drop obsolete ones, keep translations
    python scripts/catalogue.py check       list what is missing or wrong; exit 1 if anything is
    python scripts/catalogue.py begin LANG  a file for a language that has none
    python scripts/catalogue.py pseudo DIR  a language that nobody speaks, `qps`, into a project: what does
                                            not pass through is seen at once

English msgids stand in the code itself, so English needs no catalogue. Chinese is complete, and has none of
the words that stand in Chinese beside the English in the code (findings, for one) or in the vocabulary; any
other language has these, too, and may be in part: what it lacks is said in English. A file holds neither line
numbers nor dates: it changes only when words change. What a number changes stands here with NUL between its
forms.
"""

import argparse
import ast
import csv
import io
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from generator.wording.calendar import language_name
from generator.wording.findings import CATALOGUE as FINDINGS
from generator.wording.report_words import FIELDS

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh/LC_MESSAGES/jibao.po")
FORM = "\0"
# What the public and clerks read; commands speak Chinese and English.
_SAID_SIDE_BY_SIDE = ("wording", "render", "charts")

# Babel goes by the function's last name, so `localizer.t(…)`, `self._voice.t(…)` and `t(…)` are all `t`.
_KEYWORDS = {"_": None, "t": None}
_COUNTED = "counted"
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

# A language that nobody speaks: every letter of ours with an accent, so that whatever does not pass
# through the catalogue is seen at once.
PSEUDO = "qps"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKED = "áƀćđéƒǧħíĵķŀɱńóƥɋŕśťúṽẃẋýźÁƁĆĐÉƑǦĦÍĴĶĿṀŃÓƤɊŔŚŤÚṼẂẊÝŹ"
_MARKS = str.maketrans(_PLAIN, _MARKED)
# What is no word: fields, markup, addresses, formulas, code, entities, the key of a page's head.
_KEPT = re.compile(
    r"""\{[^{}]*\} | <[^<>]+> | &\#?\w+; | \]\([^()]*\) | `[^`]*` | ^description: | \\""",
    re.MULTILINE | re.VERBOSE,
)

_HEADER = """\
# The words of the site and the bulletins in {language}. `make catalogue` adds new msgids; write the
# words by hand. One {language} term for one English term everywhere.
msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {rule}\\n"

"""


def msgids(root: Path = ROOT) -> set[str]:
    """Every msgid of the code, the templates and the tables."""
    found: set[str] = set()
    for path in sorted((root / "generator").rglob("*.py")):
        source = path.read_text("utf-8")
        found.update(filter(None, map(_literal, _arguments(source))))
        found.update(_pairs(source, _COUNTED, FORM.join))
    for path in sorted((root / "templates").rglob("*.j2")):
        found.update(_extracted(path, _JINJA_PAGES if path.parent.name == "pages" else _JINJA))
    for name, tables in TABLES.items():
        found.update(table_words((root / name).read_text("utf-8"), tables))
    return found


def side_by_side(root: Path = ROOT) -> set[str]:
    """What stands in Chinese and English in the code and in the vocabulary: the English."""
    found: set[str] = set()
    for room in _SAID_SIDE_BY_SIDE:
        for path in sorted((root / "generator" / room).rglob("*.py")):
            found.update(_pairs(path.read_text("utf-8"), "Text", lambda pair: pair[1]))
    # Some findings' texts are put together in the code.
    found.update(t.en for e in FINDINGS.values() for t in (e.title, e.message, e.fix))
    examples = root / "data" / "method" / "worked_examples.csv"
    for path in (*sorted((root / "data" / "vocabulary").glob("*.csv")), examples):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        found.update(row[column] for row in rows for column in ("en", "suffix_en", "case") if row.get(column))
    return found


def _pairs(source: str, name: str, told: Callable[[tuple[str, str]], str]) -> Iterator[str]:
    """Of every call of `name` with two literals."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) > 1 and _called(node.func) == name:
            one, other = map(_literal, node.args[:2])
            if one and other:
                yield told((one, other))


def languages(root: Path = ROOT) -> list[str]:
    """Those that have a file."""
    return sorted(path.parent.parent.name for path in (root / "locale").glob("*/LC_MESSAGES/jibao.po"))


def wanted_in(lang: str, root: Path = ROOT) -> set[str]:
    """What the file of one language is to hold."""
    return msgids(root) if lang == "zh" else msgids(root) | side_by_side(root)


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
        catalogue = read_po(stream, abort_invalid=True)
    return {
        _joined(m.id): "" if not any(m.string or "") else _joined(m.string or "") for m in catalogue if m.id
    }


def _joined(words: str | Sequence[str]) -> str:
    return words if isinstance(words, str) else FORM.join(words)


def rendered(words: Mapping[str, str], lang: str = "zh") -> bytes:
    """The catalogue file: sorted by msgid, without anything that changes from run to run."""
    forms, rule = _plurals(lang)
    catalogue = Catalog(charset="utf-8")
    catalogue.mime_headers = [("Plural-Forms", rule)]
    for msgid, text in words.items():
        ids = tuple(msgid.split(FORM))
        if len(ids) == 1:
            catalogue.add(msgid, text)
        else:
            catalogue.add(ids, tuple(text.split(FORM)) if text else ("",) * forms)
    stream = io.BytesIO()
    # No wrapping: a changed word is then a changed line.
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = _HEADER.format(language=language_name(lang, "en"), lang=lang, rule=rule)
    return header.encode() + stream.getvalue().rstrip(b"\n") + b"\n"


def _plurals(lang: str) -> tuple[int, str]:
    """How many forms, and the rule, as catalogues everywhere have them: Babel's for French has a third one,
    for millions."""
    if lang == "fr":
        return 2, "nplurals=2; plural=(n > 1);"
    try:
        found = get_plural(lang)
    except UnknownLocaleError:  # the pseudo-locale
        found = get_plural("en")
    return found.num_plurals, f"{found.plural_forms.rstrip(';')};"


def update(root: Path = ROOT, lang: str = "zh") -> tuple[int, int]:
    """Writes a catalogue anew; returns how many msgids were added and how many dropped."""
    path, wanted = root / _file(lang), wanted_in(lang, root)
    known = translations(path) if path.exists() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendered({msgid: known.get(msgid, "") for msgid in wanted}, lang))
    return len(wanted - known.keys()), len(known.keys() - wanted)


def _file(lang: str) -> Path:
    return Path(f"locale/{lang}/LC_MESSAGES/jibao.po")


def fields(text: str) -> set[str]:
    """The `{fields}` of a format text."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def faults(root: Path = ROOT, lang: str = "zh") -> list[str]:
    """What is wrong with a catalogue, a line each; empty when it is complete, or, in any language but
    Chinese, as far as it goes."""
    wanted, known = wanted_in(lang, root), translations(root / _file(lang))
    found = [f"missing: {m}" for m in sorted(wanted - known.keys())]
    found += [f"obsolete: {m}" for m in sorted(known.keys() - wanted)]
    if lang == "zh":
        found += [f"untranslated: {m}" for m in sorted(wanted & known.keys()) if not known[m]]
    found += [f"fields differ: {m}: {t}" for m, t in sorted(known.items()) if t and fields_differ(m, t)]
    return found + [f"no literal msgid: {place}" for place in computed(root)]


def fields_differ(msgid: str, text: str) -> bool:
    """Whether the two do not say the same; what the plan calls things may be said or left out. A form for one
    thing need not say how many."""
    *counted, asked = msgid.split(FORM)
    try:
        differ = [fields(asked) - FIELDS ^ fields(form) - FIELDS for form in text.split(FORM)]
    except ValueError:  # a lone brace
        return True
    return any(more - ({"days", "n", "count"} if counted else set()) for more in differ)


def marked(words: str) -> str:
    """The words with every letter marked; fields, markup and code stay."""
    made, end = [], 0
    for match in _KEPT.finditer(words):
        made += [words[end : match.start()].translate(_MARKS), match[0]]
        end = match.end()
    return "".join([*made, words[end:].translate(_MARKS)])


def write_pseudo(project: Path) -> None:
    """The catalogue and the handwritten pages of the pseudo-locale into a project."""
    words = {m: FORM.join(map(marked, m.split(FORM))) for m in wanted_in(PSEUDO)}
    path = project / _file(PSEUDO)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendered(words, PSEUDO))
    for page in sorted((ROOT / "site_src" / "en").glob("*.md")):
        own = project / "site_src" / PSEUDO / page.name
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(marked(page.read_text("utf-8")), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """`update`, `check`, `begin LANG` or `pseudo DIR`."""
    parser = argparse.ArgumentParser(description="Keep the catalogues in step with the code.")
    parser.add_argument("action", choices=("update", "check", "begin", "pseudo"))
    parser.add_argument("lang", nargs="?")
    asked = parser.parse_args(arguments)
    if asked.action in ("begin", "pseudo") and not asked.lang:
        parser.error(f"{asked.action}: which language, or folder?")
    if asked.action == "pseudo":
        write_pseudo(Path(asked.lang))
        return 0
    for lang in [asked.lang] if asked.lang else languages():
        if asked.action != "check":
            added, dropped = update(lang=lang)
            print(f"{_file(lang)}: {added} added, {dropped} dropped")
            continue
        if found := faults(lang=lang):
            print("\n".join(found))
            return 1
        known = translations(ROOT / _file(lang))
        print(f"{_file(lang)}: {sum(map(bool, known.values()))} of {len(known)} msgids")
    return 0


if __name__ == "__main__":
    sys.exit(main())
