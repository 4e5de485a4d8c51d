//! Road, house number, building and room in a Chinese address.

use crate::normalize::search;
use crate::text::is_han;

/// What the names of roads end with, the longer first.
const ROADS: &[&str] = &["大道", "大街", "公路", "胡同", "马路", "路", "街", "道", "巷", "弄"];

/// What follows a road's last character in names of other things.
const NOT_AFTER_ROAD: &[&str] = &[
    "局", "桥区", "灯", "由", "通", "路", "街", "道", "具", "办", "镇", "乡", "站", "人", "面", "虎", "德",
    "透", "线", "易", "达", "科",
];

/// A road, and what stands before and after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Split<'a> {
    pub before: &'a str,
    pub road: &'a str,
    pub after: &'a str,
}

/// Finds the road: the first that a number follows, or else the first of all.
pub(super) fn road(text: &str) -> Option<Split<'_>> {
    let mut ends = road_ends(text);
    let is_outside = |&end: &usize| {
        let before = text.get(..end).unwrap_or_default();
        before.rfind('(') <= before.rfind(')')
    };
    // A road in brackets is a description of where the house is.
    if ends.first().is_some_and(is_outside) {
        ends.retain(is_outside);
    }
    let has_number = |&&end: &&usize| {
        let after = text.get(end..).map(|after| after.get(section(after).len()..).unwrap_or(after));
        after.and_then(house).is_some_and(|(house, _)| house.contains('号'))
    };
    let end = *ends.iter().find(has_number).or_else(|| ends.first())?;
    let (head, after) = text.split_at_checked(end)?;
    let start = road_start(head).max(end_of_road_before(head, &ends));
    let (before, road) = head.split_at_checked(start)?;
    let section = section(after);
    let whole = text.get(start..start + road.len() + section.len())?;
    let has_name = road.chars().count() > 1;
    has_name.then_some(Split { before, road: whole, after: after.get(section.len()..)? })
}

/// Where a road before the one that ends `head` ends, when enough is left for a name: 南津街希尔安大道.
fn end_of_road_before(head: &str, ends: &[usize]) -> usize {
    let leaves_name = |&&end: &&usize| head.get(end..).is_some_and(|rest| rest.chars().count() > 2);
    ends.iter().filter(|end| **end < head.len()).rfind(leaves_name).copied().unwrap_or(0)
}

/// The byte positions after the names of roads.
fn road_ends(text: &str) -> Vec<usize> {
    let end_at = |(at, c): (usize, char)| {
        // Most characters begin no such word.
        let begins_word = matches!(c, '大' | '公' | '胡' | '马' | '路' | '街' | '道' | '巷' | '弄');
        let tail = text.get(at..).filter(|_| begins_word)?;
        let word = ROADS.iter().find(|word| tail.starts_with(**word))?;
        let after = tail.get(word.len()..)?;
        let is_inside =
            NOT_AFTER_ROAD.iter().any(|next| after.starts_with(next)) || after.starts_with("内环");
        let before = text.get(..at)?;
        let is_station = before.ends_with(['街', '铁', '楼'])
            || (*word == "道" && before.ends_with(['轨', '渠', '频', '隧', '茶', '报', '赛', '管', '跑']))
            || after.starts_with("桥工");
        let is_lane = *word == "弄" && !before.ends_with(is_han);
        (!is_inside && !is_station && !is_lane && at > 0).then_some(at + word.len())
    };
    text.char_indices().filter_map(end_at).collect()
}

/// Where the name of the road that `head` ends with begins: after a separator, a bracket, or another place's last
/// character.
fn road_start(head: &str) -> usize {
    let is_end = |(at, c): (usize, char)| {
        let after = at + c.len_utf8();
        let is_last = head.get(after..).is_none_or(|rest| rest.chars().count() < 2);
        let ends_place = matches!(
            c,
            '号' | '村'
                | '镇'
                | '乡'
                | '区'
                | '园'
                | '期'
                | '城'
                | '与'
                | '和'
                | '近'
                | ')'
                | '('
                | ','
                | '，'
                | ' '
                | '、'
                | '/'
                | ';'
                | '-'
                | '市'
                | '县'
        );
        let is_town = head.get(..after).is_some_and(|before| before.ends_with("街道"));
        ((ends_place || is_town) && !is_last && !name_goes_on(head, at, c)).then_some(after)
    };
    head.char_indices().filter_map(is_end).next_back().unwrap_or(0)
}

