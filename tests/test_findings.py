"""Every code that the program raises has words in both languages, and every word is filled in."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from amended_ground import area, read, target, three_quarters, two_quarters, write
from archive_ground import county, seal
from intake_files import FILES
from intake_ground import PROJECT, Case, as_csv, check_project, write_delivery
from intake_import import import_findings
from intake_layout import LAYOUT
from intake_rows import BYTES, ROWS
from intake_values import VALUES
from intake_workbooks import WORKBOOKS

from generator.check.columns import read_column
from generator.check.contacts import check_contacts, check_receipts
from generator.check.deliveries import check_deliveries
from generator.check.forgotten import check_forgotten
from generator.check.giveaways import Giveaways
from generator.check.glyphs import check_glyphs
from generator.check.ids import unsure_ids
from generator.check.observations import indicator_reader
from generator.check.plan import check_plan
from generator.check.release import NO_RELEASE, check_days
from generator.check.sealing import (
    check_demonstration,
    check_differencing,
    check_personal_data,
    check_samples,
    check_sign_off,
)
from generator.domain.delivery import Delivery, Observation, RawDelivery, Table
from generator.domain.distribution import Receipt
from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.plan import Plan
from generator.domain.text import LANGS, Lang, Text
from generator.load import deliveries as load_deliveries
from generator.load.contacts import load_contacts, load_receipts
from generator.load.csv_rows import MOST_CELLS, read_records
from generator.load.decoding import LARGEST_FILE, Decoded
from generator.load.plan import load_plan
from generator.load.project import load_project
from generator.load.samples import sample_texts
from generator.load.sources import project_sources
from generator.load.tables import read_table
from generator.load.vocabulary import load_vocabulary
from generator.publish.output.scaffold import EXAMPLE
from generator.render.reports.check_report import (
    as_json,
    as_sarif,
    as_text,
    codes_page,
    escape_markdown,
    in_order,
)
from generator.wording.findings import CATALOGUE, FindingText, describe, visible
from generator.workflows import build

CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
FILE_KINDS = load_vocabulary(PROJECT / "data" / "vocabulary").files
ALWAYS = {"value", "row", "column", "file"}
# Codes are put together from a column's name in one place only.
BUILT = {"E16-origin", "E16-obs_status", "E16-missing_reason"}
HOSTILE = "<img src=x>|`*_\x1b[31m\u202e{value}\n# ]("


def raised_in_the_code() -> set[str]:
    pattern = re.compile(r'"([EP][0-9]{2}-[a-z0-9_-]+)"')
    sources = [
        p for room in ("load", "check", "domain") for p in (PROJECT / "generator" / room).rglob("*.py")
    ]
    return {code for p in sources for code in pattern.findall(p.read_text(encoding="utf-8"))}


@cache
def real_findings(tmp: Path) -> tuple[Finding, ...]:
    """Every finding of every case of the intake, and of a plan with faults."""
    found: list[Finding] = []
    for number, case in enumerate((*VALUES, *ROWS, *BYTES)):
        found += _of_case(case, tmp / f"c{number}")
    for number, other in enumerate((*FILES, *WORKBOOKS, *LAYOUT)):
        project = tmp / f"f{number}"
        for quarter, files in (("2024Q4", other.earlier), ("2025Q1", other.files)):
            if files:
                data = {n: d if isinstance(d, bytes) else d.encode() for n, d in files.items()}
                write_delivery(project, quarter, data)
        (project / "data" / "quarters" / "2025Q1").mkdir(parents=True, exist_ok=True)
        found += check_project(project)[1]
    found += [*_of_plan(tmp / "plans"), *_of_the_disk(tmp / "disk"), *import_findings(tmp / "import")]
    found += _of_what_was_forgotten()
    return (*found, *_of_a_release(tmp / "release"), *_of_contacts(tmp / "contacts.csv"))


def _of_what_was_forgotten() -> Sequence[Finding]:
    """A quarter that is the last one under another name, and one that leaves out what stood there."""
    project = load_project(PROJECT, Period.quarter(2026, 3))
    assert project.plan is not None
    deliveries, _ = check_deliveries(project.plan, project.vocabulary, project.raw)
    last, later = deliveries[-1], Period.quarter(2026, 4)
    moved = tuple(replace(o, period=later) for o in last.observations if o.period == last.quarter)
    copy, files = replace(last, quarter=later, observations=moved), {later: {"observations": Place("o.csv")}}
    return [
        f
        for one in (copy, replace(copy, observations=(), milestones=(), funds=()))
        for f in check_forgotten(project.plan, [*deliveries, one], files)
    ]


def _of_case(case: Case, project: Path) -> Sequence[Finding]:
    if case.earlier:
        write_delivery(project, "2024Q4", {"observations.csv": as_csv(case.earlier).encode()})
    data = case.data if isinstance(case.data, (str, bytes)) else as_csv(case.data)
    encoded = data.encode() if isinstance(data, str) else data
    write_delivery(project, "2025Q1", {"observations.csv": encoded})
    return check_project(project)[1]


def _of_plan(plans: Path) -> Sequence[Finding]:
    folder = plans / "chengwu"
    shutil.copytree(PROJECT / "data" / "plans" / "chengwu", folder)
    for name, before, after in (
        ("plan.yml", "first_quarter: 2024Q4", "first_quarter: soon"),
        ("plan.yml", "issued: 2024-10-09", "issued: autumn"),
        ("plan.yml", "document_number:", "number:"),
        ("plan.yml", 'behind: "0.60"', 'behind: "most"'),
        ("plan.yml", "small_count: 5", "small_count: yes"),
        ("works.csv", "\nW1,1,", "\nW1,one,"),
        ("indicators.csv", ",min,", ",minimum,"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text, (name, before)
        (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    plan, findings = load_plan(plans, "chengwu")
    assert plan is None
    return [*findings, *_of_a_plan_against_itself()]


def _of_a_plan_against_itself() -> Sequence[Finding]:
    plan, _ = load_plan(PROJECT / "data" / "plans", "chengwu")
    assert plan is not None
    first, second, *others = plan.units
    broken = replace(
        plan,
        units=(replace(first, slug="../x"), replace(second, id=first.id), *others),
        targets=(replace(plan.targets[0], indicator="99"), *plan.targets[1:]),
        thresholds=replace(plan.thresholds, small_count=-1),
        works=(
            *(replace(w, id=own) for w, own in zip(plan.works, ("1", "01", "1-2"), strict=False)),
            *plan.works[3:],
        ),
        areas=(
            replace(plan.areas[0], name=Text("成武\u200b县", "x")),
            *plan.areas[1:],
            replace(plan.areas[-1], id="funds"),
        ),
    )
    rare = Table("areas.csv", None, {}, [2], {"name_zh": ["😀"]})
    return [
        *check_plan(broken, load_vocabulary(PROJECT / "data" / "vocabulary")),
        *check_glyphs([rare], None, frozenset()),
        *_of_ids(plan),
    ]


def _of_ids(plan: Plan) -> Sequence[Finding]:
    """Ids that a spreadsheet rewrote."""
    table = Table("observations.csv", None, {}, [2, 3], {"indicator": ["1.1", "1月2日"]})
    ids = [replace(i, id=own) for i, own in zip(plan.indicators, ("1.1", "1.10", "1-2"), strict=False)]
    found = [*unsure_ids(table, "indicator", (i.id for i in ids))]
    read_column(table, "indicator", indicator_reader(replace(plan, indicators=tuple(ids))), found)
    return found


def _of_a_release(folder: Path) -> Sequence[Finding]:
    """What stops a release from being sealed."""
    plan, _ = load_plan(PROJECT / "data" / "plans", "chengwu")
    assert plan is not None
    cell = Observation(
        **{f.name: "" for f in fields(Observation)}
        | {"indicator": plan.indicators[0].id, "period": Period.quarter(2025, 1), "area": "wenting"}
        | {"place": Place("data/quarters/2025Q1/observations.csv", None, 7)}
    )
    files = [
        ("a/index.html", "11010519491231002X"),
        ("b/index.html", "13812345678"),
        ("c/index.html", "li@hospital.cn"),
        ("d.csv", "姓名\n某\n"),
    ]
    return [
        *check_sign_off(replace(NO_RELEASE, secrecy_review=Text()), "release.yml"),
        *check_personal_data(files),
        *check_differencing([(cell, plan.indicators[0])]),
        *_of_strangers(folder / "strangers"),
        *_of_the_past(folder / "past"),
        *_of_days(),
        *_of_samples(),
        *_of_changes(folder / "changes"),
        *_of_words(plan, replace(cell, value=Decimal(4))),
    ]


def _of_the_past(folder: Path) -> Sequence[Finding]:
    """A sealed quarter: its rows in another order, a cell and rows changed, a file gone and one added;
    and the office's half gone."""
    project = county(folder)
    seal(project, "2026Q1")
    quarter = project / "data" / "quarters" / "2026Q1"
    table = quarter / "observations.csv"
    head, share, *people = table.read_text(encoding="utf-8").splitlines()
    found: list[Finding] = []
    for rows in ([*people, share], [share.replace("60.5", "61"), *people[1:]], [share, *people, people[0]]):
        table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        found += build.check_project(project).findings
    table.unlink()
    (quarter / "risks.csv").write_text("id,class,risk_zh,state\nR1,技术风险,示例,关注\n", encoding="utf-8")
    found += build.check_project(project).findings
    shutil.rmtree(project / "archive" / "example-2026Q1-v1" / "office")
    found = [*found, *build.check_project(project).findings]
    (project / "archive" / "releases.jsonl").unlink()
    return [f for f in (*found, *build.check_project(project).findings) if f.code.startswith("E43")]


