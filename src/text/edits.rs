//! How far one spelling is from another.

/// Characters beyond these count for nothing: texts as long are no slip of each other, and need not cost time.
const MOST: usize = 64;

/// The least number of characters put in, left out, changed, or changed over with their neighbour, that turns one text into the
/// other (optimal string alignment; Damerau 1964).
///
/// ```
/// # use kehu::text::edit_distance;
/// assert_eq!(edit_distance("gmial", "gmail"), 1);
/// assert_eq!(edit_distance("上海市", "上海"), 1);
/// ```
pub fn edit_distance(a: &str, b: &str) -> usize {
    let letters = |text: &str| text.chars().take(MOST).collect::<Vec<char>>();
    let (a, b) = (letters(a), letters(b));
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (at(&above, j) + usize::from(x != y)).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let previous = |text: &[char], i: usize| i.checked_sub(1).and_then(|i| text.get(i).copied());
            if previous(&a, i) == Some(y) && previous(&b, j) == Some(x) {
                best = best.min(at(&before, j.saturating_sub(1)) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_agrees_with_the_reference() {
        for a in ["", "gmial", "hotmail", "foxmial", "sian", "ab", "hihg", "abcdef", "上海市", "ca"] {
            for b in ["", "gmail", "foxmail", "sina", "ba", "hotmial", "high", "badcfe", "上海", "abc"] {
                assert_eq!(edit_distance(a, b), strsim::osa_distance(a, b), "{a} {b}");
            }
        }
    }
}
