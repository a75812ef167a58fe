"""A quarter's folder that holds something already: what of the files made by an import goes into it."""

from dataclasses import dataclass

from generator.domain.finding import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Standing:
    """The file that is there for what one of the files made is to hold. `same`: its content is, however
    it is written; `blank`: it says nothing yet."""

    name: str
    same: bool
    blank: bool


def judge_file(place: Place, name: str, blank: bool, standing: Standing | None) -> tuple[Finding, bool]:
    """What is done with one of the files made, and whether it is written; `blank`: it says nothing."""
    if standing is None:
        return Finding("E35-file-written", Severity.INFO, place, name), True
    args = {"standing": standing.name}
    if standing.same:
        return Finding("E35-file-same", Severity.INFO, place, name, args), False
    if standing.blank:
        return Finding("E35-file-completed", Severity.INFO, place, name, args), True
    if blank:
        return Finding("E35-file-unfilled", Severity.INFO, place, name, args), False
    return Finding("E35-file-kept", Severity.BLOCKING, place, name, args), False


def quarter_sealed(folder: str, release: str) -> Finding:
    """A quarter that a release holds as sealed: its folder is filled no more."""
    return Finding("E35-quarter-sealed", Severity.BLOCKING, Place(folder), None, {"release": release})
