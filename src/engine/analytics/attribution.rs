//! To which contacts purchases are credited.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EventFilter, Events, decimals, out_of_range, property};
use crate::analytics::{Model, Path, attribute};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::expr::{EventId, MS_PER_DAY, Number, PropertyId, Subject, Value};
use crate::json::{read_names, read_object};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{Period, Unit};
use crate::sort::Arrange;

/// What is credited to which contacts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct AttributionQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// The event that is a conversion.
    pub conversion: EventFilter,
    /// Its property that holds what it is worth; without one only conversions are counted.
    pub value: Option<String>,
    /// The types of event that are contacts.
    pub touches: Vec<String>,
    /// The property of a contact that names its channel; one without it counts under its type of event.
    pub channel: String,
    /// How long before a conversion contacts count.
    pub lookback: Period,
    /// Which models; all, where empty.
    pub models: Vec<ModelName>,
    /// For `time_decay`: after so many days a contact counts half.
    #[cfg_attr(feature = "schema", schemars(rename = "halfLife"))]
    pub half_life: f64,
    /// Only conversions from this instant, or day, on.
    pub from: Option<String>,
    /// Only conversions before this instant, or day.
    pub until: Option<String>,
}

impl Default for AttributionQuery {
    fn default() -> Self {
        let (now, conversion, value, touches, models, from, until) = Default::default();
        let lookback = Period { last: 90, unit: Unit::Day, calendar: false };
        let channel = "channel".to_owned();
        Self { now, conversion, value, touches, channel, lookback, models, half_life: 7.0, from, until }
    }
}

read_object! {
    AttributionQuery, AttributionQuery::default(),
    must { "conversion": conversion, "touches": touches }
    may {
        "now": now, "value": value, "channel": channel, "lookback": lookback, "models": models, "halfLife": half_life,
        "from": from, "until": until
    }
}

/// A rule by which contacts share the credit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ModelName {
    /// All to the first.
    First,
    /// All to the last.
    #[default]
    Last,
    /// To all alike.
    Linear,
    /// The later, the more.
    TimeDecay,
    /// 40 % to the first, 40 % to the last, 20 % to those between.
    Position,
    /// By how many conversions would be lost without the channel.
    Markov,
}

read_names! {
    ModelName, {
        "first": First, "last": Last, "linear": Linear, "time_decay": TimeDecay, "position": Position, "markov": Markov
    }
}

impl ModelName {
    const ALL: [Self; 6] =
        [Self::First, Self::Last, Self::Linear, Self::TimeDecay, Self::Position, Self::Markov];
}

/// To which channels conversions are credited.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attribution {
    /// Conversions, and what they are worth.
    pub total: Credited,
    /// Those before which there was a contact. Each model shares out exactly these.
    pub attributed: Credited,
    /// Those before which there was none.
    pub direct: Credited,
    /// Customers who had contacts in that time and did not convert since.
    pub lost: usize,
    /// The channels, those with the most contacts first.
    pub channels: Vec<ChannelView>,
}

/// Conversions and their value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credited {
    /// How many, to four decimals.
    pub conversions: f64,
    /// What they are worth, as a decimal text.
    pub value: String,
}

/// A channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChannelView {
    /// What the property says, or the type of event.
    pub channel: String,
    /// What people call it.
    pub name: String,
    /// Contacts in it, of those that led to a conversion or to none.
    pub touches: usize,
    /// What each model credits it with.
    pub credits: Vec<ChannelCredit>,
}

/// What a model credits a channel with.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChannelCredit {
    /// The model.
    pub model: ModelName,
    /// Conversions, to four decimals.
    pub conversions: f64,
    /// Value, as a decimal text.
    pub value: String,
    /// The share of the conversions, to four decimals.
    pub share: f64,
}

/// More channels than that are hardly channels, and too many for a Markov chain.
const CHANNELS: usize = 100;

