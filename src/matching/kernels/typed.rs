//! Differences of dates and numbers.

/// Whether the smaller of two numbers is at least this share of the larger.
pub fn near(left: &str, right: &str, at_least: f64) -> bool {
    let (Ok(a), Ok(b)) = (left.parse::<f64>(), right.parse::<f64>()) else { return false };
    let (small, large) = if a <= b { (a, b) } else { (b, a) };
    small > 0.0 && small >= at_least * large
}

/// Days between two dates as eight digits.
pub fn days_apart(left: &str, right: &str) -> Option<u32> {
    let days = |text: &str| {
        let number: i64 = (text.len() == 8).then(|| text.parse().ok()).flatten()?;
        let (y, m, d) = (number / 10_000, number / 100 % 100, number % 100);
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        Some(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d)
    };
    Some(days(left)?.abs_diff(days(right)?) as u32)
}

/// Whether day and month of two dates as eight digits are swapped.
pub fn day_month_swapped(left: &str, right: &str) -> bool {
    let cut = |text: &str| Some((text.get(..4)?.to_owned(), text.get(4..6)?.to_owned(), text.get(6..8)?.to_owned()));
    match (cut(left), cut(right)) {
        (Some((y, m, d)), Some((other, month, day))) => y == other && m == day && d == month,
        _ => false,
    }
}
