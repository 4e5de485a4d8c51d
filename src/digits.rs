//! Numbers as decimal digits. Amounts, dates and times are written for every customer; the standard library's formatter takes
//! several times as long, and its code for padding is larger than this.

use std::str;

use libm::{fabs, floor, log10, round};

/// The most digits that a number has.
const MOST: usize = 20;

/// Writes a number with at least `width` digits, up to twenty, of which the first are zeros where it has fewer.
///
/// ```
/// use kehu::digits::push_digits;
/// let mut out = String::from("2024-");
/// push_digits(&mut out, 3, 2);
/// push_digits(&mut out, 0, 1);
/// assert_eq!(out, "2024-030");
/// ```
pub fn push_digits(out: &mut String, number: u64, width: usize) {
    let mut digits = [b'0'; MOST];
    let (mut rest, mut count) = (number, 0);
    for digit in digits.iter_mut().rev() {
        if rest == 0 && count >= width {
            break;
        }
        *digit += (rest % 10) as u8;
        rest /= 10;
        count += 1;
    }
    let written = digits.get(MOST - count..).unwrap_or_default();
    out.push_str(str::from_utf8(written).unwrap_or_default());
}

/// The most decimals of which a power of ten is exact: 10²² is the last that fits into 53 bits beside its twos.
const EXACT: i32 = 22;

/// A number to so many significant digits, at most fifteen, and 22 decimals. It is a whole number over, or times, a power of ten
/// that is exact: what any reader of JSON makes of its decimals. One of seventeen digits is read one unit off by some.
///
/// ```
/// use kehu::digits::significant;
/// assert_eq!(significant(1.0 - 0.05 - 0.04, 15), 0.91);
/// assert_eq!(significant(-12_345_678.9, 6), -12_345_700.0);
/// ```
pub fn significant(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = (digits - 1 - floor(log10(fabs(value))) as i32).min(EXACT);
    let scale = (0..places.abs()).fold(1.0, |scale, _| scale * 10.0);
    let short = if places < 0 { round(value / scale) * scale } else { round(value * scale) / scale };
    // Better inexact than nothing.
    if short == 0.0 { value } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_has_few_digits_is_read_as_it_was_written(
            digits in 1..=15_i32, mantissa in -1.0..1.0_f64, exponent in -18..15_i32,
        ) {
            let value = mantissa * 10_f64.powi(exponent);
            let short = significant(value, digits);
            let text = serde_json::to_string(&short).unwrap();
            prop_assert_eq!(serde_json::from_str::<f64>(&text).unwrap().to_bits(), short.to_bits(), "{}", text);
            prop_assert_eq!(significant(short, digits).to_bits(), short.to_bits());
            let off = (short - value).abs();
            prop_assert!(off <= (value.abs() * 0.6 * 10_f64.powi(1 - digits)).max(1e-22), "{} for {}", short, value);
        }

        #[test]
        fn digits_are_those_of_the_standard_library(number: u64, shift in 0_u32..64, width in 0_usize..=MOST) {
            let number = number >> shift;
            let mut out = String::new();
            push_digits(&mut out, number, width);
            prop_assert_eq!(out, if number == 0 && width == 0 { String::new() } else { format!("{number:0width$}") });
        }
    }

    #[test]
    fn a_width_beyond_all_numbers_is_the_widest() {
        let mut out = String::new();
        push_digits(&mut out, u64::MAX, 99);
        assert_eq!(out, u64::MAX.to_string());
        out.clear();
        push_digits(&mut out, 7, 99);
        assert_eq!(out, format!("{:020}", 7));
    }
}
