"""The line under a printed table that says what its signs mean: each sign that stands there, and no other."""

from tracing.facts import Facts
from tracing.wording import plain

# In the order of the line: alone in a cell, at its end after a target, at its end after a value.
ALONE = {
    "—": ("表示未报送", " nothing reported"),
    "/": ("表示不适用", " not applicable"),
    "…": ("表示未到期", " not due yet"),
    "#": ("表示为保护隐私不予公布", " withheld to protect privacy"),
}
TOWARDS = {"→100": ("表示越接近100越好", " nearer to 100 is better")}
AFTER = {
    "*": ("表示暂定", " provisional"),
    "†": ("表示估计", " estimated"),
    "§": ("表示序列中断", " break in series"),
    "‡": ("表示已修订", " revised"),
    "¶": ("表示上年数值缺失,以上年目标代替", " last year's target, its value is missing"),
}
WORDS = ALONE | TOWARDS | AFTER
STARTS = ("Signs:", "符号说明:")


def signs(cell: str) -> set[str]:
    """The signs of one cell."""
    bare = cell.strip()
    found = {bare} & set(ALONE) | {one for one in TOWARDS if bare.endswith(one)}
    return found | set(bare[len(bare.rstrip("".join(AFTER))) :])


def line(facts: Facts, used: set[str]) -> str:
    """The line for these signs, plain; none without a sign."""
    told = [facts.pick(f"“{sign}”{zh}", f"{sign}{en}") for sign, (zh, en) in WORDS.items() if sign in used]
    return plain(facts.pick("符号说明:", "Signs:") + ";".join(told) + facts.pick("。", ".")) if told else ""
