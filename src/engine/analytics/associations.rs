//! What is bought together, and what to offer to a customer therefore.

use std::collections::{BTreeMap, BTreeSet};

use roaring::RoaringBitmap;
use serde::Serialize;

use super::{EventFilter, Events, decimals, out_of_range, property};
use crate::analytics::{Rule, associations};
use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::error::{Error, Result};
use crate::expr::{PropertyId, Subject};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::reason::Reason;
use crate::schema::ruleset::FieldDef;

/// Which things are looked at, and how sure a rule must be.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct AssociationQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// The type of event that is a purchase.
    pub event: String,
    /// Its property that names the thing.
    pub property: String,
    /// Its property that names the basket, such as the number of an order; without it all that a customer bought is one.
    pub basket: Option<String>,
    /// The least share of baskets that hold all things of a rule.
    #[cfg_attr(feature = "schema", schemars(rename = "minSupport"))]
    pub min_support: f64,
    /// The least share of the baskets with the first things that hold the other, too.
    #[cfg_attr(feature = "schema", schemars(rename = "minConfidence"))]
    pub min_confidence: f64,
    /// Most rules, or recommendations, to tell.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

impl Default for AssociationQuery {
    fn default() -> Self {
        let (now, basket, access) = Default::default();
        let (event, property) = ("order".to_owned(), "product".to_owned());
        Self { now, event, property, basket, min_support: 0.01, min_confidence: 0.1, limit: 20, access }
    }
}

read_object! {
    AssociationQuery, AssociationQuery::default(),
    must {}
    may {
        "now": now, "event": event, "property": property, "basket": basket, "minSupport": min_support,
        "minConfidence": min_confidence, "limit": limit, "role": access.role, "purpose": access.purpose
    }
}

/// What is bought together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Associations {
    /// Baskets that were looked at.
    pub baskets: u64,
    /// The things, those in the most baskets first.
    pub items: Vec<Item>,
    /// The rules, those with the greatest lift first.
    pub rules: Vec<Association>,
}

/// A thing, and how common it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// What it is.
    pub item: String,
    /// In how many baskets it is.
    pub count: u64,
}

/// Who bought some things also bought another. Shares are to four decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Association {
    /// Those things.
    pub items: Vec<String>,
    /// The other.
    pub then: String,
    /// Baskets that hold all of it.
    pub count: u64,
    /// Their share of all.
    pub support: f64,
    /// Their share of those with the first things.
    pub confidence: f64,
    /// How many times as common the other is among these as among all.
    pub lift: f64,
    /// The rule in words.
    pub text: String,
}

/// What to offer to a customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Recommendations {
    /// The customer.
    pub customer_id: String,
    /// What it bought.
    pub bought: Vec<String>,
    /// What it did not buy yet, the likeliest first.
    pub recommendations: Vec<Recommendation>,
}

/// A thing that a customer did not buy yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recommendation {
    /// What it is.
    pub item: String,
    /// The rule with the greatest confidence of those that lead to it.
    pub because: Association,
}

/// The baskets by thing.
#[derive(Default)]
struct Baskets {
    count: u64,
    items: BTreeMap<String, RoaringBitmap>,
}

impl Baskets {
    fn add(&mut self, basket: BTreeSet<String>) {
        if basket.is_empty() {
            return;
        }
        let number = self.count as u32;
        basket.into_iter().for_each(|item| _ = self.items.entry(item).or_default().insert(number));
        self.count += 1;
    }
}

/// The properties that tell thing and basket.
struct Sought {
    events: Events,
    item: PropertyId,
    basket: Option<PropertyId>,
}

impl Engine {
    /// What is bought together: association rules over what customers, or single orders, hold.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`, `privacy/…`.
    pub fn associations(&mut self, query: &AssociationQuery) -> Result<Associations> {
        let (_, baskets, rules) = self.rules_of(query)?;
        let mut items: Vec<Item> =
            baskets.items.iter().map(|(item, of)| Item { item: item.clone(), count: of.len() }).collect();
        crate::sort::Arrange::arrange_by_key(items.as_mut_slice(), |item| u64::MAX - item.count);
        items.truncate(query.limit);
        let rules = rules.iter().take(query.limit).map(|rule| self.association(rule, &baskets));
        Ok(Associations { baskets: baskets.count, items, rules: rules.collect() })
    }

