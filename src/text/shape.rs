//! Characters that look alike.
//!
//! Who types off a card, a stamp or a bad scan takes one character for another that looks like it, however it is read.

use std::sync::OnceLock;

use crate::sort::{Arrange, lookup_all};

/// `r` and `n` side by side, which look like `m`; no folded text has this character.
const JOINED: char = '\u{E000}';

/// Characters that are taken for one another; one character may stand in several groups.
///
/// Own work: simplified characters in common use that differ in a stroke, in how long or how closed a stroke is, or in a
/// component that looks like the other's; then small letters and digits that look alike in print. Characters that share
/// a component but are told apart at a glance are left out.
const GROUPS: &str = "\
己已巳 未末 末本 土士 日曰 日目 人入八 天夭夫 天无 无元 大太犬 戊戌戍 戎戒 微徽 拔拨 辨辩辫 侯候 祟崇 干千于 午牛 \
牛生 王玉主 田由甲申 申电 刀力刃 刀刁 九丸 丸凡 几凡 儿几 七匕 巾币 币市 木术 木本 水永 兔免 鸟乌 鸣呜 今令 冷泠 \
睛晴清情精请 析折拆祈 斤斥 往住注 住佳 佳往 柱拄 传转 阳阴 陈阵 凌陵棱 枪抢沧 抢抡 伦沦论轮抡 沧沦 伦伧 仓仑 沫沬 \
昧妹味 咪眯 宇字 宁宇 宜宣 官宫 官宦 管菅 营管 崔雀 崔催 雪雷 壁璧 壁臂 徒徙 徒陡 茶荼 栗粟 菜莱 萍苹 失矢 朱失 矢夫 \
朱未 米来 束柬 杲果 杲杳 杲昊 昊吴 沓杳 贝见 且旦 旦旧 旬句旨 司同 司可 白自百臼 自目 子孑 子了予 予矛 余佘 金全 \
会合 哀衷衰裹 抚扰 扰拢 优忧 优犹 状壮 壮妆 稳隐 治冶 治怡 治洽 恰洽 恒垣桓 怀坏 坏环 抄炒 妙抄 妙纱 待侍持特 持诗 \
祥详样 培陪倍部 倍信 很狠恨 根跟 浪狼狠 良艮 郎朗 即既 卸御 印卯 卯卵 迎仰抑 却劫 都部 郊效 那邢 邢刑 邦那 陶淘 隋随 \
隋惰 识织职 没设投 般船 钓钩钧钉 钢纲 纲网 锡赐踢 锐悦说税 链键 键健 镇填 晖辉挥 浑晖 晓烧 浇烧 饶绕 昌冒 昂昴 易昜 \
普晋 暖援缓 墓幕慕 暮募 增赠憎 杨扬场汤 村材 杭抗坑航 枝技 板扳 栋练 练炼 桃挑 姚桃 侨桥 骄娇 梅海悔侮 梁粱 模摸 \
模漠 橙澄 檀擅 欧殴 欢次 武式 式试 毛手 民氏 汁汗 汪旺 汪江 沈沉 柏泊 拍怕 伯柏 波坡玻披 披彼 泽译择 洪拱烘哄 活话 \
埔浦 捕浦 铺捕 浩皓 涛铸祷 淮准惟唯 推堆 渴喝揭 慢漫 淡谈 炬矩 拒距 烈热熟 换焕 唤换 媒谋 煤媒 照熙 熊能 爪瓜 受爱 \
交父 牧枚玫收 玖玫玟 珍诊 珠株 班斑 理埋 琳淋 瑞端 瑜愉榆渝输偷 摇遥 瓦互 甘廿 盂孟 盆盒 盲肓 真直 着看 知和 和私 \
石右 右古 右在 左在 佐佑 札礼 礼孔 札扎 社杜 祝视 祝况 伸神坤绅 绿缘 福幅 李季 季秀 科料 秦泰奏春奉 穷究 竟竞 章竟 \
章童 意章 筒简 籍藉 纷粉 索素 紫柴 纪记 级极吸 线钱浅践 组祖租 招绍昭沼 经径轻 续绩 读续 锦绵棉 编偏遍骗 岁罗 姜美羔 \
老考 考孝 臣巨 丹舟 艺芝 办为 办苏 苗茁 苗笛 茅芽 茵菌 莹茔 蓝篮 祭蔡 察蔡 虎虏 皿血 西酉 四西 要耍 贞页 贡页 贤坚紧竖 \
质盾 贷货 亦赤 赵赴 轩轧 幸辛 远运 逐遂 遗遣 洒酒 采宋 宋宗 钮扭 们门 闪闭闲 闫闰闯 间闻问 妨防 坊防 雅稚 青责 项顶须顺 \
硕颂 池地他驰 俊峻竣骏 黄寅 龙尤 尤无 龚袭 亨享 仁仕任什付仆 代伐 博傅 博搏 搏缚 充允 兆北 冀翼 风凤 凤夙 卢户 厂广 \
历厉 去丢 友反 发友 史吏 吉古 吉告 咸威 咸成 唐庸 康庸 因困囚囤团 园国 夏复 头买 买卖 头实 奕弈 弯恋 恋栾 密蜜 寿寺 \
小少 帅师 平乎 厌庆压庄 徐除途涂 思恩 心必 方万 明朋 期斯 佳桂挂娃 滕膝 膝漆 牟牢 翟瞿 荀苟 谭潭 车东 外处 兵乓 乒乓 \
丘兵 斗斛 丈文 史丈 及乃 夕歹 勺匀 勾匀 幻幼 孤狐 弧孤 裸棵 戴载裁栽 撒撤 暑署 薯署 燥躁 躁操 澡燥 蓬篷 陷馅 帐账胀 \
晃晁 昕听 欣昕 炘欣 泳咏 玮伟 谅凉 掠凉 锋峰 烽锋 诚城 成戍 威戚 姬姫 \
0o 1il 2z 5s 8b 9gq m\u{E000}";

