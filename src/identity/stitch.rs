//! Identifiers that join records for certain, as rules of the matching model: so there is one graph of matches, whatever
//! they come from.

use crate::quality::WRITTEN;
use crate::schema::ruleset::{
    BlockingRule, IdentifierDef, MatchingDef, Measure, Part, Period, Ruleset, Ruling, RulingCondition,
    RulingVerdict, Test, Unit,
};

/// The matching model of a ruleset, with what its identifiers add to it: keys by which records with the same value meet,
/// and a rule for each that is certain.
///
/// ```
/// use kehu::identity::stitched;
/// use kehu::schema::ruleset::Ruleset;
/// let text = r#"{"format": 1, "id": "x", "version": "1", "fields": [{"name": "card", "kind": "text"}],
///     "identity": {"identifiers": [{"kind": "member_card", "fields": ["card"], "certain": true}]}}"#;
/// let model = stitched(&Ruleset::from_json(text).unwrap());
/// assert_eq!((model.rules.len(), model.blocking.len()), (1, 1));
/// ```
pub fn stitched(ruleset: &Ruleset) -> MatchingDef {
    let mut model = ruleset.matching.clone();
    for identifier in &ruleset.identity.identifiers {
        if !model.blocking.iter().any(|rule| finds(rule, identifier)) {
            model.blocking.push(blocking(identifier));
        }
        if identifier.certain {
            model.rules.push(ruling(ruleset, identifier));
        }
    }
    model
}

/// Whether records with the same identifier meet by a rule already.
fn finds(rule: &BlockingRule, identifier: &IdentifierDef) -> bool {
    let simple = rule.and.is_empty() && rule.chars.is_none() && !rule.words;
    simple
        && rule.part == Default::default()
        && identifier.fields.iter().all(|field| rule.fields.contains(field))
}

fn blocking(identifier: &IdentifierDef) -> BlockingRule {
    BlockingRule {
        name: identifier.kind.clone(),
        fields: identifier.fields.clone(),
        ..BlockingRule::default()
    }
}

fn ruling(ruleset: &Ruleset, identifier: &IdentifierDef) -> Ruling {
    let same = |fields: Vec<String>| condition(fields, Test::of(Measure::Same, Part::Value));
    let mut when = vec![same(identifier.fields.clone())];
    when.extend(identifier.per.iter().map(|field| same(vec![field.clone()])));
    when.extend(identifier.lifetime.map(|lifetime| {
        let written = WRITTEN.iter().filter(|name| ruleset.field(name).is_some());
        let near = Test::at_most(Measure::Days, Part::Value, days(lifetime).into());
        condition(written.map(|name| (*name).to_owned()).collect(), near)
    }));
    Ruling {
        name: identifier.kind.clone(),
        label: identifier.label.clone(),
        verdict: RulingVerdict::Certain,
        when,
    }
}

fn condition(fields: Vec<String>, test: Test) -> RulingCondition {
    RulingCondition { fields, tests: vec![test] }
}

/// A period in whole days, months and years at their longest.
pub(super) fn days(period: Period) -> u16 {
    let length = match period.unit {
        Unit::Minute | Unit::Hour | Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 31,
        Unit::Year => 366,
    };
    u16::try_from(period.last.saturating_mul(length)).unwrap_or(u16::MAX)
}
