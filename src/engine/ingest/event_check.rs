//! Events against their definition: what they tell in canonical form, and what is wrong with them.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::Engine;
use crate::expr::Number;
use crate::normalize::civil::{Date, Timestamp};
use crate::normalize::{Status, normalize};
use crate::profile::Event;
use crate::quality::{Issue, Severity};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::{EventDef, PropertyDef};

/// How far ahead of now an event may lie, in milliseconds: a plan for the coming year is one, a date of 2062 is none.
const AHEAD: i64 = 366 * crate::expr::MS_PER_DAY;

/// How often something is wrong with events of an import.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventIssues {
    /// What is wrong, as of the first such event.
    #[serde(flatten)]
    pub issue: Issue,
    /// The type of event.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many events.
    pub count: usize,
    /// Ids of the first of them.
    pub samples: Vec<String>,
}

/// Events named for each thing that is wrong.
const SAMPLES: usize = 5;

/// Counts an issue of an event.
pub(super) fn tally(all: &mut Vec<EventIssues>, kind: &str, id: &str, issue: Issue) {
    let same = |known: &&mut EventIssues| {
        known.kind == kind && known.issue.field == issue.field && known.issue.reason.code == issue.reason.code
    };
    match all.iter_mut().find(same) {
        Some(known) => {
            known.count += 1;
            if known.samples.len() < SAMPLES {
                known.samples.push(id.to_owned());
            }
        }
        None => {
            let samples = vec![id.to_owned()];
            all.push(EventIssues { issue, kind: kind.to_owned(), count: 1, samples });
        }
    }
}

impl Engine {
    fn event_def(&self, kind: &str) -> Option<&EventDef> {
        self.ruleset.events.iter().find(|event| event.id == kind)
    }

    /// What is wrong with an event's type and time.
    pub(super) fn frame_issues(&self, kind: &str, time: Timestamp, now: Option<Timestamp>) -> Vec<Issue> {
        let mut issues = Vec::new();
        if (self.ruleset.strict_events || kind.is_empty()) && self.event_def(kind).is_none() {
            issues.push(self.event_issue(
                "type",
                Severity::Warning,
                Reason::new("event/type").with("value", kind),
            ));
        }
        if now.is_some_and(|now| time > now.add_ms(AHEAD)) {
            let at = time.date(self.context.utc_offset);
            issues.push(self.event_issue(
                "time",
                Severity::Warning,
                Reason::new("event/future").with("value", at),
            ));
        }
        issues
    }

    /// A property in canonical form, where the ruleset says what it holds, and what is wrong with it.
    pub(super) fn read_property<'e>(
        &self,
        kind: &str,
        name: &str,
        text: &'e str,
    ) -> (Cow<'e, str>, Option<Issue>) {
        let def = self.event_def(kind);
        match def.and_then(|def| def.properties.iter().find(|property| property.name == name)) {
            Some(property) => self.read_value(property, text),
            None => {
                let strange = self.ruleset.strict_events && def.is_some();
                let reason = || Reason::new("event/property").with("value", name);
                let issue = strange.then(|| self.event_issue(name, Severity::Warning, reason()));
                (Cow::Borrowed(text), issue)
            }
        }
    }

    fn read_value<'e>(&self, property: &PropertyDef, text: &'e str) -> (Cow<'e, str>, Option<Issue>) {
        // Most properties are canonical as they come, and the tests for that are cheap.
        let plain = match property.kind {
            FieldKind::Text => true,
            FieldKind::Date => Date::parse(text).is_some(),
            FieldKind::Number | FieldKind::Amount => Number::parse(text).is_some(),
            _ => false,
        };
        if plain {
            return (Cow::Borrowed(text), None);
        }
        let read = normalize(property.kind, text, &self.context);
        if read.status != Status::Invalid {
            return (read.value.map_or(Cow::Borrowed(text), Cow::Owned), None);
        }
        let reason = read.reasons.into_iter().next();
        let reason = reason.unwrap_or_else(|| Reason::new("event/value").with("value", text));
        (Cow::Borrowed(text), Some(self.event_issue(&property.name, Severity::Error, reason)))
    }

    fn event_issue(&self, field: &str, severity: Severity, reason: Reason) -> Issue {
        Issue { field: field.to_owned(), severity, text: reason.text(self.language()), reason }
    }

    /// What is wrong with an event that is here.
    pub(in crate::engine) fn issues_of_event(&self, event: &Event, now: Timestamp) -> Vec<Issue> {
        let text = |symbol| self.records.symbols.text(symbol);
        let kind = text(self.events.kind(event));
        let mut issues = self.frame_issues(kind, event.time, Some(now));
        let properties = self.events.properties(event);
        issues.extend(
            properties.filter_map(|(name, value)| self.read_property(kind, text(name), text(value)).1),
        );
        issues
    }
}
