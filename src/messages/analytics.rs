//! Texts of forecasts and analyses: what they rest on, and why there is none.

use super::messages;

/// Sorted by code.
pub(crate) const MESSAGES: &str = messages![
    message(
        "association/rule",
        "有“{items}”的客户中 {percent}% 也有“{then}”，是平均水平的 {lift} 倍",
        "of those with “{items}”, {percent} % also have “{then}”: {lift|time} as many as of all",
    ),
    message(
        "attribution/channels",
        "有 {actual} 个渠道，最多 {limit} 个；该属性可能不是渠道",
        "there are {actual} channels, {limit} at most; maybe the property is no channel",
    ),
    message("cluster/average", "各项接近平均", "about average in all"),
    message("cluster/high", "{name}高", "high {name}"),
    message("cluster/low", "{name}低", "low {name}"),
    message(
        "forecast/all",
        "{event} {count} 次，尚看不出自己的周期；所有客户通常隔 {days} 天：下次约在 {next}（多在 {from} 至 {until}），上次 {last}，已过 {waited} 天",
        "{event} {count|time}, no rhythm of its own yet; customers usually wait {days|day}: next around {next} (mostly {from} to {until}); the last was on {last}, {waited|day} ago",
    ),
    message(
        "forecast/own",
        "{event} {count} 次，通常隔 {days} 天：下次约在 {next}（多在 {from} 至 {until}），上次 {last}，已过 {waited} 天",
        "{event} {count|time}, usually {days|day} apart: next around {next} (mostly {from} to {until}); the last was on {last}, {waited|day} ago",
    ),
    message(
        "forecast/too_little",
        "只有 {count} 天有{event}，看不出周期",
        "{event} on {count|day} only: too little to tell a rhythm",
    ),
    message(
        "kpi/acquisition_cost",
        "获客成本：营销与销售费用 ÷ 新客户数",
        "acquisition cost: costs of marketing and sales ÷ new customers",
    ),
    message(
        "kpi/average_order",
        "客单价：购买金额 ÷ 购买次数",
        "average order: amount of purchases ÷ purchases",
    ),
    message(
        "kpi/churn",
        "流失率：期初活跃而期内没有购买的客户 ÷ 期初活跃客户",
        "churn: customers that were active at the start and did not buy ÷ customers active at the start",
    ),
    message(
        "kpi/conversion",
        "线索转化率：期末前已购买的线索 ÷ 线索",
        "lead conversion: leads that bought by the end ÷ leads",
    ),
    message("kpi/cost_per_lead", "线索成本：营销费用 ÷ 线索", "cost per lead: costs of marketing ÷ leads"),
    message(
        "kpi/cross_sell",
        "交叉销售率：买了此前没买过的产品的老客户 ÷ 期内购买的老客户",
        "cross-selling: earlier buyers that bought something new to them ÷ earlier buyers that bought",
    ),
    message("kpi/leads", "线索：首次事件在期内的客户", "leads: customers whose first event was in that time"),
    message(
        "kpi/lifetime_value",
        "客户累计价值：期末前的全部购买金额 ÷ 买过的客户",
        "lifetime value: amount of all purchases up to the end ÷ customers that ever bought",
    ),
    message(
        "kpi/new_customers",
        "新客户：首次购买在期内的客户",
        "new customers: customers whose first purchase was in that time",
    ),
    message(
        "kpi/nps",
        "净推荐值：（9–10 分的人数 − 0–6 分的人数）÷ 回答人数 × 100",
        "net promoter score: (answers of 9–10 − answers of 0–6) ÷ answers × 100",
    ),
    message(
        "kpi/opportunity_cycle",
        "商机周期：商机首个事件到赢单的天数（中位数）",
        "opportunity cycle: median days from the first event of an opportunity until it is won",
    ),
    message(
        "kpi/overdue",
        "逾期应收：截至目前的逾期金额，分母为欠款客户数",
        "overdue receivables: the amount overdue now, beside the number of customers who owe it",
    ),
    message(
        "kpi/repurchase",
        "复购率：至少买过两次的客户 ÷ 期内购买的客户",
        "repurchase: customers with two or more purchases ÷ customers that bought in that time",
    ),
    message("kpi/revenue", "销售额：购买金额之和", "revenue: amount of purchases"),
    message(
        "kpi/sales_cycle",
        "销售周期：首次事件到首次购买的天数（中位数）",
        "sales cycle: median days from the first event to the first purchase",
    ),
    message("kpi/satisfaction", "满意度：评分之和 ÷ 评分数", "satisfaction: sum of scores ÷ scores"),
    message("predict/alike", "客户差异太小，分不出群组", "customers differ too little to be divided"),
    message(
        "predict/customers",
        "指标齐全的客户只有 {count} 个，至少需要 {least} 个",
        "all numbers are known of only {count|customer}; at least {least} are needed",
    ),
    message(
        "predict/negatives",
        "只有 {count} 个客户没有这样做，至少需要 {least} 个才能学习",
        "only {count|customer} did not do it; learning takes at least {least}",
    ),
    message(
        "predict/positives",
        "只有 {count} 个客户这样做过，至少需要 {least} 个才能学习",
        "only {count|customer} did it; learning takes at least {least}",
    ),
    message(
        "predict/repeaters",
        "只有 {count} 个客户再次购买，至少需要 {least} 个才能拟合",
        "only {count|customer} bought again; a fit takes at least {least}",
    ),
    message(
        "predict/unsettled",
        "参数的搜索没有收敛，数据不足以判断",
        "the search for parameters did not come to rest: too little to tell",
    ),
    message("privacy/field", "该角色不能查看“{name}”", "the role may not see “{name}”"),
    message("profile/few", "人数太少，差异可能只是偶然", "too few customers: the difference may be chance"),
    message("score/before", "此前已有 {count} 次", "did it {count|time} before"),
    message(
        "score/expected",
        "预计 {days} 天内{event} {count} 次",
        "{event} {count|time} expected in {days|day}",
    ),
    message("score/known", "首次往来距今 {days} 天", "known for {days|day}"),
    message("score/never", "没有过{event}", "never {event}"),
    message("score/spent", "{event}累计 {value}", "{event} worth {value} in all"),
];
