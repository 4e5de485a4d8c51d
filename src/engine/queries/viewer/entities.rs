//! The entities of a customer as a reader sees them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Viewer;
use crate::engine::derived::{Entry, Ledger};
use crate::engine::queries::views::*;
use crate::privacy::HIDDEN;
use crate::sort::gather;

impl<'a> Viewer<'a> {
    /// The entities by sort, the latest first, `limit` of each at most.
    pub(super) fn entities(&self, ledger: &Ledger, limit: usize) -> BTreeMap<&'a str, EntityList<'a>> {
        let engine = self.engine;
        let list = |(definition, entries): (&'a crate::schema::ruleset::EntityDef, &Vec<Entry>)| {
            let mut order: Vec<&Entry> = entries.iter().collect();
            crate::sort::Arrange::arrange_by_key(order.as_mut_slice(), |entry| {
                std::cmp::Reverse(entry.thing.last)
            });
            let key = definition.key.as_deref();
            let rows = order.into_iter().take(limit).map(|entry| self.entity(entry, key)).collect();
            let list = EntityList {
                name: definition.name.get(engine.language()),
                total: entries.len(),
                open: entries.iter().filter(|entry| !entry.closed).count(),
                rows,
            };
            (definition.id.as_str(), list)
        };
        let known = engine.ruleset.entities.iter().zip(&ledger.entities);
        gather(known.filter(|(_, entries)| !entries.is_empty()).map(list))
    }

    fn entity(&self, entry: &Entry, key: Option<&str>) -> EntityView<'a> {
        let engine = self.engine;
        let text = |symbol| engine.records.symbols.text(symbol);
        let time = |time: crate::normalize::civil::Timestamp| time.to_rfc3339(engine.context.utc_offset);
        let properties = entry.thing.properties.iter();
        EntityView {
            key: self.key(text(entry.thing.id), key),
            open: !entry.closed,
            events: entry.thing.events,
            first: time(entry.thing.first),
            last: time(entry.thing.last),
            properties: gather(
                properties
                    .filter_map(|(name, value)| Some((text(*name), self.shown(text(*name), text(*value))?))),
            ),
        }
    }

    /// The key of an entity, shown as its property is.
    fn key(&self, text: &'a str, name: Option<&str>) -> Cow<'a, str> {
        match name {
            Some(name) => self.shown(name, text).unwrap_or(HIDDEN.into()),
            None => text.into(),
        }
    }

    /// What entities are worth, sum by sum of the ruleset.
    pub(super) fn money(&self, ledger: &Ledger) -> Vec<MoneyView<'a>> {
        let language = self.engine.language();
        let view = |(definition, (sum, count)): (&'a crate::schema::ruleset::MoneyDef, &(_, usize))| {
            let sum: &crate::expr::Number = sum;
            MoneyView {
                id: &definition.id,
                name: definition.name.get(language),
                amount: sum.to_string(),
                count: *count,
            }
        };
        self.engine.ruleset.money.iter().zip(&ledger.money).map(view).collect()
    }
}
