//! Names of companies and other organisations.
//!
//! A Chinese name is region + brand (字号) + industry + legal form (《企业名称登记管理规定》, State Council Order 734,
//! art. 6); it is read from both ends, because the middle is free. Other names end, some begin, with a legal form.
//! Three keys let names be compared: `key_strict` (everything, folded), `key_loose` (brand, industry, branch) and
//! `key_brand`. What a Chinese name has beside it in Latin letters is its `alias`, which no key holds; where that is a whole
//! name, it is a further one of the cell.

mod asian;
mod bilingual;
mod chinese;
mod clean;
mod place;
mod words;
mod world;

use super::settle::settle;
use super::{Context, Draft, Normalized, code, person_name, search};
use crate::reason::Reason;
use crate::text;
use clean::Clean;

/// What a name consists of; absent parts are empty.
#[derive(Debug, Default, PartialEq, Eq)]
struct Name {
    /// The name in its canonical spelling.
    value: String,
    /// GB/T 2260 code of the region.
    region: String,
    region_name: String,
    brand: String,
    industry: String,
    legal_form: String,
    branch: String,
    key_strict: String,
    key_loose: String,
    key_brand: String,
    /// A brand in another script beside the Chinese one.
    alias: String,
    /// The legal form is cut off, as in `某某有限`.
    is_cut_off: bool,
}

/// The canonical form of a company's name.
///
/// The characters of the name stay as written, for a name in Hong Kong is registered in traditional ones; the keys
/// are simplified.
///
/// ```
/// use kehu::normalize::{Context, company_name};
/// let answer = company_name::normalize("深圳市腾讯计算机系统有限公司", &Context::default());
/// assert_eq!(answer.part("region"), Some("440300"));
/// assert_eq!(answer.part("brand"), Some("腾讯"));
/// assert_eq!(answer.part("industry"), Some("计算机系统"));
/// assert_eq!(answer.part("legal_form"), Some("有限公司"));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    settle(input, cell)
}

/// Reads a cell, which may hold several names.
fn cell(input: &str) -> Normalized {
    let tidy = clean::tidy(input);
    let Some(companies) = clean::several(&tidy) else { return one(input, &tidy) };
    let mut each = companies.iter().map(|company| settle(company, |text| one(text, &clean::tidy(text))));
    let Some(mut first) = each.next() else { return Draft::new(input).empty() };
    first.also = each.collect();
    first.input = input.to_owned();
    first
}

fn one(input: &str, tidy: &str) -> Normalized {
    let mut draft = Draft::new(input);
    draft.step("repair", input, tidy);
    let clean = clean::clean(tidy);
    draft.step("strip", tidy, &clean.name);
    if tidy.is_empty() {
        return draft.empty();
    }
    let is_link = tidy.starts_with("www.") || search::find(tidy, "://").is_some();
    if clean.name.is_empty() || is_link || code::is_mail_address(tidy) {
        return nameless(draft, tidy);
    }
    let name = parse(&clean.name);
    draft.step("spelling", &clean.name, &name.value);
    judge(&mut draft, &clean, &name);
    let value = name.value.clone();
    let also = foreign_name(&clean.alias);
    set_parts(&mut draft, name, clean);
    Normalized { also: also.into_iter().collect(), ..draft.done(value.as_str(), value.as_str()) }
}

/// The name in another language, where it is a whole one: another record may have only that.
fn foreign_name(alias: &str) -> Option<Normalized> {
    let name = (!alias.is_empty()).then(|| settle(alias, |text| one(text, &clean::tidy(text))))?;
    name.part("legal_form").is_some().then_some(name)
}

/// Nothing but punctuation fills a mandatory field; a phone number is in the wrong one.
fn nameless(draft: Draft, tidy: &str) -> Normalized {
    if tidy.chars().any(char::is_alphanumeric) {
        return draft.invalid(Reason::new("company/no_name"));
    }
    draft.suspect(tidy, code::placeholder(tidy))
}

/// Whether what a name names behind a company is a department within it, and no branch: 财务部.
pub(crate) fn is_department(branch: &str) -> bool {
    words::DEPARTMENTS.contains(branch)
}

