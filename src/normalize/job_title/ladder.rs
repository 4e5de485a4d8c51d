//! The ladder: which words of a title say how senior it is, and in which function.

use std::sync::OnceLock;

use crate::sort::Arrange;
use crate::text;

/// One of the posts that a title names.
#[derive(Default)]
pub(super) struct Post {
    pub seniority: Option<&'static str>,
    pub function: Option<&'static str>,
    pub modifiers: Vec<&'static str>,
    /// The title is a bare form of address (`总`), from which the post can only be guessed.
    pub is_hint: bool,
}

const LEVELS: [&str; 10] =
    ["owner", "cxo", "partner", "vp", "director", "manager", "senior", "entry", "training", "unpaid"];

impl Post {
    /// 0 for the most senior; posts without a known level come last.
    pub(super) fn rank(&self) -> usize {
        let level = self.seniority.and_then(|seniority| LEVELS.iter().position(|level| *level == seniority));
        level.unwrap_or(LEVELS.len())
    }
}

/// Short forms that stand for one title; only where they are the whole post.
const SYNONYMS: [(&str, &str); 9] = [
    ("副总", "副总经理"),
    ("副总裁vp", "副总裁"),
    ("老总", "总经理"),
    ("董秘", "董事会秘书"),
    ("总工", "总工程师"),
    ("总助", "总经理助理"),
    ("财务总", "财务总监"),
    ("法人", "法定代表人"),
    ("法人代表", "法定代表人"),
];

const SEPARATORS: [char; 7] = ['兼', '/', '、', '&', '，', ';', '；'];

/// The Chinese title: simplified, without spaces, short forms written out, Latin acronyms in capitals.
pub(super) fn canonical(title: &str) -> String {
    let simplified = text::simplify(title);
    let tight: String = simplified.chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = String::with_capacity(tight.len());
    for post in tight.split_inclusive(SEPARATORS) {
        let name = post.trim_end_matches(SEPARATORS);
        let long = SYNONYMS.iter().find(|(short, _)| *short == name.to_lowercase());
        out.push_str(long.map_or(name, |(_, long)| long));
        out.push_str(post.strip_prefix(name).unwrap_or_default());
    }
    out.to_uppercase()
}

/// The posts of a lowercase title.
pub(super) fn posts(title: &str) -> impl Iterator<Item = Post> + '_ {
    let separators = |c: char| SEPARATORS.contains(&c) && c != '&';
    title.split(separators).map(str::trim).filter(|post| !post.is_empty()).map(post)
}

fn post(title: &str) -> Post {
    let (title, mut modifiers) = modified(title);
    let words = words(title);
    // `王总` is how people are addressed whose post is not known.
    let is_hint =
        matches!(title, "老大" | "领导" | "负责人") || (title.ends_with('总') && title.chars().count() <= 3);
    let mut seniority = if is_hint { Some("cxo") } else { level(&words) };
    if ends_with_any(&words, LEADS_NOBODY) {
        modifiers.push("individual_contributor");
        seniority = Some(if occurs_any(&words, SENIOR) { "senior" } else { "entry" });
    }
    if seniority == Some("cxo") && modifiers.contains(&"deputy") {
        seniority = Some("vp");
    }
    if ends_with_any(&words, DEPENDS_ON_SECTOR) {
        modifiers.push("sector_dependent");
    }
    Post { seniority, function: function(title), modifiers, is_hint }
}

