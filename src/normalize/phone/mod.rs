//! Telephone numbers (ITU-T E.164, RFC 3966; 《电信网编号计划》 for the mainland).
//!
//! The canonical value is the E.164 number, with `;ext=` where there is an extension. Numbers that cannot be dialled
//! from abroad or lack an area code have their digits as value. A number that fits no known form but may well be one
//! is suspect and keeps its digits, so that records can still be compared by it.
//!
//! Parts: `country`, `country_code`, `national_number`, `type` (`mobile`, `landline`, `shared_cost`, `toll_free`,
//! `short_code`, `iot`, `premium_rate`, `voip`, `company`, …), `extension`, `area_code` and its `region_code` (GB/T 2260), `e164`, and `carrier` for
//! virtual operators; `last_digits` of a number that is partly hidden.

mod china;
mod mainland;
mod scan;
mod world;

use std::borrow::Cow;

use super::check_digit::is_uscc;
use super::{Context, Draft, Normalized, Status, code, search};
use crate::reason::Reason;
use crate::text;
use scan::Raw;

const LABELS: &[&str] = &[
    "联系电话",
    "联系方式",
    "手机号码",
    "办公电话",
    "公司电话",
    "电话号码",
    "固定电话",
    "手机号",
    "微信同号",
    "手机",
    "电话",
    "座机",
    "固话",
    "热线",
    "传真",
    "telephone",
    "mobile",
    "phone",
    "cell",
    "tel",
    "fax",
    "mob",
];

/// The canonical form of `input`; further numbers in the same cell stand in `also`.
///
/// ```
/// use kehu::normalize::{Context, phone};
/// let answer = phone::normalize("电话：(021) 6123-4567 转 801 / 138 0013 8001", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("+862161234567;ext=801"));
/// assert_eq!(answer.display, "021-6123 4567 转801");
/// assert_eq!(answer.also[0].value.as_deref(), Some("+8613800138001"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::read(input, LABELS, context, |mut draft, text, context| {
        if let Some(corrected) = without_look_alikes(text) {
            draft.step("look_alike", text, &corrected);
            draft.doubt(Reason::new("phone/corrected").with("from", text).with("to", corrected.as_str()));
            return read(draft, &corrected, context);
        }
        if is_date(text) {
            return draft.invalid(Reason::new("value/not_recognized"));
        }
        if text.contains(|c: char| c.is_ascii_alphabetic()) && is_uscc(&text.to_ascii_uppercase()) {
            return draft.invalid(Reason::new("phone/credit_code"));
        }
        let american = vanity(text).or_else(|| in_american_groups(text));
        let text = american.map_or_else(|| in_digits(text), Cow::Owned);
        if let Some((rest, stated)) = of_stated_country(&text, context) {
            return read(draft, rest, &stated);
        }
        if code::is_masked(&text) { hidden(draft, &text, context) } else { read(draft, &text, context) }
    })
}

/// A mobile number in which letters were typed for the digits that they look like: `l39O2345678`.
fn without_look_alikes(text: &str) -> Option<String> {
    if !text.contains(['l', 'I', '|', 'O', 'o']) {
        return None;
    }
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| match c {
            'l' | 'I' | '|' => '1',
            'O' | 'o' => '0',
            c => c,
        })
        .collect();
    (digits.len() == 11 && code::is_digits(&digits) && digits.starts_with('1')).then_some(digits)
}

/// A date in the wrong column: `2024-03-05`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split(['-', '/', '.']);
    let mut next = |least: usize, most: usize| {
        parts.next().filter(|part| code::is_digits(part) && (least..=most).contains(&part.len()))
    };
    let (year, month, day) = (next(4, 4), next(1, 2), next(1, 2));
    let is_month =
        month.and_then(|month| month.parse().ok()).is_some_and(|month: u32| (1..=12).contains(&month));
    year.is_some_and(|year| year.starts_with("19") || year.starts_with("20"))
        && is_month
        && day.is_some()
        && parts.next().is_none()
}

/// Names of places with numbering plans of their own, which decide where the country code is not written.
const STATED: [(&str, &str); 6] =
    [("香港", "HK"), ("澳门", "MO"), ("澳門", "MO"), ("台湾", "TW"), ("台灣", "TW"), ("臺灣", "TW")];

