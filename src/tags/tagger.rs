//! Compiling tags, scores, segments and stages, and drawing portraits with them.

use super::causes::Causes;
use super::order::order;
use super::portrait::Portrait;
use super::rfm::{Census, Population, Rfm, rfm_classes};
use super::scores::cluster::Cluster;
use super::scores::foresight::Foresight;
use super::scores::points::Points;
use super::tag::{TagPlan, exclusive_groups, tag_plan};
use super::told::past::Trail;
use crate::error::{Error, Result};
use crate::expr::{
    Answer, Mark, Plan, ScoreId, ScoreValue, SegmentId, StageId, Subject, TagId, Vocabulary, compile,
    or_default, parse,
};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{ConditionDef, Label, ScoreDef, SegmentDef, StageDef, TagDef, new_name};
use crate::sort::Arrange;

/// The parts of a ruleset that make up a portrait.
#[derive(Clone, Copy, Debug, Default)]
pub struct Definitions<'a> {
    /// Tags.
    pub tags: &'a [TagDef],
    /// Scores.
    pub scores: &'a [ScoreDef],
    /// Segments.
    pub segments: &'a [SegmentDef],
    /// Lifecycle stages, first to last.
    pub stages: &'a [StageDef],
}

/// Tags, scores, segments and stages, compiled and in the order in which they build on each other.
///
/// A [`TagId`], [`ScoreId`], [`SegmentId`] or [`StageId`] is the position of its definition.
#[derive(Clone, Debug)]
pub struct Tagger {
    vocabulary: Vocabulary,
    zone: i32,
    pub(super) tags: Vec<TagPlan>,
    pub(super) scores: Vec<ScoreKind>,
    pub(super) segments: Vec<Plan>,
    pub(super) stages: Vec<StagePlan>,
    pub(super) order: Vec<Task>,
    /// The tasks of the order with all that tells which of them are to be worked out anew.
    pub(super) steps: Vec<Step>,
    /// By what each part of a portrait changes, at its [`position`](Self::position), itself or through others.
    pub(super) causes: Vec<Causes>,
    /// The positions of the tags of each exclusive group.
    pub(super) groups: Vec<Vec<usize>>,
    /// What the stages build on.
    pub(super) stage_trail: Trail,
}

/// A stage, compiled: who has come that far, and who is not in it all the same.
#[derive(Clone, Debug)]
pub(super) struct StagePlan {
    pub when: Option<Plan>,
    exit: Option<Plan>,
}

impl StagePlan {
    pub(super) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.when.iter().chain(&self.exit)
    }

    fn answer(&self, subject: &dyn Subject, now: Timestamp) -> Answer {
        let plain = self.when.as_ref().map_or(Answer::fixed(true), |plan| plan.answer(subject, now));
        let plain = or_default(plain, Some(false));
        let Some(exit) = &self.exit else { return plain };
        let left = or_default(exit.answer(subject, now), Some(false));
        Answer::all([plain, left.negated()])
    }
}

#[derive(Clone, Debug)]
pub(super) enum ScoreKind {
    Points(Points),
    Rfm(Box<Rfm>),
    Foresight(Box<Foresight>),
    Cluster(Box<Cluster>),
}

/// One thing to work out. All stages together are one: which one a customer is in depends on all.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    Tag(TagId),
    Score(ScoreId),
    Segment(SegmentId),
    Stages,
}

/// A task of the order.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub task: Task,
    /// Its position.
    pub place: usize,
    /// The places in the order of what builds on it, exclusive tags excepted: what those build on is among their spurs.
    pub users: Vec<usize>,
    /// By what it changes when nothing that it builds on does.
    pub spurs: Causes,
    /// The group of exclusive tags that it belongs to.
    pub group: Option<usize>,
}

