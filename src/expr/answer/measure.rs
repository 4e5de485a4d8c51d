//! Tests of events: which of them count now, what they amount to, and when that will be otherwise.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::plan::{Node, Occurrence, Place, STEPS, Scene, Title, or_default};
use super::sequence::{StepPlan, follow};
use super::test::ValueTest;
use super::window::{MS_PER_DAY, Span, ordinal};
use crate::expr::names::vocabulary::{EventId, PropertyId, StageId};
use crate::expr::subject::days::text_of_days;
use crate::expr::subject::value::{Answer, NEVER, Truth, Value};
use crate::expr::tree::ast::Function;
use crate::expr::tree::number::Number;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Unit;
use crate::sort::Arrange;

/// A test of events, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct EventPlan {
    pub events: Box<[EventId]>,
    pub title: Title,
    pub filter: Option<Node>,
    pub span: Span,
    pub measure: MeasurePlan,
    pub test: ValueTest,
    pub default: Option<bool>,
}

/// What is tested about the events.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) enum MeasurePlan {
    Count,
    DaysSince(Function),
    Property(Function, PropertyId, Title),
    Streak(Unit),
    Sequence(Box<[StepPlan]>),
}

/// An event that counts.
pub(in crate::expr) type Counted = (Timestamp, Occurrence);

impl EventPlan {
    /// The property whose numbers are worked with.
    pub(in crate::expr) fn summed(&self) -> Option<PropertyId> {
        use Function::{Avg, Max, Min, Sum};
        match &self.measure {
            MeasurePlan::Property(Avg | Max | Min | Sum, property, _) => Some(*property),
            _ => None,
        }
    }

    pub(in crate::expr) fn answer(&self, scene: &Scene<'_>) -> Answer {
        let answer = match (self.seen(scene), &self.measure) {
            (None, _) => Answer::fixed(Truth::Unknown),
            (Some(scene), MeasurePlan::Count) => self.count(&scene),
            (Some(scene), _) => self.walk(&scene),
        };
        let change = answer.change.min(self.stage_change(scene));
        or_default(Answer { change, ..answer }, self.default)
    }

