//! What is the canonical value of this field, and what was changed? One file or folder a field kind.

use crate::schema::FieldKind;

pub mod address;
pub mod amount;
pub mod bank_card;
pub mod check_digit;
pub mod civil;
mod code;
pub mod company_name;
pub mod date;
mod domain;
pub mod email;
pub mod industry;
pub mod job_title;
mod normalized;
pub mod number;
pub mod person_name;
pub mod phone;
pub mod quantity;
pub mod region;
pub mod resident_id;
mod settle;
pub mod text;
pub mod url;
pub mod uscc;
mod value;
pub mod wechat_id;

pub use normalized::{Context, Draft, Normalized, Parts, Status, Step};
pub use value::{Records, Value};

/// The canonical form of `input` as a value of `kind`.
///
/// Never fails: what cannot be understood is `invalid`, with the reason. Normalizing the `value` of the answer again
/// gives the same value.
///
/// ```
/// use kehu::normalize::{Context, normalize};
/// use kehu::schema::FieldKind;
/// let answer = normalize(FieldKind::Email, "Li.Lei＠Example．COM．CN", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("Li.Lei@example.com.cn"));
/// ```
pub fn normalize(kind: FieldKind, input: &str, context: &Context) -> Normalized {
    let normalizer: fn(&str, &Context) -> Normalized = match kind {
        FieldKind::Phone => phone::normalize,
        FieldKind::Email => email::normalize,
        FieldKind::CompanyName => company_name::normalize,
        FieldKind::PersonName => person_name::normalize,
        FieldKind::Region => region::normalize,
        FieldKind::Address => address::normalize,
        FieldKind::Uscc => uscc::normalize,
        FieldKind::ResidentId => resident_id::normalize,
        FieldKind::BankCard => bank_card::normalize,
        FieldKind::Url => url::normalize,
        FieldKind::Date => date::normalize,
        FieldKind::Amount => amount::normalize,
        FieldKind::Number => number::normalize,
        FieldKind::Industry => industry::normalize,
        FieldKind::JobTitle => job_title::normalize,
        FieldKind::WechatId => wechat_id::normalize,
        FieldKind::Text => text::normalize,
    };
    normalizer(input, context)
}
