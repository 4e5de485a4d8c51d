//! Key figures of a time beside those of the time before.

use serde::Serialize;
use serde_json::Value;

use super::{EventFilter, Events, decimals, property};
use crate::analytics::median;
use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::error::{Error, Result};
use crate::expr::{EventId, MS_PER_DAY, Number, PropertyId, Subject, Value as Told};
use crate::json::read_object;
use crate::messages::{self, Language};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::ConditionDef;

/// Of which time key figures are wanted, and by what they are counted.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct KpiQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// From this instant, or day, on; 90 days before `until`, where absent.
    pub from: Option<String>,
    /// Before this instant, or day; now, where absent.
    pub until: Option<String>,
    /// What a purchase is.
    pub purchase: PurchaseDef,
    /// The event that says that an opportunity is won.
    pub won: Option<EventFilter>,
    /// What was spent from `from` to before `until`, as the host knows it.
    pub costs: Costs,
    /// What tells how satisfied a customer is.
    pub satisfaction: Option<EventProperty>,
    /// What tells from 0 to 10 how probably it would recommend us.
    pub nps: Option<EventProperty>,
    /// Who bought in so many days before a time is a customer that can be lost in it.
    #[cfg_attr(feature = "schema", schemars(rename = "activeDays"))]
    pub active_days: u32,
    /// Only customers in this segment, or that meet this condition, now.
    pub of: Option<Value>,
}

impl Default for KpiQuery {
    fn default() -> Self {
        let (now, from, until, purchase, won, costs, satisfaction, nps, of) = Default::default();
        Self { now, from, until, purchase, won, costs, satisfaction, nps, active_days: 365, of }
    }
}

read_object! {
    KpiQuery, KpiQuery::default(),
    must {}
    may {
        "now": now, "from": from, "until": until, "purchase": purchase, "won": won, "costs": costs,
        "satisfaction": satisfaction, "nps": nps, "activeDays": active_days, "of": of
    }
}

/// What a purchase is.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct PurchaseDef {
    /// The type of event.
    pub event: String,
    /// Which of them count.
    #[cfg_attr(feature = "schema", schemars(rename = "where"))]
    pub filter: Option<ConditionDef>,
    /// The property that holds the amount.
    pub amount: String,
    /// The property that names what was bought.
    pub product: String,
}

impl Default for PurchaseDef {
    fn default() -> Self {
        Self { event: "order".into(), filter: None, amount: "amount".into(), product: "product".into() }
    }
}

read_object! {
    PurchaseDef, PurchaseDef::default(),
    must {}
    may { "event": event, "where": filter, "amount": amount, "product": product }
}

/// A property of a type of event.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventProperty {
    /// The type of event.
    pub event: String,
    /// The property.
    pub property: String,
}

read_object! {
    EventProperty, EventProperty::default(),
    must { "event": event, "property": property }
    may {}
}

/// What was spent, as decimal texts.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Costs {
    /// On marketing.
    pub marketing: Option<String>,
    /// On sales.
    pub sales: Option<String>,
}

read_object! {
    Costs, Costs::default(),
    must {}
    may { "marketing": marketing, "sales": sales }
}

/// Key figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Kpis {
    /// From this instant on.
    pub from: String,
    /// Before this one.
    pub until: String,
    /// The time of the same length before: from this instant on, before `from`.
    pub previous_from: String,
    /// The figures. One for which the ruleset or the question has nothing to count by is left out.
    pub kpis: Vec<Kpi>,
}

/// A key figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kpi {
    /// Which.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What is divided by what.
    pub definition: String,
    /// `percent`, `money`, `days`, `count` or `points`.
    pub unit: String,
    /// What the value is of numerator and denominator.
    pub form: KpiForm,
    /// In the time asked for.
    pub current: KpiFigure,
    /// In the time before; absent of what is only known as it stands now, and of costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<KpiFigure>,
}

