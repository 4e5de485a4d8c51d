//! Texts as sets of tokens.

use crate::text;

/// Most tokens of a text: comparing each with each of another text must not take long, however long a remark is.
const MOST_TOKENS: usize = 64;

/// The tokens of a text, at most [`MOST_TOKENS`].
#[derive(Clone, Copy)]
struct Tokens<'t> {
    texts: [&'t str; MOST_TOKENS],
    /// What tells most tokens apart: the length and the first bytes.
    keys: [u64; MOST_TOKENS],
    count: usize,
}

impl<'t> Tokens<'t> {
    fn of(folded: &'t str) -> Self {
        let mut tokens = Self { texts: [""; MOST_TOKENS], keys: [0; MOST_TOKENS], count: 0 };
        for word in folded.split(' ') {
            if tokens.count == MOST_TOKENS {
                break;
            }
            if text::contains_han(word) {
                tokens.add_pairs(word);
            } else {
                tokens.add(Some(word));
            }
        }
        tokens
    }

    /// Every two neighbouring characters of a word, or the only one.
    fn add_pairs(&mut self, word: &'t str) {
        let (mut last, mut before) = (None, None);
        for (at, _) in word.char_indices() {
            if let Some(start) = before {
                self.add(word.get(start..at));
            }
            (before, last) = (last, Some(at));
        }
        self.add(before.or(last).and_then(|start| word.get(start..)));
    }

    fn add(&mut self, token: Option<&'t str>) {
        let (text, key) = (self.texts.get_mut(self.count), self.keys.get_mut(self.count));
        if let (Some(token), Some(text), Some(key)) = (token, text, key) {
            *text = token;
            *key = token.bytes().take(7).fold(token.len() as u64, |key, byte| key << 8 | u64::from(byte));
            self.count += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = (u64, &'t str)> + '_ {
        self.keys.iter().copied().zip(self.texts.iter().copied()).take(self.count)
    }

    fn contains(&self, key: u64, token: &str) -> bool {
        let same = |(other, text): (&u64, &&str)| *other == key && *text == token;
        self.keys.iter().zip(&self.texts).take(self.count).any(same)
    }
}

/// The first words of a folded text, and every two neighbouring Chinese characters of a word, as slices of it.
pub fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    let tokens = Tokens::of(folded);
    tokens.texts.into_iter().take(tokens.count)
}

/// Whether at least this share of the tokens of the text with fewer are among the other's, and more than one is. Both
/// texts are folded; tokens are those of [`tokens`].
pub fn overlap(left: &str, right: &str, at_least: f64) -> bool {
    let (left, right) = (Tokens::of(left), Tokens::of(right));
    let (few, many) = if left.count <= right.count { (&left, &right) } else { (&right, &left) };
    let shared = few.iter().filter(|(key, token)| many.contains(*key, token)).count();
    shared > 1 && shared as f64 >= at_least * few.count as f64
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
    if letters(left) != letters(right) {
        return false;
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

/// A sum of what the words of a text are made of, which is the same in whatever order they stand.
fn letters(text: &str) -> u32 {
    text.bytes().filter(|byte| !b" .".contains(byte)).fold(0, |sum, byte| sum.wrapping_add(u32::from(byte)))
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
    let (left, right) = (Tokens::of(left), Tokens::of(right));
    // Most texts share nothing, and what their tokens weigh does not count.
    if !left.iter().any(|(key, token)| right.contains(key, token)) {
        return 0.0;
    }
    let square = |token: &str| {
        let weight = i64::from(weight(token));
        weight * weight
    };
    let (mut length, mut shared) = (0, 0);
    for (key, token) in left.iter() {
        let square = square(token);
        length += square;
        shared += if right.contains(key, token) { square } else { 0 };
    }
    let other: i64 = right.iter().map(|(_, token)| square(token)).sum();
    let norm = length as f64 * other as f64;
    if norm > 0.0 { (shared as f64 / libm::sqrt(norm)).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Tokens by their definition.
    fn naive(text: &str) -> Vec<String> {
        let of_word = |word: &str| -> Vec<String> {
            let characters: Vec<char> = word.chars().collect();
            match characters.len() {
                0 | 1 => vec![word.to_owned()],
                _ if !text::contains_han(word) => vec![word.to_owned()],
                _ => characters.windows(2).map(|pair| pair.iter().collect()).collect(),
            }
        };
        text.split(' ').flat_map(of_word).take(MOST_TOKENS).collect()
    }

    proptest! {
        #[test]
        fn tokens_are_shared_as_by_their_definition(
            a in "[ab华信科é]{0,8}( [ab华信科é]{0,4}){0,5}", b in "[ab华信科é]{0,8}( [ab华信科é]{0,4}){0,40}",
            long in "abcdefgh[ab]{0,2}( abcdefgh[ab]{0,2}){0,4}", share in 0.0..1.0
        ) {
            for (a, b) in [(&a, &b), (&a, &a), (&long, &b), (&b, &long)] {
                prop_assert_eq!(tokens(a).collect::<Vec<_>>(), naive(a));
                let (left, right) = (naive(a), naive(b));
                let (few, many) = if left.len() <= right.len() { (&left, &right) } else { (&right, &left) };
                let shared = few.iter().filter(|token| many.contains(token)).count();
                let expected = shared > 1 && shared as f64 >= share * few.len() as f64;
                prop_assert_eq!(overlap(a, b, share), expected);
                let both = |text: &[String]| text.iter().map(|token| token.len() * token.len()).sum::<usize>() as f64;
                let shared: Vec<String> = left.iter().filter(|token| right.contains(token)).cloned().collect();
                let norm = both(&left) * both(&right);
                let expected = if norm > 0.0 { (both(&shared) / libm::sqrt(norm)).min(1.0) } else { 0.0 };
                prop_assert_eq!(cosine(a, b, &|token| token.len() as i32).to_bits(), expected.to_bits());
            }
        }
    }

    proptest! {
        #[test]
        fn words_are_the_same_as_by_their_definition(a in "[ab华信. ]{0,9}", b in "[ab华信. ]{0,9}") {
            let sorted = |text: &str| {
                let mut words: Vec<String> = words(text).map(str::to_owned).collect();
                words.sort();
                words
            };
            let turned = a.split(' ').rev().collect::<Vec<_>>().join(" ");
            for (a, b) in [(&a, &b), (&a, &turned)] {
                prop_assert_eq!(same_words(a, b), a == b || sorted(a) == sorted(b), "{:?} {:?}", a, b);
            }
        }
    }

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
