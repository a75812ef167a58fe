"""Every figure of the built pages and bulletins, one after the other, each with what is said around it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tracing import legend
from tracing.bulletins import bulletin
from tracing.cells import Here, Want, Wants
from tracing.facts import Facts
from tracing.markup import Node, grid, page
from tracing.prose import pieces
from tracing.rows import NUMBER, Files
from tracing.sources import Sources
from tracing.tables import handler, keys_of
from tracing.wording import STATUS, consumed, plain

TEXTS = {"p", "li", "dt", "dd", "figcaption", "summary", "h1", "h2", "h3", "h4", "caption"}
# A status with its own sign or a wrong one, and what a period is said to lack.
STATED = [word for _, zh, en in STATUS.values() for word in (zh, en)]
STATUSES = {plain(icon + word) for icon, _, _ in STATUS.values() for word in STATED}
STATUSES |= {plain(f":{word.lower()}") for word in STATED}
SOURCE = ("Source:", "数据来源:")
MARKS = {"-", "#", "…", "/"}
WORDS = re.compile(r"[^\W_]|[✓▲✕○?!]")
# Numbers of headings, charts and list items: order, no figures.
NUMBERING = re.compile(r"^(Chart|图)?\s*\d{1,2}(\.\d+)?\.?\s*(?=[^\d\s.])")
# Pages whose figures are the tool's own words or codes, not the plan's: said, not silently left out.
OWN = {
    "method": "the method in words", "data": "codes and files", "about": "words about this site",
    "glossary": "the glossary", "404.html": "words about this site",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A figure that was looked at. `kind`: how it was traced, or why not; `wanted` speaks of a miss."""

    page: str
    where: str
    text: str
    kind: str
    wanted: str = ""


@dataclass(frozen=True)
class Spot:
    """A cell or a text with so many figures (none: a blank cell of a column of figures), still to be checked:
    `check` gives the kind, and what was expected."""

    page: str
    where: str
    text: str
    many: int
    check: Callable[[], tuple[str, str]]

    def figure(self) -> Figure:
        """The verdict on it."""
        return Figure(self.page, self.where, self.text, *self.check())


def figures(text: str) -> list[str]:
    """The figures in a text: numbers, and statuses or marks that stand for one."""
    bare = plain(text)
    found = [one[0] for one in NUMBER.finditer(bare)]
    return found + [one for one in STATUSES if one in bare] + ([bare] if bare in MARKS else [])


