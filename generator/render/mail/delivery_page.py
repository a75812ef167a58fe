"""The office's own pages about a delivery: who has what, since when, what is open; the index of the
outbox folder; the same as CSV. Never part of the public site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from generator.domain.distribution import DONE, Addressee, Standing
from generator.domain.plan import Area
from generator.domain.release import SealedRelease
from generator.domain.sheet import unrun
from generator.domain.text import Lang
from generator.render.mail.messages import Layouts, html_lang
from generator.wording.localizer import NOTHING, Localizer

STATE_ICONS: Mapping[str, str] = {
    "acknowledged": "✓",
    "accepted": "✓",
    "prepared": "○",
    "by-hand": "○",
    "nothing": "○",
    "refused": "✕",
    "bounced": "✕",
    "doubt": "?",
}
_COLUMNS = (
    *("release", "area", "name_zh", "name_en", "way", "addresses", "state", "open"),
    *("prepared", "accepted", "acknowledged", "words", "resends", "message_id"),
)


@dataclass(frozen=True)
class DeliveryLine:
    """One area of one release. `folder`: below the outbox; `files`: names in it."""

    area: Area
    to: Addressee
    standing: Standing
    identity: str
    folder: str
    files: Sequence[str]

    @property
    def state(self) -> str:
        """One word of `Standing.state`."""
        return self.standing.state(self.to.addresses)

    @property
    def open(self) -> bool:
        """Whether somebody must still do something."""
        return self.state not in DONE

    @property
    def words(self) -> str:
        """What was said last about addresses that have not got it, or the receipt."""
        s = self.standing
        said = [w for of in (s.bounced, s.refused) for a, w in of.items() if a in self.to.addresses]
        return "; ".join(dict.fromkeys(said)) or s.acknowledged_words

    @property
    def since(self) -> str:
        """The time of the last good thing that is known."""
        s = self.standing
        accepted = [t for a, t in s.accepted.items() if a in self.to.addresses]
        return s.acknowledged or max(accepted, default="") or s.prepared


def state_words(state: str, localizer: Localizer) -> str:
    """A state for readers."""
    words = {
        "acknowledged": localizer.t("receipt confirmed"),
        "accepted": localizer.t("accepted by the mail server"),
        "prepared": localizer.t("prepared, not sent"),
        "by-hand": localizer.t("by folder, no receipt yet"),
        "nothing": localizer.t("not prepared"),
        "refused": localizer.t("refused"),
        "bounced": localizer.t("came back undelivered"),
        "doubt": localizer.t("in doubt: sent, no answer seen"),
    }
    return words.get(state, state)


def what_to_do(state: str, localizer: Localizer) -> str:
    """What is open, as a clerk would do it; empty where nothing is."""
    words = {
        "prepared": localizer.t("Run the command again."),
        "nothing": localizer.t("Run the command again."),
        "by-hand": localizer.t("Hand over the folder and enter the signed receipt."),
        "refused": localizer.t("Read the server's words, mend the address, run the command again."),
        "bounced": localizer.t("Mend the address in contacts.csv, then run the command again."),
        "doubt": localizer.t(
            "Ask the office or the mail server; if it never came, send it again with --resend."
        ),
    }
    return words.get(state, "")


def _rows(lines: Sequence[DeliveryLine], localizer: Localizer, trial: bool) -> list[dict[str, Any]]:
    """`trial`: of an area that no run but a trial has prepared, the ledger knows nothing."""
    tried, run_it = (
        localizer.t("prepared as a trial, not sent"),
        localizer.t("Run the command without --dry-run."),
    )
    only_tried = {line.area.id for line in lines if trial and line.open and not line.standing.prepared}
    return [
        {
            "name": localizer.text(line.area.name),
            "folder": line.folder,
            "files": line.files,
            "way": ", ".join(line.to.addresses) or localizer.t("by folder"),
            "icon": STATE_ICONS.get(line.state, ""),
            "state": tried if line.area.id in only_tried else state_words(line.state, localizer),
            "since": line.since[:16].replace("T", " ") or NOTHING,
            "words": line.words,
            "todo": run_it if line.area.id in only_tried else what_to_do(line.state, localizer),
            "resends": line.standing.resends,
        }
        for line in lines
    ]


def delivery_pages(
    release: SealedRelease,
    lines: Sequence[DeliveryLine],
    head: str,
    localizers: Mapping[Lang, Localizer],
    layouts: Layouts,
    trial: bool = False,
) -> dict[str, str]:
    """File name → page: `index.html` of the folders and `delivery.html`, each in both languages.
    `trial`: of a dry run, and the pages say so."""
    found = {}
    for lang, localizer in localizers.items():
        ending = "html" if lang == "zh" else f"{lang}.html"
        environment = layouts.pages
        context = {
            "release": release,
            "period": localizer.period(release.quarter),
            "rows": _rows(lines, localizer, trial),
            "trial": trial,
            "done": sum(not line.open for line in lines),
            "total": len(lines),
            "head": head,
            "_": localizer.t,
            "ending": ending,
            "others": [
                (other, "html" if other == "zh" else f"{other}.html") for other in localizers if other != lang
            ],
        }
        frame = environment.get_template("frame.html.j2")
        for name, title in (("index", localizer.t("Outbox")), ("delivery", localizer.t("Delivery"))):
            body = environment.get_template(f"{name}.html.j2").render(
                title=f"{title} {release.id}", **context
            )
            found[f"{name}.{ending}"] = frame.render(
                lang=html_lang(lang), title=f"{title} {release.id}", parts=[body]
            )
    return found


def delivery_csv(release: SealedRelease, lines: Sequence[DeliveryLine]) -> bytes:
    """The same for a spreadsheet: UTF-8 with a byte-order mark, CRLF."""
    rows = []
    for line in lines:
        s = line.standing
        accepted = "; ".join(f"{a} {t}" for a, t in s.accepted.items() if a in line.to.addresses)
        cells = (
            *(release.id, line.area.id, line.area.name.zh, line.area.name.en),
            *("mail" if line.to.addresses else "folder", "; ".join(line.to.addresses), line.state),
            *("yes" if line.open else "no", s.prepared, accepted, s.acknowledged, line.words),
            *(str(s.resends), line.identity if line.to.addresses else ""),
        )
        rows.append([unrun(c) for c in cells])
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype="str")
    return str(frame.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")
