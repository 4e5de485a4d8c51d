//! Rules: what should be done for whom, when, and how often.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::Error as _;
use serde_json::Value;

use crate::json::{Document, Fault, name, read_names, read_object};

use super::{ConditionDef, Label, Period};

/// A rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RuleDef {
    /// Name in results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// For whom.
    pub when: ConditionDef,
    /// On what occasion.
    #[serde(default)]
    pub on: Trigger,
    /// What should be done.
    pub then: Vec<ActionDef>,
    /// What comes first when much is to be done: the larger number.
    #[serde(default)]
    pub priority: i32,
    /// How long the rule rests for a customer after it acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<Period>,
    /// In what time it acts only once for a customer; a rule with a schedule acts once an occurrence.
    #[serde(default)]
    pub once_per: OncePer,
    /// Whether no rule that comes after it acts for the same customer as long as this one applies.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub stop: bool,
    /// An experiment: which share of the customers gets which variant of the actions, or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitDef>,
    /// For whom not, although the condition holds: those with an open complaint, those who bought already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppress: Option<ConditionDef>,
    /// What it is for, by which its results are measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalDef>,
    /// The day from which it holds, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// The last day on which it holds, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// Whether it is in force.
    #[serde(default = "yes")]
    pub enabled: bool,
}

read_object! {
    RuleDef, RuleDef { enabled: yes(), ..RuleDef::default() },
    must { "id": id, "name": name, "when": when, "then": then }
    may {
        "on": on, "priority": priority, "cooldown": cooldown, "oncePer": once_per, "suppress": suppress,
        "stop": stop, "split": split, "goal": goal, "validFrom": valid_from, "validTo": valid_to, "enabled": enabled
    }
}

fn yes() -> bool {
    true
}

/// On what occasion a rule looks at a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Trigger {
    /// Whenever the actions due are asked for: the condition describes a state.
    #[default]
    State,
    /// When the customer enters the segment of that name.
    Enter(String),
    /// When the customer leaves the segment of that name.
    Leave(String),
    /// When an event of that type arrives.
    Event(String),
    /// Again and again; what is due stays so until it is taken over or the next time comes.
    Schedule(ScheduleDef),
}

/// A recurrence, counted from a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScheduleDef {
    /// Every so many units.
    pub every: u32,
    /// Of what length.
    pub unit: ScheduleUnit,
    /// The day of the first occurrence, ISO 8601. Without it occurrences begin where the units of the calendar do: on
    /// Mondays, on the first of months, quarters and years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

read_object! {
    ScheduleDef, ScheduleDef::default(),
    must { "every": every, "unit": unit }
    may { "from": from }
}

/// The unit of a recurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ScheduleUnit {
    /// A day.
    #[default]
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

read_names! {
    ScheduleUnit, { "day": Day, "week": Week, "month": Month, "quarter": Quarter, "year": Year }
}

/// What an action is for: an event of the customer within some time after it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GoalDef {
    /// The type of event.
    pub event: String,
    /// What its properties must be.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<ConditionDef>,
    /// How long after the action it still counts.
    pub within: Period,
    /// The property that says what it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

read_object! {
    GoalDef, GoalDef::default(),
    must { "event": event, "within": within }
    may { "where": filter, "value": value }
}

/// An experiment. Who gets what is a hash of customer and rule: the same on every host, whenever it is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SplitDef {
    /// The variants. Actions that name one are for its customers only.
    pub variants: Vec<VariantDef>,
    /// The weight of the control group, which gets nothing.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub control: u32,
}

read_object! {
    SplitDef, SplitDef::default(),
    must { "variants": variants }
    may { "control": control }
}

/// A variant of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VariantDef {
    /// Name in actions and results.
    pub id: String,
    /// Its share of the customers is this out of the sum of all weights.
    pub weight: u32,
}

read_object! {
    VariantDef, VariantDef::default(),
    must { "id": id, "weight": weight }
    may {}
}

/// `"state"`, or an object of one key.
impl Document for Trigger {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        const NAMES: &[&str] = &["state", "enter", "leave", "event", "schedule"];
        let Value::Object(entries) = value else { return name(value, &["state"]).map(|_| Self::State) };
        let mut only = entries.iter_mut();
        let (Some((key, named)), None) = (only.next(), only.next()) else {
            return Err(Fault::mismatch(value, &"form/one_key"));
        };
        let read = |named| String::read(named).map_err(|fault| fault.under(key));
        Ok(match key.as_str() {
            "enter" => Self::Enter(read(named)?),
            "leave" => Self::Leave(read(named)?),
            "event" => Self::Event(read(named)?),
            "schedule" => Self::Schedule(ScheduleDef::read(named).map_err(|fault| fault.under(key))?),
            _ => return Err(Fault::unknown_variant(key, NAMES)),
        })
    }
}

/// In what time a rule acts only once for a customer; days, weeks, months and years of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OncePer {
    /// Ever.
    Customer,
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    #[default]
    Month,
    /// A quarter of the year.
    Quarter,
    /// A year.
    Year,
}

impl OncePer {
    /// The unit of the calendar; nothing for all of time.
    pub fn unit(self) -> Option<ScheduleUnit> {
        match self {
            Self::Customer => None,
            Self::Day => Some(ScheduleUnit::Day),
            Self::Week => Some(ScheduleUnit::Week),
            Self::Month => Some(ScheduleUnit::Month),
            Self::Quarter => Some(ScheduleUnit::Quarter),
            Self::Year => Some(ScheduleUnit::Year),
        }
    }
}

read_names! {
    OncePer, {
        "customer": Customer, "day": Day, "week": Week, "month": Month, "quarter": Quarter, "year": Year
    }
}

/// What a rule asks somebody, or some system, to do; the engine itself delivers nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ActionDef {
    /// The kind of action, by which the host decides who carries it out.
    pub action: String,
    /// What people call it.
    pub name: Label,
    /// What to do, in words. `{{field}}` stands for a value of the customer, `{{event.count}}` or
    /// `{{event.sum.property}}` for an aggregate of the customer's events.
    #[serde(default)]
    pub template: Label,
    /// What the host needs to know besides; may use the same placeholders.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// How many days there are to do it.
    #[serde(default)]
    pub due_days: u32,
    /// The channel that it uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The variant of the rule's experiment that it belongs to; without it all variants get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

read_object! {
    ActionDef, ActionDef::default(),
    must { "action": action, "name": name }
    may { "template": template, "params": params, "dueDays": due_days, "channel": channel, "variant": variant }
}
