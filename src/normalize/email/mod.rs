//! Email addresses (RFC 5321, RFC 5322, RFC 6531).
//!
//! The canonical value is the address to send to: the local part as given, the domain in lower case with A-labels.
//! The part `key` is for comparing only: lower case, and folded as far as the provider's own rules say that two
//! spellings reach one mailbox. Further parts: `local`, `domain`, `display_name`, `provider`, `class` (`free` or
//! `corporate`), `role` for shared mailboxes such as `info@`, `registrable_domain` of a corporate address (it links a
//! contact to an account), `qq` where the local part is a QQ number, and `suggestion`.

mod find;
mod placeholder;
mod provider;
mod typo;

use std::borrow::Cow;

use super::{Context, Draft, Normalized, code, domain, search};
use crate::reason::Reason;
use crate::text;
use find::Found;

/// A Latin label ends with its sign, as `mail.wang@…` and `email2024@…` are addresses.
const LABELS: &[&str] = &[
    "电子邮件地址",
    "电子邮箱",
    "电子邮件",
    "邮箱地址",
    "工作邮箱",
    "私人邮箱",
    "个人邮箱",
    "公司邮箱",
    "企业邮箱",
    "邮箱",
    "邮件",
    "e-mail:",
    "e-mail ",
    "email:",
    "email ",
    "mailto:",
    "mail:",
    "mail ",
];

/// The canonical form of `input`; further addresses in the same cell stand in `also`.
///
/// ```
/// use kehu::normalize::{Context, email};
/// let answer = email::normalize("王芳 <Wang.Fang+crm＠Gmail。com>", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("Wang.Fang+crm@gmail.com"));
/// assert_eq!(answer.part("key"), Some("wangfang@gmail.com"));
/// assert_eq!(answer.part("display_name"), Some("王芳"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = code::repair(&mut draft, input);
    if repaired.is_empty() {
        return draft.empty();
    }
    if !search::has(&repaired, b'@') && text::is_placeholder(&repaired) {
        return draft.invalid(code::placeholder(&repaired));
    }
    let bare = without_marks(code::strip_label(&repaired, LABELS));
    draft.step("label", &repaired, bare);
    let plain = plain_marks(bare);
    draft.step("punctuation", bare, &plain);
    let mut found = find::addresses(&plain).into_iter();
    let Some(first) = found.next() else { return refuse(draft, &plain) };
    let mut answer = judge(draft, &first, context);
    for next in found {
        let next = judge(Draft::new(&next.text()), &next, context);
        // The same address twice is one; a second text round an `@` that is none stays as a fault to see.
        if next.value.is_none() || answer.each().all(|known| known.value != next.value) {
            answer.also.push(next);
        }
    }
    answer
}

/// The text without the `@` that a name in a messenger begins with.
fn without_marks(text: &str) -> &str {
    text.strip_prefix('@').filter(|rest| search::has(rest, b'@')).unwrap_or(text)
}

const SIGNS: [(&str, &str); 16] = [
    ("。", "."),
    ("｡", "."),
    ("．", "."),
    ("(dot)", "."),
    ("[dot]", "."),
    (" dot ", "."),
    (" DOT ", "."),
    ("、", ","),
    ("(at)", "@"),
    ("[at]", "@"),
    ("(AT)", "@"),
    ("[AT]", "@"),
    (" at ", "@"),
    (" AT ", "@"),
    ("%40", "@"),
    ("@@", "@"),
];

/// What Chinese input methods and cautious people write for `@` and `.`.
fn plain_marks(text: &str) -> Cow<'_, str> {
    let may_be_sign = |c: char| !c.is_ascii() || matches!(c, ' ' | '(' | '[' | '%');
    if !text.contains(may_be_sign) && !search::is_doubled(text, b'@') {
        return Cow::Borrowed(text);
    }
    let mut plain = text.to_owned();
    for (sign, meant) in SIGNS {
        // Beside an `@`, "at" is a word.
        if search::find(&plain, sign).is_some()
            && (meant != "@" || sign == "@@" || plain.matches('@').count() != 1)
        {
            plain = search::replaced(&plain, sign, meant);
        }
    }
    Cow::Owned(plain)
}

