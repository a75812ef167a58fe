"""What must hold before a release is sealed: somebody did the secrecy review, nothing personal goes
out, and no withheld count follows from what earlier releases showed."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from generator.check.words import HALF_WIDTH, quoted
from generator.domain.delivery import Delivery, Observation, ReleaseInfo
from generator.domain.finding import Finding, Place, Severity
from generator.domain.plan import Indicator


def _alone(core: str) -> re.Pattern[str]:
    """`core`, but not inside a longer number, a fraction, or a run of letters and digits as a checksum is."""
    before, after = (
        r"(?<![0-9])(?<![0-9][._-])(?<![0-9][A-Za-z])(?<![a-f]{2})",
        r"(?![0-9]|[A-Za-z]{0,3}[0-9]|[a-f]{2})",
    )
    return re.compile(rf"{before}(?:(?<![a-f]){core}|{core}(?![a-f])){after}", re.ASCII)


_IDENTITY = _alone(r"[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][ -]?[0-9]{3}[0-9Xx]")
_PHONE = _alone(r"(?:86[ -]?)?1[3-9][0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4}")
# Only from the beginning of a run of letters: a long one is looked at once.
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# Headers of columns that hold people. Posts and units have other names.
_PEOPLE = frozenset(
    (
        *(
            "姓名",
            "联系人",
            "患者",
            "患者姓名",
            "医生",
            "医生姓名",
            "身份证",
            "身份证号",
            "身份证号码",
            "住址",
        ),
        *("电话", "联系电话", "手机", "手机号", "手机号码", "邮箱", "电子邮箱"),
        *("person", "person_name", "full_name", "contact", "phone", "mobile", "telephone"),
        *("email", "e-mail", "id_card"),
    )
)
# Addresses that can never be anybody's (RFC 2606).
_NOBODY = ("@example.invalid", "@example.com", "@example.org")


def check_sign_off(release: ReleaseInfo, file: str) -> Iterator[Finding]:
    """The secrecy review (保密审查) must say something; a build without one is possible, a release
    is not."""
    if not release.secrecy_review.zh and not release.secrecy_review.en:
        yield Finding(
            "E40-secrecy-review-empty", Severity.BLOCKING, Place(file, None, None, "secrecy_review")
        )


def check_samples(
    texts: Iterable[tuple[Place, str]], samples: Collection[str], sealing: bool
) -> Iterator[Finding]:
    """Texts of a project of real data that still read as `jibao new` wrote them. A build only asks."""
    code, severity = "E45-sample-text", Severity.ADVISORY
    if sealing:
        code, severity = "E46-sample-text", Severity.BLOCKING
    for place, text in texts:
        if text in samples:
            yield Finding(code, severity, place, quoted(text))


def check_demonstration(deliveries: Sequence[Delivery], sealing: bool) -> Iterator[Finding]:
    """Invented figures beside real ones: pages compare periods, and nobody could tell them apart. One for
    each period that is not what the newest is. A build only asks."""
    code, severity = "E45-mixed-demonstration", Severity.ADVISORY
    if sealing:
        code, severity = "E46-mixed-demonstration", Severity.BLOCKING
    newest = deliveries[-1] if deliveries else None
    for one in deliveries:
        if newest is not None and one.release.demonstration != newest.release.demonstration:
            place = Place(f"data/quarters/{one.quarter}/release.yml", None, None, "demonstration")
            value = str(one.release.demonstration).lower()
            yield Finding(code, severity, place, value, {"newest": str(newest.quarter)})


def check_personal_data(files: Iterable[tuple[str, str]], allowed: Collection[str] = ()) -> Iterator[Finding]:
    """Identity numbers (with their check digit), mobile numbers, e-mail addresses and columns that
    hold people, in files (path, text) that are to be published. `allowed`: the office's own published
    telephone and address. One finding per file and kind: the first place."""
    for path, text in files:
        lines = text.translate(HALF_WIDTH).splitlines()
        yield from _first(path, lines, _IDENTITY, "E41-identity-number", allowed, identity_number)
        yield from _first(path, lines, _PHONE, "E41-phone-number", allowed)
        yield from _first(path, lines, _EMAIL, "E41-email", allowed, lambda a: not a.endswith(_NOBODY))
        if path.endswith(".csv") and lines:
            header = next(csv.reader([lines[0].lstrip("\ufeff")]), [])
            for column in (c for c in header if c.strip().lower() in _PEOPLE):
                yield Finding("E41-people-column", Severity.BLOCKING, Place(path, None, 1, column), column)


def _first(
    path: str,
    lines: list[str],
    pattern: re.Pattern[str],
    code: str,
    allowed: Collection[str],
    counts: Callable[[str], bool] = bool,
) -> Iterator[Finding]:
    for number, line in enumerate(lines, start=1):
        for match in pattern.finditer(line):
            if match[0] not in allowed and counts(match[0]):
                place = Place(path, None, number)
                yield Finding(code, Severity.BLOCKING, place, quoted(match[0]))
                return


def identity_number(text: str) -> bool:
    """Whether 18 characters, perhaps in groups, carry the check digit of GB 11643."""
    text = re.sub("[ -]", "", text)
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11] == text[17].upper()


def check_differencing(exposed: Iterable[tuple[Observation, Indicator]]) -> Iterator[Finding]:
    """Cells withheld now that a reader of an earlier release can work out."""
    for observation, indicator in exposed:
        place = observation.place
        args = {
            "indicator": indicator.name.of("zh"),
            "indicator_en": indicator.name.of("en"),
            "period": str(observation.period),
            "area": observation.area,
        }
        yield Finding("E42-follows-from-earlier", Severity.BLOCKING, place, None, args)
