"""Texts of the finding about characters that the bulletins' fonts lack (E36)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

GLYPHS = (
    FindingText(
        "E36-no-glyph",
        Severity.BLOCKING,
        Text("季报字体缺字", "A character that the bulletins' fonts lack"),
        Text(
            "“{value}”中的{signs}在季报所用的字体里都没有，印出来会是空框。",
            "“{value}” has {signs}, which none of the bulletins' fonts has: it would be printed as an"
            " empty box.",
        ),
        Text(
            "能换写的，改成通行的字（表情符号请删去）；人名、地名不能换写的，把含有该字的TrueType字体文件"
            "（.ttf）放进.fonts/extra文件夹，再检查一次。",
            "Write it with a common character (delete an emoji); where a name cannot be written otherwise,"
            " put a TrueType font (.ttf) that has the character into the folder .fonts/extra and check"
            " again.",
        ),
        Text("备注里有“😀”", "a note with “😀”"),
    ),
)
