//! What a customer did, page by page.

use std::borrow::Cow;

use super::Viewer;
use crate::columns::Symbol;
use crate::engine::derived::Person;
use crate::engine::queries::customers::TimelineQuery;
use crate::engine::queries::views::TimelineEntry;
use crate::error::Result;
use crate::normalize::civil::Timestamp;
use crate::profile::Event;
use crate::quality::Issue;
use crate::sort::gather;

/// What an entry of the timeline says of itself; a property of that name gets a number.
const ENTRY: [&str; 6] = ["id", "type", "text", "time", "contact", "issues"];

/// Which of a customer's events are wanted.
pub(in crate::engine) struct TimelineFilter {
    types: Vec<Symbol>,
    contact: Option<String>,
    from: Timestamp,
    until: Timestamp,
    offset: usize,
    pub(super) limit: usize,
}

impl TimelineFilter {
    /// All events.
    pub(in crate::engine) const ALL: Self = Self {
        types: Vec::new(),
        contact: None,
        from: Timestamp(i64::MIN),
        until: Timestamp(i64::MAX),
        offset: 0,
        limit: usize::MAX,
    };
}

impl<'a> Viewer<'a> {
    /// The events that a query means.
    ///
    /// # Errors
    /// `condition/unknown_event`, `time/invalid`.
    pub(in crate::engine) fn timeline_filter(&self, query: &TimelineQuery) -> Result<TimelineFilter> {
        let symbols = &self.engine.records.symbols;
        let symbol = |kind: &String| match symbols.find(kind) {
            Some(symbol) => Ok(symbol),
            // A type that no event has yet is none all the same where the ruleset does not name it.
            None => self.engine.automation.tagger.vocabulary().event(kind).map(|_| Symbol(u32::MAX)),
        };
        let types = query.types.iter().map(symbol).collect::<Result<_>>();
        Ok(TimelineFilter {
            types: types.map_err(|e| e.under("timeline.types"))?,
            contact: query.contact.clone(),
            from: self.engine.instant(&query.from, "timeline.from")?.unwrap_or(Timestamp(i64::MIN)),
            until: self.engine.instant(&query.until, "timeline.until")?.unwrap_or(Timestamp(i64::MAX)),
            offset: query.offset,
            limit: query.limit,
        })
    }

    /// A page of the events, the latest first, and how many there are in all pages.
    pub(super) fn timeline(
        &self,
        events: &[&Event],
        people: &[Person],
        filter: &TimelineFilter,
    ) -> (usize, Vec<TimelineEntry<'a>>) {
        let (records, survivorship) = (&self.engine.records, &self.subjects.survivorship);
        // Who may not see names and numbers must not find out by them.
        let told = ["contact", "mobile"]
            .iter()
            .all(|name| self.engine.ruleset.field(name).is_none_or(|(_, field)| self.view.shows(field)));
        let concerned = filter.contact.as_ref().map(|text| {
            let is = |person: &Person| {
                let contacts = &self.subjects.contacts;
                contacts.is_named(records, survivorship, &person.rows, text, told)
            };
            people.iter().position(is)
        });
        let wanted = |event: &&&Event| {
            (filter.types.is_empty() || filter.types.contains(&self.engine.events.kind(event)))
                && filter.from <= event.time
                && event.time < filter.until
                && concerned.is_none_or(|person| person.is_some() && person == concerning(people, event))
        };
        let found: Vec<&Event> = events.iter().rev().filter(wanted).copied().collect();
        let page = found.iter().skip(filter.offset).take(filter.limit);
        (found.len(), page.map(|event| self.entry(event, concerning(people, event))).collect())
    }

    fn entry(&self, event: &Event, contact: Option<usize>) -> TimelineEntry<'a> {
        let engine = self.engine;
        let text = |symbol| engine.records.symbols.text(symbol);
        let kind = text(engine.events.kind(event));
        let properties = engine.events.properties(event);
        TimelineEntry {
            id: text(event.id),
            text: engine.automation.tagger.vocabulary().event_label(kind, engine.language()),
            kind,
            contact,
            time: event.time.to_rfc3339(engine.context.utc_offset),
            issues: engine
                .issues_of_event(event, self.now)
                .into_iter()
                .map(|i| self.shown_issue(i))
                .collect(),
            properties: gather(properties.filter_map(|(name, value)| {
                Some((renamed(text(name)), self.shown(text(name), text(value))?))
            })),
        }
    }

    /// An issue of an event, told as its property is shown.
    fn shown_issue(&self, mut issue: Issue) -> Issue {
        let field = self.engine.known_field(&issue.field).and_then(|field| self.engine.fields.get(field));
        if let Some(field) = field.filter(|field| !self.view.shows(field)) {
            issue.reason = self.view.reason(field, issue.reason);
            issue.text = issue.reason.text(self.engine.language());
        }
        issue
    }

    /// A property of an event; one named like a field is shown as the field is.
    pub(super) fn shown(&self, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
        let value = Cow::from(value);
        if self.view.is_full() {
            return Some(value);
        }
        match self.engine.known_field(name).and_then(|field| self.engine.fields.get(field)) {
            Some(field) => self.view.show(field, value),
            None => Some(value),
        }
    }
}

fn renamed(name: &str) -> Cow<'_, str> {
    if ENTRY.contains(&name) { [name, " (2)"].concat().into() } else { name.into() }
}

/// The person that an event concerns.
fn concerning(people: &[Person], event: &Event) -> Option<usize> {
    let has = |person: &Person| {
        let of_time = person.events.partition_point(|other| other.time < event.time);
        let same = person.events.iter().skip(of_time).take_while(|other| other.time == event.time);
        same.into_iter().any(|other| other.id == event.id)
    };
    people.iter().position(has)
}
