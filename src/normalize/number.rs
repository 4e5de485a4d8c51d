//! Plain numbers: counts, percentages, ranges, and whatever unit stands with them.

use super::quantity::{Quantity, Reading, SCALES};
use super::{Context, Draft, Normalized, code};
use crate::reason::Reason;

/// Units that scale the figure: their name and its power of ten.
const SHARES: &[(&str, &str, i32)] = &[
    ("%", "%", -2),
    ("百分之", "%", -2),
    ("‰", "‰", -3),
    ("千分之", "‰", -3),
    ("‱", "‱", -4),
    ("万分之", "‱", -4),
];

/// `三成` is three tenths.
const TENTHS: (&str, i32) = ("成", -1);

/// The number that `input` writes.
///
/// `value` is a decimal with `.`; of a range it is the lower end, with both ends in the parts `min` and `max`. A
/// percentage is the fraction it stands for. The part `unit` keeps what is counted, `kind` says how the figure is
/// meant: `exact`, `about`, `at_least`, `at_most` or `range`.
///
/// ```
/// use kehu::normalize::{Context, number};
/// let staff = number::normalize("50-99人", &Context::default());
/// assert_eq!((staff.part("min"), staff.part("max"), staff.part("unit")), (Some("50"), Some("99"), Some("人")));
/// assert_eq!(number::normalize("１２.５％", &Context::default()).value.as_deref(), Some("0.125"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::figure(input, context, "number/unreadable", |draft, text, _| match read(text) {
        Some((quantity, unit)) => Ok(finish(draft, quantity, &unit)),
        None => Err(draft),
    })
}

fn read(text: &str) -> Option<(Quantity, String)> {
    let reading = Reading::of(text);
    if let Some(quantity) = fraction(&reading) {
        return Some((quantity, String::new()));
    }
    let quantity = reading.quantity()?;
    let around = format!("{}{}", quantity.head, quantity.tail);
    if let Some((_, unit, power)) = SHARES.iter().find(|(sign, ..)| around.contains(sign)) {
        return Some((quantity.times_ten_to(*power)?, (*unit).to_owned()));
    }
    let unit = unit_of(&quantity.tail)?;
    if let Some((_, power)) = SCALES.iter().find(|(scale, _)| quantity.tail.trim() == *scale) {
        return Some((quantity.times_ten_to(*power)?, String::new()));
    }
    if unit == TENTHS.0 {
        return Some((quantity.times_ten_to(TENTHS.1)?, unit));
    }
    Some((quantity, unit))
}

/// `三分之一`: the first number divides the second.
fn fraction(reading: &Reading) -> Option<Quantity> {
    let [below, above] = reading.numbers.as_slice() else { return None };
    if !matches!(reading.words.as_slice(), [head, between, tail] if head.is_empty() && between == "分之" && tail.is_empty())
    {
        return None;
    }
    let (value, is_exact) = above.value.divided_by(below.value)?;
    let doubts = if is_exact { Vec::new() } else { vec![Reason::new("number/rounded")] };
    Some(Quantity { value, doubts, ..Quantity::default() })
}

/// The word after a number, when it can be a unit: short, and no sentence.
fn unit_of(tail: &str) -> Option<String> {
    let tail = tail.split_once('(').map_or(tail, |(unit, _)| if unit.is_empty() { tail } else { unit });
    let unit = tail.trim_matches(|c: char| c == ' ' || c.is_ascii_punctuation() || "。，、；：".contains(c));
    // 1½ and 3² go on with the number. A foreign word has more letters than a Chinese one has characters: employees.
    let longest = if unit.bytes().all(|b| b.is_ascii_alphabetic()) { 16 } else { 8 };
    (unit.chars().count() <= longest && !tail.starts_with(char::is_numeric)).then(|| unit.to_owned())
}

fn finish(mut draft: Draft, quantity: Quantity, unit: &str) -> Normalized {
    let value = quantity.value.to_string();
    code::describe(&mut draft, &quantity);
    draft.part("unit", unit);
    let display = display(quantity, unit);
    draft.done(value, display)
}

fn display(quantity: Quantity, unit: &str) -> String {
    let mut shares = SHARES.iter().map(|(sign, _, power)| (*sign, *power)).chain([TENTHS]);
    let share = shares.find(|(sign, _)| *sign == unit);
    let shown = share.and_then(|(_, power)| quantity.clone().times_ten_to(-power)).unwrap_or(quantity);
    let space = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
    format!("{}{space}{unit}", shown.display())
}