/// There is no `@`: says so, and offers the address that was probably meant.
fn refuse(mut draft: Draft, text: &str) -> Normalized {
    if let Some(suggestion) = typo::missing_at(text) {
        draft.part("suggestion", suggestion);
    }
    draft.invalid(Reason::new("email/no_at"))
}

fn judge(mut draft: Draft, found: &Found, context: &Context) -> Normalized {
    draft.part("display_name", found.name);
    for doubt in &found.doubts {
        draft.doubt(Reason::new(doubt));
    }
    let is_read = found.host.as_deref().map(Cow::Borrowed);
    let Some(host) = is_read.or_else(|| domain::canonical(&found.domain)) else {
        if let Some(domain) = typo::incomplete(&found.domain) {
            draft.part("suggestion", address(found.local, domain));
        }
        return draft.invalid(Reason::new("email/domain").with("domain", found.domain.as_ref()));
    };
    if let Some(reason) = refused_local(found.local, &host) {
        return draft.invalid(reason);
    }
    let value = address(found.local, &host);
    if !found.cut_off.is_empty() {
        let whole = [found.cut_off, &value].concat();
        draft.part("suggestion", whole.as_str());
        draft.doubt(Reason::new("email/space_before").with("suggestion", whole));
    }
    let mut display = value.clone();
    if host != found.domain {
        draft.step("domain_case", &found.text(), &value);
        display = address(found.local, &text::lower(&found.domain));
    }
    let mailbox = Mailbox {
        local: found.local,
        lower: code::lowered(found.local),
        host: &host,
        provider: provider::of(&host),
    };
    mailbox.doubt(&mut draft);
    if context.wants_any() {
        mailbox.describe(&mut draft);
    }
    draft.done(value, display)
}

/// An address whose domain is one.
struct Mailbox<'a> {
    local: &'a str,
    /// The local part in small letters.
    lower: Cow<'a, str>,
    host: &'a str,
    /// Who gives anybody an address there.
    provider: Option<&'static str>,
}

fn address(local: &str, domain: &str) -> String {
    [local, "@", domain].concat()
}

/// Why no mailbox can have this name (RFC 5321, section 4.5.3.1: 64 and 254 octets).
fn refused_local(local: &str, host: &str) -> Option<Reason> {
    if local.is_empty() {
        return Some(Reason::new("email/local"));
    }
    (local.len() > 64 || local.len() + 1 + host.len() > 254).then(|| Reason::new("email/length"))
}

impl Mailbox<'_> {
    fn doubt(&self, draft: &mut Draft) {
        let &Self { local, host, .. } = self;
        if search::is_doubled(local, b'*') {
            draft.doubt(Reason::new("value/masked"));
        } else if placeholder::is_placeholder(&self.lower, host, self.provider.is_some()) {
            draft.doubt(code::placeholder(&address(local, host)));
        }
        if local.starts_with('.') || local.ends_with('.') || search::is_doubled(local, b'.') {
            draft.doubt(Reason::new("email/dots"));
        }
        if !local.is_ascii() {
            draft.doubt(Reason::new("email/non_ascii_local"));
        }
        // A provider's domain is no slip for another's.
        if self.provider.is_some() {
            return;
        }
        if let Some(suggestion) = typo::suggestion(host) {
            draft.part("suggestion", address(local, &suggestion));
            draft.doubt(Reason::new("email/domain_typo").with("domain", host).with("suggestion", suggestion));
        } else if !domain::has_familiar_top_level(host) {
            draft.doubt(Reason::new("email/unknown_top_level").with("domain", host));
        }
    }

    fn describe(&self, draft: &mut Draft) {
        let &Self { local, host, .. } = self;
        draft.part("local", local);
        draft.part("domain", host);
        draft.part("key", provider::key(&self.lower, host, self.provider));
        // The number of a QQ account is its mail address.
        let may_be_qq = (5..=11).contains(&local.len()) && code::is_digits(local) && !local.starts_with('0');
        if host == "qq.com" && may_be_qq {
            draft.part("qq", local);
        }
        if let Some(role) = provider::role(&self.lower) {
            draft.part("role", role);
        }
        match self.provider {
            Some(provider) => {
                draft.part("provider", provider);
                draft.part("class", "free");
            }
            None => {
                draft.part("class", "corporate");
                draft.part("registrable_domain", domain::registrable(host).unwrap_or_default());
            }
        }
    }
}
