//! The words that structure a Chinese company name, and those round it.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::tables;

/// Companies' legal forms, the longest first, so that the first that fits is the whole one.
const COMPANY_FORMS: &str = "股份有限责任公司|股份合作公司|股份有限公司|有限责任公司|股份公司|有限公司|集团公司|\
    分公司|总公司|子公司|公司";

/// Other organisation forms, the longest first.
const OTHER_FORMS: &str = "农民专业合作社联合社|专业合作社联合社|农民专业合作社|特殊普通合伙企业|个人独资企业|\
    普通合伙企业|有限合伙企业|个体工商户|专业合作社|居民委员会|村民委员会|合伙企业|人民政府|\
    研究院|研究所|设计院|委员会|办公室|事务所|工作室|经营部|门市部|销售部|服务部|经销部|\
    经销处|批发部|营业部|维修部|合作社|联合社|供销社|出版社|旅行社|杂志社|通讯社|基金会|\
    联合会|促进会|幼儿园|俱乐部|卫生院|美容院|管理局|派出所|加工厂|便利店|专卖店|旗舰店|\
    大药房|集团|医院|大学|学院|中学|小学|学校|诊所|法院|协会|学会|商会|工会|中心|\
    政府|商行|商店|商场|药店|药房|书店|饭店|酒店|宾馆|餐厅|超市|总厂|农场|支队|大队|\
    厂|店|院|校|局|馆|社|部|行|坊|会";

/// Endings that look like a one-character form but belong to an industry word or a brand.
const NOT_FORMS: &str = "银行|投行|外部|内部|总部|全部|国会|社会|旅行|出行|同行|步行|飞行|进行|发行";

/// Legal forms in brackets at the end.
const BRACKETED: &str = "有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资|合伙|股份合作制|股份合作";

/// Cut-off legal forms, by the length limit of some field.
const CUT_OFF: &str = "有限责任公|股份有限公|有限责任|股份有限|有限公|有限";

const BRANCHES: &str = "分公司|支公司|子公司|分行|支行|分店|办事处|办事机构|代表处|联络处|营业部|营业厅|事业部|分厂|分部|分院|\
    分校|分所|分中心|分局|分社|网点|门店|项目部|经营部|销售部|工厂|旗舰店|专卖店|店";

/// The field labels that are pasted with a name.
pub(super) const LABELS: &str = "公司名称|公司名|单位名称|单位|客户名称|客户名|客户|企业名称|企业|名称|公司|公司全称|全称|抬头|发票抬头|\
    开票名称|开票抬头|甲方|乙方|供应商|供应商名称|company|company name|customer|account name|account|name";

/// Remarks in brackets that speak of the record rather than belong to the name.
pub(super) const NOTES: &str = "已注销|注销|停用|已停用|作废|吊销|已吊销|倒闭|已倒闭|破产|重复|勿用|不要用|不用|禁用|已禁用|暂停|停产|停业|\
    已搬迁|搬迁|失效|已失效|删除|已删除|黑名单|已关闭|关闭|歇业|已合并|老客户|新客户|待定|待确认|备用|拉黑|欠款|测试用|迁出|冻结|已更名";

/// Signs of a former name at the start of a remark, the longest first.
pub(super) const FORMER: &str = "曾用名|原名称|原名|前身|旧称|更名前|原";

/// Names that only fill a mandatory field.
pub(super) const DUMMIES: &str = "无|无公司|没有|个人|个体|个体户|个人客户|散客|零售|零售客户|自由职业|测试|测试数据|测试用|测试客户|test|\
    testing|demo|示例|样例|暂无|未知|不详|待定|待补充|保密|公司|有限公司|某公司|某某|某某某|客户|其他|其它|空|n/a|none|null|nil|unknown|tbd|\
    自己|本人|xx|xxx|aaa|abc|abc公司|asdf|123";

/// Marks of an industry that the generated list lacks.
const MORE_TRADE: &str = "银行|电信|小吃|烧烤|火锅|面馆|快餐|美食|水果|鲜花|服饰|鞋帽|母婴|美发|理发|宾馆|重工|电网|在线|终端|证券|期货|信托|基金|航运|港务|港口|热电|水电|核电|水务|环卫|物联网|云计算|大数据|\
    人工智能|新材料|半导体|集成电路|芯片|光学|精密|传感|仪表|电镀|重机|农机|客车|造船|船舶重工|玩具|餐饮管理|企业管理|企业|管理咨询|\
    文旅|影业|游戏|教育科技|生物技术|医疗科技|健康科技|信息技术|供应链管理|电子商务|跨境电商|直播|广电|传感器";

