//! The people of a customer that texts may name: `{{contact.purchasing.name}}`.

use crate::normalize::job_title;
use crate::profile::Contact;

/// Whom a text means: the most senior of those who have the part, of equals the one seen first lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A part in buying decisions, by the id of a role of the power map.
    Role(String),
    /// A function that job titles name, such as `purchasing`.
    Function(String),
}

impl Who {
    /// What the name stands for, given the ids of roles; a role comes before a function of the same name.
    pub(super) fn named(name: &str, roles: &[String]) -> Option<Self> {
        if roles.iter().any(|role| role == name) {
            return Some(Self::Role(name.to_owned()));
        }
        job_title::is_function(name).then(|| Self::Function(name.to_owned()))
    }
}

/// The people of a customer as the reader of texts may see them.
pub trait People {
    /// The person meant, with the day on which it was first seen.
    fn person(&self, who: &Who) -> Option<(Contact, Option<String>)>;
}

/// A customer without people.
impl People for () {
    fn person(&self, _: &Who) -> Option<(Contact, Option<String>)> {
        None
    }
}

/// What a text may tell of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    Name,
    Title,
    Department,
    Mobile,
    Email,
    Wechat,
    Since,
}

impl Trait {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "title" => Self::Title,
            "department" => Self::Department,
            "mobile" => Self::Mobile,
            "email" => Self::Email,
            "wechat" => Self::Wechat,
            "since" => Self::Since,
            _ => return None,
        })
    }

    pub(super) fn of(self, (contact, since): (Contact, Option<String>)) -> Option<String> {
        match self {
            Self::Name => contact.name,
            Self::Title => contact.title,
            Self::Department => contact.department,
            Self::Mobile => contact.mobile,
            Self::Email => contact.email,
            Self::Wechat => contact.wechat,
            Self::Since => since,
        }
    }
}
