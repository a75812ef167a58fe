"""What stands beside the sheets of an empty delivery: the notes on what becomes of it, and release.yml."""

import re
from collections.abc import Sequence

from generator.domain.form import MARK
from generator.domain.period import Period
from generator.domain.text import LANGS, Lang
from generator.wording.report_words import reworded

_NOTES = """\
{quarter} 季报填报说明 · How to fill in the report of {quarter}

1. 逐表填写，每行一个数值；没有数的，“数值”留空并填“缺失原因”。灰底的格是已知的，不必改。
   One value per row; where there is none, leave it blank and give the reason. What is known is filled in.
2. 任务进展、问题清单已填入上次报送的情况（未完成、未办结的）：逐行核对，改成本期的；没有变化的保留。
   Tasks and problems that are still open begin with what was reported last: bring each row up to date.
3. 只有表头的表，没有可报的不必填，也不必删；已列出行的表逐行填，不报的行删去。
   Leave a sheet that has only its header alone where there is nothing to report; where rows are listed, fill
   in each, and delete those that you do not report.
4. release.yml 填发布日期、岗位、保密审查结论；summary.zh.md、summary.en.md 写本期小结（可以空着）。
   release.yml takes dates, posts and the secrecy review; the summaries take the quarter in words.
5. 填好后，把整个文件夹交给汇总人员，由其在项目文件夹里运行：
   Hand the whole folder to the office, which runs in the project's folder:
       jibao import 这个文件夹（this folder） --quarter {quarter}
   各文件写入 data/quarters/{quarter}/，已有的不覆盖。也可以把文件直接放进 data/quarters/{quarter}/。
   It fills data/quarters/{quarter}/ and overwrites nothing. The files may be put there directly, too.
6. 然后运行 jibao check {quarter}，按提示改正。 Then run jibao check {quarter} and mend what it names.

{mark} {quarter}（请保留这一行：凭它认出没有动过的空表。 Keep this line: empty sheets are known by it.）
"""
_NOTES_ELSE = """\
How to fill in the report of {quarter}

1. One value per row; where there is none, leave it blank and give the reason. What is known is filled in.
   A row without an area is the whole's: each row here has its area, and so should every row that you add.
2. Tasks and problems that are still open begin with what was reported last: bring each row up to date.
3. Leave a sheet that has only its header alone where there is nothing to report; where rows are listed, fill
   in each, and delete those that you do not report.
4. release.yml takes dates, posts and the secrecy review; the summaries take the quarter in words.
5. Hand the whole folder to the office, which runs in the project's folder:
       jibao import FOLDER --quarter {quarter}
   It fills data/quarters/{quarter}/ and overwrites nothing. The files may be put there directly, too.
6. Then run jibao check {quarter} and mend what it names.

{mark} {quarter} (Keep this line: empty sheets are known by it.)
"""
_RELEASE_ELSE = """\
# {quarter}, release sheet. Fill in after the colon; # begins a remark.
quarter: {quarter}
published:            # publication date, 2026-11-06
due:                  # due date
delivered:            # delivery date
{posts}status:               # provisional or final
demonstration:        # true for invented data, false for real
"""
_POSTS = {"prepared_by": "the post, not a name", "reviewed_by": "the post", "secrecy_review": "its outcome"}
_RELEASE = """\
# {quarter} 发布单 · release sheet. 冒号后填写，井号后是说明。 Fill in after the colon; # begins a remark.
quarter: {quarter}
published:            # 发布日期 publication date, 2026-11-06
due:                  # 应报日期 due date
delivered:            # 实报日期 delivery date
prepared_by_zh:       # 编制岗位（写岗位，不写姓名） prepared by: the post, not a name
prepared_by_en:
reviewed_by_zh:       # 审核岗位 reviewed by
reviewed_by_en:
secrecy_review_zh:    # 保密审查结论 secrecy review
secrecy_review_en:
status:               # provisional（暂定）或 final（正式） provisional or final
demonstration:        # 演示数据填 true，真实数据填 false  true for invented data, false for real
"""


def template_notes(quarter: Period, lang: Lang = "zh") -> tuple[str, ...]:
    """The lines of the notes; the last bears the mark that the template is known by."""
    notes = _NOTES if lang == "zh" else _NOTES_ELSE
    return tuple(_told(notes, quarter).format(quarter=quarter, mark=MARK).splitlines())


def release_sheet(quarter: Period, lang: Lang = "zh", languages: Sequence[Lang] = LANGS) -> str:
    """release.yml with every key and nothing said."""
    posts = (f"{f'{stem}_{own}:':<21} # {remark}\n" for stem, remark in _POSTS.items() for own in languages)
    sheet = _RELEASE if lang == "zh" else _RELEASE_ELSE.replace("{posts}", "".join(posts))
    sheet = sheet if quarter.months == 3 else sheet.replace("quarter: ", "period: ")
    return sheet.format(quarter=quarter)


def _told(words: str, quarter: Period) -> str:
    """Both languages stand in one text; names of options and folders stay."""
    parts = re.split(r"(\{quarter\}|--quarter|data/quarters)", words)
    own = [reworded(reworded(part, "zh", quarter.months), "en", quarter.months) for part in parts[::2]]
    return "".join(a + b for a, b in zip(own, [*parts[1::2], ""], strict=True))
