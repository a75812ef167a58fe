"""Deliveries that cost gigabytes where nobody counts: small packages that unpack to hundreds of megabytes,
and large files up to what may be delivered."""

import io
from collections.abc import Callable
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

from intake_ground import HEADER, as_csv, as_xlsx, row, sheet

M = 1_000_000
BOOK = "指标数据.xlsx"
SHEET, STYLES, TEXTS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
MAIN = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
Files = dict[str, bytes]


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(io.BytesIO(as_xlsx(指标数据=sheet(row())))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _book(part: str, before: bytes, after: bytes) -> Files:
    """The sound workbook with something before a closing element of one part."""
    parts = {**_parts(), part: _parts()[part].replace(before, after + before, 1)}
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return {BOOK: stream.getvalue()}


def _texts(xml: bytes) -> Files:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, data in {**_parts(), TEXTS: MAIN + xml + b"</sst>"}.items():
            package.writestr(name, data)
    return {BOOK: stream.getvalue()}


def _rows(count: int, cells: bytes) -> Files:
    return _book(
        SHEET, b"</sheetData>", b"".join(b'<row r="%d">%s</row>' % (n, cells) for n in range(3, count + 3))
    )


def _row(cells: bytes) -> Files:
    return _book(SHEET, b"</sheetData>", b'<row r="3">' + cells + b"</row>")


def _long(text: bytes) -> bytes:
    return b'<c t="inlineStr"><is><t>' + text + b"</t></is></c>"


SMILE = "😀".encode()
FORMAT = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
# Refused at a look; each took 1 to 7 GB when the reader was let loose on it.
SWOLLEN: dict[str, Callable[[], Files]] = {
    "ten million cells in a row": lambda: _row(b"<c><v>1</v></c>" * 10 * M),
    "cells within cells": lambda: _row(b"<c>" * 5 * M + b"</c>" * 5 * M),
    "one text of 150 MB": lambda: _row(_long(b"a" * 150 * M)),
    "an attribute of 50 MB": lambda: _book(SHEET, b"</sheetData>", b'<row r="3" x="' + b"a" * 50 * M + b'"/>'),
    "eight million merged ranges": lambda: _book(SHEET, b"</worksheet>", b"<mergeCells>" + b'<mergeCell ref="A2:A2"/>' * 8 * M + b"</mergeCells>"),
    "four million validations": lambda: _book(SHEET, b"</worksheet>", b"<dataValidations>" + b'<dataValidation sqref="A1"/>' * 4 * M + b"</dataValidations>"),
    "three million formats": lambda: _book(STYLES, b"</cellXfs>", FORMAT * 3 * M),
    "styles within styles": lambda: _book(STYLES, b"</fonts>", b"<a>" * M + b"</a>" * M),
    "a million names": lambda: _book("xl/workbook.xml", b"</workbook>", b"<definedNames>" + b'<definedName name="a">A1</definedName>' * M + b"</definedNames>"),
    "ten million shared texts": lambda: _texts(b"<si><t>a</t></si>" * 10 * M),
    "150 MB of shared texts": lambda: _texts((b"<si><t>" + SMILE + b"x" * 30_000 + b"</t></si>") * 5_000),
}  # fmt: skip


def _observations(line: str, count: int) -> Files:
    return {"observations.csv": (",".join(HEADER) + "\n" + line * count).encode()[: 32 * M]}


# What may be delivered, as large as it may be, or a little larger.
LARGE: dict[str, Callable[[], Files]] = {
    "a million rows of three": lambda: _rows(M, b"<c><v>1</v></c>" * 3),
    "a million rows of formatted blanks": lambda: _rows(M, b"<c/>" * 14),
    "200,000 rows, all wrong": lambda: _rows(200_000, b"<c><v>1</v></c>" * 14),
    "wide rows of texts": lambda: _rows(100_000, _long(b"abcdefghabcdefgh") * 28),
    "long texts": lambda: _rows(6_000, _long(b"x" * 30_000)),
    "long texts with a smile": lambda: _rows(6_000, _long(SMILE + b"x" * 30_000)),
    "a million hidden rows": lambda: _book(SHEET, b"</sheetData>", b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(3, M))),
    "formulas without values": lambda: _rows(200_000, b"<c><f>A1+1</f></c>" * 10),
    "short cells": lambda: _observations("1,2,3,4,5,6,7,8,9,a,b,c,d,e\n", 1_200_000),
    "three million different cells": lambda: {"observations.csv": (",".join(HEADER) + "\n" + "\n".join(",".join(str(n * 14 + k) for k in range(14)) for n in range(214_000))).encode()},
    "200,000 sound rows": lambda: {"observations.csv": as_csv(sheet(*(row(indicator="1", period="2025Q1", value=f"{n % 100}.{n % 97:02d}", reporter=f"局{n}") for n in range(200_000)))).encode()},
    "long notes in UTF-16": lambda: {"observations.csv": ("\t".join(HEADER) + "\n" + ("1\t2025Q1\t\t37.3\t\t\t%\t县财政局\t\t\t\t\t" + "说明" * 30 + "\t\n") * 200_000).encode("utf-16")[: 32 * M]},
    "notes with a smile": lambda: _observations("1,2025Q1,,37.3,,,%,县财政局,,,,,😀" + "x" * 3000 + ",\n", 10_500),
    "quotation marks": lambda: _observations('"' * M, 31),
    "a header of millions": lambda: {"observations.csv": b"a," * 15 * M},
    "99 MB": lambda: {"observations.csv": (",".join(HEADER) + "\n").encode() + b"1,2\n" * 24 * M},
    "settings of 99 MB": lambda: {"release.yml": b"a: 1\n" * 20 * M},
    "settings within settings": lambda: {"release.yml": b"[" * 250_000},
    "a summary of 30 MB": lambda: {"summary.zh.md": "说明。\n".encode() * 3 * M},
    "five files of 19 MB": lambda: dict.fromkeys(("risks.csv", "problems.csv", "milestones.csv", "surveys.csv", "explanations.csv"), ("id,risk_zh,state\n" + "".join(f"R{n},r{n},{n}\n" for n in range(900_000))).encode()[: 19 * M]),
    "four workbooks": lambda: dict.fromkeys(("资金.xlsx", "任务进展.xlsx", "解读.xlsx", "风险.xlsx"), _rows(400_000, b"<c><v>1</v></c>" * 7)[BOOK]),
    "unknown workbooks": lambda: dict.fromkeys((f"x{n}.xlsx" for n in range(6)), _rows(200_000, b"<c><v>1</v></c>" * 14)[BOOK]),
}  # fmt: skip