/// How a key figure is worked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum KpiForm {
    /// A number or a sum: the numerator.
    #[default]
    Sum,
    /// The numerator divided by the denominator; in per cent, where that is the unit.
    Quotient,
    /// The middle of as many as the denominator says.
    Median,
}

/// A figure, and what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KpiFigure {
    /// The figure, to four decimals; absent where there is nothing to divide by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What is divided, as a decimal text; of a median what it was taken of.
    pub numerator: String,
    /// By what.
    pub denominator: String,
}

/// Figures in the order in which they are told, with their units and how they are worked out.
const KPIS: [(&str, &str, KpiForm); 15] = [
    ("leads", "count", KpiForm::Sum),
    ("conversion", "percent", KpiForm::Quotient),
    ("cost_per_lead", "money", KpiForm::Quotient),
    ("new_customers", "count", KpiForm::Sum),
    ("acquisition_cost", "money", KpiForm::Quotient),
    ("revenue", "money", KpiForm::Sum),
    ("average_order", "money", KpiForm::Quotient),
    ("repurchase", "percent", KpiForm::Quotient),
    ("lifetime_value", "money", KpiForm::Quotient),
    ("churn", "percent", KpiForm::Quotient),
    ("sales_cycle", "days", KpiForm::Median),
    ("opportunity_cycle", "days", KpiForm::Median),
    ("cross_sell", "percent", KpiForm::Quotient),
    ("satisfaction", "points", KpiForm::Quotient),
    ("nps", "points", KpiForm::Quotient),
];

/// What is counted by, compiled.
struct Sought {
    purchase: Events,
    amount: Option<PropertyId>,
    product: Option<PropertyId>,
    won: Option<(Events, Option<PropertyId>)>,
    satisfaction: Option<(EventId, PropertyId)>,
    nps: Option<(EventId, PropertyId)>,
    active_ms: i64,
}

/// What one customer did.
struct Deeds {
    first: Option<Timestamp>,
    /// Purchases with amounts and things, the earliest first.
    purchases: Vec<(Timestamp, i64, Option<String>)>,
}

/// Sums to be divided: of each figure above, by its place.
#[derive(Clone, Debug, Default)]
struct Tally {
    parts: [i128; KPIS.len()],
    wholes: [i128; KPIS.len()],
    days: [Vec<f64>; 2],
}

impl Tally {
    fn add(&mut self, id: &str, part: i128, whole: i128) {
        let Some(place) = KPIS.iter().position(|(known, ..)| *known == id) else { return };
        self.parts.get_mut(place).into_iter().for_each(|sum| *sum += part * i128::from(Number::SCALE));
        self.wholes.get_mut(place).into_iter().for_each(|sum| *sum += whole);
    }

    /// As [`add`](Self::add), of an amount in ten-thousandths.
    fn add_money(&mut self, id: &str, part: i64, whole: i128) {
        let Some(place) = KPIS.iter().position(|(known, ..)| *known == id) else { return };
        self.parts.get_mut(place).into_iter().for_each(|sum| *sum += i128::from(part));
        self.wholes.get_mut(place).into_iter().for_each(|sum| *sum += whole);
    }

    fn figure(&self, place: usize, unit: &str, form: KpiForm) -> KpiFigure {
        let part = self.parts.get(place).copied().unwrap_or_default();
        let whole = match form {
            KpiForm::Sum => 1,
            _ => self.wholes.get(place).copied().unwrap_or_default(),
        };
        let scale = if unit == "percent" { 100.0 } else { 1.0 };
        let value = if whole > 0 { Some(part as f64 / Number::SCALE as f64 / whole as f64) } else { None };
        KpiFigure {
            value: value.map(|value| decimals(value * scale)),
            numerator: Number::ratio(part, 1).to_string(),
            denominator: whole.to_string(),
        }
    }
}

