//! Host names, for web addresses and email: canonical form, registrable domain, plausibility of the top level.

mod punycode;
mod suffixes;

use std::borrow::Cow;

use crate::text::lower;

pub(super) use suffixes::{has_familiar_top_level, registrable};

/// The host name in lower case with A-labels (RFC 5890), or `None` when it is not one.
///
/// Labels have 1 to 63 characters, the name at least two labels and at most 253 characters (RFC 1035), and the last
/// label is not a number. Letters of every script pass, since a registry knows better than a table what it allows.
pub(super) fn canonical(host: &str) -> Option<Cow<'_, str>> {
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_ascii() {
        let is_lower = !host.bytes().any(|b| b.is_ascii_uppercase());
        let lower = || if is_lower { Cow::Borrowed(host) } else { Cow::Owned(host.to_ascii_lowercase()) };
        return is_plain_host(host).then(lower);
    }
    let mut name = String::new();
    for (place, written) in lower(host).split('.').enumerate() {
        if place > 0 {
            name.push('.');
        }
        name.push_str(&label(written)?);
    }
    let top = name.rsplit('.').next().filter(|top| top.len() < name.len())?;
    (name.len() <= 253 && !top.starts_with(|c: char| c.is_ascii_digit())).then_some(Cow::Owned(name))
}

/// Whether a host of ASCII characters is one, be it in capitals.
fn is_plain_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253
        && top.len() < host.len()
        && !top.starts_with(|c: char| c.is_ascii_digit())
        && host.split('.').all(is_label)
}

fn label(label: &str) -> Option<String> {
    let allowed = label.chars().all(|c| c.is_alphanumeric() || c == '-');
    if label.is_empty() || !allowed || label.starts_with('-') || label.ends_with('-') {
        return None;
    }
    let ascii =
        if label.is_ascii() { label.to_owned() } else { ["xn--", &punycode::encode(label)?].concat() };
    (ascii.len() <= 63).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_lower_case_a_labels() {
        assert_eq!(canonical("WWW.Example.COM.").as_deref(), Some("www.example.com"));
        assert_eq!(canonical("公司.中国").as_deref(), Some("xn--55qx5d.xn--fiqs8s"));
        assert_eq!(canonical("bücher.de").as_deref(), Some("xn--bcher-kva.de"));
        for wrong in ["", "com", "a..b", "-a.com", "a-.com", "a_b.com", "1.2.3.4", "a.b c", "..."] {
            assert_eq!(canonical(wrong), None, "{wrong}");
        }
        assert_eq!(canonical(&format!("{}.com", "a".repeat(64))), None);
    }
}