    /// What to offer to a customer: what others bought with what it bought, and it did not.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `time/invalid`, `condition/…`, `privacy/…`.
    pub fn recommend(&mut self, id: &str, query: &AssociationQuery) -> Result<Recommendations> {
        let (sought, baskets, mut rules) = self.rules_of(query)?;
        let now = self.now(&query.now)?;
        let anchor = self.anchor_of(id)?;
        let subjects = self.subjects(now);
        let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
        let bought: BTreeSet<String> =
            baskets_of(&subject, &Sought { basket: None, ..sought }, now).into_values().flatten().collect();
        let names: Vec<&String> = baskets.items.keys().collect();
        let has = |place: &usize| names.get(*place).is_some_and(|name| bought.contains(*name));
        rules.retain(|rule| rule.lift > 1.0 && rule.items.iter().all(has) && !has(&rule.then));
        let surer =
            |a: &Rule, b: &Rule| b.confidence.total_cmp(&a.confidence).then(b.lift.total_cmp(&a.lift));
        crate::sort::Arrange::arrange_by(rules.as_mut_slice(), surer);
        let mut told = BTreeSet::new();
        rules.retain(|rule| told.insert(rule.then));
        let recommendations = rules.iter().take(query.limit).map(|rule| {
            let because = self.association(rule, &baskets);
            Recommendation { item: because.then.clone(), because }
        });
        Ok(Recommendations {
            customer_id: self.customer_id(anchor),
            recommendations: recommendations.collect(),
            bought: bought.into_iter().collect(),
        })
    }

    fn rules_of(&self, query: &AssociationQuery) -> Result<(Sought, Baskets, Vec<Rule>)> {
        self.idle()?;
        let now = self.now(&query.now)?;
        for (path, share) in [("minSupport", query.min_support), ("minConfidence", query.min_confidence)] {
            if !(share > 0.0 && share <= 1.0) {
                return Err(out_of_range(path, "0–1"));
            }
        }
        let view = View::new(&self.ruleset.privacy, &query.access)?;
        let hidden = |name: &&String| {
            let field = self.known_field(name).and_then(|field| self.fields.get(field));
            field.is_some_and(|field: &FieldDef| !view.shows(field))
        };
        let named = [Some(&query.property), query.basket.as_ref()];
        if let Some(name) = named.into_iter().flatten().find(hidden) {
            return Err(Error::new("privacy/field", "property").with("name", name));
        }
        let filter = EventFilter { event: query.event.clone(), filter: None };
        let (vocabulary, zone) = (self.automation.tagger.vocabulary(), self.context.utc_offset);
        let events = Events::compile(&filter, vocabulary, zone)?;
        let find = |name: &String, path| {
            self.event_property(events.kind, name).map(|(id, _)| id).map_err(|e| e.under(path))
        };
        let item = find(&query.property, "property")?;
        let basket = query.basket.as_ref().map(|name| find(name, "basket")).transpose()?;
        let sought = Sought { events, item, basket };
        let mut baskets = Baskets::default();
        self.each_subject(now, &mut |_, subject| {
            baskets_of(subject, &sought, now).into_values().for_each(|basket| baskets.add(basket));
        });
        let columns: Vec<RoaringBitmap> = baskets.items.values().cloned().collect();
        let rules = associations(&columns, baskets.count, query.min_support, query.min_confidence);
        Ok((sought, baskets, rules))
    }

    fn association(&self, rule: &Rule, baskets: &Baskets) -> Association {
        let name = |place: usize| baskets.items.keys().nth(place).cloned().unwrap_or_default();
        let items: Vec<String> = rule.items.iter().map(|place| name(*place)).collect();
        let then = name(rule.then);
        let percent = crate::expr::Number::from_raw(libm::round(rule.confidence * 1e3) as i64 * 1_000);
        let lift = crate::expr::Number::from_raw(libm::round(rule.lift * 1e2) as i64 * 100);
        let reason = Reason::new("association/rule").with("items", items.join(" + ")).with("then", &then);
        let reason = reason.with("percent", percent).with("lift", lift);
        Association {
            text: reason.text(self.language()),
            items,
            then,
            count: rule.count,
            support: decimals(rule.support),
            confidence: decimals(rule.confidence),
            lift: decimals(rule.lift),
        }
    }
}

/// What a customer bought, by basket.
fn baskets_of(
    subject: &dyn Subject,
    sought: &Sought,
    now: Timestamp,
) -> BTreeMap<Option<String>, BTreeSet<String>> {
    let kind = sought.events.kind;
    let mut baskets: BTreeMap<Option<String>, BTreeSet<String>> = BTreeMap::new();
    for (place, _) in sought.events.of(subject, now) {
        let Some(item) = property(subject, kind, place, sought.item) else { continue };
        // An event that names no basket is one by itself.
        let basket = sought.basket.map(|id| {
            property(subject, kind, place, id).unwrap_or_else(|| ["#", &place.to_string()].concat())
        });
        baskets.entry(basket).or_default().insert(item);
    }
    baskets
}
