//! What the check digits of the standards catch, over random valid codes, and what they cannot catch.

#![allow(clippy::unwrap_used, reason = "the generators build what the standards demand")]

use kehu::normalize::{Context, Normalized, Status, check_digit, normalize};
use kehu::schema::FieldKind;
use proptest::prelude::*;

/// Characters of GB 32100-2015.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn read(kind: FieldKind, text: &str) -> Normalized {
    normalize(kind, text, &Context::default())
}

/// Every text that differs from `code` in one character, which comes from `characters`.
fn corruptions<'a>(code: &'a str, characters: &'a str) -> impl Iterator<Item = String> + 'a {
    code.char_indices().flat_map(move |(at, old)| {
        characters.chars().filter(move |c| *c != old).map(move |c| {
            let mut wrong = code.to_owned();
            wrong.replace_range(at..=at, &c.to_string());
            wrong
        })
    })
}

fn organisation_code() -> impl Strategy<Value = String> {
    "[0-9A-HJ-NP-RTUWXY]{8}".prop_map(|body| format!("{body}{}", check_digit::organisation(&body).unwrap()))
}

fn social_credit_code() -> impl Strategy<Value = String> {
    let head =
        prop::sample::select(vec!["91110105", "92440300", "93330106", "52310000", "12510100", "11650000"]);
    (head, organisation_code()).prop_map(|(head, organisation)| {
        let body = format!("{head}{organisation}");
        format!("{body}{}", check_digit::uscc(&body).unwrap())
    })
}

fn resident_id() -> impl Strategy<Value = String> {
    let region = prop::sample::select(vec!["110105", "440524", "330106", "810000", "830000"]);
    (region, 1920..2010, 1..=12, 1..=28, 0..1000).prop_map(|(region, year, month, day, serial)| {
        let body = format!("{region}{year}{month:02}{day:02}{serial:03}");
        format!("{body}{}", check_digit::resident_id(&body).unwrap())
    })
}

fn registration_number() -> impl Strategy<Value = String> {
    "[1-6][1-5]0[1-9]0[1-9][0-9]{8}".prop_map(|body| {
        let check = ('0'..='9').find(|check| check_digit::is_registration_number(&format!("{body}{check}")));
        format!("{body}{}", check.unwrap())
    })
}

fn card() -> impl Strategy<Value = String> {
    "62[0-9]{16}".prop_map(|body| {
        let check = ('0'..='9').find(|check| check_digit::is_luhn(&format!("{body}{check}")));
        format!("{body}{}", check.unwrap())
    })
}

/// The value of a character in GB 11714-1997.
fn value(c: char) -> u32 {
    c.to_digit(36).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_single_corruption_of_a_social_credit_code_passes(code in social_credit_code()) {
        prop_assert_eq!(read(FieldKind::Uscc, &code).status, Status::Valid);
        for wrong in corruptions(&code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
            // One that can be put right by a look-alike is suspect, too: the other end may be the wrong one.
            prop_assert_ne!(read(FieldKind::Uscc, &wrong).status, Status::Valid, "{} for {}", wrong, code);
        }
    }

    #[test]
    fn exchanged_neighbours_in_a_social_credit_code_never_pass(code in social_credit_code(), at in 0..17_usize) {
        let mut chars: Vec<char> = code.chars().collect();
        prop_assume!(chars[at] != chars[at + 1]);
        chars.swap(at, at + 1);
        let swapped: String = chars.into_iter().collect();
        prop_assert_ne!(read(FieldKind::Uscc, &swapped).status, Status::Valid);
    }

    /// GB 11714 counts letters from 10 to 35 modulo 11, so that 0, B, M and X are the same to it.
    #[test]
    fn an_organisation_code_misses_only_characters_that_are_equal_modulo_11(code in organisation_code()) {
        for wrong in corruptions(&code[..8], ALPHABET) {
            let passes = code.ends_with(check_digit::organisation(&wrong).unwrap());
            let is_blind = code.chars().zip(wrong.chars()).all(|(a, b)| value(a) % 11 == value(b) % 11);
            prop_assert_eq!(passes, is_blind, "{} for {}", wrong, code);
        }
    }

    #[test]
    fn no_single_corruption_of_a_resident_id_passes(code in resident_id()) {
        prop_assert_eq!(read(FieldKind::ResidentId, &code).status, Status::Valid);
        for wrong in corruptions(&code, "0123456789X") {
            prop_assert_ne!(read(FieldKind::ResidentId, &wrong).status, Status::Valid, "{} for {}", wrong, code);
        }
    }

    #[test]
    fn no_single_corruption_of_a_registration_number_or_a_card_passes(number in registration_number(), card in card()) {
        prop_assert!(corruptions(&number, "0123456789").all(|wrong| !check_digit::is_registration_number(&wrong)));
        prop_assert!(corruptions(&card, "0123456789").all(|wrong| !check_digit::is_luhn(&wrong)));
    }
}
