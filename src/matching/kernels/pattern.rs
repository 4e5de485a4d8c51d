//! A text prepared once and compared with many.

use super::masks::{MOST, Masks};
use super::{grams, jaro, osa};

/// A text whose characters' positions are known, so that comparing it takes one step for each character of the other.
///
/// Every measure is symmetric: which of two texts is the prepared one does not change a bit of the result.
///
/// ```
/// use kehu::matching::kernels::Pattern;
/// let mut pattern = Pattern::default();
/// pattern.set("martha");
/// assert!((pattern.jaro_winkler("marhta") - 0.9611).abs() < 0.0001);
/// assert_eq!(pattern.osa("marhta"), 1);
/// assert!(!pattern.osa_within("mart", 1));
/// ```
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// Code points, at most [`MOST`].
    length: usize,
    masks: Masks,
    /// Where each character of the other text stands in this one.
    places: [u64; MOST],
}

impl Default for Pattern {
    fn default() -> Self {
        Self { text: String::new(), length: 0, masks: Masks::default(), places: [0; MOST] }
    }
}

impl Pattern {
    /// Prepares a text in place of the one before.
    pub fn set(&mut self, text: &str) {
        self.masks.remove(self.text.chars().take(MOST));
        self.text.clear();
        self.text.push_str(text);
        self.length = 0;
        for c in text.chars().take(MOST) {
            self.masks.add(c, self.length);
            self.length += 1;
        }
    }

    /// The text prepared.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Jaro–Winkler similarity, from 0 to 1 (Winkler 1990). A common prefix of at most four characters counts at every
    /// score, with the scale 0.1. Of texts longer than 64 code points the first 64 are compared.
    pub fn jaro_winkler(&mut self, other: &str) -> f64 {
        let found = self.masks.find(other, &mut self.places);
        if found.strange == found.length {
            return f64::from(self.length == 0 && found.length == 0);
        }
        jaro::jaro_winkler(self.length, self.places.get(..found.length).unwrap_or_default())
    }

    /// Optimal string alignment distance: how many code points to insert, delete, substitute or swap with their neighbour,
    /// none of them twice. Texts longer than 64 code points take time as the product of their lengths.
    pub fn osa(&mut self, other: &str) -> usize {
        if self.is_long(other) {
            return osa::long(&self.text, other, usize::MAX);
        }
        let found = self.masks.find(other, &mut self.places);
        osa::distance(self.length, self.places.get(..found.length).unwrap_or_default(), usize::MAX)
    }

    /// Whether the [`osa`](Self::osa) distance is at most `most`; that it is not shows early for most pairs.
    pub fn osa_within(&mut self, other: &str, most: usize) -> bool {
        if self.is_long(other) {
            return osa::long(&self.text, other, most) <= most;
        }
        let found = self.masks.find(other, &mut self.places);
        // A character that stands nowhere takes an edit of its own.
        found.strange <= most
            && found.length.abs_diff(self.length) <= most
            && osa::distance(self.length, self.places.get(..found.length).unwrap_or_default(), most) <= most
    }

    /// Share of the parts that both have (Dice 1945, of bags), from 0 to 1: pairs of neighbouring characters of a word, and
    /// Chinese characters each by itself. Two texts without parts are as alike as they are equal. Of texts longer than 64
    /// code points the first 64 are compared.
    ///
    /// ```
    /// # use kehu::matching::kernels::Pattern;
    /// let mut pattern = Pattern::default();
    /// pattern.set("华信科技");
    /// assert_eq!(pattern.dice("华信网络科技"), 0.8);
    /// pattern.set("night");
    /// assert_eq!(pattern.dice("nacht"), 0.25);
    /// ```
    pub fn dice(&self, other: &str) -> f64 {
        let count = grams::count(&self.text) + grams::count(other);
        if count == 0 {
            return f64::from(self.text == other);
        }
        (2 * grams::shared(&self.masks, other)) as f64 / count as f64
    }

