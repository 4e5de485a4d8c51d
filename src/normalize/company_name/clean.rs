//! What stands round a name in its cell: labels, quotes, notes in brackets, contacts and phone numbers.

use super::{words, world};
use crate::normalize::check_digit::is_uscc;
use crate::normalize::{code, person_name, search};
use crate::text;

/// A name without what stood round it, and what that was.
#[derive(Debug, Default)]
pub(super) struct Clean {
    pub name: String,
    /// A remark such as `已注销`.
    pub note: String,
    pub former_name: String,
    /// A person's name that was pasted behind the name.
    pub contact: String,
    pub phone: String,
    /// The name in another language.
    pub alias: String,
}

/// The repaired text; a space between two Chinese words stays, for it may divide the name from a contact.
pub(super) fn tidy(input: &str) -> String {
    let repaired = text::repair_words(input);
    if repaired.chars().all(|c| text::is_han(c) || c.is_ascii_alphanumeric()) {
        return repaired.into_owned();
    }
    let has_han = text::contains_han(&repaired);
    let plain = text::to_half_width_alphanumeric(&repaired);
    let tidy: String = plain.chars().map(|c| bracket(c, has_han)).collect();
    tidy.trim().to_owned()
}

fn bracket(c: char, is_chinese: bool) -> char {
    match (c, is_chinese) {
        ('(' | '[' | '【' | '〔' | '［' | '{' | '（', true) => '（',
        (')' | ']' | '】' | '〕' | '］' | '}' | '）', true) => '）',
        ('【' | '〔' | '［' | '（', false) => '(',
        ('】' | '〕' | '］' | '）', false) => ')',
        _ => c,
    }
}

/// The names in a cell that holds more than one whole name.
pub(super) fn several(tidy: &str) -> Option<Vec<&str>> {
    let pieces = foreign(tidy).or_else(|| listed(tidy)).unwrap_or_else(|| vec![tidy]);
    let names: Vec<&str> = pieces.into_iter().flat_map(unglued).collect();
    (names.len() > 1).then_some(names)
}

/// Chinese names between the signs of a list.
fn listed(tidy: &str) -> Option<Vec<&str>> {
    let pieces: Vec<&str> = tidy.split(['、', ';', '；', '/', '|', '&', ',', '，']).map(str::trim).collect();
    let (first, others) = pieces.split_first()?;
    // A place behind a comma is where the company is.
    let has_comma = tidy.contains([',', '，']);
    let is_other = |piece: &&str| {
        let begins_with_region = || super::place::at_head(&text::simplify(piece)).is_some();
        piece.ends_with("公司") || (!has_comma && piece.chars().count() > 3 && begins_with_region())
    };
    (first.ends_with("公司") && !others.is_empty() && others.iter().all(is_other)).then_some(pieces)
}

/// More characters than a province has, and enough to see that a region begins a name.
const LONGEST_REGION: usize = 12;

/// Whole names with nothing between them but a lost line end; other text stays one.
fn unglued(text: &str) -> Vec<&str> {
    const FORM: &str = "有限公司";
    let (mut names, mut rest) = (Vec::new(), text);
    while let Some((one, other)) =
        search::find(rest, FORM).and_then(|at| rest.split_at_checked(at + FORM.len()))
    {
        let other = other.trim_start();
        let head: String = other.chars().take(LONGEST_REGION).collect();
        let begins_with_region = || super::place::at_head(&text::simplify(&head)).is_some();
        let is_whole = other.ends_with(FORM) && other != one && begins_with_region();
        if !is_whole {
            break;
        }
        names.push(one);
        rest = other;
    }
    names.push(rest);
    names
}

/// Names without Chinese characters, each with its legal form: `Acme Ltd; Beta GmbH`.
fn foreign(tidy: &str) -> Option<Vec<&str>> {
    let pieces: Vec<&str> = tidy.split([';', '|']).map(str::trim).collect();
    (pieces.len() > 1 && pieces.iter().all(|piece| world::ends_with_form(piece))).then_some(pieces)
}

