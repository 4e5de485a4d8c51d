//! Unified social credit codes (GB 32100-2015) and their predecessors: the organisation code (GB 11714-1997), the
//! registration number (GS 15-2006) and the tax numbers built on them.
//!
//! Parts: `type` (`uscc`, `organisation_code`, `registration_number`, `tax_number`), `registration_authority`,
//! `category`, `region_code`, `organisation_code`. The organisation code is the same in all of a firm's codes, old and
//! new, so records link by it.

mod unified;

use super::{Context, Draft, Normalized, check_digit, code};
use crate::reason::Reason;

const LABELS: &[&str] = &[
    "统一社会信用代码证",
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "纳税人识别号",
    "组织机构代码证号",
    "组织机构代码",
    "营业执照注册号",
    "营业执照号",
    "注册号",
    "税号",
    "uscc",
];

/// The canonical form of `input`: capital letters and digits without separators.
///
/// ```
/// use kehu::normalize::{Context, Status, uscc};
/// let answer = uscc::normalize("统一社会信用代码：9135 0100 M000 100Y43", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("91350100M000100Y43"));
/// assert_eq!(answer.part("organisation_code"), Some("M000100Y4"));
/// assert_eq!(answer.status, Status::Valid);
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::read(input, LABELS, context, |mut draft, text, _| {
        // Licences print the number of the copy behind it: (1-1).
        let bare = code::without_note(text);
        draft.step("note", text, bare);
        let number = compact(bare);
        let codes = codes_in(bare);
        if let Some((first, others)) = codes.split_first()
            && number.len() != first.len()
        {
            draft.step("note", bare, first);
            let mut answer = judge(draft, &compact(first));
            answer.also = others.iter().map(|code| judge(Draft::new(code), &compact(code))).collect();
            return answer;
        }
        draft.step("separators", bare, &number);
        judge(draft, &number)
    })
}

/// The codes in a text that holds more than one, or other words: runs of 18 letters and digits, each once. The stars of a mask
/// belong to its run.
fn codes_in(text: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '*') {
        let run = if code::is_starred(run) { run } else { run.trim_matches('*') };
        if run.len() == 18 && run.starts_with(|c: char| c.is_ascii_digit()) && !codes.contains(&run) {
            codes.push(run);
        }
    }
    codes
}

fn compact(text: &str) -> String {
    code::compact(text, &['-', '.', '_', '·'])
}

fn judge(draft: Draft, number: &str) -> Normalized {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'*';
    if code::is_starred(number) && number.bytes().all(is_plain) {
        return draft.suspect(number, Reason::new("value/masked"));
    }
    if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return draft.invalid(Reason::new("value/not_recognized"));
    }
    if number.len() >= 9 && code::is_filler(number) {
        return draft.suspect(number, code::placeholder(number));
    }
    match number.len() {
        9 => organisation(draft, number),
        13 if code::is_digits(number) => unchecked(draft, number, "registration_number"),
        15 => fifteen(draft, number),
        17 | 20 if number.get(..15).is_some_and(code::is_digits) => unchecked(draft, number, "tax_number"),
        18 => unified::judge(draft, number),
        length => draft.invalid(Reason::new("uscc/length").with("length", length)),
    }
}

/// Nine characters: an organisation code, written `59467239-9`.
fn organisation(mut draft: Draft, number: &str) -> Normalized {
    if !is_organisation(number) {
        return draft.invalid(Reason::new("uscc/check_digit"));
    }
    draft.part("type", "organisation_code");
    draft.part("organisation_code", number);
    let (body, check) = number.split_at_checked(8).unwrap_or((number, ""));
    draft.done(number, [body, "-", check].concat())
}

/// Fifteen characters: a registration number, or the old tax number (region + organisation code).
fn fifteen(mut draft: Draft, number: &str) -> Normalized {
    let organisation = number.get(6..).filter(|tail| is_organisation(tail));
    match (check_digit::is_registration_number(number), organisation) {
        (true, _) => draft.part("type", "registration_number"),
        (false, Some(code)) => {
            draft.part("type", "tax_number");
            draft.part("organisation_code", code);
        }
        (false, None) => return draft.invalid(Reason::new("uscc/check_digit")),
    }
    region(&mut draft, number.get(..6));
    draft.done(number, number)
}

/// Numbers without a check digit: registration numbers before 2007 and tax numbers of individuals.
fn unchecked(mut draft: Draft, number: &str, kind: &str) -> Normalized {
    draft.part("type", kind);
    region(&mut draft, number.get(..6));
    draft.suspect(number, Reason::new("uscc/no_check_digit"))
}

fn is_organisation(number: &str) -> bool {
    let Some((body, check)) = number.split_at_checked(8) else { return false };
    check.chars().eq(check_digit::organisation(body))
}

/// Sets the region of registration; codes withdrawn since then are normal, an unknown province is not.
fn region(draft: &mut Draft, region: Option<&str>) {
    let Some(region) = region else { return };
    draft.part("region_code", region);
    if !code::is_known_province(region) {
        draft.doubt(Reason::new("uscc/unknown_region").with("region", region));
    }
}
