//! A decimal number that is exact: no binary floating point ever touches an amount.

use std::fmt;

/// Digits kept behind the decimal point.
const PLACES: usize = 9;
const ONE: i128 = 1_000_000_000;

/// A number in units of 10⁻⁹, up to about ±1.7 × 10²⁹; what does not fit is refused, never rounded off silently.
///
/// ```
/// use kehu::normalize::quantity::Decimal;
/// let price = Decimal::parse("1234.50").unwrap();
/// assert_eq!(price.to_string(), "1234.5");
/// assert_eq!(price.times_ten_to(4).unwrap().grouped(), "12,345,000");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// The whole number `value`.
    pub fn from_int(value: i64) -> Self {
        Self(i128::from(value) * ONE)
    }

    /// Reads ASCII digits with an optional sign and decimal point, and nothing else; digits beyond the ninth decimal
    /// place are cut.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let padded = fraction.chars().chain(std::iter::repeat('0')).take(PLACES);
        let units = whole.chars().chain(padded).try_fold(0i128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))
        })?;
        Some(Self(if negative { -units } else { units }))
    }

    /// The sum, where it fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The number times 10 to the `power`, where it fits; digits that fall behind the ninth place are cut.
    pub fn times_ten_to(self, power: i32) -> Option<Self> {
        let factor = 10i128.checked_pow(power.unsigned_abs())?;
        let scaled = if power < 0 { self.0 / factor } else { self.0.checked_mul(factor)? };
        Some(Self(scaled))
    }

    /// The quotient, cut behind the ninth place, and whether it is exact; `None` when `other` is zero.
    ///
    /// ```
    /// use kehu::normalize::quantity::Decimal;
    /// let (third, is_exact) = Decimal::from_int(1).divided_by(Decimal::from_int(3)).unwrap();
    /// assert_eq!((third.to_string().as_str(), is_exact), ("0.333333333", false));
    /// ```
    pub fn divided_by(self, other: Self) -> Option<(Self, bool)> {
        let units = self.0.checked_mul(ONE)?;
        let quotient = units.checked_div(other.0)?;
        Some((Self(quotient), quotient.checked_mul(other.0) == Some(units)))
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The greatest power of ten that divides the number: 100 for 1,500; one unit in the last place for zero.
    pub fn magnitude(self) -> Self {
        let mut unit = 1i128;
        while self.0 != 0 && self.0 % (unit * 10) == 0 {
            unit *= 10;
        }
        Self(unit)
    }

    /// The number with a comma between groups of three digits, as GB/T 15835-2011 and ISO 80000 allow for money.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(w, f)| (w, f));
        let mut out = sign.to_owned();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.extend([".", fraction]);
        }
        out
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, one) = (self.0.unsigned_abs(), ONE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", units / one)?;
        let fraction = format!("{:09}", units % one);
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            digits => write!(f, ".{digits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_what_was_read() {
        for (text, expected) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            (".5", "0.5"),
            ("-12.340", "-12.34"),
            ("0.1234567894", "0.123456789"),
            ("99999999999999999999999999999", "99999999999999999999999999999"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), expected);
        }
        for text in ["", ".", "-", "1e5", "1,000", "１", "999999999999999999999999999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn tenths_add_up_exactly() {
        let tenth = Decimal::parse("0.1").unwrap();
        let sum = (0..10).try_fold(Decimal::ZERO, |sum, _| sum.plus(tenth));
        assert_eq!(sum, Some(Decimal::from_int(1)));
    }

    #[test]
    fn scaling_refuses_to_overflow() {
        let two = Decimal::from_int(2);
        assert_eq!(two.times_ten_to(-2).unwrap().to_string(), "0.02");
        assert_eq!(two.times_ten_to(30), None);
        assert_eq!(two.times_ten_to(i32::MAX), None);
    }

    #[test]
    fn groups_and_magnitudes() {
        assert_eq!(Decimal::parse("-1234567.5").unwrap().grouped(), "-1,234,567.5");
        assert_eq!(Decimal::from_int(123).grouped(), "123");
        assert_eq!(Decimal::from_int(1_500).magnitude(), Decimal::from_int(100));
        assert_eq!(Decimal(i128::MAX).magnitude(), Decimal(1));
    }
}
