//! The funnel: how customers come from stage to stage, how long they stay, what is at stake, and where it is narrowest.

use serde::Serialize;

use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::engine::queries::Named;
use crate::error::{Error, Result};
use crate::expr::{EventId, MS_PER_DAY, Number, StageId, Subject};
use crate::json::read_object;
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;
use crate::schema::ruleset::StageDef;
use crate::sort::Arrange;
use crate::tags::{Population, Stay};

/// Which funnel is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct FunnelQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Only stages reached from this instant, or day, on.
    pub from: Option<String>,
    /// Only stages reached before this instant, or day.
    pub until: Option<String>,
}

read_object! {
    FunnelQuery, FunnelQuery::default(),
    must {}
    may { "now": now, "from": from, "until": until }
}

/// How customers come from stage to stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Funnel<'a> {
    /// How many customers there are.
    pub customers: usize,
    /// The stages, first to last.
    pub stages: Vec<FunnelStage<'a>>,
    /// What can be expected of all open deals; absent where no stage has a probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Where the funnel is narrowest; absent where too few customers came anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottleneck: Option<Bottleneck<'a>>,
}

/// A stage of the funnel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FunnelStage<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Customers in it now.
    pub now: usize,
    /// Customers that came to it, or beyond it, for the first time within the time asked for.
    pub reached: usize,
    /// How many of those came further since.
    pub passed: usize,
    /// Their share, in percent; absent of the last stage, and where nobody reached it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion: Option<f64>,
    /// Median time in days of stays that began within the time asked for and are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<f64>,
    /// Customers in it now for more than twice that time.
    pub stuck: usize,
    /// What is at stake with the customers in it now, as a decimal text.
    pub amount: String,
    /// How probable it is that a deal in this stage is won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Amount times probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}

/// Where the funnel is narrowest.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bottleneck<'a> {
    /// The stage that the smallest share of customers leaves for a later one.
    pub stage: Named<'a>,
    /// The stage behind it.
    pub next: Named<'a>,
    /// What that means, in words.
    pub text: String,
    /// The same with its parameters.
    #[serde(flatten)]
    pub reason: Reason,
    /// What the ruleset advises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

/// Customers that must have reached a stage before anything is said of their share that came further.
const ENOUGH: usize = 5;

/// What is counted of a stage.
#[derive(Clone, Debug, Default)]
struct Tally {
    now: usize,
    reached: usize,
    passed: usize,
    /// Milliseconds of stays that are over.
    stays: Vec<i64>,
    /// Milliseconds of those that are not.
    present: Vec<i64>,
    amount: i64,
}

