//! Texts as sets of tokens.

use crate::text;

/// Whether at least this share of the tokens of the text with fewer are among the other's, and more than one is. Both
/// texts are folded; tokens are those of [`text::tokens`].
pub fn overlap(left: &str, right: &str, at_least: f64) -> bool {
    let (left_count, right_count) = (tokens(left).count(), tokens(right).count());
    let (few, many, count) =
        if left_count <= right_count { (left, right, left_count) } else { (right, left, right_count) };
    let shared = tokens(few).filter(|token| tokens(many).any(|other| other == *token)).count();
    shared > 1 && shared as f64 >= at_least * count as f64
}

/// The words of a folded text, and every two neighbouring Chinese characters of a word, as slices of it.
pub fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').flat_map(|word| {
        let is_han = text::contains_han(word);
        let pairs =
            word.char_indices().zip(word.char_indices().skip(2).map(|(end, _)| end).chain([word.len()]));
        let pairs = pairs.filter(move |_| is_han).filter_map(|((start, _), end)| word.get(start..end));
        pairs.chain((!is_han).then_some(word))
    })
}

/// Whether both have the same words, in another order.
pub fn reordered(left: &str, right: &str) -> bool {
    let sorted = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    left.len() == right.len() && left.contains(' ') && sorted(left) == sorted(right)
}

/// Whether each word of the one is the same as, or the initial of, the word of the other in its place, and one is.
pub fn initials(left: &str, right: &str) -> bool {
    let (mut a, mut b) = (left.split(' '), right.split(' '));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y || is_initial(x, y) || is_initial(y, x) => {}
            _ => return false,
        }
    }
}

fn is_initial(short: &str, long: &str) -> bool {
    let mut chars = short.chars();
    chars.next().is_some_and(|c| long.starts_with(c)) && chars.next().is_none()
}

/// Cosine of the weighted tokens of two folded texts.
pub fn cosine(left: &str, right: &str, weight: &dyn Fn(&str) -> i32) -> f64 {
    let square = |text: &str| -> f64 { tokens(text).map(|t| f64::from(weight(t)) * f64::from(weight(t))).sum() };
    let shared: f64 = tokens(left)
        .filter(|token| tokens(right).any(|other| other == *token))
        .map(|t| f64::from(weight(t)) * f64::from(weight(t)))
        .sum();
    let norm = square(left) * square(right);
    if norm > 0.0 { shared / libm::sqrt(norm) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_and_pairs_of_characters() {
        assert_eq!(tokens("华信科技 ltd").collect::<Vec<_>>(), ["华信", "信科", "科技", "ltd"]);
        assert!(overlap("mortons of chicago", "arnie mortons of chicago", 0.75));
        assert!(!overlap("华信科技", "华信贸易", 0.75));
    }
}