/// Characters that end places but also stand within names: 新城路, 城南路, 和平路, 园区路.
fn name_goes_on(head: &str, at: usize, c: char) -> bool {
    let after = head.get(at + c.len_utf8()..).unwrap_or_default();
    let before = head.get(..at).unwrap_or_default();
    match c {
        // 中关村南大街: what would be left is no name.
        '村' if ROADS.contains(&after.trim_start_matches(['东', '南', '西', '北', '中'])) => true,
        '城' | '园' | '村' | '区' | '市' | '县' | '镇' => {
            before.chars().count() < 2 || after.chars().count() < 3
        }
        '和' | '近' => !before.ends_with(['路', '街', '道', '临']),
        // 18号大街 is a road by its number.
        '号' => before.is_empty() || matches!(after, "大街" | "大道" | "街" | "路"),
        '乡' => before.is_empty(),
        _ => false,
    }
}

/// `东段` and the like, or a direction right before the number (`黄埔大道中207号`), which belong to the road.
fn section(after: &str) -> &str {
    let rest = after.trim_start_matches(['东', '南', '西', '北', '中', '前', '后', '上', '下']);
    let direction = after.len() - rest.len();
    let end = match rest.chars().next() {
        Some('段') if direction > 0 => direction + '段'.len_utf8(),
        Some('0'..='9') if direction == '中'.len_utf8() => direction,
        Some('一' | '二' | '三' | '四' | '五' | '六') if rest.chars().nth(1) == Some('段') => {
            2 * '段'.len_utf8()
        }
        _ => 0,
    };
    after.get(..end).unwrap_or_default()
}

/// The house number at the head of the text, and the rest: `222号`, `123弄45号`, `18-2号`, `35`.
pub(super) fn house(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start_matches([' ', '第', ',', '，']);
    let start = text.strip_prefix(['甲', '乙', '丙', '丁', '特', '附']).unwrap_or(text);
    let digits = start.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() == start.len() {
        return None;
    }
    let rest = digits.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '-' | '、' | '~' | '/' | '.' | '—' | '至' | '甲' | '乙' | '丙' | '丁')
            || c.is_ascii_alphabetic()
    });
    let number = text.get(..text.len() - rest.len())?;
    // A lane, in Taiwan 巷 with 弄 below it: 216巷27弄3号.
    if let Some((word, lane)) = ['弄', '巷'].iter().find_map(|word| Some((word, rest.strip_prefix(*word)?)))
    {
        let is_below = |(inner, _): &(String, &str)| inner.ends_with(['号', '弄']);
        let (inner, rest) = house(lane).filter(is_below).unwrap_or((String::new(), lane));
        return Some((format!("{number}{word}{inner}"), rest));
    }
    match rest.strip_prefix('号') {
        Some(after) if !after.starts_with(['楼', '线']) => Some(yard(number, after)),
        Some(_) => None,
        None if is_bare_house(number, rest) => Some((format!("{number}号"), rest)),
        None => None,
    }
}

/// A house number, or that of a yard with several buildings: `1号院38号楼`.
fn yard<'a>(number: &str, after: &'a str) -> (String, &'a str) {
    match after.strip_prefix('院').filter(|rest| !rest.starts_with(['内', '里'])) {
        Some(rest) => (format!("{number}号院"), rest),
        None => (format!("{number}号"), after),
    }
}

/// A number without `号` is the house where nothing shows that it counts something else.
fn is_bare_house(number: &str, rest: &str) -> bool {
    const OTHERS: &[&str] = &[
        "栋", "幢", "座", "楼", "层", "室", "单元", "米", "公里", "#", "期", "层", "房", "F", "弄", "组",
        "村", "院", "队", "年", "路", "里", "门", "街", "区", "排", "大街", "道", "户", "国", "店",
    ];
    let is_plain = number.bytes().all(|b| b.is_ascii_digit()) && number.len() <= 5;
    // Digits of both kinds in one number are no number that anybody writes.
    let goes_on = rest.starts_with(super::numbers::is_numeral);
    is_plain && !goes_on && !OTHERS.iter().any(|other| rest.starts_with(other))
}

