//! What is the canonical value of this field, and what was changed? One file or folder a field kind.

use crate::schema::FieldKind;
use crate::tables::packs::Pack;

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
    let answer = normalizer(input, context);
    if cfg!(feature = "data") { answer } else { excused(kind, answer) }
}

/// Without its tables a normalizer recognizes less; that is no fault of the value.
fn excused(kind: FieldKind, answer: Normalized) -> Normalized {
    match packs_of(kind).iter().find(|pack| !pack.is_there()) {
        Some(pack) if !is_settled(kind, &answer) => answer.lacking(*pack),
        _ => answer,
    }
}

/// Whether no table could change the answer. An address is well formed whatever places it names.
fn is_settled(kind: FieldKind, answer: &Normalized) -> bool {
    match answer.status {
        Status::Empty => true,
        Status::Valid => kind != FieldKind::Address,
        Status::Suspect | Status::Invalid => false,
    }
}

/// The packs that a kind is recognized by.
fn packs_of(kind: FieldKind) -> &'static [Pack] {
    match kind {
        FieldKind::Phone => &[Pack::Phone, Pack::Region],
        FieldKind::CompanyName => &[Pack::Company, Pack::Region],
        FieldKind::Region | FieldKind::Address | FieldKind::Uscc | FieldKind::ResidentId => &[Pack::Region],
        FieldKind::Industry => &[Pack::Industry],
        FieldKind::PersonName => &[Pack::Pinyin],
        _ => &[],
    }
}