impl Tagger {
    /// Compiles definitions against the names of fields and events in `vocabulary`; their own names are added to it.
    ///
    /// # Errors
    /// `condition/…`, `score/…` or `tag/…`, each with its path, as in `tags[2].when.all[0].field`. `condition/cycle`
    /// when some build on each other in a circle; `condition/duplicate` when two of a sort have the same name.
    pub fn compile(definitions: Definitions<'_>, mut vocabulary: Vocabulary, zone: i32) -> Result<Self> {
        register(definitions, &mut vocabulary)?;
        let (exclusive, groups) = exclusive_groups(definitions.tags);
        let mut tagger = Self {
            zone,
            tags: at_each("tags", definitions.tags, |tag| tag_plan(tag, &vocabulary, zone))?,
            groups: vec![Vec::new(); groups],
            scores: at_each("scores", definitions.scores, |score| score_kind(score, &vocabulary, zone))?,
            segments: at_each("segments", definitions.segments, |segment| {
                plan(&segment.when, &vocabulary, zone)
            })?,
            stages: at_each("stages", definitions.stages, |stage| stage_plan(stage, &vocabulary, zone))?,
            order: Vec::new(),
            steps: Vec::new(),
            causes: Vec::new(),
            stage_trail: Trail::default(),
            vocabulary,
        };
        for ((place, tag), group) in tagger.tags.iter_mut().enumerate().zip(exclusive) {
            let members = group.and_then(|(group, _)| tagger.groups.get_mut(group));
            members.into_iter().for_each(|members| members.push(place));
            tag.group = group;
        }
        tagger.nest(definitions.tags)?;
        tagger.order = tagger.sorted(definitions)?;
        tagger.causes = tagger.all_causes();
        tagger.steps = tagger.steps();
        tagger.stage_trail = tagger.trail(Task::Stages);
        tagger.follow_lapses(definitions.tags)?;
        Ok(tagger)
    }

    /// All its conditions.
    pub(crate) fn plans_mut(&mut self) -> impl Iterator<Item = &mut Plan> {
        let tags = self.tags.iter_mut().filter_map(|tag| tag.plan.as_mut());
        let points = self.scores.iter_mut().filter_map(|score| match score {
            ScoreKind::Points(points) => Some(points.plans_mut()),
            _ => None,
        });
        let stages = self.stages.iter_mut().flat_map(|stage| stage.when.iter_mut().chain(&mut stage.exit));
        tags.chain(points.flatten()).chain(&mut self.segments).chain(stages)
    }

    /// All names, those of the definitions included; conditions asked ad hoc are compiled against it.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The offset from UTC, in minutes, of the zone in which days begin.
    pub fn zone(&self) -> i32 {
        self.zone
    }

    /// Compiles a condition that may speak of everything that the ruleset defines.
    ///
    /// # Errors
    /// `condition/…` with the path of what is unknown or does not fit.
    pub fn condition(&self, condition: &serde_json::Value) -> Result<Plan> {
        compile(&parse(condition)?, &self.vocabulary, self.zone)
    }

    /// Takes the measure of all customers, which RFM scores rank by; `visit` shows each of them once.
    pub fn population(&self, visit: impl FnOnce(&mut dyn FnMut(&dyn Subject)), now: Timestamp) -> Population {
        let mut customer = 0;
        let mut census = Census::of(0, |note| {
            visit(&mut |subject| {
                note(customer, &self.measures(subject, now));
                customer += 1;
            });
        });
        census.settle(self);
        census.population().clone()
    }

    /// A score that foretells.
    pub(super) fn foresight(&self, score: usize) -> Option<&Foresight> {
        match self.scores.get(score) {
            Some(ScoreKind::Foresight(foresight)) => Some(foresight),
            _ => None,
        }
    }

    /// Draws the portrait of one customer.
    pub fn evaluate(&self, subject: &dyn Subject, population: &Population, now: Timestamp) -> Portrait {
        let mut portrait = self.blank();
        self.redraw(&mut portrait, Causes::ALL, subject, population, now);
        portrait
    }

    /// A portrait of which nothing is known yet.
    pub(crate) fn blank(&self) -> Portrait {
        Portrait::blank(self.tags.len(), self.scores.len(), self.segments.len())
    }

    /// Works out one thing, and tells whether it is otherwise than before; `taken` tells of each group of exclusive tags whether
    /// an earlier one of it holds.
    pub(super) fn work_out(
        &self,
        task: Task,
        portrait: &mut Portrait,
        taken: &mut [Answer],
        subject: &dyn Subject,
        population: &Population,
        now: Timestamp,
    ) -> bool {
        let whole = portrait.over(subject);
        match task {
            Task::Tag(id) => {
                let answer = self.tag(id, (subject, &whole), taken, population, now);
                set(&mut portrait.tags, id.index(), answer)
            }
            Task::Score(id) => {
                let value = self.score(id, &whole, population, now);
                set(&mut portrait.scores, id.index(), Some(value))
            }
            Task::Segment(id) => {
                let answer = self.segments.get(id.index()).map(|plan| plan.answer(&whole, now));
                set(&mut portrait.segments, id.index(), answer)
            }
            Task::Stages => {
                let stage = self.stage(&whole, now);
                let before = (portrait.stage, portrait.stage_change);
                (portrait.stage, portrait.stage_change) = stage;
                before != stage
            }
        }
    }

