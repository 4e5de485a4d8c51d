//! Searching in texts as short as values are, where the standard library's search, which prepares itself and brings
//! along what it says when it fails, is both slower and larger.

/// Whether an ASCII sign stands twice in a row.
#[inline(never)]
pub(super) fn is_doubled(text: &str, sign: u8) -> bool {
    text.as_bytes().windows(2).any(|pair| pair == [sign, sign])
}

/// Whether an ASCII sign stands in the text.
pub(super) fn has(text: &str, sign: u8) -> bool {
    text.as_bytes().contains(&sign)
}

/// Where one text first stands in another.
#[inline(never)]
pub(super) fn find(text: &str, sought: &str) -> Option<usize> {
    text.as_bytes().windows(sought.len().max(1)).position(|part| is_same(part, sought))
}

/// Where one text last stands in another.
#[inline(never)]
pub(super) fn find_last(text: &str, sought: &str) -> Option<usize> {
    text.as_bytes().windows(sought.len().max(1)).rposition(|part| is_same(part, sought))
}

/// Whether a part of a text as long as another is that text. The last bytes of characters differ most.
#[inline]
fn is_same(part: &[u8], text: &str) -> bool {
    part.last() == text.as_bytes().last() && part == text.as_bytes()
}

/// The text with `new` for every `old`.
pub(super) fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = find(rest, old).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        out.push_str(new);
        rest = after.strip_prefix(old).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether the text contains one of the characters.
#[inline(never)]
pub(super) fn has_any(text: &str, characters: &str) -> bool {
    text.chars().any(|c| characters.chars().any(|known| known == c))
}
