//! The words that structure a Chinese company name, and those round it.

use crate::tables::Words;
use crate::tables::company::TRADES;

/// Companies' legal forms, the longest first, so that the first that fits is the whole one.
static COMPANY_FORMS: Words = Words::ending(
    "股份有限责任公司|股份合作公司|股份有限公司|有限责任公司|股份公司|有限公司|集团公司|\
    分公司|总公司|子公司|公司",
);

/// Other organisation forms, the longest first.
static OTHER_FORMS: Words = Words::ending(
    "农民专业合作社联合社|专业合作社联合社|农民专业合作社|特殊普通合伙企业|个人独资企业|\
    普通合伙企业|有限合伙企业|个体工商户|专业合作社|居民委员会|村民委员会|合伙企业|人民政府|\
    研究院|研究所|设计院|委员会|办公室|事务所|工作室|经营部|门市部|销售部|服务部|经销部|\
    经销处|批发部|营业部|维修部|合作社|联合社|供销社|出版社|旅行社|杂志社|通讯社|基金会|\
    联合会|促进会|幼儿园|俱乐部|卫生院|美容院|管理局|派出所|加工厂|便利店|专卖店|旗舰店|\
    大药房|集团|医院|大学|学院|中学|小学|学校|诊所|法院|协会|学会|商会|工会|中心|\
    政府|商行|商店|商场|药店|药房|书店|饭店|酒店|宾馆|餐厅|超市|总厂|农场|支队|大队|\
    厂|店|院|校|局|馆|社|部|行|坊|会",
);

/// Endings that look like a one-character form but belong to an industry word or a brand.
static NOT_FORMS: Words =
    Words::ending("银行|投行|外部|内部|总部|全部|国会|社会|旅行|出行|同行|步行|飞行|进行|发行");

/// Legal forms in brackets at the end.
static BRACKETED: Words = Words::ending(
    "有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资|合伙|股份合作制|股份合作|有限公司|有限责任公司|股份有限公司",
);

/// Cut-off legal forms, by the length limit of some field.
/// Forms of which the end is cut off, or one character lost or mistaken for another that is read or looks like it.
static CUT_OFF: Words = Words::ending(
    "有限责任公|股份有限公|有限责任|股份有限|有限公|有限|股份有公司|股份限公司|股份有线公司|股份有现公司|有公司|限公司|\
    有限司|有限工司|有限共司|有限供司|有限功司|有限公同|有限公可|有限公词|有限公私|有限公思|有限公丝|有限公斯|有限公四|\
    有限公寺",
);

static BRANCHES: Words = Words::ending(
    "分公司|支公司|子公司|分行|支行|分店|办事处|办事机构|代表处|联络处|营业部|营业厅|事业部|分厂|分部|分院|\
    分校|分所|分中心|分局|分社|网点|门店|项目部|经营部|销售部|工厂|旗舰店|专卖店|店",
);

/// Departments within a company, which belong to whom the record reaches rather than to the company's name. What may be
/// registered or stand elsewhere, such as 销售部 or 项目部, is a branch.
pub(super) static DEPARTMENTS: Words = Words::ending(
    "财务部|采购部|市场部|行政部|人事部|人力资源部|技术部|研发部|生产部|品质部|品管部|质检部|质量部|工程部|法务部|客服部|售后部|\
    仓储部|物流部|信息部|综合部|综合管理部|行政人事部|企划部|运营部|设备部|总经办|总裁办|财务科|采购科|财务处|采购处",
);

/// The field labels that are pasted with a name.
pub(super) static LABELS: Words = Words::ending(
    "公司名称|公司名|单位名称|单位|客户名称|客户名|客户|企业名称|企业|名称|公司|公司全称|全称|抬头|发票抬头|\
    开票名称|开票抬头|甲方|乙方|供应商|供应商名称|company|company name|customer|account name|account|name",
);

/// Remarks in brackets that speak of the record rather than belong to the name.
const NOTES: &str = "注销|停用|作废|吊销|倒闭|破产|重复|勿用|不要用|不用|禁用|暂停|停产|停业|\
    搬迁|失效|删除|黑名单|关闭|歇业|合并|老客户|新客户|待定|待确认|备用|拉黑|欠款|测试用|迁出|冻结|更名|总部|总公司|本部|副本|复制";

/// The same in English, at the end of a name.
pub(super) static FOREIGN_NOTES: Words = Words::ending(
    "inactive|duplicate|dup|do not use|closed|obsolete|dissolved|bankrupt|blocked|out of business|deleted|test|old",
);

static NOTES_AT_START: Words = Words::starting(NOTES);
static NOTES_AT_END: Words = Words::ending(NOTES);

/// Signs of a former name at the start of a remark, the longest first.
pub(super) static FORMER: Words = Words::starting("曾用名|原名称|原名|前身|旧称|更名前|原");

/// Names that only fill a mandatory field.
pub(super) static DUMMIES: Words = Words::ending(
    "无|无公司|没有|个人|个体|个体户|个人客户|散客|零售|零售客户|自由职业|测试|测试数据|测试用|测试客户|test|\
    testing|demo|示例|样例|暂无|未知|不详|待定|待补充|保密|公司|有限公司|某公司|某某|某某某|客户|其他|其它|空|n/a|none|null|nil|unknown|tbd|\
    自己|本人|我司|本公司|xx|xxx|aaa|abc|abc公司|asdf|123|\
    学生|在校学生|退休|已退休|待业|无业|失业|家庭主妇|全职妈妈|self employed|self-employed|freelance|freelancer|student|retired|\
    unemployed|company|my|xyz|private|individual|personal|home|sample|example",
);

