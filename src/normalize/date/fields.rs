//! Year, month and day in a text that separates them: `2024年3月5日`, `24/3/5`, `5 Mar 2024`, `Q1 2024`.

use std::borrow::Cow;

use super::compact::of;
use super::{Found, words};
use crate::normalize::Context;
use crate::normalize::civil::Date;
use crate::reason::Reason;
use crate::text::fold;

/// A two-digit year up to this one lies in the 21st century; spreadsheets have the same pivot (2029).
const PIVOT: i32 = 29;

/// Years of the Republic of China count from 1912.
const ROC_BEFORE_FIRST: i32 = 1911;

/// Eras that people still count years by, with the year before the first.
const ERAS: [(&str, i32); 5] =
    [("民国", ROC_BEFORE_FIRST), ("民國", ROC_BEFORE_FIRST), ("昭和", 1925), ("平成", 1988), ("令和", 2018)];

/// Words that make a date only approximate.
const VAGUE: &[&str] = &[
    "上半年",
    "下半年",
    "上旬",
    "中旬",
    "下旬",
    "年初",
    "年中",
    "年底",
    "年末",
    "月初",
    "月中",
    "月底",
    "月末",
    "日前",
    "以前",
    "之前",
    "以后",
    "之后",
    "上午",
    "下午",
    "晚上",
    "左右",
    "前后",
    "约",
];

/// Words that add nothing.
const FILLERS: &[&str] = &["公元", "西元", "年度", "th", "st", "nd", "rd", "of", "the", "de", "del", "er"];

/// The full year of a year written with two digits.
pub(super) fn full_year(short: i32) -> i32 {
    if short <= PIVOT { short + 2000 } else { short + 1900 }
}

/// The numbers and words of a date, in order.
#[derive(Debug, Default)]
struct Tokens<'a> {
    /// The numbers, each with the unit or separator that follows it: `年`, `月`, `日`, `季`, `/`.
    numbers: Vec<(&'a str, char)>,
    /// A month by its name.
    month: Option<u32>,
    /// `q` or `w`, and how many numbers stand before it.
    mark: Option<(u8, usize)>,
}

const NO_UNIT: char = ' ';

/// Reads year, month and day; `None` when the text is something else.
pub(super) fn read(text: &str, context: &Context) -> Option<Found> {
    let (text, is_vague) = without_vague(text);
    let era = ERAS.iter().find_map(|(era, before)| Some((text.split_once(era)?.1, *before)));
    let (text, era) = match era {
        Some((rest, before)) => (Cow::Owned(rest.replacen("元年", "1年", 1)), Some(before)),
        None => (text, None),
    };
    let tokens = tokens(&text)?;
    // A year with its zeros is none of this century: programs write 0001 where they have no date.
    let is_whole = tokens.numbers.iter().any(|(number, _)| number.len() == 4);
    let mut found = by_quarter(&tokens)
        .or_else(|| by_week(&tokens))
        .or_else(|| by_units(&tokens))
        .or_else(|| by_month_name(&tokens).map(|found| month_of_spreadsheet(found, &text)))
        .or_else(|| by_order(&tokens, context))?;
    let is_taiwan = context.country == "TW" && found.year.is_some_and(|year| (1..200).contains(&year));
    if let Some(before) = era.or(is_taiwan.then_some(ROC_BEFORE_FIRST)) {
        found.year = found.year?.checked_add(before);
        found.step = Some(if before == ROC_BEFORE_FIRST { "roc_year" } else { "format" });
    } else if let Some(year) = found.year.filter(|year| (1..100).contains(year) && !is_whole) {
        found.year = Some(full_year(year));
        found.step = Some("two_digit_year");
    }
    if is_vague {
        found.doubts.push(Reason::new("date/imprecise"));
    }
    Some(found)
}

fn without_vague(text: &str) -> (Cow<'_, str>, bool) {
    // 年底 and 月初 keep the unit that they share with the date.
    let kept = |word: &str| {
        word.chars().next().filter(|c| matches!(c, '年' | '月' | '日')).map(String::from).unwrap_or_default()
    };
    match VAGUE.iter().find(|word| !text.is_ascii() && text.contains(**word)) {
        Some(word) => (Cow::Owned(text.replacen(word, &kept(word), 1)), true),
        None => (Cow::Borrowed(text), false),
    }
}

fn tokens(text: &str) -> Option<Tokens<'_>> {
    let mut tokens = Tokens::default();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic() || matches!(c, 'À'..='ÿ'));
        let end = match kind(first) {
            (false, false) => first.len_utf8(),
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at_checked(end)?;
        rest = if first.is_ascii_digit() {
            push_number(&mut tokens, word, after)
        } else {
            push_word(&mut tokens, word, after)?
        };
    }
    (1..=3).contains(&tokens.numbers.len()).then_some(tokens)
}