def _of_changes(folder: Path) -> Sequence[Finding]:
    """A changed plan: deliveries outside its validity, and validity that contradicts itself."""
    project = three_quarters(folder / "outside")
    rows = read(project, "indicators")
    write(project, "indicators", [*rows[:3], rows[3] | {"valid_to": "2026Q2"}, *rows[4:]])
    rows = read(project, "areas")
    new, old = (
        {**rows[1], "id": code, "aliases": "", "name_zh": code, "name_en": code} for code in ("new", "old")
    )
    write(project, "areas", [*rows, new | {"valid_from": "2026Q4"}, old | {"valid_to": "2026Q1"}])
    table = project / "data" / "quarters" / "2026Q3" / "observations.csv"
    sides = (("2", "乙镇"), ("2", "new"), ("2", "old"))
    lines = [f"{i},2026Q3,{a},60,名,局,,,," for i, a in sides]
    lines += ["4,2026,全县,92,%,局,,,,", "5,2026Q2,全县,12,%,局,,,,", "1,2029Q1,全县,61,%,局,,,,"]
    table.write_text(table.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    found = list(build.check_project(project).findings)
    project = two_quarters(folder / "contradicting")
    target(project, last="")
    rows = read(project, "areas")
    reversed_ = rows[0] | {"valid_from": "2026Q3", "valid_to": "2026Q1"}
    write(project, "areas", [reversed_, rows[1] | {"merged_into": "yi"}, rows[2]])
    found += build.check_project(project).findings
    area(project, into="yi")
    return [*found, *build.check_project(project).findings]


def _of_samples() -> Sequence[Finding]:
    """A sample sentence among real data, as a check and as a release sees it."""
    told = [(Place("data/plans/anle/units.csv", None, 2, "name_zh"), "示例县卫生健康局")]
    samples = sample_texts(EXAMPLE)
    mixed = [Delivery(Period.quarter(2025, n), replace(NO_RELEASE, demonstration=n == 1)) for n in (1, 2)]
    return [
        f
        for sealing in (False, True)
        for f in (*check_samples(told, samples, sealing), *check_demonstration(mixed, sealing))
    ]


def _of_words(plan: Plan, withheld: Observation) -> Sequence[Finding]:
    """A summary that says what is withheld, as a check and as a release sees it."""
    raw = RawDelivery(Period.quarter(2025, 1), "data/quarters/2025Q1", {}, {}, Text("文亭街道4%"))
    giveaways = Giveaways(plan, lambda: [withheld])
    return [f for sealing in (False, True) for f in giveaways.in_delivery(raw, sealing)]


def _of_days() -> Sequence[Finding]:
    """A release sheet with days that cannot be, as a check and as a release sees it."""
    sheet = replace(NO_RELEASE, published=date(2026, 1, 1), delivered=date(2025, 9, 1), demonstration=False)
    ask = [(s, d) for s in (False, True) for d in (date(2025, 8, 1), date(2026, 2, 1))]
    return [f for s, d in ask for f in check_days(sheet, "release.yml", Period.quarter(2025, 3), d, s)]


def _of_strangers(folder: Path) -> Sequence[Finding]:
    """A file that nobody knows and a link, among the sources of a release."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "contacts.csv.bak").touch()
    (folder / "data" / "more").symlink_to(folder)
    project = replace(load_project(PROJECT, Period.quarter(2024, 4)), folder=folder, raw=())
    return project_sources(project, Period.quarter(2024, 4)).findings


def _of_contacts(path: Path) -> Sequence[Finding]:
    """A contact with faults, townships without any, a receipt for what was never sent."""
    plan, _ = load_plan(PROJECT / "data" / "plans", "chengwu")
    assert plan is not None
    head = "area,role,post_zh,post_en,email,copy_to,language,formats,active\n"
    path.write_text(f'{head}wenting,branch,"a\nb",post,甲镇,,zh,pdf,yes\n', encoding="utf-8")
    contacts, found = load_contacts(path, "data/plans/chengwu/contacts.csv")
    receipts = [Receipt("wenting", "chengwu-2024Q4-v1", "2025-02-03", "", "signed.csv", 2)]
    path.write_text("area,release,date\nwenting,,May\n", encoding="utf-8")
    return [
        *found,
        *load_receipts(path, "signed.csv")[1],
        *check_contacts(plan, contacts, "data/plans/chengwu/contacts.csv"),
        *check_receipts(receipts, {"wenting": "wenting"}, {"chengwu-2025Q1-v1": {"wenting"}}, {})[1],
        *check_receipts(receipts, {"wenting": "wenting"}, {}, {})[1],
        *check_receipts(
            receipts,
            {"wenting": "wenting"},
            {"chengwu-2024Q4-v1": {"wenting"}},
            {"chengwu-2024Q4-v1": date(2025, 2, 8)},
        )[1],
    ]


def _of_the_disk(folder: Path) -> Sequence[Finding]:
    """A file that vanishes under our hands, one of absurd size, a folder that is not there, folders and
    links that nobody reads."""
    folder.mkdir()
    gone = load_deliveries.read_file(folder / "gone.csv", "gone.csv")
    large = folder / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    found: tuple[Decoded, ...] = (gone, load_deliveries.read_file(large, "large.csv"))
    asked = load_project(PROJECT, only=(Period.quarter(2099, 1),))
    shutil.copytree(PROJECT / "data", folder / "new" / "data", ignore=shutil.ignore_patterns("20*Q*"))
    without = load_project(folder / "new").findings
    (folder / "quarters" / "2025年第1季度").mkdir(parents=True)
    (folder / "quarters" / "旧数据").mkdir()
    (folder / "quarters" / "2025Q1").symlink_to("/nowhere")
    beside = load_deliveries.other_folders(folder / "quarters")
    wide = read_table(read_records(f"{',' * (MOST_CELLS + 1)}x"), FILE_KINDS["observations"], "wide.csv")[1]
    ragged = "指标编号,统计期,数值,单位,填报单位\n" + "1,2025Q1,3\n" * 1001
    many = read_table(read_records(ragged), FILE_KINDS["observations"], "many.csv")[1][-1:]
    found_here = [finding for decoded in found for finding in decoded.findings]
    return [*found_here, *asked.findings, *without, *beside, *wide, *many]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    return real_findings(tmp_path_factory.mktemp("findings"))


def test_catalogue_and_code_name_the_same_codes() -> None:
    assert raised_in_the_code() | BUILT == set(CATALOGUE)
    assert all(code == entry.code for code, entry in CATALOGUE.items())


def test_every_code_is_raised_by_a_real_fault(findings: tuple[Finding, ...]) -> None:
    assert set(CATALOGUE) - {f.code for f in findings} == set()


def test_severity_is_the_code_s_own(findings: tuple[Finding, ...]) -> None:
    assert {(f.code, f.severity) for f in findings} == {(e.code, e.severity) for e in CATALOGUE.values()}


def test_every_field_of_every_template_is_handed_in(findings: tuple[Finding, ...]) -> None:
    for f in findings:
        entry = CATALOGUE[f.code]
        given = set(f.args) | {"file"} | ({"value"} if f.value is not None else set())
        given |= {name for name in ("row", "column") if getattr(f.place, name) is not None}
        for text in (*_both(entry.message), *_both(entry.fix)):
            # An empty unit or key reads as （空）, and says so.
            assert _fields(text) <= given | {"value"}, (f, text)
        if f.value is None and f.code not in ("E11-wrong-unit", "E15-value-and-reason"):
            assert not any("{value}" in t for t in _both(entry.message)), f


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda e: e.code)
def test_both_languages_say_it(entry: FindingText) -> None:
    for text in (entry.title, entry.message, entry.fix, entry.example):
        assert text.zh.strip()
        assert text.en.strip()
    for text in (entry.title, entry.message, entry.fix):
        assert CJK.search(text.zh), "Chinese"
        assert not CJK.search(text.en), "no Chinese in English"
    for text in (entry.message, entry.fix):
        unshared = {f.removesuffix("_en") for f in _fields(text.en)} ^ {
            f.removesuffix("_en") for f in _fields(text.zh)
        }
        # Names that one language must spell out and the other need not.
        assert unshared <= {"row", "name", "column", "known", "parts", "indicator"}, unshared


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda e: e.code)
def test_a_finding_without_arguments_still_speaks(entry: FindingText) -> None:
    message, fix = describe(Finding(entry.code, entry.severity, Place("f.csv")))
    for text in (message.zh, message.en, fix.zh, fix.en):
        assert text
        assert "{" not in text


def test_an_unknown_code_still_speaks() -> None:
    message, fix = describe(Finding("X99-new", Severity.INFO, Place("f"), args={"a": "b"}))
    assert message.zh == message.en == "X99-new a=b"
    assert fix.zh
    assert fix.en


def test_strangers_text_cannot_play_tricks() -> None:
    finding = Finding("E18-not-a-number", Severity.BLOCKING, Place("f\x1b.csv", None, 3, HOSTILE), HOSTILE)
    for lang in LANGS:
        shown = as_text([finding], lang)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", shown)
        assert "[U+202E]" in shown
        assert "{value}" in shown
    assert json.loads(as_json([finding]))["findings"][0]["value"] == HOSTILE
    assert visible("长" * 500).endswith("…")
    assert escape_markdown("<a>&|*`_#\n[x](y)") == r"&lt;a&gt;&amp;\|\*\`\_\# \[x\](y)"


def test_half_a_surrogate_in_a_file_name_can_be_written() -> None:
    finding = Finding("E06-unknown-file", Severity.ADVISORY, Place("a\udcff.csv"), "\ud800")
    for text in (as_json([finding]), as_sarif([finding]), as_text([finding], "zh")):
        assert text.encode("utf-8")


def test_json_as_the_interface_promises(findings: tuple[Finding, ...]) -> None:
    report = json.loads(as_json(findings))
    keys = ["code", "severity", "file", "sheet", "row", "column", "value"]
    keys += ["message_zh", "message_en", "fix_zh", "fix_en"]
    assert [list(one) for one in report["findings"]] == [keys] * len(findings)
    whole = next(one for one in report["findings"] if one["code"] == "E06-file-missing")
    assert (whole["sheet"], whole["row"], whole["column"], whole["value"]) == (None, None, None, None)
    summary = report["summary"]
    for severity in Severity:
        count = sum(f.severity is severity for f in findings)
        assert summary[severity.value] == count
        assert sum(counts[severity.value] for counts in summary["files"].values()) == count
    assert summary["total"] == len(findings)
    assert json.loads(as_json([])) == {
        "findings": [],
        "summary": {"blocking": 0, "advisory": 0, "info": 0, "total": 0, "files": {}},
    }


def test_sarif_has_a_rule_for_every_result(findings: tuple[Finding, ...]) -> None:
    (run,) = json.loads(as_sarif(findings))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted(CATALOGUE)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == rules[result["ruleIndex"]]["defaultConfiguration"]["level"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
        assert place.get("region", {"startLine": 1})["startLine"] >= 1


@pytest.mark.parametrize("lang", LANGS)
def test_text_report(lang: Lang, findings: tuple[Finding, ...]) -> None:
    report = as_text(findings, lang)
    graver = {f.code for f in findings if f.severity is not Severity.INFO}
    assert all(f" {code}: " in report for code in graver)
    assert report.count("\n      → ") <= len(findings)
    # Every report ends with the sum.
    total = report.rstrip("\n").splitlines()[-1]
    assert total.startswith("合计：" if lang == "zh" else "In all: ")
    assert str(sum(f.blocking for f in findings)) in total
    assert as_text([], lang).strip()


def test_gravest_first_then_down_the_rows() -> None:
    def at(file: str, row: int, severity: Severity) -> Finding:
        return Finding("E18-not-a-number", severity, Place(file, None, row))

    a, b = at("a.csv", 1, Severity.INFO), at("a.csv", 2, Severity.ADVISORY)
    c, d, e = (
        at("b.csv", 9, Severity.BLOCKING),
        at("b.csv", 3, Severity.BLOCKING),
        at("b.csv", 1, Severity.INFO),
    )
    assert in_order([a, b, c, d, e]) == [d, c, e, b, a]


def test_many_alike_are_counted_and_many_notes_folded() -> None:
    faults = [
        Finding("E16-words", Severity.BLOCKING, Place("a.csv", None, n, "数值"), "约") for n in range(50)
    ]
    notes = [Finding("E08-thousands", Severity.INFO, Place("a.csv", None, n), "1,234") for n in range(9)]
    report = as_text([*faults, *notes], "zh")
    assert report.count("E16-words: ") == 20
    assert "另有30处" in report
    assert "千分位已去掉 ×9" in report
    assert as_text(notes[:2], "zh").count("E08-thousands: ") == 2


@pytest.mark.parametrize("lang", LANGS)
def test_reference_page(lang: Lang) -> None:
    page = codes_page(lang)
    assert re.findall(r"^### (\S+)$", page, re.MULTILINE) != []
    assert set(re.findall(r"^### (\S+)$", page, re.MULTILINE)) == set(CATALOGUE)
    assert "<" not in page
    assert not re.search(r"\{[a-z_]+\}", page)


def test_the_reference_page_in_docs_is_up_to_date() -> None:
    kept = (PROJECT / "docs" / "finding-codes.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (\S+)$", kept, re.MULTILINE)) == set(CATALOGUE)
    for lang in LANGS:
        assert codes_page(lang) in kept, "out of date: run `make codes`"


def _both(text: object) -> tuple[str, str]:
    return (text.zh, text.en)  # type: ignore[attr-defined]


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
