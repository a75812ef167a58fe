"""Faults of periods, areas, repeats, totals, bounds and words (E19–E34), and of a file's bytes (E01–E03)."""

from decimal import Decimal

from intake_ground import SOUND, TEXT, TOWNSHIPS, Case, accepted, as_csv, rejected, row, sheet, sub_areas
from intake_readings import READINGS

# A quarter earlier: a complete set of townships.
_BEFORE = sheet(*([*cells[:1], "2024Q4", *cells[2:]] for cells in sub_areas()))

ROWS: tuple[Case, ...] = (
    *(
        accepted("E19", text, sheet(row(period=text)), (2, "统计期", "E19-period-spelling"), i1="37.3")
        for text in (
            "2025年1季度",
            "2025-一季度",
            "2025年第一季度",
            "2025.03",
            "1-3月",
            "1—3月",
            "2025年1-3月",
            "一季度",
            "2025Ｑ1",
            "2025年3月",
        )
    ),
    accepted(
        "E19",
        "plain",
        sheet(row(period="2025Q1"), row(indicator="12", period="", value="0.9", unit="指数")),
        i1="37.3",
        i12="0.9",
    ),
    *(
        rejected("E19", text, sheet(row(period=text)), (2, "统计期", "E19-period-unclear"))
        for text in ("Jan-25", "4-6月", "2025.1", "上半年", "0000Q1", "2025Q5", "去年")
    ),
    rejected(
        "E19",
        "quarter-for-annual",
        sheet(row(indicator="3", period="2024Q4", value="95")),
        (None, "统计期", "E20-wrong-folder"),
        (2, "统计期", "E19-period-kind"),
    ),
    rejected("E20", "future", sheet(row(), row(period="2026Q1")), (3, "统计期", "E20-future-period")),
    accepted(
        "E20",
        "before-plan",
        sheet(row(), row(period="2015Q1")),
        (None, "统计期", "E20-before-plan"),
        i1="37.3",
    ),
    rejected("E20", "wrong-folder", sheet(row(period="2024Q4")), (None, "统计期", "E20-wrong-folder")),
    rejected(
        "E20",
        "silent-revision",
        sheet(row(), row(period="2024Q4", value="37.2")),
        (3, "修订原因", "E20-revision-without-reason"),
        earlier=sheet(row(period="2024Q4", value="37.1")),
    ),
    Case(
        "E20",
        "revision",
        sheet(row(), row(period="2024Q4", value="37.2", revision_reason="决算")),
        ((3, "数值", "E20-revision"),),
        True,
        {"1": Decimal("37.3")},
        sheet(row(period="2024Q4", value="37.1")),
    ),
    rejected(
        "E21",
        "conflict",
        sheet(*(row(indicator="12", value=v, unit="指数") for v in ("0.91", "0.92"))),
        (3, "指标编号", "E21-duplicate-conflict"),
    ),
    accepted("E21", "identical", sheet(row(), row()), (3, "指标编号", "E21-duplicate-identical"), i1="37.3"),
    accepted(
        "E22",
        "alias",
        sheet(row(area="文亭办事处")),
        (2, "地区", "E22-area-alias"),
        (None, "地区", "E22-township-missing"),
        i1="37.3",
    ),
    accepted("E22", "county", sheet(row(area="成武县")), i1="37.3"),
    rejected("E22", "unknown-area", sheet(row(area="文停街道")), (2, "地区", "E22-unknown-area")),
    rejected(
        "E22", "unknown-indicator", sheet(row(indicator="33")), (2, "指标编号", "E22-unknown-indicator")
    ),
    rejected(
        "E22",
        "merged-cells",
        sheet(row(), row(indicator="", period="2024Q4")),
        (3, "指标编号", "E22-indicator-empty"),
    ),
    rejected(
        "E22",
        "level",
        sheet(*(row(indicator="12", value="0.9", unit="指数", area=a) for a in TOWNSHIPS)),
        *((n, "地区", "E22-level-not-allowed") for n in range(2, 15)),
    ),
    accepted(
        "E23",
        "total-and-signature",
        [*sheet(*sub_areas()), ["合计", "", "", "520"], [""], ["注：截至3月底"], ["填报人：", "统计岗"]],
        (15, None, "E23-total-line"),
        (17, None, "E23-remark-line"),
        (18, None, "E23-remark-line"),
        i6r="40",
    ),
    accepted(
        "E23",
        "total-behind-a-blank",
        [*sheet(*sub_areas()), ["", "合计", "", "520"]],
        (15, None, "E23-total-line"),
        i6r="40",
    ),
    rejected(
        "E23",
        "total-differs",
        [*sheet(*sub_areas()), ["合计", "", "", "530"]],
        (15, None, "E23-total-line"),
        (15, "数值", "E23-total-differs"),
    ),
    accepted(
        "E23",
        "total-of-shares-is-not-summed",
        [*sheet(row()), ["合计", "", "", "99"]],
        (3, None, "E23-total-line"),
        i1="37.3",
    ),
    rejected(
        "E23",
        "whole-differs",
        sheet(row(indicator="6r", value="546", unit="人次"), *sub_areas()),
        (2, "数值", "E23-sum-differs"),
    ),
    accepted(
        "E23",
        "whole-differs-explained",
        sheet(row(indicator="6r", value="546", unit="人次", note_zh="含县外转入"), *sub_areas()),
    ),
    accepted(
        "E22", "township-missing", sheet(*sub_areas()[:-1]), (None, "地区", "E22-township-missing"), i6r="40"
    ),
    Case(
        "E20",
        "revision-of-one-township",
        sheet(
            row(),
            row(
                indicator="6r",
                period="2024Q4",
                value="41",
                unit="人次",
                area="文亭街道",
                reporter="总医院",
                revision_reason="更正",
            ),
        ),
        ((3, "数值", "E20-revision"),),
        earlier=_BEFORE,
    ),
    rejected(
        "E24", "share-over-100", sheet(row(value="103", note_zh="已核")), (2, "数值", "E24-out-of-bounds")
    ),
    rejected(
        "E24",
        "length-of-stay",
        sheet(row(indicator="16", value="65.5", unit="天")),
        (2, "数值", "E24-decimal-slip"),
        (2, "数值", "E24-out-of-bounds"),
    ),
    rejected(
        "E24",
        "negative-count",
        sheet(row(indicator="6r", value="-5", unit="人次")),
        (2, "数值", "E24-out-of-bounds"),
    ),
    rejected(
        "E24",
        "half-a-person",
        sheet(row(indicator="p10", value="12.5", unit="人")),
        (2, "数值", "E24-not-whole"),
    ),
    rejected("E24", "decimal-slip", sheet(row(value="3.73")), (2, "数值", "E24-decimal-slip")),
    rejected(
        "E24",
        "jump",
        sheet(row(value="47.3")),
        (2, "数值", "E24-jump-unexplained"),
        earlier=sheet(row(period="2024Q4", value="37.1")),
    ),
    Case(
        "E24",
        "jump-explained",
        sheet(row(value="47.3", note_zh="药品降价")),
        (),
        True,
        {"1": Decimal("47.3")},
        sheet(row(period="2024Q4", value="37.1")),
    ),
    rejected(
        "E24",
        "jump-explained-by-a-dash",
        sheet(row(value="47.3", note_zh="—")),
        (2, "数值", "E24-jump-unexplained"),
        earlier=sheet(row(period="2024Q4", value="37.1")),
    ),
    rejected(
        "E24",
        "count-falls",
        sheet(row(indicator="p10", value="12", unit="人")),
        (2, "数值", "E24-count-falls"),
        earlier=sheet(row(indicator="p10", period="2024Q4", value="13", unit="人")),
    ),
    *(
        rejected("E25", f"{code}-{number}", sheet(row(reporter=text)), (2, "填报单位", f"E25-{code}"))
        for number, (text, code) in enumerate(
            (
                ('=HYPERLINK("http://x")', "formula"),
                ("=cmd|'/c calc'!A0", "formula"),
                ("@SUM(A1)", "formula"),
                ("＝cmd", "formula"),
                ("<script>alert(1)</script>", "script"),
                ("{{ config }}", "script"),
                ("../../etc/passwd", "path"),
                ("C:\\报表", "path"),
                ("县卫\n健局", "line-break"),
                ("县卫\u200b健局", "invisible"),
                ("县卫\u202e健局", "invisible"),
                ("县\x07局", "invisible"),
            )
        )
    ),
    rejected(
        "E25",
        "invisible-in-a-number",
        sheet(row(value="37\u200b.3")),
        (2, "数值", "E18-not-a-number"),
        (2, "数值", "E25-invisible"),
    ),
    accepted("E25", "long-note", sheet(row(note_zh="长" * 600)), (2, "备注", "E25-note-too-long"), i1="37.3"),
    accepted("E25", "line-break-in-a-note", sheet(row(note_zh="第一行\n第二行")), i1="37.3"),
    accepted("E25", "dash-is-no-formula", sheet(row(note_zh="-", note_en="/")), i1="37.3"),
    rejected("E27", "part-missing", sheet(row(numerator="8440")), (2, "分母", "E27-part-missing")),
    rejected(
        "E27",
        "exchanged",
        sheet(row(numerator="22047", denominator="8440")),
        (2, "分子", "E27-numerator-larger"),
    ),
    rejected(
        "E27",
        "not-the-quotient",
        sheet(row(numerator="8440", denominator="21000")),
        (2, "数值", "E27-value-not-quotient"),
    ),
    accepted("E27", "rounded", sheet(row(numerator="373", denominator="1001")), i1="37.3"),
    accepted("E28", "reporter", sheet(row(reporter="")), (2, "填报单位", "E28-reporter-missing"), i1="37.3"),
    *(
        rejected("E30", text, sheet(row(note_zh=f"联系人{text}")), (2, "备注", code))
        for text, code in (
            ("371723199003071234", "E30-identity-number"),
            ("37172319900307123X", "E30-identity-number"),
            ("３７１７２３１９９００３０７１２３４", "E30-identity-number"),
            ("13812345678", "E30-phone-number"),
            ("138-1234-5678", "E30-phone-number"),
        )
    ),
    *READINGS,
    accepted("E34", "small-counts", sheet(*sub_areas(孙寺镇="3")), (None, None, "E34-small-counts")),
)

