//! Results: what hosts report of actions, and what came of rules and their variants.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::rehearse::HeldCount;
use crate::actions::{CONTROL, Held, Occasion, Outcome, Past, Share};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::error::{Error, Result};
use crate::expr::{NEVER, Number};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::{Label, SplitDef};
use crate::sort::Arrange;
use crate::store::Change;

/// What a host reports of an action.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "camelCase"))]
pub struct Report {
    /// The action's key.
    pub key: String,
    /// What became of it.
    pub outcome: Outcome,
    /// When, ISO 8601; now, where nothing is said.
    pub at: Option<String>,
    /// What it was worth.
    pub value: Option<Value>,
}

read_object! {
    open Report, Report::default(),
    must { "key": key, "outcome": outcome }
    may { "at": at, "value": value }
}

/// What was reported of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Reported {
    pub(in crate::engine) key: String,
    pub(in crate::engine) outcome: Outcome,
    pub(in crate::engine) at: Timestamp,
    /// What it was worth, as a decimal text; empty where nothing was said.
    pub(in crate::engine) value: String,
}

/// What became of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportOutcome {
    /// How many told something new.
    pub noted: usize,
    /// How many were known already.
    pub known: usize,
    /// Keys of actions that nobody took over, or whose customer is gone.
    pub unknown: Vec<String>,
}

/// Which results are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct ResultsQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Only of this rule.
    pub rule: Option<String>,
    /// Only actions handed out from this instant, or day, on.
    pub from: Option<String>,
    /// Only actions handed out before this instant, or day.
    pub until: Option<String>,
}

read_object! {
    ResultsQuery, ResultsQuery::default(),
    must {}
    may { "now": now, "rule": rule, "from": from, "until": until }
}

/// What came of a rule or journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleResults {
    /// Id of the rule, or of the journey.
    pub rule: String,
    /// What people call it.
    pub name: String,
    /// By variant; one without a name where there is no experiment.
    pub variants: Vec<VariantResults>,
    /// Each variant against the control group, or against the first where there is none.
    pub comparisons: Vec<Comparison>,
    /// Customers merged from some that got different variants: each counts for the one that it got first, in which it stays,
    /// and what it got of others is left out.
    pub mixed: usize,
    /// What the rule holds back at present, by reason.
    pub held_back: Vec<HeldCount>,
}

/// What came of a variant.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VariantResults {
    /// Its id; `control` for the control group; empty where there is no experiment.
    pub variant: String,
    /// Actions taken over; of the control group, how often there would have been some.
    pub handed_out: usize,
    /// Customers that got some.
    pub customers: usize,
    /// How often each outcome was reported.
    pub outcomes: BTreeMap<&'static str, usize>,
    /// Customers that did what the rule is for, by its goal or as reported.
    pub converted: usize,
    /// Their share; absent of nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// Between these two the true share lies, with 95 % confidence (Wilson).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// What conversions were worth, as a decimal text.
    pub value: String,
}

/// A variant against another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The variant.
    pub variant: String,
    /// The other.
    pub against: String,
    /// By how much the first one's share is larger.
    pub difference: f64,
    /// Between these two the true difference lies, with 95 % confidence (Newcombe).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// `result/better`, `result/worse`, or `result/too_little` where the interval holds both.
    #[serde(flatten)]
    pub reason: Reason,
    /// The same in words.
    pub text: String,
}

/// What is counted of a variant.
#[derive(Default)]
struct Tally {
    handed_out: usize,
    customers: BTreeSet<Row>,
    converted: BTreeSet<Row>,
    outcomes: BTreeMap<&'static str, usize>,
    /// What the events were worth that reached the goal: each counts once, however many actions came before it.
    reached: BTreeMap<(Row, usize), i64>,
    /// What the host reported that conversions were worth which no event tells of.
    reported: i64,
}

/// What is counted of a rule.
#[derive(Default)]
struct RuleTally<'a> {
    variants: BTreeMap<&'a str, Tally>,
    /// Customers of whom something is left out, as they got another variant first.
    mixed: BTreeSet<Row>,
}

impl Engine {
    /// Notes what became of actions. What is known already changes nothing: of one action each outcome is noted once.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `action/value` with the path of a value that is no number; nothing is noted then.
    pub fn report(&mut self, reports: &[Report], now: &str) -> Result<ReportOutcome> {
        self.idle()?;
        let now = self.now(now)?;
        let mut read = Vec::with_capacity(reports.len());
        for (i, report) in reports.iter().enumerate() {
            read.push(self.reported(report, now).map_err(|e| e.under(&format!("[{i}]")))?);
        }
        let mut outcome = ReportOutcome::default();
        for reported in read {
            match self.homes.find(&reported.key, &self.past) {
                None => outcome.unknown.push(reported.key),
                Some(row) if self.note_report(row, reported) => outcome.noted += 1,
                Some(_) => outcome.known += 1,
            }
        }
        Ok(outcome)
    }