/// The number behind the name of such a place, where it is one there, and how to read it.
fn of_stated_country<'a>(text: &'a str, context: &Context) -> Option<(&'a str, Context)> {
    let stated = |(name, country): &(&str, &str)| Some((text.strip_prefix(name)?, (*country).to_owned()));
    let (rest, country) = STATED.iter().find_map(stated)?;
    let stated = Context { country, ..context.clone() };
    let answer = read(Draft::new(rest), rest, &stated);
    (answer.status == Status::Valid).then_some((rest, stated))
}

fn read(mut draft: Draft, text: &str, context: &Context) -> Normalized {
    let found = scan::numbers(text, &context.country);
    let own = |raw: &Raw| judge(Draft::new(&raw.text()), raw, context);
    let mut answers: Vec<Normalized> =
        if found.len() > 1 { found.iter().map(own).collect() } else { Vec::new() };
    // The first usable number speaks for the cell, as an index or a floor may stand before it.
    let best = answers.iter().position(|answer| answer.status != Status::Invalid).unwrap_or(0);
    let Some(raw) = found.get(best) else { return draft.invalid(Reason::new(without_number(text))) };
    draft.step("digits", text, &raw.text());
    let mut answer = judge(draft, raw, context);
    if !answers.is_empty() {
        answers.remove(best);
    }
    answer.also = answers;
    answer
}

/// What a text without a number is, as the code of a reason: an account of WeChat or QQ, or nothing that is known.
fn without_number(text: &str) -> &'static str {
    let lower = code::lowered(text);
    let is_account = ["微信", "wechat", "qq"].iter().any(|name| search::find(&lower, name).is_some());
    if is_account { "phone/wechat_id" } else { "value/not_recognized" }
}

/// The text with the decimal digits of other scripts as ASCII, and a number spelt in Chinese digits. A single 一 among
/// digits was typed for a dash.
fn in_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if text.split_once('一').is_some_and(|(head, tail)| {
        head.ends_with(|c: char| c.is_ascii_digit()) && tail.starts_with(|c: char| c.is_ascii_digit())
    }) {
        return Cow::Owned(search::replaced(text, "一", "-"));
    }
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let spelt = text::chinese_digits(&compact).filter(|digits| digits.len() >= 7);
    Cow::Owned(spelt.unwrap_or_else(|| text.chars().map(ascii_digit).collect()))
}

/// Decimal digits of scripts in use with telephones (Unicode general category Nd); each block starts with its zero.
fn ascii_digit(c: char) -> char {
    const ZEROS: [u32; 8] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xF20, 0x1810, 0x17E0];
    let digit = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10));
    digit.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// American numbers that spell a word: `1-800-FLOWERS` is 18003569377 on the keypad of ITU-T E.161.
fn vanity(text: &str) -> Option<String> {
    const KEYS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];
    if !text.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '+')).collect();
    let digits = compact.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_vanity =
        matches!(digits.len(), 3 | 4) && matches!(compact.len(), 10 | 11) && code::is_digits(digits);
    if !is_vanity || !digits.trim_start_matches('1').starts_with('8') {
        return None;
    }
    let word = compact.get(digits.len()..)?.to_ascii_uppercase();
    let mut number = ["+1", digits.trim_start_matches('1')].concat();
    for letter in word.chars() {
        number.push(char::from_digit(key(&KEYS, letter)?, 10)?);
    }
    Some(number)
}

/// An American number in its usual groups, which without them would be a mobile number of the mainland: `1-310-246-1501`.
fn in_american_groups(text: &str) -> Option<String> {
    let groups = || text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).take(4);
    let begins_well = |group: &str| !group.starts_with(['0', '1']);
    let fits = text.starts_with(['1', '('])
        && groups().next() == Some("1")
        && groups().map(str::len).eq([1, 3, 3, 4])
        && groups().skip(1).take(2).all(begins_well);
    fits.then(|| ["+", text].concat())
}

fn key(keys: &[&str], letter: char) -> Option<u32> {
    let place = keys.iter().position(|letters| letters.chars().any(|known| known == letter))?;
    u32::try_from(place + 2).ok()
}

/// Judges a list of numbers of which at least one has hidden digits; each keeps the digits that it shows.
fn hidden(draft: Draft, text: &str, context: &Context) -> Normalized {
    let mut draft = Some(draft);
    let pieces =
        text.split(['/', '、', ',', ';']).filter(|piece| piece.contains(|c: char| c.is_ascii_digit()));
    let mut answers: Vec<Normalized> = Vec::new();
    for piece in pieces {
        let own = draft.take().unwrap_or_else(|| Draft::new(piece.trim()));
        answers.push(if code::is_masked(piece) { masked(own, piece) } else { read(own, piece, context) });
    }
    if answers.is_empty() {
        return draft.unwrap_or_else(|| Draft::new(text)).invalid(Reason::new("value/not_recognized"));
    }
    let mut first = answers.remove(0);
    first.also.append(&mut answers);
    first
}

