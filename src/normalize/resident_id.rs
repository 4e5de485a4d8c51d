//! Resident identity numbers (GB 11643-1999): citizens, residence permits of Hong Kong, Macao and Taiwan residents
//! (81, 82, 83) and the 2023 form of the foreign permanent resident card (9).
//!
//! Sensitive personal information under article 28 of the Personal Information Protection Law: derive what is needed
//! and mask or drop the number. No reason or message repeats it.
//!
//! Permits of other forms share the column: the mainland travel permits of Hong Kong and Macao residents (H or M and
//! eight digits, once followed by the number of the renewal) and of Taiwan residents (eight digits), and the foreign
//! permanent resident card of before 2023 (nationality, twelve digits). None has a check digit that is published, so
//! eight bare digits are suspect.
//!
//! Parts: `type`, `birth_date`, `gender`, `region_code` or, for foreigners, `nationality_code` (ISO 3166, numeric on the
//! new card, three letters on the old one).

use super::civil::Date;
use super::{Context, Draft, Normalized, check_digit, code};
use crate::reason::Reason;
use crate::tables::regions;

const LABELS: &[&str] = &[
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "港澳台居民居住证",
    "港澳通行证",
    "台胞证",
    "回乡证",
    "永居证",
    "居民身份证号码",
    "身份证号码",
    "身份证号",
    "身份证",
    "证件号码",
    "证件号",
    "公民身份号码",
    "id",
];

/// The canonical form of `input`: 18 characters; the 15 digits of cards issued before 1999 are completed.
///
/// ```
/// use kehu::normalize::{Context, resident_id};
/// let answer = resident_id::normalize("11010519491231002x", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("11010519491231002X"));
/// assert_eq!(answer.part("birth_date"), Some("1949-12-31"));
/// assert_eq!(answer.part("gender"), Some("female"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::read(input, LABELS, context, |mut draft, text, context| {
        let number = compact(text);
        draft.step("separators", text, &number);
        judge(draft, &number, context)
    })
}

/// Capital letters and digits, without a note in brackets; signs that look like it stand for the check character X.
fn compact(text: &str) -> String {
    let text = text.split_once('(').map_or(text, |(number, note)| {
        if note.ends_with(')') && note.starts_with(|c: char| !c.is_ascii()) { number } else { text }
    });
    let number = code::compact(text, &['-', '.', '(', ')']);
    match number.strip_suffix(['×', '✕', 'Х', 'х', 'Χ', 'χ']) {
        Some(body) if code::is_digits(body) => format!("{body}X"),
        _ => number,
    }
}

fn judge(mut draft: Draft, number: &str, context: &Context) -> Normalized {
    if code::is_starred(number) && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | 'X')) {
        return draft.suspect(number, Reason::new("value/masked"));
    }
    if number.len() > 5 && code::is_filler(number) {
        return draft.suspect(number, code::placeholder(number));
    }
    match number.len() {
        18 if number.get(..17).is_some_and(code::is_digits) => eighteen(draft, number, context),
        15 if code::is_digits(number) => fifteen(draft, number, context),
        15 => old_foreigner(draft, number),
        8 if code::is_digits(number) => {
            draft.doubt(Reason::new("resident_id/form_only"));
            permit(draft, number, "taiwan_permit")
        }
        9 | 11 if number.starts_with(['H', 'M']) && number.get(1..).is_some_and(code::is_digits) => {
            travel_permit(draft, number)
        }
        length if number.bytes().all(|b| b.is_ascii_digit() || b == b'X') => {
            draft.invalid(Reason::new("resident_id/length").with("length", length))
        }
        _ => draft.invalid(Reason::new("value/not_recognized")),
    }
}

/// The renewal behind the number of a travel permit changes with every card, so it is no part of the value.
fn travel_permit(mut draft: Draft, number: &str) -> Normalized {
    let (lasting, renewal) = number.split_at_checked(9).unwrap_or((number, ""));
    draft.step("renewal", number, lasting);
    draft.part("renewal", renewal);
    permit(draft, lasting, if lasting.starts_with('H') { "hong_kong_permit" } else { "macao_permit" })
}

fn permit(mut draft: Draft, number: &str, kind: &str) -> Normalized {
    draft.part("type", kind);
    draft.done(number, number)
}

