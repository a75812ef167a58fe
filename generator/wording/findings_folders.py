"""Texts of findings about folders, what is no ordinary file, and settings (E03, E06, E26)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

FOLDERS = (
    FindingText(
        "E03-not-a-file",
        Severity.BLOCKING,
        Text("不是普通文件", "Not an ordinary file"),
        Text(
            "{file}不是普通文件（是管道、设备或失效的链接），没有读取。",
            "{file} is no ordinary file (a pipe, a device or a link that leads nowhere) and was not read.",
        ),
        Text(
            "删去它，把原来的文件复制到这里。",
            "Delete it and copy the original file here.",
        ),
        Text("指向别处、已失效的快捷链接", "a link to a file that has gone"),
    ),
    FindingText(
        "E06-folder-name",
        Severity.BLOCKING,
        Text("季度文件夹名称不对", "A quarter's folder with another name"),
        Text(
            "文件夹“{value}”像是{quarter}的数据，但名称不是“{quarter}”，里面的文件都没有读取。",
            "The folder “{value}” means {quarter} but is not called “{quarter}”; nothing in it was read.",
        ),
        Text(
            "把文件夹改名为“{quarter}”（半角大写，前后没有空格）；如已有“{quarter}”，请把文件合到那里；如不"
            "是季度数据，"
            "请移出quarters文件夹。",
            "Rename it to “{quarter}” (plain letters, no spaces); if there is a “{quarter}” already, put the "
            "files together there; if it is no quarter, move it out of the folder quarters.",
        ),
        Text("文件夹叫“2026年第2季度”“2026q2”", "a folder called 2026q2 or “2026 Q2”"),
    ),
    FindingText(
        "E06-unknown-folder",
        Severity.ADVISORY,
        Text("没有读取的文件夹", "A folder that nobody reads"),
        Text(
            "文件夹“{value}”没有读取，里面的文件都不算交来的数据。",
            "The folder “{value}” was not read; no file in it counts as delivered.",
        ),
        Text(
            "如有数据，请把文件直接放进季度文件夹（如2026Q2）；否则移到别处。",
            "If it holds data, put the files straight into the quarter's folder (such as 2026Q2); "
            "otherwise move it elsewhere.",
        ),
        Text("季度文件夹里又有一个文件夹“附件”", "a folder “attachments” inside a quarter's folder"),
    ),
    FindingText(
        "E06-second-file",
        Severity.BLOCKING,
        Text("名字相近的第二个文件", "A second file of nearly the same name"),
        Text(
            "“{value}”像是另一份“{name}”，不会读取；哪一份是要公布的，不作猜测。",
            "“{value}” looks like another {name_en} and would not be read; which of the two is meant, nobody "
            "can say.",
        ),
        Text(
            "只留要公布的一份，改名为“{name}”；另一份移出文件夹。",
            "Keep the one to be published, named “{name}”, and move the other out of the folder.",
        ),
        Text("指标数据.csv之外还有指标数据（更正）.csv", "指标数据（更正）.csv beside 指标数据.csv"),
    ),
    FindingText(
        "E26-key-twice",
        Severity.BLOCKING,
        Text("同一个键写了两次", "A key is given twice"),
        Text(
            "“{column}”在第{first}行和第{row}行各写了一次，不知道以哪一个为准。",
            "“{column}” stands on line {first} and again on line {row}; which one counts, nobody can say.",
        ),
        Text("只留下正确的一行，删去另一行。", "Keep the right line and delete the other."),
        Text("release.yml里有两行demonstration", "two lines “demonstration” in release.yml"),
    ),
    FindingText(
        "E26-not-words",
        Severity.BLOCKING,
        Text("应写文字的地方不是文字", "A setting that is no text"),
        Text(
            "“{column}”应写文字，现在是{value}：yes、no会读成真假，方括号是列表。",
            "“{column}” should be words and is {value}: yes and no are read as true and false, brackets as a "
            "list.",
        ),
        Text(
            "写成文字，例如“已审查”；要写yes一词，加英文双引号。",
            "Write words, such as “reviewed”; put the word yes in double quotation marks.",
        ),
        Text("secrecy_review_zh: yes", "secrecy_review_zh: yes"),
    ),
    FindingText(
        "E26-key-unknown",
        Severity.ADVISORY,
        Text("不认识的键", "A key that nobody reads"),
        Text(
            "“{column}”不认识，没有读取；认识的有{known}。",
            "“{column}” is not known and was not read; known are {known_en}.",
        ),
        Text("改成正确的键名，或删去这一行。", "Correct the name of the key, or delete the line."),
        Text("deliverd: 2026-10-30", "deliverd: 2026-10-30"),
    ),
    FindingText(
        "E26-settings-unreadable",
        Severity.BLOCKING,
        Text("设置文件读不懂", "A settings file cannot be read"),
        Text(
            "这个文件不是正确的“键: 值”格式：{error}",
            "This file is not proper “key: value” text: {error}",
        ),
        Text(
            "每行写“键: 值”，冒号用英文半角且后面留一个空格；含冒号或引号的值用英文双引号括起来；不用"
            "*和&引用。可照上一季度的同名文件改。",
            "Write one “key: value” on each line, with an ASCII colon and a space; put a value that "
            "holds a colon or quotation marks into double quotation marks; use no * or & references. "
            "Last quarter's file is a model.",
        ),
        Text("published：2026-05-11（用了全角冒号）", "published=2026-05-11"),
    ),
)

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
    FindingText(
        "E06-files-merged",
        Severity.ADVISORY,
        Text("几个文件合成一张表", "Several files were read as one table"),
        Text(
            "这几个文件是同一种数据，已合在一起读取：{files}。",
            "These files hold the same kind of data and were read together: {files_en}.",
        ),
        Text(
            "请核对每个文件都是本期的、都要报送；不要的移出本文件夹。",
            "See that each of them is of this period and is meant to be delivered; move the others out of "
            "this "
            "folder.",
        ),
        Text(
            "“observations-文亭.csv”与“observations.csv”并存",
            "“observations-north.csv” beside “observations.csv”",
        ),
    ),
    FindingText(
        "E06-same-file",
        Severity.ADVISORY,
        Text("同一个文件放了两次", "The same file twice"),
        Text(
            "它与“{other}”逐行相同，只读取一次。",
            "It is the same as “{other}”, row by row, and was read once.",
        ),
        Text("可以不改；最好删去一个。", "Nothing needs doing; better delete one of them."),
        Text(
            "“observations (1).csv”“指标数据 - 副本.xlsx”",
            "“observations (1).csv”, “Copy of observations.xlsx”",
        ),
    ),
    FindingText(
        "E21-files-contradict",
        Severity.BLOCKING,
        Text("两个文件说法不一", "Two files that contradict each other"),
        Text(
            "与“{other}”第{first}行说的是同一件事，内容却不同：{differs}。不知以哪个为准。",
            "It is about the same as row {first} of “{other}” but differs: {differs_en}. Which one counts "
            "cannot be "
            "told.",
        ),
        Text(
            "请两位填报人核对，留下正确的一行：删去本文件第{row}行，或“{other}”第{first}行。",
            "Have both clerks see which is right, and keep that one: delete row {row} here, or row {first} "
            "of "
            "“{other}”.",
        ),
        Text("两个文件都报了27a，一个97.6、一个96.7", "indicator 27a in two files: 97.6 and 96.7"),
    ),
    FindingText(
        "E21-same-in-both",
        Severity.INFO,
        Text("两个文件报了同一行", "A row that two files have"),
        Text(
            "与“{other}”第{first}行说的一样，只取一次。",
            "It says the same as row {first} of “{other}”; it counts once.",
        ),
        Text("可以不改；最好只在一个文件里报。", "Nothing needs doing; better report it in one file only."),
        Text("两个文件都报了27a，都是97.6", "indicator 27a is 97.6 in both files"),
    ),
)