    fn score(
        &self,
        id: ScoreId,
        subject: &dyn Subject,
        population: &Population,
        now: Timestamp,
    ) -> ScoreValue {
        match self.scores.get(id.index()) {
            Some(ScoreKind::Points(points)) => points.value(subject, now),
            Some(ScoreKind::Foresight(foresight)) => foresight.value(subject, now),
            Some(ScoreKind::Cluster(cluster)) => cluster.value(subject, now),
            Some(ScoreKind::Rfm(rfm)) => match population.scores.get(id.index()) {
                Some(Some(scales)) => rfm.value(subject, scales, now),
                _ => ScoreValue::NONE,
            },
            None => ScoreValue::NONE,
        }
    }

    /// The last stage whose condition holds, and until when that stands.
    fn stage(&self, subject: &dyn Subject, now: Timestamp) -> (Option<StageId>, Timestamp) {
        let mut no_later = Answer::fixed(true);
        for (position, plan) in self.stages.iter().enumerate().rev() {
            let answer = plan.answer(subject, now);
            if answer.holds() {
                return (Some(StageId(symbol(position))), Answer::all([answer, no_later]).change);
            }
            no_later = Answer::all([no_later, answer.negated()]);
        }
        (None, no_later.change)
    }

    /// The definitions in the order in which they can be worked out.
    fn sorted(&self, definitions: Definitions<'_>) -> Result<Vec<Task>> {
        let tasks = self.tasks();
        let needs: Vec<Vec<usize>> = tasks.iter().map(|(task, _)| self.needs(*task)).collect();
        let sorted = order(&needs).map_err(|cycle| self.cycle_error(&tasks, &cycle, definitions))?;
        Ok(sorted.into_iter().filter_map(|i| tasks.get(i).map(|(task, _)| *task)).collect())
    }

    /// Every task with its path; their positions are those that [`position`](Self::position) tells.
    fn tasks(&self) -> Vec<(Task, String)> {
        let tags = (0..self.tags.len()).map(|i| (Task::Tag(TagId(symbol(i))), format!("tags[{i}].when")));
        let scores =
            (0..self.scores.len()).map(|i| (Task::Score(ScoreId(symbol(i))), format!("scores[{i}].rules")));
        let segments = (0..self.segments.len())
            .map(|i| (Task::Segment(SegmentId(symbol(i))), format!("segments[{i}].when")));
        tags.chain(scores).chain(segments).chain([(Task::Stages, "stages".to_owned())]).collect()
    }

    pub(super) fn position(&self, mark: Mark) -> usize {
        let scores = self.tags.len();
        let segments = scores + self.scores.len();
        match mark {
            Mark::Tag(tag) => tag.index(),
            Mark::Score(score) => scores + score.index(),
            Mark::Segment(segment) => segments + segment.index(),
            Mark::Stage(_) => segments + self.segments.len(),
        }
    }

    pub(super) fn needs(&self, task: Task) -> Vec<usize> {
        let marks: Vec<Mark> = match task {
            Task::Tag(id) => {
                let tag = self.tags.get(id.index());
                let before = tag.and_then(|tag| tag.group?.1).map(Mark::Tag);
                let below = tag.into_iter().flat_map(|tag| &tag.children).map(|child| Mark::Tag(*child));
                let own = tag.and_then(|tag| tag.plan.as_ref()).map(Plan::marks).into_iter().flatten();
                own.chain(before).chain(below).collect()
            }
            Task::Score(id) => match self.scores.get(id.index()) {
                Some(ScoreKind::Points(points)) => points.plans().flat_map(Plan::marks).collect(),
                Some(ScoreKind::Cluster(cluster)) => cluster.plans().flat_map(Plan::marks).collect(),
                _ => Vec::new(),
            },
            Task::Segment(id) => self.segments.get(id.index()).map(Plan::marks).unwrap_or_default(),
            Task::Stages => self.stages.iter().flat_map(StagePlan::plans).flat_map(Plan::marks).collect(),
        };
        let mut positions: Vec<usize> = marks.into_iter().map(|mark| self.position(mark)).collect();
        positions.arrange();
        positions.dedup();
        positions
    }

    fn cycle_error(&self, tasks: &[(Task, String)], cycle: &[usize], definitions: Definitions<'_>) -> Error {
        let members: Vec<&(Task, String)> = cycle.iter().filter_map(|i| tasks.get(*i)).collect();
        let names: Vec<&str> = members.iter().map(|(task, _)| name_of(*task, definitions)).collect();
        let path = members.first().map(|(_, path)| path.as_str()).unwrap_or_default();
        Error::new("condition/cycle", path).with("names", names.join(" → "))
    }
}

