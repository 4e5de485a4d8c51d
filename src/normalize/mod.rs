//! What is the canonical value of this field, and what was changed? One file or folder a field kind.

use crate::reason::Reason;
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
mod search;
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
    let answer = match normalizer(kind) {
        Some(normalize) => normalize(input, context),
        None => return Draft::new(input).invalid(Reason::new("kind/left_out").with("kind", kind.name())),
    };
    if cfg!(feature = "data") { answer } else { excused(kind, answer) }
}

type Normalizer = fn(&str, &Context) -> Normalized;

/// What cleans values of a kind; nothing where this build leaves the kind out.
pub(crate) fn normalizer(kind: FieldKind) -> Option<Normalizer> {
    Some(match kind {
        FieldKind::Phone if cfg!(feature = "kind-phone") => phone::normalize,
        FieldKind::Email if cfg!(feature = "kind-email") => email::normalize,
        FieldKind::CompanyName if cfg!(feature = "kind-company-name") => company_name::normalize,
        FieldKind::PersonName if cfg!(feature = "kind-person-name") => person_name::normalize,
        FieldKind::Region if cfg!(feature = "kind-region") => region::normalize,
        FieldKind::Address if cfg!(feature = "kind-address") => address::normalize,
        FieldKind::Uscc if cfg!(feature = "kind-uscc") => uscc::normalize,
        FieldKind::ResidentId if cfg!(feature = "kind-resident-id") => resident_id::normalize,
        FieldKind::BankCard if cfg!(feature = "kind-bank-card") => bank_card::normalize,
        FieldKind::Url if cfg!(feature = "kind-url") => url::normalize,
        FieldKind::Date if cfg!(feature = "kind-date") => date::normalize,
        FieldKind::Amount if cfg!(feature = "kind-amount") => amount::normalize,
        FieldKind::Number if cfg!(feature = "kind-number") => number::normalize,
        FieldKind::Industry if cfg!(feature = "kind-industry") => industry::normalize,
        FieldKind::JobTitle if cfg!(feature = "kind-job-title") => job_title::normalize,
        FieldKind::WechatId if cfg!(feature = "kind-wechat-id") => wechat_id::normalize,
        FieldKind::Text if cfg!(feature = "kind-text") => text::normalize,
        _ => return None,
    })
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
