//! The functions that Splink's comparisons call, in the dialects of its backends.

use super::condition::{Asked, Column, DAY, Measured, Term, View};
use crate::schema::ruleset::Measure;

/// What leaves a value as it is: values are folded, and dates read, before they are compared.
const PLAIN: [&str; 12] = [
    "cast",
    "date",
    "lower",
    "nullif",
    "strptime",
    "to_date",
    "to_timestamp",
    "trim",
    "try_cast",
    "try_strptime",
    "try_to_timestamp",
    "upper",
];

/// A call of a function.
pub(super) fn call<'t>(name: &str, arguments: &[Term<'t>]) -> Option<Term<'t>> {
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    match arguments {
        [Term::Column(a), Term::Column(b)] => of_two(name, *a, *b, DAY),
        [Term::Text(unit), Term::Column(a), Term::Column(b)] => of_two(name, *a, *b, seconds(unit)?),
        [Term::Column(column), rest @ ..] if column.view == View::Whole => {
            Some(Term::Column(Column { view: view(name, rest)?, ..*column }))
        }
        [Term::Column(column), rest @ ..] if name == "nullif" => {
            (view(name, rest) == Some(View::Whole)).then_some(Term::Column(*column))
        }
        [Term::Measured(measured), ..] if measured.is_bare && is_number_of(name, measured.asked.measure) => {
            Some(Term::Measured(Measured { is_bare: false, ..*measured }))
        }
        _ => None,
    }
}

fn of_two<'t>(name: &str, a: Column<'t>, b: Column<'t>, unit: f64) -> Option<Term<'t>> {
    let (measure, is_bare) = match name {
        "levenshtein" | "damerau_levenshtein" => (Measure::Edits, false),
        "jaro_winkler" | "jaro_winkler_similarity" | "jaro_sim" | "jaro_similarity" => {
            (Measure::Similar, false)
        }
        "jaccard" | "jaccard_sim" => (Measure::Overlap, false),
        "datediff" | "date_diff" => (Measure::Days, true),
        "list_intersect" | "array_intersect" => (Measure::Same, true),
        _ => return None,
    };
    let asked = Asked::of(a, b, measure)?;
    Some(Term::Measured(Measured { asked, unit, is_bare }))
}

/// The seconds of a unit of time; a month is the twelfth part of a year of 365.25 days, as Splink has it.
fn seconds(unit: &str) -> Option<f64> {
    Some(match unit.to_ascii_lowercase().as_str() {
        "day" => DAY,
        "month" => DAY * 365.25 / 12.0,
        "year" => DAY * 365.25,
        _ => return None,
    })
}

/// Whether a function makes a number of a difference or of a list.
fn is_number_of(name: &str, measure: Measure) -> bool {
    match measure {
        Measure::Days => name == "abs",
        _ => ["array_length", "array_size", "cardinality", "len", "size"].contains(&name),
    }
}

/// What a function of a column looks at.
fn view(name: &str, arguments: &[Term<'_>]) -> Option<View> {
    match (name, arguments) {
        ("nullif", [Term::Text("")]) => Some(View::Whole),
        ("nullif", _) => None,
        ("epoch" | "unix_timestamp", _) => Some(View::Seconds),
        ("substr" | "substring", [Term::Number(1.0), Term::Number(n)]) | ("left", [Term::Number(n)]) => {
            characters(*n).map(View::First)
        }
        ("right", [Term::Number(n)]) => characters(*n).map(View::Last),
        ("regexp_extract", [Term::Text(pattern), ..]) => extracted(pattern),
        (name, _) => PLAIN.contains(&name).then_some(View::Whole),
    }
}

fn characters(number: f64) -> Option<u8> {
    (1.0..=f64::from(i8::MAX)).contains(&number).then_some(number as u8)
}

fn extracted(pattern: &str) -> Option<View> {
    match pattern {
        "^[^@]+" => Some(View::Local),
        "@([^@]+)$" => Some(View::Domain),
        _ => longest(pattern.strip_prefix('^')?).map(View::First),
    }
}

/// The length of the longest text that a pattern of plain characters and classes matches. Who agrees on so many
/// characters agrees on what the pattern extracts, however short.
fn longest(pattern: &str) -> Option<u8> {
    let (mut rest, mut length) = (pattern, 0_u8);
    while let Some(head) = rest.chars().next() {
        let after = match head {
            '[' => rest.split_once(']')?.1,
            '\\' => rest.strip_prefix("\\d")?,
            _ if head.is_alphanumeric() || head == ' ' => rest.get(head.len_utf8()..)?,
            _ => return None,
        };
        let (most, after) = match after.strip_prefix('{').and_then(|bounds| bounds.split_once('}')) {
            Some((bounds, after)) => (bounds.rsplit(',').next()?.parse().ok()?, after),
            None => (1, after.strip_prefix('?').unwrap_or(after)),
        };
        (rest, length) = (after, length.checked_add(most)?);
    }
    (1..=i8::MAX as u8).contains(&length).then_some(length)
}
