"""Faults of headers, rows and values (E04–E18), each with what `check` must say."""

from intake_ground import HEADER, SOUND, TITLE, Case, accepted, by_hand, rejected, row, sheet

VALUES: tuple[Case, ...] = (
    accepted("E00", "sound", SOUND, i1="37.3", i12="0.91"),
    # E01, E02 and E03 are about bytes: see BYTES.
    accepted(
        "E04",
        "byte-order-mark-and-width",
        [
            ["\ufeff指标编号", "统计\n期", "地　区", "数值（％）", "单位", "填报单位"],
            ["1", "2025Q1", "", "37.3", "%", "县财政局"],
        ],
        (1, "地　区", "E04-header-alias"),
        (1, "数值（％）", "E04-header-alias"),
        (1, "统计\n期", "E04-header-alias"),
        i1="37.3",
    ),
    accepted("E04", "id-spelling", sheet(row(indicator="01")), (2, "指标编号", "E04-id-spelling"), i1="37.3"),
    accepted(
        "E04", "id-as-decimal", sheet(row(indicator="1.0")), (2, "指标编号", "E04-id-spelling"), i1="37.3"
    ),
    accepted(
        "E05", "title-rows", [TITLE, ["单位：%"], HEADER, row()], (1, None, "E05-header-below"), i1="37.3"
    ),
    rejected(
        "E06",
        "missing-column",
        [["指标编号", "数值", "单位", "填报单位"], ["1", "37.3", "%", "县财政局"]],
        (1, "统计期", "E06-missing-column"),
    ),
    rejected(
        "E06",
        "duplicate-column",
        [[*HEADER, "本期值"], [*row(), "37.4"]],
        (1, "本期值", "E06-duplicate-column"),
    ),
    rejected(
        "E06", "unknown-column", [[*HEADER, "同比"], [*row(), "1.2"]], (1, "同比", "E06-unknown-column")
    ),
    rejected(
        "E06",
        "unnamed-column",
        [["指标编号", "统计期", "", "数值", "单位", "填报单位"], ["1", "2025Q1", "x", "37.3", "%", "县"]],
        (1, "#3", "E06-unnamed-column"),
    ),
    rejected("E06", "no-header", [["1", "2025Q1", "37.3", "%"]], (None, None, "E06-no-header")),
    rejected("E06", "header-only", [HEADER], (None, None, "E06-required-empty")),
    rejected(
        "E06",
        "too-many-columns",
        [[*HEADER, *[f"c{n}" for n in range(300)]], row()],
        (1, None, "E06-too-many-columns"),
    ),
    rejected("E07", "thousands-unquoted", by_hand(row(value="1,234")), (2, None, "E07-ragged-row")),
    rejected(
        "E07",
        "thousands-unquoted-before-a-blank",
        "指标编号,统计期,数值,单位,填报单位,备注\r\n6r,2025Q1,1,234,人次,县,\r\n",
        (2, None, "E07-ragged-row"),
    ),
    rejected("E07", "short-row", ",".join(HEADER) + "\r\n1,2025Q1,,37.3\r\n", (2, None, "E07-ragged-row")),
    rejected(
        "E07",
        "open-quote",
        by_hand(row(note_en='"open')) + ",".join(row(indicator="2", value="90")) + "\r\n",
        (2, None, "E07-open-quote"),
    ),
    rejected(
        "E25",
        "too-long",
        by_hand(row(note_en='"' + "长" * 140_000 + '"')),
        (2, None, "E25-too-long"),
    ),
    accepted(
        "E08",
        "comma",
        sheet(row(indicator="6r", value="1,234", unit="人次")),
        (2, "数值", "E08-thousands"),
        i6r="1234",
    ),
    accepted(
        "E08",
        "space",
        sheet(row(indicator="6r", value="1 234", unit="人次")),
        (2, "数值", "E08-thousands"),
        i6r="1234",
    ),
    accepted("E08", "apostrophe", sheet(row(value="'37.1")), (2, "数值", "E08-apostrophe"), i1="37.1"),
    rejected(
        "E08",
        "no-thousands",
        sheet(row(indicator="6r", value="1,23", unit="人次")),
        (2, "数值", "E18-not-a-number"),
    ),
    accepted("E09", "full-width", sheet(row(value="３７．１％")), (2, "数值", "E09-full-width"), i1="37.1"),
    accepted(
        "E09",
        "full-width-minus",
        sheet(row(indicator="19b", value="－1.4")),
        (2, "数值", "E09-full-width"),
        i19b="-1.4",
    ),
    accepted(
        "E09",
        "true-minus",
        sheet(row(indicator="19b", value="−1.4")),
        (2, "数值", "E09-full-width"),
        i19b="-1.4",
    ),
    accepted(
        "E09",
        "numerator",
        sheet(row(numerator="３７３", denominator="1000")),
        (2, "分子", "E09-full-width"),
        i1="37.3",
    ),
    rejected("E10", "fraction", sheet(row(value="0.371")), (2, "数值", "E10-fraction")),
    rejected("E10", "note-alone", sheet(row(value="0.371", note_zh="已核")), (2, "数值", "E10-fraction")),
    accepted("E10", "sign-and-note", sheet(row(value="0.371%", note_zh="政策调整，已核实")), i1="0.371"),
    rejected(
        "E11",
        "wrong-sign",
        sheet(row(indicator="31", period="2024", value="0.456%", unit="‰")),
        (2, "数值", "E11-wrong-sign"),
    ),
    rejected(
        "E11",
        "wrong-unit",
        sheet(row(indicator="31", period="2024", value="4.56", unit="%")),
        (2, "单位", "E11-wrong-unit"),
    ),
    *(
        rejected("E11", label, [*above, head, ["21", "2025Q1", "19.8", "元", "县财政局"]], *told)
        for label, above, head, told in (
            (
                "header-says-otherwise",
                (),
                ["指标编号", "统计期", "数值（万元）", "单位", "填报单位"],
                ((1, "数值（万元）", "E04-header-alias"), (2, "单位", "E11-units-differ")),
            ),
            (
                "label-says-otherwise",
                (["单位：万元"],),
                ["指标编号", "统计期", "数值", "单位", "填报单位"],
                ((1, None, "E05-header-below"), (3, "单位", "E11-units-differ")),
            ),
        )
    ),
    rejected("E11", "no-unit", sheet(row(unit="")), (2, "单位", "E11-wrong-unit")),
    *(
        rejected(
            "E12", text, sheet(row(indicator="5", value=text, unit=":1")), (2, "数值", "E12-ratio-as-time")
        )
        for text in ("8:01", "08:01:00", "1月2日", "2-Jan", "2025/8/1")
    ),
    rejected("E12", "share", sheet(row(value="1月2日")), (2, "数值", "E12-time-or-date")),
    rejected(
        "E12",
        "numerator",
        sheet(row(numerator="8:01", denominator="9")),
        (2, "分子", "E12-time-or-date"),
        (2, "分子", "E27-part-missing"),
    ),
    *(
        accepted("E13", text, sheet(row(indicator="5", value=text, unit=":1")), *notes, i5=value)
        for text, value, notes in (
            ("8.1:1", "8.1", ()),
            ("8.1", "8.1", ()),
            ("8.1：1", "8.1", ((2, "数值", "E09-full-width"),)),
        )
    ),
    rejected(
        "E13",
        "inverted",
        sheet(row(indicator="5", value="1：0.56", unit=":1")),
        (2, "数值", "E13-ratio-inverted"),
    ),
    rejected(
        "E13",
        "decimal-asked",
        sheet(row(indicator="4", value="1：0.56", unit="比值")),
        (2, "数值", "E13-ratio-not-asked"),
    ),
    rejected(
        "E14", "split", sheet(row(indicator="27", value="93%、96%")), (2, "指标编号", "E14-split-indicator")
    ),
    rejected(
        "E14",
        "part",
        sheet(row(indicator="19a", value="门诊-1.4%。住院-1.3%")),
        (2, "数值", "E14-two-values"),
    ),
    rejected("E14", "slash", sheet(row(value="37.1/38.2")), (2, "数值", "E14-two-in-one")),
    rejected("E14", "comma", sheet(row(value="37.1%，38.2%")), (2, "数值", "E14-two-in-one")),
    *(
        accepted(
            "E15",
            f"mark-{text}",
            sheet(row(value=text, missing_reason="未报送")),
            (2, "数值", "E15-nothing-mark"),
            i1=None,
        )
        for text in ("—", "-", "/", "\\", "…", "无", "－")
    ),
    *(
        rejected(
            "E15",
            f"reason-missing-{text}",
            sheet(row(value=text)),
            *(((2, "数值", "E15-nothing-mark"),) if text.strip() else ()),
            (2, "缺失原因", "E15-reason-missing"),
        )
        for text in ("—", "－", "", " ")
    ),
    rejected(
        "E15",
        "value-and-reason",
        sheet(row(missing_reason="未报送")),
        (2, "缺失原因", "E15-value-and-reason"),
    ),
    rejected("E15", "value-and-status", sheet(row(obs_status="缺失")), (2, "状态", "E15-value-and-reason")),
    *(
        rejected("E16", text, sheet(row(value=text)), (2, "数值", "E16-words"))
        for text in ("待核", "不详", "同上", "约90", "≥90%", "90%以上", "逐年提高", "约37")
    ),
    rejected(
        "E16",
        "yes-no",
        sheet(row(indicator="8", value="已落实", unit="是/否")),
        (2, "数值", "E16-not-yes-no"),
    ),
    accepted("E16", "yes", sheet(row(indicator="8", value="是", unit="是/否")), i8="1"),
    rejected(
        "E16",
        "lists",
        sheet(row(origin="上级", obs_status="已审核", missing_reason="以后")),
        (2, "来源", "E16-origin"),
        (2, "状态", "E16-obs_status"),
        (2, "缺失原因", "E16-missing_reason"),
    ),
    *(
        rejected("E17", text, sheet(row(value=text)), (2, "数值", "E17-excel-error"))
        for text in ("#DIV/0!", "#N/A", "#REF!", "#####")
    ),
    *(
        rejected(
            "E18", text, sheet(row(indicator="6r", unit="人次", value=text)), (2, "数值", "E18-scientific")
        )
        for text in ("1e3", "1.23E+05", "1.23457E+11", "5E-02", "-1E+3", "１.５E+３")
    ),
    *(
        rejected(
            "E18", text, sheet(row(indicator="6r", unit="人次", value=text)), (2, "数值", "E18-digits-lost")
        )
        for text in ("1234567890123450", "123456789012345000000")
    ),
    *(
        rejected("E11", text, sheet(row(indicator="6r", unit="人次", value=text)), (2, "数值", "E11-scaled"))
        for text in ("3.5万", "1.2亿元", "3百", "5 万人次", "2千万")
    ),
    rejected(
        "E10",
        "percent-format",
        sheet(row(value="3710%")),
        (2, "数值", "E10-percent-format"),
        (2, "数值", "E24-decimal-slip"),
    ),
    rejected("E10", "far-out", sheet(row(value="371000%")), (2, "数值", "E24-out-of-bounds")),
    rejected(
        "E10",
        "numerator",
        sheet(row(numerator="373%", denominator="1000")),
        (2, "分子", "E10-percent-format"),
        (2, "分子", "E27-part-missing"),
    ),
    *(
        accepted(
            "E15",
            f"part-{text}",
            sheet(row(numerator=text, denominator=text)),
            (2, "分子", "E15-reason-in-part"),
            (2, "分母", "E15-reason-in-part"),
            i1="37.3",
        )
        for text in ("不适用", "未统计", "not applicable")
    ),
    *(
        rejected(
            "E16",
            f"part-{text}",
            sheet(row(numerator=text, denominator="1000")),
            (2, "分子", "E16-withheld-part"),
            (2, "分子", "E27-part-missing"),
        )
        for text in ("<5", "x", "*")
    ),
    accepted("E09", "text", sheet(row(note_zh="2.02503E+15")), (2, "备注", "E09-text-rewritten"), i1="37.3"),
    rejected("E17", "note", sheet(row(note_zh="#NAME?")), (2, "备注", "E17-excel-error")),
    *(
        rejected("E18", text, sheet(row(value=text)), (2, "数值", "E18-not-a-number"))
        for text in ("nan", "inf", "1e999", "1_000", "٣٧", "37.1.2", "①", "--37", "37%%", "=1+1", "9" * 40)
    ),
)