fn parse(name: &str) -> Name {
    if let Some(parsed) = asian::parse(name) {
        return parsed;
    }
    if text::contains_han(name) { bilingual::parse(name) } else { world::parse(name) }
}

fn set_parts(draft: &mut Draft, name: Name, clean: Clean) {
    draft.part("region", name.region);
    draft.part("region_name", name.region_name);
    draft.part("brand", name.brand);
    draft.part("industry", name.industry);
    draft.part("legal_form", name.legal_form);
    draft.part("branch", name.branch);
    draft.part("key_strict", name.key_strict);
    draft.part("key_loose", name.key_loose);
    draft.part("key_brand", name.key_brand);
    draft.part("alias", if clean.alias.is_empty() { name.alias } else { clean.alias });
    draft.part("former_name", clean.former_name);
    draft.part("note", clean.note);
    draft.part("contact", clean.contact);
    draft.part("phone", clean.phone);
}

fn judge(draft: &mut Draft, clean: &Clean, name: &Name) {
    // X Corp. is a company, XX有限公司 is none.
    let is_hidden = name.brand.chars().count() > 1 && name.brand.chars().all(is_filler);
    // Test Company
    let is_bare = name.region.is_empty() && name.industry.is_empty() && !name.legal_form.is_empty();
    let is_dummy = is_bare && words::DUMMIES.contains(&name.key_brand);
    if is_hidden || is_dummy || is_placeholder(&clean.name) {
        draft.doubt(code::placeholder(&clean.name));
    } else if name.brand.contains('*') {
        draft.doubt(Reason::new("value/masked"));
    }
    if !clean.note.is_empty() {
        draft.doubt(Reason::new("company/note").with("note", &clean.note));
    }
    if !clean.former_name.is_empty() {
        draft.doubt(Reason::new("company/former_name").with("name", &clean.former_name));
    }
    if !clean.contact.is_empty() || !clean.phone.is_empty() {
        draft.doubt(Reason::new("company/pasted_contact"));
    }
    // 科技有限公司: nothing tells whose.
    let is_trade = name.region.is_empty()
        && !name.industry.is_empty()
        && name.brand == name.industry
        && name.legal_form.ends_with("公司");
    // No region ends in 公司.
    let is_region = || !name.legal_form.ends_with("公司") && place::is_region(&text::simplify(&clean.name));
    if is_trade || is_region() {
        draft.doubt(Reason::new("company/no_name"));
    }
    if name.is_cut_off {
        draft.doubt(Reason::new("company/cut_off"));
    }
    if holds_address(&clean.name) {
        draft.doubt(Reason::new("company/holds_address"));
    }
    if is_person(&clean.name, name) {
        draft.doubt(Reason::new("company/looks_like_person").with("value", &clean.name));
    }
}

/// Whether a house number stands in the name: `金田路4028号`.
fn holds_address(name: &str) -> bool {
    let is_numbered = |(before, _): (&str, &str)| before.ends_with(|c: char| c.is_ascii_digit());
    name.contains(['路', '街', '道', '巷']) && name.split_once('号').is_some_and(is_numbered)
}

fn is_person(text: &str, name: &Name) -> bool {
    let has_structure =
        [&name.legal_form, &name.industry, &name.region_name].iter().any(|part| !part.is_empty());
    !has_structure && person_name::looks_like_person(text)
}

/// The most characters that a dummy has, its legal form included.
const DUMMY_MAX: usize = 14;

/// Whether the name only fills a mandatory field; numbers and legal forms behind a dummy do not make it real.
fn is_placeholder(name: &str) -> bool {
    if name.chars().count() > DUMMY_MAX {
        return text::is_placeholder(name);
    }
    let simplified = text::lower(&text::simplify(name));
    let bare = simplified.trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')')
    });
    let stem = words::strip_form(bare);
    bare.is_empty()
        || text::is_placeholder(name.trim())
        || words::DUMMIES.contains(bare)
        || words::DUMMIES.contains(stem)
        || stem.chars().all(is_filler)
}

/// Whether a character stands for one that is not told: 某某有限公司, XX公司.
fn is_filler(c: char) -> bool {
    matches!(c, 'x' | 'X' | '*' | '某' | '?' | '？')
}

#[cfg(test)]
mod tests;