    fn reported(&self, report: &Report, now: Timestamp) -> Result<Reported> {
        let at = match &report.at {
            None => now,
            Some(text) => Timestamp::parse(text, self.context.utc_offset)
                .ok_or_else(|| Error::new("time/invalid", "at").with("value", text))?,
        };
        let value = match &report.value {
            None | Some(Value::Null) => String::new(),
            Some(value) => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let number = Number::parse(&text);
                number.ok_or_else(|| Error::new("action/value", "value").with("value", text))?.to_string()
            }
        };
        Ok(Reported { key: report.key.clone(), outcome: report.outcome, at, value })
    }

    /// Notes what was reported of an action of a customer; tells whether it is new.
    pub(in crate::engine) fn note_report(&mut self, row: Row, reported: Reported) -> bool {
        let known = self.reports.entry(row).or_default();
        if known.iter().any(|known| known.key == reported.key && known.outcome == reported.outcome) {
            return false;
        }
        known.push(reported.clone());
        self.log(&self.report_change(row, &reported));
        true
    }

    pub(super) fn report_change(&self, row: Row, reported: &Reported) -> Change {
        let Reported { key, outcome, at, value } = reported.clone();
        Change::Reported { record: self.origin(row), key, outcome, at: at.0, value }
    }

    /// What came of rules, of each variant, and whether one is better than another.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `rule/unknown`.
    pub fn results(&mut self, query: &ResultsQuery) -> Result<Vec<RuleResults>> {
        self.idle()?;
        let now = self.now(&query.now)?;
        let from = self.instant(&query.from, "from")?.unwrap_or(Timestamp(i64::MIN));
        let until = self.instant(&query.until, "until")?.unwrap_or(NEVER);
        let wanted = self.sources(query.rule.as_deref())?;
        self.draw(now);
        let tallies = self.tallies((from, until), now);
        let held = self.all_held(now);
        let results = wanted.into_iter().filter_map(|rule| self.source(&rule)).map(|(id, name, split)| {
            let order: Vec<&str> =
                split.iter().flat_map(|split| &split.variants).map(|variant| variant.id.as_str()).collect();
            let own = held.iter().filter(|(_, held)| held.rule == *id).map(|(_, held)| &held.reason);
            let tally = tallies.get(id.as_str());
            let variants = tally.map_or(Vec::new(), |tally| variants(&tally.variants, &order));
            RuleResults {
                rule: id.clone(),
                name: name.get(self.language()).to_owned(),
                comparisons: self.comparisons(&variants),
                variants,
                mixed: tally.map_or(0, |tally| tally.mixed.len()),
                held_back: self.reason_counts(own),
            }
        });
        Ok(results.collect())
    }

    /// The ids of what hands actions out: of all rules and journeys, or of one.
    pub(super) fn sources(&self, wanted: Option<&str>) -> Result<Vec<String>> {
        if let Some(id) = wanted {
            let known = self.source(id).map(|(id, ..)| vec![id.clone()]);
            return known.ok_or_else(|| Error::new("rule/unknown", "rule").with("name", id));
        }
        let rules = self.ruleset.rules.iter().map(|rule| rule.id.clone());
        Ok(rules.chain(self.ruleset.journeys.iter().map(|journey| journey.id.clone())).collect())
    }

    /// A rule or journey: its id, what people call it, and its experiment.
    pub(super) fn source(&self, id: &str) -> Option<(&String, &Label, Option<&SplitDef>)> {
        let rule = self.ruleset.rules.iter().find(|rule| rule.id == id);
        let rule = rule.map(|rule| (&rule.id, &rule.name, rule.split.as_ref()));
        let journey = || self.ruleset.journeys.iter().find(|journey| journey.id == id);
        rule.or_else(|| journey().map(|journey| (&journey.id, &journey.name, None)))
    }

    /// What was handed out in a time, and what came of it, by rule.
    fn tallies(
        &self,
        (from, until): (Timestamp, Timestamp),
        now: Timestamp,
    ) -> BTreeMap<&str, RuleTally<'_>> {
        let subjects = self.subjects(now);
        let mut handed_out: BTreeMap<Row, Vec<(Row, &Past)>> = BTreeMap::new();
        for (row, list) in &self.past {
            let within = list.iter().filter(|past| past.at >= from && past.at < until);
            handed_out.entry(self.clusters.anchor(*row)).or_default().extend(within.map(|past| (*row, past)));
        }
        let mut tallies: BTreeMap<&str, RuleTally> = BTreeMap::new();
        for (anchor, list) in handed_out {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
            let first = first_variants(&list);
            for (row, past) in list {
                let tally = tallies.entry(&past.rule).or_default();
                if first.get(past.rule.as_str()).is_some_and(|first| past.is_of_another(first)) {
                    tally.mixed.insert(anchor);
                    continue;
                }
                let reports = self.reports.get(&row).into_iter().flatten();
                let own: Vec<&Reported> = reports.filter(|reported| reported.key == past.key).collect();
                let goal = self.automation.rules.goal(&past.rule);
                let reached = goal.map(|goal| goal.reached(&subject, past.at, now));
                let variant = tally.variants.entry(&past.variant).or_default();
                variant.add(anchor, &own, reached.unwrap_or_default(), now);
            }
        }
        tallies
    }

    /// What all rules hold back at present.
    fn all_held(&self, now: Timestamp) -> Vec<(Row, Held)> {
        let (viewer, mut all) = (self.host_viewer(now), Vec::new());
        for (anchor, portrait) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.iter()) {
            let due = viewer.due(
                &self.automation.rules,
                (anchor, &viewer.subject(anchor), &portrait),
                (Occasion::default(), true),
            );
            all.extend(due.held.into_iter().map(|held| (anchor, held)));
        }
        all
    }

    fn comparisons(&self, variants: &[VariantResults]) -> Vec<Comparison> {
        let base = variants.iter().find(|variant| variant.variant == CONTROL).or(variants.first());
        let Some(base) = base else { return Vec::new() };
        // What was handed out before there was an experiment takes no part in it.
        let takes_part = |variant: &&VariantResults| !variant.variant.is_empty();
        let others = variants.iter().filter(takes_part).filter(|variant| variant.variant != base.variant);
        others.filter_map(|variant| self.comparison(variant, base)).collect()
    }

    fn comparison(&self, variant: &VariantResults, base: &VariantResults) -> Option<Comparison> {
        let (difference, low, high) = variant.share().difference(base.share())?;
        let code = match () {
            () if low > 0.0 => "result/better",
            () if high < 0.0 => "result/worse",
            () => "result/too_little",
        };
        let reason = Reason::new(code).with("variant", &variant.variant).with("against", &base.variant);
        Some(Comparison {
            variant: variant.variant.clone(),
            against: base.variant.clone(),
            difference: rounded(difference),
            low: rounded(low),
            high: rounded(high),
            text: reason.text(self.language()),
            reason,
        })
    }

    pub(in crate::engine) fn reported_changes(&self) -> Vec<Change> {
        let all = self.reports.iter().flat_map(|(row, list)| list.iter().map(move |one| (row, one)));
        all.map(|(row, reported)| self.report_change(*row, reported)).collect()
    }
}

