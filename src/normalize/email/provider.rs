//! Which spellings of an address reach the same mailbox, and which mailboxes are shared.

pub(super) use crate::tables::email::provider as of;

use crate::tables::Words;

/// Shared mailboxes, by the local part.
static ROLES: Words = Words::ending(
    "info|sales|hr|admin|service|support|contact|marketing|office|webmaster|postmaster|\
    noreply|no-reply|enquiry|inquiry|jobs|job|recruit|zhaopin|purchase|purchasing|finance|\
    kefu|market|business|bd|help|mail|hello|pr|legal|kf|sale|export|cs|caiwu|caigou|\
    renshi|xingzheng|xiaoshou|shichang|bangongshi|shouhou|order|orders|account|accounts",
);

/// The shared mailbox that the local part names.
pub(super) fn role(local: &str) -> Option<&'static str> {
    let lower = local.to_ascii_lowercase();
    let lower = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    ROLES.end_of(lower).filter(|role| *role == lower)
}

/// The form in which two spellings of one mailbox are equal, by the rules that the providers publish.
///
/// Gmail ignores dots and what follows `+`; Microsoft, Apple, Fastmail, Proton, Zoho and Yandex ignore what follows
/// `+`; Fastmail also delivers `anything@user.fastmail.com`. The Chinese providers fold nothing but case.
pub(super) fn key(local: &str, host: &str) -> String {
    let lower = local.to_lowercase();
    let untagged = lower.split('+').next().filter(|name| !name.is_empty()).unwrap_or(&lower);
    let (name, domain) = match of(host) {
        Some("gmail") => (untagged.replace('.', ""), "gmail.com"),
        Some("yandex") => (untagged.replace('.', "-"), "yandex.com"),
        Some("icloud") => (untagged.to_owned(), "icloud.com"),
        Some("proton") => (untagged.to_owned(), "proton.me"),
        Some("outlook" | "fastmail" | "zoho") => (untagged.to_owned(), host),
        _ => fastmail_subdomain(host).unwrap_or((lower, host)),
    };
    super::address(&name, domain)
}

/// `anything@user.fastmail.com` is `user@fastmail.com`.
fn fastmail_subdomain(host: &str) -> Option<(String, &str)> {
    let (user, parent) = host.split_once('.')?;
    matches!(parent, "fastmail.com" | "fastmail.fm").then(|| (user.to_owned(), parent))
}
