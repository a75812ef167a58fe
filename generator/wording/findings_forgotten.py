"""Texts of what a delivery seems to have forgotten, or taken over from the last one (E37)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

FORGOTTEN = (
    FindingText(
        "E37-indicator-missing",
        Severity.ADVISORY,
        Text("应报的指标没有行", "An expected indicator has no row"),
        Text(
            "{period}应报的指标中，有{count}个全域没有行：{found}。",
            "Expected for {period} and without a row for the whole area: {count} ({found}).",
        ),
        Text(
            "补上这些行；没有数的，“数值”留空，填“缺失原因”。",
            "Add the rows; where there is no value, leave it blank and give the reason.",
        ),
        Text("本季漏报指标12", "no row for indicator 12"),
    ),
    FindingText(
        "E37-period-copied",
        Severity.ADVISORY,
        Text("与上期完全相同", "The same as the last period throughout"),
        Text(
            "本期{count}行的数值和文字与{before}报送的完全相同，像是复制上期文件、只改了统计期。",
            "All {count} rows of this period have the values and words that {before} was reported with, as "
            "if only the period had been changed.",
        ),
        Text(
            "请逐行换成本期的数；确实都没有变化的，不必改。",
            "Enter this period's values; where truly nothing has changed, nothing needs doing.",
        ),
        Text("复制上季度的文件夹，只改了名称", "last quarter's folder under a new name"),
    ),
    FindingText(
        "E37-tasks-carried",
        Severity.ADVISORY,
        Text("未完成的任务沿用以前的进展", "Open tasks stand as they were told earlier"),
        Text(
            "有{count}项未完成的任务本期没有报，页面和季报注明是哪一期的情况：{found}。",
            "{count} open tasks are not reported for this period; pages and bulletin say which period they "
            "are as of: {found}.",
        ),
        Text(
            "在任务进展中补上这些任务本期的状态；没有变化的也报一行。",
            "Add a row for each with its state now, even where it is the same.",
        ),
        Text("任务CM-24上次报送是2026Q2", "task CM-24 was last reported for 2026Q2"),
    ),
    FindingText(
        "E37-funds-carried",
        Severity.ADVISORY,
        Text("资金沿用以前的数", "Money stands as it was told earlier"),
        Text(
            "有{count}个项目的资金本期没有报全，用的是以前的数，页面和季报注明是哪一期的：{found}。",
            "The sums of {count} works are not all reported for this period; pages and bulletin say which "
            "period they are as of: {found}.",
        ),
        Text(
            "在资金表中补上每个项目、每个来源的累计数；没有变化的也报一行。",
            "Add the sums to date of each work and source, even where they are the same.",
        ),
        Text("本季没有资金表", "a quarter without funds"),
    ),
    FindingText(
        "E37-nothing-new",
        Severity.ADVISORY,
        Text("整张表与以前报的相同", "A whole sheet says what was told before"),
        Text(
            "这张表的{count}行都与以前报送的相同，没有一行有变化。",
            "All {count} rows of this sheet say what was told before; not one has changed.",
        ),
        Text(
            "请逐行核对，改成本期的情况；确实没有变化的，不必改。",
            "Bring each row up to date; where truly nothing has changed, nothing needs doing.",
        ),
        Text("任务进展仍是模板填好的上期情况", "tasks as the template had filled them in"),
    ),
)