    /// The scene with the span in which events of this customer count; `None` where none can.
    fn seen<'a>(&self, scene: &Scene<'a>) -> Option<Scene<'a>> {
        Some(Scene { span: self.span.of(scene.subject, scene.now)?, ..*scene })
    }

    /// When the customer may enter another stage, or its first, where that matters.
    fn stage_change(&self, scene: &Scene<'_>) -> Timestamp {
        match self.span {
            Span::Since(_) => {
                let change = scene.subject.stage(StageId(0)).as_of(scene.now).change;
                change.min(scene.subject.begins(scene.now))
            }
            _ => NEVER,
        }
    }

    /// The events that count now, earliest first, what they amount to, and until when that stands.
    pub(in crate::expr) fn tally<'a>(&self, scene: &Scene<'a>) -> (Vec<Counted>, Value<'a>, Timestamp) {
        let Some(seen) = self.seen(scene) else {
            return (Vec::new(), Value::Missing, self.stage_change(scene));
        };
        let (counted, change) = self.counted(&seen);
        let value = self.value(&seen, &counted);
        (counted, value, change.min(self.stage_change(scene)))
    }

    /// Whether the number of events passes the test, and the exact instant when it no longer, or at last, does.
    fn count(&self, scene: &Scene<'_>) -> Answer {
        if self.filter.is_none() {
            return self.count_by_time(&self.times(scene), (scene.span, scene.now, scene.zone));
        }
        let mut count = 0_i64;
        let mut change = NEVER;
        let mut steps: Vec<(Timestamp, i64)> = Vec::new();
        self.each(scene, |at| {
            let answer = self.counts(scene, at);
            count += i64::from(answer.holds());
            change = change.min(self.future(scene, at, answer, &mut steps));
        });
        let truth = self.count_truth(count);
        sort(&mut steps);
        steps.retain(|(at, _)| *at < change);
        for same in steps.chunk_by(|a, b| a.0 == b.0) {
            count += same.iter().map(|(_, more)| more).sum::<i64>();
            if self.count_truth(count) != truth {
                change = same.first().map_or(NEVER, |(at, _)| *at);
                break;
            }
        }
        Answer { truth, change }
    }

    /// The type of events of which the number is tested, where nothing else about them matters but when they were.
    pub(in crate::expr) fn counted_alone(&self) -> Option<EventId> {
        match (&*self.events, &self.filter, &self.measure, self.span) {
            (_, _, _, Span::Since(_)) => None,
            ([kind], None, MeasurePlan::Count, _) => Some(*kind),
            _ => None,
        }
    }

    /// As [`count`](Self::count), of events that count by their times alone, earliest first.
    pub(in crate::expr) fn count_by_time(
        &self,
        times: &[Timestamp],
        (span, now, zone): (Span, Timestamp, i32),
    ) -> Answer {
        let bounds = |from: usize| {
            let times = times.get(from..).unwrap_or_default();
            (from..).zip(times).filter_map(move |(place, time)| Some((place, span.bounds(*time, zone)?)))
        };
        let later = |at: &Timestamp| *at > now && *at != NEVER;
        let (mut count, mut last, mut in_order) = (0_i64, (Timestamp(i64::MIN), Timestamp(i64::MIN)), true);
        // From where on they start, and from where on they stop to count after now.
        let (mut first_start, mut first_end) = (times.len(), times.len());
        for (place, (start, end)) in bounds(0) {
            count += i64::from((start..end).contains(&now));
            in_order &= last.0 <= start && last.1 <= end;
            last = (start, end);
            first_start = if later(&start) { first_start.min(place) } else { first_start };
            first_end = if later(&end) { first_end.min(place) } else { first_end };
        }
        let mut starts = bounds(first_start).map(|(_, (start, _))| start).filter(later);
        let mut ends = bounds(first_end).map(|(_, (_, end))| end).filter(later);
        // They start and stop to count in the order of their times, but at the end of a month: what was later on 31 January
        // than on the 30th ends earlier on 28 February.
        let (mut sorted_starts, mut sorted_ends) = (Vec::new(), Vec::new());
        if !in_order {
            sorted_starts.extend(&mut starts);
            sorted_ends.extend(&mut ends);
            sort(&mut sorted_starts);
            sort(&mut sorted_ends);
        }
        let mut starts = sorted_starts.into_iter().chain(starts).peekable();
        let mut ends = sorted_ends.into_iter().chain(ends).peekable();
        let truth = self.count_truth(count);
        loop {
            let next = [starts.peek(), ends.peek()].into_iter().flatten().min();
            let Some(change) = next.copied() else { return Answer { truth, change: NEVER } };
            count += std::iter::from_fn(|| starts.next_if_eq(&change)).count() as i64;
            count -= std::iter::from_fn(|| ends.next_if_eq(&change)).count() as i64;
            if self.count_truth(count) != truth {
                return Answer { truth, change };
            }
        }
    }

    /// When the events were that are not too old to count, earliest first.
    fn times<'a>(&self, scene: &Scene<'a>) -> Cow<'a, [Timestamp]> {
        let horizon = scene.span.horizon(scene.now);
        if let [kind] = *self.events {
            return Cow::Borrowed(since(scene.subject.times(kind), horizon));
        }
        if let Some(all) = scene.subject.in_order() {
            let recent = all.get(all.partition_point(|(time, _)| *time < horizon)..).unwrap_or_default();
            let own = recent.iter().filter(|(_, kind)| self.events.contains(kind));
            return Cow::Owned(own.map(|(time, _)| *time).collect());
        }
        let mut times = Vec::new();
        self.events
            .iter()
            .for_each(|kind| times.extend_from_slice(since(scene.subject.times(*kind), horizon)));
        sort(&mut times);
        Cow::Owned(times)
    }

    fn count_truth(&self, count: i64) -> Truth {
        let value = Number::whole(count).map_or(Value::Missing, Value::Number);
        self.test.answer(&value, Timestamp(0), 0).truth
    }

    /// When the event starts and stops to count after now. Returns from when on it was not looked at.
    fn future(
        &self,
        scene: &Scene<'_>,
        at: Counted,
        now: Answer,
        steps: &mut Vec<(Timestamp, i64)>,
    ) -> Timestamp {
        let mut held = now.holds();
        let mut next = now.change;
        for _ in 0..STEPS {
            if next == NEVER {
                break;
            }
            let answer = self.counts(&Scene { now: next, ..*scene }, at);
            if answer.holds() != held {
                held = !held;
                steps.push((next, if held { 1 } else { -1 }));
            }
            // An answer changes only later than it was given; were it not so, the loop must end all the same.
            next = if answer.change > next { answer.change } else { NEVER };
        }
        next
    }

    /// The events that followed one another, first to last, where it is asked whether some did and they did.
    pub(in crate::expr) fn followed(&self, scene: &Scene<'_>) -> Vec<Occurrence> {
        let MeasurePlan::Sequence(steps) = &self.measure else { return Vec::new() };
        let Some(scene) = self.seen(scene) else { return Vec::new() };
        follow(steps, &scene, &self.counted(&scene).0).events()
    }

    /// Tests an aggregate now, and at each instant at which the events that count change.
    fn walk(&self, scene: &Scene<'_>) -> Answer {
        scene.walk(NEVER, &|scene| self.measured(scene))
    }

    /// Tests the measure as it is, until the events that count, or what passes since them, may change it.
    fn measured(&self, scene: &Scene<'_>) -> Answer {
        let (counted, change) = self.counted(scene);
        let value = self.value(scene, &counted);
        let answer = self.test.answer(&value, scene.now, scene.zone);
        let crossing = match &self.measure {
            MeasurePlan::DaysSince(function) => {
                end(*function, &counted).map_or(NEVER, |(time, _)| self.test.next_crossing(*time, scene.now))
            }
            MeasurePlan::Sequence(steps) => follow(steps, scene, &counted).change,
            _ => NEVER,
        };
        Answer { truth: answer.truth, change: change.min(answer.change).min(crossing) }
    }

    /// The events that count now, earliest first, and until when that stands.
    fn counted(&self, scene: &Scene<'_>) -> (Vec<Counted>, Timestamp) {
        let mut counted = Vec::new();
        let mut change = NEVER;
        self.each(scene, |at| {
            let answer = self.counts(scene, at);
            change = change.min(answer.change);
            if answer.holds() {
                counted.push(at);
            }
        });
        if self.events.len() > 1 {
            sort(&mut counted);
        }
        (counted, change)
    }

    /// Calls `visit` for every event that is not too old to count.
    fn each(&self, scene: &Scene<'_>, mut visit: impl FnMut(Counted)) {
        let horizon = scene.span.horizon(scene.now);
        for &kind in &self.events {
            let all = scene.subject.times(kind);
            let times = since(all, horizon);
            let first = all.len() - times.len();
            for (index, &time) in (first..).zip(times) {
                visit((time, (kind, index)));
            }
        }
    }

    /// Whether the event counts, by its time and its properties; what is unknown does not count.
    fn counts(&self, scene: &Scene<'_>, (time, occurrence): Counted) -> Answer {
        let within = scene.span.counts(time, scene.now, scene.zone);
        let Some(filter) = &self.filter else { return within };
        if within.change == NEVER && !within.holds() {
            return within;
        }
        let passes = filter.answer(scene, Place::Event(occurrence));
        Answer::all([within, or_default(passes, Some(false))])
    }

    /// What the events that count amount to.
    fn value<'a>(&self, scene: &Scene<'a>, counted: &[Counted]) -> Value<'a> {
        match &self.measure {
            MeasurePlan::Count => whole(counted.len()),
            MeasurePlan::DaysSince(function) => match end(*function, counted) {
                Some((time, _)) => Number::whole(scene.now.0.saturating_sub(time.0).div_euclid(MS_PER_DAY))
                    .map_or(Value::Missing, Value::Number),
                None => Value::Missing,
            },
            MeasurePlan::Property(function, property, _) => {
                let subject = scene.subject;
                let values =
                    counted.iter().map(|(_, (kind, index))| subject.property(*kind, *index, *property));
                aggregate(*function, values.filter(|value| *value != Value::Missing))
            }
            MeasurePlan::Streak(unit) => longest_run(counted, *unit, scene.zone),
            MeasurePlan::Sequence(steps) => whole(usize::from(follow(steps, scene, counted).complete())),
        }
    }
}

