//! Names of Tibetans, who have no surname, and of Uyghurs, whose father's name follows the own one behind a dot.

use crate::tables::Words;
use crate::text::is_han;

/// Usual names of two characters, of which most people have two.
static TIBETAN: Words = Words::ending(
    "尼玛|次仁|才让|才仁|泽仁|卓玛|扎西|顿珠|多吉|多杰|平措|彭措|罗布|达瓦|旦增|丹增|拉姆|拉毛|央金|格桑|巴桑|边巴|米玛|普布|拉巴|索朗|索南|\
    白玛|德吉|仁增|仁青|洛桑|强巴|贡嘎|贡布|次旦|次旺|旺堆|旺姆|旺久|旺杰|曲珍|曲扎|桑珠|嘉措|加措|坚赞|坚参|群培|群宗|卓嘎|玉珍|央宗|\
    梅朵|美朵|土登|阿旺|嘎玛|朗杰|南杰|江村|措姆|玉措|班久|班觉|晋美|吉美|益西|云丹|桑杰|扎巴|贡觉|斯朗|白珍|拉珍|拥措",
);

/// Usual names, and what they begin with.
static UYGHUR: [Words; 2] = [Words::starting(USUAL), Words::ending(USUAL)];
const USUAL: &str = "阿不都|阿卜杜|阿布都|阿不力|阿卜力|阿布力|阿不来|阿依|艾合买提|艾买提|艾麦提|艾尼瓦尔|艾力|艾尔肯|艾孜孜|买买提|麦麦提|\
    买合木提|马木提|玛木提|木合塔尔|吐尔逊|吐尔洪|吐尔地|吐尔干|玉素甫|玉苏甫|依明|伊明|依米提|依不拉音|依布拉音|伊布拉音|伊布拉因|司马义|\
    斯马义|热合曼|热依木|热西提|热孜克|热依拉|肉孜|库尔班|克力木|卡德尔|卡迪尔|卡哈尔|哈力克|哈斯木|哈米提|赛买提|沙吾提|萨吾提|沙拉木|\
    塔依尔|托合提|托乎提|亚森|牙生|亚生|亚力坤|乌斯曼|吾斯曼|居马|尼亚孜|尼牙孜|努尔|帕尔哈提|古丽|迪丽|祖力|祖丽";

/// The two names that a Tibetan name in simplified characters is made of.
pub(super) fn tibetan(name: &str) -> Option<(&str, &str)> {
    let (middle, _) = name.char_indices().nth(2)?;
    let (one, other) = name.split_at_checked(middle)?;
    (TIBETAN.contains(one) && TIBETAN.contains(other)).then_some((one, other))
}

/// A Uyghur name with the dot that systems lose before the father's name: of five characters or more, as both are usual.
pub(super) fn with_dot(name: String) -> String {
    let [starts, ends] = &UYGHUR;
    let divided = || {
        let father = ends.end_of(&name)?;
        let own = name.strip_suffix(father)?;
        let is_usual = starts.start_of(own).is_some() || ends.end_of(own).is_some();
        is_usual.then(|| [own, "·", father].concat())
    };
    let may_be = name.chars().count() >= 5 && name.chars().all(is_han);
    may_be.then(divided).flatten().unwrap_or(name)
}