pub(super) fn symbol(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Puts a value in its place; tells whether it is another than before.
fn set<T: PartialEq>(all: &mut [T], position: usize, value: Option<T>) -> bool {
    let (Some(place), Some(value)) = (all.get_mut(position), value) else { return false };
    let is_other = *place != value;
    *place = value;
    is_other
}

fn name_of<'a>(task: Task, definitions: Definitions<'a>) -> &'a str {
    match task {
        Task::Tag(id) => definitions.tags.get(id.index()).map_or("", |tag| &tag.id),
        Task::Score(id) => definitions.scores.get(id.index()).map_or("", |score| &score.id),
        Task::Segment(id) => definitions.segments.get(id.index()).map_or("", |segment| &segment.id),
        Task::Stages => "stages",
    }
}

/// Compiles each definition, faults under `key[i]`.
fn at_each<D, T>(key: &str, definitions: &[D], compile: impl Fn(&D) -> Result<T>) -> Result<Vec<T>> {
    let each = |(i, definition)| compile(definition).map_err(|e| e.under(&format!("{key}[{i}]")));
    definitions.iter().enumerate().map(each).collect()
}

pub(super) fn plan(when: &ConditionDef, vocabulary: &Vocabulary, zone: i32) -> Result<Plan> {
    named_plan("when", when, vocabulary, zone)
}

fn named_plan(key: &str, condition: &ConditionDef, vocabulary: &Vocabulary, zone: i32) -> Result<Plan> {
    parse(&condition.0).and_then(|condition| compile(&condition, vocabulary, zone)).map_err(|e| e.under(key))
}

fn stage_plan(stage: &StageDef, vocabulary: &Vocabulary, zone: i32) -> Result<StagePlan> {
    let when = stage.when.as_ref().map(|when| plan(when, vocabulary, zone)).transpose()?;
    let exit = stage.exit.as_ref().map(|exit| named_plan("exit", exit, vocabulary, zone)).transpose()?;
    if stage.probability.is_some_and(|probability| !(0.0..=1.0).contains(&probability)) {
        return Err(Error::new("condition/expected", "probability").with("expected", "0–1"));
    }
    Ok(StagePlan { when, exit })
}

fn score_kind(score: &ScoreDef, vocabulary: &Vocabulary, zone: i32) -> Result<ScoreKind> {
    if let Some(predict) = &score.predict {
        let foresight = Foresight::compile(score, predict, vocabulary, zone);
        return foresight.map(|f| ScoreKind::Foresight(Box::new(f))).map_err(|e| e.under("predict"));
    }
    if let Some(cluster) = &score.cluster {
        let cluster = Cluster::compile(score, cluster, vocabulary, zone);
        return cluster.map(|c| ScoreKind::Cluster(Box::new(c))).map_err(|e| e.under("cluster"));
    }
    match &score.rfm {
        Some(rfm) => Rfm::compile(rfm, vocabulary, zone)
            .map(|rfm| ScoreKind::Rfm(Box::new(rfm)))
            .map_err(|e| e.under("rfm")),
        None => Points::compile(score, vocabulary, zone).map(ScoreKind::Points),
    }
}

/// Adds the names of all definitions to the vocabulary, before any condition is compiled that may use them.
fn register(definitions: Definitions<'_>, vocabulary: &mut Vocabulary) -> Result<()> {
    unique("tags", definitions.tags.iter().map(|tag| tag.id.as_str()))?;
    unique("scores", definitions.scores.iter().map(|score| score.id.as_str()))?;
    unique("segments", definitions.segments.iter().map(|segment| segment.id.as_str()))?;
    unique("stages", definitions.stages.iter().map(|stage| stage.id.as_str()))?;
    for tag in definitions.tags {
        vocabulary.add_tag(&tag.id, tag.name.clone());
    }
    for score in definitions.scores {
        vocabulary.add_score(&score.id, score.name.clone(), buckets(score));
    }
    for segment in definitions.segments {
        vocabulary.add_segment(&segment.id, segment.name.clone());
    }
    for stage in definitions.stages {
        vocabulary.add_stage(&stage.id, stage.name.clone());
    }
    Ok(())
}

fn unique<'a>(key: &str, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (i, name) in names.enumerate() {
        new_name(&format!("{key}[{i}]"), name, seen.insert(name))?;
    }
    Ok(())
}

/// The names of a score's buckets; those of an RFM score are its classes.
fn buckets(score: &ScoreDef) -> Vec<(String, Label)> {
    let Some(rfm) = &score.rfm else {
        return score.buckets.iter().map(|bucket| (bucket.id.clone(), bucket.name.clone())).collect();
    };
    let class = |(id, zh, en): &(&str, &str, &str)| {
        ((*id).to_owned(), Label { zh: (*zh).to_owned(), en: (*en).to_owned() })
    };
    rfm_classes(rfm.scheme).iter().map(class).collect()
}
