//! Plain numbers.

use super::{Context, Draft, Normalized};

/// The canonical form of `input`.
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    let text = input.trim();
    if text.is_empty() {
        return Draft::new(input).empty();
    }
    Draft::new(input).done(text, text)
}
