"""A quarter that is released anew: when it may be, what it tells in each language, and that nothing that was
dated before gets another date."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.archive.ledger import line_of, parse_ledger, read_ledger, read_line
from generator.domain.distribution import Addressee
from generator.domain.errors import UsageError
from generator.domain.period import Period
from generator.domain.release import SealedRelease, Withdrawal
from generator.domain.text import LANGS
from generator.load.catalogue import load_catalogue
from generator.render.presenter import other_language
from generator.render.site.feed import feed
from generator.render.site.release_banner import banner
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildObserver
from generator.workflows.release import rehearse, release
from generator.workflows.withdraw import WithdrawalOrder, withdraw
from tests.archive_ground import ROOT, TODAY, archive_of, county, edit, order, seal
from tests.test_feed import ATOM, Make, check_rules
from tests.test_feed import context as context

FIRST = SealedRelease(
    "chengwu", Period.quarter(2026, 1), 1, date(2026, 5, 1), date(2026, 5, 1), "final", True, "a", "b", ""
)
SECOND = replace(FIRST, version=2, sealed=date(2026, 9, 1), previous="a", reason="更正比例")


def corrected(folder: Path) -> Path:
    project = county(folder)
    seal(project, "2026Q1")
    edit(project / "data" / "quarters" / "2026Q1" / "observations.csv", "60.5", "60.7")
    return project


def test_a_reason_in_english_is_kept_only_where_there_is_one(tmp_path: Path) -> None:
    with_both = replace(SECOND, reason_en="One share corrected")
    taken_back = Withdrawal(SECOND.id, "r", TODAY, "误发", True, "f", "r", "Sent by mistake")
    for line in (with_both, taken_back):
        assert read_line(line_of(line), 1) == line and json.loads(line_of(line))["reason_en"]
    for line in (SECOND, replace(taken_back, reason_en="")):
        assert read_line(line_of(line), 1) == line and "reason_en" not in line_of(line)


def test_a_new_version_says_why_in_both_languages(tmp_path: Path) -> None:
    project = corrected(tmp_path / "p")
    wanted = replace(order(project, "2026Q1", "更正比例"), reason_en="One share corrected")
    sealed = release(project, wanted).release
    assert (sealed.reason, sealed.reason_en) == ("更正比例", "One share corrected")
    facts = json.loads((archive_of(project) / sealed.id / "public/data/release.json").read_bytes())
    assert facts["reason_en"] == "One share corrected"
    assert "reason_en" not in (archive_of(project) / "releases.jsonl").read_text("utf-8").splitlines()[0]
    order_ = WithdrawalOrder(sealed.id, "误发", True, TODAY, project / "public", reason_en="A mistake")
    withdraw(project, order_, BuildObserver())
    (_, later) = read_ledger(archive_of(project))
    assert later.withdrawn is not None and later.withdrawn.why.of("en") == "A mistake"
    assert len(parse_ledger((archive_of(project) / "releases.jsonl").read_bytes())) == 3


def test_a_reason_that_cannot_be_published_is_named_by_its_option(tmp_path: Path) -> None:
    project = corrected(tmp_path / "p")
    with pytest.raises(UsageError, match="--reason-en"):
        release(project, replace(order(project, "2026Q1", "更正"), reason_en="\u202e turned"))


def test_each_language_gets_its_own_reason_or_the_other_marked_as_such() -> None:
    both = replace(SECOND, reason_en="One share was wrong")
    spoken = {lang: Localizer(lang, load_catalogue(ROOT, lang)) for lang in LANGS}
    assert "更正比例" in banner(spoken["zh"], FIRST, both) and "One share" not in banner(
        spoken["zh"], FIRST, both
    )
    assert "One share was wrong" in banner(spoken["en"], FIRST, both)
    assert '<span lang="zh-Hans">更正比例</span>' in banner(spoken["en"], FIRST, SECOND)
    english = replace(SECOND, reason="", reason_en="One share was wrong")
    assert '<span lang="en">One share was wrong</span>' in banner(spoken["zh"], FIRST, english)


def test_the_feed_tells_the_reason_in_its_language(context: Make) -> None:
    def told(lang: str, line: SealedRelease) -> tuple[str, str]:
        made = context(lang)
        made.site = replace(made.site, releases=(FIRST, line))
        text = feed(made)
        check_rules(text)
        found = re.search(r"<summary([^>]*)>([^<]*(?:更正比例|One share)[^<]*)</summary>", text)
        assert found is not None
        return found[1], found[2]

    both = replace(SECOND, reason_en="One share was wrong")
    assert told("zh", both) == ("", "更正比例") and told("en", both) == ("", "One share was wrong")
    assert told("en", SECOND) == (' xml:lang="zh-Hans"', "更正比例")
    assert other_language("One share was wrong", "zh") == "en"


def test_the_first_day_of_an_entry_never_moves(context: Make) -> None:
    made = context()
    quarter = made.history[0].release.published
    moved = replace(FIRST, quarter=made.history[0].quarter, published=date(2020, 1, 2))
    anew = replace(moved, version=2, reason="更正", published=date(2027, 1, 1), sealed=date(2027, 1, 1))
    made.site = replace(made.site, releases=(moved, anew))
    days = {
        (e.findtext(f"{ATOM}published") or "")[:10]: (e.findtext(f"{ATOM}updated") or "")[:10]
        for e in check_rules(feed(made)).findall(f"{ATOM}entry")
        if "releases/index.html" in (e.find(f"{ATOM}link").get("href", ""))  # type: ignore[union-attr]
    }
    assert days["2020-01-02"] == "2027-01-01" and quarter.isoformat() not in days


def test_the_old_day_of_publication_is_asked_about_before_anything_is_made(tmp_path: Path) -> None:
    project = corrected(tmp_path / "p")
    before = sorted(p.name for p in archive_of(project).iterdir())
    late = replace(order(project, "2026Q1", "更正"), same_day=False)
    for run in (release, rehearse):
        with pytest.raises(UsageError, match="2026-05-08") as told:
            run(project, late)
        assert "--same-day" in told.value.of("zh") and "--same-day" in told.value.of("en")
    assert sorted(p.name for p in archive_of(project).iterdir()) == before
    edit(project / "data/quarters/2026Q1/release.yml", "2026-05-08", "2026-05-20")
    assert release(project, late).sealed


# --- the printed edition ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with 2026Q1 sealed twice, its bulletins printed: a township's value and the whole's share
    were wrong."""
    project = county(tmp_path_factory.mktemp("editions") / "p")
    parts = frozenset({"data", "bulletins"})
    seal(project, "2026Q1", parts=parts)
    table = project / "data" / "quarters" / "2026Q1" / "observations.csv"
    edit(table, "60.5", "60.7")
    edit(table, "甲镇,60,", "甲镇,61,")
    edit(table, ",,110,", ",,111,")
    shutil.rmtree(project / "public")
    wanted = replace(order(project, "2026Q1", "抄错甲镇人数", parts), reason_en="A count was miscopied")
    release(project, wanted)
    return project


