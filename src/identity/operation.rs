//! What people do to customers: each act with who, when and why, and whether it was taken back.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::code;
use crate::json::read_names;

/// Names an operation for good: the hash of what was done.
///
/// ```
/// use kehu::identity::{Deed, OperationId, Operations};
/// let mut all = Operations::default();
/// let merge = Deed { actor: "li".into(), reason: "same company".into(), ..Deed::default() };
/// let number = all.begin(merge.clone(), ["crm/1", "crm/2"]);
/// let id = all.get(number).unwrap().id;
/// assert_eq!(id.to_string().parse(), Ok(id));
/// assert_ne!(all.begin(merge, ["crm/1", "crm/2"]), number); // done twice is two operations
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(u64);

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&code::text(b'O', self.0))
    }
}

impl FromStr for OperationId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        code::read(text, b'O').map(Self)
    }
}

/// The kinds of operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OperationKind {
    /// A verdict on two records.
    #[default]
    Decide,
    /// Several customers became one.
    Merge,
    /// Records left their customer.
    Unmerge,
    /// A value was fixed, or set free again.
    Pin,
    /// A tag was given by hand, or taken off.
    Tag,
    /// Identifiers were bound to each other.
    Bind,
    /// An identifier was taken from a customer.
    Unbind,
    /// An outside source told of a customer.
    Enrich,
    /// Two customers were related that stay customers of their own.
    Relate,
    /// Customers were given owners.
    Assign,
}

read_names! {
    OperationKind, {
        "decide": Decide, "merge": Merge, "unmerge": Unmerge, "pin": Pin, "tag": Tag, "bind": Bind, "unbind": Unbind,
        "enrich": Enrich, "relate": Relate, "assign": Assign
    }
}

impl OperationKind {
    /// The name used in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Merge => "merge",
            Self::Unmerge => "unmerge",
            Self::Pin => "pin",
            Self::Tag => "tag",
            Self::Bind => "bind",
            Self::Unbind => "unbind",
            Self::Enrich => "enrich",
            Self::Relate => "relate",
            Self::Assign => "assign",
        }
    }
}

/// Who does what, when and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What is done.
    #[serde(default)]
    pub kind: OperationKind,
    /// Who does it.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// Who did what, when and why.
    pub deed: Deed,
    /// Who took it back, when and why.
    pub withdrawn: Option<Deed>,
}

/// All operations, those that were taken back included. They are known by their number; numbers hold within one engine,
/// ids everywhere.
#[derive(Clone, Debug, Default)]
pub struct Operations {
    list: Vec<Operation>,
    by_id: HashMap<OperationId, u32, FixedState>,
}

impl Operations {
    /// Notes a new operation on the subjects. Its number.
    pub fn begin<'s>(&mut self, deed: Deed, subjects: impl IntoIterator<Item = &'s str>) -> u32 {
        let (at, subjects) = (deed.at.to_string(), code::hash(subjects).to_string());
        let mut id = code::hash([deed.kind.name(), &deed.actor, &deed.reason, &at, &subjects]);
        while self.by_id.contains_key(&OperationId(id)) {
            id = code::hash([id.to_string().as_str()]);
        }
        self.enter(OperationId(id), deed)
    }

    /// The number of an operation that is told of, by a journal for example; noted when it is new.
    pub fn enter(&mut self, id: OperationId, deed: Deed) -> u32 {
        if let Some(number) = self.by_id.get(&id) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(Operation { id, deed, withdrawn: None });
        self.by_id.insert(id, number);
        number
    }

    /// The number of an operation.
    pub fn number(&self, id: OperationId) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// An operation by its number.
    pub fn get(&self, number: u32) -> Option<&Operation> {
        self.list.get(number as usize)
    }

    /// Notes that an operation was taken back.
    pub fn withdraw(&mut self, number: u32, deed: Deed) {
        if let Some(operation) = self.list.get_mut(number as usize) {
            operation.withdrawn = Some(deed);
        }
    }

    /// Forgets why an operation was done and taken back: a reason may name whom it is about.
    pub fn redact(&mut self, number: u32) {
        if let Some(operation) = self.list.get_mut(number as usize) {
            operation.deed.reason.clear();
            operation.withdrawn.iter_mut().for_each(|deed| deed.reason.clear());
        }
    }

    /// Whether an operation still stands.
    pub fn stands(&self, number: u32) -> bool {
        self.get(number).is_some_and(|operation| operation.withdrawn.is_none())
    }

    /// All operations with their numbers, in the order in which they came.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = (u32, &Operation)> {
        (0..).zip(&self.list).collect::<Vec<_>>().into_iter()
    }
}
