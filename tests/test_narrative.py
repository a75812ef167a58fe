"""A clerk's summary is read without losing a sign or a word."""

from generator.render.narrative import Block, read_blocks


def test_a_minus_before_a_figure_is_no_list_mark() -> None:
    assert read_blocks("# 本季要点\n-1.4个百分点，好于上季。") == (
        Block("heading", ("本季要点",)),
        Block("paragraph", ("-1.4个百分点，好于上季。",)),
    )


def test_a_number_sign_without_a_space_is_no_heading() -> None:
    assert read_blocks("#3楼已投用") == (Block("paragraph", ("#3楼已投用",)),)


def test_lists_paragraphs_and_emphasis() -> None:
    text = "第一段\n接着说。\n\n- **甲**\n- 乙\n\n1. 一\n2. 二\n结束"
    assert read_blocks(text) == (
        Block("paragraph", ("第一段", "接着说。")),
        Block("list", ("甲", "乙")),
        Block("list", ("一", "二")),
        Block("paragraph", ("结束",)),
    )


def test_nothing_is_nothing() -> None:
    assert read_blocks("") == ()
    assert read_blocks("\n \n") == ()
