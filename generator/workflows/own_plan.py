"""The plan of an office of its own, with which `jibao new` begins: its names, areas, years and languages, and
rows of `scaffold/office/plan.yml`, which call themselves samples."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.domain.errors import OutputFault
from generator.domain.period import FREQUENCIES, REPORT_PERIODS, Period
from generator.domain.text import LANGS, Lang, Text
from generator.load.settings import read_settings
from generator.publish.output.scaffold import OFFICE, sample_files
from generator.wording.report_words import reworded

CI_SERVICES = ("github", "gitlab", "gitee")
PLAN = "data/plans/example"
# What stands below a table's header is made here, row by row; other tables keep their header alone.
_TABLES = (
    *("objectives", "measures", "indicators", "milestones", "units", "responsibilities", "heads"),
    *("targets", "areas", "contacts"),
)
# What the sample says of a choice that was made here.
CHOICE = re.compile(r"^# 多久报告一次.*?^# report_period: quarter\n\n", re.MULTILINE | re.DOTALL)
_CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_SETTING = re.compile(r"#\s*[a-z_]+:(\s|$)")
_PAIR = re.compile(r"\{zh: (?P<zh>[^{}]*?), en: (?P<en>[^{}]*)\}")
_SLUG = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset({"whole", "areas", "funds", "indicators", "milestones", "observations", "report"})


@dataclass(frozen=True)
class NewOffice:
    """What somebody who begins a project asks for. `languages`: of the plan, the first one the officer's;
    `whole`, `areas`: names; `years`: the first and the last that have targets; `report`: how often is
    reported (a key of REPORT_PERIODS); `ci`: whose pipeline, if any; `plan`: an example's plan to take the
    facts of, in place of the sample."""

    languages: tuple[Lang, ...] = LANGS
    whole: Text = field(default_factory=Text)
    areas: tuple[Text, ...] = ()
    years: tuple[int, int] | None = None
    report: str = "quarter"
    ci: str = ""
    plan: str = ""

    @property
    def own(self) -> bool:
        """Whether a plan of its own is wanted, and not the sample as it is."""
        return bool(self.whole or self.areas or self.years or self.languages != LANGS)


def own_plan(office: NewOffice) -> tuple[dict[str, bytes], Mapping[Lang, str]]:
    """Path in the project → content, and the project's name by language."""
    plan = _OwnPlan(office)
    texts = {**plan.tables(), **plan.settings(), **plan.delivery()}
    return {name: text.encode("utf-8") for name, text in texts.items()}, plan.text("site")


