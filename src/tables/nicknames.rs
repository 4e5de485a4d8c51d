//! Short forms of English given names.

use std::sync::OnceLock;

use super::generated::nicknames::NICKNAMES;
use crate::sort::{Arrange, lookup_all};

/// Every name with each of its groups, sorted by name.
fn names() -> &'static [(&'static str, &'static str)] {
    static DECODED: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let groups = NICKNAMES.lines();
        let mut names: Vec<(&str, &str)> =
            groups.flat_map(|group| group.split(' ').map(move |name| (name, group))).collect();
        names.arrange();
        names
    })
}

/// Whether one is a short form of the other, or both are of one name; in small letters.
///
/// ```
/// use kehu::tables::nicknames::is_nickname;
/// assert!(is_nickname("bob", "robert") && is_nickname("liz", "elizabeth") && is_nickname("bob", "rob"));
/// assert!(!is_nickname("bob", "elizabeth"));
/// assert!(!is_nickname("robert", "robert"));
/// ```
pub fn is_nickname(a: &str, b: &str) -> bool {
    a != b && lookup_all(names(), a).any(|group| group.split(' ').any(|name| name == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_go_both_ways() {
        for (a, b, expected) in [
            ("bob", "robert", true),
            ("betty", "elizabeth", true),
            ("bob", "rob", true),
            ("robert", "william", false),
            ("bob", "bobb", false),
            ("bob", "bob", false),
            ("明", "小明", false),
            ("", "bob", false),
            ("", "", false),
            ("ron ronnie", "aaron", false),
        ] {
            assert_eq!(is_nickname(a, b), expected, "{a} {b}");
            assert_eq!(is_nickname(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn groups_hold_plain_words() {
        for (name, group) in names() {
            let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(is_word && group.contains(' '), "{name} of {group}");
        }
    }
}
