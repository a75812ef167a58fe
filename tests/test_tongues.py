"""Any language that has a catalogue: a plan in French and English, plural forms, dates and figures, and the
clerk's template."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from foreign_ground import CJK, given, project_of

from generator.domain.finding import Finding, Place, Severity
from generator.domain.period import Period
from generator.domain.text import FORM, Lang, Text, text_of
from generator.load.catalogue import load_catalogue, spoken
from generator.render.reports.check_report import as_text
from generator.render.reports.empty_delivery import delivery_form
from generator.wording import calendar
from generator.wording.findings import CATALOGUE, describe
from generator.wording.localizer import Localizer
from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of
from generator.workflows.intake import make_template
from scripts.catalogue import marked, side_by_side, wanted_in

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of("departements", tmp_path_factory.mktemp("departements"))


@pytest.fixture(scope="module")
def parts(project: Path) -> BuildParts:
    checked = check_project(project)
    assert [f.code for f in checked.findings] == ["E20-revision"]
    return gather(checked, reports_of(checked), Options(project / "public"))


# --- texts ----------------------------------------------------------------------------------------


def test_a_text_in_any_language_and_what_stands_in_for_it() -> None:
    told = text_of({"fr": "oui", "en": "yes", "de": ""})
    assert told == Text("", "yes", (("fr", "oui"),))
    assert [told.of(lang) for lang in ("fr", "en", "zh", "de")] == ["oui", "yes", "yes", "yes"]
    assert [text_of({"fr": "oui"}).of(lang) for lang in ("en", "zh", "de")] == ["oui", "oui", "oui"]
    assert told.only(["fr"]).by_lang() == {"fr": "oui"}
    assert not text_of({"fr": ""})


def test_forms_of_a_number_by_the_rule_of_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "locale" / "pl" / "LC_MESSAGES" / "jibao.po"
    path.parent.mkdir(parents=True)
    rule = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
    path.write_text(
        f'msgid ""\nmsgstr ""\n"Language: pl\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: nplurals=3; plural=({rule});\\n"\n\n'
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} dzień"\nmsgstr[1] "{n} doby"\nmsgstr[2] "{n} dni"\n',
        encoding="utf-8",
    )
    assert "pl" in spoken(tmp_path)
    assert "pl" not in spoken(ROOT)
    words = load_catalogue(tmp_path, "pl")
    assert words[f"{{n}} day{FORM}2"] == "{n} dni"
    polish, english = Localizer("pl", words), Localizer("en", {})
    told = [polish.counted("{n} day", "{n} days", n, n=n) for n in (1, 3, 5, 22)]
    assert told == ["1 dzień", "3 doby", "5 dni", "22 doby"]
    assert [english.counted("{n} day", "{n} days", n, n=n) for n in (1, 0)] == ["1 day", "0 days"]


def test_what_stands_side_by_side_is_extracted_for_further_languages_alone() -> None:
    finding = (
        "The value says “{value}”; it was read as no value, for the reason “{after_en}” ({count} times)."
    )
    assert {"Self-check", " days", "Sponsor", finding} <= wanted_in("fr")
    assert not {"Self-check", finding} & wanted_in("zh")


def test_findings_are_told_in_a_further_language_as_far_as_its_catalogue_goes() -> None:
    entry = CATALOGUE["E06-folder-missing"]
    assert "{file}" in entry.message.en
    found = Finding("E06-folder-missing", Severity.BLOCKING, Place("data/quarters/2026Q4"))
    words = {m: marked(m) for m in side_by_side()}
    message, fix = describe(found, {"qps": words})
    assert message.of("qps") == marked(entry.message.en).format(file="data/quarters/2026Q4")
    assert not re.search("[A-Za-z]{2,}", fix.of("qps").replace("data/quarters/2026Q4", ""))
    assert describe(found, {"qps": {}})[0].of("qps") == message.en
    told = as_text([found], "qps", (), words)
    assert marked("In all: ") in told
    assert message.of("qps") in told


def test_every_finding_can_be_told_in_a_further_language() -> None:
    """Each title, message and mend is in what is extracted, field by field as it stands."""
    ours = side_by_side()
    texts = [t for entry in CATALOGUE.values() for t in (entry.title, entry.message, entry.fix)]
    assert [t.en for t in texts if t.en not in ours] == []


# --- dates and figures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ["2026年11月6日", "2026年第三季度", "2026年1—9月", "Q3", "26Q3", "3月"]),
        ("en", ["6 November 2026", "2026 Q3", "Jan–Sep 2026", "Q3", "26Q3", "Mar"]),
        ("fr", ["6 novembre 2026", "3e trimestre 2026", "janv.–sept. 2026", "T3", "26T3", "mars"]),
        ("de", ["6. November 2026", "3. Quartal 2026", "Jan.–Sept. 2026", "Q3", "26Q3", "Mär"]),
    ],
)
def test_days_and_periods(lang: Lang, told: list[str]) -> None:
    localizer, of = Localizer(lang, {}), Period.parse("2026Q3")
    assert of is not None
    found = [
        localizer.date(date(2026, 11, 6)),
        localizer.period(of),
        localizer.span(of),
        localizer.tick(of),
        localizer.short_period(of),
        calendar.month(lang, 3),
    ]
    assert [re.sub(r"[\s\u2009\u202f]+–[\s\u2009\u202f]+", "–", x) for x in found] == told


def test_figures_have_the_signs_of_their_language() -> None:
    value = Decimal("12345.6")
    told = {lang: Localizer(lang, {}).number(value, 1) for lang in ("zh", "en", "fr", "de")}
    assert told == {"zh": "12,345.6", "en": "12,345.6", "fr": "12\u202f345,6", "de": "12.345,6"}
    assert Localizer("fr", load_catalogue(ROOT, "fr")).share(Decimal("0.5")) == "50,0\u00a0%"


# --- a plan in French and English ------------------------------------------------------------------


def test_french_stands_at_the_root_and_english_below(parts: BuildParts) -> None:
    french, english = parts.rendered
    assert [french.lang, english.lang] == ["fr", "en"]
    page = french.files["indicators/1/index.md"]
    assert "Part de la population inscrite dans une bibliothèque" in page
    assert "16,7" in page
    assert "En bonne voie" in page
    assert "janv.–juin 2026" in page.replace("\u2009", "")
    assert "Share of the population registered" in english.files["indicators/1/index.md"]
    assert "16.7" in english.files["indicators/1/index.md"]
    assert "departments/bas-vallon/index.md" in french.files
    assert set(parts.bulletins) == {
        f"bulletins/2026Q2/lecture-2026Q2-{area}.{lang}.pdf"
        for area in ("region", "hautes-rives", "bas-vallon", "cote-neuve")
        for lang in ("fr", "en")
    }


def test_a_french_page_says_nothing_in_english_but_names(parts: BuildParts) -> None:
    """Every msgid that these pages asked for has its French."""
    words = load_catalogue(ROOT, "fr")
    asked: set[str] = set()

    class Heard(dict[str, str]):
        def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
            asked.add(key)
            return super().get(key, default)

    context = parts.context
    heard = Localizer("fr", Heard(words), context.vocabulary.units, 3, context.report.plan.settings.words)
    context.__dict__["localizers"] = {**context.localizers, "fr": heard}
    parts.__dict__.pop("rendered", None)
    parts.__dict__.pop("bulletins", None)
    assert parts.rendered[0].lang == "fr"
    assert parts.bulletins
    assert (asked & wanted_in("fr")) - words.keys() == set()


def test_nothing_chinese_is_left(parts: BuildParts) -> None:
    own = set(CJK.findall(given("departements")))
    texts = {f"{s.lang}/{p}": t for s in parts.rendered for p, t in s.files.items() if p.endswith(".md")}
    texts |= {path: job.html for path, job in parts.bulletins.items()}
    found = {
        path: sign[0] for path, text in texts.items() if (sign := CJK.search(text)) and sign[0] not in own
    }
    assert found == {}
    assert not [path for path, text in texts.items() if "zh-Hans" in text]


@pytest.mark.site
def test_the_french_site_is_french_to_its_frame(project: Path) -> None:
    build(project, Options(project / "public", only=frozenset({"site"})))
    page = (project / "public" / "index.html").read_text("utf-8")
    assert '<html lang="fr"' in page
    assert "Rechercher sur ce site" in page
    assert 'hreflang="en"' in page
    assert ">English</a>" in page
    english = (project / "public" / "en" / "index.html").read_text("utf-8")
    assert '<html lang="en"' in english
    assert ">Français</a>" in english
    assert not CJK.search(page + english)


# --- the clerk's template --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "lang", "file", "header", "area"),
    [
        ("hospital", "zh", "指标数据.csv", "指标编号,统计期,地区", "仁和医院"),
        ("provinces", "zh", "observations.csv", "indicator,period,area", "North Province"),
        ("provinces", "en", "observations.csv", "indicator,period,area", "North Province"),
        ("departements", "en", "observations.csv", "indicator,period,area", "Hautes-Rives"),
    ],
)
def test_names_and_headers_follow_the_clerks_language(
    case: str, lang: Lang, file: str, header: str, area: str, tmp_path: Path
) -> None:
    project = project_of(case, tmp_path)
    period = Period.parse("2026Q3")
    assert period is not None
    names = make_template(project, period, tmp_path / "t", False, lang)
    text = (tmp_path / "t" / file).read_text("utf-8-sig")
    assert text.startswith(header)
    assert f",{area}," in text
    column = text.splitlines()[0].split(",").index(header.split(",")[2])
    assert all(line.split(",")[column] for line in text.splitlines())
    if case != "hospital":
        told = "".join(names) + "".join(p.read_text("utf-8-sig") for p in (tmp_path / "t").iterdir())
        assert not CJK.search(told)
        assert not re.search(r"\w_zh\b", told)


def test_an_area_without_a_name_or_with_anothers_goes_by_its_id(tmp_path: Path) -> None:
    project = project_of("provinces", tmp_path)
    areas = project / "data/plans/reading/areas.csv"
    text = areas.read_text("utf-8").replace("province,South Province,South,", "province,North Province,,")
    areas.write_text(text, encoding="utf-8")
    checked = check_project(project)
    plan, period = checked.project.plan, Period.parse("2026Q3")
    assert plan is not None
    assert period is not None
    form = delivery_form(plan, checked.project.vocabulary, period, (), "en")
    rows = next(s for s in form.sheets if s.kind.name == "observations").rows
    assert {row.cells["area"] for row in rows} == {"Norland", "north", "south", "East Province"}
