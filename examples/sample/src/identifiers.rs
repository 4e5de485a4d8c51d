//! Numbers that identify: made without two things ever sharing one by accident.

use crate::rng::{Rng, Spread, spread};

/// Digits and capitals without I, O, S, V and Z (GB 32100-2015, table 1), in the order of their values.
const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Companies founded from this year on have organisation codes that begin with MA.
const FIRST_YEAR_OF_MA: i32 = 2016;

/// The kind of body in a unified social credit code: its first two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// A company or another enterprise.
    Enterprise,
    /// A family business (个体工商户).
    Individual,
}

/// A unified social credit code (GB 32100-2015) with the organisation code (GB 11714-1997) inside; both check characters are right.
pub(crate) fn uscc(body: Body, region: &str, founded: i32, serial: u32, seed: u64) -> String {
    let head = if body == Body::Enterprise { "91" } else { "92" };
    let organisation = organisation_body(founded, serial, seed);
    let mut code = format!("{head}{region}{organisation}{}", organisation_check(&organisation));
    code.push(uscc_check(&code));
    code
}

fn organisation_body(founded: i32, serial: u32, seed: u64) -> String {
    if founded < FIRST_YEAR_OF_MA {
        return format!("{:08}", spread(Spread::Organisation, serial, 100_000_000, seed));
    }
    let mut rest = spread(Spread::Organisation, serial, 31_u64.pow(6), seed);
    let mut tail = [b'0'; 6];
    for place in tail.iter_mut().rev() {
        *place = USCC_ALPHABET[(rest % 31) as usize];
        rest /= 31;
    }
    tail.iter().fold(String::from("MA"), |code, &c| code + char::from(c).encode_utf8(&mut [0; 4]))
}

fn organisation_check(body: &str) -> char {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let sum: u32 = body.chars().zip(ORGANISATION_WEIGHTS).map(|(c, weight)| value(c) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

fn uscc_check(code: &str) -> char {
    let value = |b: u8| USCC_ALPHABET.iter().position(|&c| c == b).unwrap_or(0) as u32;
    let sum: u32 = code.bytes().zip(USCC_WEIGHTS).map(|(b, weight)| value(b) * weight).sum();
    char::from(USCC_ALPHABET[((31 - sum % 31) % 31) as usize])
}

/// Beginnings of mobile numbers of the three networks (电信网编号计划).
const MOBILE_PREFIXES: [&str; 34] = [
    "138", "139", "137", "136", "135", "134", "159", "158", "157", "150", "151", "152", "188", "187", "182",
    "183", "184", "130", "131", "132", "155", "156", "185", "186", "176", "166", "133", "153", "180", "181",
    "189", "177", "173", "199",
];

/// A mobile number.
pub(crate) fn mobile(serial: u32, seed: u64) -> String {
    let number = spread(Spread::Mobile, serial, MOBILE_PREFIXES.len() as u64 * 100_000_000, seed);
    let prefix = MOBILE_PREFIXES[(number / 100_000_000) as usize];
    format!("{prefix}{:08}", number % 100_000_000)
}

/// A landline without its area code.
pub(crate) fn landline(serial: u32, digits: usize, seed: u64) -> String {
    const FIRST: [&str; 5] = ["8", "6", "5", "3", "2"];
    let rest = 10_u64.pow(digits as u32 - 1);
    let number = spread(Spread::Landline, serial, FIRST.len() as u64 * rest, seed);
    format!("{}{:0width$}", FIRST[(number / rest) as usize], number % rest, width = digits - 1)
}

/// A QQ number of eight to ten digits.
pub(crate) fn qq(serial: u32, seed: u64) -> String {
    (20_000_000 + spread(Spread::Qq, serial, 3_000_000_000, seed)).to_string()
}

const TOKEN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A WeChat OpenID or UnionID: 28 characters, as observed; its form is not published.
pub(crate) fn wechat_token(rng: &mut Rng, head: &str) -> String {
    format!("{head}{}", rng.text(28 - head.len(), TOKEN))
}

/// A company's account at a bank: 16 to 19 digits without a check digit.
pub(crate) fn bank_account(rng: &mut Rng) -> String {
    const HEADS: [&str; 8] = ["1202", "3300", "4000", "1100", "7559", "3105", "8110", "5840"];
    let length = 12 + rng.below(4) as usize;
    format!("{}{}", rng.pick(&HEADS), rng.digits(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_checks_of_a_published_code_are_found() {
        assert_eq!(organisation_check("19220382"), '1');
        // As printed on the public business licence of Huawei Technologies Co., Ltd.: 914403001922038216.
        assert_eq!(uscc_check("91440300192203821"), '6');
    }

    #[test]
    fn numbers_do_not_meet() {
        let mobiles: BTreeSet<_> = (0..50_000).map(|serial| mobile(serial, 99)).collect();
        let codes: BTreeSet<_> = (0..50_000).map(|s| uscc(Body::Enterprise, "330100", 2020, s, 5)).collect();
        let landlines: BTreeSet<_> = (0..50_000).map(|serial| landline(serial, 7, 3)).collect();
        assert_eq!((mobiles.len(), codes.len(), landlines.len()), (50_000, 50_000, 50_000));
    }
}
