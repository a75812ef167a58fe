"""Texts of findings that stop a release from being sealed (E40–E42)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

_TAKE_OUT = Text(
    "从报送文件或方案文件里删去后再封存。",
    "Take it out of the delivery or the plan file, then seal again.",
)

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
            "{indicator}{period}{area}的数不予公布，但以前的发布已公布其他乡镇的数，用合计一减就能算出来。",
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
        "E44-unknown-file",
        Severity.BLOCKING,
        Text("不认识的文件或文件夹", "A file or folder that nobody knows"),
        Text(
            "“{file}”不是本程序会读的文件：封存的内容永远可以下载，只装认得的文件。",
            "“{file}” is nothing that this program reads: what is sealed can be downloaded for ever, and "
            "holds known files only.",
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
)
