//! Names of people.
//!
//! Chinese names are surname and given name; in Latin letters GB/T 28039-2011 puts the surname first too, and people
//! write it either way. A form of address (`张总`, `小王`) names nobody for certain: it is kept, marked partial.

mod address;
mod chinese;
mod evidence;
mod peoples;
mod pinyin;
mod romanized;
mod western;

use super::settle::settle;
use super::{Context, Draft, Normalized, code, job_title};
use crate::reason::Reason;
use crate::tables::Words;
use crate::text;

pub(crate) use evidence::{looks_like_person, may_be_person};

/// What a name consists of; absent parts are empty.
#[derive(Debug, Default, PartialEq, Eq)]
struct Name {
    /// The name in its canonical form.
    value: String,
    family: String,
    given: String,
    middle: String,
    prefix: String,
    suffix: String,
    honorific: String,
    nickname: String,
    /// Surname and given name in pinyin without tones, for finding the name across scripts.
    pinyin: String,
    /// Surname and given name, folded, in this order whatever the order of the name.
    key: String,
    /// `han`, `pinyin` or `latin`.
    script: &'static str,
    /// What was pasted with the name: a post, a department, a phone number.
    note: String,
    doubts: Vec<&'static str>,
}

/// The canonical form of a person's name.
///
/// ```
/// use kehu::normalize::{Context, Status, person_name};
/// let answer = person_name::normalize("欧阳娜娜女士", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("欧阳娜娜"));
/// assert_eq!((answer.part("family"), answer.part("honorific")), (Some("欧阳"), Some("女士")));
///
/// let partial = person_name::normalize("张总", &Context::default());
/// assert_eq!((partial.status, partial.part("family")), (Status::Suspect, Some("张")));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    settle(input, cell)
}

/// Reads a cell, which may hold several people.
fn cell(input: &str) -> Normalized {
    let tidy = tidy(input);
    let people = chinese::several(&tidy);
    let mut each = people.iter().map(|person| one(input, person));
    let Some(mut first) = each.next() else { return Draft::new(input).empty() };
    first.also = each.map(|person| Normalized { input: person.display.clone(), ..person }).collect();
    first
}

fn one(input: &str, tidy: &str) -> Normalized {
    let mut draft = Draft::new(input);
    // Signs or a label alone are no name, yet somebody wrote them; a picture is one in a messenger, and none to call them by.
    let written = text::repair_words(input);
    let is_mark = tidy.is_empty() && !input.chars().any(text::is_picture);
    let tidy = if is_mark { &written } else { tidy };
    draft.step("repair", input, tidy);
    if is_mark && tidy.is_empty() {
        return draft.empty();
    }
    if is_placeholder(tidy) {
        return draft.suspect(tidy, code::placeholder(tidy));
    }
    if !text::contains_han(tidy) && job_title::is_post(&text::fold(tidy)) {
        draft.part("honorific", tidy);
        return draft.suspect(tidy, Reason::new("person/partial"));
    }
    if evidence::looks_like_company(tidy) {
        return draft.suspect(tidy, Reason::new("person/looks_like_company").with("value", tidy));
    }
    if code::is_mail_address(tidy) {
        return draft.invalid(Reason::new("value/not_recognized"));
    }
    if !tidy.chars().any(char::is_alphabetic) {
        return draft.invalid(Reason::new("person/no_letters"));
    }
    let name = if text::contains_han(tidy) { chinese::parse(tidy) } else { latin(tidy) };
    draft.step("name", tidy, &name.value);
    let value = name.value.clone();
    set_parts(&mut draft, name);
    draft.done(value.as_str(), value.as_str())
}

fn latin(name: &str) -> Name {
    let eastern = pinyin::parse(name).or_else(|| romanized::hangul(name)).or_else(|| romanized::kana(name));
    eastern.unwrap_or_else(|| western::parse(name))
}

fn set_parts(draft: &mut Draft, name: Name) {
    draft.part("family", name.family);
    draft.part("given", name.given);
    draft.part("middle", name.middle);
    draft.part("prefix", name.prefix);
    draft.part("suffix", name.suffix);
    draft.part("honorific", name.honorific);
    draft.part("nickname", name.nickname);
    draft.part("pinyin", name.pinyin);
    draft.part("key", name.key);
    draft.part("script", name.script);
    draft.part("note", name.note);
    for code in name.doubts {
        draft.doubt(Reason::new(code));
    }
}

static LABELS: Words = Words::ending(
    "联系人姓名|联系人|姓名|收件人|收货人|负责人|客户姓名|联络人|聯絡人|聯繫人|name|contact|contact name|attn|attention",
);

/// The repaired text without label and idle punctuation; a space between Chinese names stays.
fn tidy(input: &str) -> String {
    let repaired = text::repair_words(input);
    let plain = text::to_half_width_alphanumeric(&repaired);
    let is_idle = |c: char| c.is_whitespace() || ",，。;；:：、-_/|*#~～".contains(c) || text::is_picture(c);
    let body = match plain.split_once([':', '：']) {
        Some((label, rest)) if is_label(label) => rest,
        _ => without_label(plain.trim()),
    };
    let body = without_address(body);
    // 张伟收: for whom a delivery is.
    let body = body.strip_suffix('收').filter(|name| may_be_person(name, true)).unwrap_or(body);
    let is_masked = body.ends_with('*') || hides_family(body.trim());
    let trimmed = if is_masked { body.trim() } else { body.trim_matches(is_idle) };
    trimmed.to_owned()
}

/// The name before its mail address: `John Smith <john@example.com>`.
fn without_address(text: &str) -> &str {
    let name =
        text.split_once('<').filter(|(name, rest)| rest.contains('@') && name.contains(char::is_alphabetic));
    name.map_or(text, |(name, _)| name.trim())
}

/// The name behind a label without a colon: `收件人张三`.
fn without_label(text: &str) -> &str {
    let labels = ["联系人", "收件人", "收货人", "负责人", "经办人", "姓名"];
    let name = labels.iter().find_map(|label| text.strip_prefix(label)).map(str::trim);
    name.filter(|name| may_be_person(name, true)).unwrap_or(text)
}

/// Whether stars stand for the family name, as in `*三`; before a whole name they are a mark.
fn hides_family(text: &str) -> bool {
    let shown = text.trim_start_matches('*');
    let is_whole = || evidence::split(&text::simplify(shown)).is_some_and(|(_, given)| !given.is_empty());
    shown.len() < text.len() && shown.starts_with(text::is_han) && !is_whole()
}

fn is_label(text: &str) -> bool {
    LABELS.contains(&text::fold(text))
}

static DUMMIES: Words = Words::ending(
    "先生|女士|公司|单位|部门|平台|日期|白天|明天|周末|万元|万人|本人|自己|个人|客户|联系人|经办人|匿名|游客|用户|admin|user|guest|customer|某某某|x先生|某先生|某女士|info|first|last|firstname|lastname|john doe|jane doe|to whom it may concern",
);

fn is_placeholder(name: &str) -> bool {
    let folded = text::fold(name);
    // The name as a whole is asked about before.
    let is_dummy = |word: &str| word != name && (text::is_placeholder(word) || DUMMIES.contains(word));
    text::is_placeholder(name)
        || DUMMIES.contains(&folded)
        || folded.split(' ').all(is_dummy)
        || address::is_thing(&text::simplify(name))
}

#[cfg(test)]
mod tests;