/// The house in a village without roads, with what stands before and after it: `亭兰村128号`, `彭店村4组12号`.
pub(super) fn house_in_village(text: &str) -> Option<(&str, String, &str)> {
    let ends_village = |c: char| matches!(c, '村' | '组' | '屯' | '庄' | '社' | '队');
    text.char_indices().filter(|(_, c)| ends_village(*c)).find_map(|(at, c)| {
        let (village, after) = text.split_at_checked(at + c.len_utf8())?;
        let (house, rest) = house(after).filter(|(house, _)| house.ends_with('号'))?;
        after.starts_with(|c: char| c.is_ascii_digit()).then_some((village, house, rest))
    })
}

/// Building, unit, floor and room, as far as the detail names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rooms {
    pub building: String,
    pub unit: String,
    pub floor: String,
    pub room: String,
}

/// Reads `3栋2单元501室`, `B座1001`, `15层`, and chains such as `36-4-101`.
pub(super) fn rooms(detail: &str) -> Rooms {
    if let Some(rooms) = chain(detail) {
        return rooms;
    }
    let building = ["号楼", "#楼", "栋", "幢", "座", "#"]
        .iter()
        .find_map(|word| number_before(detail, word))
        .unwrap_or_default();
    let unit = number_before(detail, "单元").unwrap_or_default();
    let floor = ["层", "楼", "F"].iter().find_map(|word| number_before(detail, word)).unwrap_or_default();
    let floor = if floor == building { String::new() } else { floor };
    let room = ["室", "房", "号房"].iter().find_map(|word| number_before(detail, word)).or_else(|| {
        let is_inside = !building.is_empty() || !unit.is_empty();
        last_number(detail.strip_suffix('号').filter(|_| is_inside).unwrap_or(detail))
    });
    Rooms { building, unit, floor, room: room.unwrap_or_default() }
}

/// Building, unit and room with nothing but hyphens between.
fn chain(detail: &str) -> Option<Rooms> {
    let start = detail
        .rfind(|c: char| !(c.is_ascii_digit() || c == '-'))
        .map_or(0, |at| at + detail.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let numbers: Vec<&str> = detail.get(start..)?.split('-').collect();
    let [building, unit, room] = numbers.as_slice() else { return None };
    let stands_alone = !detail.get(..start)?.ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_short = stands_alone && [building, unit, room].iter().all(|n| (1..=4).contains(&n.len()));
    let [building, unit, room] = [building, unit, room].map(|n| (*n).to_owned());
    is_short.then_some(Rooms { building, unit, room, floor: String::new() })
}

/// The letters, digits and hyphens right before `word`.
fn number_before(text: &str, word: &str) -> Option<String> {
    let mut start = 0;
    while let Some(at) = text.get(start..).and_then(|rest| search::find(rest, word)) {
        let (head, _) = text.split_at_checked(start + at)?;
        let bare =
            head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '、' | '~'));
        let number = without_name(head.get(bare.len()..)?.trim_start_matches(['-', '、', '~']));
        if !number.is_empty() && number.len() <= 12 {
            return Some(number.to_owned());
        }
        start += at + word.len();
    }
    None
}

/// A number without the Latin name that it follows: `SOHO2` is 2, while `B2` keeps its letter.
fn without_name(number: &str) -> &str {
    let digits = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if number.len() - digits.len() > 2 && !digits.is_empty() { digits } else { number }
}

/// A room without its word at the end: `B座1001`, `世宁大厦310`.
fn last_number(detail: &str) -> Option<String> {
    let bare = detail.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '~'));
    let number = detail.get(bare.len()..)?.trim_start_matches('-');
    let is_room = number.bytes().filter(u8::is_ascii_digit).count() >= 3 && number.len() <= 12;
    is_room.then(|| number.to_owned())
}