    /// Whether one of the two does not fit into a word.
    fn is_long(&self, other: &str) -> bool {
        let is_long = |text: &str| text.len() > MOST && text.chars().nth(MOST).is_some();
        is_long(&self.text) || is_long(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::kernels::Buffers;
    use crate::text;
    use proptest::prelude::*;

    /// Jaro's definition, character by character.
    fn naive_jaro(left: &[char], right: &[char]) -> f64 {
        if left.is_empty() || right.is_empty() {
            return f64::from(left.len() == right.len());
        }
        let window = (left.len().max(right.len()) / 2).saturating_sub(1);
        let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
        for (i, c) in left.iter().enumerate() {
            let free = (i.saturating_sub(window)..(i + window + 1).min(right.len()))
                .find(|j| !in_right[*j] && right[*j] == *c);
            if let Some(j) = free {
                (in_left[i], in_right[j]) = (true, true);
            }
        }
        let chosen = |text: &[char], marks: &[bool]| -> Vec<char> {
            text.iter().zip(marks).filter(|(_, mark)| **mark).map(|(c, _)| *c).collect()
        };
        let (a, b) = (chosen(left, &in_left), chosen(right, &in_right));
        let (m, swapped) = (a.len() as f64, (a.iter().zip(&b).filter(|(x, y)| x != y).count() / 2) as f64);
        if m == 0.0 {
            0.0
        } else {
            (m / left.len() as f64 + m / right.len() as f64 + (m - swapped) / m) / 3.0
        }
    }

    fn naive_jaro_winkler(left: &str, right: &str) -> f64 {
        let first = |text: &str| text.chars().take(64).collect::<Vec<char>>();
        let (left, right) = (first(left), first(right));
        let jaro = naive_jaro(&left, &right);
        let prefix = left.iter().zip(&right).take(4).take_while(|(a, b)| a == b).count() as f64;
        jaro + prefix * 0.1 * (1.0 - jaro)
    }

    /// The parts of a text one by one.
    fn naive_grams(text: &str) -> Vec<String> {
        let first: String = text.chars().take(64).collect();
        let pairs = first.split(|c| c == ' ' || text::is_han(c)).flat_map(|word| {
            let characters: Vec<char> = word.chars().collect();
            characters.windows(2).map(|pair| pair.iter().collect()).collect::<Vec<String>>()
        });
        pairs.chain(first.chars().filter(|c| text::is_han(*c)).map(String::from)).collect()
    }

    fn naive_dice(left: &str, right: &str) -> f64 {
        let (a, mut b) = (naive_grams(left), naive_grams(right));
        let count = a.len() + b.len();
        let shared = a
            .iter()
            .filter(|gram| b.iter().position(|other| other == *gram).map(|i| b.swap_remove(i)).is_some());
        let shared = shared.count();
        if count == 0 { f64::from(left == right) } else { (2 * shared) as f64 / count as f64 }
    }

    /// Latin, Chinese, both, and planes beyond the first; short, and longer than a word of bits.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-d ]{0,12}",
            "[a-zA-Z0-9 .-]{0,30}",
            "[吴杭州市华信科技]{0,12}",
            "[\\u{4e00}-\\u{9fff}]{0,20}",
            "[a-c吴杭é𠮷😀]{0,12}",
            "[ab]{55,90}",
            "[a-c州𠮷]{55,90}",
            "[a-z杭]{60,140}",
        ]
    }

    /// Two texts, often with few edits between them.
    fn pair() -> impl Strategy<Value = (String, String)> {
        let edited = (any_text(), proptest::collection::vec((0_usize..140, 0_u8..4, "[a-c杭]"), 0..4))
            .prop_map(|(text, edits)| {
                let mut characters: Vec<char> = text.chars().collect();
                for (at, edit, new) in edits {
                    let at = at % (characters.len() + 1);
                    match edit {
                        0 => characters.insert(at, new.chars().next().unwrap()),
                        1 if at < characters.len() => drop(characters.remove(at)),
                        2 if at < characters.len() => characters[at] = new.chars().next().unwrap(),
                        _ if at + 1 < characters.len() => characters.swap(at, at + 1),
                        _ => {}
                    }
                }
                (text, characters.into_iter().collect())
            });
        prop_oneof![(any_text(), any_text()), edited]
    }

    fn prepared(text: &str) -> Pattern {
        let mut pattern = Pattern::default();
        pattern.set(text);
        pattern
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn jaro_winkler_is_its_definition((a, b) in pair()) {
            let ours = prepared(&a).jaro_winkler(&b);
            prop_assert_eq!(ours.to_bits(), naive_jaro_winkler(&a, &b).to_bits());
            prop_assert_eq!(ours.to_bits(), prepared(&b).jaro_winkler(&a).to_bits());
        }

        #[test]
        fn jaro_is_strsims((a, b) in pair().prop_filter("fits", |(a, b)| a.chars().count().max(b.chars().count()) <= 64)) {
            // The reference boosts only above 0.7; the formula as published has no such bound.
            let jaro = strsim::jaro(&a, &b);
            let prefix = a.chars().zip(b.chars()).take(4).take_while(|(x, y)| x == y).count() as f64;
            prop_assert!((prepared(&a).jaro_winkler(&b) - (jaro + prefix * 0.1 * (1.0 - jaro))).abs() < 1e-9);
        }

        #[test]
        fn dice_is_its_definition((a, b) in pair()) {
            let (first, second) = (prepared(&a).dice(&b), prepared(&b).dice(&a));
            prop_assert_eq!(first.to_bits(), naive_dice(&a, &b).to_bits());
            prop_assert_eq!(first.to_bits(), second.to_bits());
        }

        #[test]
        fn dice_of_words_is_strsims(a in "[a-d]{2,12}", b in "[a-d]{2,12}") {
            prop_assert!((prepared(&a).dice(&b) - strsim::sorensen_dice(&a, &b)).abs() < 1e-9);
        }

        #[test]
        fn edits_are_strsims((a, b) in pair(), most in 0_usize..8) {
            let distance = strsim::osa_distance(&a, &b);
            prop_assert_eq!(prepared(&a).osa(&b), distance);
            prop_assert_eq!(prepared(&b).osa(&a), distance);
            prop_assert_eq!(prepared(&a).osa_within(&b, most), distance <= most);
        }

        #[test]
        fn a_pattern_forgets_the_text_before(texts in proptest::collection::vec(any_text(), 1..8), other in any_text()) {
            let (mut pattern, mut buffers) = (Pattern::default(), Buffers::default());
            for text in &texts {
                pattern.set(text);
                let fresh = prepared(text).jaro_winkler(&other);
                prop_assert_eq!(pattern.jaro_winkler(&other).to_bits(), fresh.to_bits());
                prop_assert_eq!(pattern.osa(&other), prepared(text).osa(&other));
                prop_assert_eq!(buffers.jaro_winkler(text, &other).to_bits(), fresh.to_bits());
                prop_assert_eq!(buffers.within_edits(&other, text, 3), prepared(text).osa_within(&other, 3));
            }
        }
    }
}
