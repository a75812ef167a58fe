"""Which value counts: the newest vintage of each observation, the ruling origin, per period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.domain.delivery import Delivery, Observation
from generator.domain.period import Period

# The status uses 第三方, else 督导, else 自查. An unnamed origin counts as self-check.
Key = tuple[str, Period, str, str]
ORIGINS = ("third_party", "supervision", "self")


@dataclass(frozen=True)
class Vintage:
    """All observations known at one moment: key → the newest delivered record.

    `of[indicator][area]` → observations per period and origin, in order of time.
    """

    newest: Mapping[tuple[str, Period, str, str], Observation]
    of: Mapping[str, Mapping[str, Sequence[Observation]]]

    def value(self, indicator: str, area: str, period: Period) -> Observation | None:
        """The ruling observation of one period: best origin that has a value, else any record."""
        found = (self.newest.get((indicator, period, area, origin)) for origin in ORIGINS)
        return ruling([o for o in found if o is not None])

    def series(self, indicator: str, area: str) -> tuple[Observation, ...]:
        """The ruling observation of every period, in order of time."""
        by_period: dict[Period, list[Observation]] = {}
        for observation in self.of.get(indicator, {}).get(area, ()):
            by_period.setdefault(observation.period, []).append(observation)
        chosen = (ruling(found) for found in by_period.values())
        return tuple(sorted((o for o in chosen if o), key=lambda o: o.period))


def ruling(found: Sequence[Observation]) -> Observation | None:
    """The observation that the status uses, among those of one period and area."""
    ranked = sorted(found, key=lambda o: (o.value is None, ORIGINS.index(o.origin)))
    return ranked[0] if ranked else None


def vintage(
    deliveries: Iterable[Delivery], until: Period | None = None, revised: Iterable[Key] = ()
) -> Vintage:
    """What was known once the folders up to `until` had arrived (all of them when None). `revised`: the cells
    whose value was published as another before; each carries that mark wherever it stands."""
    newest: dict[tuple[str, Period, str, str], Observation] = {}
    for delivery in deliveries:
        if until is None or delivery.quarter <= until:
            newest.update((o.key, o) for o in delivery.observations)
    for key in revised:
        if key in newest and newest[key].value is not None:
            newest[key] = replace(newest[key], revised=True)
    of: dict[str, dict[str, list[Observation]]] = {}
    for observation in newest.values():
        of.setdefault(observation.indicator, {}).setdefault(observation.area, []).append(observation)
    for areas in of.values():
        for found in areas.values():
            found.sort(key=lambda o: o.period)
    return Vintage(newest, of)
