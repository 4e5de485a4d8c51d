//! Amounts of money, in exact decimal arithmetic.

mod coins;
mod currency;

use super::quantity::{Quantity, Reading, SCALES};
use super::{Context, Draft, Normalized, code, search};
use crate::reason::Reason;

use currency::Found;

/// Column units that stand apart from the number, as in `注册资本(万元): 500`.
const COLUMN_UNITS: &[(&str, i32)] = &[("百万元", 6), ("千万元", 7), ("万元", 4), ("亿元", 8), ("千元", 3)];

/// Words that say nothing about the amount.
const NOISE: &[&str] = &["整", "正", "元", "圆", "圓", "块钱", "块", "钱", "只"];

/// The amount that `input` writes.
///
/// `value` is a decimal with `.`, in units of the currency; of a range it is the lower end. Parts: `currency` (ISO
/// 4217, absent where the text names none), `min` and `max` of ranges and limits, and `kind`, which says how the
/// figure is meant: `exact`, `about`, `at_least`, `at_most` or `range`.
///
/// ```
/// use kehu::normalize::{Context, amount};
/// let price = amount::normalize("人民币壹拾贰万叁仟元伍角整", &Context::default());
/// assert_eq!(price.value.as_deref(), Some("123000.5"));
/// assert_eq!(price.part("currency"), Some("CNY"));
/// let budget = amount::normalize("10~15k美元", &Context::default());
/// assert_eq!((budget.part("min"), budget.part("max")), (Some("10000"), Some("15000")));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::figure(input, context, "amount/unreadable", |draft, text, context| match read(text, context) {
        Some((quantity, currency)) => Ok(finish(draft, &quantity, &currency)),
        None => Err(draft),
    })
}

fn read(text: &str, context: &Context) -> Option<(Quantity, Found)> {
    let mut reading = Reading::of(text);
    let scale = cut_column_unit(&mut reading);
    let currency = currency::cut(&mut reading.words, context);
    coins::merge(&mut reading)?;
    drop_repeated(&mut reading);
    let is_scaled_twice = scale != 0 && reading.numbers.iter().any(|n| n.unit >= 4);
    let mut quantity = reading.quantity()?.times_ten_to(if is_scaled_twice { 0 } else { scale })?;
    if is_scaled_twice {
        quantity.doubts.push(Reason::new("number/ambiguous_unit"));
    }
    Some((quantity, currency))
}

/// Takes `万元` out of the words around the numbers and gives its power of ten.
fn cut_column_unit(reading: &mut Reading) -> i32 {
    for word in &mut reading.words {
        if let Some((unit, power)) = COLUMN_UNITS.iter().chain(SCALES).find(|(unit, _)| word.contains(unit)) {
            *word = word.replacen(unit, if unit.ends_with('元') { "元" } else { "" }, 1);
            return *power;
        }
    }
    0
}

/// Contracts say an amount twice, in digits and in capital numerals: `20000元（大写：贰万元整）`.
fn drop_repeated(reading: &mut Reading) {
    let ([one, other], [_, between, _]) = (reading.numbers.as_slice(), reading.words.as_slice()) else {
        return;
    };
    if one.value == other.value && (between.contains('(') || between.contains("大写")) {
        reading.numbers.truncate(1);
        reading.words.truncate(2);
        reading.words.last_mut().into_iter().for_each(String::clear);
    }
}

fn finish(mut draft: Draft, quantity: &Quantity, currency: &Found) -> Normalized {
    code::describe(&mut draft, quantity);
    draft.part("currency", currency.code);
    if !currency.candidates.is_empty() {
        draft.doubt(Reason::new("amount/ambiguous_currency").with("candidates", currency.candidates));
    }
    let extra = unexplained(quantity);
    if !extra.is_empty() {
        draft.doubt(Reason::new("amount/extra_text").with("text", extra));
    }
    let figures = quantity.display();
    let display = match currency.code {
        "" => figures,
        "CNY" => figures + "元",
        iso => [iso, " ", &figures].concat(),
    };
    draft.done(quantity.value.to_string(), display)
}

/// What stands with the amount and is neither a label before a colon nor a note in brackets.
fn unexplained(quantity: &Quantity) -> String {
    if let Some(share) = ["%", "‰"].iter().find(|sign| quantity.tail.contains(**sign)) {
        return (*share).to_owned();
    }
    let head = quantity.head.rsplit([':', '：']).next().unwrap_or_default();
    let tail = quantity.tail.split('(').next().unwrap_or_default();
    let mut rest = [head, " ", tail].concat();
    for noise in NOISE {
        rest = search::replaced(&rest, noise, "");
    }
    rest.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(['负', '負']).to_owned()
}
