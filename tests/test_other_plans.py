"""Another plan as principal builds without a change of code: Heze City's opinions, which have 27
tasks in six areas, no townships, no milestones, no funds and no printed baseline."""

import html
import re
import shutil
from pathlib import Path

import pytest

from generator.domain.assessment import Report, Status
from generator.domain.errors import UsageError
from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of

ROOT = Path(__file__).resolve().parent.parent
CASE = Path(__file__).parent / "cases" / "heze"
FONTS = ROOT / ".fonts"
CHENGWU = re.compile("成武|chengwu", re.IGNORECASE)
PRINTED_FIGURES, IMPLIED = 31, 14


def make(folder: Path, quarters: bool = True) -> Path:
    """A project: Heze's plan as it stands, and the case's quarter."""
    shutil.copytree(ROOT / "data" / "plans" / "heze", folder / "data" / "plans" / "heze")
    shutil.copyfile(CASE / "data" / "site.yml", folder / "data" / "site.yml")
    if quarters:
        shutil.copytree(CASE / "data" / "quarters", folder / "data" / "quarters")
    if FONTS.is_dir():
        (folder / ".fonts").symlink_to(FONTS.absolute(), target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("heze"))


@pytest.fixture(scope="module")
def report(project: Path) -> Report:
    checked = check_project(project)
    # The case reports a part of the plan, and says nothing of the rest.
    assert [(f.code, f.args["period"]) for f in checked.findings] == [("E37-indicator-missing", "2025")]
    return reports_of(checked)[-1]


@pytest.fixture(scope="module")
def gathered(project: Path) -> BuildParts:
    checked = check_project(project)
    return gather(checked, reports_of(checked), Options(project / "public"))


def pages(gathered: BuildParts, lang: str) -> dict[str, str]:
    site = next(s for s in gathered.rendered if s.lang == lang)
    return {path: text for path, text in site.files.items() if path.endswith(".md")}


def plain(text: str) -> str:
    """What a reader sees, with entities and Markdown escapes resolved."""
    return re.sub(r"\\([^\w\s])", r"\1", html.unescape(re.sub(r"<[^>]+>", "", text)))


def test_without_a_quarter_it_checks_clean_and_says_that_nothing_can_be_built(tmp_path: Path) -> None:
    project = make(tmp_path / "empty", quarters=False)
    checked = check_project(project)
    assert [(f.code, f.blocking) for f in checked.findings] == [("E06-no-quarter", False)]
    assert checked.project.references == ()
    with pytest.raises(UsageError, match="no quarter"):
        build(project, Options(project / "public"))
    assert not (project / "public").exists()


def test_the_quarter_reports_every_quantified_target(report: Report) -> None:
    plan = report.plan
    assert (plan.id, plan.years, plan.baseline_year) == ("heze", (2024, 2025), None)
    assert (len(plan.measures), len(plan.targets)) == (27, 96)
    assert len(plan.objectives) - sum(o.id == "overall" for o in plan.objectives) >= 6
    assert (plan.sub_areas, plan.milestones, plan.works) == ((), (), ())
    assert len(plan.headline) == PRINTED_FIGURES + IMPLIED
    reported = {o.indicator for o in report.delivery.observations if o.value is not None}
    assert reported == {i.id for i in plan.headline}
    assert report.release.demonstration


def test_it_is_judged_by_the_same_rules_and_context_is_never_coloured(report: Report) -> None:
    found = {of.status for of in report.indicators.values()}
    assert {Status.MET, Status.BEHIND, Status.OFF_TRACK, Status.NOT_ASSESSABLE} <= found
    never = [i for i in report.plan.headline if i.direction in ("context", "disputed")]
    assert len(never) >= 5
    assert {report.indicators[i.id].status for i in never} == {Status.NOT_ASSESSABLE}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_hold_27_tasks_in_six_areas(gathered: BuildParts, lang: str) -> None:
    plan, found = gathered.report.plan, pages(gathered, lang)
    with_tasks = list(dict.fromkeys(m.objective for m in plan.measures))
    assert len(with_tasks) == 6
    told = 0
    for area in with_tasks:
        text = plain(found[f"objectives/{area}/index.md"])
        for measure in (m for m in plan.measures if m.objective == area):
            assert (measure.title.zh if lang == "zh" else measure.title.en) in text
            told += 1
    assert told == 27
    for indicator in plan.indicators:
        assert f"indicators/{indicator.id}/index.md" in found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_of_ours_speaks_of_another_place(gathered: BuildParts, lang: str) -> None:
    for path, text in pages(gathered, lang).items():
        assert not CHENGWU.search(plain(text)), path
    for job in gathered.bulletins.values():
        assert not CHENGWU.search(job.html)
    for name, text in gathered.files.items():
        assert not CHENGWU.search(name + text), name


def test_every_page_has_its_twin_and_no_empty_part(gathered: BuildParts) -> None:
    zh, en = pages(gathered, "zh"), pages(gathered, "en")
    assert set(zh) == set(en)
    assert not [p for p in zh if p.split("/")[0] in ("townships", "funds", "city")]
    assert "The grades: ." not in en["evaluation/index.md"]
    assert "0 of 0" not in en["milestones/index.md"]
    assert "does not say that the first unit" not in en["units/index.md"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_bulletin_of_the_whole_area_renders(gathered: BuildParts, lang: str) -> None:
    assert sorted(gathered.bulletins) == [
        f"bulletins/2025Q4/heze-2025Q4-city.{code}.pdf" for code in ("en", "zh")
    ]
    text = html.unescape(gathered.bulletins[f"bulletins/2025Q4/heze-2025Q4-city.{lang}.pdf"].html)
    plan = gathered.report.plan
    assert plan.document_number in text
    for indicator in plan.headline:
        assert (indicator.short.zh if lang == "zh" else indicator.short.en) in text
    for wrong in ("Of 0 milestones", ">None<", "{{", "{%"):
        assert wrong not in re.sub(r'src="data:[^"]+"', "", text), wrong
    if lang == "en":
        assert not re.search("[0-9>]级", text), "a Chinese unit in an English bulletin"


@pytest.mark.site
def test_the_site_is_built(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    build(project, Options(out, only=frozenset({"site"})))
    found = {p.relative_to(out).as_posix() for p in out.rglob("index.html")}
    zh = {p for p in found if not p.startswith(("en/", "assets/"))}
    assert zh == {p.removeprefix("en/") for p in found if p.startswith("en/")}
    assert "菏泽市" in (out / "index.html").read_text(encoding="utf-8")
    assert "Heze City" in (out / "en" / "index.html").read_text(encoding="utf-8")


@pytest.mark.pdf
@pytest.mark.skipif(not FONTS.is_dir(), reason="the bootstrap has not fetched the fonts")
def test_its_bulletin_is_printed(project: Path, tmp_path: Path) -> None:
    build(project, Options(tmp_path / "public", only=frozenset({"bulletins"})))
    made = sorted(p.name for p in (tmp_path / "public").rglob("*.pdf"))
    assert made == ["heze-2025Q4-city.en.pdf", "heze-2025Q4-city.zh.pdf"]