/// What is looked at of a customer.
struct Sought {
    conversion: Events,
    value: Option<PropertyId>,
    touches: Vec<(EventId, Option<PropertyId>)>,
    lookback: Period,
    span: (Timestamp, Timestamp),
}

/// The paths of all customers, with their channels by place.
#[derive(Default)]
struct Paths {
    channels: BTreeMap<(String, bool), usize>,
    paths: Vec<Path>,
    direct: (i64, i64),
    lost: usize,
}

impl Engine {
    /// To which channels conversions are credited, by one or several models side by side. A contact belongs to the first
    /// conversion after it, if that comes in time.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`, `attribution/channels`.
    pub fn attribution(&mut self, query: &AttributionQuery) -> Result<Attribution> {
        self.idle()?;
        let now = self.now(&query.now)?;
        if !(query.half_life > 0.0 && query.half_life.is_finite()) {
            return Err(out_of_range("halfLife", "> 0"));
        }
        let sought = self.sought(query, now)?;
        let mut found = Paths::default();
        self.each_subject(now, &mut |_, subject| self.walk(subject, &sought, &mut found, now));
        if found.channels.len() > CHANNELS {
            let error = Error::new("attribution/channels", "channel").with("limit", CHANNELS);
            return Err(error.with("actual", found.channels.len()));
        }
        Ok(self.credited(query, &found))
    }

    fn sought(&self, query: &AttributionQuery, now: Timestamp) -> Result<Sought> {
        let (vocabulary, zone) = (self.automation.tagger.vocabulary(), self.context.utc_offset);
        let conversion =
            Events::compile(&query.conversion, vocabulary, zone).map_err(|e| e.under("conversion"))?;
        let value = query.value.as_ref().map(|name| self.event_property(conversion.kind, name)).transpose();
        let value = match value.map_err(|e| e.under("value"))? {
            Some((_, of)) if !of.is_number() => {
                let wrong = Error::new("condition/function_type", "value");
                return Err(wrong.with("name", "sum").with("kind", of.kind.name()));
            }
            found => found.map(|(id, _)| id),
        };
        let touch = |name: &String| {
            let event = vocabulary.event(name)?;
            Ok((event, self.event_property(event, &query.channel).ok().map(|(id, _)| id)))
        };
        let touches = query.touches.iter().map(touch).collect::<Result<Vec<_>>>();
        let touches = touches.map_err(|e| e.under("touches"))?;
        let span = self.span(&query.from, &query.until, now)?;
        Ok(Sought { conversion, value, touches, lookback: query.lookback, span })
    }

    /// Adds the paths of a customer.
    fn walk(&self, subject: &dyn Subject, sought: &Sought, found: &mut Paths, now: Timestamp) {
        let touches = self.touches(subject, sought, now);
        let mut rest = touches.as_slice();
        let (from, until) = sought.span;
        for (place, time) in sought.conversion.of(subject, now) {
            let (before, after) = rest.split_at(rest.partition_point(|(touch, _)| *touch <= time));
            rest = after;
            if time < from || until <= time {
                continue;
            }
            let value = sought.value.map(|id| subject.property(sought.conversion.kind, place, id));
            let value = if let Some(Value::Number(number)) = value { number.raw() } else { 0 };
            match self.path(before, time, sought, &mut found.channels) {
                path if path.is_empty() => {
                    found.direct = (found.direct.0 + 1, found.direct.1.saturating_add(value));
                }
                touches => found.paths.push(Path { touches, value: Some(value) }),
            }
        }
        let end = until.min(now);
        let rest: Vec<_> = rest.iter().filter(|(time, _)| from <= *time && *time <= end).cloned().collect();
        let touches = self.path(&rest, end, sought, &mut found.channels);
        if !touches.is_empty() {
            found.lost += 1;
            found.paths.push(Path { touches, value: None });
        }
    }