/// Adds a number with its unit; gives what is left.
fn push_number<'a>(tokens: &mut Tokens<'a>, number: &'a str, after: &'a str) -> &'a str {
    let trimmed = after.trim_start();
    let unit = trimmed.chars().next().filter(|c| "年月日号號季/-.".contains(*c));
    tokens.numbers.push((number, unit.unwrap_or(NO_UNIT)));
    match unit {
        Some('季') => trimmed.trim_start_matches(['季', '度']),
        Some(c) => trimmed.get(c.len_utf8()..).unwrap_or_default(),
        None => trimmed,
    }
}

/// Adds a word; gives what is left, or `None` when the word has no place in a date.
fn push_word<'a>(tokens: &mut Tokens<'a>, word: &str, after: &'a str) -> Option<&'a str> {
    let lower = fold(word);
    if let [mark @ (b'q' | b'w')] = lower.as_bytes() {
        tokens.mark = Some((*mark, tokens.numbers.len()));
    } else if let Some(month) = words::month(&lower) {
        if month <= 12 && tokens.month.replace(month).is_some() {
            return None;
        }
    } else if word == "(" {
        // The day of the week as Japanese has it: (金).
        let day = after.strip_prefix(|c: char| "月火水木金土日".contains(c));
        return Some(day.filter(|rest| rest.starts_with(')')).unwrap_or(after));
    } else if matches!(word, "周" | "星" | "礼") {
        let after = after.strip_prefix(['期', '拜']).unwrap_or(after);
        if word == "周" && after.is_empty() {
            tokens.mark = Some((b'w', tokens.numbers.len().saturating_sub(1)));
            return Some(after);
        }
        return after.strip_prefix(|c: char| "一二三四五六日天末".contains(c));
    } else if !FILLERS.contains(&lower.as_str()) && !is_separator(word) {
        return strip_filler(word, after);
    }
    Some(after)
}

/// Fillers of several Chinese characters, of which `word` is the first.
fn strip_filler<'a>(word: &str, after: &'a str) -> Option<&'a str> {
    FILLERS.iter().find_map(|filler| filler.strip_prefix(word).and_then(|tail| after.strip_prefix(tail)))
}

fn is_separator(word: &str) -> bool {
    matches!(word, " " | "," | "-" | "/" | "." | ")" | "第" | "、" | "，" | "'" | "度" | "_")
}

fn by_quarter(tokens: &Tokens) -> Option<Found> {
    let [(first, _), (second, unit)] = tokens.numbers.as_slice() else { return None };
    let (year, quarter) = match tokens.mark {
        Some((b'q', 0)) => (second, first),
        Some((b'q', 1)) => (first, second),
        None if *unit == '季' => (first, second),
        _ => return None,
    };
    Some(Found { year: year.parse().ok(), quarter: quarter.parse().ok(), ..Found::default() })
}

/// A day of the week by its number (`2024-W05-3`), and Monday for the week alone: that week is the first of a year which has
/// its first Thursday (ISO 8601).
fn by_week(tokens: &Tokens) -> Option<Found> {
    let [(year, _), (week, _), days @ ..] = tokens.numbers.as_slice() else { return None };
    let year = year.parse().ok().filter(|_| tokens.mark == Some((b'w', 1)))?;
    let day: u8 =
        days.first().map_or(Some(1), |(day, _)| day.parse().ok().filter(|day| (1..=7).contains(day)))?;
    let first = Date::new(year, 1, 4)?;
    let thursday = first.add_days(7 * i64::from(week.parse::<u8>().ok()?) - 3 - i64::from(first.weekday()));
    let doubts = if days.is_empty() { vec![Reason::new("date/imprecise")] } else { Vec::new() };
    (thursday.year() == year).then(|| Found { doubts, ..of(thursday.add_days(i64::from(day) - 4)) })
}

/// A day by its number in the year: `2024-032` (ISO 8601).
fn by_day_of_year(year: i32, day: u16) -> Option<Found> {
    let date = Date::new(year, 1, 1)?.add_days(i64::from(day) - 1);
    (date.year() == year).then(|| of(date))
}

/// Numbers that name their unit; the last may leave 日 out.
fn by_units(tokens: &Tokens) -> Option<Found> {
    let mut found = Found::default();
    let mut names_unit = false;
    for (number, unit) in &tokens.numbers {
        let number: u32 = number.parse().ok()?;
        match unit {
            '年' if found.year.is_none() => found.year = i32::try_from(number).ok(),
            '月' if found.month.is_none() => found.month = Some(number),
            // A second year or month makes it a period.
            '年' | '月' => return None,
            '日' | '号' | '號' => found.day = Some(number),
            _ if names_unit && found.month.is_none() => found.month = Some(number),
            _ if names_unit && found.day.is_none() => found.day = Some(number),
            _ => return None,
        }
        names_unit |= matches!(unit, '年' | '月');
    }
    let is_plain = tokens.month.is_none() && tokens.mark.is_none();
    (is_plain && names_unit && (found.day.is_none() || found.month.is_some())).then_some(found)
}

