//! Free text.

use super::{Context, Draft, Normalized, code};
use crate::text::{contains_han, is_placeholder, pinyin, repair, simplify};

/// The repaired text.
///
/// Where the text holds Chinese, the part `simplified` gives it in simplified characters and `pinyin` its reading, where
/// they are asked for. Both are for finding; the value itself stays as it was written.
///
/// ```
/// use kehu::normalize::{Context, text};
/// let note = text::normalize(" 老客戶\u{200B} ", &Context::default());
/// assert_eq!(note.value.as_deref(), Some("老客戶"));
/// assert_eq!((note.part("simplified"), note.part("pinyin")), (Some("老客户"), Some("lao ke hu")));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = repair(input);
    if repaired.is_empty() {
        return draft.empty();
    }
    draft.step("repair", input, &repaired);
    if is_placeholder(&repaired) {
        draft.doubt(code::placeholder(&repaired));
    }
    if context.wants_any() && contains_han(&repaired) {
        read(&mut draft, &simplify(&repaired), context);
    }
    draft.done(&*repaired, &*repaired)
}

fn read(draft: &mut Draft, simplified: &str, context: &Context) {
    if context.wants("pinyin") {
        draft.part("pinyin", pinyin(simplified).join(" "));
    }
    if context.wants("simplified") {
        draft.part("simplified", simplified);
    }
}