BYTES: tuple[Case, ...] = (
    accepted("E01", "gb18030", TEXT.encode("gb18030"), (None, None, "E01-gb18030"), i1="37.3", i12="0.91"),
    accepted("E02", "utf-16-le", as_csv(SOUND, "\t").encode("utf-16"), (None, None, "E02-utf16"), i1="37.3"),
    accepted(
        "E02",
        "utf-16-be",
        b"\xfe\xff" + as_csv(SOUND, "\t").encode("utf-16-be"),
        (None, None, "E02-utf16"),
        i1="37.3",
    ),
    rejected("E03", "renamed-xlsx", b"PK\x03\x04" + TEXT.encode(), (None, None, "E03-workbook-renamed")),
    rejected("E03", "renamed-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (None, None, "E03-workbook-renamed")),
    rejected("E03", "undecodable", b"\xff\x00\x81" + TEXT.encode(), (None, None, "E03-undecodable")),
    rejected("E03", "replaced", TEXT.replace("县", "\ufffd").encode(), (None, None, "E03-undecodable")),
    rejected("E03", "nul", TEXT.encode("utf-16-le"), (None, None, "E03-undecodable")),
    rejected(
        "E03", "garbled", TEXT.encode().decode("gb18030", "ignore").encode(), (None, None, "E06-no-header")
    ),
    rejected("E06", "empty", b"", (None, None, "E06-empty-file")),
    rejected("E06", "blank", b" \r\n\r\n", (None, None, "E06-empty-file")),
)
