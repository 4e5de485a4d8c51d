//! What comparing, merging and showing need of a normalized value; the rest is made anew when somebody asks.

use std::borrow::Cow;

use super::{Context, Normalized, Status, code};
use crate::bytes::Reader;
use crate::columns::{Symbol, SymbolReader, SymbolWriter, Symbols, Table};
use crate::schema::FieldKind;
use crate::schema::ruleset::Part;
use crate::tables::regions;
use crate::text;

/// The records of an engine.
pub type Records = Table<Value>;

/// A normalized value, its parts interned.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// The canonical text; empty when there is none.
    pub text: Symbol,
    /// Where the symbols keep what is neither absent nor the canonical text: the text to show, the issues, the parts.
    others: u32,
    /// How far it can be trusted.
    pub status: Status,
    /// Bits that tell what is so.
    flags: u8,
    /// A bit for each part that there is, and for each that is the canonical text.
    there: u8,
    as_text: u8,
}

impl Value {
    /// Takes from a normalizer's answer what is kept.
    fn new(kind: FieldKind, normalized: &Normalized, symbols: &mut Symbols) -> Self {
        let usable = normalized.is_usable();
        let value = normalized.value.as_deref().unwrap_or_default();
        let text = symbols.intern(value);
        // Many parts, and what is shown, are the value itself.
        let mut intern = |other: &str| if other == value { text } else { symbols.intern(other) };
        let mut parts = [Symbol::EMPTY; 8];
        if usable {
            each_part(kind, normalized, &mut |part, text| {
                if let Some(slot) = parts.get_mut(part as usize) {
                    *slot = intern(text);
                }
            });
        }
        let issues: Vec<&str> = normalized.reasons.iter().map(|r| r.code.as_ref()).collect();
        let (issues, display) = (intern(&issues.join(" ")), intern(&normalized.display));
        let (there, as_text) =
            (places(&parts, &|part| part != Symbol::EMPTY), places(&parts, &|part| part == text));
        let flags = flag(USABLE, usable)
            | flag(EXACT, normalized.is_exact())
            | flag(PLAIN, display == text)
            | flag(DOUBTED, issues != Symbol::EMPTY);
        let (status, others) = (normalized.status, symbols.parts());
        if display != text {
            symbols.push_part(display);
        }
        let others_of = [issues].into_iter().chain(parts.into_iter().filter(|part| *part != text));
        others_of.filter_map(Symbol::present).for_each(|part| symbols.push_part(part));
        Self { text, others, status, flags, there, as_text: there & as_text }
    }

    /// What to ask of a normalizer whose answer is kept: how a text is read is not, and takes long to find out.
    pub fn context(kind: FieldKind, context: &Context) -> Cow<'_, Context> {
        match kind {
            FieldKind::Text => Cow::Owned(Context { parts: Some(Vec::new()), ..context.clone() }),
            _ => Cow::Borrowed(context),
        }
    }

    /// What is kept of a normalizer's answer, and of the values that stood beside it in the same cell.
    pub fn each(kind: FieldKind, normalized: &Normalized, symbols: &mut Symbols) -> (Self, Vec<Self>) {
        let first = Self::new(kind, normalized, symbols);
        (first, normalized.also.iter().map(|n| Self::new(kind, n, symbols)).collect())
    }

    /// The text to show.
    #[inline]
    pub fn display(&self, symbols: &Symbols) -> Symbol {
        if self.is(PLAIN) { self.text } else { symbols.part(self.others) }
    }

    /// What is to be shown, as a text.
    pub fn shown<'s>(&self, symbols: &'s Symbols) -> &'s str {
        symbols.text(self.display(symbols))
    }

    /// Whether there are reasons against it.
    pub fn is_doubted(&self) -> bool {
        self.is(DOUBTED)
    }

    /// Codes of the reasons against it, separated by spaces.
    pub fn issues(&self, symbols: &Symbols) -> Symbol {
        let place = self.others + u32::from(!self.is(PLAIN));
        if self.is_doubted() { symbols.part(place) } else { Symbol::EMPTY }
    }

    /// Whether it may be used for matching.
    #[inline]
    pub fn usable(&self) -> bool {
        self.is(USABLE)
    }

    /// Whether the canonical text says all; of a range or an estimate it says one end only, the text to show says both.
    pub fn exact(&self) -> bool {
        self.is(EXACT)
    }

    /// A part to compare by; [`Symbol::EMPTY`] where the value lacks it.
    #[inline]
    pub fn part(&self, part: Part, symbols: &Symbols) -> Symbol {
        let bit = 1 << part as u8;
        if self.there & bit == 0 {
            return Symbol::EMPTY;
        }
        if self.as_text & bit != 0 {
            return self.text;
        }
        symbols.part(self.others + self.before_parts() + (self.apart() & (bit - 1)).count_ones())
    }

    /// All parts to compare by, in their order: who asks for several again and again has them at hand.
    pub fn parts(&self, symbols: &Symbols) -> [Symbol; 8] {
        let (mut parts, mut place) = ([Symbol::EMPTY; 8], self.others + self.before_parts());
        let mut left = self.there;
        while left != 0 {
            let bit = left & left.wrapping_neg();
            let is_text = self.as_text & bit != 0;
            let part = if is_text { self.text } else { symbols.part(place) };
            parts.get_mut(bit.trailing_zeros() as usize).into_iter().for_each(|slot| *slot = part);
            place += u32::from(!is_text);
            left ^= bit;
        }
        parts
    }

    /// Whether there is a part to compare by.
    #[inline]
    pub fn has(&self, part: Part) -> bool {
        self.there & 1 << part as u8 != 0
    }

    #[inline]
    fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// How many texts the symbols keep before the parts.
    #[inline]
    fn before_parts(&self) -> u32 {
        u32::from(!self.is(PLAIN)) + u32::from(self.is(DOUBTED))
    }

    /// A bit for each part that the symbols keep.
    #[inline]
    fn apart(&self) -> u8 {
        self.there & !self.as_text
    }

    /// Where the symbols keep what is not the canonical text.
    fn others(&self) -> std::ops::Range<u32> {
        self.others..self.others + self.before_parts() + self.apart().count_ones()
    }

    /// What a normalizer's answer gives for a part.
    pub fn text_of(kind: FieldKind, normalized: &Normalized, part: Part) -> String {
        let mut found = String::new();
        each_part(kind, normalized, &mut |known, text| {
            if known == part {
                text.clone_into(&mut found);
            }
        });
        found
    }
}

