//! What the value of one field tells of another: the region of a landline, the birth date in a resident ID.

use crate::columns::Symbols;
use crate::messages::Language;
use crate::normalize::{Context, Status, Value, normalize, resident_id};
use crate::schema::FieldKind;
use crate::schema::ruleset::{Fact, Part};
use crate::tables::{area_codes, regions};

/// Whether values of a kind can tell a fact.
pub fn tells(kind: FieldKind, fact: Fact) -> bool {
    use FieldKind::{Address, CompanyName, Email, Phone, Region, ResidentId, Url, Uscc};
    match fact {
        Fact::Province | Fact::City | Fact::County => {
            matches!(kind, Phone | ResidentId | Uscc | Address | Region | CompanyName)
        }
        Fact::BirthDate | Fact::Gender => kind == ResidentId,
        Fact::Domain => matches!(kind, Email | Url),
        Fact::Industry => kind == CompanyName,
    }
}

/// The fact that a value tells, as a text that a field can be given; `None` when it does not tell it.
pub fn derive(
    fact: Fact,
    kind: FieldKind,
    value: &Value,
    symbols: &Symbols,
    language: Language,
) -> Option<String> {
    if !value.usable() {
        return None;
    }
    let text = symbols.text(value.text);
    match fact {
        Fact::Province | Fact::City | Fact::County => region_of(region_code(kind, value, symbols)?, fact),
        Fact::BirthDate => resident_id::birth_date(text).map(|born| born.to_string()),
        Fact::Gender => Some(gender_name(resident_id::is_male(text)?, language).to_owned()),
        Fact::Domain => {
            value.part(Part::Brand, symbols).present().map(|domain| symbols.text(domain).to_owned())
        }
        Fact::Industry => industry(kind, text),
    }
}

/// Whether a given value says the same as a derived one; `None` when they cannot be compared.
pub fn agrees(fact: Fact, kind: FieldKind, given: &Value, derived: &str, symbols: &Symbols) -> Option<bool> {
    let text = symbols.text(given.text);
    match fact {
        Fact::Province | Fact::City | Fact::County => {
            Some(regions::are_related(region_code(kind, given, symbols)?, derived.parse().ok()?))
        }
        Fact::Gender => Some(read_gender(text)? == read_gender(derived)?),
        Fact::BirthDate => Some(text.get(..10)? == derived),
        Fact::Domain => Some(symbols.text(given.part(Part::Brand, symbols).present()?) == derived),
        Fact::Industry => Some(text == derived),
    }
}

/// The code of the region that a value names or belongs to, as it is today.
fn region_code(kind: FieldKind, value: &Value, symbols: &Symbols) -> Option<u32> {
    let text = symbols.text(value.text);
    let code = match kind {
        FieldKind::Phone => return area(text),
        FieldKind::ResidentId => text.get(..6)?.parse().ok()?,
        FieldKind::Uscc if text.len() == 18 => text.get(2..8)?.parse().ok()?,
        FieldKind::Address | FieldKind::Region | FieldKind::CompanyName => {
            let path = symbols.text(value.part(Part::Region, symbols).present()?);
            let levels = u32::try_from(path.len()).ok()?;
            path.parse::<u32>().ok()?.checked_mul(10_u32.checked_pow(6_u32.checked_sub(levels)?)?)?
        }
        _ => return None,
    };
    regions::levels(code).into_iter().find_map(regions::present).map(|region| region.code)
}

/// The region of a landline of the mainland by its area code, which a mobile number does not have.
fn area(number: &str) -> Option<u32> {
    let national = number.strip_prefix("+86")?;
    let is_mobile = national.starts_with('1') && !national.starts_with("10");
    let code = [2, 3].into_iter().find_map(|digits| area_codes::city(national.get(..digits)?))?;
    (!is_mobile).then_some(code)
}

/// The code of a region's province, city or county; of a municipality, the city is the municipality itself.
fn region_of(code: u32, fact: Fact) -> Option<String> {
    let [own, city, province] = regions::levels(code);
    let wanted = match fact {
        Fact::Province => province,
        Fact::City if regions::is_municipal(code) => province,
        Fact::City if city != province => city,
        Fact::County if own != city => own,
        _ => return None,
    };
    // A county under the province itself has no city above it.
    regions::by_code(wanted).map(|_| wanted.to_string())
}

fn gender_name(is_male: bool, language: Language) -> &'static str {
    match (is_male, language) {
        (true, Language::Zh) => "男",
        (false, Language::Zh) => "女",
        (true, Language::En) => "male",
        (false, Language::En) => "female",
    }
}

/// Whether a gender written in words is male.
fn read_gender(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    let is_any = |words: &[&str]| words.contains(&word.as_str());
    if is_any(&["男", "男性", "先生", "m", "male", "mr", "1"]) {
        return Some(true);
    }
    is_any(&["女", "女性", "女士", "小姐", "f", "female", "ms", "mrs", "2"]).then_some(false)
}

fn industry(kind: FieldKind, name: &str) -> Option<String> {
    let context = Context::default();
    let company = normalize(kind, name, &context);
    let industry = normalize(FieldKind::Industry, company.part("industry")?, &context);
    industry.value.filter(|_| industry.status == Status::Valid)
}