impl Engine {
    /// Key figures of a time: leads, conversion, cost per lead and per new customer, repurchase, average order, lifetime value,
    /// churn, length of the sales cycle, cross-selling, overdue receivables, satisfaction; each with its definition, what was
    /// divided by what, and the same of the time before.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`.
    pub fn kpis(&mut self, query: &KpiQuery) -> Result<Kpis> {
        self.idle()?;
        let now = self.now(&query.now)?;
        let (_, until) = self.span(&None, &query.until, now)?;
        let from = self.instant(&query.from, "from")?.unwrap_or(until.add_ms(-90 * MS_PER_DAY));
        if from >= until {
            return Err(Error::new("condition/expected", "from").with("expected", "from < until"));
        }
        let before = Timestamp(from.0.saturating_sub(until.0.saturating_sub(from.0)));
        let sought = self.kpi_sought(query)?;
        let only = self.only(&query.of, now)?;
        let (mut current, mut previous, mut overdue) = (Tally::default(), Tally::default(), (0_i64, 0_i128));
        let late = self.ruleset.money.iter().position(|money| money.id == "overdue");
        self.each_subject(now, &mut |anchor, subject| {
            if only.as_ref().is_some_and(|only| !only.contains(anchor)) {
                return;
            }
            let deeds = self.deeds(subject, &sought, now);
            for (tally, span) in [(&mut current, (from, until)), (&mut previous, (before, from))] {
                deeds.count(tally, span, sought.active_ms, sought.product.is_some());
                self.count_rest(tally, subject, &sought, span, now);
            }
            let sum =
                late.and_then(|place| subject.ledger().money.get(place)).map_or(0, |(sum, _)| sum.raw());
            overdue = (overdue.0.saturating_add(sum), overdue.1 + i128::from(sum > 0));
        });
        add_costs(&mut current, &query.costs)?;
        let mut kpis = self.kpi_views(query, &sought, &current, &previous);
        if late.is_some() {
            kpis.push(self.overdue(overdue));
        }
        let told = |time: Timestamp| time.to_rfc3339(self.context.utc_offset);
        Ok(Kpis { from: told(from), until: told(until), previous_from: told(before), kpis })
    }

    fn kpi_sought(&self, query: &KpiQuery) -> Result<Sought> {
        let (vocabulary, zone) = (self.automation.tagger.vocabulary(), self.context.utc_offset);
        let PurchaseDef { event, filter, amount, product } = query.purchase.clone();
        let purchase = Events::compile(&EventFilter { event, filter }, vocabulary, zone);
        let purchase = purchase.map_err(|e| e.under("purchase"))?;
        let known = PurchaseDef::default();
        // What is meant by default may be missing, what is named may not.
        let named = |name: &String, usual: &str, path: &str| match self.event_property(purchase.kind, name) {
            Ok((id, _)) => Ok(Some(id)),
            Err(_) if name == usual => Ok(None),
            Err(error) => Err(error.under(path)),
        };
        let amount = named(&amount, &known.amount, "purchase.amount")?;
        let product = named(&product, &known.product, "purchase.product")?;
        let won = query.won.as_ref().map(|won| {
            let events = Events::compile(won, vocabulary, zone).map_err(|e| e.under("won"))?;
            let tells = |entity: &&crate::schema::ruleset::EntityDef| entity.events.contains(&won.event);
            let key = self.ruleset.entities.iter().find(tells).and_then(|entity| entity.key.as_ref());
            let key = key.and_then(|key| self.event_property(events.kind, key).ok());
            Ok((events, key.map(|(id, _)| id)))
        });
        let told = |of: &Option<EventProperty>, path: &str| {
            let find = |of: &EventProperty| {
                let event = vocabulary.event(&of.event).map_err(|e| e.under("event"))?;
                let property = self.event_property(event, &of.property).map_err(|e| e.under("property"));
                Ok((event, property?.0))
            };
            of.as_ref().map(find).transpose().map_err(|e: Error| e.under(path))
        };
        Ok(Sought {
            amount,
            product,
            won: won.transpose()?,
            satisfaction: told(&query.satisfaction, "satisfaction")?,
            nps: told(&query.nps, "nps")?,
            active_ms: i64::from(query.active_days).saturating_mul(MS_PER_DAY),
            purchase,
        })
    }

