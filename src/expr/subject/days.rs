//! Dates that tell less than a day: `2015`, `2015-Q1`, `2015-03`.

use crate::normalize::civil::Date;

/// The first and the last of the days of which a canonical date is one; both are the same where it tells the day.
pub(in crate::expr) fn days(text: &str) -> Option<(Date, Date)> {
    if let Some(day) = Date::parse(text) {
        return Some((day, day));
    }
    let (year, rest) = text.split_at_checked(4)?;
    let (month, months) = match rest.as_bytes() {
        [] => (1, 12),
        [b'-', b'Q', quarter @ b'1'..=b'4'] => ((quarter - b'0') * 3 - 2, 3),
        [b'-', tens @ b'0'..=b'1', ones @ b'0'..=b'9'] => ((tens - b'0') * 10 + ones - b'0', 1),
        _ => return None,
    };
    let first = Date::new(year.parse().ok()?, month.into(), 1)?;
    Some((first, first.add_months(months).add_days(-1)))
}

/// The canonical date that is one of these days.
pub(in crate::expr) fn text_of_days(first: Date, last: Date) -> String {
    let day = first.to_string();
    match last.month().saturating_sub(first.month()) {
        _ if first == last => day,
        0 => day.get(..7).unwrap_or_default().to_owned(),
        2 => format!("{}-Q{}", day.get(..4).unwrap_or_default(), first.quarter()),
        _ => day.get(..4).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_less_than_a_day_is_one_of_several() {
        for (text, first, last) in [
            ("2024-02-29", "2024-02-29", "2024-02-29"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-Q4", "2024-10-01", "2024-12-31"),
            ("2024", "2024-01-01", "2024-12-31"),
        ] {
            let (from, to) = days(text).unwrap();
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), (first, last), "{text}");
            assert_eq!(text_of_days(from, to), text);
        }
        for text in ["", "202", "2024-", "2024-13", "2024-00", "2024-Q5", "2024-1", "+024-01x", "二〇二四"]
        {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
