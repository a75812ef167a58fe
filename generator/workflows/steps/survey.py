"""What the data tell of the newest period: from the last look at them, where nothing has changed since."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from generator.domain.errors import JibaoError
from generator.domain.office_status import Survey, SurveyedArea
from generator.domain.text import Text
from generator.load.deliveries import quarter_folders
from generator.load.plan import load_plan
from generator.load.project import load_site_settings, open_project
from generator.publish.cache.store import Cache, digest
from generator.workflows.steps.unchanged import inputs


def survey(project: Path, today: date) -> Survey:
    """Checks the project, or reads what the check of the same files came to on the same day: that takes a
    tenth of the time. Raises UsageError where it is no project."""
    open_project(project)
    cache = Cache(project / ".build" / "cache")
    key = digest("survey", inputs(project, today.isoformat()))
    stored = cache.get(key)
    if stored is None:
        try:
            stored = json.dumps(_look(project, today), ensure_ascii=False).encode("utf-8")
        except JibaoError as error:  # an archive that past data cannot be compared with
            return _unchecked(project, Text(error.of("zh"), error.of("en")))
        cache.put(key, stored)
    told: Any = json.loads(stored)
    areas = tuple(SurveyedArea(i, Text(*name), tuple(to)) for i, name, to in told.pop("areas"))
    return Survey(**{**told, "place": Text(*told["place"]), "areas": areas})


def _unchecked(project: Path, fault: Text) -> Survey:
    plan = load_site_settings(project / "data")[0].principal
    known, _ = load_plan(project / "data" / "plans", plan)
    newest = quarter_folders(project / "data" / "quarters", known.report_months if known else 3)[-1:]
    quarter = "".join(map(str, newest))
    return Survey(plan, Text(), quarter, "", "", "", False, {}, {}, (), fault=fault)


def _look(project: Path, today: date) -> dict[str, object]:
    # These bring the large libraries.
    from generator.workflows.check import check_project, contact_findings

    checked = check_project(project, today=today)
    plan = checked.project.plan
    findings = [*checked.findings, *(contact_findings(project, plan) if plan else ())]
    newest = sorted(raw.quarter for raw in checked.project.raw)[-1:]
    own = [d for d in checked.deliveries if [d.quarter] == newest]
    info = own[0].release if own else None
    reported = Counter(o.reporter for d in own for o in d.observations if o.value is not None)
    return {
        "plan": plan.id if plan else checked.project.settings.principal,
        "place": _both(plan.short if plan else Text()),
        "quarter": str(newest[0]) if newest else "",
        "due": _iso(info.due if info else None),
        "delivered": _iso(info.delivered if info else None),
        "published": _iso(info.published if info else None),
        "demonstration": bool(info and info.demonstration),
        "rows": dict(reported),
        "values": reported.total(),
        "findings": dict(Counter(f.severity.value for f in findings)),
        "areas": _areas(project, checked.project.plan),
    }


def _areas(project: Path, plan: Any) -> list[object]:
    from generator.domain.distribution import addressees
    from generator.load.contacts import load_contacts
    from generator.load.project import CONTACTS

    if plan is None:
        return []
    shown = f"data/plans/{plan.id}/{CONTACTS}"
    contacts, _ = load_contacts(project / shown, shown)
    mailed = {a.area: a.addresses for a in addressees(contacts, [a.id for a in plan.areas], ())}
    served = {a.id for a in plan.sub_areas} | set(mailed)
    return [[a.id, _both(a.name), list(mailed.get(a.id, ()))] for a in plan.areas if a.id in served]


def _both(text: Text) -> list[str]:
    return [text.zh, text.en]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
