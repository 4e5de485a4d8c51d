//! Parts of strings, without a panic: what lies outside is empty. (It also spares the wasm build the panic's message.)

/// The bytes from `from` up to, not including, `to`.
pub(crate) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to.min(text.len())).unwrap_or_default()
}

/// The bytes from `from` on.
pub(crate) fn rest(text: &str, from: usize) -> &str {
    part(text, from, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_empty() {
        assert_eq!(
            (part("abcd", 1, 3), part("ab", 1, 9), part("中", 0, 1), rest("abc", 2), rest("a", 5)),
            ("bc", "b", "", "c", "")
        );
    }
}
