//! The kinds of field that the engine understands.

use serde::Serialize;

use crate::json::read_names;

/// What a field holds; decides how it is normalized, compared, blocked on and masked.
///
/// ```
/// use kehu::schema::FieldKind;
/// assert_eq!(FieldKind::from_name("company_name"), Some(FieldKind::CompanyName));
/// assert_eq!(FieldKind::Uscc.name(), "uscc");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A telephone number: mobile, landline, service number, with or without extension.
    Phone,
    /// An email address.
    Email,
    /// The name of a company or other organisation.
    CompanyName,
    /// The name of a person.
    PersonName,
    /// A province, city or county.
    Region,
    /// A postal address.
    Address,
    /// A unified social credit code (GB 32100) or one of its predecessors.
    Uscc,
    /// A resident identity number (GB 11643) or residence permit.
    ResidentId,
    /// A bank card or account number.
    BankCard,
    /// A web address or domain.
    Url,
    /// A calendar date, with or without time.
    Date,
    /// An amount of money.
    Amount,
    /// A plain number.
    Number,
    /// An industry (GB/T 4754).
    Industry,
    /// A job title.
    JobTitle,
    /// A WeChat identifier.
    WechatId,
    /// Any other text.
    #[default]
    Text,
}

read_names! {
    FieldKind, {
        "phone": Phone, "email": Email, "company_name": CompanyName, "person_name": PersonName,
        "region": Region, "address": Address, "uscc": Uscc, "resident_id": ResidentId,
        "bank_card": BankCard, "url": Url, "date": Date, "amount": Amount, "number": Number,
        "industry": Industry, "job_title": JobTitle, "wechat_id": WechatId, "text": Text
    }
}

impl FieldKind {
    /// All kinds, in the order of the command line's help.
    pub const ALL: [Self; 17] = [
        Self::Phone,
        Self::Email,
        Self::CompanyName,
        Self::PersonName,
        Self::Region,
        Self::Address,
        Self::Uscc,
        Self::ResidentId,
        Self::BankCard,
        Self::Url,
        Self::Date,
        Self::Amount,
        Self::Number,
        Self::Industry,
        Self::JobTitle,
        Self::WechatId,
        Self::Text,
    ];

    /// The name used in rulesets and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::CompanyName => "company_name",
            Self::PersonName => "person_name",
            Self::Region => "region",
            Self::Address => "address",
            Self::Uscc => "uscc",
            Self::ResidentId => "resident_id",
            Self::BankCard => "bank_card",
            Self::Url => "url",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Number => "number",
            Self::Industry => "industry",
            Self::JobTitle => "job_title",
            Self::WechatId => "wechat_id",
            Self::Text => "text",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
