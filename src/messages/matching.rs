//! Texts of matches and of what keeps clusters apart.

use super::messages;

/// Sorted by code.
pub(crate) const MESSAGES: &str = messages![
    message("guard/conflict", "{kind} 不同：{left} 与 {right}", "{kind} differs: {left} and {right}"),
    message("guard/contradiction", "整体证据相互矛盾", "the evidence as a whole speaks against it"),
    message("guard/distinct", "已有人工判定为不同客户", "somebody decided that they are distinct"),
    message(
        "guard/limit",
        "合并后{kind}有 {actual} 个，上限为 {limit}",
        "together they would have {actual} of {kind}; the limit is {limit}",
    ),
    message(
        "guard/once",
        "来源“{source}”中每个客户只有一条记录",
        "the source “{source}” has one record of each customer",
    ),
    message("guard/size", "合并后将超过 {limit} 条记录", "the customer would have more than {limit|record}"),
    message("guard/type", "一方是个人，另一方是企业", "one is a person, the other a company"),
    message("match/bound", "已有人将其标识绑定", "somebody bound their identifiers to each other"),
    message("match/comparison", "{label}：{left} ｜ {right}", "{label}: {left} | {right}"),
    message(
        "match/prior",
        "任意两条记录属于同一客户的可能性",
        "how likely any two records are the same customer",
    ),
];