/// The words of a title, each Latin one between spaces, also where it touches a Chinese one.
fn words(title: &str) -> String {
    let mut out = String::from(" ");
    let mut before = ' ';
    for c in title.chars().map(|c| if c.is_alphanumeric() || "&-".contains(c) { c } else { ' ' }) {
        if text::is_han(c) != text::is_han(before) && c != ' ' && before != ' ' {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out.push(' ');
    out
}

fn occurs_any(words: &str, list: &str) -> bool {
    list.split('|').any(|word| words.contains(word))
}

fn ends_with_any(words: &str, list: &str) -> bool {
    list.split('|').any(|word| words.trim_end().ends_with(word))
}

/// Modifiers that change the weight of a post, each with the signs of it.
fn modified(title: &str) -> (&str, Vec<&'static str>) {
    let mut modifiers = Vec::new();
    let mut rest = title;
    for sign in ["前任", "前", "原任", "原", "former ", "ex-"] {
        if let Some(now) =
            rest.strip_prefix(sign).filter(|now| !now.starts_with(['台', '厅', '端', '料', '材']))
        {
            modifiers.push("former");
            rest = now;
            break;
        }
    }
    if rest.starts_with('代') && !["代表", "代购", "代驾"].iter().any(|word| rest.starts_with(word))
        || rest.contains("acting ")
        || rest.contains("interim ")
    {
        modifiers.push("acting");
    }
    let is_deputy = rest.contains('副') || rest.contains("deputy ") || rest.contains("vice ");
    if is_deputy && !rest.contains("副食") {
        modifiers.push("deputy");
    }
    if rest.contains("助理") || rest.contains("assistant") {
        modifiers.push("assistant");
    }
    (rest, modifiers)
}

/// Posts with 经理 or "manager" in the name that manage no people.
const LEADS_NOBODY: &str = "客户经理|产品经理|项目经理|大堂经理|理财经理|投资经理|渠道经理|account manager|product manager|\
    project manager|relationship manager|case manager|community manager|customer success manager";

const SENIOR: &str = "高级|资深|首席| senior | principal | staff | lead ";

/// Titles whose weight differs between a hospital, a factory, an office and a shop.
const DEPENDS_ON_SECTOR: &str = "主任|工程师|店长|站长|所长";

/// Levels and the words that stand for them; the first line with a word that occurs decides, so the telling ones
/// come first.
const SENIORITY: &[(&str, &str)] = &[
    ("training", "实习|见习|管培|学徒| intern | internship | trainee | apprentice "),
    ("unpaid", "志愿者|义工| volunteer "),
    // The Company Law (art. 265) counts the secretary of the board among the senior management.
    ("vp", "董事会秘书|董秘|总裁助理|总经理助理|董事长助理| assistant vice president | avp "),
    ("director", " assistant director | chief of staff "),
    ("manager", " assistant manager | partner manager | office manager "),
    ("cxo", "秘书长"),
    ("entry", "秘书|助理|助手| secretary | assistant | product owner "),
    (
        "owner",
        "创始人|创办人|老板|业主|东家|企业主|股东|个体| founder | co-founder | cofounder | owner | proprietor ",
    ),
    ("senior", " business partner | hrbp |主任医师"),
    ("partner", "合伙人| partner "),
    ("director", "副总工|总工程师|总工|副总监|总会计师|总经济师|总设计师"),
    ("vp", "副总| vice president | vp | svp | evp "),
    (
        "cxo",
        "首席|高管|董事|总裁|总经理|总干事|行长|校长|院长|厂长|局长|厅长|市长|县长|区长|镇长|乡长|村长|书记|主席|理事长|会长|秘书长|法定代表人|执行官",
    ),
    ("cxo", " ceo | cfo | cto | cio | coo | cmo | chro | cho | ciso | cpo | cro | cso | chief | president "),
    (
        "cxo",
        " chairman | chairwoman | chairperson | managing director | general manager | gm | geschäftsführer | geschäftsführerin ",
    ),
    ("director", "总监|部长|处长|监事| director| head | hrd | directeur | directrice | direktor |leiter "),
    (
        "manager",
        "经理|主管|科长|课长|股长|组长|队长|主任|店长|站长|所长|班长|护士长|船长|机长|店主|庄主|负责人",
    ),
    ("manager", " manager | supervisor | team lead | team leader "),
    ("senior", "高级|资深|专家|教授| senior | principal | staff | lead "),
];

/// Posts without rank, looked for when no word of [`SENIORITY`] occurs: Chinese ones at the end, English ones anywhere.
const ENTRY_ENDINGS: &str = "员|师|会计|出纳|顾问|代表|干事|业务|师傅|司机|客服|跟单|前台|律师|医生|护士|工人|保安|门卫|学生|自由职业|工|管";
const ENTRY_WORDS: &str = " specialist | engineer | analyst | associate | representative | executive | clerk | officer |\
    consultant | developer | administrator | designer | accountant | technician | buyer | scientist ";

fn level(words: &str) -> Option<&'static str> {
    let found = SENIORITY.iter().find(|(_, list)| occurs_any(words, list)).map(|(level, _)| *level);
    let is_entry = || ends_with_any(words, ENTRY_ENDINGS) || occurs_any(words, ENTRY_WORDS);
    found.or_else(|| is_entry().then_some("entry"))
}

/// Whether a lowercase title is nothing but words of the tables, or what three characters and more are called that end in 员.
pub(super) fn is_post(title: &str) -> bool {
    let is_member = title.ends_with('员') && title.chars().count() > 2;
    is_member || is_word(title) || (title.is_ascii() && title.split(' ').all(is_word))
}

/// Whether the tables have the word, or one that it begins with (purchasing).
fn is_word(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let lists = SENIORITY.iter().chain(FUNCTIONS).map(|(_, list)| *list);
        let words = lists.chain([ENTRY_ENDINGS, ENTRY_WORDS]).flat_map(|list| list.split('|'));
        let mut words: Vec<&str> = words.map(str::trim).collect();
        words.arrange();
        words
    });
    let place = words.partition_point(|known| *known <= word).checked_sub(1);
    let is_begun = |known: &str| known.len() > 5 && known.is_ascii() && word.starts_with(known);
    place.and_then(|place| words.get(place)).is_some_and(|known| *known == word || is_begun(known))
}

