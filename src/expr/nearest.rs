//! The known name that a misspelt one most likely means.

/// The name nearest to `wrong` by edit distance, the first of several; empty when there are none.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    // Names longer than this are no typing slip of each other, and need not cost time.
    let wrong: Vec<char> = wrong.chars().take(64).collect();
    known.into_iter().min_by_key(|name| distance(&wrong, name)).unwrap_or_default()
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
    fn distance_agrees_with_the_reference() {
        for (a, b) in [("", "abc"), ("kitten", "sitting"), ("上海市", "上海"), ("abc", "abc"), ("ab", "ba")]
        {
            let chars: Vec<char> = a.chars().collect();
            assert_eq!(distance(&chars, b), strsim::levenshtein(a, b), "{a} {b}");
        }
    }
}
