//! What do the numbers say about many customers? The faces of [`crate::analytics`], the funnel and the RFM matrix.

mod associations;
mod attribution;
mod clusters;
mod cohorts;
mod funnel;
mod kpis;
mod overlap;
mod profile;
mod rfm;

use roaring::RoaringBitmap;
use serde_json::Value;

use super::Engine;
use crate::error::{Error, Result};
use crate::expr::{EventId, PropertyId, Subject, ValueType, Vocabulary, compile_for, parse, print, text_of};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::schema::ruleset::ConditionDef;

pub use associations::{Association, AssociationQuery, Associations, Item, Recommendation, Recommendations};
pub use attribution::{Attribution, AttributionQuery, ChannelCredit, ChannelView, Credited, ModelName};
pub use clusters::{ClusterOutcome, ClusterQuery, ClusterView, FeatureMean};
pub(super) use clusters::{best, standardise};
pub use cohorts::{CohortQuery, CohortUnit, CohortView, Cohorts};
pub use funnel::{Bottleneck, Funnel, FunnelQuery, FunnelStage};
pub use kpis::{Costs, EventProperty, Kpi, KpiFigure, KpiForm, KpiQuery, Kpis, PurchaseDef};
pub use overlap::{Overlap, OverlapPair, OverlapPart, OverlapQuery, OverlapSet};
pub use profile::{FigureContrast, Profile, ProfileQuery, Trait, TraitKind};
pub use rfm::{RfmCell, RfmClassCount, RfmMatrix, RfmQuery};

/// Events of a type, or those of them that meet a condition on their properties.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct EventFilter {
    /// The type.
    pub event: String,
    /// The condition.
    #[cfg_attr(feature = "schema", schemars(rename = "where"))]
    pub filter: Option<ConditionDef>,
}

read_object! {
    EventFilter, EventFilter::default(),
    must { "event": event }
    may { "where": filter }
}

/// An [`EventFilter`], compiled.
struct Events {
    kind: EventId,
    plan: Option<crate::expr::Plan>,
}

impl Events {
    fn compile(filter: &EventFilter, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let kind = vocabulary.event(&filter.event).map_err(|e| e.under("event"))?;
        let plan = |of: &ConditionDef| compile_for(&parse(&of.0)?, vocabulary, zone, &[kind]);
        let plan = filter.filter.as_ref().map(plan).transpose().map_err(|e| e.under("where"))?;
        Ok(Self { kind, plan })
    }

    /// The places and times of those that count, until `now`.
    fn of(&self, subject: &dyn Subject, now: Timestamp) -> Vec<(usize, Timestamp)> {
        let counts = |place: usize| {
            self.plan.as_ref().is_none_or(|plan| plan.answer_of(subject, (self.kind, place), now).holds())
        };
        let all = subject.times(self.kind).iter().copied().enumerate();
        all.take_while(|(_, time)| *time <= now).filter(|(place, _)| counts(*place)).collect()
    }
}

/// A property of an event in words; `None` where it has none.
fn property(subject: &dyn Subject, event: EventId, place: usize, property: PropertyId) -> Option<String> {
    let value = subject.property(event, place, property);
    Some(text_of(&value, 0).into_owned()).filter(|text| !text.is_empty())
}

/// To four decimals.
fn decimals(value: f64) -> f64 {
    libm::round(value * 1e4) / 1e4
}

impl Engine {
    /// Who is in a segment of the ruleset, given by its id, or meets a condition. All are drawn at `now` already.
    fn audience(&mut self, wanted: &Value, now: Timestamp) -> Result<RoaringBitmap> {
        let tagger = &self.automation.tagger;
        if let Some(id) = wanted.as_str() {
            let segment = tagger.vocabulary().segment(id)?;
            return Ok(self
                .drawn()
                .and_then(|d| d.memberships.segment(segment))
                .cloned()
                .unwrap_or_default());
        }
        let plan = tagger.condition(wanted)?;
        Ok(self.meeting(&plan, now).ids().collect())
    }

    /// As [`audience`](Self::audience), where one is asked for; all are drawn at `now` first.
    fn only(&mut self, of: &Option<Value>, now: Timestamp) -> Result<Option<RoaringBitmap>> {
        self.draw(now);
        let members = of.as_ref().map(|of| self.audience(of, now));
        members.transpose().map_err(|e| e.under("of"))
    }

    /// Whether a reader may ask for them: not by what it may not see, for then it would find out.
    fn may_ask(&self, wanted: &Value, access: &Access) -> Result<()> {
        let view = View::new(&self.ruleset.privacy, access)?;
        if view.is_full() || !wanted.is_object() {
            return Ok(());
        }
        let asked = self.automation.tagger.condition(wanted)?.fields();
        let mut fields = asked.into_iter().filter_map(|field| self.ruleset.fields.get(field.index()));
        match fields.find(|field| !view.shows(field)) {
            Some(field) => Err(Error::new("privacy/field", "").with("name", &field.name)),
            None => Ok(()),
        }
    }

    /// What people call a segment, or a condition in words.
    fn audience_name(&self, wanted: &Value) -> String {
        let vocabulary = self.automation.tagger.vocabulary();
        match (wanted.as_str(), parse(wanted)) {
            (Some(id), _) => vocabulary.segment_label(id, self.language()).to_owned(),
            (None, Ok(condition)) => print(&condition, vocabulary, self.language()),
            (None, Err(_)) => String::new(),
        }
    }

    /// A property of a type of event.
    fn event_property(&self, event: EventId, name: &str) -> Result<(PropertyId, ValueType)> {
        self.automation.tagger.vocabulary().property(name, &[event])
    }

    /// From when until when a query asks: from `from`, else from the beginning of time; until `until`, else until now.
    fn span(
        &self,
        from: &Option<String>,
        until: &Option<String>,
        now: Timestamp,
    ) -> Result<(Timestamp, Timestamp)> {
        let from = self.instant(from, "from")?.unwrap_or(Timestamp(i64::MIN));
        let until = self.instant(until, "until")?.unwrap_or(now.add_ms(1)).min(now.add_ms(1));
        Ok((from, until))
    }
}

fn out_of_range(path: &'static str, expected: &'static str) -> Error {
    Error::new("condition/expected", path).with("expected", expected)
}