    fn deeds(&self, subject: &CustomerSubject, sought: &Sought, now: Timestamp) -> Deeds {
        let kinds = self.automation.tagger.vocabulary().events();
        let first = kinds.filter_map(|kind| subject.times(kind).first().copied()).min();
        let kind = sought.purchase.kind;
        let purchase = |(place, time): (usize, Timestamp)| {
            let amount = match sought.amount.map(|id| subject.property(kind, place, id)) {
                Some(Told::Number(number)) => number.raw(),
                _ => 0,
            };
            (time, amount, sought.product.and_then(|id| property(subject, kind, place, id)))
        };
        Deeds { first, purchases: sought.purchase.of(subject, now).into_iter().map(purchase).collect() }
    }

    /// Counts won opportunities and what customers say.
    fn count_rest(
        &self,
        tally: &mut Tally,
        subject: &CustomerSubject,
        sought: &Sought,
        (from, until): (Timestamp, Timestamp),
        now: Timestamp,
    ) {
        let within = |time: &Timestamp| from <= *time && *time < until;
        if let Some((won, key)) = &sought.won {
            for (place, time) in won.of(subject, now).into_iter().filter(|(_, time)| within(time)) {
                let Some(id) = key else { continue };
                let Some(of) = property(subject, won.kind, place, *id) else { continue };
                let same = |other: &usize| property(subject, won.kind, *other, *id).as_ref() == Some(&of);
                let times = subject.times(won.kind);
                let began = (0..times.len()).find(same).and_then(|first| times.get(first));
                tally.days[1].extend(began.map(|began| days(*began, time)));
            }
        }
        for (id, of) in [("satisfaction", sought.satisfaction), ("nps", sought.nps)] {
            let Some((kind, name)) = of else { continue };
            for (place, _) in subject.times(kind).iter().enumerate().filter(|(_, time)| within(time)) {
                let Told::Number(number) = subject.property(kind, place, name) else { continue };
                match (id, number.raw()) {
                    ("satisfaction", raw) => tally.add_money(id, raw, 1),
                    (_, 90_000..) => tally.add(id, 100, 1),
                    (_, ..=60_000) => tally.add(id, -100, 1),
                    _ => tally.add(id, 0, 1),
                }
            }
        }
    }

    fn kpi_views(&self, query: &KpiQuery, sought: &Sought, current: &Tally, previous: &Tally) -> Vec<Kpi> {
        let counted = |id: &str| match id {
            "cost_per_lead" => query.costs.marketing.is_some(),
            "acquisition_cost" => query.costs.marketing.is_some() || query.costs.sales.is_some(),
            "revenue" | "average_order" | "lifetime_value" => sought.amount.is_some(),
            "cross_sell" => sought.product.is_some(),
            "opportunity_cycle" => sought.won.as_ref().is_some_and(|(_, key)| key.is_some()),
            "satisfaction" => sought.satisfaction.is_some(),
            "nps" => sought.nps.is_some(),
            _ => true,
        };
        let view = |(place, (id, unit, form)): (usize, &(&'static str, &'static str, KpiForm))| {
            let figure = |tally: &Tally| match *id {
                "sales_cycle" => median_of(&tally.days[0]),
                "opportunity_cycle" => median_of(&tally.days[1]),
                _ => tally.figure(place, unit, *form),
            };
            let cost = id.contains("cost");
            let previous = (!cost).then(|| figure(previous));
            counted(id).then(|| self.kpi(id, (*unit, *form), figure(current), previous))
        };
        KPIS.iter().enumerate().filter_map(view).collect()
    }

    fn kpi(
        &self,
        id: &str,
        (unit, form): (&str, KpiForm),
        current: KpiFigure,
        previous: Option<KpiFigure>,
    ) -> Kpi {
        let [name, definition] = words(id, self.language());
        Kpi { id: id.to_owned(), name, definition, unit: unit.to_owned(), form, current, previous }
    }

