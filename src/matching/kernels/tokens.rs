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

/// Most tokens of a text: comparing each with each of another text must not take long, however long a remark is.
const MOST_TOKENS: usize = 64;

/// The first words of a folded text, and every two neighbouring Chinese characters of a word, as slices of it.
pub fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    let tokens = folded.split(' ').flat_map(|word| {
        let is_han = text::contains_han(word);
        let pairs =
            word.char_indices().zip(word.char_indices().skip(2).map(|(end, _)| end).chain([word.len()]));
        let pairs = pairs.filter(move |_| is_han).filter_map(|((start, _), end)| word.get(start..end));
        pairs.chain((!is_han).then_some(word))
    });
    tokens.take(MOST_TOKENS)
}

/// Most words that are told apart; names have fewer.
const MOST_WORDS: u32 = u64::BITS;

/// Whether two folded texts have the same words, in whatever order. Texts of more than 64 words have to be equal.
///
/// ```
/// use kehu::matching::kernels::same_words;
/// assert!(same_words("wang xiaoming", "xiaoming wang"));
/// assert!(!same_words("wang wang li", "wang li li"));
/// ```
pub fn same_words(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let count = words(right).count() as u32;
    if words(left).count() as u32 != count || count > MOST_WORDS {
        return false;
    }
    let mut taken = 0_u64;
    words(left).all(|word| {
        let found = words(right).zip(0..).find(|(other, i)| *other == word && taken >> i & 1 == 0);
        taken |= found.map_or(0, |(_, i)| 1 << i);
        found.is_some()
    })
}

/// Whether the words of two folded texts pair in order, each with the same word or with its initial. A Chinese character is
/// nobody's initial.
///
/// ```
/// use kehu::matching::kernels::initials_match;
/// assert!(initials_match("j. r. smith", "john ronald smith"));
/// assert!(!initials_match("j smith", "john ronald smith"));
/// assert!(!initials_match("王 明", "王小 明"));
/// ```
pub fn initials_match(left: &str, right: &str) -> bool {
    let pair = |(a, b)| a == b || is_initial(a, b) || is_initial(b, a);
    let count = words(left).count();
    count > 0 && count == words(right).count() && words(left).zip(words(right)).all(pair)
}

/// Whether a word is one letter, and the other's first.
fn is_initial(letter: &str, word: &str) -> bool {
    letter.chars().nth(1).is_none() && word.starts_with(letter) && !text::contains_han(letter)
}

/// The words of a text, the full stops of initials left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '.']).filter(|word| !word.is_empty())
}

/// Cosine of the weighted tokens of two folded texts, each token counted once for each time it stands there (TF-IDF, Salton
/// and Buckley 1988), from 0 to 1.
///
/// ```
/// use kehu::matching::kernels::cosine;
/// let rare = |word: &str| if word == "kehu" { 10 } else { 1 };
/// assert!(cosine("kehu ltd", "kehu inc", &rare) > 0.9);
/// assert!(cosine("other ltd", "kehu ltd", &rare) < 0.1);
/// ```
pub fn cosine(left: &str, right: &str, weight: &dyn Fn(&str) -> i32) -> f64 {
    let square = |token: &str| i64::from(weight(token)) * i64::from(weight(token));
    let length = |text: &str| -> i64 { tokens(text).map(square).sum() };
    let shared: i64 =
        tokens(left).filter(|token| tokens(right).any(|other| other == *token)).map(square).sum();
    let norm = length(left) as f64 * length(right) as f64;
    if norm > 0.0 { (shared as f64 / libm::sqrt(norm)).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_has_few_tokens() {
        let remark = "customer wants a quote ".repeat(5_000);
        assert_eq!(tokens(&remark).count(), MOST_TOKENS);
        assert_eq!(tokens(&"客户要求报价".repeat(5_000)).count(), MOST_TOKENS);
    }

    #[test]
    fn tokens_are_words_and_pairs_of_characters() {
        assert_eq!(tokens("华信科技 ltd").collect::<Vec<_>>(), ["华信", "信科", "科技", "ltd"]);
        assert!(overlap("mortons of chicago", "arnie mortons of chicago", 0.75));
        assert!(!overlap("华信科技", "华信贸易", 0.75));
    }

    #[test]
    fn words_pair_in_any_order_but_once() {
        assert!(same_words("a b a", "b a a"));
        assert!(!same_words("a b", "a b b"));
        assert!(!same_words("", "a"));
        let many = "a ".repeat(65);
        assert!(same_words(&many, &many));
        assert!(!same_words(&many, &format!(" {many}b")));
    }

    #[test]
    fn initials_pair_with_words_in_order() {
        assert!(initials_match("j", "john"));
        assert!(initials_match("é dupont", "étienne dupont"));
        assert!(!initials_match("j", "peter"));
        assert!(!initials_match("ronald j", "john ronald"));
        assert!(!initials_match("jo smith", "john smith"));
        assert!(!initials_match("", ""));
    }
}
