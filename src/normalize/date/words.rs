//! The words of dates: months, weekdays, Chinese numerals, the lunar calendar.

use std::borrow::Cow;

use crate::normalize::civil::Date;
use crate::normalize::quantity::{digit, is_numeral_char, numeral_in_digits};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

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
    if let Some(days) = distance(&with_digits(text)) {
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

/// Whether the text names a day of the lunar calendar.
pub(super) fn is_lunar(text: &str) -> bool {
    // All these words are Chinese, and most dates are not.
    !text.is_ascii() && LUNAR.iter().any(|word| text.contains(word))
}

/// The number of an English month, by its name or its first three letters or more.
pub(super) fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|name| is_abbreviation(word, name))?;
    u32::try_from(index + 1).ok()
}

/// Whether the word is an English weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| is_abbreviation(word, name))
}

fn is_abbreviation(word: &str, name: &str) -> bool {
    let word = word.to_ascii_lowercase();
    (word.len() >= 3 && name.starts_with(&word)) || word == "sept" && name == "september"
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