/// A bit for each part of which something is so.
fn places(parts: &[Symbol], is_so: &dyn Fn(Symbol) -> bool) -> u8 {
    parts.iter().enumerate().fold(0, |bits, (place, part)| bits | u8::from(is_so(*part)) << place)
}

fn flag(flag: u8, is_so: bool) -> u8 {
    if is_so { flag } else { 0 }
}

/// How a value is written: its status in the lowest bits, then what is so.
const USABLE: u8 = 1 << 2;
const EXACT: u8 = 1 << 3;
/// Its text is what was given.
const AS_GIVEN: u8 = 1 << 4;
/// It is shown as it is.
const PLAIN: u8 = 1 << 5;
const DOUBTED: u8 = 1 << 6;
/// Another value of the same cell follows.
const MORE: u8 = 1 << 7;
/// What is kept of that.
const KEPT: u8 = USABLE | EXACT | PLAIN | DOUBTED;

impl Value {
    /// Writes the values of a cell in which `given` stands.
    pub fn write_all(values: &[Self], given: Symbol, to: &mut SymbolWriter) {
        for (place, value) in values.iter().enumerate() {
            value.write(given, place + 1 < values.len(), to);
        }
    }

    fn write(&self, given: Symbol, more: bool, to: &mut SymbolWriter) {
        let flags = self.status as u8 | self.flags | flag(AS_GIVEN, self.text == given) | flag(MORE, more);
        to.out.raw(&[flags, self.there, self.as_text]);
        if flags & AS_GIVEN == 0 {
            to.symbol(self.text);
        }
        self.others().for_each(|place| to.symbol(to.part_at(place)));
    }

    /// Reads what [`write_all`](Self::write_all) wrote: the first value and the others.
    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    pub fn read_all(
        given: Symbol,
        from: &mut SymbolReader,
        reader: &mut Reader,
    ) -> Option<(Self, Vec<Self>)> {
        let (first, mut more) = Self::read(given, from, reader)?;
        let mut others = Vec::new();
        while more {
            let (other, next) = Self::read(given, from, reader)?;
            others.push(other);
            more = next;
        }
        Some((first, others))
    }

    /// A value, and whether another follows.
    fn read(given: Symbol, from: &mut SymbolReader, reader: &mut Reader) -> Option<(Self, bool)> {
        let [flags, there, as_text] = *reader.raw(3)?.first_chunk()?;
        let status = [Status::Valid, Status::Suspect, Status::Invalid, Status::Empty];
        let is = |flag: u8| flags & flag != 0;
        let text = if is(AS_GIVEN) { given } else { from.symbol(reader)? };
        let (status, others) = (*status.get(usize::from(flags & 3))?, from.symbols.parts());
        let value = Self { text, others, status, flags: flags & KEPT, there, as_text };
        for _ in value.others() {
            let other = from.symbol(reader)?;
            from.symbols.push_part(other);
        }
        Some((value, is(MORE)))
    }
}

type Add<'a> = &'a mut dyn FnMut(Part, &str);

