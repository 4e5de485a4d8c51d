//! Which spellings of an address reach the same mailbox, and which mailboxes are shared.

pub(super) use crate::tables::email::provider as of;

use crate::normalize::search;
use crate::tables::Words;

/// Shared mailboxes, by the local part.
static ROLES: Words = Words::ending(
    "info|sales|hr|admin|service|support|contact|marketing|office|webmaster|postmaster|\
    noreply|no-reply|enquiry|inquiry|jobs|job|recruit|zhaopin|purchase|purchasing|finance|\
    kefu|market|business|bd|help|mail|hello|pr|legal|kf|sale|export|cs|caiwu|caigou|\
    renshi|xingzheng|xiaoshou|shichang|bangongshi|shouhou|order|orders|account|accounts",
);

/// The shared mailbox that the local part, in small letters, names.
pub(super) fn role(lower: &str) -> Option<&'static str> {
    let lower = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    ROLES.end_of(lower).filter(|role| *role == lower)
}

/// The form of a local part in small letters and its host in which two spellings of one mailbox are equal, by the rules that the providers publish.
///
/// Gmail ignores dots and what follows `+`; Microsoft, Apple, Fastmail, Proton, Zoho and Yandex ignore what follows
/// `+`; Fastmail also delivers `anything@user.fastmail.com`. The Chinese providers fold nothing but case.
pub(super) fn key(lower: &str, host: &str, provider: Option<&str>) -> String {
    let untagged = lower.split('+').next().filter(|name| !name.is_empty()).unwrap_or(lower);
    match provider {
        Some("gmail") => super::address(&search::replaced(untagged, ".", ""), "gmail.com"),
        Some("yandex") => super::address(&search::replaced(untagged, ".", "-"), "yandex.com"),
        Some("icloud") => super::address(untagged, "icloud.com"),
        Some("proton") => super::address(untagged, "proton.me"),
        Some("outlook" | "fastmail" | "zoho") => super::address(untagged, host),
        _ => {
            let (name, domain) = fastmail_subdomain(host).unwrap_or((lower, host));
            super::address(name, domain)
        }
    }
}

/// `anything@user.fastmail.com` is `user@fastmail.com`.
fn fastmail_subdomain(host: &str) -> Option<(&str, &str)> {
    host.split_once('.').filter(|(_, parent)| matches!(*parent, "fastmail.com" | "fastmail.fm"))
}
