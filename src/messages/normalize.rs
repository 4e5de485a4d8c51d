//! Texts of the normalizers' reasons.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[
    message(
        "address/looks_like_company",
        "像是公司名称，不是地址",
        "looks like a company name, not an address",
    ),
    message(
        "address/no_place",
        "没有可识别的行政区划或道路",
        "names no administrative division and no road that can be recognised",
    ),
    message(
        "amount/ambiguous_currency",
        "币种不明确，可能是 {candidates}",
        "the currency is unclear; it may be {candidates}",
    ),
    message("amount/extra_text", "金额之外还有“{text}”", "there is “{text}” besides the amount"),
    message("amount/unreadable", "不是可识别的金额", "not an amount that can be read"),
    message(
        "date/ambiguous_order",
        "日、月顺序不明确，可能是 {candidates}",
        "the order of day and month is unclear; it may be {candidates}",
    ),
    message("date/impossible", "“{value}”不是存在的日期", "“{value}” is not a date that exists"),
    message("date/imprecise", "日期只是大概", "the date is only approximate"),
    message("date/lunar", "农历日期需要人工换算", "a lunar date must be converted by hand"),
    message("date/no_year", "日期没有年份", "the date has no year"),
    message("date/unlikely_year", "年份不合常理", "the year is unlikely"),
    message("date/unreadable", "不是可识别的日期", "not a date that can be read"),
    message(
        "number/ambiguous_range",
        "范围前一个数的单位不明确，已按后一个数的单位理解",
        "the unit of the lower end of the range is unclear; it was read with the unit of the upper end",
    ),
    message(
        "number/ambiguous_separator",
        "逗号和小数点的用法有歧义",
        "commas and points are used in an ambiguous way",
    ),
    message("number/ambiguous_unit", "数量单位有歧义", "the unit of the number is ambiguous"),
    message("number/rounded", "科学计数法可能丢失了精度", "scientific notation may have lost digits"),
    message("number/unreadable", "不是可识别的数字", "not a number that can be read"),
    message(
        "region/ambiguous",
        "“{value}”有多处，可能是 {candidates}",
        "“{value}” is the name of several places: {candidates}",
    ),
    message("region/contradiction", "“{value}”不属于{parent}", "“{value}” does not lie in {parent}"),
    message("region/unknown", "不是已知的行政区划", "not a known administrative division"),
    message(
        "value/masked",
        "号码被遮盖，只能按可见部分核对",
        "the value is masked; only its visible part can be compared",
    ),
    message(
        "value/placeholder",
        "“{value}”是占位值，不是真实数据",
        "“{value}” is a placeholder, not a real value",
    ),
];
