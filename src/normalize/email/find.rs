//! Finds addresses in a text that may hold names, brackets and several addresses.

use std::borrow::Cow;

use super::typo;
use crate::normalize::{domain, search};
use crate::text::is_han;

/// Signs of links, quotes and formulas, which no local part begins with.
const LEADS: [char; 6] = ['/', '\'', '`', '=', '&', '+'];

/// An address as it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub local: &'a str,
    pub domain: Cow<'a, str>,
    /// The domain in canonical form, where it is plausible as it stands.
    pub host: Option<Cow<'a, str>>,
    /// The name before `<address>`, or Chinese text beside it.
    pub name: &'a str,
    /// What a space may have cut off the local part; empty where nothing looks like it.
    pub cut_off: &'a str,
    /// Codes of what had to be assumed.
    pub doubts: Vec<&'static str>,
}

impl Found<'_> {
    pub(super) fn text(&self) -> String {
        super::address(self.local, &self.domain)
    }
}

/// The addresses in `text`, one for every `@`.
pub(super) fn addresses(text: &str) -> Vec<Found<'_>> {
    let is_alone = text.bytes().filter(|b| *b == b'@').count() == 1;
    let mut found = Vec::new();
    let mut pieces = text.split('@');
    let mut head = pieces.next().unwrap_or_default();
    for tail in pieces {
        let (address, rest) = address(head, tail, is_alone);
        found.push(address);
        head = without_note(rest);
    }
    found
}

/// What follows a remark in brackets, which belongs to the address before it: `a@qq.com(工作),b@163.com`.
fn without_note(rest: &str) -> &str {
    let inside = rest.trim_start().strip_prefix('(');
    inside.and_then(|inside| inside.split_once(')')).map_or(rest, |(_, after)| after)
}

/// The address round one `@`, and what follows it.
fn address<'a>(head: &'a str, tail: &'a str, is_alone: bool) -> (Found<'a>, &'a str) {
    let (name, local) = split_head(head);
    let cut_off = if is_alone { cut_off(head, local) } else { "" };
    let mut found = Found { local, name, cut_off, ..Found::default() };
    let dotted = tail.trim_start();
    let tail = dotted.trim_start_matches('.');
    if tail.len() < dotted.len() {
        found.doubts.push("email/dots");
    }
    let end = tail.find(|c: char| !is_domain_character(c)).unwrap_or(tail.len());
    let (run, rest) = tail.split_at_checked(end).unwrap_or((tail, ""));
    let run = without_chinese_tail(run);
    found.host = plausible(run);
    let domain = if found.host.is_some() { run } else { without_glued_tail(run) };
    let rest = tail.get(domain.len()..).unwrap_or(rest);
    found.domain = Cow::Borrowed(domain.trim_end_matches(['.', '-']));
    if search::is_doubled(&found.domain, b'.') {
        let joined = search::replaced(&found.domain, "..", ".");
        let whole = if plausible(&joined).is_some() { joined.as_str() } else { without_glued_tail(&joined) };
        found.domain = Cow::Owned(whole.to_owned());
        found.doubts.push("email/dots");
    }
    repair_domain(&mut found, rest, is_alone);
    split_name(&mut found);
    (found, rest)
}

/// The text before the `@`: what belongs to the local part, and a name before it.
fn split_head(head: &str) -> (&str, &str) {
    let head = head.trim_end();
    let start = head.rfind(|c: char| !is_local_character(c)).map_or(0, |at| at + next_len(head, at));
    let (before, local) = head.split_at_checked(start).unwrap_or(("", head));
    let name = before.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    // A single character is a word that joins (`或`), and what holds signs of programs a tag or a formula, not a name.
    let is_name = name.chars().nth(1).is_some() && !name.contains(['=', '"', ':', '/']) && name != "http";
    let name = if is_name { name.trim() } else { "" };
    (name, local.trim_start_matches(LEADS))
}

/// The most characters of what a slip cuts off an address; a longer word before it is a word.
const PIECE: usize = 3;

/// The piece of a small-lettered word that alone stands before an address or before the rest of it: `zh ang@qq.com`,
/// `zhan g@qq.com`.
fn cut_off<'a>(head: &'a str, local: &str) -> &'a str {
    let Some(before) = head.trim_end().strip_suffix(local) else { return "" };
    let word = before.trim();
    let is_word = word.bytes().all(|b| b.is_ascii_lowercase()) && before.ends_with(' ');
    let is_piece = word.len().min(local.len()) <= PIECE;
    if is_word && is_piece && !local.is_empty() { word } else { "" }
}

fn next_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// `atext` of RFC 5322 and the dot, and letters of every script (RFC 6531).
fn is_local_character(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".chars().any(|sign| sign == c)
}

fn is_domain_character(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '.'
}

/// Cuts the Chinese words that follow an ASCII domain: `a@qq.com王芳`.
fn without_chinese_tail(domain: &str) -> &str {
    let last = domain.rsplit('.').next().unwrap_or_default();
    if !last.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return domain;
    }
    let kept = last.find(is_han).map_or(0, |at| last.len() - at);
    domain.get(..domain.len() - kept).unwrap_or(domain)
}

/// Cuts what is stuck to the domain of a large provider: `a@163.com13812345678`, `a@qq.comb@163.com`.
fn without_glued_tail(domain: &str) -> &str {
    let cut = |target: &&str| {
        domain.split_at_checked(target.len()).filter(|(head, _)| head.eq_ignore_ascii_case(target))
    };
    let found =
        typo::TARGETS.iter().find_map(cut).filter(|(_, tail)| tail.len() > 2 && !tail.starts_with('.'));
    found.map_or(domain, |(head, _)| head)
}

/// Joins what a stray space or comma has cut off: `a@qq. com`, `a@163.c om`, `a@163,com`.
fn repair_domain(found: &mut Found, rest: &str, is_alone: bool) {
    if !is_alone || found.host.is_some() || plausible(&found.domain).is_some() {
        return;
    }
    let comma = rest.starts_with(',');
    let tail: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    let separator =
        if comma || (!tail.starts_with('.') && !search::has(&found.domain, b'.')) { "." } else { "" };
    let joined = [&found.domain, separator, tail.trim_start_matches(',')].concat();
    let lost_dot = [&found.domain, ".", tail.trim_start_matches([',', '.'])].concat();
    for candidate in [joined, lost_dot] {
        if plausible(&candidate).is_some() {
            found.domain = Cow::Owned(candidate);
            found.doubts.push(if comma { "email/comma_for_dot" } else { "email/inner_space" });
            return;
        }
    }
}

/// The canonical form of a domain with a top level that is in use.
fn plausible(domain: &str) -> Option<Cow<'_, str>> {
    let is_in_use = |host: &Cow<str>| domain::has_familiar_top_level(host) && !domain.ends_with(".c");
    domain::canonical(domain).filter(is_in_use)
}

/// Chinese characters stuck to an ASCII local part are a name, not part of the address.
fn split_name(found: &mut Found) {
    let is_mixed = found.local.contains(is_han) && found.local.contains(|c: char| c.is_ascii_alphanumeric());
    if !is_mixed {
        return;
    }
    let start = found.local.rfind(is_han).map_or(0, |at| at + next_len(found.local, at));
    let (name, local) = found.local.split_at_checked(start).unwrap_or(("", found.local));
    found.local = local.trim_start_matches(|c| c == '.' || LEADS.contains(&c));
    if found.name.is_empty() {
        found.name = name.trim_matches(|c: char| !c.is_alphanumeric());
    }
}
