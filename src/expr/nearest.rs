//! The known name that a misspelt one most likely means.

/// The name nearest to `wrong`, the first of several: one that begins with it, else the one of the least edit distance. Empty
/// when none is so near that it may have been meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    // Names longer than this are no typing slip of each other, and need not cost time.
    let letters: Vec<char> = wrong.chars().take(64).collect();
    let far = |name: &str| distance(&letters, name) + if begins(name, wrong) { 0 } else { 64 };
    let found = known.into_iter().min_by_key(|name| far(name)).unwrap_or_default();
    if begins(found, wrong) || distance(&letters, found) <= slips(letters.len()) { found } else { "" }
}

/// Whether the name begins with what was written, which is more than a letter.
fn begins(name: &str, written: &str) -> bool {
    written.chars().nth(1).is_some() && name.starts_with(written)
}

/// How many letters of a name may be wrong: two in five, but of a short one a single letter, and never all.
fn slips(length: usize) -> usize {
    (length * 2 / 5).max(1).min(length.saturating_sub(1))
}

/// Levenshtein's distance in characters, one row of the table at a time.
fn distance(left: &[char], right: &str) -> usize {
    let mut row: Vec<usize> = (0..=left.len()).collect();
    for (i, r) in right.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (cell, l) in row.iter_mut().skip(1).zip(left) {
            let replaced = diagonal + usize::from(*l != r);
            diagonal = *cell;
            before = replaced.min(*cell + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
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

    #[test]
    fn distance_agrees_with_the_reference() {
        for (a, b) in [("", "abc"), ("kitten", "sitting"), ("上海市", "上海"), ("abc", "abc"), ("ab", "ba")]
        {
            let chars: Vec<char> = a.chars().collect();
            assert_eq!(distance(&chars, b), strsim::levenshtein(a, b), "{a} {b}");
        }
    }
}
