//! Decimal numbers that add up.

use std::fmt;

use crate::digits::push_digits;

const SCALE: i64 = 10_000;

/// A number with four decimals: as many as any currency has (ISO 4217), up to 900 trillion.
///
/// Sums of amounts are exact, unlike sums of binary fractions; further decimals are rounded half away from zero.
///
/// ```
/// use kehu::expr::Number;
/// let sum = Number::parse("0.1").unwrap().raw() + Number::parse("0.2").unwrap().raw();
/// assert_eq!(sum, Number::parse("0.3").unwrap().raw());
/// assert_eq!(Number::parse("-12.50").unwrap().to_string(), "-12.5");
/// assert_eq!(Number::parse("12 万"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

impl Number {
    /// Units of [`raw`](Self::raw) in one.
    pub const SCALE: i64 = SCALE;

    /// Ten-thousandths as a number.
    pub fn from_raw(raw: i64) -> Self {
        Self(raw)
    }

    /// The number in ten-thousandths.
    pub fn raw(self) -> i64 {
        self.0
    }

    /// A whole number; `None` when it is too large.
    pub fn whole(value: i64) -> Option<Self> {
        value.checked_mul(SCALE).map(Self)
    }

    /// Reads `-12.5`; `None` for anything but digits with an optional sign and point, and for what is too large.
    pub fn parse(text: &str) -> Option<Self> {
        // Byte by byte: prefixes and splits of texts by characters cost as much as all the rest.
        let (sign, digits) = match text.as_bytes() {
            [b'-', digits @ ..] => (-1, digits),
            [b'+', digits @ ..] | digits => (1, digits),
        };
        let point = digits.iter().position(|byte| *byte == b'.').unwrap_or(digits.len());
        let (whole, fraction) = (digits.get(..point)?, digits.get(point + 1..).unwrap_or_default());
        if (whole.is_empty() && fraction.is_empty()) || !fraction.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
        let push = |number: i64, byte: &u8| number.checked_mul(10)?.checked_add(digit(byte)?);
        let whole = whole.iter().try_fold(0, push)?;
        let raw = whole.checked_mul(SCALE)?.checked_add(ten_thousandths(fraction))?;
        Some(Self(sign * raw))
    }

    /// A JSON number; `None` when it is too large.
    pub fn from_json(number: &serde_json::Number) -> Option<Self> {
        Self::parse(&number.to_string()).or_else(|| Self::from_f64(number.as_f64()?))
    }

    /// The quotient of a sum in ten-thousandths, rounded half away from zero, held within what a number can be.
    pub(crate) fn ratio(sum: i128, count: i128) -> Self {
        let count = count.max(1);
        let rest = sum % count;
        let up = rest.abs() >= count - rest.abs();
        Self::total(sum / count + if up { sum.signum() } else { 0 })
    }

    /// A sum in ten-thousandths, held within what a number can be.
    pub(crate) fn total(sum: i128) -> Self {
        let bound = if sum < 0 { i64::MIN } else { i64::MAX };
        Self(i64::try_from(sum).unwrap_or(bound))
    }

    /// To one decimal, for texts; held within what a number can be.
    pub(crate) fn tenths(value: f64) -> Self {
        Self::total(i128::from(libm::round(value * 10.0) as i64) * i128::from(SCALE / 10))
    }

    /// For numbers that JSON writes with an exponent.
    fn from_f64(value: f64) -> Option<Self> {
        let raw = libm::round(value * SCALE as f64);
        (raw.abs() < 9e18).then_some(Self(raw as i64))
    }
}

/// The decimals after the point, the fifth rounding the fourth.
fn ten_thousandths(fraction: &[u8]) -> i64 {
    let digit = |i: usize| i64::from(fraction.get(i).map_or(0, |b| b - b'0'));
    let raw = digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3);
    raw + i64::from(digit(4) >= 5)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (magnitude, scale) = (self.0.unsigned_abs(), SCALE.unsigned_abs());
        let (whole, fraction) = (magnitude / scale, magnitude % scale);
        let mut text = String::with_capacity(20);
        if self.0 < 0 {
            text.push('-');
        }
        push_digits(&mut text, whole, 1);
        if fraction != 0 {
            text.push('.');
            push_digits(&mut text, fraction, 4);
            text.truncate(text.trim_end_matches('0').len());
        }
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_and_printed_back() {
        for (text, raw) in [
            ("0", 0),
            ("1", 10_000),
            ("-0.5", -5_000),
            (".25", 2_500),
            ("+3.", 30_000),
            ("0.00005", 1),
            ("0.00004", 0),
            ("-0.00005", -1),
            ("922337203685477.5807", i64::MAX),
        ] {
            assert_eq!(Number::parse(text).map(Number::raw), Some(raw), "{text}");
            let printed = Number::from_raw(raw).to_string();
            assert_eq!(Number::parse(&printed).map(Number::raw), Some(raw), "{printed}");
        }
        for text in ["", ".", "-", "1,000", "１", "1e3", "922337203685478", "--1"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn json_numbers_may_have_an_exponent() {
        let read = |text: &str| Number::from_json(&serde_json::from_str(text).unwrap()).map(Number::raw);
        assert_eq!(read("1e3"), Some(10_000_000));
        assert_eq!(read("1.5e-3"), Some(15));
        assert_eq!(read("1e300"), None);
    }

    #[test]
    fn quotients_round_half_away_from_zero() {
        assert_eq!(Number::ratio(10, 4).raw(), 3);
        assert_eq!(Number::ratio(-10, 4).raw(), -3);
        assert_eq!(Number::ratio(9, 4).raw(), 2);
        assert_eq!(Number::ratio(i128::MAX, 1).raw(), i64::MAX);
        assert_eq!(Number::ratio(7, 0).raw(), 7);
    }

    #[test]
    fn numbers_in_texts_have_one_decimal_and_an_end() {
        assert_eq!(Number::tenths(22.149).to_string(), "22.1");
        assert_eq!(Number::tenths(-0.25).to_string(), "-0.3");
        assert_eq!(Number::tenths(1e300).raw(), i64::MAX);
    }
}
