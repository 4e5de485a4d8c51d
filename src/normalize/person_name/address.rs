//! Forms of address: what people put behind or before a surname.

use super::evidence;
use crate::normalize::job_title;
use crate::tables::{Words, regions, surnames};

/// Titles and honorifics that follow a name.
static TITLES: Words = Words::ending(
    "董事长|总经理|副总经理|副经理|副总裁|副总|总监|总裁|总工|经理|主任|主管|先生|女士|小姐|太太|夫人|老师|博士|律师|教授|医生|\
    大夫|护士|师傅|老板|会计|出纳|书记|部长|处长|科长|局长|院长|校长|厂长|店长|站长|所长|行长|队长|组长|班长|秘书|助理|专员|采购|销售|同学|阿姨|\
    叔叔|大哥|大姐|警官|法官|院士|工程师|设计师|顾问|财务|老总|主席|理事长|会长|秘书长|区长|县长|市长|镇长|村长|同志|工|总|董|局|处|哥|姐|叔|姨|师|科|所|太|院|厂|校|部|队",
);

/// Titles in traditional characters are read after simplifying; these read the same in both.
const POLITE: [&str; 6] = ["先生", "女士", "小姐", "老师", "经理", "总"];

/// Splits a name in simplified characters before its title: `张三` + `经理`, `张` + `总`.
///
/// A title of one character follows a surname only: `建工` and `小董` are given names.
pub(super) fn split(name: &str) -> Option<(&str, &'static str)> {
    let mut title = TITLES.end_of(name)?;
    loop {
        let rest = name.strip_suffix(title)?;
        if may_precede(rest, title) {
            return Some((rest, title));
        }
        // The next shorter title ends this one: 总经理, 经理.
        title = TITLES.end_of(title.get(title.chars().next()?.len_utf8()..)?)?;
    }
}

fn may_precede(rest: &str, title: &str) -> bool {
    let is_surname = surnames::is_single(rest) || surnames::is_compound(rest);
    let is_full = evidence::split(rest).is_some_and(|(_, given)| !given.is_empty());
    is_surname || (is_full && (title.chars().count() > 1 || (title == "总" && rest.chars().count() >= 2)))
}

/// Whether the text ends with a title of more than one character.
pub(super) fn ends_with_title(text: &str) -> bool {
    TITLES.end_of(text).is_some_and(|title| title.chars().count() > 1)
}

/// Whether a text names a post or department, which stands before a name as well: 采购部, 财务, 法定代表人.
pub(super) fn is_post(text: &str) -> bool {
    const OTHERS: [&str; 9] = ["部", "科室", "办公室", "中心", "法人", "代表", "代表人", "医师", "会计师"];
    let is_person =
        || split(text).is_some_and(|(own, _)| surnames::is_single(own) || evidence::is_usual(own));
    let is_named = ends_with_title(text) || OTHERS.iter().any(|word| text.ends_with(word));
    text.chars().count() > 1 && is_named && !is_person()
}

/// Whether a short text in simplified characters is the word for a thing and no form of address.
pub(super) fn is_thing(text: &str) -> bool {
    text.chars().count() < 4 && evidence::is_thing(text) && split(text).is_none() && !is_post(text)
}

/// Divides a post from the name of whom it stands before: `采购部张伟`, `财务李娜`, `前台小李`, `采购部王总`.
pub(super) fn behind_post(text: &str) -> Option<(&str, &str)> {
    let starts = [3, 2].into_iter().filter_map(|count| text.char_indices().rev().nth(count - 1));
    let mut divided = starts.filter_map(|(at, _)| text.split_at_checked(at));
    let stands_before = |post: &str| post.chars().count() > 1 && (is_post(post) || job_title::is_post(post));
    let is_somebody = |name: &str| evidence::is_usual(name) || familiar(name).is_some() || is_polite(name);
    divided.find(|(post, name)| stands_before(post) && is_somebody(name) || is_place_before(post, name))
}

/// Whether a place, or whatever else is no name, stands before how somebody is called: 三里屯小张, 上海陈小姐.
fn is_place_before(place: &str, name: &str) -> bool {
    let is_called = familiar(name).is_some_and(|(prefix, _)| prefix != "大");
    let is_elsewhere = is_called && place.chars().count() > 1 && evidence::split(place).is_none();
    is_elsewhere || is_polite(name) && !regions::named(place).is_empty()
}

/// Whether the text is a surname with a polite form of address.
pub(super) fn is_polite(text: &str) -> bool {
    POLITE
        .iter()
        .filter_map(|title| text.strip_suffix(title))
        .any(|rest| surnames::rank(rest).is_some_and(|rank| rank < 300) || surnames::is_compound(rest))
}

/// `小王`, `老李`: the familiar prefix and the surname.
pub(super) fn familiar(name: &str) -> Option<(&str, &str)> {
    let end = name.chars().next()?.len_utf8();
    let (prefix, surname) = name.split_at_checked(end)?;
    let is_common = surnames::rank(surname).is_some_and(|rank| rank < 300);
    (matches!(prefix, "小" | "老" | "大") && is_common).then_some((prefix, surname))
}

/// A title that stands alone, without any name.
pub(super) fn is_title(text: &str) -> bool {
    text.chars().count() > 1 && TITLES.contains(text)
}
