//! Tags: who bears one, through its own condition, by hand or through the tags below it, and how long.

use std::collections::BTreeMap;

use super::rfm::Population;
use super::tagger::{Tagger, Task, plan, symbol};
use super::told::past::Trail;
use crate::error::{Error, Result};
use crate::expr::{
    Answer, FieldId, NEVER, Plan, Span, Subject, TagId, Value, Vocabulary, end_of, or_default,
};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{Period, TagDef, TagKind};

/// A tag, compiled.
#[derive(Clone, Debug)]
pub(super) struct TagPlan {
    pub plan: Option<Plan>,
    /// The field whose value the tag shows.
    pub value: Option<FieldId>,
    /// Whether people give it.
    pub manual: bool,
    /// The tags right below it.
    pub children: Vec<TagId>,
    /// The group in which it excludes others.
    pub group: Option<ExclusiveGroup>,
    expires: Option<Period>,
    /// What its condition builds on, where it matters since when it holds.
    trail: Trail,
}

/// A group of exclusive tags, and the tag there that comes before this one.
type ExclusiveGroup = (usize, Option<TagId>);

/// Compiles a tag; what others say of it comes later.
pub(super) fn tag_plan(tag: &TagDef, vocabulary: &Vocabulary, zone: i32) -> Result<TagPlan> {
    let manual = tag.kind == TagKind::Manual;
    if manual && (tag.when.is_some() || tag.value.is_some()) {
        return Err(Error::new("tag/manual", ""));
    }
    let field = tag.value.as_ref().map(|name| vocabulary.field(name).map_err(|e| e.under("value")));
    Ok(TagPlan {
        plan: tag.when.as_ref().map(|when| plan(when, vocabulary, zone)).transpose()?,
        value: field.transpose()?.map(|(field, _)| field),
        manual,
        children: Vec::new(),
        group: None,
        expires: tag.expires,
        trail: Trail::default(),
    })
}

/// For each tag, its group of exclusive tags and the one there before it; and how many groups there are.
pub(super) fn exclusive_groups(tags: &[TagDef]) -> (Vec<Option<ExclusiveGroup>>, usize) {
    let mut groups: BTreeMap<&str, (usize, TagId)> = BTreeMap::new();
    let mut of_tag = Vec::with_capacity(tags.len());
    for (tag, id) in tags.iter().zip(0..) {
        let next = groups.len();
        let group = tag.exclusive.then(|| match groups.insert(&tag.group, (next, TagId(id))) {
            None => (next, None),
            Some((known, before)) => {
                groups.insert(&tag.group, (known, TagId(id)));
                (known, Some(before))
            }
        });
        of_tag.push(group);
    }
    (of_tag, groups.len())
}

impl TagPlan {
    /// What there is of its own: a condition, a value that it shows, or people.
    fn has_own(&self) -> bool {
        self.manual || self.plan.is_some() || self.value.is_some()
    }

    /// Whether it lapses so long after its condition became true.
    pub(super) fn lapses(&self) -> bool {
        self.expires.is_some() && !self.manual
    }

    /// Whether the customer bears the tag through what is of its own, however long ago that began.
    fn own(&self, id: TagId, subject: &dyn Subject, zone: i32, now: Timestamp) -> Answer {
        if self.manual {
            return self.by_hand(id, subject, zone, now);
        }
        let plain =
            self.plan.as_ref().map_or(Answer::fixed(self.has_own()), |plan| plan.answer(subject, now));
        let Some(field) = self.value else { return plain };
        let shown = (subject.field(field) != Value::Missing).into();
        Answer::all([plain, Answer { truth: shown, change: subject.field_change(field) }])
    }

