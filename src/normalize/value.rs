//! What comparing, merging and showing need of a normalized value; the rest is made anew when somebody asks.

use super::{Normalized, Status};
use crate::columns::{Symbol, Symbols, Table};
use crate::schema::FieldKind;
use crate::schema::ruleset::Part;
use crate::text;

/// The records of an engine.
pub type Records = Table<Value>;

/// A normalized value, its parts interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The canonical text; empty when there is none.
    pub text: Symbol,
    /// The text to show.
    pub display: Symbol,
    /// How far it can be trusted.
    pub status: Status,
    /// Codes of the reasons against it, separated by spaces.
    pub issues: Symbol,
    /// Whether it may be used for matching.
    pub usable: bool,
    /// Whether the canonical text says all; of a range or an estimate it says one end only, the display says both.
    pub exact: bool,
    parts: [Symbol; 8],
}

impl Value {
    /// Takes from a normalizer's answer what is kept.
    pub fn new(kind: FieldKind, normalized: &Normalized, symbols: &mut Symbols) -> Self {
        let usable = normalized.is_usable();
        let mut parts = [Symbol::EMPTY; 8];
        if usable {
            for (part, text) in parts_of(kind, normalized) {
                if let Some(slot) = parts.get_mut(part as usize) {
                    *slot = symbols.intern(&text);
                }
            }
        }
        let issues: Vec<&str> = normalized.reasons.iter().map(|r| r.code.as_ref()).collect();
        Self {
            issues: symbols.intern(&issues.join(" ")),
            text: symbols.intern(normalized.value.as_deref().unwrap_or_default()),
            display: symbols.intern(&normalized.display),
            status: normalized.status,
            exact: normalized.is_exact(),
            usable,
            parts,
        }
    }

    /// A part to compare by; [`Symbol::EMPTY`] where the value lacks it.
    pub fn part(&self, part: Part) -> Symbol {
        self.parts.get(part as usize).copied().unwrap_or(Symbol::EMPTY)
    }
}

fn parts_of(kind: FieldKind, n: &Normalized) -> Vec<(Part, String)> {
    let value = n.value.as_deref().unwrap_or_default();
    let part = |name: &str| n.part(name).unwrap_or_default().to_owned();
    match kind {
        FieldKind::CompanyName => company_parts(n, value),
        FieldKind::PersonName => person_parts(n, value),
        FieldKind::Phone => vec![
            (Part::Value, phone_number(n, value)),
            (Part::Brand, n.part("type").filter(|kind| *kind == "mobile").unwrap_or_default().to_owned()),
            (Part::Branch, part("extension")),
        ],
        FieldKind::Email => {
            vec![(Part::Value, part("key")), (Part::Loose, part("local")), (Part::Brand, own_domain(n))]
        },
        FieldKind::Region => region_parts(n, text::fold(value)),
        FieldKind::Address => {
            let mut parts = place_parts(n, text::fold(value));
            parts.push((Part::Loose, part("key")));
            parts
        }
        FieldKind::Uscc => vec![(Part::Value, value.to_owned()), (Part::Loose, part("organisation_code"))],
        FieldKind::Url => vec![(Part::Value, value.to_owned()), (Part::Brand, part("registrable_domain"))],
        FieldKind::Date => vec![(Part::Value, value.chars().take(10).filter(char::is_ascii_digit).collect())],
        FieldKind::Text | FieldKind::JobTitle => vec![(Part::Value, text::fold(value))],
        _ => vec![(Part::Value, value.to_owned())],
    }
}

fn company_parts(n: &Normalized, value: &str) -> Vec<(Part, String)> {
    let part = |name: &str| n.part(name).unwrap_or_default().to_owned();
    let brand = part("key_brand");
    // A full legal name is unique where it is registered; a short name is not.
    let strict = if part("legal_form").is_empty() { String::new() } else { part("key_strict") };
    let sound =
        if text::contains_han(&brand) { text::pinyin(&brand).concat() } else { brand.replace(' ', "") };
    vec![
        (Part::Value, text::fold(value)),
        (Part::Strict, strict),
        (Part::Loose, part("key_loose")),
        (Part::Brand, brand),
        (Part::Branch, text::fold(&part("branch"))),
        (Part::Region, region_path(&part("region"))),
        (Part::Sound, sound),
    ]
}

fn place_parts(n: &Normalized, folded: String) -> Vec<(Part, String)> {
    let path = region_path(n.part("code").unwrap_or_default());
    vec![(Part::Value, folded), (Part::City, city_of(&path)), (Part::Region, path)]
}

/// A region that no code is known of can only be compared by its name.
fn region_parts(n: &Normalized, folded: String) -> Vec<(Part, String)> {
    let name = if n.part("code").is_none() { folded.clone() } else { String::new() };
    let mut parts = place_parts(n, folded);
    parts.push((Part::Loose, name));
    parts
}

/// The city of a region path; of a municipality (北京 11, 天津 12, 上海 31, 重庆 50) the municipality itself.
fn city_of(path: &str) -> String {
    let is_municipality = ["11", "12", "31", "50"].iter().any(|code| path.starts_with(code));
    path.get(..if is_municipality { 2 } else { 4 }).unwrap_or_default().to_owned()
}

/// A name such as 张总 has no given name: it stands for a family, not for a person.
fn person_parts(n: &Normalized, value: &str) -> Vec<(Part, String)> {
    let part = |name: &str| n.part(name).unwrap_or_default().to_owned();
    let family = text::fold(&part("family"));
    if n.reasons.iter().any(|r| r.code == "person/partial") {
        return vec![(Part::Brand, family)];
    }
    let name = n.part("key").map_or_else(|| text::fold(value), str::to_owned);
    vec![(Part::Value, name), (Part::Brand, family), (Part::Sound, part("pinyin"))]
}

/// The number that rings, without extension.
fn phone_number(n: &Normalized, value: &str) -> String {
    let number = n.part("e164").unwrap_or(value);
    number.split(';').next().unwrap_or(number).to_owned()
}

/// The email's domain where it is a company's own.
fn own_domain(n: &Normalized) -> String {
    let free = n.part("class").is_some_and(|class| class == "free");
    if free { String::new() } else { n.part("domain").unwrap_or_default().to_owned() }
}

/// A GB/T 2260 code without trailing zero levels, so that a region contains those whose path it begins.
fn region_path(code: &str) -> String {
    let mut path = code;
    while path.len() > 2 && path.ends_with("00") {
        path = path.strip_suffix("00").unwrap_or(path);
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_paths_nest() {
        assert_eq!(region_path("330000"), "33");
        assert_eq!(region_path("330100"), "3301");
        assert_eq!(region_path("330106"), "330106");
        assert_eq!(region_path(""), "");
        assert_eq!(
            (city_of("330106"), city_of("33"), city_of("310115")),
            ("3301".into(), String::new(), "31".into())
        );
    }
}
