//! Bank cards (ISO/IEC 7812-1, JR/T 0008-2000), company accounts, and IBANs (ISO 13616).
//!
//! Parts: `type` (`card`, `account`, `iban`), `network` of a card, `country` of an IBAN. A Chinese company account is
//! 9 to 30 digits without a check digit, so nothing can be said against a number that is no card.

mod iban;

use super::{Context, Draft, Normalized, check_digit, code};
use crate::reason::Reason;

const LABELS: &[&str] = &[
    "银行卡号",
    "银行账号",
    "银行帐号",
    "对公账号",
    "对公账户",
    "开户账号",
    "卡号",
    "账号",
    "帐号",
    "账户",
    "iban",
    "a/c",
];

/// The canonical form of `input`: digits without separators, or an IBAN in capitals; further cards of the cell stand in `also`.
///
/// ```
/// use kehu::normalize::{Context, bank_card};
/// let answer = bank_card::normalize("gb82 west 1234 5698 7654 32", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("GB82WEST12345698765432"));
/// assert_eq!(answer.part("type"), Some("iban"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    let is_number = |piece: &&str| piece.chars().filter(|c| c.is_numeric()).count() > 11;
    let cards: Vec<&str> =
        input.split(['/', ';', '；', '、', ',', '，', '|', '\n']).filter(is_number).collect();
    let Some((first, others)) = cards.split_first().filter(|(_, others)| !others.is_empty()) else {
        return one(input, context);
    };
    let also = others.iter().map(|card| one(card, context)).filter(|card| card.value.is_some()).collect();
    Normalized { input: input.to_owned(), also, ..one(first, context) }
}

fn one(input: &str, context: &Context) -> Normalized {
    code::read(input, LABELS, context, |mut draft, text, _| {
        let bare = number_of(text);
        draft.step("note", text, bare);
        let text = bare;
        let number = code::compact(text, &['-', '.', '_']);
        draft.step("separators", text, &number);
        judge(draft, &number)
    })
}

/// The only long run of digits in a text with Chinese words, such as the bank's or holder's name.
fn number_of(text: &str) -> &str {
    let is_word = |c: char| !c.is_ascii() || matches!(c, ':' | '(' | ')' | ';' | ',');
    let mut runs =
        text.split(is_word).map(str::trim).filter(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 9);
    match (runs.next(), runs.next()) {
        (Some(run), None) => run,
        _ => text,
    }
}

fn judge(draft: Draft, number: &str) -> Normalized {
    if code::is_starred(number) && number.bytes().all(|b| b.is_ascii_digit() || b == b'*') {
        return draft.suspect(number, Reason::new("value/masked"));
    }
    if iban::looks_like(number) {
        return iban::judge(draft, number);
    }
    if !code::is_digits(number) {
        return draft.invalid(Reason::new("value/not_recognized"));
    }
    if !(9..=30).contains(&number.len()) {
        return draft.invalid(Reason::new("bank_card/length").with("length", number.len()));
    }
    if code::is_filler(number) {
        return draft.suspect(number, code::placeholder(number));
    }
    card_or_account(draft, number)
}

fn card_or_account(mut draft: Draft, number: &str) -> Normalized {
    match (network(number), check_digit::is_luhn(number)) {
        (Some(network), true) => {
            draft.part("type", "card");
            draft.part("network", network);
        }
        // 60 and 81 also begin company accounts of several banks; 62 and the foreign networks are cards alone.
        (Some("unionpay"), false) if !number.starts_with("62") => {
            draft.part("type", "account");
            draft.doubt(Reason::new("bank_card/no_card"));
        }
        (Some(_), false) => return draft.invalid(refusal(number)),
        (None, _) => {
            draft.part("type", "account");
            // A payment account is often kept by its owner's mobile number.
            if code::is_mainland_mobile(number) {
                draft.doubt(Reason::new("bank_card/no_card"));
            }
        }
    }
    // A spreadsheet keeps 15 significant digits; one number in ten thousand ends so by itself.
    if number.len() > 18 && number.bytes().skip(15).all(|b| b == b'0') {
        draft.doubt(Reason::new("value/spreadsheet_damage").with("value", "…0000"));
    }
    draft.done(number, code::grouped(number, &[4]))
}

/// The card network by issuer range and length (ISO/IEC 7812-1 issuer ranges as the networks publish them).
fn network(number: &str) -> Option<&'static str> {
    let head = |digits: usize| number.get(..digits).and_then(|head| head.parse::<u32>().ok()).unwrap_or(0);
    match (number.len(), head(4)) {
        (16..=19, 6200..=6299 | 6000..=6099 | 8100..=8199) => Some("unionpay"),
        (13 | 16, 4000..=4999) => Some("visa"),
        (16, 5100..=5599 | 2221..=2720) => Some("mastercard"),
        (15, 3400..=3499 | 3700..=3799) => Some("amex"),
        (16, 3528..=3589) => Some("jcb"),
        (14, 3000..=3059 | 3600..=3699 | 3800..=3999) => Some("diners"),
        _ => None,
    }
}

/// A spreadsheet keeps 15 significant digits and fills up with zeros.
fn refusal(number: &str) -> Reason {
    if number.len() > 17 && number.ends_with("000") {
        return Reason::new("value/spreadsheet_damage").with("value", "…000");
    }
    Reason::new("bank_card/check_digit")
}
