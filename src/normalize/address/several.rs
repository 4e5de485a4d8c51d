//! Two addresses in one cell.

use crate::normalize::region::{Trust, read_chain};

/// The first address of a text, and what follows, where that is whole addresses with a region of their own.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    text.match_indices([';', '；', '/', '|']).find_map(|(at, sign)| {
        let (first, second) = (text.get(..at)?, text.get(at + sign.len()..)?);
        (is_whole(first) && is_whole(second)).then_some((first.trim_end(), second.trim_start()))
    })
}

/// Whether the text begins with a region and goes on to a number.
fn is_whole(text: &str) -> bool {
    let chain = read_chain(text.trim_start(), Trust::Address);
    !chain.candidates.is_empty() && chain.rest.contains(|c: char| c.is_ascii_digit())
}
