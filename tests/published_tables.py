"""Every table of a built site, of its pages and its bulletins."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pdf_tables import PdfTable, pdf_tables
from published_data import QUARTER

from generator.domain.text import Lang


@dataclass(frozen=True)
class Cell:
    """What a cell says first, what it says small beneath, and its markup."""

    words: str
    notes: str = ""
    markup: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A table of a page or PDF: where it stands, in which language, its head in English."""

    place: str
    lang: Lang
    caption: str
    head: tuple[str, ...]
    own_head: tuple[str, ...]
    rows: tuple[Row, ...]


_TABLE = re.compile(r'(?:data-label="([^"]*)"[^>]*>\s*)?<table\b[^>]*>(.*?)</table>', re.DOTALL)


def plain(markup: str) -> str:
    """Markup as words."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", markup)).split())


def cell(markup: str) -> Cell:
    """What stands first, and the small words beneath."""
    first, *small = re.split("<br><small>|<small>", markup)
    return Cell(plain(first), "; ".join(map(plain, small)), markup)


def page_tables(text: str) -> list[tuple[str, tuple[str, ...], tuple[Row, ...]]]:
    """Label, head and lines of each table of a page that has a head."""
    found = []
    for label, body in _TABLE.findall(text):
        head, found_head, rest = body.partition("</thead>")
        if found_head:
            names = tuple(plain(x) for x in re.findall(r"<th\b[^>]*>(.*?)</th>", head, re.DOTALL))
            lines = re.findall(r"<tr\b[^>]*>(.*?)</tr>", rest, re.DOTALL)
            rows = tuple(
                tuple(cell(c) for c in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", line, re.DOTALL))
                for line in lines
            )
            found.append((html.unescape(label), names, rows))
    return found


def of_pages(public: Path) -> Iterator[Table]:
    """Every table of every page, the Chinese one with the head of the English one."""
    for page in sorted((public / "en").rglob("*.html")):
        name = page.relative_to(public / "en").as_posix()
        both = {"en": page, "zh": public / name}
        told = {lang: page_tables(path.read_text("utf-8")) for lang, path in both.items()}
        for en, zh in zip(told["en"], told["zh"], strict=True):
            for lang, one in (("en", en), ("zh", zh)):
                place = name if lang == "zh" else f"en/{name}"
                yield Table(place, lang, en[0], en[1], one[1], one[2])


def whole(tables: list[PdfTable]) -> list[PdfTable]:
    """Tables that a page's end cut, put together."""
    made: list[PdfTable] = []
    for one in tables:
        if made and not one.caption and one.head == made[-1].head:
            made[-1].rows += one.rows
        else:
            made.append(one)
    return made


def of_bulletins(public: Path) -> Iterator[Table]:
    """Every table of every bulletin."""
    folder = public / "bulletins" / QUARTER
    for path in sorted(folder.glob("*.en.pdf")):
        other = path.with_name(path.name.replace(".en.", ".zh."))
        for en, zh in zip(whole(pdf_tables(path)), whole(pdf_tables(other)), strict=True):
            for lang, one in (("en", en), ("zh", zh)):
                rows = tuple(tuple(Cell(words) for words in row) for row in one.rows)
                head = tuple(en.head)
                yield Table(
                    (path if lang == "en" else other).name, lang, en.caption, head, tuple(one.head), rows
                )


# Heads of tables that show no indicator's value, target or status.
SILENT = {
    tuple(head.split(" | "))
    for head in """
Milestone | Deadline | State | Evidence or note
Milestone | Deadline | State | Evidence or note | Responsible units
Milestone | Deadline | State
Milestone | Deadline | State | Basis
Milestone | Deadline | Own state | Whole area
Milestone | Due | State | Progress
Milestone | Due | Whole plan | Own state
Work | Total plan | In place | Used
Work | Total plan | Planned to date | In place | Used | Execution | Pace
Work | Implementer | Planned | Planned to date | In place | Used | Execution | Pace
Work | Provincial: planned | in place | used | Municipal: planned | in place | used | County: planned | in place | used | Other: planned | in place | used
Work | Planned | Planned to date | In place | Used | Pace
Work | 2024 | 2025 | 2026
Work | Problem and cause, as reported
Work | Pace
Year | Planned
Source | Planned | Share (computed)
Quarter | Planned | In place | Used
Area | Tasks
No. | Task | Lead unit | Co-operating units | Horizon as printed | Targets and commitments
Target of the plan above | Measured here | Link | Difference in scope
Target of the plan above | Link | Difference in scope
Measured here | Target of the plan above | Link | Difference in scope
Target or commitment | Figure | Horizon | As printed | How read | Measured here
Question | Answer | Subject | Quarter
No. | Subject | Treatment
Quarter | Item | Grade | Entered by | Date | Lessons
No. | Item | Source
Quarter | Place | Item | Result | Linked to | Date
Quarter | Date | What was done
Status | Meaning
Sign | Meaning
Threshold | Value
Indicator with its own hold tolerance | Value
Case | b | T | v | e | P | R | Status
Quarter | Published | Status | Due | Delivered | Prepared by | Reviewed by | Secrecy review
Indicator | Quarter | Published then | Today | Why
Unit | Role | Source
Duty | Subject | Basis | As printed | Source
No. | Measure | Objective area | Basis
No. | Measure | Responsible units | As printed
Target | Deadline | Basis
Objective area | Indicators by status
Township | Bulletin (Chinese) | Bulletin (English)
Subject | As printed | Source | Note
Tier | Item | Result | Date
Chinese | English | Note
Data table | Download
File | Content | JSON Schema
Quarter | Published | Observations delivered
Column | Meaning
Column | Code | Meaning
Class | Risk | Response | State | Reviewed
Class | As printed | In English
Class | Risk | Response | State
Subject | Surveyor | Survey dates | Sample | Result | Explanation
No. | Subject | Problem | Cause | Action | Owner | Due | State | Origin
Unit | Role | As printed | Source
Document | Number | Issuer | Issued | Role on this site
Problem and cause | Action | Owner and due date | State
""".strip().splitlines()
}


def fits(known: Sequence[str], head: Sequence[str]) -> bool:
    """Whether a head is of a kind."""
    if known[-1] == "**":
        return fits(known[:-1], head[: len(known) - 1]) and len(head) >= len(known)
    return len(known) == len(head) and all(k in ("*", h) for k, h in zip(known, head, strict=True))