/// Sorts what mostly is in order.
fn sort<T: Ord>(list: &mut [T]) {
    if !list.is_sorted() {
        list.arrange();
    }
}

/// Those of some times, in order, that are not before the horizon.
pub(in crate::expr) fn since(times: &[Timestamp], horizon: Timestamp) -> &[Timestamp] {
    times.get(times.partition_point(|time| *time < horizon)..).unwrap_or_default()
}

fn whole(count: usize) -> Value<'static> {
    i64::try_from(count).ok().and_then(Number::whole).map_or(Value::Missing, Value::Number)
}

/// The first or last of the events that count.
fn end(function: Function, counted: &[Counted]) -> Option<&Counted> {
    if function == Function::DaysSinceFirst { counted.first() } else { counted.last() }
}

fn aggregate<'a>(function: Function, mut values: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    match function {
        Function::First => values.next().unwrap_or(Value::Missing),
        Function::Last => values.last().unwrap_or(Value::Missing),
        Function::Min => extreme(values, |sort, best| sort < best),
        Function::Max => extreme(values, |sort, best| sort > best),
        Function::MostFrequent => most_frequent(values),
        Function::Distinct => whole(
            values.map(|v| text_of(&v, 0).into_owned()).collect::<std::collections::BTreeSet<_>>().len(),
        ),
        Function::Avg | Function::Sum => total(function, values),
        Function::Count | Function::DaysSinceFirst | Function::DaysSinceLast => whole(values.count()),
    }
}

