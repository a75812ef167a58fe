"""A quarter that is released anew: when it may be, what it tells in each language, and that nothing that was
dated before gets another date."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.archive.ledger import line_of, parse_ledger, read_ledger, read_line
from generator.domain.errors import UsageError
from generator.domain.period import Quarter
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
    "chengwu", Quarter(2026, 1), 1, date(2026, 5, 1), date(2026, 5, 1), "final", True, "a", "b", ""
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


@pytest.mark.parametrize("bad", ["\u202e turned", "x" * 5000])
def test_a_reason_that_cannot_be_published_is_named_by_its_option(tmp_path: Path, bad: str) -> None:
    project = corrected(tmp_path / "p")
    with pytest.raises(UsageError, match="--reason-en"):
        release(project, replace(order(project, "2026Q1", "更正"), reason_en=bad))


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
