//! The known name that a misspelt one most likely means.

use crate::text::edit_distance;

/// The name nearest to `wrong`, the first of several: one that begins with it, else the one of the least edit distance. Empty
/// when none is so near that it may have been meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    let far = |name: &str| (!begins(name, wrong), edit_distance(wrong, name));
    let found = known.into_iter().min_by_key(|name| far(name)).unwrap_or_default();
    if begins(found, wrong) || edit_distance(wrong, found) <= slips(wrong.chars().count()) {
        found
    } else {
        ""
    }
}

/// Whether the name begins with what was written, which is more than a letter.
fn begins(name: &str, written: &str) -> bool {
    written.chars().nth(1).is_some() && name.starts_with(written)
}

/// How many letters of a name may be wrong: two in five, but of a short one a single letter, and never all.
fn slips(length: usize) -> usize {
    (length * 2 / 5).max(1).min(length.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        let known = ["city", "county", "province", "邮箱"];
        assert_eq!(nearest("citty", known), "city");
        assert_eq!(nearest("provinse", known), "province");
        assert_eq!(nearest("邮箱1", known), "邮箱");
        assert_eq!(nearest("x", []), "");
    }

    #[test]
    fn a_swap_and_a_beginning_find_theirs() {
        assert_eq!(nearest("ordre", ["visit", "order"]), "order");
        assert_eq!(nearest("hihg", ["low", "high"]), "high");
        assert_eq!(nearest("eq", ["in", "equals"]), "equals");
        assert_eq!(nearest("contain", ["not", "contains"]), "contains");
    }

    #[test]
    fn what_is_far_away_is_not_offered() {
        let known = ["city", "county", "province", "邮箱"];
        assert_eq!(nearest("telephone", known), "");
        assert_eq!(nearest("手机", known), "");
        assert_eq!(nearest("x", ["y"]), "");
        assert_eq!(nearest("", known), "");
    }
}
