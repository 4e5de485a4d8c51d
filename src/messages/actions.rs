//! Texts of rules: what is wrong with them, and why they hold actions back.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[
    message("action/cooldown", "冷却期内", "the rule rests after it acted"),
    message("action/done", "本期已执行", "done already in this period"),
    message("action/no_longer_valid", "规则已过有效期", "the rule is no longer valid"),
    message("action/not_yet_valid", "规则尚未生效", "the rule is not valid yet"),
    message("action/suppressed", "满足排除条件", "an exception of the rule holds"),
    message("rule/date", "“{value}”不是日期（应为 YYYY-MM-DD）", "“{value}” is no date (YYYY-MM-DD)"),
    message("rule/placeholder", "模板中无法识别“{name}”", "the template names an unknown “{name}”"),
    message("rule/unknown", "没有规则“{name}”", "there is no rule “{name}”"),
];