/// `5 Mar 2024`, `Mar 5, 2024`, `2024-Mar-05`, `Mar 2024`, `5 Mar`.
fn by_month_name(tokens: &Tokens) -> Option<Found> {
    let month = Some(tokens.month?);
    let is_year = |number: &str| number.len() == 4 || number.parse::<u32>().is_ok_and(|number| number > 31);
    let (year, day) = match tokens.numbers.as_slice() {
        [(year, _), (day, _)] if year.len() == 4 => (Some(year), Some(day)),
        [(day, _), (year, _)] => (Some(year), Some(day)),
        [(year, _)] if is_year(year) => (Some(year), None),
        [(day, _)] => (None, Some(day)),
        _ => return None,
    };
    let year = year.map(|year| year.parse()).transpose().ok()?;
    let day = day.map(|day| day.parse()).transpose().ok()?;
    Some(Found { year, month, day, ..Found::default() })
}

/// `Mar-24` is how spreadsheets show a month with its year; a day stands before its month: `24-Mar`.
fn month_of_spreadsheet(found: Found, text: &str) -> Found {
    match (found.year, found.day, text.as_bytes()) {
        (None, Some(short), [_, _, _, b'-', _, _]) => {
            Found { year: i32::try_from(short).ok(), day: None, ..found }
        }
        _ => found,
    }
}

/// Numbers whose order alone tells what they are.
fn by_order(tokens: &Tokens, context: &Context) -> Option<Found> {
    // 2024-3-5日, 2024-3月-5: of three numbers the second may be named as the month, the third as the day.
    let is_in_place = |(place, (_, unit)): (usize, &(&str, char))| {
        let named: &[char] = if place == 1 { &['月'] } else { &['日', '号', '號'] };
        unit.is_ascii() || (place > 0 && tokens.numbers.len() == 3 && named.contains(unit))
    };
    if tokens.mark.is_some() || !tokens.numbers.iter().enumerate().all(is_in_place) {
        return None;
    }
    let value = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let year = |text: &str| text.parse::<i32>().ok();
    let is_year = |text: &str| text.len() == 4 || (text.len() == 3 && context.country == "TW");
    match *tokens.numbers.as_slice() {
        [(y, '-'), (day, _)] if y.len() == 4 && day.len() == 3 => by_day_of_year(year(y)?, day.parse().ok()?),
        [(y, _), (m, _)] | [(m, _), (y, _)] if y.len() == 4 => {
            Some(Found { year: year(y), month: Some(value(m)?), ..Found::default() })
        }
        [(m, _), (d, _)] => Some(Found { month: Some(value(m)?), day: Some(value(d)?), ..Found::default() }),
        [(y, _), (m, _), (d, _)] if is_year(y) => Some(found(year(y)?, value(m)?, value(d)?)),
        [(a, _), (b, _), (y, _)] if y.len() == 4 => year_last(year(y)?, value(a)?, value(b)?, context),
        [(a, _), (b, _), (c, _)] => short(&[a, b, c], [value(a)?, value(b)?, value(c)?], context),
        _ => None,
    }
}

fn found(year: i32, month: u32, day: u32) -> Found {
    Found { year: Some(year), month: Some(month), day: Some(day), ..Found::default() }
}

/// Day and month before the year: the day comes first except in the United States; both readings are shown where
/// both exist.
fn year_last(year: i32, a: u32, b: u32, context: &Context) -> Option<Found> {
    let (day_first, month_first) = (Date::new(year, b, a), Date::new(year, a, b));
    let is_american = context.country == "US";
    let mut answer = match (day_first, month_first) {
        (Some(_), None) => found(year, b, a),
        (None, Some(_)) => found(year, a, b),
        _ if is_american => found(year, a, b),
        _ => found(year, b, a),
    };
    if let (Some(one), Some(other)) = (day_first, month_first)
        && one != other
    {
        answer.doubts.push(ambiguous(one, other));
    }
    Some(answer)
}

fn ambiguous(one: Date, other: Date) -> Reason {
    Reason::new("date/ambiguous_order").with("candidates", format!("{one}, {other}"))
}

/// Three short numbers: year, month, day in China, unless that is impossible. A year never has one digit only, so
/// `3/5/24` begins with the day or month.
fn short(texts: &[&str; 3], [a, b, c]: [u32; 3], context: &Context) -> Option<Found> {
    let full = |short: u32| i32::try_from(short).ok().map(full_year);
    let is_year = |index: usize| texts.get(index).is_some_and(|text| text.len() == 2);
    let year_first = if is_year(0) { Date::new(full(a)?, b, c) } else { None };
    let year_last_date =
        if is_year(2) { Date::new(full(c)?, b, a).or_else(|| Date::new(full(c)?, a, b)) } else { None };
    match (year_first, year_last_date) {
        (None, Some(_)) => year_last(full(c)?, a, b, context),
        (Some(first), Some(last)) if a <= 12 && first != last => {
            let doubts = vec![ambiguous(first, last)];
            Some(Found { doubts, ..found(i32::try_from(a).ok()?, b, c) })
        }
        // 1.2.3 is the number of a chapter or a version.
        _ => (is_year(0) || is_year(2)).then_some(found(i32::try_from(a).ok()?, b, c)),
    }
}
