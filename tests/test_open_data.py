"""The open data are read back with other people's tools: frictionless, pandas, openpyxl, jsonschema."""

import csv
import hashlib
import io
import json
import re
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import frictionless
import jsonschema
import openpyxl
import pandas as pd
import pytest

from generator.domain.assessment import Report
from generator.domain.sheet import Figure, cell_words
from generator.publish.workbooks.data_files import workbook_bytes
from generator.render.identifiers import urn, web_address
from generator.workflows.build import BuildParts, Checked, Options, gather


@pytest.fixture(scope="module")
def gathered(checked: Checked, reports: list[Report]) -> BuildParts:
    return gather(checked, reports, Options(Path("unused"), only=frozenset({"data"})))


@pytest.fixture(scope="module")
def workbooks(gathered: BuildParts) -> Mapping[str, bytes]:
    return {path: workbook_bytes(book) for path, book in gathered.data.workbooks.items()}


@pytest.fixture(scope="module")
def folder(gathered: BuildParts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files on a disk, as the site has them."""
    out = tmp_path_factory.mktemp("open")
    for path, text in gathered.files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(text.encode("utf-8"))
    return out


def table(gathered: BuildParts, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gathered.files[path].lstrip("\ufeff"), newline="")))


# --- the data package -----------------------------------------------------------------------------
@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.filterwarnings("ignore")
def test_frictionless_reads_every_table_and_finds_nothing_wrong(folder: Path) -> None:
    report = frictionless.validate(str(folder / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "type", "note"])[:5]
    assert len(report.tasks) >= 18


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_a_changed_value_a_strange_code_and_a_lost_area(
    folder: Path, tmp_path: Path
) -> None:
    """The schema says something: each of three faults is found."""
    for fault, (old, new) in {
        "hash-count": ("", ""),
        "type-error": (",percent,", ",percent,"),
        "constraint-error": (",self,", ",nobody,"),
        "foreign-key": (",county,", ",nowhere,"),
    }.items():
        copy = tmp_path / fault
        for source in (folder / "data").rglob("*"):
            if source.is_file():
                (copy / source.relative_to(folder / "data")).parent.mkdir(parents=True, exist_ok=True)
                (copy / source.relative_to(folder / "data")).write_bytes(source.read_bytes())
        path = next(copy.glob("*/observations.csv"))
        text = path.read_text(encoding="utf-8")
        if fault == "type-error":
            text = re.sub(r",(\d+\.\d+),percent,", ",about \\1,percent,", text, count=1)
        elif fault == "hash-count":
            text = re.sub(
                r",(\d)(\d*\.\d+),percent,", lambda m: f",{9 - int(m[1])}{m[2]},percent,", text, count=1
            )
        else:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8", newline="")
        report = frictionless.validate(str(copy / "datapackage.json"))
        kinds = {row[0] for row in report.flatten(["type"])}
        wanted = {"hash-count"} if fault == "hash-count" else {fault}
        assert kinds & wanted, (fault, kinds)


def test_the_package_says_what_it_is(
    package: dict[str, object], reports: list[Report], checked: Checked
) -> None:
    report = reports[-1]
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "demonstration" in package["keywords"] and "演示数据" in str(package["description"])
    assert package["licenses"][0]["path"] == checked.project.settings.licence["url"]
    assert re.fullmatch("[-a-zA-Z0-9._]+", package["licenses"][0]["name"])
    assert len(package["sources"]) == 2
    assert package["created"].startswith(report.release.published.isoformat())
    names = [r["name"] for r in package["resources"]]
    assert len(names) == len(set(names)) and all(re.fullmatch("[-a-z0-9._/]+", n) for n in names)
    assert not any(r["path"].startswith(("/", "..")) for r in package["resources"])
    described = [f for r in package["resources"] for f in r["schema"]["fields"]]
    undescribed = {f["name"] for f in described if "description" not in f}
    assert all(
        re.fullmatch(r"\d{4}(Q[1-4])?|column|type|code|meaning_(zh|en)", name) for name in undescribed
    ), undescribed


def test_the_checksums_are_those_of_the_files(package: dict[str, object], folder: Path) -> None:
    for resource in package["resources"]:
        data = (folder / "data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()


def test_the_codebook_explains_every_column_and_every_code(gathered: BuildParts) -> None:
    lines = table(gathered, "data/codebook.csv")
    assert all(line["meaning_zh"] and line["meaning_en"] for line in lines)
    assert not any(re.search("[\u4e00-\u9fff]", line["meaning_en"]) for line in lines)
    columns = {line["column"] for line in lines}
    codes: dict[str, set[str]] = {}
    for line in lines:
        if line["code"]:
            codes.setdefault(line["column"], set()).add(line["code"])
    assert codes["obs_status"] == set("APEBLMOQ")
    for path in gathered.files:
        if path.endswith(".csv") and "codebook" not in path:
            for row in table(gathered, path):
                assert {c for c in row if not re.fullmatch(r"\d{4}(Q[1-4])?", c)} <= columns, path
                for column in codes.keys() & row.keys():
                    assert row[column] in codes[column] | {""}, (path, column, row[column])


# --- pandas and workbooks -------------------------------------------------------------------------
def test_pandas_reads_numbers_as_numbers_and_the_very_values(
    gathered: BuildParts, reports: list[Report]
) -> None:
    report = reports[-1]
    path = f"data/{report.quarter}/observations.csv"
    frame = pd.read_csv(
        io.StringIO(gathered.files[path].lstrip("\ufeff")), dtype={"indicator": "str", "period": "str"}
    )
    assert frame["value"].dtype == "float64"
    assert frame["demonstration"].all()
    newest = {
        (o.indicator, str(o.period), o.area, o.origin): o for d in report.deliveries for o in d.observations
    }
    assert len(frame) == len(newest)
    for line in frame.itertuples():
        value = newest[(line.indicator, line.period, line.area, line.origin)].value
        assert (pd.isna(line.value) and value is None) or line.value == float(value)
    assert (frame["value"] < 0).any(), "the demonstration has a negative value"


def test_a_workbook_holds_the_table_of_its_csv(gathered: BuildParts, workbooks: Mapping[str, bytes]) -> None:
    assert {p.removesuffix(".xlsx") for p in workbooks} == {
        p.removesuffix(".csv") for p in gathered.files if re.fullmatch(r"data/\d{4}Q\d/.*\.csv", p)
    }
    for path, data in workbooks.items():
        rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows())
        lines = list(
            csv.reader(
                io.StringIO(gathered.files[path.replace(".xlsx", ".csv")].lstrip("\ufeff"), newline="")
            )
        )
        assert len(rows) == len(lines), path
        for row, line in zip(rows, lines, strict=True):
            for cell, words in zip(row, line, strict=True):
                assert same(cell, words), (path, cell.coordinate, cell.value, words)


def same(cell: openpyxl.cell.Cell, words: str) -> bool:
    if cell.value is None:
        return words == ""
    if isinstance(cell.value, bool):
        return words == str(cell.value).lower()
    if isinstance(cell.value, int | float):
        return cell.data_type == "n" and float(words) == float(cell.value)
    if cell.is_date:
        return cell.value.date().isoformat() == words
    return cell.data_type == "s" and cell.value == words


def test_a_workbook_can_be_used_as_it_opens(
    gathered: BuildParts, workbooks: Mapping[str, bytes], reports: list[Report]
) -> None:
    report = reports[-1]
    data = workbooks[f"data/{report.quarter}/observations.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    page, about = book.worksheets
    assert page.freeze_panes == "A2"
    assert "演示数据" in page.oddHeader.center.text and "Demonstration" in page.oddHeader.center.text
    assert "演示数据" in about["A1"].value and "Demonstration" in about["B1"].value
    assert about.max_row >= 4 + 17
    head = [c.value for c in page[1]]
    decimals = {i.id: i.decimals for i in report.plan.indicators}
    checked = 0
    for row in page.iter_rows(min_row=2):
        cell = row[head.index("value")]
        if cell.value is not None:
            places = len(cell.number_format.partition(".")[2])
            assert places >= decimals[row[0].value]
            checked += 1
    assert checked > 1000
    widths = [page.column_dimensions[c.column_letter].width for c in page[1]]
    assert all(8 <= w < 49 for w in widths) and len(set(widths)) > 3


def test_a_workbook_has_the_same_bytes_at_any_time(
    gathered: BuildParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(p for p in gathered.data.workbooks if p.endswith("milestones.xlsx"))
    book = gathered.data.workbooks[path]
    first = workbook_bytes(book)
    tomorrow = time.time() + 86_400
    monkeypatch.setattr("time.time", lambda: tomorrow)  # whence a zip's own clock is set
    assert workbook_bytes(book) == first
    with zipfile.ZipFile(io.BytesIO(first)) as made:
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = made.read("docProps/core.xml").decode()
    assert re.findall(r"(\d{4}-\d\d-\d\d)T", core) == [book.published.isoformat()] * 2


def test_a_text_never_becomes_a_formula_and_a_number_stays_one(gathered: BuildParts) -> None:
    path = next(p for p in gathered.data.workbooks if p.endswith("funds.xlsx"))
    book = gathered.data.workbooks[path]
    row = list(book.sheet.rows[0])
    columns = list(book.sheet.columns)
    bad = ["=1+1", "+1", "-1.4", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1+1", "\x00=1", "fine"]
    row[columns.index("planned")] = Figure(Decimal("-1.4"), 1)
    rows = []
    for words in bad:
        row[columns.index("name_en")] = words
        rows.append(tuple(row))
    page = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(replace(book, sheet=replace(book.sheet, rows=rows))))
    ).worksheets[0]
    for words, line in zip(bad, page.iter_rows(min_row=2), strict=True):
        text, number = line[columns.index("name_en")], line[columns.index("planned")]
        assert text.data_type == "s" and text.value == cell_words(words)
        assert not text.value.startswith(("=", "+", "-", "@", "＝", "\t", "\r", "\x00"))
        assert (number.data_type, number.value, number.number_format) == ("n", -1.4, "0.0")


# --- the interface --------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def api(gathered: BuildParts) -> dict[str, dict[str, object]]:
    return {
        p.removeprefix("api/v1/"): json.loads(t) for p, t in gathered.files.items() if p.startswith("api/v1/")
    }


def test_every_file_of_the_interface_is_as_its_schema_says(api: Mapping[str, dict[str, object]]) -> None:
    files = [name for name in api if "/" not in name]
    assert {f"schema/{name.replace('.json', '.schema.json')}" for name in files} == {
        n for n in api if "/" in n
    }
    for name in files:
        schema = api[api[name]["schema"]]
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(api[name])
        if name != "index.json":
            record = schema["properties"]["data"]["items"]
            for entry in api[name]["data"]:
                assert set(entry) == set(record["properties"]) == set(record["required"]), name


def test_the_schemas_refuse_what_is_wrong(api: Mapping[str, dict[str, object]]) -> None:
    for name, key, value in (
        ("observations", "value", "12.5"), ("observations", "obs_status", "Z"), ("assessments", "status", "fine"),
        ("indicators", "decimals", -1), ("milestones", "days_overdue", "3"), ("areas", "whole", "yes"),
    ):  # fmt: skip
        wrong = json.loads(json.dumps(api[f"{name}.json"]))
        wrong["data"][0][key] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, api[f"schema/{name}.schema.json"])


def test_the_index_leads_to_every_collection(
    api: Mapping[str, dict[str, object]], reports: list[Report]
) -> None:
    index = api["index.json"]
    assert {c["name"] for c in index["collections"]} == {
        "indicators", "observations", "assessments", "milestones", "funds", "areas", "revisions",
    }  # fmt: skip
    for collection in index["collections"]:
        assert len(api[collection["path"]]["data"]) == collection["records"]
    assert index["demonstration"] is True
    assert index["quarter"] == str(reports[-1].quarter)


def test_the_interface_says_what_the_report_says(
    api: Mapping[str, dict[str, object]], reports: list[Report]
) -> None:
    report = reports[-1]
    for entry in api["assessments.json"]["data"]:
        of = report.indicators[entry["indicator"]]
        assert entry["status"] == of.status.value
        assert entry["value"] == (None if of.now.judgement.value is None else float(of.now.judgement.value))
    assert len(api["revisions.json"]["data"]) == len(report.revisions) > 0
    hidden = [e for e in api["observations.json"]["data"] if e["obs_status"] == "Q"]
    assert hidden and all(e["value"] is None for e in hidden)


# --- names ----------------------------------------------------------------------------------------
def test_names_stay_and_differ() -> None:
    assert (
        urn("data", "example", "1")
        == urn("data", "example", "1")
        == "urn:uuid:" + urn("data", "example", "1")[9:]
    )
    assert urn("a", "bc") != urn("ab", "c")
    assert re.fullmatch(
        "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", urn("x")
    )


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "//evil",
        "data:text/html,x",
        "https://",
        'https://x/"onload=',
        "ht\ntps://x",
        "",
        "x",
        "https://x/ y",
    ],
)
def test_only_an_address_of_the_web_is_linked(text: str) -> None:
    assert web_address(text) == ""


def test_an_address_of_the_web_is_linked() -> None:
    assert (
        web_address("https://www.example.gov.cn/jibao/?a=1&b=2#c")
        == "https://www.example.gov.cn/jibao/?a=1&b=2#c"
    )
