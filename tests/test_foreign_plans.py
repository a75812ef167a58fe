"""Two offices that are not ours: a country with provinces, in English alone, and a Chinese hospital with
departments. Nothing of what is published of them is in words of ours that are not true of them."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from foreign_ground import CASES, CJK, given, project_of, published

from generator.domain.settings import Settings
from generator.domain.text import Text
from generator.load.plan import load_plan
from generator.wording.report_words import word_fields
from generator.workflows.build import BuildParts, Options, build, check_project, gather, reports_of

OURS = {
    "provinces": re.compile("county|township|yuan|hospital|health|chengwu|heze", re.IGNORECASE),
    "hospital": re.compile("县|乡镇|成武|菏泽|county|township|chengwu|heze", re.IGNORECASE),
}


@pytest.fixture(scope="module", params=["provinces", "hospital"])
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def project(case: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of(case, tmp_path_factory.mktemp(case))


@pytest.fixture(scope="module")
def parts(project: Path) -> BuildParts:
    checked = check_project(project)
    assert [f.code for f in checked.findings if f.code != "E20-revision"] == []
    return gather(checked, reports_of(checked), Options(project / "public"))


def strange(case: str, words: str) -> Iterator[str]:
    """What the office never wrote, and its plan does not make true."""
    found = list(OURS[case].finditer(words))
    if case == "provinces":
        own = set(CJK.findall(given(case)))
        found += [sign for sign in CJK.finditer(words) if sign[0] not in own]
    for match in found:
        yield words[max(0, match.start() - 60) : match.end() + 60]


def test_pages_bulletins_and_data_before_they_are_written(case: str, parts: BuildParts) -> None:
    (site,) = parts.rendered
    texts = {**site.files, **parts.files, **{path: job.html for path, job in parts.bulletins.items()}}
    texts = {name: text for name, text in texts.items() if not name.startswith("assets/")}
    found = {name: told for name, text in texts.items() if (told := [*strange(case, name + plain(text))])}
    assert found == {}
    assert site.lang == ("en" if case == "provinces" else "zh")


def plain(text: str) -> str:
    """Without the classes that style sheets name, and without pictures as data."""
    return re.sub(r'\sclass="[^"]*"|src="data:[^"]+"', " ", text)


def test_the_areas_have_addresses_and_names_of_their_own(case: str, parts: BuildParts) -> None:
    (site,) = parts.rendered
    places = {"provinces": "provinces", "hospital": "areas"}[case]
    assert f"{places}/index.md" in site.files
    assert not [path for path in site.files if path.startswith(("townships", "en/", "zh/", "glossary"))]
    title = re.search(r'title: "(.*?)"', site.files[f"{places}/index.md"])
    assert title is not None
    assert title[1] == {"provinces": "Provinces", "hospital": "科室"}[case]


def test_money_is_in_the_plans_currency(parts: BuildParts, case: str) -> None:
    if case == "provinces":
        assert "million crowns" in parts.rendered[0].files["funds/index.md"]
        assert parts.files["data/2026Q2/funds.csv"].count(",million crowns,") == 2


@pytest.mark.site
def test_the_published_folder(case: str, project: Path) -> None:
    out = project / "public"
    build(project, Options(out))
    found = {name: told for name, words in published(out) if (told := [*strange(case, words)])}
    assert found == {}
    assert (out / "index.html").is_file()
    assert not [p for p in (out / "en", out / "zh") if p.exists()]
    assert {p.name.rsplit(".", 2)[-2] for p in out.rglob("*.pdf")} <= {"en" if case == "provinces" else "zh"}


def test_a_word_of_its_own_asks_for_all_that_the_pages_use(tmp_path: Path) -> None:
    shutil.copytree(CASES / "provinces" / "data" / "plans", tmp_path / "plans")
    file = tmp_path / "plans" / "reading" / "plan.yml"
    text = file.read_text("utf-8")

    def told(before: str, after: str) -> list[tuple[str, str | None]]:
        file.write_text(text.replace(before, after), encoding="utf-8")
        return [(f.code, f.place.column) for f in load_plan(tmp_path / "plans", "reading")[1]]

    assert told("", "") == []
    assert told("  money: {en: million crowns}\n", "") == [("P02-cell-missing", "words.money.en")]
    assert told("  areas: {en: provinces}\n", "") == [("P02-cell-missing", "words.areas.en")]
    assert told("million crowns", "<b>crowns</b>") == [("P10-unsafe-name", "words.money")]
    assert told("  money:", "  monny: {en: x}\n  money:") == [("E26-key-unknown", "words.monny")]
    assert told("languages: [en]", "languages: [xx]")[0] == ("P03-not-allowed", "languages")
    assert told("languages: [en]", "languages: [en]\nwithout: [risks, milestones]") == [
        ("P03-not-allowed", "without")
    ]


@pytest.mark.parametrize(
    ("area", "areas", "expected"),
    [
        ("township", "townships", ("a township", "townships", "township")),
        ("area", "areas", ("an area", "areas", "area")),
        ("urban district", "urban districts", ("an urban district", "urban-districts", "urban-district")),
        ("unit", "units", ("a unit", "areas", "area")),  # /units/ is a page of every site
        ("Länge", "Längen", ("a Länge", "areas", "area")),
    ],
)
def test_english_words_in_sentences_and_addresses(
    area: str, areas: str, expected: tuple[str, str, str]
) -> None:
    words = {"area": Text(en=area), "areas": Text(en=areas)}
    settings = Settings(words=words)
    assert (word_fields(words, "en")["a_sub_area"], settings.places, settings.place) == expected


def test_the_first_language_stands_at_the_root() -> None:
    settings = Settings(languages=("en", "zh"))
    assert [settings.folder(lang) for lang in settings.languages] == ["", "zh/"]


def test_what_a_plan_has_not_is_left_out_of_handwritten_pages(parts: BuildParts, case: str) -> None:
    (site,) = parts.rendered
    method, about = site.files["method/index.md"], site.files["about/index.md"]
    assert "jibao:if" not in method + about
    assert "jibao:end" not in method + about
    assert not re.search(r"\{[A-Za-z_]+\}", method + about)
    assert ("{#funds}" in method, "{#milestones}" in method) == (case == "provinces", case == "provinces")
    assert "{#grades}" not in method
    assert "{#languages}" not in about
