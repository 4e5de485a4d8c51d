//! Time going by: customers move on in their journeys, and who stands where.

use std::collections::BTreeMap;

use serde::Serialize;

use super::hearing::CrossingView;
use crate::actions::{Ending, Journey, Past, Run, Traveller};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::error::Result;
use crate::expr::NEVER;
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;
use crate::store::Change;

/// What happened since it was asked last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Advance {
    /// How many entered a journey.
    pub entered: usize,
    /// How many came to another step.
    pub moved: usize,
    /// How many went through to the end.
    pub completed: usize,
    /// How many came where the journey leads to.
    pub goal: usize,
    /// How many left before the end.
    pub exited: usize,
    /// Who entered and left segments that rules listen to.
    pub crossed: Vec<CrossingView>,
    /// When any of this may change by time alone; ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change_at: Option<String>,
}

/// Who stands where in a journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JourneyCount {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How often it was entered.
    pub entered: usize,
    /// How many customers are on it.
    pub standing: usize,
    /// How often it was gone through to the end.
    pub completed: usize,
    /// How often somebody came where it leads to.
    pub goal: usize,
    /// How often somebody left before the end.
    pub exited: usize,
    /// Its steps.
    pub steps: Vec<JourneyStepCount>,
}

/// Who stands at a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JourneyStepCount {
    /// Its id.
    pub id: String,
    /// `action`, `wait` or `branch`.
    pub sort: &'static str,
    /// How many customers stand there.
    pub count: usize,
}

/// Where a customer stands in a journey, or how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JourneyView {
    /// The journey's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// When the customer entered it, ISO 8601.
    pub entered: String,
    /// The step, or the last one.
    pub step: String,
    /// Since when, or when the journey ended; ISO 8601.
    pub since: String,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
}

impl Engine {
    /// The journeys of a customer as they are shown, the last first.
    pub(in crate::engine) fn journey_views(&self, anchor: Row) -> Vec<JourneyView> {
        let zone = self.context.utc_offset;
        let mut runs = self.runs_of(anchor);
        runs.arrange_by_key(|run| std::cmp::Reverse(run.entered));
        let view = |run: &Run| {
            let def = self.ruleset.journeys.iter().find(|def| def.id == run.journey);
            JourneyView {
                id: run.journey.clone(),
                name: def.map(|def| def.name.get(self.language()).to_owned()).unwrap_or_default(),
                entered: run.entered.to_rfc3339(zone),
                step: run.step.clone(),
                since: run.since.to_rfc3339(zone),
                ending: run.ending,
            }
        };
        runs.into_iter().map(view).collect()
    }

    /// The journeys of a customer so far.
    pub(in crate::engine) fn runs_of(&self, anchor: Row) -> Vec<&Run> {
        if self.runs.is_empty() {
            return Vec::new();
        }
        self.clusters.members(anchor).iter().filter_map(|row| self.runs.get(row)).flatten().collect()
    }

