"""Which handler knows a table, by the meaning of its columns."""

from tracing import above
from tracing.cells import Handler, Here, indicator_of, township_row
from tracing.columns import meanings
from tracing.facts import Facts
from tracing.lists import indicator_row
from tracing.records import (
    count_row,
    course_row,
    goal_row,
    money_row,
    origin_row,
    revised_row,
    series_row,
    share_row,
    target_row,
    task_row,
    time_row,
)
from tracing.wording import plain

LISTED = {"value", "own", "status", "then", "goal", "whole"}


def keys_of(facts: Facts, here: Here, headings: list[str]) -> list[str]:
    """The columns' meanings; of a bulletin's glance the indicators in its head."""
    keys = meanings(headings)
    areas = facts.areas
    root = {plain(name) for name in facts.words.name(areas[facts.root])}
    own = {plain(name) for name in facts.words.name(areas[here.slug])} if here.slug in areas else set()
    now = plain(facts.pick("本期", "now"))
    for at, heading in enumerate(headings):
        text = plain(heading)
        if text in own and not here.printed:
            keys[at] = "own"
        elif text in root or text.removesuffix(now) in root:
            keys[at] = "whole"
        elif (
            not keys[at] and here.printed and keys[0] == "township" and (row := indicator_of(facts, heading))
        ):
            keys[at] = "of:" + row["id"]
    return keys


def handler(keys: list[str], here: Here) -> Handler | None:
    """Who knows such a table."""
    held, timed = set(keys), any(key.startswith(("at:", "of:")) for key in keys)
    own = here.kind == "indicators"
    known: list[tuple[bool, Handler]] = [
        (keys == ["area", "tasks"], above.area_row),
        ("commitments" in held, above.task_row),
        ("goal_name" in held, goal_row),
        ("old" in held, revised_row),
        (keys == ["origin", "value", "used_for"], origin_row),
        (keys == ["origin", "planned", "share"], share_row),
        (keys[:2] == ["period", "own"] and here.kind == "townships", series_row),
        ("indicator" in held and bool(held & LISTED or keys[0] == "indicator" and timed), indicator_row),
        ("township" in held and timed, township_row),
        (own and keys[0] == "period" and "flag" in held, course_row),
        (own and keys[:2] == ["year", "figure"], target_row),
        (keys[0] == "milestone" and bool(held & {"state", "whole_state"}), task_row),
        (keys[0] == "work" and bool(held & {"used", "pace", "at:2024", "total"}), money_row),
        (keys in (["quarter", "planned", "in_place", "used"], ["year", "planned"]), time_row),
        (any(key.startswith("count:") for key in keys), count_row),
    ]
    return next((judge for fits, judge in known if fits), None)
