//! What a column's values look like, without normalizing them.
//!
//! Cheap signs that tell kinds apart, not verdicts on values.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::schema::FieldKind;
use crate::schema::ruleset::FieldDef;
use crate::tables;
use crate::text;

/// The share of a column's values that look like each kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    filled: usize,
    mobile: usize,
    /// Telephone numbers written as such: with signs, or from a prefix on. Bare digits may be anything.
    dialled: usize,
    /// Different last words of names in Latin letters.
    last_words: usize,
    in_letters: usize,
    counts: [usize; FieldKind::ALL.len()],
}

impl Shape {
    pub(super) fn of_column(rows: &[Vec<String>], column: usize) -> Self {
        let mut shape = Self::default();
        let mut last_words: HashSet<&str, FixedState> = HashSet::default();
        for value in rows.iter().filter_map(|row| row.get(column)).map(|v| v.trim()).filter(|v| !v.is_empty())
        {
            shape.filled += 1;
            shape.mobile += usize::from(is_mobile(value));
            shape.dialled += usize::from(is_dialled(value));
            if value.starts_with(|c: char| c.is_alphabetic() && !text::is_han(c)) {
                shape.in_letters += 1;
                last_words.extend(value.split_whitespace().next_back());
            }
            for (count, kind) in shape.counts.iter_mut().zip(FieldKind::ALL) {
                *count += usize::from(looks_like(kind, value) == Some(true));
            }
        }
        shape.last_words = last_words.len();
        shape
    }

    /// From -1 (nothing looks like the field) to 1 (everything does); 0 where shapes cannot tell.
    pub(super) fn fit(&self, field: &FieldDef) -> f64 {
        if self.filled == 0 || !has_shape(field.kind) {
            return 0.0;
        }
        let count = FieldKind::ALL.iter().position(|k| *k == field.kind).and_then(|i| self.counts.get(i));
        let share = count.map_or(0.0, |c| *c as f64 / self.filled as f64);
        share * 2.0 - 1.0
    }

    /// Whether values alone may choose this field: its kind is unmistakable, and it is the kind's usual field.
    pub(super) fn tells(&self, field: &FieldDef) -> bool {
        match field.name.as_str() {
            "mobile" => self.mobile * 2 > self.filled,
            "phone" => self.mobile * 2 <= self.filled && self.dialled * 2 > self.filled,
            // Families have many names; streets and types of things end in the same few words.
            "contact" => self.last_words * 3 >= self.in_letters,
            "email" | "uscc" | "resident_id" | "website" | "company" | "address" => true,
            _ => false,
        }
    }
}

fn has_shape(kind: FieldKind) -> bool {
    looks_like(kind, "").is_some()
}

/// Whether a value looks like a kind; `None` where looks say nothing of the kind.
pub fn looks_like(kind: FieldKind, value: &str) -> Option<bool> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let length = value.chars().count();
    Some(match kind {
        FieldKind::Phone => {
            let may_dial =
                digits < length || matches!(length, 7 | 8 | 10 | 11) || value.starts_with(['0', '8']);
            (7..=20).contains(&digits) && digits * 2 >= length && may_dial && !begins_with_date(value)
        }
        FieldKind::Email => value.contains(['@', '＠']),
        FieldKind::CompanyName => looks_like_company(value),
        FieldKind::PersonName => looks_like_person(value),
        FieldKind::Address => looks_like_address(value, digits),
        FieldKind::Uscc => {
            length == 18
                && digits >= 8
                && value.is_ascii()
                && value.starts_with(['9', '5', '1', '3', 'Y'])
                && !is_id(value)
        }
        FieldKind::ResidentId => is_id(value),
        FieldKind::Url => value.starts_with("http") || value.starts_with("www."),
        FieldKind::Date => looks_like_date(value, digits),
        FieldKind::Amount | FieldKind::Number => digits > 0 || value.contains(['万', '亿', '壹', '千']),
        _ => return None,
    })
}

/// A year with a sign behind it, or eight digits that make a day: `2024-03-05 10:20`, `20240305`.
fn begins_with_date(value: &str) -> bool {
    let part = |range: std::ops::Range<usize>| value.get(range).and_then(|part| part.parse::<u16>().ok());
    let is_year = part(0..4).is_some_and(|year| (1900..2100).contains(&year));
    let is_day = value.len() == 8
        && part(4..6).is_some_and(|month| (1..=12).contains(&month))
        && part(6..8).is_some_and(|day| (1..=31).contains(&day));
    is_year && (is_day || value.get(4..).is_some_and(|rest| rest.starts_with(['-', '/', '.', '年'])))
}

fn is_dialled(value: &str) -> bool {
    value.starts_with('0') || value.contains(|c: char| !c.is_ascii_digit())
}

fn is_mobile(value: &str) -> bool {
    let digits: String = text::to_half_width(value).chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0086").or(digits.strip_prefix("86")).unwrap_or(&digits);
    national.len() == 11 && national.starts_with('1') && !national.starts_with("10")
}

fn is_id(value: &str) -> bool {
    let born = value.get(6..10).and_then(|y| y.parse::<u16>().ok());
    value.len() == 18
        && value.get(..17).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()))
        && born.is_some_and(|y| (1900..2100).contains(&y))
}

fn looks_like_company(value: &str) -> bool {
    const TAILS: [&str; 16] = [
        "公司",
        "厂",
        "店",
        "院",
        "中心",
        "集团",
        "事务所",
        "工作室",
        "经营部",
        "商行",
        "合作社",
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "学校",
    ];
    let folded = text::fold(value);
    TAILS.iter().any(|tail| folded.ends_with(tail))
        || folded.contains("公司")
        || is_western_name_of_things(&folded)
}

/// Three words or more, or one of the small words that names of people do not have.
fn is_western_name_of_things(folded: &str) -> bool {
    const SMALL: [&str; 8] = ["of", "the", "and", "cafe", "restaurant", "grill", "hotel", "shop"];
    let words: Vec<&str> = folded.split(' ').collect();
    folded.is_ascii()
        && folded.contains(|c: char| c.is_ascii_alphabetic())
        && (words.len() > 3 || words.iter().any(|w| SMALL.contains(w)))
}

fn looks_like_person(value: &str) -> bool {
    let name: Vec<char> = value.chars().filter(|c| !c.is_whitespace()).collect();
    if name.iter().all(|c| text::is_han(*c)) {
        let head: String = name.iter().take(1).collect();
        let two: String = name.iter().take(2).collect();
        return (2..=4).contains(&name.len())
            && (tables::surnames::is_single(&head) || tables::surnames::is_compound(&two))
            && !looks_like_company(value);
    }
    let words = value.split_whitespace().count();
    (2..=5).contains(&words)
        && name.iter().all(|c| c.is_alphabetic() || ".-'’·".contains(*c))
        && !text::contains_han(value)
}

fn looks_like_address(value: &str, digits: usize) -> bool {
    const PARTS: [&str; 14] =
        ["路", "街", "号", "镇", "村", "大道", "巷", "楼", "室", "street", "road", "ave", "blvd", " st"];
    let lower = value.to_lowercase();
    PARTS.iter().filter(|part| lower.contains(**part)).count() + usize::from(digits > 0) >= 2
}

fn looks_like_date(value: &str, digits: usize) -> bool {
    let marks = value.chars().filter(|c| "-/.年月日:".contains(*c)).count();
    (digits == 8 && value.len() == 8) || ((4..=14).contains(&digits) && marks >= 2)
}
