"""What the pages' own logic promises: cards on phones, the way from page to page, order without a
podium, a first quarter with nothing before it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.domain.assessment import Report
from generator.load.texts import load_templates
from generator.render.pages.areas import beside
from generator.render.pages.context import SiteContext
from generator.render.pages.outline import Outline
from generator.render.pages.overview import STRIP, no_changes, seen_statuses
from generator.render.pages.rows import strip_groups, strip_rows
from generator.render.pages.sections import TableRow, row
from generator.render.presenter import BROAD, SiteFacts, told_languages
from generator.render.site.site import RenderedSite, site_environment
from generator.render.site.wayfinding import NEAR, Neighbourhood, Place, neighbourhood, trail
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked, Options, gather


def _table(root: Path, names: str, *rows: TableRow, numeric: Sequence[int] = ()) -> str:
    """As the templates make every table."""
    site = site_environment(load_templates(root, "pages"), str)
    source = "{% import 'parts.md.j2' as parts with context %}{{ parts.table('x', columns, rows, numeric) }}"
    return site.from_string(source).render(
        columns=names.split(), rows=rows, numeric=numeric, outline=Outline()
    )


def test_cells_of_a_wide_table_carry_their_columns_names(root: Path) -> None:
    page = _table(root, 'A B" C D', row("x", 1, "two", ""), numeric=[1])
    assert '<table class="jb-table jb-table--stack">' in page
    assert (
        '<td class="num" data-label="B&#34;">1</td><td data-label="C">two</td><td data-label="D"></td>'
        in page
    )
    assert '<th scope="row">x</th>' in page


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("A B C", ("x", "1", "2")),
        ("A B C D", ("1", "2")),  # a row that does not fit its heads
        ("A B", ("x", "words " * 20)),
    ],
)
def test_a_narrow_table_stays_as_it_is(root: Path, names: str, cells: tuple[str, ...]) -> None:
    page = _table(root, names, row(*cells))
    assert '<table class="jb-table">' in page
    assert "<td data-" not in page


def test_three_columns_become_cards_only_where_one_holds_sentences(root: Path) -> None:
    page = _table(root, "A B C", row("x", 1, "words " * 12))
    assert 'data-label="C" data-wide=""' in page


@pytest.mark.parametrize(
    ("words", "wide"),
    [
        ("十二个汉字在一起说明", True),
        ("八个汉字刚刚好吗", False),
        ("<<<<", False),
        (Markup("twelve signs<br><small>and more</small>"), True),
        (Markup('<a href="a-very-long-address-indeed">short</a>'), False),
        (Markup('<img src="x" alt="">'), True),
    ],
)
def test_a_column_of_long_words_takes_the_whole_line(root: Path, words: str, wide: bool) -> None:
    page = _table(root, "A B C D", row("x", words, 1, 2))
    assert ('data-label="B" data-wide=""' in page) is wide


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        (
            "en",
            "演示得分 / demonstration score 82.6",
            '<span lang="zh-Hans">演示得分</span> / demonstration score 82.6',
        ),
        (
            "zh",
            "演示得分 / demonstration score 82.6",
            '演示得分 / <span lang="en">demonstration score</span> 82.6',
        ),
        ("zh", "编号 DEMO-2026Q3", "编号 DEMO-2026Q3"),
        ("en", "县<b>", '<span lang="zh-Hans">县</span>&lt;b&gt;'),
    ],
)
def test_words_in_both_languages_say_which_is_which(lang: str, words: str, told: str) -> None:
    made = told_languages(words, "zh" if lang == "zh" else "en")
    assert str(made).replace("&#60;", "&lt;").replace("&#62;", "&gt;") == told


@pytest.fixture(scope="module")
def context(checked: Checked, reports: list[Report]) -> SiteContext:
    return _studio(checked, reports)


def _studio(checked: Checked, reports: list[Report]) -> SiteContext:
    project = checked.project
    plan = reports[-1].plan
    facts = SiteFacts(plan.short, "", {}, frozenset(), "x", True)
    return SiteContext(
        reports[-1], reports, Localizer("en", {}), project.vocabulary, facts, project.references
    )


def test_an_indicators_trail_leads_over_its_area(context: SiteContext) -> None:
    for indicator in context.plan.indicators:
        above = [place.path for place in trail(context, f"indicators/{indicator.id}")]
        assert above == ["objectives", f"objectives/{indicator.objective}"]
    assert [x.path for x in trail(context, f"units/{context.plan.units[0].slug}")] == ["units"]
    assert (
        trail(context, "indicators")
        == ()
        == trail(context, "townships/x")
        == trail(context, "indicators/nowhere")
    )


def test_previous_and_next_walk_each_area_once_from_end_to_end(context: SiteContext) -> None:
    for objective in context.plan.objectives:
        own = [f"indicators/{i.id}" for i in context.plan.indicators if i.objective == objective.id]
        walked, path = [own[0]], own[0]
        first = neighbourhood(context, path)
        assert first is not None
        assert first.previous is None
        while (around := neighbourhood(context, path)) is not None and around.next is not None:
            path = around.next.path
            back = neighbourhood(context, path)
            assert back is not None
            assert back.previous is not None
            assert back.previous.path == walked[-1]
            walked.append(path)
        assert walked == own


def test_pages_of_one_kind_only_have_neighbours(context: SiteContext) -> None:
    assert neighbourhood(context, "") is None
    assert neighbourhood(context, "method") is None
    around = neighbourhood(context, f"townships/{context.plan.sub_areas[1].id}")
    assert around is not None
    assert around.previous is not None
    assert around.previous.path == f"townships/{context.plan.sub_areas[0].id}"


def test_townships_stand_in_order_of_size_and_hidden_values_last(context: SiteContext) -> None:
    p = context.presenter("townships/x")
    seen = 0
    for of in context.report.indicators.values():
        area = context.plan.sub_areas[3]
        made = beside(context, p, of, area)
        if made is None:
            continue
        seen += 1
        assert len(made.values) == len(context.plan.sub_areas)
        assert [o.name for o in made.values if o.here] == [p.text(area.name)]
        figures = [re.match(r"-?[\d,.]+", o.value.replace("−", "-")) for o in made.values]
        known = [Decimal(m[0].replace(",", "")) for m in figures if m]
        assert known == sorted(known, reverse=True)
        assert all(m is None for m in figures[len(known) :])
        assert not of.indicator.context_only
    assert seen >= 3


def test_the_strip_holds_every_headline_series_once_in_the_plans_order(context: SiteContext) -> None:
    groups = strip_groups(context.presenter(""), STRIP)
    shown = [row.indicator.id for group in groups for row in group.rows]
    assert sorted(shown) == sorted(i.id for i in context.plan.headline)
    assert all(group.rows for group in groups)
    shorts = [context.presenter("").objective(o.id) for o in context.plan.objectives]
    assert [g.title for g in groups] == [s for s in shorts if s in {g.title for g in groups}]


def test_a_long_course_is_cut_on_the_overview_only(context: SiteContext) -> None:
    (row, *_), of = strip_groups(context.presenter(""), 2)[0].rows, context.report.indicators
    course = of[row.indicator.id].history
    assert len(course) > 2 and [c.status for c in row.cells] == [h.status for h in course[-2:]]
    whole = strip_rows(context.presenter(""), [of[row.indicator.id]])
    assert len(whole[0].cells) == len(course)


def test_siblings_are_those_around_a_page() -> None:
    places = tuple(Place(f"indicators/{n}", str(n)) for n in range(100))
    for here, first in ((0, 0), (5, 0), (50, 50 - NEAR), (99, 99 - 2 * NEAR)):
        near = Neighbourhood(here, places, "").near
        assert near[0] == places[first] and places[here] in near and len(near) == 2 * NEAR + 1
    assert Neighbourhood(1, places[:3], "").near == places[:3]


def test_the_legend_names_only_what_the_strip_shows(context: SiteContext) -> None:
    cells = {c.status for g in strip_groups(context.presenter(""), STRIP) for r in g.rows for c in r.cells}
    assert set(seen_statuses(context.report)) == cells


def test_broad_disagreements_touch_many_indicators(context: SiteContext) -> None:
    p = context.presenter("")
    owner = {t.id: t.indicator for t in context.plan.targets} | {i.id: i.id for i in context.plan.indicators}
    for reference in context.references:
        owner |= {t.id: f"{reference.id} {t.indicator}" for t in reference.targets}
    for conflict in context.plan.conflicts:
        touched = {owner[x] for x in conflict.touches if x in owner}
        assert (conflict in p.broad_conflicts) is (len(touched) >= BROAD)
    assert {"C09", "C13", "D09"} <= {c.id for c in p.broad_conflicts}


def test_the_first_quarter_does_not_claim_that_nothing_changed(
    checked: Checked, reports: list[Report]
) -> None:
    first = _studio(checked, [replace(reports[0], changes=())])
    assert no_changes(first).startswith("This is the first quarter reported")
    later = _studio(checked, [replace(reports[-1], changes=())])
    assert no_changes(later) == "No indicator changed its status."


@pytest.fixture(scope="module")
def english(
    checked: Checked, reports: list[Report], tmp_path_factory: pytest.TempPathFactory
) -> RenderedSite:
    gathered = gather(
        checked, reports, Options(tmp_path_factory.mktemp("site") / "public", only=frozenset({"site"}))
    )
    return next(site for site in gathered.rendered if site.lang == "en")


def test_pages_carry_their_trail_their_cards_and_their_way_on(english: RenderedSite) -> None:
    page = english.files["indicators/18/index.md"]
    assert 'trail: [["Objective areas", "../../objectives/index.html"]' in page
    assert 'class="jb-table jb-table--stack"' in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert 'aria-current="page"' in page
    assert "R ≥ " in page
    tables = 0
    for path, text in english.files.items():
        for table in re.findall(r'<table class="jb-table[^"]*">.*?</table>', text, re.DOTALL):
            if table.count('scope="col"') > 3:
                tables += 1
                assert "jb-table--stack" in table, path
                assert table.count("<td") == table.count("data-label="), path
    assert tables > 100


def test_the_target_that_leads_stands_beside_the_verdict_that_leads(
    pages: Mapping[str, Mapping[str, str]], reports: list[Report], localizers: Mapping[str, Localizer]
) -> None:
    """Not beside what the report's own period lacks: indicator 10 was "No data" there, "On track" above."""
    seen = 0
    for key, of in reports[-1].indicators.items():
        page = pages["en"].get(f"indicators/{key}/index.md", "")
        for line in [one for one in page.splitlines() if "leads the status" in one]:
            seen += 1
            said = localizers["en"].status(of.headline.judgement.status)
            assert re.search(rf"</span>([\w ]+: )?{said}</span>(<br>.*)?</td></tr>$", line), key
    assert seen > 30


def test_a_figure_printed_twice_is_one_second_target(pages: Mapping[str, Mapping[str, str]]) -> None:
    """Indicator 18: two places of the document ask the same 20.00 %."""
    part = pages["en"]["index.md"].split("## Two printed targets")[1].split("</table>")[0]
    rows = [line for line in part.splitlines() if line.startswith("<tr><th scope")]
    assert len(rows) > 2 and len(rows) == len(set(rows))
