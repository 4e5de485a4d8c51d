//! Rules, compiled.

use std::collections::BTreeMap;

use super::channel::Channel;
use super::experiment;
use super::schedule::{Recurrence, day};
use super::template::Template;
use crate::error::{Error, Result};
use crate::expr::{EventId, NEVER, Plan, SegmentId, Vocabulary, compile, parse};
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{ActionDef, ConditionDef, Period, RuleDef, SplitDef, Trigger};
use crate::sort::gather;

/// A rule, compiled.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) when: Plan,
    pub(super) suppress: Option<Plan>,
    pub(super) on: On,
    /// What people call the segment that it waits for.
    pub(super) segment: String,
    pub(super) then: Vec<Step>,
    pub(super) priority: i32,
    pub(super) cooldown: Option<Period>,
    pub(super) recurrence: Recurrence,
    pub(super) stop: bool,
    pub(super) split: Option<SplitDef>,
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

/// What rules are compiled against.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) channels: &'a [Channel],
    /// Ids of the power map's roles.
    pub(super) roles: &'a [String],
    pub(super) zone: i32,
}

/// An action of a rule, compiled.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) action: String,
    pub(super) name: String,
    pub(super) text: Template,
    pub(super) params: BTreeMap<String, Template>,
    pub(super) due_days: u32,
    /// The place of its channel.
    pub(super) channel: Option<usize>,
    /// The place of its variant; all get it where there is none.
    pub(super) variant: Option<usize>,
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
    pub(super) fn compile(rule: &RuleDef, names: Names<'_>) -> Result<Self> {
        let Names { vocabulary, zone, .. } = names;
        if rule.then.is_empty() {
            return Err(Error::new("rule/nothing", "then"));
        }
        let split = rule.split.as_ref();
        split.map_or(Ok(()), experiment::check).map_err(|e| e.under("split"))?;
        let suppress = rule.suppress.as_ref().map(|plan| condition(plan, "suppress", vocabulary, zone));
        let step =
            |(i, action)| Step::compile(action, split, names).map_err(|e| e.under(&format!("then[{i}]")));
        let from = rule.valid_from.as_deref().map(|text| day(text, "validFrom")).transpose()?;
        let to = rule.valid_to.as_deref().map(|text| day(text, "validTo")).transpose()?;
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(expected("validTo", "validFrom ≤ validTo"));
        }
        Ok(Self {
            id: rule.id.clone(),
            when: condition(&rule.when, "when", vocabulary, zone)?,
            suppress: suppress.transpose()?,
            on: On::compile(&rule.on, vocabulary)?,
            segment: match &rule.on {
                Trigger::Enter(name) | Trigger::Leave(name) => {
                    vocabulary.segment_label(name, vocabulary.language).to_owned()
                }
                _ => String::new(),
            },
            then: rule.then.iter().enumerate().map(step).collect::<Result<_>>()?,
            priority: rule.priority,
            cooldown: rule.cooldown,
            recurrence: Recurrence::compile(rule).map_err(|e| e.under("on.schedule"))?,
            stop: rule.stop,
            split: rule.split.clone(),
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
            Trigger::State | Trigger::Schedule(_) => Ok(Self::State),
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
    pub(super) fn compile(action: &ActionDef, split: Option<&SplitDef>, names: Names<'_>) -> Result<Self> {
        let channels = names.channels;
        let template = |text: &str, path: &str| Template::compile(text, names).map_err(|e| e.under(path));
        let param = |(name, text): (&String, &String)| {
            template(text, &format!("params.{name}")).map(|template| (name.clone(), template))
        };
        let language = names.vocabulary.language;
        let zh = template(&action.template.zh, "template.zh")?;
        let en = template(&action.template.en, "template.en")?;
        Ok(Self {
            action: action.action.clone(),
            name: action.name.get(language).to_owned(),
            text: if language == Language::Zh { zh } else { en },
            params: gather(action.params.iter().map(param).collect::<Result<Vec<_>>>()?),
            due_days: action.due_days,
            channel: place(&action.channel, channels, |channel| &channel.id, "channel")?,
            variant: place(
                &action.variant,
                split.map_or(&[], |split| &split.variants),
                |variant| &variant.id,
                "variant",
            )?,
        })
    }
}

fn expected(path: &str, what: &str) -> Error {
    Error::new("condition/expected", path).with("expected", what)
}

/// The place of what is named, if anything is.
fn place<T>(name: &Option<String>, all: &[T], id: fn(&T) -> &String, key: &str) -> Result<Option<usize>> {
    let Some(name) = name else { return Ok(None) };
    match all.iter().position(|one| id(one) == name) {
        Some(place) => Ok(Some(place)),
        None => Err(Error::new("rule/unknown_name", key).with("name", name)),
    }
}