/// Tells the parts that a value is compared by.
fn each_part(kind: FieldKind, n: &Normalized, add: Add) {
    let value = n.value.as_deref().unwrap_or_default();
    let part = |name: &str| n.part(name).unwrap_or_default();
    match kind {
        FieldKind::CompanyName => company_parts(n, value, add),
        FieldKind::PersonName => person_parts(n, value, add),
        FieldKind::Phone => {
            let number = phone_number(n, value);
            add(Part::Value, number);
            add(Part::Strict, number);
            add(Part::Brand, n.part("type").filter(|kind| *kind == "mobile").unwrap_or_default());
            add(Part::Branch, part("extension"));
        }
        FieldKind::Email => {
            add(Part::Value, part("key"));
            add(Part::Strict, &mobile_in(part("local")));
            add(Part::Loose, part("local"));
            add(Part::Brand, own_domain(n));
        }
        FieldKind::WechatId => {
            add(Part::Value, value);
            add(Part::Strict, &mobile_in(value));
        }
        FieldKind::Region => region_parts(n, &text::fold(value), add),
        FieldKind::Address => {
            place_parts(n, &text::fold(value), add);
            add(Part::Loose, part("key"));
        }
        FieldKind::Uscc => {
            add(Part::Value, value);
            add(Part::Loose, part("organisation_code"));
        }
        FieldKind::Url => {
            add(Part::Value, value);
            add(Part::Brand, part("registrable_domain"));
        }
        FieldKind::Date => {
            let day: String = value.chars().take(10).filter(char::is_ascii_digit).collect();
            add(Part::Value, &day);
        }
        FieldKind::JobTitle => {
            add(Part::Value, &text::fold(value));
            add(Part::Brand, part("buying_role"));
        }
        FieldKind::Text => add(Part::Value, &text::fold(value)),
        _ => add(Part::Value, value),
    }
}

fn company_parts(n: &Normalized, value: &str, add: Add) {
    let part = |name: &str| n.part(name).unwrap_or_default();
    let brand = part("key_brand");
    // A full legal name is unique where it is registered; a short name is not, 华信公司 among them.
    let is_short = matches!(part("legal_form"), "" | "公司");
    let branch = if super::company_name::is_department(part("branch")) { "" } else { part("branch") };
    let sound = if text::contains_han(brand) { text::pinyin(brand).concat() } else { brand.replace(' ', "") };
    let path = region_path(part("region"));
    add(Part::Value, &text::fold(value));
    add(Part::Strict, if is_short { "" } else { part("key_strict") });
    add(Part::Loose, part("key_loose"));
    add(Part::Brand, brand);
    add(Part::Branch, &text::fold(branch));
    add(Part::City, city_of(path));
    add(Part::Region, path);
    add(Part::Sound, &sound);
}

fn place_parts(n: &Normalized, folded: &str, add: Add) {
    let path = region_path(n.part("code").unwrap_or_default());
    add(Part::Value, folded);
    add(Part::City, city_of(path));
    add(Part::Region, path);
}

/// A region that no code is known of can only be compared by its name.
fn region_parts(n: &Normalized, folded: &str, add: Add) {
    place_parts(n, folded, add);
    add(Part::Loose, if n.part("code").is_none() { folded } else { "" });
}

/// The city of a region path; of a municipality the municipality itself.
fn city_of(path: &str) -> &str {
    let province = path.get(..2).and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
    path.get(..if regions::is_municipal(province * 10_000) { 2 } else { 4 }).unwrap_or_default()
}

/// A name such as 张总 has no given name: it stands for a family, not for a person. One that nobody is called, such as
/// 岁月静好 or 夏天的风, names no family.
fn person_parts(n: &Normalized, value: &str, add: Add) {
    let part = |name: &str| n.part(name).unwrap_or_default();
    let is = |code: &str| n.reasons.iter().any(|reason| reason.code == code);
    let family = if is("person/too_long") { String::new() } else { text::fold(part("family")) };
    if is("person/partial") {
        return add(Part::Brand, &family);
    }
    match n.part("key") {
        Some(key) => add(Part::Value, key),
        None => add(Part::Value, &text::fold(value)),
    }
    add(Part::Brand, &family);
    add(Part::Sound, part("pinyin"));
}

/// The number that rings, without extension.
fn phone_number<'n>(n: &'n Normalized, value: &'n str) -> &'n str {
    let number = n.part("e164").unwrap_or(value);
    number.split(';').next().unwrap_or(number)
}

/// The mainland mobile number that somebody is called by elsewhere: WeChat finds accounts by it, and a mailbox of the
/// operator bears it.
fn mobile_in(name: &str) -> String {
    if code::is_mainland_mobile(name) { ["+86", name].concat() } else { String::new() }
}

/// The email's domain where it is a company's own.
fn own_domain(n: &Normalized) -> &str {
    let free = n.part("class").is_some_and(|class| class == "free");
    if free { "" } else { n.part("domain").unwrap_or_default() }
}

/// A GB/T 2260 code without trailing zero levels, so that a region contains those whose path it begins.
fn region_path(code: &str) -> &str {
    let mut path = code;
    while path.len() > 2 && path.ends_with("00") {
        path = path.strip_suffix("00").unwrap_or(path);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_no_more_than_three_numbers() {
        assert_eq!(std::mem::size_of::<Value>(), 12);
    }

    #[test]
    fn region_paths_nest() {
        assert_eq!(region_path("330000"), "33");
        assert_eq!(region_path("330100"), "3301");
        assert_eq!(region_path("330106"), "330106");
        assert_eq!(region_path(""), "");
        assert_eq!((city_of("330106"), city_of("33"), city_of("310115")), ("3301", "", "31"));
    }
}
