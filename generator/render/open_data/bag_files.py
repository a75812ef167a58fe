"""What lies in a release's bags beside the site: its facts, a data package and an RO-Crate that
describe it, the values as reported for the office, and a word to whoever opens a bag in twenty years."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

import pandas as pd

from generator.domain.assessment import Report
from generator.domain.change import Change, Revision
from generator.domain.delivery import Delivery, Observation
from generator.domain.release import Reissue, SealedRelease
from generator.domain.sheet import unrun
from generator.domain.text import LANGS, Lang, Text, by_each
from generator.render.presenter import SiteFacts
from generator.wording.calendar import language_name
from generator.wording.report_words import reworded

_UNSUPPRESSED = (
    *("delivered", "indicator", "period", "area", "origin", "value", "numerator", "denominator"),
    *("obs_status", "missing_reason", "revision_reason", "reporter", "note_zh", "note_en"),
)


def as_json(content: object) -> bytes:
    """The one form of JSON in a bag."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def reissued(reissues: Sequence[Reissue]) -> list[list[object]]:
    """Release → every cell that it changed, for the new versions before this release, as pairs."""
    return [
        [r.release.id, [change(c) for c in r.changes], *([[list(c) for c in r.rows]] if r.rows else [])]
        for r in reissues
    ]


def change(c: Change) -> dict[str, object]:
    """One changed cell, as release.json tells it."""
    return {**asdict(c), "subject": list(c.subject)}


def revision(r: Revision) -> dict[str, object]:
    """One value that was changed, its numbers as text: nothing of them is lost. `reason_en` only where it
    was given, so that what is sealed stays as it is when it is built again."""
    told = {f.name: getattr(r, f.name) for f in fields(r) if f.name != "reason_en" or r.reason_en}
    return {name: None if value is None else str(value) for name, value in told.items()}


def sign_off(report: Report) -> dict[str, object]:
    """Who answers for the release, as release.yml says: posts, never people."""
    info = report.release
    return {
        "prepared_by": _both(info.prepared_by),
        "reviewed_by": _both(info.reviewed_by),
        "secrecy_review": _both(info.secrecy_review),
        "due": info.due.isoformat() if info.due else None,
        "delivered": info.delivered.isoformat() if info.delivered else None,
    }


def _both(text: Text) -> dict[str, str]:
    return by_each(text)


def _joined(text: Text) -> str:
    return " / ".join(text.by_lang().values())


def unsuppressed_csv(deliveries: Sequence[Delivery]) -> str:
    """Every observation as reported, withheld ones included. For the office bag only."""
    rows = [_as_reported(str(d.quarter), o) for d in deliveries for o in d.observations]
    frame = pd.DataFrame(rows, columns=list(_UNSUPPRESSED), dtype="str")
    return "\ufeff" + str(frame.to_csv(index=False, lineterminator="\r\n"))


def _as_reported(delivered: str, o: Observation) -> tuple[str, ...]:
    return (
        *(delivered, o.indicator, str(o.period), o.area, o.origin),
        *("" if n is None else f"{n:f}" for n in (o.value, o.numerator, o.denominator)),
        *(o.status, o.missing_reason),
        *(unrun(w) for w in (o.revision_reason, o.reporter, o.note.zh, o.note.en)),
    )


def data_package(built: bytes | None, tables: Mapping[str, bytes], release: SealedRelease) -> bytes:
    """The bag's `datapackage.json`: the one that the site carries, its paths counted from the bag's
    payload. `tables`: path in the payload → CSV, for a release whose site carries none."""
    if built is not None:
        package = json.loads(built)
        for resource in package.get("resources", ()):
            resource["path"] = f"site/data/{resource['path']}"
        return as_json(package)
    return as_json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": release.id.lower(),
            "version": release.id,
            "created": f"{release.published.isoformat()}T00:00:00Z",
            "resources": [_resource(path, data) for path, data in sorted(tables.items())],
        }
    )


def _resource(path: str, data: bytes) -> dict[str, object]:
    header = next(csv.reader(data.decode("utf-8-sig").splitlines()), [])
    return {
        "name": path.rsplit("/", 1)[-1].removesuffix(".csv").lower(),
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [{"name": name, "type": "string"} for name in header],
            "missingValues": [""],
        },
    }