/// Names that say nothing without their region.
static GENERIC: Words = Words::ending(
    "人民|中医|中心|妇幼保健|妇幼|儿童|实验|公安|税务|市立|县|区|市|省|中国|国家|市场监督|国家税务|农商|理工|师范|财经|政法|医科|外国语|职业技术",
);

/// Words of time and extent, by which a brand is told only together with its region: 宁德时代, 北京现代.
static OF_THE_TIMES: Words = Words::ending("时代|新时代|世纪|新世纪|现代|未来|国际|环球|全球");

/// Whether a brand is such a word.
pub(super) fn is_of_the_times(brand: &str) -> bool {
    OF_THE_TIMES.contains(brand)
}

/// What is dug and sold alike everywhere and no trade by itself: told by where, or by the country (湖南黄金, 中国黄金).
static GOODS: Words = Words::ending("黄金|白银|石墨|有色|烟草");

/// Whether a brand is such a word.
pub(super) fn is_good(brand: &str) -> bool {
    GOODS.contains(brand)
}

/// Whether a brand is that of a university of a kind, or what such a one has: 师范大学附属.
pub(super) fn is_university_of_kind(brand: &str) -> bool {
    let is_kind = |kind: &str| GENERIC.contains(kind) || before_trade(kind).is_some_and(str::is_empty);
    brand.split_once("大学").is_some_and(|(kind, _)| is_kind(kind))
}

/// Whether a brand is a word for offices, and compared together with what stands behind it: 工商银行.
pub(super) fn is_office(brand: &str) -> bool {
    matches!(brand, "工商" | "民政" | "农信")
}

/// The body before its organisation form, and the form.
pub(super) fn split_form(name: &str) -> (&str, &str) {
    let forms = if name.ends_with("公司") { &COMPANY_FORMS } else { &OTHER_FORMS };
    let Some((body, form)) = split_end(name, forms) else { return (name, "") };
    let is_short = form.chars().count() == 1;
    let is_word = is_short && (body.chars().count() < 2 || NOT_FORMS.end_of(name).is_some());
    if is_word { (name, "") } else { (body, form) }
}

/// A text divided before the longest word of the list that ends it.
fn split_end<'a>(text: &'a str, words: &Words) -> Option<(&'a str, &'a str)> {
    text.split_at_checked(text.len().checked_sub(words.end_of(text)?.len())?)
}

/// The name without its organisation form.
pub(super) fn strip_form(name: &str) -> &str {
    split_form(name).0
}

/// A cut-off or misspelt legal form at the end: the body before it and the form that was meant.
pub(super) fn split_cut_off(name: &str) -> Option<(&str, &'static str)> {
    let (body, form) = split_end(name, &CUT_OFF)?;
    let whole = if form.starts_with("股份") { "股份有限公司" } else { "有限公司" };
    // 有限公司, 无限公司; 国有公司, 所有公司.
    let is_sound = match form {
        "限公司" => body.ends_with(['有', '无']),
        "有公司" => body.ends_with(['国', '所', '自', '私', '公', '共']),
        _ => false,
    };
    (body.chars().count() >= 2 && !is_sound).then_some((body, whole))
}

/// A legal form in brackets at the end: the name before it, and the form.
pub(super) fn split_bracketed_form(name: &str) -> Option<(&str, &str)> {
    let (body, form) = name.strip_suffix('）')?.rsplit_once('（')?;
    (BRACKETED.contains(form) && !body.is_empty()).then_some((body, form))
}

/// The word for a branch at the end of a text, the longest that fits.
pub(super) fn branch_word(text: &str) -> Option<&'static str> {
    let is_whole_company =
        text.strip_suffix("公司").is_some_and(|before| !before.ends_with(['分', '支', '子']));
    if is_whole_company { None } else { BRANCHES.end_of(text) }
}

/// Whether a text behind a whole name tells a branch or department.
pub(super) fn is_branch(text: &str) -> bool {
    branch_word(text).is_some() || text.ends_with(['部', '处', '组', '队', '科']) && text.chars().count() >= 3
}

/// Whether a remark speaks of the record rather than belongs to the name.
pub(super) fn is_note(text: &str) -> bool {
    let text = text.strip_prefix('已').unwrap_or(text);
    text.is_empty() || NOTES_AT_START.start_of(text).is_some() || NOTES_AT_END.end_of(text).is_some()
}

/// Whether a brand says nothing without its region: 人民, 第三, 第六人民.
pub(super) fn is_generic(brand: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    let tail = brand.strip_prefix('第').map(|rest| rest.trim_start_matches(numeral));
    GENERIC.contains(brand) || tail.is_some_and(|tail| tail.is_empty() || GENERIC.contains(tail))
}

/// The text before the longest industry word that ends it, and that leaves nothing or more than one character.
pub(super) fn before_trade(text: &str) -> Option<&str> {
    let (mut before, mut trade) = split_end(text, &TRADES)?;
    while before.chars().count() == 1 {
        let first = trade.chars().next()?.len_utf8();
        (_, trade) = split_end(trade.get(first..)?, &TRADES)?;
        before = text.strip_suffix(trade)?;
    }
    Some(before)
}
