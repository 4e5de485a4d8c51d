//! What a role sees for a purpose.

use std::borrow::Cow;

use super::mask::{HIDDEN, mask};
use crate::error::{Error, Result};
use crate::reason::Reason;
use crate::schema::ruleset::{FieldDef, Mask, PrivacyDef, RoleDef};

/// Who reads, and what for. Without a role the reader is the host itself, which sees everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Access {
    /// Name of the role in the ruleset.
    pub role: Option<String>,
    /// The purpose of reading.
    pub purpose: Option<String>,
}

/// A reader's view: decides how each field is shown. The default is the host's own, which sees everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    role: Option<&'a RoleDef>,
}

impl<'a> View<'a> {
    /// The view of a reader.
    ///
    /// # Errors
    /// `privacy/role` for a role that the ruleset does not have, `privacy/purpose` for a purpose that the role does
    /// not have, or when it has to name one and does not.
    pub fn new(privacy: &'a PrivacyDef, access: &Access) -> Result<Self> {
        let Some(name) = &access.role else { return Ok(Self { role: None }) };
        let role =
            privacy.roles.get(name).ok_or_else(|| Error::new("privacy/role", "role").with("role", name))?;
        let purpose = access.purpose.as_deref().unwrap_or_default();
        if !role.purposes.is_empty() && !role.purposes.iter().any(|p| p == purpose) {
            let known = role.purposes.join(", ");
            return Err(Error::new("privacy/purpose", "purpose").with("role", name).with("known", known));
        }
        Ok(Self { role: Some(role) })
    }

    /// How the field is shown.
    pub fn mode(&self, field: &FieldDef) -> Mask {
        let Some(role) = self.role else { return Mask::Show };
        let by_level = if field.sensitivity <= role.sees { Mask::Show } else { Mask::Mask };
        role.fields.get(&field.name).copied().unwrap_or(by_level)
    }

    /// The text to show for a value of the field; `None` when it is hidden.
    pub fn show<'t>(&self, field: &FieldDef, value: Cow<'t, str>) -> Option<Cow<'t, str>> {
        match self.mode(field) {
            Mask::Show => Some(value),
            Mask::Mask => Some(mask(field.kind, &value).into()),
            Mask::Hide => None,
        }
    }

    /// [`show`](Self::show), as a text of its own.
    pub fn shown(&self, field: &FieldDef, value: &str) -> Option<String> {
        self.show(field, value.into()).map(Cow::into_owned)
    }

    /// Whether the field is shown in full.
    pub fn shows(&self, field: &FieldDef) -> bool {
        self.mode(field) == Mask::Show
    }

    /// A reason that tells of the field, its parameters shown as the field is; names of things stay.
    pub fn reason(&self, field: &FieldDef, mut reason: Reason) -> Reason {
        const NAMES: [&str; 5] = ["event", "field", "kind", "label", "level"];
        for (_, value) in reason.params.iter_mut().filter(|(name, _)| !NAMES.contains(name)) {
            *value = self.shown(field, value).unwrap_or_else(|| HIDDEN.to_owned());
        }
        reason
    }

    /// Whether everything is shown.
    pub fn is_full(&self) -> bool {
        self.role.is_none()
    }
}
