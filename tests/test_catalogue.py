"""The Chinese catalogue is complete and fits the code."""

import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from generator.domain.assessment import Report
from generator.domain.change import Change
from generator.domain.text import Lang
from generator.load.catalogue import load_catalogue
from generator.render.bulletins.sections import funds_view
from generator.wording.change_words import ChangeWords
from generator.wording.localizer import Localizer
from generator.workflows.build import Checked

ROOT = Path(__file__).resolve().parent.parent
HAN = re.compile(r"[\u4e00-\u9fff]")
LETTER = re.compile(r"[A-Za-z]")
FIELD = re.compile(r"\{[^{}]*\}")
# Half-width punctuation beside a Chinese character, on either side.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue_script", ROOT / "scripts" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


catalogue = _script()


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    found: dict[str, str] = catalogue.translations(ROOT / catalogue.CATALOGUE)
    return found


@pytest.mark.parametrize("lang", catalogue.languages())
def test_check_finds_nothing(lang: Lang) -> None:
    assert catalogue.faults(lang=lang) == []


def test_the_file_is_what_update_would_write(words: dict[str, str]) -> None:
    assert (ROOT / catalogue.CATALOGUE).read_bytes() == catalogue.rendered(words)


def test_every_kind_of_source_is_read() -> None:
    found = catalogue.msgids()
    assert {
        "higher than last year",  # self.t(…)
        "Evaluation",  # _ = context.t
        "{n} indicator\0{n} indicators",  # what a number changes
        "Period before",  # a page template
        "Method in five lines",  # a bulletin template
        "Off track",  # a table
        "Off track: {names}.",  # a table inside a function
    } <= found


@pytest.mark.parametrize(
    ("lang", "used", "none"),
    [("zh", "未到计划期已有支出", "未报送"), ("en", "Used before it was planned", "Not reported")],
)
def test_no_code_of_a_state_is_told(
    lang: Lang, used: str, none: str, reports: list[Report], checked: Checked
) -> None:
    """Vocabulary files name a clerk's words; two states are the program's own."""
    report, vocabulary = reports[-1], checked.project.vocabulary
    localizer = Localizer(lang, load_catalogue(ROOT, lang), vocabulary.units)
    early = replace(report, works=(replace(report.works[0], band="not_planned"),))
    assert funds_view(early, localizer).rows[0].band == used
    change = Change(
        "milestone", "milestones", (report.milestones[0].milestone.id,), "state", "no_report", "done"
    )
    assert ChangeWords(localizer, report.plan, vocabulary.words).cell(change, change.old) == none


def test_translations_are_chinese(words: dict[str, str]) -> None:
    latin = [m for m, text in words.items() if LETTER.search(FIELD.sub("", m)) and not HAN.search(text)]
    assert latin == []


def test_punctuation_is_full_width(words: dict[str, str]) -> None:
    assert [text for text in words.values() if HALF_WIDTH.search(text)] == []


def test_fields_agree(words: dict[str, str]) -> None:
    assert {m for m, text in words.items() if text and catalogue.fields_differ(m, text)} == set()


def test_a_fault_of_each_kind_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "TABLES", {})
    (tmp_path / "generator").mkdir()
    (tmp_path / "templates").mkdir()
    source = 't("New")\nt("Empty")\nt("{n} left", n=1)\nt(word)\n'
    (tmp_path / "generator" / "page.py").write_text(source, "utf-8")
    path = tmp_path / catalogue.CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue.rendered({"Empty": "", "Gone": "旧", "{n} left": "剩{m}"}))
    assert catalogue.faults(tmp_path) == [
        "missing: New",
        "obsolete: Gone",
        "untranslated: Empty",
        "fields differ: {n} left: 剩{m}",
        "no literal msgid: generator/page.py:4",
    ]
    assert catalogue.update(tmp_path) == (1, 1)
    assert catalogue.translations(path) == {"Empty": "", "New": "", "{n} left": "剩{m}"}


def test_a_table_that_is_gone_is_an_error() -> None:
    with pytest.raises(LookupError, match="_GONE"):
        catalogue.table_words("_HERE = {1: 'x'}", ("_HERE", "_GONE"))
