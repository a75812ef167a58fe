"""Where the office stands, as text, JSON and one page."""

import json
from collections.abc import Iterator
from html import escape

from generator.domain.office_status import OfficeStatus
from generator.domain.text import LANGS, Lang
from generator.render.reports.check_page import PAGE_POLICY, PAGE_STYLE
from generator.wording.status_words import AREA_STATES, HEADS, STATES, STEPS, detail, problem_text, title

SCHEMA = "jibao-status-1"
_TAGS = {"zh": "zh-Hans", "en": "en"}


def status_text(found: OfficeStatus, lang: Lang) -> str:
    """For a terminal."""
    lines = [title(found, lang), ""]
    for step in found.steps:
        said = (STATES[step.state].of(lang), STEPS[step.name].of(lang), step.day, detail(step, lang))
        lines.append("  " + "  ".join(part for part in said if part))
    if found.areas:
        lines += ["", HEADS["areas"].of(lang)]
    for name, state, since, held in _area_rows(found, lang):
        lines.append("  " + "  ".join(part for part in (name, state, since, held) if part))
    problems = [problem_text(p, lang) for p in found.problems] or [HEADS["none"].of(lang)]
    lines += ["", HEADS["problems"].of(lang), *(f"  {p}" for p in problems)]
    lines += ["", HEADS["next"].of(lang), *(f"  {command}" for command in found.next_steps)]
    return "\n".join(lines) + "\n"


def status_json(found: OfficeStatus) -> str:
    """For programs: codes and days, and the words of each step and problem in both languages. No address
    of mail stands in it."""
    seen = found.survey
    told = {
        "schema": SCHEMA,
        "today": found.today,
        "plan": seen.plan,
        "quarter": seen.quarter or None,
        "demonstration": seen.demonstration,
        "release": found.release or None,
        "steps": [
            {
                "step": step.name,
                "state": step.state,
                "date": step.day or None,
                "args": dict(step.args),
                **{lang: detail(step, lang) for lang in LANGS},
            }
            for step in found.steps
        ],
        "delivered_by": dict(seen.rows),
        "findings": dict(seen.findings),
        "areas": [
            {
                "area": one.area.id,
                "name": {"zh": one.area.name.zh, "en": one.area.name.en},
                "way": "mail" if one.area.addresses else "hand",
                "state": one.state,
                "since": one.since or None,
                "holds": one.held or None,
            }
            for one in found.areas
        ],
        "problems": [
            {"code": p.code, "args": dict(p.args), **{lang: problem_text(p, lang) for lang in LANGS}}
            for p in found.problems
        ],
        "next": list(found.next_steps),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def status_html(found: OfficeStatus) -> str:
    """One page that needs nothing else: Chinese, then English."""
    heading = " · ".join(title(found, lang) for lang in LANGS)
    parts = [
        '<!doctype html>\n<html lang="zh-Hans">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        PAGE_POLICY,
        '<meta name="robots" content="noindex">',
        f"<title>{escape(heading)}</title><style>{PAGE_STYLE}</style></head><body>",
    ]
    for lang in LANGS:
        parts += [f'<section lang="{_TAGS[lang]}">', *_section(found, lang), "</section>"]
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _section(found: OfficeStatus, lang: Lang) -> Iterator[str]:
    yield f"<h1>{escape(title(found, lang))}</h1>"
    yield f"<h2>{HEADS['next'].of(lang)}</h2><ol>"
    yield from (f"<li><code>{escape(command)}</code></li>" for command in found.next_steps)
    yield f"</ol><h2>{HEADS['problems'].of(lang)}</h2><ul>"
    problems = [problem_text(p, lang) for p in found.problems] or [HEADS["none"].of(lang)]
    yield from (f"<li>{escape(p)}</li>" for p in problems)
    yield f"</ul><h2>{HEADS['checklist'].of(lang)}</h2>"
    steps = [(STEPS[s.name].of(lang), STATES[s.state].of(lang), s.day, detail(s, lang)) for s in found.steps]
    yield _table(("step", "state", "day", "detail"), steps, lang)
    if found.areas:
        yield f"<h2>{HEADS['areas'].of(lang)}</h2>"
        yield _table(("area", "state", "day", "held"), list(_area_rows(found, lang)), lang)


def _area_rows(found: OfficeStatus, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    for one in found.areas:
        state = AREA_STATES.get(one.state)
        yield (
            one.area.name.of(lang) or one.area.id,
            state.of(lang) if state else one.state,
            one.since,
            one.held,
        )


def _table(heads: tuple[str, ...], rows: list[tuple[str, str, str, str]], lang: Lang) -> str:
    head = "".join(f'<th scope="col">{HEADS[h].of(lang)}</th>' for h in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
