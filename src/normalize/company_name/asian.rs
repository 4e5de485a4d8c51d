//! Japanese and Korean names: the legal form stands before or after the name.

use super::Name;
use crate::text;

/// Spellings of a legal form and the form they stand for; kana, Hangul or one of these make a name Asian here.
const FORMS: [(&str, &str); 21] = [
    ("株式会社", "株式会社"),
    ("株式會社", "株式会社"),
    ("(株)", "株式会社"),
    ("（株）", "株式会社"),
    ("㈱", "株式会社"),
    ("有限会社", "有限会社"),
    ("(有)", "有限会社"),
    ("（有）", "有限会社"),
    ("㈲", "有限会社"),
    ("合同会社", "合同会社"),
    ("(同)", "合同会社"),
    ("（同）", "合同会社"),
    ("合資会社", "合資会社"),
    ("合名会社", "合名会社"),
    ("一般社団法人", "一般社団法人"),
    ("주식회사", "주식회사"),
    ("(주)", "주식회사"),
    ("（주）", "주식회사"),
    ("㈜", "주식회사"),
    ("유한회사", "유한회사"),
    ("(유)", "유한회사"),
];

/// Reads a Japanese or Korean name; `None` for others.
pub(super) fn parse(name: &str) -> Option<Name> {
    let before = FORMS.iter().find_map(|(spelling, form)| Some((name.strip_prefix(spelling)?, *form, true)));
    let after =
        || FORMS.iter().find_map(|(spelling, form)| Some((name.strip_suffix(spelling)?, *form, false)));
    match before.or_else(after) {
        Some((core, form, is_before)) => named(core.trim(), form, is_before),
        None => name.chars().any(|c| text::is_kana(c) || text::is_hangul(c)).then(|| bare(name)),
    }
}

/// The place of the form is part of the registered name, yet people mix both up: the key has it at the end.
fn named(core: &str, form: &str, is_before: bool) -> Option<Name> {
    if core.is_empty() {
        return None;
    }
    let gap = if core.chars().any(|c| text::is_han(c) || text::is_kana(c)) { "" } else { " " };
    let value = if is_before { format!("{form}{gap}{core}") } else { format!("{core}{gap}{form}") };
    let key = text::fold(core);
    let key_strict = format!("{key}{}", text::fold(form));
    Some(Name { value, legal_form: form.to_owned(), key_strict, ..of_brand(core, key) })
}

fn bare(name: &str) -> Name {
    let key = text::fold(name);
    Name { value: name.to_owned(), key_strict: key.clone(), ..of_brand(name, key) }
}

fn of_brand(brand: &str, key: String) -> Name {
    Name { brand: brand.to_owned(), key_loose: key.clone(), key_brand: key, ..Name::default() }
}
