//! The words of a text, for finding what may be the same.

use super::fold;
use super::script::is_han;

/// The tokens of the [`fold`]ed text: words of alphabetic scripts, and every two neighbouring Chinese characters.
///
/// A Chinese character that stands alone is a token of its own.
///
/// ```
/// assert_eq!(kehu::text::tokens("华信科技 Ltd."), ["华信", "信科", "科技", "ltd"]);
/// ```
pub fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut tokens = Vec::new();
    for word in folded.split(' ') {
        for (run, han) in runs(word) {
            if han { push_pairs(&mut tokens, run) } else { tokens.push(run.to_owned()) }
        }
    }
    tokens
}

/// The longest stretches of `word` that are all Chinese or all not.
fn runs(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let han = is_han(rest.chars().next()?);
        let end = rest.find(|c| is_han(c) != han).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some((run, han))
    })
}

fn push_pairs(tokens: &mut Vec<String>, run: &str) {
    let characters: Vec<char> = run.chars().collect();
    match characters.as_slice() {
        [single] => tokens.push(single.to_string()),
        several => tokens.extend(several.windows(2).map(|pair| pair.iter().collect::<String>())),
    }
}