class _OwnPlan:
    """One office's plan, while its files are made."""

    def __init__(self, office: NewOffice) -> None:
        self._office, self._langs = office, office.languages
        self._first, self._last = office.years or (2026, 2028)
        self._months = REPORT_PERIODS[office.report]
        self._period = Period.of(self._months, self._first)
        self._whole = office.whole or Text("示例地区", "Example Region")
        self._areas = office.areas or (Text("甲片区", "Area A"), Text("乙片区", "Area B"))
        self._sample = {name: data.decode("utf-8-sig") for name, data in sample_files().items()}

    @cached_property
    def _rows(self) -> Mapping[str, Any]:
        rows, faults = read_settings(OFFICE / "plan.yml", "plan.yml")
        if faults:
            raise OutputFault(str(faults[0]))
        return rows

    def text(self, key: str, **more: object) -> Mapping[Lang, str]:
        """One of the texts by language, as far as the plan has the language."""
        return {lang: self._filled(self._rows["texts"][key][lang], lang, **more) for lang in self._langs}

    def _printed(self, key: str, **more: object) -> str:
        return self.text(key, **more)[self._langs[0]]

    def _filled(self, words: object, lang: Lang, **more: object) -> str:
        values = {"whole": self._whole.of(lang), "first": self._first, "last": self._last, **more}
        text = re.sub(r"\$([a-z]+)", lambda m: str(values.get(m[1], m[0])), str(words))
        return reworded(text, lang, self._months)

    @cached_property
    def _ids(self) -> Sequence[str]:
        """Of the areas, from their English names; where these give none, numbers."""
        found: list[str] = []
        for number, area in enumerate(self._areas, start=1):
            slug = _SLUG.sub("-", area.en.lower()).strip("-")[:40]
            found.append(slug if slug and slug not in {*found, *_RESERVED} else f"area-{number}")
        return found

    # --- tables -------------------------------------------------------------------------------------

    def tables(self) -> dict[str, str]:
        """The plan's CSV files, with the sample's columns."""
        made: dict[str, str] = {}
        for name, text in self._sample.items():
            if name.startswith(f"{PLAN}/") and name.endswith(".csv"):
                header = next(csv.reader(io.StringIO(text)))
                stem = name.rpartition("/")[2].removesuffix(".csv")
                rows = self._table(stem) if stem in _TABLES else ()
                made[name] = _csv(header, [self._row(header, row) for row in rows])
        return made

    def _table(self, stem: str) -> Iterator[Mapping[str, Any]]:
        if stem == "areas":
            yield from self._area_rows()
        elif stem == "contacts":
            for area in self._ids:
                yield {
                    "area": area,
                    "role": "government",
                    "post": self._rows["texts"]["post"],
                    "language": ";".join(self._langs),
                    "formats": "pdf;csv",
                    "active": "yes",
                }
        elif stem == "targets":
            yield from self._target_rows()
            yield from self._rows["targets"]
        elif stem == "indicators":
            for row in self._rows["indicators"]:
                ours = {name for name, months in FREQUENCIES.items() if months == self._months}
                frequency = row["frequency"] if row["frequency"] != "quarterly" else min(ours)
                yield {**row, "frequency": frequency}
        else:
            yield from self._rows[stem]

    def _area_rows(self) -> Iterator[Mapping[str, Any]]:
        places = [("whole", "whole", self._whole)]
        places += [(i, "area", a) for i, a in zip(self._ids, self._areas, strict=True)]
        for order, (identity, kind, name) in enumerate(places):
            words = {lang: name.of(lang) for lang in LANGS}
            yield {
                "id": identity,
                "order": order,
                "kind": kind,
                "name": words,
                "as_printed": words,
                "basis": "words",
                "source": self._rows["texts"]["area_source"],
                "line": 1 if order == 0 else 3,
            }

    def _target_rows(self) -> Iterator[Mapping[str, Any]]:
        texts = self._rows["texts"]
        for one in self._rows["indicators"]:
            values = one["values"]
            for number, year in enumerate(range(self._first - 1, self._last + 1)):
                step = Decimal(values["step"]) * number
                value = min(Decimal(values["base"]) + step, Decimal(one["max"]))
                shown = values["printed"] if value or isinstance(values["printed"], str) else texts["not_yet"]
                row = {
                    "id": f"T-{one['id']}-{year}",
                    "indicator": one["id"],
                    "series": "table",
                    "scope": "table",
                    "year": year,
                    "value": value,
                    "recurring": "no",
                    "name": one["name"],
                    "objective": one["objective"],
                    "as_printed": shown,
                    "basis": "printed" if isinstance(values["printed"], str) else "words",
                    "source": one["source"],
                    "line": one["line"],
                    "deadline_as_printed": texts["deadline" if number else "baseline"],
                    "role": "target" if number else "baseline",
                    "$year": year,
                    "$value": value,
                }
                if number:
                    row |= {
                        "comparator": one["comparator"],
                        "comparator_basis": texts["comparator_basis"],
                        "deadline": f"{year}-12-31",
                        "deadline_basis": texts["deadline_basis"],
                    }
                yield row

    def _row(self, header: Sequence[str], row: Mapping[str, Any]) -> list[str]:
        more = {key[1:]: value for key, value in row.items() if key.startswith("$")}

        def cell(column: str) -> str:
            stem, _, ending = column.rpartition("_")
            lang: Lang = "en" if ending == "en" else "zh"
            if ending in LANGS and stem:
                words = row.get(stem)
                return self._filled(words[lang], lang, **more) if words and lang in self._langs else ""
            value = row.get(column, "")
            lang = self._langs[0]
            return self._filled(value[lang] if isinstance(value, dict) else value, lang, **more)

        return [cell(column) for column in header]

    # --- settings -----------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        """plan.yml and site.yml, with the sample's comments in the plan's languages."""
        plan = CHOICE.sub("", self._sample[f"{PLAN}/plan.yml"])
        key = "first_quarter" if self._months == 3 else "first_period"
        first = f"{key}: {self._period}"
        if self._months != 3:
            first = f"report_period: {self._office.report}\n{first}"
        plan = re.sub(r"^first_quarter: .*$", first, plan, flags=re.MULTILINE)
        for lang in self._langs:
            plan = reworded(plan, lang, self._months)
        plan = plan.replace("2026Q1", str(self._period))
        given = {
            "title": self.text("title"),
            "short": {lang: self._whole.of(lang) for lang in self._langs},
            "document_number": self._printed("document_number"),
            "issuer": self.text("issuer"),
            "issued": f"{self._first}-01-15",
            "baseline_year": self._first - 1,
            "years": list(range(self._first, self._last + 1)),
            "root_area": "whole",
            "contact.unit": dict.fromkeys(self._langs, ""),
            "bulletin.masthead": dict.fromkeys(self._langs, ""),
            "bulletin.issuer": self.text("bulletin"),
            "bulletin.to": self.text("to"),
            "bulletin.cc": dict.fromkeys(self._langs, ""),
        }
        plan = _with(plan, given)
        if self._langs != LANGS:
            plan = plan.replace("\nid: example\n", f"\nid: example\nlanguages: [{', '.join(self._langs)}]\n")
        site = _with(self._sample["data/site.yml"], {"site_name": self.text("site")})
        others = [lang for lang in LANGS if lang not in self._langs]
        site = re.sub(rf"^  (?:{'|'.join(others)}): .*\n", "", site, flags=re.MULTILINE) if others else site
        return {
            f"{PLAN}/plan.yml": self._commented(plan),
            f"{PLAN}/README.md": self._guide(),
            "data/site.yml": self._commented(site),
        }

    def _commented(self, text: str) -> str:
        """Without the comments of languages that the plan has not. Both stand on one line, two blanks apart,
        or on lines of their own; a setting that is switched off stays."""
        if len(self._langs) == len(LANGS):
            return text
        kept = []
        for line in text.splitlines():
            line = _PAIR.sub(self._own_half, line)
            off, sign, comment = line.rpartition(" # ")
            if sign and _SETTING.match(off):
                told = [part for part in re.split(r"\s{2,}", comment) if self._speaks(part)]
                line = f"{off} # {'  '.join(told)}" if told else off.rstrip()
            given, sign, comment = line.partition("#")
            if sign and not _SETTING.match(f"#{comment}") and '"#' not in line:
                told = [part for part in re.split(r"\s{2,}", comment.strip()) if self._speaks(part)]
                if not told and not given.strip():
                    continue
                line = f"{given}# {'  '.join(told)}" if told else given.rstrip()
            kept.append(line)
        return "\n".join(kept) + "\n"

    def _own_half(self, pair: re.Match[str]) -> str:
        (lang,) = self._langs
        return f"{{{lang}: {pair[lang]}}}"

    def _speaks(self, words: str) -> bool:
        return bool(_CJK.search(words)) == (self._langs[0] == "zh")

    def _guide(self) -> str:
        """How the files are filled in, in the plan's languages and without the sample's counts."""
        text = self._sample[f"{PLAN}/README.md"]
        lines = [line for line in text.splitlines() if not line.startswith("|")]
        table = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
        columns = [0, *(1 + LANGS.index(lang) for lang in LANGS if lang in self._langs)]
        rows = ["|".join(("", *(row[at] for at in columns), "")) for row in table]
        if len(self._langs) < len(LANGS):
            name = {"zh": ("# 计划文件怎样填", "文件"), "en": ("# How to fill in the plan's files", "file")}
            title, first = name[self._langs[0]]
            rows[0] = f"| {first} |{rows[0].partition('|')[2].partition('|')[2]}"
            told = "\n".join(lines).split("\n\n")[1:]
            lines = [title, *(x for part in told if self._speaks(part) for x in ("", *part.splitlines()))]
            note = {"zh": "\\* 必须有，其余可以删去。", "en": "\\* Required; the others may be deleted."}
            lines = [note[self._langs[0]] if x.startswith("\\*") else x for x in lines]
        at = next((n for n, x in enumerate(lines) if x.startswith("\\*")), len(lines))
        above = "\n".join(lines[:at]).rstrip("\n")
        return "\n".join([above, "", *rows, "", *lines[at:]]).rstrip("\n") + "\n"

    # --- the first period ----------------------------------------------------------------------------

    def delivery(self) -> dict[str, str]:
        """An empty delivery of the first period, with every expected row."""
        folder, of = f"data/quarters/{self._period}", self._period
        names = {"whole": self._whole, **dict(zip(self._ids, self._areas, strict=True))}
        lang = self._langs[0]
        header = next(csv.reader(io.StringIO(self._sample["data/quarters/2026Q1/observations.csv"])))
        rows = []
        for one in self._rows["indicators"]:
            for area in names if "township" in one["levels"] else ["whole"]:
                row = {
                    "indicator": one["id"],
                    "period": of.year if one["frequency"] == "annual" else of,
                    "area": names[area].of(lang),
                    "unit": one["unit"],
                    "reporter": names[area].of(lang) if area != "whole" else self._printed("reporter"),
                    "origin": "self",
                    "missing_reason": "not_due",
                }
                rows.append([str(row.get(column, "")) for column in header])
        sheet = self._sample["data/quarters/2026Q1/release.yml"]
        key = "quarter" if self._months == 3 else "period"
        sheet = re.sub("^quarter: .*$", f"{key}: {of}", sheet, flags=re.MULTILINE)
        for name, days in (("published", 38), ("due", 20), ("delivered", 20)):
            day = (of.end + timedelta(days=days)).isoformat()
            sheet = re.sub(rf"^{name}: \S+", f"{name}: {day}", sheet, flags=re.MULTILINE)
        for other in (lang for lang in LANGS if lang not in self._langs):
            sheet = re.sub(rf"^\w+_{other}: .*\n", "", sheet, flags=re.MULTILINE)
        for lang in self._langs:
            sheet = reworded(sheet, lang, self._months)
        return {
            f"{folder}/observations.csv": "\ufeff" + _csv(header, rows),
            f"{folder}/release.yml": self._commented(sheet),
        }


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def _with(text: str, given: Mapping[str, object]) -> str:
    """A YAML text with other values; comments and order stay."""
    for key, value in given.items():
        above, _, last = key.rpartition(".")
        begin = re.search(rf"^{above}:\n", text, re.MULTILINE) if above else None
        head, body = (text[: begin.end()], text[begin.end() :]) if begin else ("", text)
        indent = "  " if above else ""
        line = re.compile(rf"^{indent}{last}:.*\n(?:{indent}  (?:zh|en): .*\n)*", re.MULTILINE)
        told = f"{indent}{last}: {_yaml(value)}\n"
        text = head + line.sub(told.replace("\\", r"\\"), body, count=1)
    return text


def _yaml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_yaml(word)}" for key, word in value.items()) + "}"
    plain = not isinstance(value, str) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]+", value)
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
