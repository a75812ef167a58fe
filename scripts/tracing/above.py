"""Tables of the plan above: how many tasks an area has, how many targets and commitments a task has."""

from tracing.cells import Here, Want, Wants
from tracing.facts import Facts
from tracing.wording import plain


def area_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """An area of the plan above, and how many tasks it has."""
    above = facts.sources.above
    titles = {plain(row[f"title_{facts.lang}"]): row["id"] for row in above["objectives"]}
    known = titles.get(plain(cells[0]))
    if known is None:
        return None
    tasks = sum(row["objective"] == known for row in above["measures"])
    return [Want({plain(cells[0])}), Want({str(tasks)})]


def task_row(facts: Facts, here: Here, keys: list[str], cells: list[str]) -> Wants | None:
    """A task of the plan above: its number, its name, its horizon, how much is asked in it."""
    above = facts.sources.above
    row = next((r for r in above["measures"] if r["number"] == cells[0]), None)
    if row is None or plain(row[f"title_{facts.lang}"]) != plain(cells[1]):
        return None
    asked = sum(target["measure"] == row["id"] for target in above["targets"])
    wants: Wants = [None] * len(keys)
    wants[0], wants[1] = Want({row["number"]}), Want({plain(row[f"title_{facts.lang}"])})
    undated = facts.pick("未载明时限", "No date printed")
    wants[keys.index("horizon")] = Want({plain(row["horizon"] or undated)})
    wants[keys.index("commitments")] = Want({str(asked)})
    return wants
