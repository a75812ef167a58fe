"""What a number format shows of a number: the same one, or another."""

from decimal import Decimal

import pytest

from generator.load.workbooks.number_formats import shown_otherwise, written_beside

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
SAME = [
    ("37.1", "General"), ("37.1", "0"), ("0.94321", "0.00"), ("1234567.5", "#,##0.00"), ("-3.2", "0.0"),
    ("-3.2", "0.0_ ;[Red]\\-0.0\\ "), ("-3.2", "0.0_);[Red](0.0)"), ("-3.2", "0.0;[红色]0.0"),
    ("1234.5", ACCOUNTING), ("-1234.5", ACCOUNTING), ("0", ACCOUNTING), ("7.27", '0.00":1"'),
    ("12345", "0.00E+00"), ("37", "00000"), ("37.1", "@"), ("-0.3", "General;-General"), ("5", "[>=10]0.0;0"),
    ("1234.56", "[$-804]#,##0.00"), ("1e300", "0,,"), ("3", "#"),
]  # fmt: skip
OTHERWISE = [
    ("12345", "0.0,", "12.3"), ("12345", '0.0,"千"', "12.3千"), ("12345678", "#,##0,,", "12"),
    ("12345", '0!.0,"万"', "1.2万"), ("12345", '0"."0,', "1.2"), ("12345", "0!.0000", "1.2345"),
    ("3", '0"0"', "30"), ("3", ";;;", ""), ("0", "0;-0;;@", ""), ("0", "#", ""), ("-5", "0;0", "5"),
    ("12345", "[>=10000]0.0,;0", "12.3"), ("3", '"-"0', "-3"), ("12.5", "0.0,%", "1.3%"),
    ("38", "0%%", "380000%%"), ("0.8", "# ?/?", "4/5"),
]  # fmt: skip
WORDS = [
    ("3", '0"万"', "万"), ("3", "0\\万", "万"), ("285.5", '0.0"万元"', "万元"), ("3", "G/通用格式万", "万"),
    ("3", '"≥"0', "≥"), ("3", '0"以上"', "以上"), ("3", '"约"0', "约"), ("3", '0"人次"', "人次"), ("3", "0.0‰", "‰"), ("3", '[$￥-804]0', "￥"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "form"), SAME)
def test_the_same_figure(number: str, form: str) -> None:
    assert shown_otherwise(Decimal(number), form, False) is None


@pytest.mark.parametrize(("number", "form", "text"), OTHERWISE)
def test_another_figure(number: str, form: str, text: str) -> None:
    found = shown_otherwise(Decimal(number), form, "%" in form)
    assert found is not None and found.text == text


@pytest.mark.parametrize(("number", "form", "words"), WORDS)
def test_words_beside_a_figure(number: str, form: str, words: str) -> None:
    found = shown_otherwise(Decimal(number), form, False)
    assert found is not None and (found.text, found.words) == ("", words)


@pytest.mark.parametrize(
    "form", ["", ";", ";;;;;", '"', "[", "\\", "0" * 5000, "0." + "0" * 300, "[>1e9]0", "日"]
)
def test_no_form_is_too_strange(form: str) -> None:
    for number in ("0", "-1", "0.5", "99999999999999999"):
        found = shown_otherwise(Decimal(number), form, False)
        assert found is None or not found.in_part


@pytest.mark.parametrize(
    ("form", "words"), [('@"万"', "万"), ('0;-0;0;"约"@', "约"), ("@", ""), ("General", ""), ('0"万"', "")]
)
def test_words_beside_a_text(form: str, words: str) -> None:
    assert written_beside(form) == words


def test_a_percent_sign_counts() -> None:
    assert shown_otherwise(Decimal("0.381"), "0.0%", True) is None
    assert shown_otherwise(Decimal("0.381"), "0.0%;[Red]-0.0%", True) is None