    fn by_hand(&self, id: TagId, subject: &dyn Subject, zone: i32, now: Timestamp) -> Answer {
        let (given, next) = subject.given(id, now);
        let Some(given) = given else { return Answer { truth: false.into(), change: next } };
        let lapses = self.expires.map(|period| end_of(given.at, period, zone));
        let end = given.until.or(lapses).unwrap_or(NEVER);
        let holds = now < end;
        Answer { truth: holds.into(), change: if holds { end.min(next) } else { next } }
    }
}

impl Tagger {
    /// Hangs each tag under its parent.
    pub(super) fn nest(&mut self, tags: &[TagDef]) -> Result<()> {
        for (place, tag) in tags.iter().enumerate() {
            let Some(parent) = &tag.parent else { continue };
            let under = |e: Error| e.under("parent").under(&format!("tags[{place}]"));
            let parent = self.vocabulary().tag(parent).map_err(under)?;
            if let Some(plan) = self.tags.get_mut(parent.index()) {
                plan.children.push(TagId(symbol(place)));
            }
        }
        match self.tags.iter().position(|tag| !tag.has_own() && tag.children.is_empty()) {
            Some(place) => Err(Error::new("tag/empty", format!("tags[{place}]"))),
            None => Ok(()),
        }
    }

    /// Finds out what the conditions of tags that lapse build on.
    pub(super) fn follow_lapses(&mut self, tags: &[TagDef]) -> Result<()> {
        for (place, tag) in tags.iter().enumerate() {
            if tag.expires.is_none() || tag.kind == TagKind::Manual {
                continue;
            }
            let mut trail = self.trail(Task::Tag(TagId(symbol(place))));
            // The last of them is the tag itself.
            trail.tasks.pop();
            if trail.events.is_empty() {
                return Err(Error::new("tag/expires", format!("tags[{place}].expires")));
            }
            if let Some(plan) = self.tags.get_mut(place) {
                plan.trail = trail;
            }
        }
        Ok(())
    }

    /// Whether the customer bears the tag, given as it is and with its portrait; `taken` tells of each group whether an
    /// earlier tag of it holds.
    pub(super) fn tag(
        &self,
        id: TagId,
        (subject, whole): (&dyn Subject, &dyn Subject),
        taken: &mut [Answer],
        population: &Population,
        now: Timestamp,
    ) -> Option<Answer> {
        let plan = self.tags.get(id.index())?;
        let own = plan.own(id, whole, self.zone(), now);
        let own = match plan.expires {
            Some(period) if !plan.manual && own.holds() => {
                self.unless_lapsed(id, period, own, subject, population, now)
            }
            _ => own,
        };
        let below = plan.children.iter().map(|child| or_default(whole.tag(*child), Some(false)));
        let answer = if plan.children.is_empty() { own } else { Answer::any(below.chain([own])) };
        let Some(taken) = plan.group.and_then(|(group, _)| taken.get_mut(group)) else { return Some(answer) };
        let free = Answer::all([answer, taken.negated()]);
        *taken = Answer::any([*taken, or_default(answer, Some(false))]);
        Some(free)
    }

    /// The answer of a tag whose condition holds: true until so long after the condition last became true.
    fn unless_lapsed(
        &self,
        id: TagId,
        period: Period,
        own: Answer,
        subject: &dyn Subject,
        population: &Population,
        now: Timestamp,
    ) -> Answer {
        let Some(plan) = self.tags.get(id.index()) else { return own };
        let from = Span::Within(period).horizon(now);
        // Whether it held when looked at last, and when it became true if that was seen.
        let (mut held, mut since) = (true, None);
        self.walk(&plan.trail, subject, population, (from, now), &mut |portrait, past| {
            let answer = plan.own(id, &portrait.over(past), self.zone(), past.at);
            if answer.holds() && !held {
                since = Some(past.at);
            }
            held = answer.holds();
            answer.change
        });
        let end = since.map_or(now, |since| end_of(since, period, self.zone()));
        let stands = now < end;
        Answer { truth: stands.into(), change: if stands { own.change.min(end) } else { own.change } }
    }
}
