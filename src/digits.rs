//! Whole numbers as decimal digits. Amounts, dates and times are written for every customer; the standard library's
//! formatter takes several times as long, and its code for padding is larger than this.

use std::str;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
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
