//! `3元5角2分`, `五毛`, `三块二`: one amount written as several numbers.

use crate::normalize::quantity::{Numeral, Reading};

/// Joins the numbers of one amount; `None` when they do not fit.
pub(super) fn merge(reading: &mut Reading) -> Option<()> {
    let words = std::mem::take(&mut reading.words);
    let numbers = std::mem::take(&mut reading.numbers);
    let mut words = words.into_iter();
    reading.words.push(words.next()?);
    let mut last_unit = None;
    for (number, word) in numbers.into_iter().zip(words) {
        let between = reading.words.last().map(String::as_str).unwrap_or_default();
        let (own_unit, rest) = cut_unit(&word);
        let unit = own_unit.or_else(|| spoken_unit(between, last_unit, &number));
        let value = number.value.times_ten_to(unit.unwrap_or(0))?;
        let number = Numeral { value, ..number };
        if is_next_coin(between, last_unit, unit) {
            let base = reading.numbers.last_mut()?;
            base.value = base.value.plus(value)?;
            reading.words.pop();
        } else {
            reading.numbers.push(number);
        }
        last_unit = unit;
        reading.words.push(rest);
    }
    Some(())
}

/// The power of ten of the unit that `word` starts with, and the rest of the word.
fn cut_unit(word: &str) -> (Option<i32>, String) {
    let trimmed = word.trim_start();
    let units = [('元', 0), ('圆', 0), ('圓', 0), ('块', 0), ('塊', 0), ('角', -1), ('毛', -1), ('分', -2)];
    let found = units.into_iter().find(|(sign, _)| trimmed.starts_with(*sign));
    match found {
        Some((sign, power)) => (Some(power), trimmed.trim_start_matches(sign).to_owned()),
        None => (None, word.to_owned()),
    }
}

/// Speech leaves the last unit out: `三块二`.
fn spoken_unit(between: &str, last_unit: Option<i32>, number: &Numeral) -> Option<i32> {
    let follows_unit = between.trim().is_empty() && last_unit.is_some_and(|unit| unit > -2);
    (follows_unit && number.unit == 0 && number.length == 1).then(|| last_unit.unwrap_or(0) - 1)
}

/// Whether the number counts smaller coins of the same amount: nothing between, and a lower unit.
fn is_next_coin(between: &str, last_unit: Option<i32>, unit: Option<i32>) -> bool {
    between.trim().is_empty() && matches!((last_unit, unit), (Some(last), Some(unit)) if unit < last)
}
