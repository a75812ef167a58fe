"""What every finding means and how to mend it, in both languages.

A template's fields are the finding's own arguments with `value`, `row`, `column` and `file`. Values
come from strangers' files: what cannot be seen is written out, what is long is cut.
"""

from collections.abc import Mapping
from types import MappingProxyType

from generator.domain.finding import Finding
from generator.domain.text import Lang, Text, one_line, text_of
from generator.wording.findings_changes import CHANGES
from generator.wording.findings_checks import CHECKS
from generator.wording.findings_contacts import CONTACTS
from generator.wording.findings_entry import FindingText
from generator.wording.findings_folders import FOLDERS, FORGOTTEN
from generator.wording.findings_import import IMPORT
from generator.wording.findings_intake import INTAKE
from generator.wording.findings_keys import KEYS
from generator.wording.findings_layout import GLYPHS, LAYOUT
from generator.wording.findings_progress import PROGRESS
from generator.wording.findings_readings import READINGS
from generator.wording.findings_sealing import SEALING
from generator.wording.findings_values import VALUES
from generator.wording.findings_workbooks import LAYOUTS, WORKBOOKS
from generator.wording.report_words import reworded

__all__ = ["CATALOGUE", "FAMILIES", "FindingText", "describe", "visible"]

FAMILIES: tuple[tuple[Text, tuple[FindingText, ...]], ...] = (
    (Text("文件、列名与行", "Files, headers and rows"), INTAKE + FOLDERS),
    (Text("工作簿", "Workbooks"), WORKBOOKS),
    (Text("电子表格显示的与存下的", "What a spreadsheet shows and what it keeps"), LAYOUT),
    (Text("数值与选项", "Values and listed words"), VALUES),
    (Text("统计期、地区、重复与合计", "Periods, areas, repeats and totals"), KEYS),
    (
        Text(
            "代替编号、地区、统计期、数值的写法",
            "What stands in the place of an id, an area, a period or a value",
        ),
        READINGS,
    ),
    (Text("范围、文字、日期与隐私", "Bounds, words, dates and privacy"), CHECKS),
    (Text("漏报与陈旧的数据", "Forgotten and stale data"), FORGOTTEN),
    (Text("任务、资金、审核与方案文件", "Tasks, money, sign-off and plan files"), PROGRESS),
    (Text("方案的改动", "Changes of the plan"), CHANGES),
    (Text("导入", "Importing"), IMPORT + LAYOUTS),
    (Text("封存发布", "Sealing a release"), SEALING),
    (Text("送达", "Delivery"), CONTACTS),
    (Text("字体", "Fonts"), GLYPHS),
)
CATALOGUE: Mapping[str, FindingText] = {entry.code: entry for _, family in FAMILIES for entry in family}

LONGEST_SHOWN = 120
_EMPTY = Text("（空）", "(empty)")
_UNKNOWN = "…"
# Arguments that are lists; they come parted as Chinese parts them.
_LISTS = frozenset({"known", "allowed", "hidden", "names", "found", "files", "periods", "releases"})


class _Fields(dict[str, str]):
    """Fields of a template; one that was not handed in reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return _UNKNOWN


def describe(
    finding: Finding, catalogues: Mapping[Lang, Mapping[str, str]] = MappingProxyType({})
) -> tuple[Text, Text]:
    """What is wrong, and how to mend it; also in the languages of `catalogues`, as far as these have the
    English. Never raises: an unknown code speaks for itself."""
    entry = CATALOGUE.get(finding.code)
    if entry is None:
        word = " ".join([finding.code, *(f"{k}={visible(v)}" for k, v in finding.args.items())])
        return Text(word, word), Text("请报维护人员。", "Please tell the maintainers.")
    zh, en = _fields(finding, "zh"), _fields(finding, "en")
    of = finding.place.quarter
    message, fix = (
        told if of is None else _of_report(told, of.months) for told in (entry.message, entry.fix)
    )

    def filled(told: Text, entry: Text) -> Text:
        # Where the periods change the words, English stands in: only that can be reworded.
        further = {
            lang: words[entry.en].format_map(en)
            for lang, words in catalogues.items()
            if told.en == entry.en and words.get(entry.en)
        }
        return text_of({"zh": told.zh.format_map(zh), "en": told.en.format_map(en), **further})

    return filled(message, entry.message), filled(fix, entry.fix)


def _of_report(told: Text, months: int) -> Text:
    return Text(reworded(told.zh, "zh", months), reworded(told.en, "en", months))


def visible(text: object, longest: int = LONGEST_SHOWN) -> str:
    """A stranger's text for a message: controls and invisible characters written out as `[U+200B]`,
    each line break as a blank, cut to `longest`."""
    kept = str(text)[: longest + 1]
    shown = one_line(kept)
    return shown if len(kept) <= longest else shown[:longest] + "…"


def _fields(finding: Finding, lang: Lang) -> _Fields:
    # Lists of accepted words are ours and must not be cut.
    fields = _Fields({name: visible(word, 2000) for name, word in finding.args.items()})
    # What has a name in one language only is called so in the other too.
    for own, other in [(name.removesuffix("_en"), name) for name in fields if name.endswith("_en")]:
        if own in fields:
            fields[own], fields[other] = fields[own] or fields[other], fields[other] or fields[own]
    if lang == "en":
        fields.update({name: fields[name].replace("、", ", ") for name in _LISTS & fields.keys()})
    place = finding.place
    fields["value"] = visible(finding.value) if finding.value else _EMPTY.of(lang)
    fields["row"] = _UNKNOWN if place.row is None else str(place.row)
    fields["column"] = visible(place.column) if place.column else _UNKNOWN
    fields["file"] = visible(place.file, 300)
    return fields