/// The number with `*` for its hidden digits. Its last four, where they are shown, are the part that people compare.
fn masked(mut draft: Draft, text: &str) -> Normalized {
    let hides = |c: char| matches!(c, '*' | 'X' | 'x' | '•' | '●' | '×');
    let kept = text.chars().filter(|c| c.is_ascii_digit() || hides(*c));
    let shown: String = kept.map(|c| if hides(c) { '*' } else { c }).collect();
    let tail = shown.rsplit('*').next().unwrap_or_default();
    if tail.len() >= 4 {
        draft.part("last_digits", tail);
    }
    if shown.len() == 11 && shown.starts_with('1') {
        draft.part("type", "mobile");
    }
    draft.doubt(Reason::new("value/masked"));
    draft.done(shown.as_str(), shown.as_str())
}

/// Judges one number: what it says of its country decides first, then the country of the file.
fn judge(mut draft: Draft, raw: &Raw, context: &Context) -> Normalized {
    if is_placeholder(&raw.digits) {
        draft.doubt(code::placeholder(&raw.digits));
    }
    if let Some(neighbour) = world::with_bare_code(raw, context) {
        return neighbour.finish(draft, raw);
    }
    let may_be_mainland = context.country == "CN" || raw.has_mainland_code();
    if let Some(national) = china::national(raw).filter(|_| may_be_mainland) {
        return mainland::finish(draft, raw, &national, context);
    }
    match world::recognize(raw, context) {
        world::Verdict::Known(number) if number.is_doubtful() && raw.international => {
            // A plus sign stuck to a number of the mainland: +13912345678.
            let bare = Raw { international: false, ..raw.clone() };
            match china::national(&bare).filter(|found| context.country == "CN" && found.is_mobile()) {
                Some(national) => {
                    draft.doubt(Reason::new("phone/assumed_country"));
                    mainland::finish(draft, &bare, &national, context)
                }
                None => number.finish(draft, raw),
            }
        }
        world::Verdict::Known(number) => number.finish(draft, raw),
        world::Verdict::Wrong(reason) => draft.invalid(reason),
        world::Verdict::Unknown => unknown(draft, raw, context),
    }
}

/// A number of no known form: kept as digits when it may be a number of some country.
fn unknown(mut draft: Draft, raw: &Raw, context: &Context) -> Normalized {
    let length = raw.digits.len();
    let is_short_mobile = context.country == "CN" && china::is_mobile_of_wrong_length(raw);
    if is_short_mobile || !(7..=15).contains(&length) {
        return draft.invalid(Reason::new("phone/length").with("length", length));
    }
    draft.part("national_number", raw.digits.as_str());
    draft.part("type", "unknown");
    draft.part("extension", raw.extension.as_str());
    draft.doubt(Reason::new("phone/unknown_form"));
    let value = raw.text();
    draft.done(value.as_str(), value.as_str())
}

/// Numbers that are typed to get past a mandatory field: one digit repeated, counting, and the hotline 13800138000.
fn is_placeholder(digits: &str) -> bool {
    let national = ["0086", "86", "0"].iter().find_map(|code| digits.strip_prefix(code)).unwrap_or(digits);
    let filler = |text: &str| text.len() >= 7 && code::is_filler(text);
    let is_flat_mobile = national.len() == 11 && national.starts_with('1') && {
        let tail = national.get(1..).unwrap_or_default();
        code::is_uniform(tail) || national.ends_with("00000000")
    };
    filler(digits)
        || filler(national)
        || is_flat_mobile
        || national == "13800138000"
        || national == "12345678910"
}

impl Raw {
    /// The digits with their plus sign and extension.
    fn text(&self) -> String {
        self.with_extension(&[if self.international { "+" } else { "" }, &self.digits].concat())
    }

    /// `number` in the notation of RFC 3966.
    fn with_extension(&self, number: &str) -> String {
        if self.extension.is_empty() {
            number.to_owned()
        } else {
            [number, ";ext=", &self.extension].concat()
        }
    }

    fn has_mainland_code(&self) -> bool {
        self.digits.starts_with("0086") || (self.international && self.digits.starts_with("86"))
    }
}
