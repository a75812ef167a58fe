"""The laid-out page, measured: type area, raster, page numbers, sizes, overlaps, heads and ends of pages.
Over every bulletin of the demonstration, and over data that no clerk should deliver."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from page_measures import HIGH, MM, WIDE, Frame, Glyph, Laid, lines, overlaps, pages, words_of

from generator.domain.assessment import Report
from generator.domain.delivery import Problem
from generator.domain.plan import Area
from generator.domain.text import LANGS, Lang, Text
from generator.load.settings import plan_settings
from generator.load.texts import load_templates
from generator.publish.pdf.printing import PdfJob, render_pdf
from generator.render.bulletins.bulletin import (
    BulletinAssets,
    area_bulletin,
    area_charts,
    bulletin_environment,
    main_bulletin,
    main_charts,
)
from generator.render.bulletins.frame import public_address
from generator.render.bulletins.pictures import draw_for_print
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked, Options, gather, reports_of

pytestmark = [pytest.mark.site, pytest.mark.pdf]

HALF = 14.495
SMALLEST = 7.5
NUMBERED = {
    "zh": re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"),
    "en": re.compile(r"^\d+(\.\d)?[A-Z]"),
}


def frame_of(page: Laid, lang: str) -> Frame:
    """The type area: mirrored by GB/T 9704 in Chinese, the same on every page in English."""
    if lang == "en":
        return Frame(27 * MM, 24 * MM, WIDE - 27 * MM, HIGH - 24 * MM)
    left = 28 * MM if page.number % 2 else 26 * MM
    return Frame(left, 37 * MM, left + 156 * MM, HIGH - 35 * MM)


def inside(page: Laid, lang: str) -> list[Glyph]:
    """The characters between the upper and the lower margin."""
    frame = frame_of(page, lang)
    return [g for g in page.glyphs if frame.top - 1 < g.baseline < frame.bottom + 2]


def is_heading(line: list[Glyph], lang: str) -> bool:
    first = line[0]
    faces, least = (("Hei", "Kai"), 15.7) if lang == "zh" else (("Sans-Bold",), 10.4)
    return (
        first.size > least and first.face.endswith(faces) and NUMBERED[lang].match(words_of(line)) is not None
    )


def assert_well_laid(made: list[Laid], lang: str, name: str) -> None:
    """Everything that must hold on every page of every bulletin."""
    for page in made:
        place, frame = f"{name} page {page.number}", frame_of(page, lang)
        body = inside(page, lang)
        assert body, f"{place}: empty"
        assert min(g.size for g in page.glyphs) >= SMALLEST, place
        assert min(g.left for g in body) > frame.left - 1, place
        # A line may end 5.3 pt (half a punctuation mark's white) outside before lines are justified.
        assert max(g.right for g in body) < frame.right + 1, place
        for left, top, right, bottom in page.drawn:
            assert left > frame.left - 1 and right < frame.right + 1, place
            assert top > frame.top - 1 and bottom < frame.bottom + 1, place
        assert overlaps(page) == [], place
        last = lines(body)[-1]
        assert not is_heading(last, lang), f"{place}: ends with the heading {words_of(last)}"
        assert_page_number(page, lang, place)
        if lang == "zh":
            assert_on_raster(body, frame, place)
    assert_last_page_is_used(made[-1], lang, name)


def assert_page_number(page: Laid, lang: str, place: str) -> None:
    frame = frame_of(page, lang)
    foot = sorted((g for g in page.glyphs if g.baseline > frame.bottom + 10), key=lambda g: g.left)
    if lang == "en":
        assert re.fullmatch(rf"{page.number}/\d+", words_of(foot)), place
        assert abs(foot[-1].right - frame.right) < 2, place
        return
    assert words_of(foot) == f"—{page.number}—", place
    assert {round(g.size, 1) for g in foot} == {14.0}, place
    rule = (foot[0].top + foot[0].bottom) / 2
    assert abs(rule - frame.bottom - 7 * MM) < 0.5 * MM, place
    # One character's room between the number and the type area's outer edge.
    gap = frame.right - foot[-1].right if page.number % 2 else foot[0].left - frame.left
    assert 13 < gap < 17, place


def assert_on_raster(body: list[Glyph], frame: Frame, place: str) -> None:
    """Body text stands on lines of 28.99 pt or, below a table or a picture, half a line beside them."""
    for line in lines([g for g in body if abs(g.size - 15.75) < 0.05]):
        if words_of(line).isdecimal():
            continue  # the figures in the table of counts
        off = (line[0].baseline - frame.top) % HALF
        assert abs(off - 6) < 0.6, f"{place}: {words_of(line)[:12]} stands {off - 6:.2f} pt beside the raster"


def assert_last_page_is_used(page: Laid, lang: str, name: str) -> None:
    """A sixth of the type area at least, beside the record at its foot."""
    frame = frame_of(page, lang)
    heights = [g.bottom for g in inside(page, lang) if g.baseline < frame.bottom - 60]
    assert heights and max(heights) - frame.top > (frame.bottom - frame.top) / 6, name


def lang_of(path: Path) -> Lang:
    return "zh" if path.stem.endswith(".zh") else "en"


def test_every_page_of_every_bulletin(public: Path) -> None:
    found = sorted((public / "bulletins").rglob("*.pdf"))
    assert len(found) == 28
    for path in found:
        assert_well_laid(pages(path), lang_of(path), path.name)


def test_the_summary_stands_alone_on_the_first_page(public: Path) -> None:
    found = sorted((public / "bulletins").rglob("*county*.pdf"))
    assert len(found) == 2
    for path in found:
        assert_summary_is_one_page(pages(path), lang_of(path), path.name)


def assert_summary_is_one_page(made: list[Laid], lang: str, name: str) -> None:
    """The first page holds the whole first section; in Chinese the second begins on a page of its own."""
    first, second = ([is_heading(line, lang) for line in lines(inside(page, lang))] for page in made[:2])
    assert any(first), name
    if lang == "zh":
        assert first.count(True) == 1, name
        assert second[0], f"{name}: the summary runs on to page 2"
    else:
        assert first.count(True) > 1 or second[0], f"{name}: the summary runs on to page 2"


def test_chinese_lines_neither_begin_nor_end_with_forbidden_marks(public: Path) -> None:
    seen = 0
    for path in sorted((public / "bulletins").rglob("*.zh.pdf")):
        for page in pages(path):
            for line in lines([g for g in inside(page, "zh") if abs(g.size - 15.75) < 0.05]):
                seen += 1
                assert line[0].text not in "，。、；：？！）》”’%", (path.name, words_of(line))
                assert line[-1].text not in "（《“‘", (path.name, words_of(line))
    assert seen > 100


def test_points_stand_under_each_other(public: Path) -> None:
    """In the status table the points of one column are at one place, whatever signs stand beside."""
    for lang in LANGS:
        made = pages(next((public / "bulletins").rglob(f"*county.{lang}.pdf")))
        page = max(made, key=lambda p: sum(g.text in "≥≤" for g in p.glyphs))
        values = [line for line in lines(inside(page, lang)) if any(g.text in "≥≤" for g in line)]
        points: dict[int, set[float]] = {}
        for line in values:
            dots = [g for g in line if g.text == "." and g.left > frame_of(page, lang).left + 85 * MM]
            for dot in dots:
                points.setdefault(round(dot.left / 28), set()).add(dot.left)
        assert sum(len(found) for found in points.values()) >= 2
        for found in points.values():
            assert max(found) - min(found) < 0.5, (lang, sorted(found))


# --- data that no clerk should deliver --------------------------------------------------------------

# Three times the length that `check` asks about: a text is printed whole, so nothing can be said of one that
# is longer than a page.
HUGE = (
    "<b>&amp;</b> {{ 7*7 }} </td></table>" + "很长的说明，没有尽头；A very long remark without an end. " * 13
)
LONG_ZH, LONG_EN = "超长名称" * 15, ("Extraordinarily long name " * 3)[:60]


FULL_SETTINGS = plan_settings(
    {
        "bulletin": {
            "to": {
                "zh": "各乡镇人民政府、各街道办事处，县直有关部门单位",
                "en": "All town governments and county departments",
            },
            "cc": {"zh": "县委办公室，县人大常委会办公室，县政协办公室，" * 4, "en": "County offices, " * 8},
            "document_number": "某政办字〔2026〕1号",
        },
        "contact": {
            "unit": {"zh": "演示科室", "en": "Demonstration office"},
            "phone": "0000",
            "email": "a@b.invalid",
        },
    }
)


def stressed(report: Report) -> Report:
    """Huge hostile notes, names of 60 characters, 40 townships, missing values."""
    plan = report.plan
    towns = list(plan.sub_areas)
    more = [
        replace(
            towns[n % len(towns)],
            id=f"extra{n}",
            name=Text(f"{LONG_ZH[:56]}{n:02d}", f"{LONG_EN[:56]}{n:02d}"),
        )
        for n in range(40 - len(towns))
    ]
    areas: tuple[Area, ...] = (*plan.areas, *more)
    indicators = {}
    for number, (key, item) in enumerate(report.indicators.items()):
        own = dict(item.sub_areas)
        if own and number % 3:
            own |= {a.id: next(iter(item.sub_areas.values())) for a in more}
        long = replace(item.indicator, short=Text(LONG_ZH, LONG_EN), name=Text(LONG_ZH, LONG_EN))
        indicators[key] = replace(item, indicator=long if number % 2 else item.indicator, sub_areas=own)
    problem = report.problems[0]
    problems: list[Problem] = [
        replace(
            problem,
            subject=towns[0].id,
            problem=Text(HUGE, HUGE),
            cause=Text(HUGE, HUGE),
            action=Text(HUGE, HUGE),
        )
    ] * 12
    milestones = tuple(
        replace(m, note=Text(HUGE, HUGE), milestone=replace(m.milestone, name=Text(LONG_ZH, LONG_EN)))
        for m in report.milestones
    )
    works = tuple(replace(w, used=None, execution=None, problem=Text(HUGE, HUGE)) for w in report.works)
    risks = tuple(replace(r, risk=Text(HUGE, HUGE), response=Text(HUGE, HUGE)) for r in report.risks)
    return replace(
        report,
        plan=replace(plan, areas=areas, settings=FULL_SETTINGS),
        indicators=indicators,
        milestones=milestones,
        problems=tuple(problems),
        works=works,
        risks=risks,
        delivery=replace(report.delivery, summary=Text(HUGE, HUGE)),
    )


def furnished(report: Report) -> Report:
    """The demonstration with every setting of a bulletin filled in."""
    return replace(report, plan=replace(report.plan, settings=FULL_SETTINGS))


def emptied(report: Report) -> Report:
    """Nothing reported: no milestones, no works, no problems, no values."""
    indicators = {
        key: replace(
            item,
            series=(),
            sub_areas={a: tuple(replace(o, value=None) for o in own) for a, own in item.sub_areas.items()},
            headline=replace(item.headline, observation=None, before=None, year_before=None),
            areas={
                a: replace(x, observation=replace(x.observation, value=None)) for a, x in item.areas.items()
            },
        )
        for key, item in report.indicators.items()
    }
    return replace(
        report,
        indicators=indicators,
        milestones=(),
        works=(),
        problems=(),
        risks=(),
        revisions=(),
        changes=(),
        delivery=replace(report.delivery, summary=Text()),
    )


@pytest.fixture(scope="module")
def jobs(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PdfJob]:
    """A job of each language, for its fonts and style sheets."""
    options = Options(tmp_path_factory.mktemp("none"), only=frozenset({"bulletins"}), area="sunsi")
    return {job.lang: job for job in gather(checked, reports_of(checked), options).bulletins.values()}


def laid(
    report: Report, area: str, localizer: Localizer, job: PdfJob, root: Path, previous: Report | None = None
) -> list[Laid]:
    templates = load_templates(root, "bulletin")
    environment = bulletin_environment({k: v for k, v in templates.items() if k.endswith(".j2")})
    address = public_address(
        "https://jibao.example/long/path/", f"{'en/' if localizer.lang == 'en' else ''}townships/{area}/"
    )
    assets = BulletinAssets(environment, f"{area}.csv", "0" * 64, "", address)
    own = next((a for a in report.plan.areas if a.id == area), None)
    wanted = area_charts(report, area) if area else main_charts(report)
    drawn = draw_for_print(report, localizer, wanted, own)
    html = (
        area_bulletin(report, area, localizer, drawn, assets, previous)
        if area
        else main_bulletin(report, localizer, drawn, assets)
    )
    made = render_pdf(replace(job, html=html))
    assert made.warnings == ()
    return pages(made.data)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("change", [stressed, emptied, furnished])
def test_pages_hold_whatever_is_delivered(
    lang: Lang,
    change: Callable[[Report], Report],
    reports: list[Report],
    localizers: Mapping[str, Localizer],
    jobs: Mapping[str, PdfJob],
    root: Path,
) -> None:
    report, name = change(reports[-1]), change.__name__
    made = laid(report, "", localizers[lang], jobs[lang], root)
    assert_well_laid(made, lang, f"{name} county.{lang}")
    assert_summary_is_one_page(made, lang, name)
    town = report.plan.sub_areas[0].id
    made = laid(report, town, localizers[lang], jobs[lang], root, reports[-2])
    assert_well_laid(made, lang, f"{name} {town}.{lang}")
    assert change is stressed or len(made) <= 4


def test_a_milestone_shows_its_denominator(reports: list[Report]) -> None:
    from generator.render.bulletins.sections import progress_text

    item = reports[-1].milestones[0]
    asked = replace(item.milestone, quantity=Decimal(6), quantity_high=None)
    assert progress_text(replace(item, milestone=asked, progress="5")) == "5/6"
    assert progress_text(replace(item, milestone=asked, progress="5/7")) == "5/7"
    assert progress_text(replace(item, milestone=replace(asked, quantity=None), progress="5")) == "5"
    assert (
        progress_text(replace(item, milestone=replace(asked, quantity_high=Decimal(8)), progress="5"))
        == "5/6–8"
    )


def test_an_address_is_printed_only_where_there_is_one() -> None:
    assert public_address("", "townships/wenting/") == ""
    assert public_address("javascript:alert(1)", "townships/wenting/") == ""
    assert (
        public_address("https://a.example/x", "townships/wenting/")
        == "https://a.example/x/townships/wenting/"
    )
    assert public_address("https://a.example/x/", "en/") == "https://a.example/x/en/"
