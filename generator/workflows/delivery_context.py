"""Everything about one release and the project that sends it: the plan as sealed, the contacts and
settings as they are now, the words."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from generator.check.contacts import check_contacts, is_address
from generator.distribute.releases import ReleaseFiles
from generator.domain.amendments import plan_as_of
from generator.domain.distribution import Addressee, Enclosure, addressees
from generator.domain.errors import UsageError
from generator.domain.finding import Finding
from generator.domain.plan import Area, Plan
from generator.domain.release import bulletin_path
from generator.domain.text import LANGS, Lang, Text, seen_only
from generator.domain.vocabulary import Vocabulary
from generator.load.catalogue import load_catalogue
from generator.load.contacts import load_contacts
from generator.load.plan import load_plan
from generator.load.project import CONTACTS, load_site_settings, open_project
from generator.load.settings import languages_of, plan_settings, read_settings
from generator.load.texts import load_templates
from generator.load.vocabulary import load_vocabulary
from generator.render.mail.messages import Layouts, ReleaseView, file_name, message_layouts
from generator.wording.localizer import Localizer
from generator.workflows.build import Blocked
from generator.workflows.steps.known_archive import ARCHIVE

OUTBOX = "outbox"
SENDER = "JIBAO_MAIL_FROM"
_NOBODY = "jibao@example.invalid"
_NO_HOST = "jibao.invalid"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?", re.ASCII)


def folder_name(area: Area) -> str:
    """`01-wenting-文亭街道`: in plan order, unlike any other, readable."""
    return file_name(f"{area.order:02d}-{area.id}-{area.name.zh or area.name.en}", "x")[:-2]


@dataclass
class DeliveryContext:
    """Everything about one release and the project that sends it."""

    project: Path
    files: ReleaseFiles
    principal: str
    environment: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it was sealed. Raises Blocked where it cannot be read."""
        plan, findings = load_plan(self.files.plans, self.files.release.plan)
        if plan is None:
            raise Blocked(findings)
        return plan_as_of(plan, self.files.release.quarter)

    @cached_property
    def settings(self) -> Mapping[str, object]:
        """plan.yml as it is now: who sends, how large, how fast."""
        shown = f"data/plans/{self.files.release.plan}/plan.yml"
        settings, findings = read_settings(self.project / shown, shown)
        if findings:
            raise Blocked(findings)
        return settings

    def setting(self, group: str, key: str) -> object:
        """One setting of a group of plan.yml; None where it is not there."""
        given = self.settings.get(group)
        return given.get(key) if isinstance(given, dict) else None

    def whole_number(self, key: str, usual: int) -> int:
        """A setting under `delivery`. Raises UsageError where it is no number above zero."""
        given = self.setting("delivery", key)
        if given is None:
            return usual
        if not isinstance(given, int) or isinstance(given, bool) or given < 1:
            raise UsageError(
                Text(
                    f"plan.yml的delivery.{key}要填大于0的整数",
                    f"plan.yml, delivery.{key}: a whole number above 0 is needed",
                )
            )
        return given

    @cached_property
    def languages(self) -> tuple[Lang, ...]:
        """The plan's own languages; both where plan.yml names none."""
        return languages_of(self.settings)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Units of measure and words for codes, as sealed."""
        return load_vocabulary(self.files.data / "vocabulary")

    @cached_property
    def localizers(self) -> dict[Lang, Localizer]:
        """Words as the project has them now, units of measure as sealed."""
        units, months = self.vocabulary.units, self.files.release.quarter.months
        words = self.plan.settings.words
        langs = dict.fromkeys((*LANGS, *self.languages))
        return {
            lang: Localizer(lang, load_catalogue(self.project, lang), units, months, words) for lang in langs
        }

    @cached_property
    def layouts(self) -> Layouts:
        """The messages' templates, of the project."""
        return message_layouts(load_templates(self.project, "messages"))

    @cached_property
    def view(self) -> ReleaseView:
        """What all messages of the release share."""
        site, _ = load_site_settings(self.files.data)
        report = f"data/{self.files.release.quarter}/report.json"
        counts = json.loads(self.files.read(report)).get("counts", {}) if self.files.holds(report) else {}
        before, release = self.files.before, self.files.release
        names = (
            bulletin_path(release.plan, release.quarter, self.plan.root_area, lang, release.version)
            for lang in self.languages
        )
        return ReleaseView(
            release,
            before,
            self.plan,
            site.name,
            site.base_address,
            counts,
            self.vocabulary.words,
            self.files.changes(),
            release.version if any(map(self.files.holds, names)) else 1,
        )

    @cached_property
    def everybody(self) -> tuple[Addressee, ...]:
        """One per township, and one for the whole where it has a contact of its own, in plan order.
        Raises Blocked where contacts.csv has a fault."""
        shown = f"data/plans/{self.files.release.plan}/{CONTACTS}"
        contacts, findings = load_contacts(self.project / shown, shown)
        findings = [*findings, *check_contacts(self.plan, contacts, shown)]
        if any(f.blocking for f in findings):
            raise Blocked(findings)
        self.findings = findings
        here = [self.plan.root_area, *(a.id for a in self.plan.sub_areas)]
        named = {a.area: a for a in addressees(contacts, here, self.languages)}
        by_hand = {
            a.id: Addressee(a.id, (), (), (), self.languages, ("pdf", "csv")) for a in self.plan.sub_areas
        }
        merged = by_hand | named
        return tuple(merged[a.id] for a in self.plan.areas if a.id in merged)

    def rows(self, enclosed: Sequence[Enclosure]) -> list[dict[str, str]]:
        """The table among an area's files, row by row; empty where it has none."""
        table = next((e for e in enclosed if e.kind == "csv"), None)
        return self.files.table(table.path) if table else []

    def sender(self, needed: bool) -> str:
        """The office's own address. Raises UsageError where mail is to go out and there is none."""
        given = self.environment.get(SENDER, "").strip() or str(self.setting("contact", "email") or "")
        if given and not is_address(given):
            raise UsageError(
                Text(
                    f"发件地址不是邮箱地址，见{SENDER}和plan.yml的contact.email",
                    f"the sender's address is none; see {SENDER} and contact.email in plan.yml",
                )
            )
        if not given and needed:
            raise UsageError(
                Text(
                    f"没有发件地址：请在plan.yml填contact.email，或设{SENDER}",
                    f"no sender: fill in contact.email in plan.yml, or set {SENDER}",
                )
            )
        return given or _NOBODY

    def sender_name(self, lang: Lang) -> str:
        """The office's name as its bulletins print it."""
        now = plan_settings(self.settings)
        said = [text for text in (now.contact["unit"], now.issuer) if text]
        return seen_only((said[0] if said else self.plan.issuer).of(lang))

    def identity(self, area: str, resends: int, release: str = "") -> str:
        """The Message-ID: fixed by release and area, and by how often a person asked for it again."""
        host = (urlsplit(self.view.base_address).hostname or "").lower()
        name = f"{release or self.files.release.id}.{area}" + (f".again{resends}" if resends else "")
        return f"<{name}@{host if _HOST.fullmatch(host) else _NO_HOST}>"


def open_delivery(project: Path, wanted: str, environment: Mapping[str, str]) -> DeliveryContext:
    """The office of one release. Raises UsageError where there is no such release."""
    settings, _ = load_site_settings(open_project(project) / "data")
    files = ReleaseFiles(project / ARCHIVE, wanted, settings.principal)
    return DeliveryContext(project, files, settings.principal, environment)