/// Whether two folded texts differ in one or two characters only, each of which looks like the other's.
///
/// `rn` counts as one character, which looks like `m`. The same text twice does not differ.
///
/// ```
/// use kehu::text::same_shape;
/// assert!(same_shape("李己明", "李已明"));
/// assert!(same_shape("moderntech", "modemtech"));
/// assert!(!same_shape("李己明", "李己明"));
/// assert!(!same_shape("李己明", "王己明"));
/// ```
pub fn same_shape(a: &str, b: &str) -> bool {
    let (mut left, mut right) = (a.chars(), b.chars());
    let mut different = 0;
    loop {
        match (next(&mut left), next(&mut right)) {
            (None, None) => return different > 0,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) if different < 2 && look_alike(x, y) => different += 1,
            _ => return false,
        }
    }
}

/// The next character, `rn` as one.
fn next(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let c = rest.next()?;
    if c == 'r' && rest.as_str().starts_with('n') {
        rest.next();
        return Some(JOINED);
    }
    Some(c)
}

/// Whether some group has both characters.
fn look_alike(a: char, b: char) -> bool {
    let groups = groups();
    lookup_all(groups, &a).any(|group| groups.binary_search(&(b, *group)).is_ok())
}

/// Every character with the number of each of its groups, sorted.
fn groups() -> &'static [(char, usize)] {
    static DECODED: OnceLock<Vec<(char, usize)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let numbered = GROUPS.split(' ').enumerate();
        let mut all: Vec<_> =
            numbered.flat_map(|(group, text)| text.chars().map(move |c| (c, group))).collect();
        all.arrange();
        all
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::fold;

    #[test]
    fn one_or_two_characters_may_look_alike() {
        let cases = [
            ("戊戌", "戌戍", true, "two characters differ"),
            ("己未人", "已末入", false, "three differ"),
            ("人民", "入民", true, "one differs"),
            ("人民", "人民", false, "none differs"),
            ("人民", "人", false, "one is missing"),
            ("", "", false, "nothing there"),
            ("辨", "辫", true, "the first and the last of a group"),
            ("末", "土", false, "of different groups"),
            ("申", "电", true, "a character's second group"),
            ("甲", "电", false, "what a character looks like in two groups does not look alike itself"),
            ("goog1e", "google", true, "a digit for a letter"),
            ("b0b5", "bobs", true, "two digits for letters"),
            ("corner", "comer", true, "rn is m"),
            ("corner", "corner", false, "the same, with rn"),
            ("rn", "rm", false, "rn is one sign"),
            ("3m", "3rn", true, "rn at the end"),
            ("2020", "2820", false, "digits are not taken for each other"),
        ];
        for (a, b, expected, why) in cases {
            assert_eq!(same_shape(a, b), expected, "{a} {b}: {why}");
            assert_eq!(same_shape(b, a), expected, "{b} {a}: {why}");
        }
    }

    /// Folded texts are compared: a character that folding changes would never be met.
    #[test]
    fn groups_hold_folded_characters_and_no_pair_twice() {
        let mut pairs = BTreeSet::new();
        for group in GROUPS.split(' ') {
            let characters: Vec<char> = group.chars().collect();
            assert!(characters.len() > 1, "{group}");
            for (place, a) in characters.iter().enumerate() {
                assert!(*a == JOINED || fold(&a.to_string()) == a.to_string(), "{a}");
                for b in characters.iter().skip(place + 1) {
                    assert!(
                        a != b && pairs.insert((*a.min(b), *a.max(b))),
                        "{a} and {b} once more in {group}"
                    );
                }
            }
        }
    }
}