/// Whether titles are read as being of that function.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.iter().any(|(function, _)| *function == name)
}

/// The function that a lowercase title speaks of.
pub(super) fn function(title: &str) -> Option<&'static str> {
    let words = words(title);
    FUNCTIONS.iter().find(|(_, list)| occurs_any(&words, list)).map(|(function, _)| *function)
}

/// Functions and the words that stand for them; the first line with a word that occurs decides.
const FUNCTIONS: &[(&str, &str)] = &[
    ("union", "工会| union "),
    ("purchasing", "采购|招标|买手|procurement|purchas|sourcing| buyer |einkauf|einkäuf|achats|compras"),
    ("supply_chain", "供应链|计划|物流|仓储|仓库|仓管|物控| pmc |报关|supply chain|logistic|warehouse"),
    ("sales", " account manager | account executive |客户经理"),
    (
        "finance",
        "财务|会计|出纳|税务|审计|资金|财会|financ|accountant|accounting|accounts payable|accounts receivable|treasur| cfo ",
    ),
    ("hr", "人力|人事|招聘|薪酬|培训| hr | hrd | hrbp |human resource|recruit|talent| people | chro | cho "),
    ("legal", "法务|法律|合规|律师|legal|counsel|compliance"),
    (
        "sales",
        "销售|业务|商务|渠道|大客户|外贸|招商|拓展|跟单|售前|sales|business development|vertrieb|commercial|ventas",
    ),
    ("marketing", "市场|营销|品牌|推广|公关|marketing|brand|public relations| cmo "),
    ("quality", "质量|品质|品控|品管|质检|质控|quality| qa | qc "),
    (
        "it",
        "信息|数据|网络|运维|网管|数字化| it | data |information|network|system administrator| cio | ciso ",
    ),
    ("production", "生产|制造|车间|厂长|设备|工艺|production|manufactur|plant "),
    ("rnd", "研发|技术|开发|产品|工程师|设计|研究|软件|总工|实验|架构师|程序员|测试"),
    ("rnd", "r&d|engineer|developer|product|technology|research|design|scientist| cto "),
    ("administration", "行政|办公室|文员|前台|秘书|administrat|office|reception|secretary"),
    ("service", "客服|售后|服务|customer service|customer success|support"),
    ("operations", "运营|operation| coo "),
    (
        "general",
        "董事长|执行董事|理事长|会长|首席执行官|总裁|总经理|法定代表人|创始人|老板| ceo | president | chairman | general manager ",
    ),
];
