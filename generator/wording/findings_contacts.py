"""Texts of findings about contacts and receipts (P21–P28)."""

from generator.domain.finding import Severity
from generator.domain.text import Text
from generator.wording.findings_entry import FindingText

CONTACTS = (
    FindingText(
        "P21-contact-address",
        Severity.BLOCKING,
        Text("联系人表：邮箱写得不对", "Contacts: not an e-mail address"),
        Text(
            "第{row}行“{column}”填了“{value}”，不是邮箱地址。",
            "Row {row}: “{column}” says “{value}”, which is not an e-mail address.",
        ),
        Text(
            "写成office@example.invalid这样的地址；几个地址用;隔开；没有邮箱的留空，改由文件夹送达。",
            "Write it like office@example.invalid, several parted by “;”. Leave it empty where there is no "
            "mail: the bulletin then goes by folder.",
        ),
        Text("email填“甲镇办公室”", "email: Town A office"),
    ),
    FindingText(
        "P22-contact-line-break",
        Severity.BLOCKING,
        Text("联系人表：单元格里有换行", "Contacts: a line break in a cell"),
        Text(
            "第{row}行“{column}”里有换行（{value}）。换行会让邮件多出一行信头。",
            "Row {row}: “{column}” holds a line break ({value}), which would add a line to a mail's head.",
        ),
        Text("把这一格写成一行；几个地址用;隔开。", "Write the cell on one line; part addresses by “;”."),
        Text("邮箱后面按Alt+Enter又写了一行", "a second line typed below the address"),
    ),
    FindingText(
        "P24-area-without-contact",
        Severity.ADVISORY,
        Text("联系人表：有的乡镇没有联系岗位", "Contacts: an area that nobody writes to"),
        Text(
            "“{name}”没有在用的联系岗位，季报只放进发件文件夹，不发邮件。",
            "“{name_en}” has no active contact: its bulletin is put into the outbox folder only.",
        ),
        Text(
            "在{file}为它加一行，active填yes；没有邮箱的，email留空。",
            "Add a row for it to {file} with active = yes; leave email empty where it has no mail.",
        ),
        Text("某镇的一行写了active=no", "the only row of a township says active = no"),
    ),
    FindingText(
        "P25-receipt-unknown",
        Severity.BLOCKING,
        Text("签收单：没有这个区域或没有送过这个发布", "Receipts: an area or release that was never sent"),
        Text(
            "第{row}行“{column}”填了“{value}”，送达台账里没有。",
            "Row {row}: “{column}” says “{value}”, which the delivery ledger does not know.",
        ),
        Text("请改为其中之一：{known}。", "Use one of: {known}."),
        Text("发布编号写成下一季度的", "the release of the next quarter"),
    ),
    FindingText(
        "P26-receipt-cell-missing",
        Severity.BLOCKING,
        Text("签收单：必填项为空", "Receipts: a required cell is empty"),
        Text("签收单第{row}行的“{column}”没有填。", "Row {row} of the receipts: “{column}” is empty."),
        Text(
            "填上区域（area）、发布编号（release）和签收日期（date），再登记一次；已登记的不会重复。",
            "Fill in area, release and date and enter the file again; nothing is entered twice.",
        ),
        Text("某一行没有签收日期", "a row without its date"),
    ),
    FindingText(
        "P27-receipt-date",
        Severity.BLOCKING,
        Text("签收单：不是日期", "Receipts: not a date"),
        Text(
            "签收单第{row}行的“{column}”填了“{value}”，不是日期。",
            "Row {row} of the receipts: “{column}” says “{value}”, which is not a date.",
        ),
        Text(
            "写成2026-05-12这样的日期，再登记一次；已登记的不会重复。",
            "Write it as 2026-05-12 and enter the file again; nothing is entered twice.",
        ),
        Text("签收日期填“5月”", "a date of “May”"),
    ),
    FindingText(
        "P27-receipt-before-sealing",
        Severity.BLOCKING,
        Text("签收单：签收日期早于封存", "Receipts: a day before the release was sealed"),
        Text(
            "签收单第{row}行：{release}在{sealed}才封存，签收日期却是{value}。",
            "Row {row} of the receipts: {release} was sealed on {sealed}, and the receipt is of {value}.",
        ),
        Text(
            "改成实际签收的日期；是别的发布的签收，请改发布编号；再登记一次，已登记的不会重复。",
            "Enter the day of the signature, or the release that was signed for, and enter the file again; "
            "nothing is entered twice.",
        ),
        Text("5月8日封存，签收日期填3月12日", "sealed in May, signed for in March"),
    ),
    FindingText(
        "P28-nothing-delivered",
        Severity.BLOCKING,
        Text("签收单：还没有送达过任何季报", "Receipts: nothing has been delivered yet"),
        Text(
            "送达台账里还没有任何记录，{file}里的签收无从登记。",
            "The delivery ledger is still empty, so the receipts in {file} belong to nothing.",
        ),
        Text(
            "先用jibao distribute送达，再登记签收（--dry-run只是试办，不算送达）。",
            "Deliver first with jibao distribute, then enter the receipts; --dry-run is only a trial.",
        ),
        Text("还没有送达就登记签收单", "receipts entered before the first delivery"),
    ),
)