fn total<'a>(function: Function, values: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    let numbers = values.filter_map(|value| if let Value::Number(n) = value { Some(n.raw()) } else { None });
    let (sum, count) = numbers.fold((0_i128, 0_i128), |(sum, count), raw| (sum + i128::from(raw), count + 1));
    match function {
        Function::Avg if count == 0 => Value::Missing,
        Function::Avg => Value::Number(Number::ratio(sum, count)),
        _ => Value::Number(Number::total(sum)),
    }
}

/// What values are ordered by; those of other types have no order.
fn sort_key(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Number(number) => Some(number.raw()),
        Value::Days(first, _) => Some(first.days().saturating_mul(MS_PER_DAY)),
        Value::Time(time) => Some(time.0),
        Value::Missing | Value::Unclear | Value::Text(_) | Value::List(_) => None,
    }
}

fn extreme<'a>(values: impl Iterator<Item = Value<'a>>, better: impl Fn(i64, i64) -> bool) -> Value<'a> {
    let keyed = values.filter_map(|value| sort_key(&value).map(|key| (key, value)));
    let best = keyed.reduce(|best, one| if better(one.0, best.0) { one } else { best });
    best.map_or(Value::Missing, |(_, value)| value)
}

fn most_frequent<'a>(values: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    let mut tally: BTreeMap<String, (usize, usize, Value<'a>)> = BTreeMap::new();
    for (position, value) in values.enumerate() {
        let entry = tally.entry(text_of(&value, 0).into_owned()).or_insert((0, 0, value));
        entry.0 += 1;
        entry.1 = position;
    }
    tally
        .into_values()
        .max_by_key(|(count, last, _)| (*count, *last))
        .map_or(Value::Missing, |(_, _, value)| value)
}

/// The most units of the calendar in a row that each have an event.
fn longest_run(counted: &[Counted], unit: Unit, zone: i32) -> Value<'static> {
    let (mut longest, mut run, mut previous) = (0_usize, 0_usize, None);
    for (time, _) in counted {
        let current = ordinal(*time, unit, zone);
        match previous {
            Some(same) if same == current => {}
            Some(before) if before == current - 1 => run += 1,
            _ => run = 1,
        }
        previous = Some(current);
        longest = longest.max(run);
    }
    whole(longest)
}

/// A value in words.
///
/// An instant is told as the zone's clock shows it.
pub(crate) fn text_of<'a>(value: &Value<'a>, zone: i32) -> Cow<'a, str> {
    match value {
        Value::Missing | Value::Unclear => Cow::Borrowed(""),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Days(first, last) => Cow::Owned(text_of_days(*first, *last)),
        Value::Time(time) => Cow::Owned(time.to_rfc3339(zone)),
        Value::List(texts) => Cow::Owned(texts.join(", ")),
    }
}
