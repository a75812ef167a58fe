"""What a reader finds of every cell in a published folder: tables in every form, pages, files in bulletins."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from disclosure_adversary import Cell
from openpyxl import load_workbook
from pypdf import PdfReader

Found = Iterator[tuple[str, Cell, str | None]]
_PAGE_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_ROW, _CELL = re.compile(r"<tr.*?</tr>", re.DOTALL), re.compile(r"<t[hd].*?</t[hd]>", re.DOTALL)
_PERIOD = re.compile(r"(?:20)?([0-9]{2}) ?(Q[1-4])")


def table_in(public: Path) -> tuple[dict[Cell, str | None], Counter[str]]:
    """Cell → its number, None where no place of the folder has one; and from how many places of each kind."""
    table: dict[Cell, str | None] = {}
    kinds = Counter[str]()
    for kind, cell, value in _everywhere(public):
        kinds[kind] += 1
        if table.get(cell) is None:
            table[cell] = value
    return table, kinds


def _everywhere(public: Path) -> Found:
    for path in sorted(public.rglob("*.csv")):
        yield from _of_csv("csv", path.read_bytes())
    for path in sorted(public.rglob("*.pdf")):
        for contents in PdfReader(path).attachments.values():
            for content in contents:
                yield from _of_csv("attachment", content)
    for path in sorted(public.rglob("observations.json")):
        if "schema" not in path.parts:
            for row in json.loads(path.read_bytes())["data"]:
                yield "json", _cell(row), None if row["value"] is None else _plain(str(row["value"]))
    for path in sorted(public.rglob("*.xlsx")):
        yield from _of_workbook(path)
    for path in sorted(public.rglob("indicators/*/index.html")):
        yield from _of_page(path, _names(public))


def _of_csv(kind: str, content: bytes) -> Found:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    if {"indicator", "period", "area", "origin", "value"} <= set(rows.fieldnames or ()):
        for row in rows:
            yield kind, _cell(row), _plain(row["value"]) if row["value"] else None


def _of_workbook(path: Path) -> Found:
    for sheet in load_workbook(path, read_only=True).worksheets:
        header: tuple[str, ...] = ()
        for line in sheet.iter_rows(values_only=True):
            texts = tuple("" if v is None else str(v) for v in line)
            if not header and {"indicator", "period", "area", "origin", "value"} <= set(texts):
                header = texts
            elif header:
                row = dict(zip(header, texts, strict=False))
                yield "xlsx", _cell(row), _plain(row["value"]) if row["value"] else None


def _of_page(path: Path, names: Mapping[str, str]) -> Found:
    """The table of townships: a column for each period."""
    for table in _PAGE_TABLE.findall(path.read_text(encoding="utf-8")):
        rows = [[_text(c) for c in _CELL.findall(r)] for r in _ROW.findall(table)]
        periods = [_PERIOD.fullmatch(word) for word in rows[0][1:]]
        for name, *cells in rows[1:]:
            for period, text in zip(periods, cells, strict=False):
                if period is not None and name in names:
                    number = re.match(r"[0-9][0-9,.]*", text)
                    cell = (path.parent.name, f"20{period[1]}{period[2]}", names[name], "self")
                    yield "page", cell, _plain(number[0].replace(",", "")) if number else None


def _names(public: Path) -> dict[str, str]:
    found = {}
    for path in public.rglob("areas.csv"):
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))):
            found |= {row["name_zh"]: row["area"], row["name_en"]: row["area"]}
    return found


def _cell(row: Mapping[str, str]) -> Cell:
    return row["indicator"], row["period"], row["area"], row["origin"]


def _plain(text: str) -> str:
    return text.removesuffix(".0")


def _text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())