/// `USA110085070112`: nationality, place of issue, day of birth without its century, and two further digits.
fn old_foreigner(mut draft: Draft, number: &str) -> Normalized {
    let (nationality, rest) = number.split_at_checked(3).unwrap_or((number, ""));
    if !nationality.bytes().all(|b| b.is_ascii_uppercase()) || !code::is_digits(rest) {
        return draft.invalid(Reason::new("value/not_recognized"));
    }
    let part = |from: usize| rest.get(from..from + 2).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    // 1904 and 2000 are leap years, so 29 February stands in either century.
    if Date::new(2000 + i32::try_from(part(4)).unwrap_or(0), part(6), part(8)).is_none() {
        return draft.invalid(Reason::new("resident_id/birth_date"));
    }
    draft.part("nationality_code", nationality);
    permit(draft, number, "foreigner")
}

fn eighteen(draft: Draft, number: &str, context: &Context) -> Normalized {
    let check = number.get(..17).and_then(check_digit::resident_id);
    if check.is_some_and(|c| number.ends_with(c)) {
        return describe(draft, number, context);
    }
    // A spreadsheet keeps 15 significant digits and fills up with zeros.
    if number.ends_with("000") {
        return draft.invalid(Reason::new("value/spreadsheet_damage").with("value", "…000"));
    }
    draft.invalid(Reason::new("resident_id/check_digit"))
}

/// Completes a number of the first generation: the century, 18 for the serials 996 to 999 of centenarians and 19 for
/// all others, and the check character.
fn fifteen(mut draft: Draft, number: &str, context: &Context) -> Normalized {
    let is_centenarian = ["996", "997", "998", "999"].iter().any(|serial| number.ends_with(serial));
    let century = if is_centenarian { "18" } else { "19" };
    let (region, rest) = number.split_at_checked(6).unwrap_or((number, ""));
    let body = format!("{region}{century}{rest}");
    let check = check_digit::resident_id(&body).unwrap_or('X');
    let full = format!("{body}{check}");
    draft.step("eighteen_digits", number, &full);
    draft.doubt(Reason::new("resident_id/fifteen_digits"));
    describe(draft, &full, context)
}

/// Sets the parts of a number whose check character is right.
fn describe(mut draft: Draft, number: &str, context: &Context) -> Normalized {
    let Some(born) = birth_date(number) else { return draft.invalid(Reason::new("resident_id/birth_date")) };
    match context.reference_date.as_deref().and_then(Date::parse) {
        Some(today) if born > today => return draft.invalid(Reason::new("resident_id/future_birth")),
        // Nobody says what day it is, and no later birth can be vouched for.
        None if born.year() > regions::AS_OF => draft.doubt(Reason::new("resident_id/future_birth")),
        _ => {}
    }
    draft.part("birth_date", born.to_string());
    draft.part("gender", if is_male(number) == Some(true) { "male" } else { "female" });
    let kind = card_type(number);
    draft.part("type", kind);
    if kind == "foreigner" {
        draft.part("nationality_code", number.get(3..6).unwrap_or_default());
    } else {
        region(&mut draft, number);
    }
    draft.done(number, number)
}

/// The day of birth in a number of 18 characters.
pub(crate) fn birth_date(number: &str) -> Option<Date> {
    if number.len() != 18 {
        return None;
    }
    let year = number.get(6..10)?.parse().ok()?;
    let month = number.get(10..12)?.parse().ok()?;
    Date::new(year, month, number.get(12..14)?.parse().ok()?)
}

/// Whether a number of 18 characters is a man's: the serial's last digit is odd for men, even for women.
pub(crate) fn is_male(number: &str) -> Option<bool> {
    number.as_bytes().get(16).map(|digit| digit % 2 == 1)
}

fn card_type(number: &str) -> &'static str {
    match number.get(..2) {
        Some("81") => "hong_kong_resident",
        Some("82") => "macao_resident",
        Some("83") => "taiwan_resident",
        Some(head) if head.starts_with('9') => "foreigner",
        _ => "citizen",
    }
}

/// The region that issued the card; codes withdrawn since then are normal, an unknown province is not.
fn region(draft: &mut Draft, number: &str) {
    let region = number.get(..6).unwrap_or_default();
    draft.part("region_code", region);
    if !code::is_known_province(region) {
        draft.doubt(Reason::new("resident_id/unknown_region").with("region", region));
    }
}