class Audit:
    """One language of one built site."""

    def __init__(self, sources: Sources, public: Path, quarter: str, lang: str) -> None:
        self.public, self.facts = public, Facts(sources, public, quarter, lang)
        self.files = Files(self.facts)
        self.sums: dict[str, str] = {}
        # The signs of the tables since the last line that explained them.
        self.signs: set[str] = set()
        self.pieces = cache(lambda here: pieces(self.facts, here))

    def pages(self) -> Iterator[tuple[str, Path]]:
        """The pages and bulletins of this language."""
        home = self.public / "en" if self.facts.lang == "en" else self.public
        for path in sorted(home.rglob("index.html")):
            name = path.relative_to(self.public).as_posix()
            if name.startswith("en/") == (self.facts.lang == "en"):
                yield name, path
        for path in sorted((self.public / "bulletins").rglob(f"*.{self.facts.lang}.pdf")):
            yield path.relative_to(self.public).as_posix(), path

    def walk(self) -> Iterator[Spot]:
        """Every figure."""
        for name, path in self.pages():
            yield from self.page(name, path)

    def page(self, name: str, path: Path) -> Iterator[Spot]:
        """The figures of one page or bulletin."""
        self.signs = set()
        if path.suffix == ".pdf":
            node = bulletin(path)
            self.sums |= node.given
            yield from self._below(name, node, ["bulletin", path.name.split(".")[0].split("-")[-1], "", ""])
            return
        parts = name.removeprefix("en/").split("/")[:-1]
        yield from self._below(
            name, page(path), [parts[0] if parts else ".", parts[1] if len(parts) > 1 else "", "", ""]
        )

    def _below(self, name: str, node: Node, state: list[str]) -> Iterator[Spot]:
        for one in node.children():
            if one.tag in ("h1", "h2") and "id" in one.given:
                state[2] = one.given["id"]
            if one.tag == "table":
                yield from self._table(name, one, Here(state[0], state[1], state[2], state[3]))
            elif one.tag == "svg":
                state[3] = one.given.get("aria-label", "")
                yield from self._text(name, state[3], Here(state[0], state[1], state[2], ""))
            elif one.tag in TEXTS or one.tag == "div" and any(x.tag == "dt" for x in one.children()):
                if one.tag in TEXTS and any(x.tag in TEXTS | {"table", "ul"} for x in one.children()):
                    yield from self._below(name, one, state)
                    continue
                if one.tag == "div":
                    heads = [x.text() for x in one.children() if x.tag == "dt"]
                    if not any(NUMBER.search(plain(head)) for head in heads) and state[0] != "indicators":
                        yield from self._below(name, one, state)
                        continue
                state[3] = one.text() if one.tag == "figcaption" else state[3]
                order = state[0] == "bulletin" and (one.tag != "p" or one.text().startswith(("Chart", "图")))
                text = NUMBERING.sub("", one.text()) if order else one.text()
                yield from self._text(name, text, Here(state[0], state[1], state[2], ""))
            elif one.tag not in ("script", "style", "template"):
                yield from self._below(name, one, state)

    def _table(self, name: str, node: Node, here: Here) -> Iterator[Spot]:
        rows = grid(node)
        if here.printed:
            self.signs |= {sign for cells in rows[1:] for cell in cells for sign in legend.signs(cell)}
        keys = keys_of(self.facts, here, rows[0])
        judge = handler(keys, here)
        if judge is None:
            for heading in rows[0]:
                yield from self._text(name, heading, here)
        for cells in rows[1:]:
            known = (
                partial(judge, self.facts, here, keys, cells)
                if judge and len(cells) == len(rows[0])
                else None
            )
            wants = cache(known) if known else None
            for at, cell in enumerate(cells):
                where = f"{here.section}: {cells[0][:30]}" + (f" / {rows[0][at]}" if known else "")
                many = len(figures(cell))
                if many or known:
                    yield Spot(name, where, cell, many, partial(self._cell, here, cells, at, wants))

    def _cell(
        self, here: Here, cells: list[str], at: int, wants: Callable[[], Wants | None] | None
    ) -> tuple[str, str]:
        cell = cells[at]
        if wants is None:
            kind = "row" if self.files.explains(cells) else self._kind(cell, here)
            return ("row" if kind == "miss" and self.files.explains([cell]) else kind), "a row of a file"
        held = wants()
        if held is None:
            return "miss", f"a row that is known: “{cells[0]}” is not"
        want = held[at]
        if want is None:
            kind = self._kind(cell, here) if figures(cell) else "row"
            return ("row" if kind == "miss" and self.files.explains(cells) else kind), "words of a file"
        return ("row" if _says(plain(cell), want) else "miss"), expected(want)

    def _text(self, name: str, text: str, here: Here) -> Iterator[Spot]:
        if here.printed and plain(text).startswith((*legend.STARTS, *SOURCE)):
            told = plain(text) if plain(text).startswith(legend.STARTS) else ""
            wanted = legend.line(self.facts, self.signs)
            if told or wanted:
                kind = "recomputed" if told == wanted else "miss"
                yield Spot(name, here.section, text, 1, partial(tuple[str, str], (kind, wanted)))
            self.signs = set()
            if told:
                return
        if many := len(figures(text)):
            wanted = "a sentence of a file, or one of the auditor's own"
            yield Spot(name, here.section, text, many, lambda: (self._kind(text, here), wanted))

    def _kind(self, text: str, here: Here) -> str:
        bare = plain(text)
        for file, checksum in self.sums.items():
            bare = bare.replace(plain(f"{file}SHA-256 {checksum}"), "")
        rest = consumed(bare, self.pieces(Here(here.kind, here.slug, "", "")))
        judged = here.kind not in OWN and any(one in rest for one in STATUSES)
        if not judged and not NUMBER.search(rest):
            return "recomputed"
        if not judged and (not self.files.sentence(bare) or not self.files.sentence(rest)):
            return "sentence"
        return "not traced: " + OWN[here.kind] if here.kind in OWN else "miss"


def expected(want: Want) -> str:
    """What a cell must say, in words."""
    return " or ".join(sorted(want.one)) + "".join(f" + {one}" for one in sorted(want.beside - {""}))


def _says(text: str, want: Want) -> bool:
    """Whether a cell says one of the things it must, with what must stand beside it, and nothing else that is
    not allowed there."""
    for one in sorted((plain(one) for one in want.one), key=len, reverse=True):
        if not text.startswith(one):
            continue
        rest = text[len(one) :]
        for must in want.beside:
            left_over = rest.replace(must, "\x00", 1) if must in rest else None
            if left_over is not None and not WORDS.search(consumed(left_over, want.may)):
                return True
    return False
