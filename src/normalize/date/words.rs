//! The words of dates: months, weekdays, Chinese numerals, the lunar calendar.

use std::borrow::Cow;

use crate::normalize::civil::Date;
use crate::normalize::quantity::{digit, is_numeral_char, numeral_in_digits};

/// The names of each month in English, Spanish, French and German, without accents, where none begins another; then those
/// of the days of the week.
const NAMES: &str = "january enero janvier|february febrero fevrier|march marzo mars|april abril avril|mayo mai|june \
    junio juin|july julio juillet|august agosto aout|september septiembre septembre|october octubre octobre oktober|\
    november noviembre novembre|december diciembre decembre dezember|\
    monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo \
    lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag";

/// Words that belong to the lunar calendar only; it needs an almanac, and a wrong guess is worse than none.
const LUNAR: &[&str] = &[
    "农历", "農曆", "阴历", "陰曆", "旧历", "正月", "腊月", "臘月", "冬月", "闰", "閏", "初一", "初二",
    "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十", "除夕",
];

/// Days and years that are named by their distance from the present one.
const DAYS: [(&str, i64); 9] = [
    ("今天", 0),
    ("今日", 0),
    ("昨天", -1),
    ("昨日", -1),
    ("前天", -2),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("後天", 2),
];
const YEARS: [(&str, i32); 7] =
    [("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("前年", -2), ("明年", 1), ("后年", 2)];

/// The text with such a word as a date or year; `None` when it begins with none.
pub(super) fn absolute(text: &str, today: Date) -> Option<String> {
    let day = DAYS.iter().find_map(|(word, days)| Some((text.strip_prefix(word)?, *days)));
    if let Some((rest, days)) = day {
        return Some(format!("{}{rest}", today.add_days(days)));
    }
    if let Some(days) = distance(&with_digits(text)).or_else(|| of_week(text, today)) {
        return Some(today.add_days(days).to_string());
    }
    let (rest, years) = YEARS.iter().find_map(|(word, years)| Some((text.strip_prefix(word)?, *years)))?;
    Some(format!("{}年{rest}", today.year() + years))
}

/// How many days from today `3天前` and `2周后` are.
fn distance(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.find(|c: char| !c.is_ascii_digit())?)?;
    let number: i64 = number.parse().ok().filter(|number| *number < 10_000)?;
    match unit {
        "天前" | "日前" => Some(-number),
        "天后" | "天後" | "日后" => Some(number),
        "周前" => Some(-7 * number),
        "周后" => Some(7 * number),
        _ => None,
    }
}

/// How many days from today 上周五 and 下星期一 are.
fn of_week(text: &str, today: Date) -> Option<i64> {
    const WEEKS: [(char, i64); 4] = [('上', -7), ('本', 0), ('这', 0), ('下', 7)];
    let (week, days) = WEEKS.iter().find_map(|(word, days)| Some((text.strip_prefix(*word)?, *days)))?;
    let day = week.trim_start_matches(['周', '星', '期', '礼', '拜']);
    let at = "一二三四五六日天".find(day).filter(|_| day != week && day.len() == '日'.len_utf8())?;
    Some(days + (at / '日'.len_utf8()).min(6) as i64 + 1 - i64::from(today.weekday()))
}

/// Whether the text names a day of the lunar calendar.
pub(super) fn is_lunar(text: &str) -> bool {
    // All these words are Chinese, and most dates are not.
    !text.is_ascii() && LUNAR.iter().any(|word| text.contains(word))
}

/// The number of a month, by its name or the first three letters of it or more; 13 for a day of the week.
pub(super) fn month(word: &str) -> Option<u32> {
    let is_name = |names: &str| word.len() >= 3 && names.split(' ').any(|name| name.starts_with(word));
    NAMES.split('|').zip(1..).find_map(|(names, number)| is_name(names).then_some(number))
}

/// The text with Chinese numerals as digits: `二〇二四年三月五日` is `2024年3月5日`.
pub(super) fn with_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut run) = (String::with_capacity(text.len()), String::new());
    for c in text.chars() {
        if is_numeral_char(c) {
            run.push(c);
            continue;
        }
        push_number(&mut out, &run);
        run.clear();
        // 元月 is the first month of the calendar, 正月 that of the lunar one.
        if c == '月' && out.ends_with('元') {
            out.pop();
            out.push('1');
        }
        out.push(c);
    }
    push_number(&mut out, &run);
    Cow::Owned(out)
}

/// Writes `run` in digits, except in the name of a weekday (`周三`).
fn push_number(out: &mut String, run: &str) {
    if run.is_empty() || out.ends_with(['周', '期', '拜']) {
        return out.push_str(run);
    }
    let digits: Option<String> =
        run.chars().map(|c| digit(c).and_then(|d| char::from_digit(d, 10))).collect();
    match digits.or_else(|| numeral_in_digits(run)) {
        Some(number) => out.push_str(&number),
        None => out.push_str(run),
    }
}