    /// Takes note of what happened since this was called last, be it by time or by what was given to the engine. Rules hear
    /// who entered and left segments. Customers enter journeys whose conditions hold, waits end, actions that were taken over
    /// lead to the next step. When a wait ended or a segment was entered is told to the millisecond however late this is
    /// called; branches are taken by what holds now, and who entered and left again in between did neither.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn advance(&mut self, now: &str) -> Result<Advance> {
        self.idle()?;
        let now = self.now(now)?;
        let crossings = self.hear(None, now);
        let anchors: Vec<Row> = self.clusters.anchors().collect();
        let (moved, change) = self.move_on(&anchors, now);
        let change = change.min(self.next_crossing());
        let next_change_at = (change != NEVER).then(|| change.to_rfc3339(self.context.utc_offset));
        Ok(Advance { crossed: self.crossing_views(&crossings), next_change_at, ..moved })
    }

    /// Moves some customers on; tells until when they then stay where they are.
    pub(in crate::engine) fn move_on(&mut self, anchors: &[Row], now: Timestamp) -> (Advance, Timestamp) {
        let mut outcome = Advance::default();
        if self.ruleset.journeys.is_empty() {
            return (outcome, NEVER);
        }
        self.draw_of(&anchors.iter().copied().collect(), now);
        let (moves, mut change) = self.moves(anchors, now);
        let mut left = self.note_moves(moves, now, &mut outcome);
        // Whose journey ended may enter it again, maybe by now: who entered just now does not, so this has an end.
        while !left.is_empty() {
            let (moves, until) = self.moves(&left, now);
            change = change.min(until);
            left = self.note_moves(moves, now, &mut outcome);
        }
        (outcome, change)
    }

    /// Notes where customers came on journeys; tells whose journey ended that was entered before.
    fn note_moves(&mut self, moves: Vec<(Row, Run)>, now: Timestamp, outcome: &mut Advance) -> Vec<Row> {
        let mut left = Vec::new();
        for (row, run) in moves {
            match run.ending {
                Some(Ending::Completed) => outcome.completed += 1,
                Some(Ending::Goal) => outcome.goal += 1,
                Some(Ending::Exited) => outcome.exited += 1,
                None => {}
            }
            if run.ending.is_some() && run.entered < now {
                left.push(self.clusters.anchor(row));
            }
            let is_new = self.note_run(row, run);
            outcome.entered += usize::from(is_new);
            outcome.moved += usize::from(!is_new);
        }
        left.arrange();
        left.dedup();
        left
    }

    fn moves(&self, anchors: &[Row], now: Timestamp) -> (Vec<(Row, Run)>, Timestamp) {
        let subjects = self.subjects(now);
        let (mut moves, mut change) = (Vec::new(), NEVER);
        for anchor in anchors {
            let rows = self.clusters.members(*anchor);
            let Some(portrait) = self.drawn().and_then(|drawn| drawn.portraits.get(*anchor)) else {
                continue;
            };
            let (subject, id) = (CustomerSubject::new(&subjects, rows), self.customer_id(*anchor));
            let past: Vec<&Past> = rows.iter().filter_map(|row| self.past.get(row)).flatten().collect();
            let (runs, whole) = (self.runs_of(*anchor), portrait.over(&subject));
            let traveller = Traveller { id: &id, subject: &whole, past: &past, runs: &runs };
            for (run, until) in self.automation.rules.advance(traveller, now) {
                change = change.min(until);
                moves.extend(run.map(|run| (self.home_of(&run, *anchor), run)));
            }
        }
        (moves, change)
    }

    /// The record at which a run is noted: where it began, however customers were merged since.
    fn home_of(&self, run: &Run, anchor: Row) -> Row {
        let is_same = |known: &Run| known.journey == run.journey && known.entered == run.entered;
        let holds = |row: &Row| self.runs.get(row).is_some_and(|list| list.iter().any(is_same));
        let home = self.clusters.members(anchor).iter().copied().find(holds);
        home.unwrap_or_else(|| self.clusters.senior(anchor))
    }

    /// Notes where a customer came on a journey; tells whether it entered it.
    pub(in crate::engine) fn note_run(&mut self, row: Row, run: Run) -> bool {
        let runs = self.runs.entry(row).or_default();
        let known =
            runs.iter_mut().find(|known| known.journey == run.journey && known.entered == run.entered);
        let is_new = known.is_none();
        match known {
            Some(known) => known.clone_from(&run),
            None => runs.push(run.clone()),
        }
        self.log(&self.run_change(row, &run));
        is_new
    }

    fn run_change(&self, row: Row, run: &Run) -> Change {
        let Run { journey, entered, step, since, ending, .. } = run.clone();
        Change::Journey {
            record: self.origin(row),
            journey,
            entered: entered.0,
            step,
            since: since.0,
            ending,
        }
    }

    pub(in crate::engine) fn run_changes(&self) -> Vec<Change> {
        let all = self.runs.iter().flat_map(|(row, list)| list.iter().map(move |run| (row, run)));
        all.map(|(row, run)| self.run_change(*row, run)).collect()
    }

    /// Who stands where in each journey, as customers were moved on last.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn journeys(&self) -> Result<Vec<JourneyCount>> {
        self.idle()?;
        let all: Vec<Vec<&Run>> = self.clusters.anchors().map(|anchor| self.runs_of(anchor)).collect();
        let compiled = self.automation.rules.journeys();
        let journeys = self.ruleset.journeys.iter().zip(compiled);
        Ok(journeys
            .map(|(def, journey)| self.journey_count(def.name.get(self.language()), journey, &all))
            .collect())
    }

    fn journey_count(&self, name: &str, journey: &Journey, all: &[Vec<&Run>]) -> JourneyCount {
        let mut standing: BTreeMap<&str, usize> = BTreeMap::new();
        for run in all.iter().filter_map(|runs| journey.open(runs)) {
            *standing.entry(&run.step).or_default() += 1;
        }
        let count = |wanted: &dyn Fn(&Run) -> bool| {
            all.iter().flatten().filter(|run| run.journey == journey.id() && wanted(run)).count()
        };
        let step = |(id, sort): (&str, &'static str)| JourneyStepCount {
            id: id.to_owned(),
            sort,
            count: standing.get(id).copied().unwrap_or_default(),
        };
        JourneyCount {
            id: journey.id().to_owned(),
            name: name.to_owned(),
            entered: count(&|_| true),
            standing: standing.values().sum(),
            completed: count(&|run| run.ending == Some(Ending::Completed)),
            goal: count(&|run| run.ending == Some(Ending::Goal)),
            exited: count(&|run| run.ending == Some(Ending::Exited)),
            steps: journey.steps().map(step).collect(),
        }
    }
}
