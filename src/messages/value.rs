//! Texts of errors where single values are cleaned.

use super::messages;

/// Sorted by code.
pub(crate) const MESSAGES: &str = messages![
    message("form/json_text", "应为 JSON 字符串", "expected a string of JSON"),
    message("form/language", " zh 或 en", "zh or en"),
    message("form/text", "文本", "a text"),
    message("form/wanted", "应为{expected}", "expected {expected}"),
    message("form/whole", "整数", "a whole number"),
    message("input/invalid", "输入不符合格式：{reason}", "the input has the wrong form: {reason}"),
    message(
        "kind/unknown",
        "没有字段类型“{name}”；可用：{known}",
        "there is no field kind “{name}”; there are: {known}",
    ),
    message("pack/invalid", "不是 {version} 版的数据包", "this is no data pack of version {version}"),
    message(
        "pack/late",
        "数据包“{pack}”加载太晚：请在第一次处理数据之前加载",
        "the data pack “{pack}” comes too late: load it before the first value is processed",
    ),
];