    /// The contacts of a customer, the earliest first: when, and in which channel (and whether that is a type of event).
    fn touches(
        &self,
        subject: &dyn Subject,
        sought: &Sought,
        now: Timestamp,
    ) -> Vec<(Timestamp, (String, bool))> {
        let vocabulary = self.automation.tagger.vocabulary();
        let mut touches = Vec::new();
        for (event, channel) in &sought.touches {
            for (place, time) in
                subject.times(*event).iter().enumerate().take_while(|(_, time)| **time <= now)
            {
                let named = channel.and_then(|id| property(subject, *event, place, id));
                let of_kind = named.is_none();
                let channel = named.unwrap_or_else(|| vocabulary.event_name(*event).to_owned());
                touches.push((*time, (channel, of_kind)));
            }
        }
        touches.arrange();
        touches
    }

    /// Those contacts that are not too long before an instant.
    fn path(
        &self,
        touches: &[(Timestamp, (String, bool))],
        at: Timestamp,
        sought: &Sought,
        channels: &mut BTreeMap<(String, bool), usize>,
    ) -> Vec<(usize, f64)> {
        let zone = self.context.utc_offset;
        let in_time =
            |(time, _): &&(Timestamp, (String, bool))| crate::expr::end_of(*time, sought.lookback, zone) > at;
        let mut path = Vec::new();
        for (time, channel) in touches.iter().filter(in_time) {
            let next = channels.len();
            let place = *channels.entry(channel.clone()).or_insert(next);
            path.push((place, at.0.saturating_sub(time.0) as f64 / MS_PER_DAY as f64));
        }
        path
    }

    fn credited(&self, query: &AttributionQuery, found: &Paths) -> Attribution {
        let count = found.channels.len();
        let models = if query.models.is_empty() { ModelName::ALL.to_vec() } else { query.models.clone() };
        let mut touches = vec![0; count];
        for (channel, _) in found.paths.iter().flat_map(|path| &path.touches) {
            touches.get_mut(*channel).into_iter().for_each(|count| *count += 1);
        }
        let converted = found.paths.iter().filter_map(|path| path.value);
        let (number, value) = (converted.clone().count() as i64, converted.fold(0, i64::saturating_add));
        let mut channels: Vec<ChannelView> = Vec::new();
        channels.resize(count, ChannelView::default());
        for ((channel, of_kind), place) in &found.channels {
            let Some(view) = channels.get_mut(*place) else { continue };
            let vocabulary = self.automation.tagger.vocabulary();
            let label = if *of_kind { vocabulary.event_label(channel, self.language()) } else { channel };
            view.channel.clone_from(channel);
            view.name = label.to_owned();
            view.touches = touches.get(*place).copied().unwrap_or_default();
        }
        for model in models {
            let credits = attribute(&found.paths, count, rule(model, query.half_life));
            for (view, credit) in channels.iter_mut().zip(credits) {
                let share = if number > 0 { credit.conversions as f64 / 1e4 / number as f64 } else { 0.0 };
                let Credited { conversions, value } = credited(credit.conversions, credit.value);
                view.credits.push(ChannelCredit { model, conversions, value, share: decimals(share) });
            }
        }
        channels.arrange_by(|a, b| b.touches.cmp(&a.touches).then_with(|| a.channel.cmp(&b.channel)));
        let (direct, direct_value) = found.direct;
        Attribution {
            total: credited((number + direct) * 10_000, value.saturating_add(direct_value)),
            attributed: credited(number * 10_000, value),
            direct: credited(direct * 10_000, direct_value),
            lost: found.lost,
            channels,
        }
    }
}

fn credited(conversions: i64, value: i64) -> Credited {
    Credited { conversions: conversions as f64 / 1e4, value: Number::from_raw(value).to_string() }
}

fn rule(model: ModelName, half_life: f64) -> Model {
    match model {
        ModelName::First => Model::First,
        ModelName::Last => Model::Last,
        ModelName::Linear => Model::Linear,
        ModelName::TimeDecay => Model::Decay(half_life),
        ModelName::Position => Model::Position,
        ModelName::Markov => Model::Markov,
    }
}
