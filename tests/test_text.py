"""What cannot be seen in a text is found, written out or dropped, wherever it comes from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.words import TextFault, fault_of, hidden_in
from generator.domain.text import hidden_signs, one_line, seen_only, written_out

# Hangul fillers are letters by their category, and a text of letters alone is looked at all the same.
FILLERS = "\u115f\u1160\u3164\uffa0"
OTHERS = "\u034f\u17b4\u17b5\u00ad\u200b\u202e\u2060\u2065\ufeff\x00\x7f\x85\u2028\U000e0041\U000e0002"
TEXTS = st.text(st.characters(codec=None), max_size=30) | st.text("张 \n\t\u3164\u200b\u202ea·", max_size=12)


@pytest.mark.parametrize("sign", FILLERS + OTHERS)
def test_an_invisible_character_is_a_finding_and_is_named(sign: str) -> None:
    for text in (f"张{sign}三", f"a{sign}", sign, f"合计：{sign}好"):
        assert hidden_signs(text) == sign
        named = TextFault("E25-invisible", args={"hidden": f"U+{ord(sign):04X}"})
        assert hidden_in(text) == fault_of(text) == named, text


@pytest.mark.parametrize(
    "text", ["", "张三", "a b", "一\n二\t三", "郟峯 ～—…①Ⅱñ·《》", "\u3000全角", "葛\U000e0100城", "❤\ufe0f"]
)
def test_what_is_seen_stays(text: str) -> None:
    assert hidden_signs(text) == ""
    assert written_out(text) == text


@given(TEXTS)
def test_nothing_stays_hidden(text: str) -> None:
    shown = written_out(text)
    assert hidden_signs(shown) == ""
    assert [c for c in shown if c in "\n\t\r"] == [c for c in text if c in "\n\t\r"]
    for line in (one_line(text), seen_only(text)):
        assert hidden_signs(line) == "" and not set(line) & set("\r\n\t")
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in seen_only(text))


def test_a_run_of_what_cannot_be_seen_is_one_blank() -> None:
    assert seen_only("\ufeff250 \u200b\u200b好\r\n") == "250  好"
    assert seen_only("甲\u3164\n乙") == "甲 乙"
    assert one_line("甲 \n 乙\u202e") == "甲 乙[U+202E]"
