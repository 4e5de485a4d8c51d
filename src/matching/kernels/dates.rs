//! Differences of days, which are written `2024-03-05` or `20240305`.

use crate::normalize::civil::Date;

/// How many days lie between two; `None` when one is no day.
///
/// ```
/// use kehu::matching::kernels::days_apart;
/// assert_eq!(days_apart("20240301", "2024-02-28"), Some(2));
/// assert_eq!(days_apart("2024-03", "2024-03-01"), None);
/// ```
pub fn days_apart(left: &str, right: &str) -> Option<u32> {
    u32::try_from(date(left)?.days().abs_diff(date(right)?.days())).ok()
}

/// Whether two days are the same but for month and day, which stand in each other's place.
///
/// ```
/// use kehu::matching::kernels::day_month_swapped;
/// assert!(day_month_swapped("20240305", "20240503"));
/// assert!(!day_month_swapped("20240305", "20230503"));
/// assert!(!day_month_swapped("20240505", "20240505"));
/// ```
pub fn day_month_swapped(left: &str, right: &str) -> bool {
    let (Some(left), Some(right)) = (date(left), date(right)) else { return false };
    left != right && left.year() == right.year() && left.month() == right.day() && left.day() == right.month()
}

/// The day that eight digits tell, hyphens left out.
fn date(text: &str) -> Option<Date> {
    let (mut number, mut count) = (0_u32, 0);
    for c in text.chars().filter(|c| *c != '-').take(9) {
        number = number * 10 + c.to_digit(10)?;
        count += 1;
    }
    let year = i32::try_from(number / 10_000).ok()?;
    if count == 8 { Date::new(year, number / 100 % 100, number % 100) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_compared() {
        assert_eq!(days_apart("20240229", "20240229"), Some(0));
        assert_eq!(days_apart("20230229", "20230228"), None);
        assert_eq!(days_apart("0001-01-01", "9999-12-31"), Some(3_652_058));
        assert_eq!(days_apart("99999999999999999999", "20230228"), None);
        assert_eq!(days_apart("2024-03-05T10:00:00Z", "20230228"), None);
        assert!(!day_month_swapped("20241305", "20240513"));
    }
}
