"""Texts of findings that stop a release from being sealed (E40–E46)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

_TAKE_OUT = Text(
    "从报送文件或方案文件里删去后再封存。",
    "Take it out of the delivery or the plan file, then seal again.",
)
# The two ways in which a figure that is out may change.
_TWO_WAYS = Text(
    "{how}新的数写进以后季度的文件夹，“统计期”填{period}，并填“修订原因”；若这一季自己发布过，是季报本身印错，"
    "就重新发布这一季：jibao release {period} --reason “原因”。",
    "{how} Then report the new figure in a later quarter's folder, with {period} as its period and a "
    "revision reason; or, if the quarter has a release of its own and its bulletin was wrong, release it "
    "anew: jibao release {period} --reason “…”.",
)

# What a check only asks about stops a release.
_DAYS = (
    ("E45", Severity.ADVISORY, "检查时", "when checking"),
    ("E46", Severity.BLOCKING, "封存时", "when sealing"),
)


def _two_ways(zh: str, en: str) -> Text:
    return Text(_TWO_WAYS.zh.replace("{how}", zh), _TWO_WAYS.en.replace("{how}", en))


SEALING = (
    FindingText(
        "E40-secrecy-review-empty",
        Severity.BLOCKING,
        Text("没有保密审查结论", "No secrecy review"),
        Text(
            "“secrecy_review”是空的：没有保密审查结论，不能封存发布。",
            "“secrecy_review” is empty: nothing is sealed without a secrecy review.",
        ),
        Text(
            "由负责保密审查的岗位审查后，在release.yml填写结论（写岗位，不写姓名）。",
            "Have the post in charge review it and write the outcome into release.yml (a post, never a "
            "person's name).",
        ),
        Text("secrecy_review_zh后面没有内容", "nothing after secrecy_review_zh"),
    ),
    FindingText(
        "E41-identity-number",
        Severity.BLOCKING,
        Text("要公布的文件里有身份证号码", "An identity number in a file to be published"),
        Text(
            "第{row}行有身份证号码“{value}”（校验位相符），不能公布。",
            "Line {row} holds the identity card number “{value}” (its check digit fits), which cannot be "
            "published.",
        ),
        _TAKE_OUT,
        Text("方案文件的备注里有18位身份证号码", "an 18-digit number in a plan file's note"),
    ),
    FindingText(
        "E41-phone-number",
        Severity.BLOCKING,
        Text("要公布的文件里有手机号码", "A mobile number in a file to be published"),
        Text(
            "第{row}行有手机号码“{value}”，不能公布。",
            "Line {row} holds the mobile number “{value}”, which cannot be published.",
        ),
        Text(
            "删去后再封存；若是本单位对外公布的电话，填在plan.yml的contact里。",
            "Take it out, then seal again; the office's own public telephone belongs under contact in "
            "plan.yml.",
        ),
        Text("单位名称后面写了手机号码", "a mobile number after a unit's name"),
    ),
    FindingText(
        "E41-email",
        Severity.BLOCKING,
        Text("要公布的文件里有电子邮箱", "An e-mail address in a file to be published"),
        Text(
            "第{row}行有电子邮箱“{value}”，可能是个人的。",
            "Line {row} holds the e-mail address “{value}”, which may be a person's.",
        ),
        Text(
            "删去后再封存；若是本单位对外公布的邮箱，填在plan.yml的contact里。",
            "Take it out, then seal again; the office's own public address belongs under contact in "
            "plan.yml.",
        ),
        Text("备注里有某人的邮箱", "somebody's address in a note"),
    ),
    FindingText(
        "E41-people-column",
        Severity.BLOCKING,
        Text("要公布的表里有个人信息列", "A column of people in a table to be published"),
        Text(
            "要公布的表有“{value}”一列，是个人信息。",
            "A table to be published has the column “{value}”, which holds personal data.",
        ),
        Text(
            "删去这一列；联系人只写在contacts.csv里，它不会公布。",
            "Remove the column; contacts belong into contacts.csv only, which is never published.",
        ),
        Text("方案的表里多了“联系人”一列", "a plan table with a column “contact”"),
    ),
    FindingText(
        "E42-follows-from-earlier",
        Severity.BLOCKING,
        Text("不予公布的数可由以前的发布推算", "A withheld count follows from an earlier release"),
        Text(
            "{indicator}{period}{area}的数不予公布，但以前的发布已公布其他地区的数，用合计一减就能算出来。",
            "{indicator_en}, {period}, {area} is withheld, but an earlier release shows the other areas, "
            "and the total less these gives it away.",
        ),
        Text(
            "把全域的这个数也标为Q（不予公布），再封存。",
            "Mark the whole area's value of that period Q (withheld) too, then seal again.",
        ),
        Text(
            "第一版公布了各乡镇人数，第二版某乡镇改为3人", "v1 showed every area, v2 revises one of them to 3"
        ),
    ),
    FindingText(
        "E43-sealed-cell",
        Severity.BLOCKING,
        Text("已封存的内容被改动", "What was sealed reads otherwise"),
        Text(
            "{release}封存的是“{old}”，现在是“{value}”：已公布的内容不能悄悄改动。",
            "{release} was sealed with “{old}”, and this now reads “{value}”: what is published does not "
            "change in silence.",
        ),
        _two_ways("请改回“{old}”。", "Put “{old}” back."),
        Text("封存后把第一季度的60.5改成60.7", "60.5 of a sealed quarter was overwritten with 60.7"),
    ),
    FindingText(
        "E43-sealed-row-missing",
        Severity.BLOCKING,
        Text("已封存的行不见了", "A sealed row is missing"),
        Text(
            "{release}封存时第{line}行的“{what}”，现在没有了。",
            "“{what}”, in line {line} when {release} was sealed, is there no more.",
        ),
        _two_ways(
            "请把这一行放回去（原件在archive/{release}/office里）。",
            "Put the row back (the original is under archive/{release}/office).",
        ),
        Text("封存后删去了某乡镇的一行", "a township's row was deleted after sealing"),
    ),
    FindingText(
        "E43-sealed-row-added",
        Severity.BLOCKING,
        Text("封存后多出的行", "A row that was not sealed"),
        Text(
            "“{value}”这一行在{release}封存时没有。",
            "The row “{value}” was not there when {release} was sealed.",
        ),
        _two_ways("请把这一行移走。", "Take the row out."),
        Text("把漏报的数补进了已公布的季度", "a late value was added to a published quarter"),
    ),
    FindingText(
        "E43-release-unknown",
        Severity.BLOCKING,
        Text("账本不认识的发布", "A release that the ledger does not know"),
        Text(
            "“{file}”是封存的发布，账本archive/releases.jsonl里却没有：账本丢失或被截短。",
            "“{file}” is a sealed release, but the ledger archive/releases.jsonl does not name it: the "
            "ledger was lost or cut.",
        ),
        Text(
            "从备份恢复archive/releases.jsonl，再运行jibao verify；不是本单位的发布，移出archive。",
            "Restore archive/releases.jsonl from a backup, then run jibao verify; a folder that is no "
            "release of yours belongs outside archive.",
        ),
        Text("archive/releases.jsonl被删去", "archive/releases.jsonl was deleted"),
    ),
    FindingText(
        "E43-sealed-file-missing",
        Severity.BLOCKING,
        Text("已封存的文件不见了", "A sealed file is missing"),
        Text(
            "{release}封存时有“{file}”，现在没有了，或读不出了。",
            "“{file}” was there when {release} was sealed, and is there no more, or cannot be read.",
        ),
        _two_ways(
            "请从archive/{release}/office/data/source里复制回来。",
            "Copy it back from archive/{release}/office/data/source.",
        ),
        Text("删去了已公布季度的funds.csv", "funds.csv of a published quarter was deleted"),
    ),
    FindingText(
        "E43-sealed-file-added",
        Severity.BLOCKING,
        Text("封存后多出的文件", "A file that was not sealed"),
        Text(
            "“{file}”在{release}封存时没有。",
            "“{file}” was not there when {release} was sealed.",
        ),
        _two_ways("请把它移到以后的季度。", "Move it to a later quarter."),
        Text("封存后往已公布的季度补了risks.csv", "risks.csv was added to a published quarter"),
    ),
    FindingText(
        "E43-sealed-written-anew",
        Severity.ADVISORY,
        Text("与封存时写法不同，内容相同", "Written otherwise than sealed, the content the same"),
        Text(
            "{files}的编码、格式、行序或文件名与{release}封存时不同；每个数都相同，已公布的内容没有变。",
            "{files}: encoding, format, order of rows or name differ from what {release} was sealed with; "
            "every cell is the same, and nothing that is published has changed.",
        ),
        Text(
            "不影响生成；最好把封存时的原件（archive/{release}/office里）复制回来。",
            "Nothing stops; better copy the original back (it is under archive/{release}/office).",
        ),
        Text("用Excel打开后又另存了一遍", "the file was opened in Excel and saved again"),
    ),
    FindingText(
        "E43-not-compared",
        Severity.ADVISORY,
        Text("无法与封存时核对", "Cannot be compared with what was sealed"),
        Text(
            "这台电脑上没有{releases}的内部包（office），或无权读取，{periods}的文件夹无法与封存时核对。",
            "The office's half of {releases} is not on this machine, or not for this user to read, so the "
            "folders of {periods} cannot be compared with what was sealed.",
        ),
        Text(
            "把备份里的office文件夹放回archive下该发布的文件夹，或在保存档案的电脑上运行。",
            "Put the office folder back from the backup into the release's folder under archive, or run this "
            "where the archive is kept.",
        ),
        Text("只复制了档案的公开部分", "only the public half of the archive was copied"),
    ),
    FindingText(
        "E44-unknown-file",
        Severity.BLOCKING,
        Text("不认识的文件或文件夹", "A file or folder that nobody knows"),
        Text(
            "“{file}”不是本程序会读的文件，或像是另一页的副本、草稿：封存的内容永远可以下载，只装认得的文件。",
            "“{file}” is nothing that this program reads, or is named like a copy or draft of a page: what "
            "is sealed can be downloaded for ever, and holds known files only.",
        ),
        Text(
            "把它移出项目文件夹，或删去；若是数据，请改成README里列出的文件名。",
            "Move it out of the project's folder, or delete it; if it is data, give it a name that the "
            "README lists.",
        ),
        Text("data里有contacts.csv.bak、quarters_old/", "contacts.csv.bak or quarters_old/ in data"),
    ),
    FindingText(
        "E44-link",
        Severity.BLOCKING,
        Text("链接不能封存", "A link cannot be sealed"),
        Text(
            "“{file}”是链接（快捷方式），指向别处：封存会把项目以外的文件公开。",
            "“{file}” is a link that leads elsewhere: sealing would publish files from outside the project.",
        ),
        Text(
            "删去链接；需要的文件复制到这里，其余移出项目文件夹。",
            "Delete the link; copy what is needed here, and keep the rest out of the project's folder.",
        ),
        Text("data/plans里的文件夹链接到别的盘", "a folder in data/plans links to another disk"),
    ),
    *(
        FindingText(
            f"{family}-day-to-come",
            severity,
            Text(f"日期还没有到（{zh}）", f"A day that is still to come ({en})"),
            Text(
                "“{column}”填的{value}还没有到（今天是{today}）；草稿可以生成，不能封存发布。",
                "“{column}” says {value}, which is still to come (today is {today}); a draft can be built, a "
                "release cannot be sealed.",
            ),
            Text(
                "在release.yml改成实际的日期；若就是那天公布，请到那天再封存。",
                "Write the true day into release.yml; if it is to be published on that day, seal it then.",
            ),
            Text("published写成了明年", "published has next year for this one"),
        )
        for family, severity, zh, en in _DAYS
    ),
    *(
        FindingText(
            f"{family}-sample-text",
            severity,
            Text(f"示例文本没有改（{zh}）", f"A sample sentence ({en})"),
            Text(
                "“{value}”是jibao new写的示例，而数据已不是演示数据；草稿可以生成，不能封存发布。",
                "“{value}” is a sample that jibao new wrote, and the data are no demonstration any more: a "
                "draft can be built, a release cannot be sealed.",
            ),
            Text(
                "把“{column}”这一处改成自己的文字，没有的清空或删去这一行；其实仍是试填的，release.yml写回"
                "demonstration: true。",
                "Put your own words into “{column}”, empty it, or delete the row; if the figures are still "
                "for practice, set demonstration: true in release.yml again.",
            ),
            Text("单位名称还是“示例县卫生健康局”", "a unit still called Health Bureau of Example County"),
        )
        for family, severity, zh, en in _DAYS
    ),
    *(
        FindingText(
            f"{family}-mixed-demonstration",
            severity,
            Text(f"真实数据和演示数据放在一起（{zh}）", f"Real and demonstration data side by side ({en})"),
            Text(
                "这一期的demonstration是{value}，最新一期{newest}不是：各期互相比较，编造的数会被当成真实的；"
                "草稿可以生成，不能封存发布。",
                "demonstration is {value} in this period and not in the newest, {newest}: periods are"
                " compared, and invented figures would pass for real ones. A draft can be built, a release"
                " cannot be sealed.",
            ),
            Text(
                "删去演示各期的文件夹，只留真实的；演示的已经封存发布过，就另建一个项目文件夹放真实数据。写错了就改"
                "demonstration。",
                "Delete the folders of the demonstration periods; where one of them has been released, begin"
                " a project folder of its own for the real data. If it was a slip, correct demonstration.",
            ),
            Text("真实的2026Q2旁边还有样板的2026Q1", "the sample's 2026Q1 beside a real 2026Q2"),
        )
        for family, severity, zh, en in _DAYS
    ),
    *(
        FindingText(
            f"{family}-delivered-early",
            severity,
            Text(
                f"季度还没结束就已报送（{zh}）",
                f"Delivered before the quarter had ended ({en})",
            ),
            Text(
                "“{column}”填的{value}早于季度最后一天{end}；草稿可以生成，不能封存发布。",
                "“{column}” says {value}, before the last day of the quarter, {end}; a draft can be built, a "
                "release cannot be sealed.",
            ),
            Text(
                "在release.yml把delivered改成实际报送的日期。",
                "Write the day of the actual delivery after delivered in release.yml.",
            ),
            Text("delivered写成了上一季度的日期", "delivered still has the day of the quarter before"),
        )
        for family, severity, zh, en in _DAYS
    ),
    *(
        FindingText(
            f"{family}-withheld-in-words",
            severity,
            Text(
                f"文字说出了不予公布的数（{zh}）",
                f"Words give a withheld number away ({en})",
            ),
            Text(
                "这里的文字说出了{area}{period}不予公布的数（{indicator}）；草稿可以生成，不能封存发布。",
                "The words say what is withheld of {area_en} for {period} ({indicator_en}); a "
                "draft can be built, a release cannot be sealed.",
            ),
            Text(
                "改写这句话：不写这个数，或不写是哪个地区；数照实填在数值列，系统会隐去。",
                "Rewrite the sentence without the number, or without the area; the true "
                "number stays in the value column, where the system withholds it.",
            ),
            Text("备注写“其中永昌街道4人次”", "a note says “4 of them from Yongchang”"),
        )
        for family, severity, zh, en in _DAYS
    ),
)
