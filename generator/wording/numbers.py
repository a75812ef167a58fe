"""Numbers as people read them. Rounding is half-up, once, here at the edge."""

from decimal import ROUND_HALF_UP, Decimal

# Places beyond the printed ones in which a value may be told from 0 or 100.
MOST = 12
MINUS = "−"  # U+2212: a true minus on pages; data files keep ASCII


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` half-up at `decimals` printed places (2.675 → 2.68, -1.445 → -1.45)."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def telling(value: Decimal, decimals: int) -> int:
    """How many places a value needs: those printed, and more where it would read as 0 or 100 and is neither.
    A target of 0 or 100 has no rounding allowance, and 99.6 as "100" would contradict its verdict."""
    places = decimals
    while places < decimals + MOST and rounded(value, places) in (0, 100) and rounded(value, places) != value:
        places += 1
    return places


def plain(value: Decimal, decimals: int) -> str:
    """For data files: ASCII minus, no grouping, fixed decimals."""
    return f"{rounded(value, decimals):f}"


def shown(value: Decimal, decimals: int) -> str:
    """For readers: true minus, thousands grouped from 10,000 up."""
    number = rounded(value, decimals)
    text = f"{abs(number):,f}" if abs(number) >= 10000 else f"{abs(number):f}"
    return MINUS + text if number < 0 else text


def full(value: Decimal, decimals: int) -> str:
    """Every digit the value has, at least the printed places, for readers: what a formula works with."""
    return shown(value, max(decimals, len(exact(value).partition(".")[2])))


def exact(value: Decimal) -> str:
    """Every digit the value has, without an exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """Every digit the value has, thousands grouped from 10,000 up, for readers."""
    digits = len(exact(value).partition(".")[2])
    return shown(value, digits)
