//! Whether a text is a person's name or rather a company's.

use super::address;
use crate::tables::{Words, regions, surnames};
use crate::text;

/// Characters that are frequent in given names and rare in brands.
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂珍红玉华芬玲燕鹏飞雪梅琴素云莲真环荣爱妹香月莺媛瑞凡佳嘉琼勤贞莉\
    娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希\
    宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思毅俊峰志义兴良海山仁波贵福生龙元全国胜学祥才发武新利清彬富顺信子\
    昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋\
    斌梁栋维启克伦翔旭泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕航弘轩宇雨文辉力昊恒凯昕晗萍莹慧巧美淑惠珠翠雅芝\
    春菊凤洁琳鑫宝健东西南北斗坤乾涵诗梓萱然宸彦皓奕睿琪曼彤钰莘蕾";

/// The everyday names for anybody, whose given names are numbers.
const ANYBODY: [&str; 4] = ["张三", "李四", "王五", "赵六"];

/// How far down the order of frequency a surname still speaks for a person, for names of three and of two characters.
const COMMON: usize = 150;
const VERY_COMMON: usize = 18;

/// Surnames that are usual in Japan, in simplified characters; those that Chinese names of four characters begin with too
/// (`金子`, `高木`) are left out.
static JAPANESE: Words = Words::starting(
    "佐藤|铃木|高桥|田中|伊藤|渡边|渡辺|山本|中村|小林|加藤|吉田|山田|山口|松本|井上|木村|斋藤|斎藤|清水|山崎|池田|桥本|石川|前田|藤田|\
    小川|冈田|村上|近藤|石井|远藤|青木|坂本|后藤|西村|太田|福田|三浦|藤井|冈本|松田|中川|中野|小野|竹内|森田|柴田|酒井|工藤|横山|宫崎|\
    宫本|内田|安藤|谷口|丸山|今井|武田|藤原|河野|上野|野口|菊地|长谷川",
);

/// Whether the text is such a surname.
pub(super) fn is_japanese(name: &str) -> bool {
    JAPANESE.contains(&text::simplify(name))
}

/// The surname and given name of a Japanese name, in simplified characters; one of three characters with a surname of one
/// is taken for Chinese.
pub(super) fn japanese(name: &str) -> Option<(&str, &str)> {
    let (family, given) = name.split_at_checked(JAPANESE.start_of(name)?.len())?;
    let count = given.chars().count();
    let is_name = !address::is_title(given);
    let is_long = (2..=3).contains(&count);
    (is_name && (is_long || (count == 1 && split(name).is_none()))).then_some((family, given))
}

/// Whether a text taken by itself is most likely a person's name.
///
/// Strict, since brands look like names too (`华为`, `万科`): surname and given name must both be usual.
pub(crate) fn looks_like_person(text: &str) -> bool {
    let simplified = text::simplify(text.trim());
    ANYBODY.contains(&&*simplified) || address::is_polite(&simplified) || is_usual(&simplified)
}

/// Whether a text in simplified characters has a usual surname and given name.
pub(super) fn is_usual(name: &str) -> bool {
    let Some((family, given)) = split(name) else { return false };
    let count = given.chars().count();
    let limit = if count == 1 { VERY_COMMON } else { COMMON };
    let is_usual = surnames::is_compound(family) || surnames::rank(family).is_some_and(|rank| rank < limit);
    is_usual && (1..=2).contains(&count) && given.chars().all(|c| GIVEN.contains(c))
}

/// Whether a text that stands behind a company's name may be a person; one that stands apart needs less proof.
pub(crate) fn may_be_person(text: &str, is_apart: bool) -> bool {
    if looks_like_person(text) || (is_apart && address::split(&text::simplify(text)).is_some()) {
        return true;
    }
    let count = text.chars().count();
    is_apart
        && (2..=4).contains(&count)
        && text.chars().all(text::is_han)
        && split(&text::simplify(text)).is_some()
}

/// Characters that end words for things, places and departments (时间, 项目, 方案, 财务部), each in the given names of fewer
/// than one person in twenty thousand, by the counts of characters in the registry package ngender 0.1.1.
const OF_THINGS: &str = "间目店案额部室款价费货码址票税件别页话箱段账购销售退询题币券版课厅县街餐饭药械器档框\
    面物市区料色装类告场牌馆屋板率产户称底";

/// Whether a text in simplified characters ends as no name does, or is a region with the word for its kind or for a road.
pub(super) fn is_thing(text: &str) -> bool {
    let is_region = |name: &str| !regions::named(name).is_empty();
    text.ends_with(|c| OF_THINGS.contains(c)) || text.strip_suffix(['路', '省']).is_some_and(is_region)
}

/// Surname and given name of a Chinese name, compound surnames first.
pub(super) fn split(name: &str) -> Option<(&str, &str)> {
    if is_thing(name) {
        return None;
    }
    let mut ends = name.char_indices().map(|(at, _)| at).skip(1);
    let one = ends.next().unwrap_or(name.len());
    let two = ends.next().unwrap_or(name.len());
    [two, one].into_iter().find_map(|end| {
        let (family, given) = name.split_at_checked(end)?;
        let is_family = if end == two && one < name.len() {
            surnames::is_compound(family)
        } else {
            surnames::is_single(family)
        };
        is_family.then_some((family, given))
    })
}

static COMPANY_ENDINGS: Words = Words::ending(
    "公司|集团|有限|商行|门市部|经营部|工作室|事务所|合作社|医院|学校|大学|学院|中心|超市|银行|委员会|\
    研究院|研究所|株式会社|科技|贸易|协会|分行|支行|厂|局|店",
);

static COMPANY_WORDS: Words = Words::ending(
    "ltd|limited|inc|corp|corporation|llc|gmbh|plc|company|co|group|holdings|pte|university|bank|bhd|team|dept|department|\
    division|office|desk|support|service|services",
);

/// Whether a text in the place of a person's name is rather the name of a company.
pub(super) fn looks_like_company(name: &str) -> bool {
    if text::contains_han(name) {
        let simplified = text::simplify(name);
        let bare = simplified.trim_end_matches(')');
        return bare.chars().count() >= 4
            && !address::ends_with_title(bare)
            && COMPANY_ENDINGS.end_of(bare).is_some();
    }
    let folded = text::fold(name);
    folded.rsplit_once(' ').is_some_and(|(_, last)| COMPANY_WORDS.contains(last))
}
