"""Faults that only a workbook can have (E03, E06, E12, E17), each with what `check` must say."""

import io
import struct
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zipfile import ZIP_DEFLATED, ZipFile

from intake_ground import HEADER, SOUND, TEXT, FileCase, Formula, as_csv, as_xlsx, row, sheet
from openpyxl import load_workbook

Rows = Sequence[Sequence[object]]
SOUND_BOOK = as_xlsx(指标数据=SOUND)


def formatted(rows: Rows, formats: Mapping[str, str]) -> bytes:
    """A workbook with number formats in some cells."""
    book = load_workbook(io.BytesIO(as_xlsx(指标数据=rows)))
    for address, number_format in formats.items():
        book["指标数据"][address].number_format = number_format
    return _saved(book)


def hidden(data: bytes, *titles: str) -> bytes:
    """The workbook with these sheets hidden."""
    book = load_workbook(io.BytesIO(data))
    for title in titles:
        book[title].sheet_state = "hidden"
    return _saved(book)


def _saved(book: object) -> bytes:
    stream = io.BytesIO()
    book.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The package with parts added or replaced (`__` in a name is `/`, `_dot_` is a full stop)."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, named.pop(info.filename, None) or old.read(info.filename))
        for name, part in named.items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet_xml(data: bytes) -> bytes:
    """The first worksheet's XML."""
    with ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml")


