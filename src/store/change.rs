//! The changes that an engine accepts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::actions::{Ending, Outcome};
use crate::error::Result;
use crate::identity::{Deed, Verdict};
use crate::json;

/// An accepted change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The ruleset in force from here on; the first change of every snapshot.
    Ruleset {
        /// The ruleset's document, as JSON.
        document: String,
    },
    /// Records added, or given anew under a known id.
    Records {
        /// Names of the fields that the rows give.
        fields: Vec<String>,
        /// Each row: source, id, then its fields.
        rows: Vec<Vec<String>>,
    },
    /// Records before this that said they were written later than they came.
    Ahead {
        /// The records: source and id.
        records: Vec<(String, String)>,
    },
    /// Events added.
    Events {
        /// The events.
        rows: Vec<EventRow>,
    },
    /// A human decision.
    Decision {
        /// One record: source and id.
        left: (String, String),
        /// The other.
        right: (String, String),
        /// The verdict.
        verdict: Verdict,
        /// The operation that it is part of.
        #[serde(default)]
        operation: String,
        /// Who decided; only where there is no operation, as before operations were kept.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        actor: String,
        /// Why; as the actor.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// When, in milliseconds since 1970-01-01T00:00Z; as the actor.
        #[serde(default, skip_serializing_if = "is_zero")]
        at: i64,
    },
    /// Something that somebody does, whose parts follow.
    Operation {
        /// Its id.
        id: String,
        /// Who does what, when and why.
        #[serde(flatten)]
        deed: Deed,
    },
    /// A value fixed by hand.
    Pin {
        /// The record that it is fixed at: source and id.
        record: (String, String),
        /// Name of the field.
        field: String,
        /// The value; empty where an earlier one is set free.
        value: String,
        /// The operation that it is part of.
        operation: String,
    },
    /// A tag given by hand, or taken off.
    Tag {
        /// The record that it is given at: source and id.
        record: (String, String),
        /// The tag, as the ruleset names it.
        tag: String,
        /// Whether it was given; else it was taken off.
        given: bool,
        /// What it shows; empty where nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        value: String,
        /// Until when it holds, in milliseconds since 1970-01-01T00:00Z.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        /// The operation that it is part of.
        operation: String,
    },
    /// An operation that was taken back.
    Withdrawn {
        /// The operation.
        operation: String,
        /// Who took it back, when and why.
        #[serde(flatten)]
        deed: Deed,
    },
    /// Records taken out, with all that was decided about them.
    Removed {
        /// The records: source and id.
        records: Vec<(String, String)>,
        /// Whether their events go as well; else they wait for somebody else.
        events: bool,
    },
    /// The last change of every snapshot, so that one cut off between two changes is noticed.
    End,
    /// A relation between two customers that somebody stated.
    Relation {
        /// A record of the one customer: source and id.
        left: (String, String),
        /// A record of the other, which is the `kind` of the first.
        right: (String, String),
        /// The kind, as the ruleset names it.
        kind: String,
        /// Since when it holds, in milliseconds since 1970-01-01T00:00Z.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<i64>,
        /// Until when it held.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        /// The operation that it is part of.
        operation: String,
    },
    /// An action that the host took over.
    Acted {
        /// A record of the customer it was due for: source and id.
        record: (String, String),
        /// The rule.
        rule: String,
        /// The action's key.
        key: String,
        /// When, in milliseconds since 1970-01-01T00:00Z.
        at: i64,
        /// The kind of action, where it was told, as the next two.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        action: String,
        /// The channel that it used.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        channel: String,
        /// The variant of its rule's experiment.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        variant: String,
    },
    /// Where a customer came on a journey.
    Journey {
        /// A record of the customer: source and id.
        record: (String, String),
        /// The journey.
        journey: String,
        /// When the customer entered it, in milliseconds since 1970-01-01T00:00Z: names the run.
        entered: i64,
        /// The step at which it stands, or stood at last.
        step: String,
        /// Since when, or when the journey ended.
        since: i64,
        /// How it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ending: Option<Ending>,
    },
    /// What was heard of a segment that rules listen to.
    Heard {
        /// The segment, as the ruleset names it.
        segment: String,
        /// Whether the records are now those of members; else they no longer are.
        entered: bool,
        /// Since when, where rules hear of it, in milliseconds since 1970-01-01T00:00Z; else they were in, or out, already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<i64>,
        /// When everybody was asked, where this is the last word of that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
        /// The records, source and id each; of one customer where there is a `since`, that which lends it its id first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        records: Vec<(String, String)>,
    },
    /// What became of an action that the host took over.
    Reported {
        /// The record at which the action is noted: source and id.
        record: (String, String),
        /// The action's key.
        key: String,
        /// What became of it.
        outcome: Outcome,
        /// When, in milliseconds since 1970-01-01T00:00Z.
        at: i64,
        /// What it was worth, as a decimal text.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        value: String,
    },
}

/// An event as it came.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub time: i64,
    /// Whom it concerns: `record_id` or a field of the customer, with its value.
    pub subject: BTreeMap<String, String>,
    /// Everything else that it tells.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub properties: BTreeMap<String, String>,
}

fn is_zero(at: &i64) -> bool {
    *at == 0
}

impl Change {
    /// The change as the payload of a frame.
    pub fn encode(&self) -> Vec<u8> {
        let mut payload = Vec::new();
        json::append(&mut payload, self);
        payload
    }

    /// Reads the payload of a frame.
    ///
    /// # Errors
    /// `snapshot/damaged` when it is no change.
    pub fn decode(payload: &[u8]) -> Result<Self> {
        json::parse(payload).and_then(json::read).map_err(|fault| fault.into_error("snapshot/damaged"))
    }
}