impl Engine {
    /// How customers come from stage to stage.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn funnel(&mut self, query: &FunnelQuery) -> Result<Funnel<'_>> {
        self.idle()?;
        let now = self.now(&query.now)?;
        let from = self.instant(&query.from, "from")?.unwrap_or(Timestamp(i64::MIN));
        let until = self.instant(&query.until, "until")?.unwrap_or(Timestamp(i64::MAX));
        self.draw(now);
        let Some(drawn) = self.drawn() else { return Ok(Funnel::default()) };
        let subjects = self.subjects(now);
        let mut tallies = vec![Tally::default(); self.ruleset.stages.len()];
        let mut customers = 0;
        for anchor in self.clusters.anchors() {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
            let mut stays = self.journey(&subject, anchor, drawn.population(), now);
            if stays.is_empty() {
                // Nothing tells since when; so it is neither long nor short.
                let stage = drawn.portraits.get(anchor).and_then(|portrait| portrait.stage());
                stays.push(Stay { stage, from: Timestamp(i64::MIN) });
            }
            customers += 1;
            count(&mut tallies, &stays, (from, until), now);
            let present = stays.last().and_then(|stay| tallies.get_mut(stay.stage?.index()));
            let amount = self.at_stake(&subject);
            present.into_iter().for_each(|tally| tally.amount = tally.amount.saturating_add(amount));
        }
        Ok(self.told(customers, &mut tallies))
    }

    /// An instant, or the start of a day.
    pub(in crate::engine) fn instant(&self, text: &Option<String>, path: &str) -> Result<Option<Timestamp>> {
        let Some(text) = text else { return Ok(None) };
        let zone = self.context.utc_offset;
        let day = Date::parse(text).map(|day| Timestamp::start_of(day, zone));
        let time = day.or_else(|| Timestamp::parse(text, zone));
        time.map(Some).ok_or_else(|| Error::new("time/invalid", path).with("value", text))
    }

    /// The stages that a customer was in, up to now.
    pub(in crate::engine) fn journey(
        &self,
        subject: &CustomerSubject,
        anchor: Row,
        population: &Population,
        now: Timestamp,
    ) -> Vec<Stay> {
        let Some(start) = self.beginning(subject, anchor) else { return Vec::new() };
        if start > now {
            return Vec::new();
        }
        self.automation.tagger.journey(subject, population, start, now)
    }

    /// When a customer was first heard of: its first event, or the day on which its first record was made.
    pub(in crate::engine) fn beginning(&self, subject: &CustomerSubject, anchor: Row) -> Option<Timestamp> {
        let kinds = self.automation.tagger.vocabulary().events();
        let first = |kind: EventId| subject.times(kind).first().copied();
        let written = self.clusters.members(anchor).iter().flat_map(|row| self.written(*row));
        kinds.filter_map(first).chain(written).min()
    }

    /// When a record says that it was made, and changed.
    pub(in crate::engine) fn written(&self, row: Row) -> impl Iterator<Item = Timestamp> + '_ {
        let (records, zone) = (&self.records, self.context.utc_offset);
        let fields = ["created_at", "updated_at"].into_iter().filter_map(|name| self.ruleset.field(name));
        fields.flat_map(move |(field, _)| records.values(records.cell(row, field))).filter_map(move |value| {
            let text = records.symbols.text(value.text);
            let day = Date::parse(text).map(|day| Timestamp::start_of(day, zone));
            day.or_else(|| Timestamp::parse(text, zone))
        })
    }

    /// How much is at stake with a customer.
    fn at_stake(&self, subject: &CustomerSubject) -> i64 {
        let wanted = self.ruleset.funnel.as_ref().and_then(|funnel| funnel.amount.as_ref());
        let place = wanted.and_then(|id| self.ruleset.money.iter().position(|money| money.id == *id));
        let sum = place.and_then(|place| subject.ledger().money.get(place)).map(|(sum, _)| sum.raw());
        sum.unwrap_or_default()
    }

    fn told(&self, customers: usize, tallies: &mut [Tally]) -> Funnel<'_> {
        let definitions = self.ruleset.stages.iter().zip(tallies.iter_mut());
        let mut stages: Vec<FunnelStage> =
            definitions.map(|(stage, tally)| self.stage_told(stage, tally)).collect();
        if let Some(last) = stages.last_mut() {
            last.conversion = None;
        }
        let mut expected = None;
        for (stage, tally) in self.ruleset.stages.iter().zip(tallies.iter()) {
            if let Some(probability) = stage.probability {
                *expected.get_or_insert(0_i64) += share(tally.amount, probability).raw();
            }
        }
        let bottleneck = self.bottleneck(&stages);
        Funnel {
            customers,
            stages,
            expected: expected.map(|sum| Number::from_raw(sum).to_string()),
            bottleneck,
        }
    }

    fn stage_told<'a>(&self, stage: &'a StageDef, tally: &mut Tally) -> FunnelStage<'a> {
        tally.stays.arrange();
        let median = median(&tally.stays);
        let stuck =
            |median: i64| tally.present.iter().filter(|time| **time > median.saturating_mul(2)).count();
        FunnelStage {
            id: &stage.id,
            name: stage.name.get(self.language()),
            now: tally.now,
            reached: tally.reached,
            passed: tally.passed,
            conversion: (tally.reached > 0).then(|| percent(tally.passed, tally.reached)),
            median_days: median.map(|time| tenths(time as f64 / MS_PER_DAY as f64)),
            stuck: median.map_or(0, stuck),
            amount: Number::from_raw(tally.amount).to_string(),
            probability: stage.probability,
            expected: stage.probability.map(|probability| share(tally.amount, probability).to_string()),
        }
    }

    /// The stage that the smallest share leaves for a later one.
    fn bottleneck<'a>(&self, stages: &[FunnelStage<'a>]) -> Option<Bottleneck<'a>> {
        let place = narrowest(stages)?;
        let (stage, next) = (stages.get(place)?, stages.get(place + 1)?);
        let reason = narrowness(stage, next);
        let named = |stage: &FunnelStage<'a>| Named { id: stage.id, name: stage.name };
        let advice = self.ruleset.stages.get(place).and_then(|stage| stage.advice.as_ref());
        Some(Bottleneck {
            stage: named(stage),
            next: named(next),
            text: reason.text(self.language()),
            reason,
            advice: advice.map(|advice| advice.get(self.language()).to_owned()),
        })
    }
}