def with_sheet(data: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook with a piece of its first sheet's XML replaced."""
    xml = sheet_xml(data)
    assert before in xml
    return with_parts(data, xl__worksheets__sheet1_dot_xml=xml.replace(before, after, 1))


def encrypted_zip(data: bytes) -> bytes:
    """The package with every part's encryption flag set."""
    changed = bytearray(data)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(magic)
        while start >= 0:
            struct.pack_into("<H", changed, start + at, 1)
            start = changed.find(magic, start + 4)
    return bytes(changed)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100
BOMB = b" " * (201 * 1024 * 1024)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet/>'
FAR = b'<row r="1048000"><c r="XFD1048000"><v>1</v></c></row></sheetData>'


def _case(label: str, files: Mapping[str, str | bytes], *expected: tuple[str, int | None, str | None, str],
          accept: bool = False) -> FileCase:  # fmt: skip
    return FileCase(label, files, expected, accept)


def _refused(label: str, name: str, data: bytes, code: str) -> FileCase:
    return _case(label, {name: data}, (name, None, None, code))


def _value(label: str, value: object, number_format: str, code: str, indicator: str, unit: str) -> FileCase:
    rows = sheet(
        row(indicator=indicator, period="2024" if indicator == "31" else "2025Q1", value="?", unit=unit)
    )
    typed = [[value if c == "?" else c for c in cells] for cells in rows]
    data = formatted(typed, {"D2": number_format} if number_format else {})
    return _case(label, {"指标数据.xlsx": data}, ("指标数据.xlsx", 2, "数值", code))


MONEY = "work,source,in_place,used,problem_zh\n"
WORKBOOKS: tuple[FileCase, ...] = (
    _refused("an old workbook", "指标数据.xls", OLE, "E03-workbook-old"),
    _refused("an et workbook", "指标数据.et", OLE, "E03-workbook-old"),
    _refused("a web table called xls", "指标数据.xls", b"<html><table></table></html>", "E03-workbook-old"),
    _refused("a binary workbook", "指标数据.xlsb", SOUND_BOOK, "E03-workbook-old"),
    _refused("a password", "指标数据.xlsx", LOCKED, "E03-workbook-locked"),
    _refused("a zip with a password", "指标数据.xlsx", encrypted_zip(SOUND_BOOK), "E03-workbook-locked"),
    _refused("macros", "指标数据.xlsm", SOUND_BOOK, "E03-workbook-macros"),
    _refused(
        "hidden macros",
        "指标数据.xlsx",
        with_parts(SOUND_BOOK, xl__vbaProject_dot_bin=b"x"),
        "E03-workbook-macros",
    ),
    _refused(
        "a zip bomb", "指标数据.xlsx", with_parts(SOUND_BOOK, xl__big_dot_xml=BOMB), "E03-workbook-swollen"
    ),
    _refused(
        "a far corner",
        "指标数据.xlsx",
        with_sheet(
            SOUND_BOOK,
            b"</sheetData>",
            b"".join(FAR.replace(b"8000", b"%d" % n).removesuffix(b"</sheetData>") for n in range(8000, 9999))
            + b"</sheetData>",
        ),
        "E03-workbook-swollen",
    ),
    _refused(
        "entities",
        "指标数据.xlsx",
        with_parts(SOUND_BOOK, xl__worksheets__sheet1_dot_xml=LAUGHS),
        "E03-workbook-unreadable",
    ),
    _refused("cut short", "指标数据.xlsx", SOUND_BOOK[:-400], "E03-workbook-unreadable"),
    _refused(
        "broken inside", "指标数据.xlsx", with_sheet(SOUND_BOOK, b"<row", b"<raw"), "E03-workbook-unreadable"
    ),
    _refused(
        "rows that go back",
        "指标数据.xlsx",
        with_sheet(SOUND_BOOK, b'<row r="3"', b'<row r="2"'),
        "E03-workbook-unreadable",
    ),
    _refused("csv called xlsx", "指标数据.xlsx", TEXT.encode(), "E03-workbook-unreadable"),
    _refused("an empty workbook file", "指标数据.xlsx", b"", "E06-empty-file"),
    _case(
        "links",
        {"指标数据.xlsx": with_parts(SOUND_BOOK, xl__externalLinks__externalLink1_dot_xml=b"<x/>")},
        ("指标数据.xlsx", None, None, "E03-workbook-links"),
        accept=True,
    ),
    _case(
        "csv and workbook",
        {"observations.csv": TEXT, "指标数据.xlsx": SOUND_BOOK},
        ("指标数据.xlsx", None, None, "E06-same-file"),
        accept=True,
    ),
    _case(
        "a last version beside it",
        {"observations.csv": TEXT, "2025Q1终稿.xlsx": as_xlsx(指标数据=SOUND)},
        ("observations.csv", None, None, "E06-file-twice"),
        ("2025Q1终稿.xlsx", None, None, "E06-file-twice"),
    ),
    _case(
        "another clerk's workbook",
        {
            "observations.csv": TEXT,
            "指标数据-财政局.xlsx": as_xlsx(Sheet1=[HEADER, row(indicator="2", value="90.5")]),
        },
        ("指标数据-财政局.xlsx", None, None, "E06-files-merged"),
        accept=True,
    ),
    _case(
        "another clerk says another figure",
        {
            "observations.csv": TEXT,
            "指标数据-财政局.csv": as_csv(sheet(row(indicator="2", value="90.5"), row(value="38"))),
        },
        ("指标数据-财政局.csv", None, None, "E06-files-merged"),
        ("指标数据-财政局.csv", 3, "指标编号", "E21-files-contradict"),
    ),
    _case(
        "another clerk repeats a row",
        {
            "observations.csv": TEXT,
            "指标数据 (1).csv": as_csv(sheet(row(indicator="2", value="90.5"), row())),
        },
        ("指标数据 (1).csv", None, None, "E06-files-merged"),
        ("指标数据 (1).csv", 3, "指标编号", "E21-same-in-both"),
        accept=True,
    ),
    _case(
        "two clerks' money",
        {
            "observations.csv": TEXT,
            "资金.csv": MONEY + "W1,省级,100,50,\n",
            "资金-县财政局.csv": MONEY + "W1,省级,90,50,\n",
        },
        ("资金-县财政局.csv", None, None, "E06-files-merged"),
        ("资金-县财政局.csv", 2, "work", "E21-files-contradict"),
    ),
    _case(
        "something about money",
        {
            "observations.csv": TEXT,
            "资金管理办法.csv": "第一条,总则\n",
            "项目资金.xlsx": as_xlsx(Sheet1=[["第一条"]]),
        },
        ("资金管理办法.csv", None, None, "E06-unknown-file"),
        ("项目资金.xlsx", None, None, "E06-unknown-file"),
        accept=True,
    ),
    _case(
        "two sheets of one kind",
        {"一季度.xlsx": as_xlsx(指标数据=SOUND, observations=SOUND)},
        ("一季度.xlsx", None, None, "E06-same-file"),
        accept=True,
    ),
    _case(
        "a stranger's workbook",
        {"observations.csv": TEXT, "通讯录.xlsx": as_xlsx(Sheet1=[["姓名", "科室"]])},
        ("通讯录.xlsx", None, None, "E06-unknown-file"),
        accept=True,
    ),
    _case(
        "sheets without names",
        {"指标数据.xlsx": as_xlsx(Sheet1=SOUND, Sheet2=SOUND)},
        ("指标数据.xlsx", None, None, "E06-which-sheet"),
    ),
    _case(
        "a draft beside it",
        {"指标数据.xlsx": as_xlsx(指标数据=SOUND, 草稿=SOUND, Sheet3=[])},
        ("指标数据.xlsx", None, None, "E06-unknown-sheet"),
        accept=True,
    ),
    _case(
        "hidden sheets",
        {"指标数据.xlsx": hidden(as_xlsx(指标数据=SOUND, 资金=[["x"]], 选项=[["自查"]]), "资金", "选项")},
        ("指标数据.xlsx", None, None, "E06-hidden-data"),
        ("指标数据.xlsx", None, None, "E06-hidden-sheet"),
    ),
    _case(
        "a formula without its value",
        {"指标数据.xlsx": as_xlsx(指标数据=[HEADER, [*row()[:4], Formula("=A2*3"), "1000", *row()[6:]]])},
        ("指标数据.xlsx", 2, "分子", "E17-formula-without-value"),
        ("指标数据.xlsx", 2, "分子", "E18-not-a-number"),
        ("指标数据.xlsx", 2, "分子", "E27-part-missing"),
    ),
    _value("a ratio turned into a time", time(8, 1), "", "E12-ratio-as-time", "5", ":1"),
    _value("a ratio turned into a span", timedelta(hours=30, minutes=1), "", "E12-ratio-as-time", "5", ":1"),
    _value("a ratio turned into a date", datetime(2025, 1, 2), "", "E12-ratio-as-time", "5", ":1"),  # noqa: DTZ001
    _value("a share turned into a date", datetime(2025, 1, 2), "", "E12-time-or-date", "1", "%"),  # noqa: DTZ001
    _value("a percent sign for permille", 0.0456, "0.0%", "E11-wrong-sign", "31", "‰"),
    _value("a formula's error", "#DIV/0!", "", "E17-excel-error", "1", "%"),
    _case(
        "other kinds in one workbook",
        {
            "2025年一季度.xlsx": as_xlsx(
                指标数据=SOUND,
                资金=[["资金情况"], ["项目编号", "资金来源", "到位", "支出"], ["W1", "省级", 100, 120]],
            )
        },
        ("2025年一季度.xlsx", 1, None, "E05-header-below"),
        ("2025年一季度.xlsx", 3, "支出", "E32-used-over-in-place"),
    ),
)
