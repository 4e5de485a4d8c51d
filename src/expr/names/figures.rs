//! Numbers that are worked out for every customer and that conditions use like fields: `power.coverage`.

use super::people::People;
use super::vocabulary::{EventId, FieldId, ValueType, Vocabulary};
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Label, Ruleset};

/// A number that is worked out for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// People known.
    Contacts,
    /// People reached.
    Reached,
    /// Percentage of wanted roles that are known and reached.
    Coverage,
    /// Wanted roles of which nobody is reached.
    Gaps,
    /// People for us.
    Supporters,
    /// People against us.
    Opponents,
    /// Supporters less opponents, in percent.
    Balance,
    /// Average strength.
    Strength,
    /// 1 when all hangs on one person.
    SingleThread,
    /// People in a role.
    Role(usize),
    /// People in a role that are reached.
    ReachedRole(usize),
    /// Customers related in the way of that place in the ruleset, seen from that side.
    Relation(usize, bool),
    /// A sum over entities.
    Money(usize),
    /// Entities of a sort that are not over.
    Open(usize),
}

/// The figure that is yes or no: whether all hangs on one person.
pub(in crate::expr) const SINGLE_THREAD: &str = "power.single_thread";

/// Figures of the power map that every ruleset has: the name after `power.`, in Chinese, in English.
const POWER: [(&str, &str, &str, Figure); 9] = [
    ("contacts", "联系人数", "Contacts", Figure::Contacts),
    ("reached", "已触达联系人数", "Contacts reached", Figure::Reached),
    ("coverage", "决策链覆盖率（%）", "Coverage of buying roles (%)", Figure::Coverage),
    ("gaps", "决策链缺口数", "Gaps in buying roles", Figure::Gaps),
    ("supporters", "支持者人数", "Supporters", Figure::Supporters),
    ("opponents", "反对者人数", "Opponents", Figure::Opponents),
    ("balance", "立场净值（%）", "Balance of stances (%)", Figure::Balance),
    ("strength", "平均关系强度", "Average relationship strength", Figure::Strength),
    ("single_thread", "单线联系", "Single thread", Figure::SingleThread),
];

/// A figure with its name, what it holds and what people call it.
#[derive(Debug)]
pub struct NamedFigure {
    /// Its name in conditions.
    pub name: String,
    kind: FieldKind,
    label: Label,
    /// What it is.
    pub figure: Figure,
}

/// All figures of a ruleset.
pub fn figures(ruleset: &Ruleset) -> Vec<NamedFigure> {
    let mut all = Vec::new();
    let mut add = |name: String, kind: FieldKind, zh: String, en: String, figure: Figure| {
        all.push(NamedFigure { name, kind, label: Label { zh, en }, figure });
    };
    if let Some(power) = &ruleset.power {
        for (name, zh, en, figure) in POWER {
            add(["power.", name].concat(), FieldKind::Number, zh.to_owned(), en.to_owned(), figure);
        }
        for (place, role) in power.roles.iter().enumerate() {
            let Label { zh, en } = &role.name;
            let name = ["power.", &role.id].concat();
            add(
                name,
                FieldKind::Number,
                [zh, "人数"].concat(),
                ["Contacts: ", en].concat(),
                Figure::Role(place),
            );
            let (name, zh) = (["power.reached_", &role.id].concat(), ["已触达", zh, "人数"].concat());
            add(name, FieldKind::Number, zh, ["Contacts reached: ", en].concat(), Figure::ReachedRole(place));
        }
    }
    for (place, relation) in ruleset.relations.iter().enumerate() {
        let sides = if relation.inverse.is_some() { &[true, false][..] } else { &[true] };
        for forward in sides {
            let (id, Label { zh, en }) = relation.side(*forward);
            let (name, zh) = (["relation.", id].concat(), [zh, "数"].concat());
            add(name, FieldKind::Number, zh, ["Related: ", en].concat(), Figure::Relation(place, *forward));
        }
    }
    for (place, money) in ruleset.money.iter().enumerate() {
        let (name, Label { zh, en }) = (["money.", &money.id].concat(), money.name.clone());
        add(name, FieldKind::Amount, zh, en, Figure::Money(place));
    }
    for (place, entity) in ruleset.entities.iter().enumerate().filter(|(_, entity)| entity.closed.is_some()) {
        let Label { zh, en } = &entity.name;
        let (name, zh) = (["open.", &entity.id].concat(), ["未结", zh, "数"].concat());
        add(name, FieldKind::Number, zh, ["Open: ", en].concat(), Figure::Open(place));
    }
    all
}

impl Vocabulary {
    /// The names of a ruleset's fields, events and figures; the symbols of fields and events are their positions in it,
    /// those of figures come behind the fields.
    ///
    /// # Errors
    /// `ruleset/duplicate` when a field or another figure has the name of a figure.
    pub fn of(ruleset: &Ruleset, language: Language) -> Result<Self> {
        let mut vocabulary = Self::new(&ruleset.fields, &ruleset.events, language);
        for NamedFigure { name, kind, label, figure } in figures(ruleset) {
            if vocabulary.find_field(&name).is_some() {
                return Err(Error::new("ruleset/duplicate", "").with("name", name));
            }
            let field = vocabulary.add_field(&name, ValueType::one(kind), label);
            let events = vocabulary.events_behind(ruleset, figure);
            vocabulary.figures.insert(field, events);
        }
        vocabulary.people = People::of(ruleset, &vocabulary);
        Ok(vocabulary)
    }

    /// The fields that stand for figures, in the order of [`figures`].
    pub fn figures(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.figures.keys().copied()
    }

    /// The types of event that a figure is worked out of.
    fn events_behind(&self, ruleset: &Ruleset, figure: Figure) -> Vec<EventId> {
        let known =
            |names: &[String]| names.iter().filter_map(|name| self.event(name).ok()).collect::<Vec<_>>();
        let entity = |place: usize| ruleset.entities.get(place).map_or(&[][..], |entity| &entity.events);
        let sort =
            |id: &String| ruleset.entities.iter().position(|entity| entity.id == *id).map_or(&[][..], entity);
        match figure {
            Figure::Relation(..) => Vec::new(),
            Figure::Open(place) => known(entity(place)),
            Figure::Money(place) => {
                let Some(money) = ruleset.money.get(place) else { return Vec::new() };
                let less = money.less.as_ref().map_or(&[][..], |less| sort(&less.entity));
                known(&[sort(&money.entity), less].concat())
            }
            _ => match ruleset.power.as_ref().map_or(&[][..], |power| &power.interactions) {
                [] => self.events().collect(),
                interactions => known(interactions),
            },
        }
    }
}