/// The place of the stage that the smallest share leaves for a later one, of those that enough customers reached.
fn narrowest(stages: &[FunnelStage]) -> Option<usize> {
    let mut narrowest: Option<usize> = None;
    for (place, stage) in stages.iter().enumerate().take(stages.len().saturating_sub(1)) {
        let best = narrowest.and_then(|best| stages.get(best));
        let narrower = |best: &FunnelStage| stage.passed * best.reached < best.passed * stage.reached;
        if stage.reached >= ENOUGH && best.is_none_or(narrower) {
            narrowest = Some(place);
        }
    }
    narrowest
}

/// How few go on from a stage to the next, and who is stuck there.
fn narrowness(stage: &FunnelStage, next: &FunnelStage) -> Reason {
    let code = match (stage.median_days, stage.stuck) {
        (None, _) => "funnel/bottleneck_new",
        (Some(_), 0) => "funnel/bottleneck_unstuck",
        (Some(_), _) => "funnel/bottleneck",
    };
    let reason = Reason::new(code)
        .with("stage", stage.name)
        .with("next", next.name)
        .with("reached", stage.reached)
        .with("passed", stage.passed)
        .with("stuck", stage.stuck);
    match stage.median_days {
        Some(days) => reason.with("days", Number::from_raw((days * 10.0).round() as i64 * 1000)),
        None => reason,
    }
}

/// Counts the stays of a customer.
fn count(tallies: &mut [Tally], stays: &[Stay], (from, until): (Timestamp, Timestamp), now: Timestamp) {
    // The instant at which the customer first came to a stage or beyond it.
    let place = |stay: &Stay| stay.stage.map(StageId::index);
    let first = |stage: usize| stays.iter().find(|stay| place(stay).is_some_and(|at| at >= stage));
    let within = |time: Timestamp| from <= time && time < until;
    let length = tallies.len();
    for (stage, tally) in tallies.iter_mut().enumerate() {
        if first(stage).is_some_and(|stay| within(stay.from)) {
            tally.reached += 1;
            tally.passed += usize::from(stage + 1 < length && first(stage + 1).is_some());
        }
    }
    for (i, stay) in stays.iter().enumerate() {
        let Some(tally) = place(stay).and_then(|stage| tallies.get_mut(stage)) else { continue };
        match stays.get(i + 1) {
            Some(next) if within(stay.from) => tally.stays.push(next.from.0.saturating_sub(stay.from.0)),
            Some(_) => {}
            None => {
                tally.now += 1;
                let since = (stay.from.0 != i64::MIN).then_some(stay.from.0);
                tally.present.extend(since.map(|since| now.0.saturating_sub(since)));
            }
        }
    }
}

/// The middle of sorted times; of an even number the mean of the two in the middle.
fn median(sorted: &[i64]) -> Option<i64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().saturating_sub(1) / 2)?;
    Some(lower + (upper - lower) / 2)
}

fn percent(part: usize, whole: usize) -> f64 {
    tenths(part as f64 * 100.0 / whole as f64)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// An amount times a probability, exact to a millionth of the latter.
fn share(amount: i64, probability: f64) -> Number {
    let millionths = (probability * 1e6).round() as i128;
    Number::ratio(i128::from(amount) * millionths, 1_000_000)
}