pub(super) fn clean(tidy: &str) -> Clean {
    let mut clean = Clean::default();
    let text = without_label(bare(tidy));
    let text = without_foreign_note(text, &mut clean);
    let text = without_notes(text, &mut clean);
    let text = without_former(&text, &mut clean);
    let text = without_head(bare(&text), &mut clean);
    let name = without_tail(bare(text), &mut clean);
    clean.name = squeezed(bare(&once(&name)));
    clean
}

/// The name, or its legal form, once, the longer of two: `某某有限公司某某有限公司`, `某某有限公司公司`, `某某公司有限公司`.
fn once(name: &str) -> String {
    let halves = name.split_at_checked(name.len() / 2).map(|(one, other)| (one.trim(), other.trim()));
    if let Some((one, other)) = halves
        && one == other
        && one.ends_with("公司")
    {
        return one.to_owned();
    }
    let inner = ["有限责任公司", "有限公司", "公司"]
        .into_iter()
        .find_map(|form| Some((name.strip_suffix(form)?.strip_suffix("公司")?, form)));
    let Some((body, form)) = inner else { return name.to_owned() };
    let is_whole = body.is_empty() || body.ends_with(['限', '任', '份', '分', '子']);
    once(&[body, if is_whole { "公司" } else { form }].concat())
}

/// Takes off what stands before a Chinese name: a remark in brackets or the number of a list, a credit code, the name in
/// another language.
fn without_head<'a>(text: &'a str, clean: &mut Clean) -> &'a str {
    let Some(start) = text.find(text::is_han).filter(|start| *start > 0) else { return text };
    if let Some((remark, name)) = text.strip_prefix('（').and_then(|rest| rest.split_once('）'))
        && name.ends_with("公司")
        && remark.chars().count() <= LONGEST_REMARK
        && super::place::at_head(&text::simplify(remark)).is_none()
    {
        remark.trim_matches(|c: char| c.is_ascii_digit()).clone_into(&mut clean.note);
        return name;
    }
    let (head, name) = text.split_at_checked(start).unwrap_or(("", text));
    let inside = head.trim().strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    if let Some(remark) = inside.filter(|remark| remark.is_ascii() && name.chars().count() > 3) {
        if !remark.bytes().all(|b| b.is_ascii_digit()) {
            clean.note = remark.to_owned();
        }
        return name;
    }
    if is_uscc(head.trim()) {
        head.trim().clone_into(&mut clean.note);
        return name;
    }
    if name.ends_with("公司") && head.trim().contains(' ') && world::ends_with_form(head.trim()) {
        head.trim().clone_into(&mut clean.alias);
        return name;
    }
    text
}

/// The characters of a unified social credit code.
const USCC_LENGTH: usize = 18;

/// The most characters of a remark such as `A类` or `重点客户` before a name.
const LONGEST_REMARK: usize = 6;

/// Without quotes, list numbers and punctuation at the ends.
fn bare(text: &str) -> &str {
    const QUOTES: [char; 16] =
        ['"', '\'', '“', '”', '‘', '’', '「', '」', '『', '』', '《', '》', '`', '、', '•', '·'];
    let is_sign = |c: char| QUOTES.contains(&c) || "。，,;；：:-—_=|/\\~".contains(c);
    // Most names begin and end with a Chinese character.
    let is_end = |c: char| !text::is_han(c) && (is_sign(c) || c.is_whitespace() || text::is_picture(c));
    // Stars and circled numbers stand before a name, never before what hides it.
    let is_mark = |c: char| c == '*' || matches!(c, '\u{2460}'..='\u{24FF}');
    let text = text.trim_matches(is_end);
    let unmarked = text.trim_start_matches(|c| is_mark(c) || is_end(c));
    let text = if unmarked.starts_with(text::is_han) { unmarked } else { text };
    let text = text
        .strip_suffix(['.', '?', '？', '!', '！'])
        .filter(|rest| rest.ends_with(text::is_han))
        .unwrap_or(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.get(digits..).and_then(|rest| rest.strip_prefix(['、', '.'])) {
        Some(rest) if (1..=3).contains(&digits) && text::contains_han(rest) => rest.trim_matches(is_end),
        _ => text,
    }
}

fn without_label(text: &str) -> &str {
    let Some((head, rest)) = text.split_once([':', '：']) else { return text };
    let head = text::simplify(head.trim()).to_lowercase();
    if words::LABELS.contains(&head) { bare(rest) } else { text }
}

/// Takes off a remark or a former name at the end of a name in Latin letters: `Acme Corp (inactive)`.
fn without_foreign_note<'a>(text: &'a str, clean: &mut Clean) -> &'a str {
    let bracketed = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let Some((name, note)) = bracketed.or_else(|| text.rsplit_once(" - ")) else { return text };
    let folded = text::fold(note);
    let former = ["formerly ", "fka ", "f k a "].iter().any(|sign| folded.starts_with(sign));
    if former {
        note.split_once(' ').map_or(note, |(_, name)| name).clone_into(&mut clean.former_name);
    } else if words::FOREIGN_NOTES.contains(&folded) {
        note.clone_into(&mut clean.note);
    } else {
        return text;
    }
    bare(name)
}