impl Tally {
    fn add(&mut self, anchor: Row, reports: &[&Reported], reached: Vec<(usize, Number)>, now: Timestamp) {
        self.handed_out += 1;
        self.customers.insert(anchor);
        for reported in reports.iter().filter(|reported| reported.at <= now) {
            *self.outcomes.entry(reported.outcome.name()).or_default() += 1;
            if reported.outcome == Outcome::Converted {
                self.converted.insert(anchor);
                let told = Number::parse(&reported.value).filter(|_| reached.is_empty());
                self.reported = self.reported.saturating_add(told.map(Number::raw).unwrap_or_default());
            }
        }
        if !reached.is_empty() {
            self.converted.insert(anchor);
        }
        self.reached.extend(reached.into_iter().map(|(place, worth)| ((anchor, place), worth.raw())));
    }

    fn value(&self) -> Number {
        Number::from_raw(self.reached.values().copied().fold(self.reported, i64::saturating_add))
    }
}

impl VariantResults {
    fn share(&self) -> Share {
        Share { count: self.converted, total: self.customers }
    }
}

/// The first that a customer got of each rule's experiment.
fn first_variants<'a>(list: &[(Row, &'a Past)]) -> BTreeMap<&'a str, &'a Past> {
    let mut first: BTreeMap<&str, &Past> = BTreeMap::new();
    for (_, past) in list.iter().filter(|(_, past)| !past.variant.is_empty()) {
        let known = first.entry(&past.rule).or_insert(past);
        if past.order() < known.order() {
            *known = past;
        }
    }
    first
}

/// The results of each variant, in the order of the ruleset, the control group last.
fn variants(tallies: &BTreeMap<&str, Tally>, order: &[&str]) -> Vec<VariantResults> {
    let place = |variant: &str| match order.iter().position(|known| *known == variant) {
        Some(place) => place,
        None if variant == CONTROL => usize::MAX,
        None => order.len(),
    };
    let mut all: Vec<(&&str, &Tally)> = tallies.iter().collect();
    all.arrange_by_key(|(name, _)| place(name));
    let result = |(name, tally): (&&str, &Tally)| {
        let share = Share { count: tally.converted.len(), total: tally.customers.len() };
        let interval = share.interval();
        VariantResults {
            variant: (*name).to_owned(),
            handed_out: tally.handed_out,
            customers: share.total,
            outcomes: tally.outcomes.clone(),
            converted: share.count,
            rate: share.rate().map(rounded),
            low: interval.map(|(low, _)| rounded(low)),
            high: interval.map(|(_, high)| rounded(high)),
            value: tally.value().to_string(),
        }
    };
    all.into_iter().map(result).collect()
}

/// To four decimals.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
