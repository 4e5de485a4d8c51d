//! Texts of rules: what is wrong with them, and why they hold actions back.

use super::messages;

/// Sorted by code.
pub(crate) const MESSAGES: &str = messages![
    message("action/control_group", "对照组，不执行", "in the control group, which gets nothing"),
    message("action/cooldown", "冷却期内", "the rule rests after it acted"),
    message("action/done", "本期已执行", "done already in this period"),
    message("action/frequency_cap", "{channel}：已达频次上限", "{channel}: used as often as it may be"),
    message(
        "action/no_address",
        "{channel}：客户没有可用的联系方式",
        "{channel}: the customer has no usable address",
    ),
    message("action/no_consent", "{channel}：没有客户同意", "{channel}: without the customer's consent"),
    message("action/no_longer_valid", "规则已过有效期", "the rule is no longer valid"),
    message("action/not_yet_valid", "规则尚未生效", "the rule is not valid yet"),
    message("action/quiet_hours", "{channel}：免打扰时段", "{channel}: quiet hours"),
    message(
        "action/stopped",
        "规则“{rule}”优先，其后不执行",
        "the rule “{rule}” comes first and stops those after it",
    ),
    message("action/suppressed", "满足排除条件", "an exception of the rule holds"),
    message("action/value", "“{value}”不是数字", "“{value}” is no number"),
    message("assignment/agent", "没有名为“{name}”的负责人", "there is no agent “{name}”"),
    message("assignment/full", "符合条件的负责人都已满额或不在岗", "all agents that fit are full or away"),
    message("assignment/least_load", "现有客户最少（{count}）", "owns the fewest customers ({count})"),
    message("assignment/no_agent", "没有符合条件的负责人", "no agent fits"),
    message("assignment/no_policy", "没有适用的分配策略", "no policy is for such customers"),
    message("assignment/none", "规则集没有分配策略", "the ruleset has no assignment"),
    message("assignment/round_robin", "按顺序轮到", "next in turn"),
    message("assignment/sticky", "客户记录中已有该负责人", "named by a record of the customer already"),
    message(
        "journey/circle",
        "步骤绕回自身而不等待",
        "the step leads back to itself without a wait or an action",
    ),
    message("journey/since", "{name}：进入于 {date}", "{name}: entered on {date}"),
    message(
        "journey/step",
        "步骤须是 action、wait、branch 之一",
        "a step is exactly one of action, wait and branch",
    ),
    message("journey/wait", "等待须是 for 或 until 之一", "a wait has exactly one of for and until"),
    message(
        "result/better",
        "“{variant}”的转化率高于“{against}”",
        "“{variant}” converts better than “{against}”",
    ),
    message(
        "result/too_little",
        "数据还不足以判断“{variant}”与“{against}”孰优",
        "there is too little to tell which of “{variant}” and “{against}” is better",
    ),
    message(
        "result/worse",
        "“{variant}”的转化率低于“{against}”",
        "“{variant}” converts worse than “{against}”",
    ),
    message("rule/date", "“{value}”不是日期（应为 YYYY-MM-DD）", "“{value}” is no date (YYYY-MM-DD)"),
    message("rule/nothing", "规则须至少有一个动作", "a rule needs at least one action"),
    message("rule/placeholder", "模板中无法识别“{name}”", "the template names an unknown “{name}”"),
    message("rule/schedule", "间隔须大于 0", "the interval must be above 0"),
    message("rule/split", "至少一个分组的权重须大于 0", "some variant needs a weight above 0"),
    message(
        "rule/time",
        "“{value}”不是时刻（HH:MM）或星期（1 到 7）",
        "“{value}” is no time of day (HH:MM) or day of the week (1 to 7)",
    ),
    message("rule/unknown", "没有规则“{name}”", "there is no rule “{name}”"),
    message("rule/unknown_name", "没有名为“{name}”的定义", "nothing here has the name “{name}”"),
    message("segment/entered", "{date} 进入人群“{name}”", "entered the segment “{name}” on {date}"),
    message("segment/left", "{date} 离开人群“{name}”", "left the segment “{name}” on {date}"),
];
