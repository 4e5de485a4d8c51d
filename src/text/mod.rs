//! What does this string say once repaired?
//!
//! [`repair`] undoes what keyboards, spreadsheets and web pages do to text and never changes what it says; every
//! normalizer starts with it. [`fold`] goes further, to a form that is only good for comparing.

mod chinese;
mod edits;
mod fold;
mod markup;
mod numerals;
mod placeholder;
mod reading;
mod repair;
mod script;
mod shape;
mod tokens;
mod width;

pub use chinese::simplify;
pub use edits::edit_distance;
pub use fold::{fold, lower, strip_accents};
pub use numerals::{chinese_digit, chinese_digits};
pub use placeholder::is_placeholder;
pub use reading::{pinyin, surname_pinyin};
pub use repair::{repair, repair_words};
pub use script::{contains_han, is_han, is_hangul, is_kana, is_picture};
pub use shape::same_shape;
pub use tokens::tokens;
pub use width::{to_half_width, to_half_width_alphanumeric};