/// Takes out brackets that hold a remark, a former name or a phone number.
fn without_notes(text: &str, clean: &mut Clean) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('（') {
        out.push_str(before);
        let (inside, tail) = after.split_once('）').unwrap_or((after, ""));
        // （1） behind a name is the number of a copy, before it that of a list.
        if !out.is_empty() && code::is_digits(inside) {
            inside.clone_into(&mut clean.note);
        } else if !take_note(inside, clean) {
            out.extend(["（", inside, "）"]);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn take_note(inside: &str, clean: &mut Clean) -> bool {
    let simplified = text::simplify(inside.trim());
    if let Some(former) = former_name(&simplified) {
        clean.former_name = former.to_owned();
        return true;
    }
    if let Some((_, phone)) = split_phone(inside) {
        clean.phone = phone;
        return true;
    }
    let is_note = words::is_note(&simplified);
    if is_note {
        clean.note = simplified.into_owned();
    }
    is_note
}

fn former_name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(words::FORMER.start_of(text)?)?;
    let rest = rest.trim_start_matches(|c: char| " :：为是".contains(c));
    (rest.chars().count() >= 2).then_some(rest)
}

/// `原上海某某有限公司`: the sign is read as one only before a region, since brands begin with 原 too.
fn without_former(text: &str, clean: &mut Clean) -> String {
    let Some(rest) = text.strip_prefix('原') else { return text.to_owned() };
    let rest = rest.trim_start_matches([':', '：', ' ']);
    if rest.ends_with("公司") && super::place::at_head(&text::simplify(rest)).is_some() {
        clean.former_name = rest.to_owned();
        return rest.to_owned();
    }
    text.to_owned()
}

/// What stands behind a company's form.
enum Tail<'t> {
    /// Nothing, or a branch; both belong to the name.
    Name,
    Note(&'t str),
    Contact(&'t str),
    /// The name in another language.
    Alias(&'t str),
    Unknown,
}

/// Takes off what stands behind the name: a phone number, a contact, the name in another language.
fn without_tail(text: &str, clean: &mut Clean) -> String {
    let (text, phone) = split_phone(text).unwrap_or_else(|| (text.to_owned(), String::new()));
    let has_phone = !phone.is_empty();
    if has_phone {
        clean.phone = phone;
    }
    let Some((name, tail)) = split_at_form(&text) else { return loose_contact(&text, clean) };
    let is_apart = has_phone
        || (code::is_digits(tail) && !super::is_placeholder(name))
        || tail.starts_with(|c: char| !c.is_alphanumeric() && c != '（');
    let tail = bare(tail);
    match read_tail(&text, tail, is_apart) {
        Tail::Name => return [name, tail].concat(),
        Tail::Note(note) => note.clone_into(&mut clean.note),
        Tail::Contact(person) => person.clone_into(&mut clean.contact),
        Tail::Alias(alias) => alias.clone_into(&mut clean.alias),
        Tail::Unknown => return text,
    }
    name.to_owned()
}

fn read_tail<'t>(text: &str, tail: &'t str, is_apart: bool) -> Tail<'t> {
    if is_apart && is_remark(tail) {
        return Tail::Note(tail);
    }
    if tail.is_empty() || words::is_branch(&text::simplify(tail)) {
        return Tail::Name;
    }
    let person = tail_person(tail);
    if !tail.starts_with('（') && person_name::may_be_person(person, is_apart) {
        return Tail::Contact(person);
    }
    let inside = tail.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    if let Some(inside) = inside.filter(|inside| !is_structural(text, inside) && text::contains_han(inside)) {
        return if person_name::may_be_person(inside, true) {
            Tail::Contact(inside)
        } else {
            Tail::Note(inside)
        };
    }
    let code = tail.len().checked_sub(USCC_LENGTH).and_then(|start| tail.get(start..));
    if code.is_some_and(is_uscc) {
        return Tail::Note(tail);
    }
    if !text::contains_han(tail) && tail.chars().filter(|c| c.is_alphabetic()).count() > 2 {
        return Tail::Alias(tail.trim_matches(['（', '）']).trim());
    }
    Tail::Unknown
}

/// Whether what stands apart behind a name is a remark (`-已注销`), another field with its label (`地址:…`) or a region
/// without a branch.
fn is_remark(tail: &str) -> bool {
    let simplified = text::simplify(tail);
    let is_labelled = tail.contains([':', '：']) && !tail.starts_with([':', '：']);
    let is_place = super::place::at_head(&simplified).is_some() && words::branch_word(&simplified).is_none();
    words::is_note(&simplified)
        || code::is_digits(tail)
        || is_labelled
        || (is_place && !words::is_branch(&simplified))
}

/// Whether the brackets behind a whole name belong to it: a region, a form, a branch.
fn is_structural(name: &str, inside: &str) -> bool {
    let simplified = text::simplify(inside);
    words::is_branch(&simplified)
        || words::branch_word(&simplified).is_some()
        || words::split_bracketed_form(name).is_some()
        || super::place::at_head(&simplified).is_some()
}

fn tail_person(tail: &str) -> &str {
    let labels = ["联系人", "聯繫人", "聯絡人", "负责人", "收件人", "电话", "手机"];
    let tail = labels.iter().find_map(|label| tail.strip_prefix(label)).unwrap_or(tail);
    let tail = labels.iter().find_map(|label| bare(tail).strip_suffix(label)).unwrap_or(tail);
    bare(tail)
}

/// `某某科技 张三`, `某某科技（王总）`: behind a name without legal form only an obvious person's name is taken off.
fn loose_contact(text: &str, clean: &mut Clean) -> String {
    let unclosed = text.strip_suffix('）').unwrap_or(text);
    let Some((name, tail)) = unclosed.rsplit_once([' ', '-', '/', '（']) else { return text.to_owned() };
    let is_name = text::contains_han(name) && name.chars().count() >= 4;
    if is_name && person_name::looks_like_person(tail.trim()) {
        clean.contact = tail.trim().to_owned();
        return name.to_owned();
    }
    text.to_owned()
}

/// The name up to its last `公司` outside of brackets, and what stands behind.
fn split_at_form(text: &str) -> Option<(&str, &str)> {
    let end = search::find_last(text, "公司")? + "公司".len();
    let (name, tail) = text.split_at_checked(end)?;
    let is_open = name.matches('（').count() > name.matches('）').count();
    (!is_open).then_some((name, tail))
}

/// A phone number at the end, with its label: the text without it, and the number.
fn split_phone(text: &str) -> Option<(String, String)> {
    let is_phone = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '（' | '）');
    let rest = text.trim_end_matches(is_phone);
    let phone = text.strip_prefix(rest)?.trim_matches(|c: char| !c.is_ascii_digit() && c != '+');
    if phone.chars().filter(char::is_ascii_digit).count() < 7 {
        return None;
    }
    let rest = rest.trim_end_matches(|c: char| ":：.".contains(c) || c.is_whitespace());
    let labels = ["联系电话", "电话", "電話", "手机", "手機", "Tel", "TEL", "tel", "T"];
    let rest = labels.iter().find_map(|label| rest.strip_suffix(label)).unwrap_or(rest);
    Some((rest.to_owned(), phone.to_owned()))
}

/// Without spaces beside Chinese characters and brackets.
fn squeezed(text: &str) -> String {
    if !text::contains_han(text) {
        return text.to_owned();
    }
    let is_tight = |c: Option<char>| c.is_none_or(|c| !c.is_ascii() || "&-".contains(c));
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_idle = c == ' ' && (is_tight(out.chars().next_back()) || is_tight(chars.peek().copied()));
        if !is_idle {
            out.push(c);
        }
    }
    out
}