    /// What is overdue, as it stands.
    fn overdue(&self, (sum, customers): (i64, i128)) -> Kpi {
        let sum = Number::from_raw(sum);
        let value = Some(decimals(sum.raw() as f64 / Number::SCALE as f64));
        let figure = KpiFigure { value, numerator: sum.to_string(), denominator: customers.to_string() };
        self.kpi("overdue", ("money", KpiForm::Sum), figure, None)
    }
}

impl Deeds {
    /// Counts what this customer did in a time.
    fn count(
        &self,
        tally: &mut Tally,
        (from, until): (Timestamp, Timestamp),
        active_ms: i64,
        by_thing: bool,
    ) {
        let within = |time: Timestamp| from <= time && time < until;
        let first_purchase = self.purchases.first().map(|(time, ..)| *time);
        if self.first.is_some_and(within) {
            let bought = first_purchase.is_some_and(|time| time < until);
            tally.add("leads", 1, 1);
            tally.add("conversion", i128::from(bought), 1);
            tally.add("cost_per_lead", 0, 1);
        }
        if let (Some(first), Some(bought)) = (self.first, first_purchase.filter(|time| within(*time))) {
            tally.add("new_customers", 1, 1);
            tally.add("acquisition_cost", 0, 1);
            tally.days[0].push(days(first, bought));
        }
        let known: Vec<_> = self.purchases.iter().filter(|(time, ..)| *time < until).collect();
        let bought: Vec<_> = known.iter().filter(|(time, ..)| within(*time)).collect();
        for (_, amount, _) in &bought {
            tally.add_money("revenue", *amount, 1);
            tally.add_money("average_order", *amount, 1);
        }
        if !bought.is_empty() {
            tally.add("repurchase", i128::from(known.len() > 1), 1);
        }
        if !known.is_empty() {
            let sum = known.iter().fold(0_i64, |sum, (_, amount, _)| sum.saturating_add(*amount));
            tally.add_money("lifetime_value", sum, 1);
        }
        let active = from.add_ms(active_ms.saturating_neg());
        if known.iter().any(|(time, ..)| active <= *time && *time < from) {
            tally.add("churn", i128::from(bought.is_empty()), 1);
        }
        let before = || known.iter().filter(|(time, ..)| *time < from);
        if by_thing && !bought.is_empty() && before().next().is_some() {
            let is_new = |thing: &Option<String>| thing.is_some() && before().all(|(.., of)| of != thing);
            tally.add("cross_sell", i128::from(bought.iter().any(|(.., thing)| is_new(thing))), 1);
        }
    }
}

fn days(from: Timestamp, until: Timestamp) -> f64 {
    until.0.saturating_sub(from.0) as f64 / MS_PER_DAY as f64
}

fn median_of(days: &[f64]) -> KpiFigure {
    let value = median(days.to_vec()).map(decimals);
    let numerator = Number::from_raw(libm::round(value.unwrap_or_default() * 1e4) as i64);
    KpiFigure { value, numerator: numerator.to_string(), denominator: days.len().to_string() }
}

fn add_costs(tally: &mut Tally, costs: &Costs) -> Result<()> {
    for (cost, name, of) in [
        (&costs.marketing, "costs.marketing", &["cost_per_lead", "acquisition_cost"][..]),
        (&costs.sales, "costs.sales", &["acquisition_cost"]),
    ] {
        let Some(text) = cost else { continue };
        let wrong = || Error::new("condition/expected", name).with("expected", "1234.5");
        let cost = Number::parse(text).ok_or_else(wrong)?;
        of.iter().for_each(|id| tally.add_money(id, cost.raw(), 0));
    }
    Ok(())
}

/// Name and definition of a figure.
fn words(id: &str, language: Language) -> [String; 2] {
    let text = messages::render(&["kpi/", id].concat(), language, |_| None);
    let (name, definition) = text.split_once(['：', ':']).unwrap_or((&text, ""));
    [name.to_owned(), definition.trim_start().to_owned()]
}
