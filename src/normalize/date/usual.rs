//! Dates as most programs write them: `2024-03-05`, `2024/3/5`, `2024-03-05 10:20:30`. Most dates of most files are like
//! that, and to take such a text apart as if it might be anything takes several times as long.

use super::Found;
use super::clock::Clock;

/// The day that a text names in this form, with the time if it tells one; nothing where it is of another form or cannot
/// be, so that the general reading says why.
pub(super) fn read(text: &str) -> Option<Found> {
    let mut rest = text.as_bytes();
    let year = i32::from(number(&mut rest, 4, 4)?);
    let mark = take(&mut rest, b"-/")?;
    let month = u32::from(number(&mut rest, 1, 2)?);
    take(&mut rest, &[mark])?;
    let day = u32::from(number(&mut rest, 1, 2)?);
    let is_possible = year >= 1000 && (1..=12).contains(&month) && (1..=31).contains(&day);
    let clock = if rest.is_empty() { None } else { Some(time(rest)?) };
    let found = Found { year: Some(year), month: Some(month), day: Some(day), clock, ..Found::default() };
    is_possible.then_some(found)
}

fn time(mut rest: &[u8]) -> Option<Clock> {
    take(&mut rest, b" T")?;
    let hour = number(&mut rest, 2, 2)?;
    take(&mut rest, b":")?;
    let minute = number(&mut rest, 2, 2)?;
    let has_seconds = !rest.is_empty();
    if has_seconds {
        take(&mut rest, b":")?;
    }
    let second = if has_seconds { number(&mut rest, 2, 2)? } else { 0 };
    let is_possible = hour < 24 && minute < 60 && second < 60 && rest.is_empty();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    is_possible.then_some(Clock { ms_of_day: seconds * 1_000, has_seconds, offset: None })
}

/// Takes a number of so many digits.
fn number(rest: &mut &[u8], least: usize, most: usize) -> Option<u16> {
    let digits = rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let (own, others) = rest.split_at_checked(digits).filter(|_| digits >= least)?;
    *rest = others;
    Some(own.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')))
}

/// Takes one of these signs.
fn take(rest: &mut &[u8], signs: &[u8]) -> Option<u8> {
    let (sign, others) = rest.split_first().filter(|(sign, _)| signs.contains(sign))?;
    *rest = others;
    Some(*sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Context;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_general_reading_says_the_same(
            text in "[0-9]{3,5}[-/.][0-9]{1,3}[-/][0-9]{1,2}([ T][0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?)?",
            country in prop::sample::select(&["CN", "US", "TW"][..]),
        ) {
            let context = Context { country: country.to_owned(), ..Context::default() };
            if let Some(found) = read(&text) {
                prop_assert_eq!(Some(found), super::super::read(&text, &context));
            }
        }
    }

    #[test]
    fn only_what_is_sure_is_read() {
        assert!(
            ["2024-03-05", "2024/3/5", "2024-03-05 10:20", "2024-03-05T10:20:30"]
                .iter()
                .all(|text| read(text).is_some())
        );
        let others = [
            "2024-3/5",
            "24-03-05",
            "0001-01-01",
            "2024-13-01",
            "2024-03-32",
            "2024-03-05 24:00",
            "2024-03-05 9:00",
            "2024-03-05 10:20:30Z",
            "2024-03-05 ",
            "2024-03",
        ];
        assert!(others.iter().all(|text| read(text).is_none()));
    }
}
