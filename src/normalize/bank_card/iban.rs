//! International bank account numbers (ISO 13616).

use crate::normalize::{Draft, Normalized, check_digit, code};
use crate::reason::Reason;

/// Countries of the IBAN registry (ISO 13616-2, kept by SWIFT) with the length of their numbers.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 \
    DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 \
    IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 \
    OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 \
    UA29 VA22 VG24 XK20 YE30";

/// Whether the text is built like an IBAN: country, two check digits, account.
pub(super) fn looks_like(number: &str) -> bool {
    let country = number.get(..2).is_some_and(|head| head.bytes().all(|b| b.is_ascii_uppercase()));
    let check = number.get(2..4).is_some_and(code::is_digits);
    country && check && number.len() >= 10 && number.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Judges by remainder, country and length.
pub(super) fn judge(mut draft: Draft, number: &str) -> Normalized {
    if !check_digit::is_iban(number) {
        return draft.invalid(Reason::new("bank_card/check_digit"));
    }
    let country = number.get(..2).unwrap_or_default();
    draft.part("type", "iban");
    draft.part("country", country);
    let expected = LENGTHS.split_whitespace().find_map(|entry| entry.strip_prefix(country));
    if expected.and_then(|length| length.parse().ok()) != Some(number.len()) {
        draft.doubt(Reason::new("bank_card/length").with("length", number.len()));
    }
    draft.done(number, code::grouped(number, &[4]))
}
