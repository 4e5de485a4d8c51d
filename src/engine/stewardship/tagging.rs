//! Tags that people give by hand, and take off again.

use super::decide::Splits;
use crate::columns::Row;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::identity::OperationKind;
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::profile::Tagging;
use crate::schema::ruleset::TagKind;
use crate::store::Change;

/// Who gives a tag, what it shows, and for how long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct TagOptions {
    /// The present instant, ISO 8601.
    pub now: String,
    /// What the tag shows.
    pub value: Option<String>,
    /// Until which instant, or day, it holds; where absent, as long as the ruleset says.
    pub until: Option<String>,
    /// Who says so.
    pub actor: String,
    /// Why.
    pub reason: String,
}

read_object! {
    TagOptions, TagOptions::default(),
    must {}
    may { "now": now, "value": value, "until": until, "actor": actor, "reason": reason }
}

impl Engine {
    /// Gives a customer a tag of the kind `manual`. It is bound to the customer's first record and goes where that goes.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `condition/unknown_tag`, `tag/not_manual`, `time/invalid`.
    pub fn tag(&mut self, customer: &str, tag: &str, options: &TagOptions) -> Result<Splits> {
        self.say(customer, tag, true, options)
    }

    /// Takes a tag of the kind `manual` off a customer.
    ///
    /// # Errors
    /// As [`tag`](Self::tag).
    pub fn untag(&mut self, customer: &str, tag: &str, options: &TagOptions) -> Result<Splits> {
        self.say(customer, tag, false, options)
    }

    fn say(&mut self, customer: &str, tag: &str, given: bool, options: &TagOptions) -> Result<Splits> {
        let deed = self.deed(OperationKind::Tag, &options.actor, &options.reason, &options.now)?;
        let row = self.clusters.senior(self.anchor_of(customer)?);
        let id = self.automation.tagger.vocabulary().tag(tag).map_err(|e| e.under("tag"))?;
        if self.ruleset.tags.get(id.index()).is_none_or(|tag| tag.kind != TagKind::Manual) {
            return Err(Error::new("tag/not_manual", "tag").with("name", tag));
        }
        let until = self.instant(&options.until, "until")?.filter(|_| given);
        let at = Timestamp(deed.at);
        let value = options.value.as_deref().unwrap_or_default().trim().to_owned();
        let name = self.full_name(row);
        let operation = self.begin(deed, [name.as_str(), tag, &value].into_iter());
        self.tag_by((row, tag.to_owned()), Tagging { operation, given, value, until, at, stands: true });
        Ok(self.splits(&[row], operation))
    }

    /// Notes what was said of a tag as a part of an operation.
    pub(in crate::engine) fn tag_by(&mut self, place: (Row, String), tagging: Tagging) {
        let change = self.tag_change(&place, &tagging);
        self.log(&change);
        let row = place.0;
        self.taggings.set(place, tagging);
        self.automation.forget([self.clusters.anchor(row)]);
    }

    pub(in crate::engine) fn tag_change(&self, (row, tag): &(Row, String), tagging: &Tagging) -> Change {
        Change::Tag {
            record: self.origin(*row),
            tag: tag.clone(),
            given: tagging.given,
            value: tagging.value.clone(),
            until: tagging.until.map(|until| until.0),
            operation: self.operation_id(tagging.operation),
        }
    }

    /// The tag that an operation gave or took off, and what it shows.
    pub(super) fn tagged_by(&self, number: u32) -> Option<(&str, &str)> {
        self.taggings.all().find_map(|((_, tag), list)| {
            let tagging = list.iter().find(|tagging| tagging.operation == number)?;
            Some((tag.as_str(), tagging.value.as_str()))
        })
    }
}
