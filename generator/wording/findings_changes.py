"""Texts of findings about a plan that was changed on its way (P12–P16), and about what is delivered for an
indicator, an area or a period that the plan does not have then."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

CHANGES = (
    FindingText(
        "E22-indicator-ended",
        Severity.BLOCKING,
        Text("指标已停止监测", "The indicator has ended"),
        Text(
            "指标“{name}”只监测到{last}（{document}），不能再报{period}的数。",
            "The indicator “{name_en}” is measured until {last} only ({document}), not in {period}.",
        ),
        Text(
            "删去这一行；报的是以前的数，把“统计期”改为{last}或更早；指标其实没有停止，请管理方案文件的人改indicators.csv的valid_to。",
            "Delete the row; for an earlier value set period to {last} or before; if the indicator has not "
            "ended, whoever keeps the plan corrects valid_to in indicators.csv.",
        ),
        Text("停报后又报了一季", "a quarter after the last one"),
    ),
    FindingText(
        "E22-indicator-to-come",
        Severity.BLOCKING,
        Text("指标还没有开始监测", "The indicator has not begun"),
        Text(
            "指标“{name}”从{first}起监测（{document}），不能报{period}的数。",
            "The indicator “{name_en}” is measured from {first} ({document}), not in {period}.",
        ),
        Text(
            "删去这一行，从{first}起填报；开始得更早的，请管理方案文件的人改indicators.csv的valid_from。",
            "Delete the row and report from {first} on; if it begins earlier, whoever keeps the plan mends "
            "valid_from in indicators.csv.",
        ),
        Text("新增指标的前一季", "the quarter before an indicator was added"),
    ),
    FindingText(
        "E22-area-merged",
        Severity.BLOCKING,
        Text("地区已并入别处", "The area was merged into another"),
        Text(
            "“{name}”自{since}起并入“{into}”（{document}），不再单独填报{period}的数。",
            "“{name_en}” was merged into “{into_en}” from {since} ({document}) and reports nothing of its "
            "own for {period}.",
        ),
        Text(
            "把这一行的数并入“{into}”，再删去这一行；报的是合并前的数，把“统计期”改为{last}或更早。",
            "Add the figure to the row of “{into_en}” and delete this row; for a value from before the "
            "merger set period to {last} or before.",
        ),
        Text("合并后仍单独填报的乡镇", "a township that still reports after its merger"),
    ),
    FindingText(
        "E22-area-ended",
        Severity.BLOCKING,
        Text("地区已撤销", "The area has ended"),
        Text(
            "“{name}”只填报到{last}（{document}），不能再报{period}的数。",
            "“{name_en}” reports until {last} only ({document}), not for {period}.",
        ),
        Text(
            "删去这一行；报的是以前的数，把“统计期”改为{last}或更早；地区没有撤销的，请管理方案文件的人改areas.csv的valid_to。",
            "Delete the row; for an earlier value set period to {last} or before; if the area has not ended, "
            "whoever keeps the plan corrects valid_to in areas.csv.",
        ),
        Text("撤销后仍填报的乡镇", "a township that reports after its end"),
    ),
    FindingText(
        "E22-area-to-come",
        Severity.BLOCKING,
        Text("地区当时还没有设立", "The area was not there yet"),
        Text(
            "“{name}”从{first}起填报（{document}），不能报{period}的数。",
            "“{name_en}” reports from {first} ({document}), not for {period}.",
        ),
        Text(
            "删去这一行；设立得更早的，请管理方案文件的人改areas.csv的valid_from。",
            "Delete the row; if the area is older, whoever keeps the plan corrects valid_from in areas.csv.",
        ),
        Text("新设乡镇的前一季", "the quarter before a township was set up"),
    ),
    FindingText(
        "E22-plan-ended",
        Severity.ADVISORY,
        Text("方案期已结束", "The plan has ended"),
        Text(
            "方案到{last}为止；第{indicator}号指标{period}的数照登，但没有目标可比。",
            "The plan ends with {last}; the value of indicator {indicator} for {period} is shown and held "
            "against no target.",
        ),
        Text(
            "方案期内的年度结果，“统计期”填那一年；属于新方案的数，在新方案的项目里填报（见docs/plan-changes.md）。",
            "For an annual result of the plan, set period to its year; what belongs to the next plan is "
            "reported in that plan's project (docs/plan-changes.md).",
        ),
        Text("2024—2026年方案收到2027Q1的数", "a value of 2027Q1 for a plan of 2024–2026"),
    ),
    FindingText(
        "P12-validity-reversed",
        Severity.BLOCKING,
        Text("方案文件：止期早于起期", "Plan file: ends before it begins"),
        Text(
            "“{value}”：valid_to早于valid_from（{known}）。",
            "“{value}”: valid_to is earlier than valid_from ({known}).",
        ),
        Text(
            "valid_from填生效的第一个季度，valid_to填有效的最后一个季度，如2025Q3。",
            "valid_from is the first quarter in which the row holds, valid_to the last one, such as 2025Q3.",
        ),
        Text("从2026Q3起、到2026Q1止", "from 2026Q3 to 2026Q1"),
    ),
    FindingText(
        "P13-validity-overlaps",
        Severity.BLOCKING,
        Text("方案文件：两行同时有效", "Plan file: two rows hold at the same time"),
        Text(
            "“{value}”说的是同一件事，有效期重叠：看不出以哪一行为准。",
            "“{value}” say the same thing for overlapping times: nobody can tell which one counts.",
        ),
        Text(
            "旧的一行填valid_to（{known}），新的一行填valid_from，首尾相接。",
            "Give the old row its valid_to ({known}) and the new one its valid_from, the quarter after.",
        ),
        Text("改了目标，旧目标没有填valid_to", "a new target, and the old one without valid_to"),
    ),
    FindingText(
        "P14-merged-but-not-ended",
        Severity.BLOCKING,
        Text("方案文件：已合并却没有止期", "Plan file: merged, but without an end"),
        Text(
            "地区“{value}”填了merged_into，没有填valid_to。",
            "The area “{value}” has merged_into and no valid_to.",
        ),
        Text(
            "valid_to填它单独填报的最后一个季度，如2025Q2；没有合并的，清空merged_into。",
            "Set valid_to to the last quarter that it reports on its own, such as 2025Q2; if it was not "
            "merged, empty merged_into.",
        ),
        Text("yi并入jia，valid_to空着", "yi merged into jia, valid_to empty"),
    ),
    FindingText(
        "P14-merged-into-nothing",
        Severity.BLOCKING,
        Text("方案文件：并入的地区当时不存在", "Plan file: merged into an area that is not there"),
        Text(
            "“{value}”：{known}时没有这个地区，或就是它自己。",
            "“{value}”: in {known} there is no such area, or it is the same one.",
        ),
        Text(
            "merged_into填合并后存在的那个地区的id；分几步合并的，每一步写一行。",
            "Set merged_into to the id of the area that is there afterwards.",
        ),
        Text("yi并入yi", "yi merged into yi"),
    ),
    FindingText(
        "P15-whole-area-ends",
        Severity.BLOCKING,
        Text("方案文件：全域不能没有", "Plan file: the whole area cannot end"),
        Text(
            "“{value}”是方案的全域，它的各行合起来必须从头到尾有效。",
            "“{value}” is the plan's whole area: its rows together have to hold from the beginning to "
            "the end.",
        ),
        Text(
            "改名的，旧名一行只填valid_to，新名一行只填valid_from。",
            "Where it was renamed, the old row has only valid_to and the new one only valid_from.",
        ),
        Text("全县的一行填了valid_to", "valid_to in the row of the county"),
    ),
    FindingText(
        "P16-change-without-document",
        Severity.ADVISORY,
        Text("方案文件：改动没有依据", "Plan file: a change without its document"),
        Text(
            "“{value}”填了有效期，没有填changed_by：网站说不出是哪份文件改的。",
            "“{value}” has a validity and no changed_by: the site cannot say which document changed it.",
        ),
        Text(
            "在changed_by写文号和条目，changed_on写文件日期，如2025-08-12。",
            "Name the document and its clause in changed_by, its date in changed_on, such as 2025-08-12.",
        ),
        Text("改了目标，没有文号", "a changed target without the document's number"),
    ),
)
