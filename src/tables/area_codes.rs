//! Area codes of Chinese landlines.

use std::sync::OnceLock;

use super::generated::area_codes::AREA_CODES;
use crate::sort::{Arrange, lookup};

/// The code of the region (province or city) that an area code belongs to; the code may have its leading 0 or not.
///
/// ```
/// use kehu::tables::area_codes::city;
/// assert_eq!(city("010"), Some(110000));
/// assert_eq!(city("571"), Some(330100));
/// assert_eq!(city("0999999"), None);
/// ```
pub fn city(area_code: &str) -> Option<u32> {
    region(bare(area_code))
}

/// Lengths of the numbers behind an area code.
///
/// Eight digits behind two-digit codes and those of some thirty cities, both seven and eight behind 433, 435,
/// 754 and 851, seven elsewhere (fixed-line pattern of China in the `phonenumbers` metadata).
///
/// ```
/// use kehu::tables::area_codes::subscriber_lengths;
/// assert_eq!(subscriber_lengths("021"), [8]);
/// assert_eq!(subscriber_lengths("0851"), [7, 8]);
/// assert_eq!(subscriber_lengths("0575"), [8]);
/// assert_eq!(subscriber_lengths("0570"), [7]);
/// assert!(subscriber_lengths("0123").is_empty());
/// ```
pub fn subscriber_lengths(area_code: &str) -> &'static [usize] {
    match bare(area_code) {
        code if region(code).is_none() => &[],
        "433" | "435" | "754" | "851" => &[7, 8],
        code if code.len() == 2 || is_of_eight_digits(code) => &[8],
        _ => &[7],
    }
}

/// Cities whose numbers have eight digits, apart from the two-digit area codes.
const EIGHT_DIGITS: &str = "311 371 377 379 411 431 432 451 510 511 512 513 514 515 516 517 518 519 523 527 \
    531 532 551 571 573 574 575 576 577 579 591 595 731 755 757 760 769 791 871 898";

fn is_of_eight_digits(code: &str) -> bool {
    EIGHT_DIGITS.as_bytes().chunks(4).any(|known| known.get(..3) == Some(code.as_bytes()))
}

fn bare(area_code: &str) -> &str {
    area_code.strip_prefix('0').unwrap_or(area_code)
}

fn region(bare: &str) -> Option<u32> {
    lookup(all(), bare).copied()
}

/// Every area code without its leading 0, with its region, sorted.
pub fn all() -> &'static [(&'static str, u32)] {
    static DECODED: OnceLock<Vec<(&str, u32)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let entry = |line: &'static str| {
            line.split_once(' ').and_then(|(code, region)| Some((code, region.parse().ok()?)))
        };
        let mut codes: Vec<(&str, u32)> = AREA_CODES.get().lines().filter_map(entry).collect();
        codes.arrange();
        codes
    })
}
