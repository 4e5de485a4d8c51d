//! The 18 characters of GB 32100-2015, judged by their two check characters.

use super::{is_organisation, region};
use crate::normalize::{Draft, Normalized, check_digit, code, resident_id, search};
use crate::reason::Reason;

/// Registration authorities (first character) of GB 32100-2015 and its amendments.
const AUTHORITIES: &str = "123456789ANY";

/// Letters that the code never contains, with the characters they are mistaken for.
const NEVER_USED: [(char, char); 5] = [('O', '0'), ('I', '1'), ('Z', '2'), ('S', '5'), ('V', 'U')];

/// Characters that are both used and look alike.
const LOOK_ALIKE: [(char, char); 2] = [('8', 'B'), ('B', '8')];

/// What the outer (GB 32100) and the inner (GB 11714) check character say.
struct Checks {
    outer: bool,
    inner: bool,
}

/// Judges a text of 18 capital letters and digits.
///
/// Codes of the pilot years before 2016 carry a wrong outer and a right inner check character, so that combination is
/// suspect and not invalid. A code with one look-alike character wrong is corrected when only one correction passes
/// both checks.
pub(super) fn judge(mut draft: Draft, number: &str) -> Normalized {
    let checks = Checks::of(number);
    if checks.outer && checks.inner {
        // Zeros alone are no organisation; their check characters are right for some regions.
        if number.get(8..16) == Some("00000000") {
            return draft.invalid(Reason::new("value/spreadsheet_damage").with("value", number));
        }
        return accept(draft, number);
    }
    if is_resident_id(number) {
        return draft.invalid(Reason::new("uscc/resident_id"));
    }
    if let Some(corrected) = correction(number) {
        draft.step("look_alike", number, &corrected);
        draft.doubt(Reason::new("uscc/corrected").with("from", number).with("to", corrected.as_str()));
        return accept(draft, &corrected);
    }
    let doubt = match checks {
        Checks { inner: true, .. } => "uscc/pilot_or_typo",
        Checks { outer: true, .. } => "uscc/organisation_check",
        _ => return draft.invalid(refusal(number)),
    };
    draft.doubt(Reason::new(doubt));
    accept(draft, number)
}

impl Checks {
    /// Both fail for a text that is not built like a code.
    fn of(number: &str) -> Self {
        let built = is_built_right(number);
        let outer = number.get(..17).and_then(check_digit::uscc);
        Self {
            outer: built && outer.is_some_and(|check| number.ends_with(check)),
            inner: built && number.get(8..17).is_some_and(is_organisation),
        }
    }
}

fn is_built_right(number: &str) -> bool {
    let allowed = !number.contains(NEVER_USED.map(|(letter, _)| letter));
    allowed
        && number.bytes().next().is_some_and(|first| search::has(AUTHORITIES, first))
        && number.get(2..8).is_some_and(code::is_digits)
}

fn accept(mut draft: Draft, number: &str) -> Normalized {
    draft.part("type", "uscc");
    draft.part("registration_authority", number.get(..1).unwrap_or_default());
    draft.part("category", category(number));
    draft.part("organisation_code", number.get(8..17).unwrap_or_default());
    region(&mut draft, number.get(2..8));
    draft.done(number, number)
}

/// What the first two characters say of the registered body (GB 32100-2015, annex A), the commonest first; all others are
/// `other`.
const CATEGORIES: &str = "91 enterprise 92 individual_business 93 farmers_cooperative 11 government 12 public_institution \
    13 mass_organisation 21 foreign_news_bureau 31 law_firm 32 notary 33 legal_service 34 forensic_institution \
    35 arbitration_commission 41 foreign_cultural_centre 51 social_organisation 52 private_non_enterprise_unit 53 foundation \
    61 foreign_tourism_office 62 hk_mo_tw_tourism_office 71 religious_site 72 religious_school 81 trade_union A1 military_unit \
    N1 village_group_economy N2 village_economy N3 township_economy";

fn category(number: &str) -> &'static str {
    let kind = number.get(..2).unwrap_or_default();
    let mut words = CATEGORIES.split(' ');
    words.by_ref().find(|word| *word == kind).and_then(|_| words.next()).unwrap_or("other")
}

/// The one code that passes both checks and differs in look-alikes only.
fn correction(number: &str) -> Option<String> {
    let spelled = without_never_used(number);
    if spelled != number && passes_both(&spelled) {
        return Some(spelled);
    }
    let mut passing = single_swaps(&spelled).filter(|candidate| passes_both(candidate));
    let first = passing.next()?;
    passing.next().is_none().then_some(first)
}

fn passes_both(number: &str) -> bool {
    let checks = Checks::of(number);
    checks.outer && checks.inner
}

fn without_never_used(number: &str) -> String {
    number.chars().map(|c| swapped(c, &NEVER_USED).unwrap_or(c)).collect()
}

/// Every text that differs from `number` in one look-alike character.
fn single_swaps(number: &str) -> impl Iterator<Item = String> {
    number.char_indices().filter_map(move |(i, c)| {
        let mut candidate = number.to_owned();
        candidate.replace_range(i..i + c.len_utf8(), swapped(c, &LOOK_ALIKE)?.encode_utf8(&mut [0; 4]));
        Some(candidate)
    })
}

fn swapped(c: char, pairs: &[(char, char)]) -> Option<char> {
    pairs.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}

/// Whether the number is a person's resident identity number in the wrong field.
fn is_resident_id(number: &str) -> bool {
    let Some((body, check)) = number.split_at_checked(17) else { return false };
    check.chars().eq(check_digit::resident_id(body))
        && resident_id::birth_date(number).is_some_and(|born| (1850..2100).contains(&born.year()))
}

/// Why a code that fails both checks is refused.
fn refusal(number: &str) -> Reason {
    if code::is_digits(number) && number.ends_with("000") {
        return Reason::new("value/spreadsheet_damage").with("value", number);
    }
    match number.chars().find(|c| NEVER_USED.iter().any(|(letter, _)| letter == c)) {
        Some(letter) => Reason::new("uscc/alphabet").with("character", letter),
        None => Reason::new("uscc/check_digit"),
    }
}