def ro_crate(report: Report, site: SiteFacts, release: SealedRelease, paths: Sequence[str]) -> bytes:
    """`ro-crate-metadata.json` (RO-Crate 1.1). `paths`: the bulletins and tables, from the payload."""
    plan, day = report.plan, release.published.isoformat()
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": release.id,
        "name": f"{_joined(site.name)} · {release.quarter} · {release.id}",
        "description": f"{_joined(plan.title)} ({plan.document_number})",
        "datePublished": day,
        "version": str(release.version),
        "publisher": {"@id": "#issuer"},
        "hasPart": [{"@id": path} for path in paths],
        "creativeWorkStatus": "demonstration" if release.demonstration else release.status,
    }
    address = site.licence.get("url", "")
    if address:
        root["license"] = {"@id": address}
    graph: list[dict[str, object]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        root,
        {"@id": "#issuer", "@type": "Organization", "name": _joined(plan.issuer)},
    ]
    graph += [{"@id": path, "@type": "File", "encodingFormat": _format(path)} for path in paths]
    if address:
        name = _joined(Text(site.licence.get("zh", ""), site.licence.get("en", "")))
        graph.append({"@id": address, "@type": "CreativeWork", "name": name})
    return as_json({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _format(path: str) -> str:
    endings = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json", "html": "text/html"}
    return endings.get(path.rsplit(".", 1)[-1], "application/octet-stream")


_README: Mapping[Lang, str] = {
    "zh": """\
这是一次封存的发布，谁都可以保存、核对和引用。
  site/index.html          打开它就是当时的整个网站{told}
  site/bulletins/          {bulletins}（PDF），PDF 里附有数据
  site/data/               数据表
  source/                  当时的方案、方法、用语和模板（图表程序在 site/assets/vendor/）
  release.json             发布日期、审核与保密审查、软件版本、改了什么、前一发布的总校验值
  datapackage.json、ro-crate-metadata.json   给程序看的说明
网站上的ZIP不装PDF，它们在网站的 releases/{release}/bulletins/：核对以前先放进 site/bulletins/。
核对：在上一级文件夹运行 sha256sum -c manifest-sha256.txt 和 sha256sum -c tagmanifest-sha256.txt；
      sha256sum tagmanifest-sha256.txt 得到的就是这次发布的总校验值。
""",
    "en": """\
This is a sealed release; anybody may keep, check and cite it.
  site/index.html          the whole site as it was{told}
  site/bulletins/          the bulletins (PDF) with their data inside
  site/data/               the tables
  source/                  plan, method, wording, templates as of then (chart library: site/assets/vendor/)
  release.json             dates, sign-off, software, what changed, root checksum of the release before
  datapackage.json, ro-crate-metadata.json   the same for programs
The ZIP of the website leaves the bulletins out; they stand at its releases/{release}/bulletins/:
before you check, put them in site/bulletins/.
To check: in the folder above, sha256sum -c manifest-sha256.txt and sha256sum -c tagmanifest-sha256.txt;
      sha256sum tagmanifest-sha256.txt is the root checksum of this release.
""",
}


def public_readme(release: SealedRelease, languages: Sequence[Lang]) -> bytes:
    """The first thing to read in the public bag."""
    told = {"zh": "", "en": ""}
    if len(languages) > 1:
        first, *others = (language_name(lang, "en") for lang in languages)
        below = "".join(
            f"; {name} under site/{lang}/" for name, lang in zip(others, languages[1:], strict=True)
        )
        told["en"] = f" ({first}{below})"
        told["zh"] = "（中文；英文在 site/en/）" if languages[0] == "zh" else "（英文；中文在 site/zh/）"
    bulletins = reworded("季报", "zh", release.quarter.months)
    parts = [
        readme.format(release=release.id, bulletins=bulletins, told=told[lang])
        for lang, readme in _README.items()
        if lang in languages or (lang == "en" and not {*LANGS} & {*languages})
    ]
    return "\n".join([f"{release.id}\n", *parts]).encode()


def office_readme(release: SealedRelease) -> bytes:
    """The first thing to read in the office bag."""
    return f"""{release.id}/office

内部资料，不得公布：收到的报送文件原样、联系人、没有隐去小数目的数值（unsuppressed.csv）。
与公开包里的 source/ 合在一起，可以逐字节重新生成这次发布：jibao verify {release.id} --rebuild

For the office only, never to be published: the deliveries as received, contacts, the values before
small counts were withheld (unsuppressed.csv). Together with source/ of the public bag they build the
release again, byte by byte: jibao verify {release.id} --rebuild
""".encode()