/// Words of the generated list that are brands, places or ordinals rather than marks of an industry.
const NOT_TRADE: &str = "大自然|世界|明月|众安|第一|第二|第三|第四|第五|第一国际|天骄|联汇|顶津|顺然|宝军|起航|唐山百驰|常熟|杭州|潍坊|\
    莱西|广西南宁|以色列|诺贝|蓝润|统众|金桥|雪花|埃航|埃顿|埃德尔|阿达|阿胶|改为|要求|私人|国家|民族|国企|外企|甲级|正规|无忧|北方工业|\
    南方电网|移动|互动|领域|走廊|穿戴|黄金|无|自费|精品|大件|大型|全套|省级|再生|现代|标字|研科|快车|城业|高科|有限|股份|合伙";

/// Names that say nothing without their region.
const GENERIC: &str = "人民|中医|中心|妇幼保健|妇幼|儿童|实验|第一|第二|第三|第四|第五|第六|第七|第八|第九|第十|第一人民|第二人民|\
    第三人民|第四人民|第五人民|公安|税务|市立|县|区|市|省|中国|市场监督|国家税务";

/// The most characters that an industry word has.
const TRADE_WORD_MAX: usize = 8;

fn listed(list: &str, word: &str) -> bool {
    list.split('|').any(|entry| entry == word)
}

/// The body before its organisation form, and the form.
pub(super) fn split_form(name: &str) -> (&str, &'static str) {
    let forms = if name.ends_with("公司") { COMPANY_FORMS } else { OTHER_FORMS };
    for form in forms.split('|') {
        let Some(body) = name.strip_suffix(form) else { continue };
        let is_short = form.chars().count() == 1;
        if is_short && (body.chars().count() < 2 || NOT_FORMS.split('|').any(|word| name.ends_with(word))) {
            return (name, "");
        }
        return (body, form);
    }
    (name, "")
}

/// The name without its organisation form.
pub(super) fn strip_form(name: &str) -> &str {
    split_form(name).0
}

/// A cut-off legal form at the end: the body before it and the form that was meant.
pub(super) fn split_cut_off(name: &str) -> Option<(&str, &'static str)> {
    let body = CUT_OFF.split('|').find_map(|form| name.strip_suffix(form))?;
    let form = name.strip_prefix(body)?;
    let whole = if form.starts_with("股份") { "股份有限公司" } else { "有限公司" };
    (body.chars().count() >= 2).then_some((body, whole))
}

/// A legal form in brackets at the end: the name before it, and the form.
pub(super) fn split_bracketed_form(name: &str) -> Option<(&str, &str)> {
    let (body, form) = name.strip_suffix('）')?.rsplit_once('（')?;
    listed(BRACKETED, form).then_some((body, form))
}

/// The word for a branch at the end of a text, the longest that fits.
pub(super) fn branch_word(text: &str) -> Option<&'static str> {
    let is_whole_company =
        text.strip_suffix("公司").is_some_and(|before| !before.ends_with(['分', '支', '子']));
    let fits = |word: &&str| text.ends_with(*word);
    if is_whole_company { None } else { BRANCHES.split('|').filter(fits).max_by_key(|word| word.len()) }
}

/// Whether a text behind a whole name tells a branch or department.
pub(super) fn is_branch(text: &str) -> bool {
    branch_word(text).is_some() || text.ends_with(['部', '处', '组', '队', '科']) && text.chars().count() >= 3
}

/// Whether a brand says nothing without its region.
pub(super) fn is_generic(brand: &str) -> bool {
    listed(GENERIC, brand)
}

/// The industry word at the end of a text, the longest that fits: its length in bytes.
pub(super) fn trade_suffix(text: &str) -> Option<usize> {
    let starts: Vec<usize> = text.char_indices().rev().take(TRADE_WORD_MAX).map(|(at, _)| at).collect();
    let fits = |at: &&usize| text.get(**at..).is_some_and(is_trade);
    starts.iter().rev().find(fits).map(|at| text.len() - at)
}

/// Whether the word tells an industry: those of the table, less those that brands use, and a few more.
fn is_trade(word: &str) -> bool {
    static MORE: OnceLock<HashSet<&str>> = OnceLock::new();
    static LESS: OnceLock<HashSet<&str>> = OnceLock::new();
    if word.chars().count() < 2 || LESS.get_or_init(|| NOT_TRADE.split('|').collect()).contains(word) {
        return false;
    }
    tables::company::is_trade_word(word)
        || MORE.get_or_init(|| MORE_TRADE.split('|').collect()).contains(word)
}
