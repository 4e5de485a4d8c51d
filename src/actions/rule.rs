//! Rules, compiled.

use std::collections::BTreeMap;

use super::schedule::day;
use super::template::Template;
use crate::error::Result;
use crate::expr::{EventId, NEVER, Plan, SegmentId, Vocabulary, compile, parse};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{ActionDef, ConditionDef, Label, OncePer, Period, RuleDef, Trigger};
use crate::sort::gather;

/// A rule, compiled.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) when: Plan,
    pub(super) suppress: Option<Plan>,
    pub(super) on: On,
    pub(super) then: Vec<Step>,
    pub(super) priority: i32,
    pub(super) cooldown: Option<Period>,
    pub(super) once_per: OncePer,
    /// From the first instant to before the second.
    pub(super) valid: (Timestamp, Timestamp),
}

/// On what occasion a rule looks at a customer.
#[derive(Clone, Copy, Debug)]
pub(super) enum On {
    State,
    Enter(SegmentId),
    Leave(SegmentId),
    Event(EventId),
}

/// An action of a rule, compiled.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) action: String,
    pub(super) name: Label,
    pub(super) text: Texts,
    pub(super) params: BTreeMap<String, Template>,
    pub(super) due_days: u32,
}

/// A text in both languages, compiled.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    pub(super) zh: Template,
    pub(super) en: Template,
}

/// A condition of a rule, compiled.
pub(super) fn condition(
    condition: &ConditionDef,
    key: &str,
    vocabulary: &Vocabulary,
    zone: i32,
) -> Result<Plan> {
    parse(&condition.0).and_then(|c| compile(&c, vocabulary, zone)).map_err(|e| e.under(key))
}

impl Rule {
    /// # Errors
    /// `condition/…` or `rule/…`, each with its path in the rule.
    pub(super) fn compile(rule: &RuleDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let suppress = rule.suppress.as_ref().map(|plan| condition(plan, "suppress", vocabulary, zone));
        let step =
            |(i, action)| Step::compile(action, vocabulary, zone).map_err(|e| e.under(&format!("then[{i}]")));
        let from = rule.valid_from.as_deref().map(|text| day(text, "validFrom")).transpose()?;
        let to = rule.valid_to.as_deref().map(|text| day(text, "validTo")).transpose()?;
        Ok(Self {
            id: rule.id.clone(),
            when: condition(&rule.when, "when", vocabulary, zone)?,
            suppress: suppress.transpose()?,
            on: On::compile(&rule.on, vocabulary)?,
            then: rule.then.iter().enumerate().map(step).collect::<Result<_>>()?,
            priority: rule.priority,
            cooldown: rule.cooldown,
            once_per: rule.once_per,
            valid: (
                from.map_or(Timestamp(i64::MIN), |day| Timestamp::start_of(day, zone)),
                to.map_or(NEVER, |day| Timestamp::start_of(day.add_days(1), zone)),
            ),
        })
    }
}

impl On {
    fn compile(trigger: &Trigger, vocabulary: &Vocabulary) -> Result<Self> {
        match trigger {
            Trigger::State => Ok(Self::State),
            Trigger::Enter(name) => {
                vocabulary.segment(name).map(Self::Enter).map_err(|e| e.under("on.enter"))
            }
            Trigger::Leave(name) => {
                vocabulary.segment(name).map(Self::Leave).map_err(|e| e.under("on.leave"))
            }
            Trigger::Event(name) => vocabulary.event(name).map(Self::Event).map_err(|e| e.under("on.event")),
        }
    }
}

impl Step {
    fn compile(action: &ActionDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let template =
            |text: &str, path: &str| Template::compile(text, vocabulary, zone).map_err(|e| e.under(path));
        let param = |(name, text): (&String, &String)| {
            template(text, &format!("params.{name}")).map(|template| (name.clone(), template))
        };
        Ok(Self {
            action: action.action.clone(),
            name: action.name.clone(),
            text: Texts {
                zh: template(&action.template.zh, "template.zh")?,
                en: template(&action.template.en, "template.en")?,
            },
            params: gather(action.params.iter().map(param).collect::<Result<Vec<_>>>()?),
            due_days: action.due_days,
        })
    }
}