def page_one(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-l", "1", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    return re.sub(r"\s+", "", done.stdout)


@pytest.mark.pdf
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: scripts/bootstrap.sh test")
def test_page_one_says_that_it_is_corrected_of_what_why_and_what(editions: Path) -> None:
    folder = archive_of(editions) / "example-2026Q1-v2/public/data/site/bulletins/2026Q1"
    names = {p.name for p in folder.iterdir()}
    assert names == {f"example-2026Q1-{a}.v2.{g}.pdf" for a in ("county", "jia", "yi") for g in LANGS}
    told = {
        (a, g): page_one(folder / f"example-2026Q1-{a}.v2.{g}.pdf")
        for a in ("county", "jia", "yi")
        for g in LANGS
    }
    for (_area, lang), words in told.items():
        own, other = ("更正版", "抄错甲镇人数"), ("correctededition", "Acountwasmiscopied")
        for said in own if lang == "zh" else other:
            assert said in words, (_area, lang, said)
        assert "example-2026Q1-v1" in words and "example-2026Q1-v2" in words
    assert "60.5%→60.7%" in told["county", "zh"] and "60" in told["county", "zh"]
    assert "60.5%" not in told["jia", "zh"].split("小结")[0]
    assert "60" in told["jia", "zh"] and "61" in told["jia", "zh"]
    assert "本地区的数值没有改动" in told["yi", "zh"]
    assert "Novalueofthisareawaschanged" in told["yi", "en"]


def test_the_first_edition_says_nothing_and_keeps_its_names(editions: Path) -> None:
    folder = archive_of(editions) / "example-2026Q1-v1/public/data/site/bulletins/2026Q1"
    assert (folder / "example-2026Q1-county.zh.pdf").is_file()
    if shutil.which("pdftotext"):
        assert "更正版" not in page_one(folder / "example-2026Q1-county.zh.pdf")


def test_old_links_lead_to_the_corrected_edition(editions: Path) -> None:
    root = editions / "public" / "bulletins" / "2026Q1"
    corrected = (root / "example-2026Q1-jia.v2.zh.pdf").read_bytes()
    assert (root / "example-2026Q1-jia.zh.pdf").read_bytes() == corrected
    old = editions / "public/releases/example-2026Q1-v1/bulletins/2026Q1/example-2026Q1-jia.zh.pdf"
    assert old.is_file() and old.read_bytes() != corrected


def test_the_data_inside_carry_the_version_and_verify(editions: Path) -> None:
    from pypdf import PdfReader

    from generator.archive.verifying import verify

    folder = archive_of(editions) / "example-2026Q1-v2/public/data/site/bulletins/2026Q1"
    reader = PdfReader(folder / "example-2026Q1-jia.v2.en.pdf")
    assert list(reader.attachments) == ["example-2026Q1-jia.v2.csv"]
    assert verify(archive_of(editions)).intact


def test_mail_attaches_the_corrected_edition_under_a_name_with_the_version(editions: Path) -> None:
    from generator.workflows.delivery_context import open_delivery
    from generator.workflows.distribute import _enclosed

    context = open_delivery(editions, "2026Q1", {})
    area = next(a for a in context.plan.areas if a.id == "jia")
    to = Addressee("jia", (), ("a@example.invalid",), (), LANGS, ("pdf", "csv"))
    found = {e.path: e.name for e in _enclosed(context, to, area)}
    assert found["bulletins/2026Q1/example-2026Q1-jia.v2.zh.pdf"].endswith(".v2.pdf")
    assert all(".v2." in name for name in found.values())


def test_an_old_projects_templates_cannot_hide_that_it_is_corrected(editions: Path) -> None:
    from generator.archive.reading import known
    from generator.workflows.build import Options, gather, reports_of
    from generator.workflows.check import check_project
    from generator.workflows.new_project import eject

    eject(editions, ["templates/bulletin"])
    base = editions / "templates" / "bulletin" / "base.html.j2"
    kept = base.read_text("utf-8")
    base.write_text(
        kept.replace("frame.correction", "frame.nothing").replace("{% if frame.nothing %}", "{% if false %}"),
        "utf-8",
    )
    try:
        checked = check_project(editions)
        state = known(archive_of(editions), "county")
        only = frozenset({"data", "bulletins"})
        wanted = Options(editions / "draft", only=only, release="example-2026Q1-v2")
        jobs = gather(checked, reports_of(checked, state), wanted, state).bulletins
        for job in jobs.values():
            assert re.search("更正版|Corrected edition", html.unescape(job.html))
    finally:
        base.write_text(kept, "utf-8")
