//! Texts of the quality rules, and of what sets a batch apart from the one before.

use super::messages;

/// Sorted by code.
pub(crate) const MESSAGES: &str = messages![
    message(
        "drift/completeness",
        "“{field}”的填写率从 {before} 降到 {after}",
        "“{field}” is filled in {after} of rows, {before} before",
    ),
    message("drift/field_gone", "“{field}”不再有值", "“{field}” is no longer given"),
    message("drift/field_new", "新出现“{field}”", "“{field}” is new"),
    message(
        "drift/issue",
        "“{field}”问题增多：{after}（此前 {before}）",
        "“{field}” is wrong more often: {after} (before: {before})",
    ),
    message("drift/rows", "行数从 {before} 变为 {after}", "{after|row}, {before} before"),
    message("drift/score", "质量得分从 {before} 降到 {after}", "the score fell from {before} to {after}"),
    message(
        "drift/share",
        "“{field}”的取值占比变化：{before} 变为 {after}",
        "values of “{field}” have other shares: {after}, before {before}",
    ),
    message(
        "drift/source_gone",
        "来源缺失（此前 {before} 行）",
        "nothing came from the source ({before|row} before)",
    ),
    message("drift/source_new", "新来源（{after} 行）", "the source is new ({after|row})"),
    message(
        "drift/validity",
        "“{field}”的有效率从 {before} 降到 {after}",
        "{after} of the values of “{field}” are valid, {before} before",
    ),
    message(
        "drift/value_gone",
        "“{field}”不再出现“{before}”",
        "“{field}” no longer has the value “{before}”",
    ),
    message("drift/value_new", "“{field}”出现新值“{after}”", "“{field}” has the new value “{after}”"),
    message(
        "quality/derived",
        "根据“{other}”，“{field}”可填“{value}”",
        "“{other}” says that “{field}” is “{value}”",
    ),
    message(
        "quality/disagrees",
        "“{field}”与“{other}”不一致，后者表明是“{value}”",
        "“{field}” disagrees with “{other}”, which says “{value}”",
    ),
    message("quality/format", "格式应为 {pattern}", "does not have the form {pattern}"),
    message(
        "quality/must_be_less",
        "“{field}”应小于或早于“{other}”（{value}）",
        "“{field}” must be less than, or earlier than, “{other}” ({value})",
    ),
    message(
        "quality/must_be_more",
        "“{field}”应大于或晚于“{other}”（{value}）",
        "“{field}” must be more than, or later than, “{other}” ({value})",
    ),
    message(
        "quality/must_differ",
        "“{field}”不应与“{other}”相同（{value}）",
        "“{field}” must differ from “{other}” ({value})",
    ),
    message(
        "quality/must_equal",
        "“{field}”应与“{other}”相同（{value}）",
        "“{field}” must be the same as “{other}” ({value})",
    ),
    message("quality/must_hold", "“{field}”应满足：{must}", "“{field}” breaks the rule: {must}"),
    message(
        "quality/must_hold_when",
        "“{field}”应满足：{must}（适用于：{when}）",
        "“{field}” breaks the rule: {must} (where {when})",
    ),
    message(
        "quality/must_not_be_less",
        "“{field}”不应小于或早于“{other}”（{value}）",
        "“{field}” must not be less than, or earlier than, “{other}” ({value})",
    ),
    message(
        "quality/must_not_be_more",
        "“{field}”不应大于或晚于“{other}”（{value}）",
        "“{field}” must not be more than, or later than, “{other}” ({value})",
    ),
    message("quality/not_allowed", "只能是：{allowed}", "must be one of: {allowed}"),
    message(
        "quality/outlier",
        "“{field}”有远离其他数值的值，如“{value}”",
        "“{field}” has numbers far from all others, such as “{value}”",
    ),
    message("quality/required", "缺少必填项“{field}”", "“{field}” is required and missing"),
    message(
        "quality/required_when",
        "缺少“{field}”，以下情况必填：{when}",
        "“{field}” is missing, and required where {when}",
    ),
    message(
        "quality/stale",
        "“{field}”已过期，记录写于 {value}",
        "“{field}” is out of date; the record was written on {value}",
    ),
    message("quality/too_large", "不应大于或晚于 {limit}", "must not be more than, or later than, {limit}"),
    message("quality/too_small", "不应小于或早于 {limit}", "must not be less than, or earlier than, {limit}"),
    message("quality/unwanted", "“{field}”不应填写，因为：{when}", "“{field}” must be empty where {when}"),
];
