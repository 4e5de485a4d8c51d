//! Rules that wait until a customer enters or leaves a segment: who came and went since it was asked last, whatever did it.
//!
//! Nobody tells of a change as it happens, be it an event, a record, a merge or time. What is kept is who was in when
//! everybody was asked last; who differs from that came or went.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Serialize;

use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::derived::{CustomerSubject, Subjects};
use crate::engine::state::CHUNK;
use crate::expr::{NEVER, SegmentId};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Ruleset;
use crate::segments::Crossing;
use crate::store::Change;

/// That a customer entered or left a segment which a rule listens to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CrossingView {
    /// The customer's id.
    pub customer_id: String,
    /// Id of the segment.
    pub segment: String,
    /// Whether it was entered; else it was left.
    pub entered: bool,
    /// Since when, ISO 8601: as events and time tell, else when it was noticed.
    pub since: String,
}

/// What was heard of segments that rules listen to.
#[derive(Debug, Default)]
pub(in crate::engine) struct Hearing {
    /// By segment; one that is not here was not listened to yet.
    ears: BTreeMap<String, Ear>,
    /// The last that was heard of each customer, by the record that lent it its id then.
    crossed: BTreeMap<Row, Vec<Heard>>,
}

/// Who is in a segment, as it was heard.
#[derive(Clone, Debug, Default)]
struct Ear {
    /// When everybody was asked last.
    at: Timestamp,
    /// The records of those who were in when they entered.
    members: RoaringBitmap,
}

/// That a customer entered or left a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heard {
    segment: String,
    entered: bool,
    since: Timestamp,
}

/// Something heard of a segment, as a change tells it.
pub(in crate::engine) struct Word<'w> {
    pub(in crate::engine) segment: &'w str,
    /// Whether the records are now those of members.
    pub(in crate::engine) entered: bool,
    /// Since when, where a rule is to hear of it.
    pub(in crate::engine) since: Option<Timestamp>,
    /// When everybody was asked, if this is the last word of that.
    pub(in crate::engine) at: Option<Timestamp>,
    /// The records, that which lends the customer its id first.
    pub(in crate::engine) rows: &'w [Row],
}

impl Hearing {
    fn note(&mut self, word: &Word<'_>) {
        if word.since.is_none() && !self.ears.contains_key(word.segment) {
            self.ears.insert(word.segment.to_owned(), Ear::default());
        }
        if let Some(ear) = self.ears.get_mut(word.segment) {
            ear.at = word.at.unwrap_or(ear.at);
            let set = if word.entered { RoaringBitmap::insert } else { RoaringBitmap::remove };
            word.rows.iter().for_each(|row| _ = set(&mut ear.members, *row));
        }
        let Some(since) = word.since else { return };
        for row in word.rows {
            self.forget_crossing(*row, word.segment);
        }
        let (segment, entered) = (word.segment.to_owned(), word.entered);
        let first = word.rows.first().map(|row| self.crossed.entry(*row).or_default());
        first.into_iter().for_each(|known| known.push(Heard { segment: segment.clone(), entered, since }));
    }

    fn forget_crossing(&mut self, row: Row, segment: &str) {
        if let Some(known) = self.crossed.get_mut(&row) {
            known.retain(|heard| heard.segment != segment);
            if known.is_empty() {
                self.crossed.remove(&row);
            }
        }
    }

    /// Forgets a record; what was heard of its customer goes to another record of it, if there is one.
    pub(in crate::engine) fn forget(&mut self, row: Row, heir: Option<Row>) {
        for ear in self.ears.values_mut() {
            if ear.members.remove(row) {
                heir.into_iter().for_each(|heir| _ = ear.members.insert(heir));
            }
        }
        let gone = self.crossed.remove(&row).unwrap_or_default();
        let Some(heir) = heir.filter(|_| !gone.is_empty()) else { return };
        let known = self.crossed.entry(heir).or_default();
        for heard in gone {
            if !known.iter().any(|other| other.segment == heard.segment) {
                known.push(heard);
            }
        }
    }
}

impl Engine {
    /// The segments that rules listen to.
    fn listened(&self) -> Vec<(SegmentId, String)> {
        let id = |segment: SegmentId| Some((segment, self.ruleset.segments.get(segment.index())?.id.clone()));
        self.automation.rules.listens().iter().filter_map(|segment| id(*segment)).collect()
    }

    /// Asks who came and went since it was asked last: everybody, or some customers. Where nobody was asked before, whoever
    /// is in is in already, and nothing is heard of that.
    pub(in crate::engine) fn hear(
        &mut self,
        anchors: Option<&[Row]>,
        now: Timestamp,
    ) -> Vec<(Row, Crossing)> {
        let segments = self.listened();
        if segments.is_empty() {
            return Vec::new();
        }
        self.draw_for_hearing(&segments, anchors, now);
        let mut all = Vec::new();
        for (segment, id) in segments {
            if !self.hearing.ears.contains_key(&id) {
                self.begin_to_listen(segment, &id, now);
                continue;
            }
            let crossings = self.fresh_crossings(segment, anchors, now);
            for (anchor, crossing) in &crossings {
                let rows = self.rows_by_seniority(*anchor);
                let (entered, since) = (crossing.entered, Some(crossing.since));
                self.note_word(&Word { segment: &id, entered, since, at: None, rows: &rows });
            }
            all.extend(crossings);
            if anchors.is_none() && self.hearing.ears.get(&id).is_some_and(|ear| ear.at < now) {
                self.note_word(&Word { segment: &id, entered: true, since: None, at: Some(now), rows: &[] });
            }
        }
        all
    }

    /// Draws those who are asked, and everybody where a segment was not listened to yet.
    fn draw_for_hearing(
        &mut self,
        segments: &[(SegmentId, String)],
        anchors: Option<&[Row]>,
        now: Timestamp,
    ) {
        let is_known = |(_, id): &(SegmentId, String)| self.hearing.ears.contains_key(id);
        match anchors.filter(|_| segments.iter().all(is_known)) {
            Some(anchors) => self.draw_of(&anchors.iter().copied().collect(), now),
            None => self.draw(now),
        }
    }

    /// The records of a customer, that which lends it its id first.
    fn rows_by_seniority(&self, anchor: Row) -> Vec<Row> {
        let senior = self.clusters.senior(anchor);
        let others = self.clusters.members(anchor).iter().copied().filter(|row| *row != senior);
        std::iter::once(senior).chain(others).collect()
    }

    fn begin_to_listen(&mut self, segment: SegmentId, id: &str, now: Timestamp) {
        let mut rows: Vec<Row> = Vec::new();
        for anchor in self.drawn().and_then(|drawn| drawn.memberships.segment(segment)).into_iter().flatten()
        {
            rows.extend_from_slice(self.clusters.members(anchor));
        }
        self.note_member_rows(id, &rows);
        self.note_word(&Word { segment: id, entered: true, since: None, at: Some(now), rows: &[] });
    }

    fn note_member_rows(&mut self, segment: &str, rows: &[Row]) {
        for rows in rows.chunks(CHUNK) {
            self.note_word(&Word { segment, entered: true, since: None, at: None, rows });
        }
    }

    /// Notes what was heard, in the journal too.
    pub(in crate::engine) fn note_word(&mut self, word: &Word<'_>) {
        self.hearing.note(word);
        if self.options.journal {
            self.log(&self.word_change(word));
        }
    }

    fn word_change(&self, word: &Word<'_>) -> Change {
        Change::Heard {
            segment: word.segment.to_owned(),
            entered: word.entered,
            since: word.since.map(|since| since.0),
            at: word.at.map(|at| at.0),
            records: word.rows.iter().map(|row| self.origin(*row)).collect(),
        }
    }

    fn fresh_crossings(
        &self,
        segment: SegmentId,
        anchors: Option<&[Row]>,
        now: Timestamp,
    ) -> Vec<(Row, Crossing)> {
        let subjects = self.subjects(now);
        let fresh = |anchor: Row| Some((anchor, self.fresh_crossing(segment, anchor, &subjects)?));
        match anchors {
            Some(anchors) => anchors.iter().copied().filter_map(fresh).collect(),
            None => self.clusters.anchors().filter_map(fresh).collect(),
        }
    }

    /// What a customer did that was not heard yet. Nothing is heard of the past once something later was.
    fn fresh_crossing(&self, segment: SegmentId, anchor: Row, subjects: &Subjects<'_>) -> Option<Crossing> {
        let (ear, drawn) = (self.ear(segment)?, self.drawn()?);
        let (now, rows) = (subjects.now, self.clusters.members(anchor));
        let was = rows.iter().any(|row| ear.members.contains(*row));
        let is = drawn.memberships.segment(segment)?.contains(anchor);
        if was == is || now < ear.at || rows.is_empty() {
            return None;
        }
        let (tagger, subject) = (&self.automation.tagger, CustomerSubject::new(subjects, rows));
        let turned = tagger.last_turn(segment, &subject, drawn.population(), (ear.at, now));
        Some(Crossing { segment, entered: is, since: turned.unwrap_or(now) })
    }

    fn ear(&self, segment: SegmentId) -> Option<&Ear> {
        self.hearing.ears.get(&self.ruleset.segments.get(segment.index())?.id)
    }

    /// What a customer last did at each segment that rules listen to, heard already or not.
    pub(in crate::engine) fn crossings_of(&self, anchor: Row, subjects: &Subjects<'_>) -> Vec<Crossing> {
        let segments = self.automation.rules.listens().iter();
        let last = |segment: SegmentId| {
            self.fresh_crossing(segment, anchor, subjects).or_else(|| self.heard_crossing(segment, anchor))
        };
        segments.filter_map(|segment| last(*segment)).filter(|last| last.since <= subjects.now).collect()
    }

    fn heard_crossing(&self, segment: SegmentId, anchor: Row) -> Option<Crossing> {
        let (ear, id) = (self.ear(segment)?, &self.ruleset.segments.get(segment.index())?.id);
        let rows = self.clusters.members(anchor);
        let entered = rows.iter().any(|row| ear.members.contains(*row));
        let heard = rows.iter().filter_map(|row| self.hearing.crossed.get(row)).flatten();
        let own = heard.filter(|heard| heard.segment == *id && heard.entered == entered);
        own.map(|heard| heard.since).max().map(|since| Crossing { segment, entered, since })
    }

    /// When somebody may enter or leave by time alone.
    pub(super) fn next_crossing(&self) -> Timestamp {
        let Some(drawn) = self.drawn() else { return NEVER };
        let mut change = NEVER;
        for segment in self.automation.rules.listens().iter().copied() {
            change =
                drawn.portraits.of_segment(segment).map(|(_, answer)| answer.change).fold(change, Ord::min);
            if self.automation.tagger.ranks_mark(crate::expr::Mark::Segment(segment)) {
                change = drawn.ranks_change().map_or(change, |ranks| change.min(ranks));
            }
        }
        change
    }

    pub(super) fn crossing_views(&self, crossings: &[(Row, Crossing)]) -> Vec<CrossingView> {
        let view = |(anchor, crossing): &(Row, Crossing)| CrossingView {
            customer_id: self.customer_id(*anchor),
            segment: self
                .ruleset
                .segments
                .get(crossing.segment.index())
                .map(|s| s.id.clone())
                .unwrap_or_default(),
            entered: crossing.entered,
            since: crossing.since.to_rfc3339(self.context.utc_offset),
        };
        crossings.iter().map(view).collect()
    }

    /// Whether segments may be other ones under another ruleset.
    pub(in crate::engine) fn derives_alike(&self, other: &Ruleset) -> bool {
        Ruleset { matching: self.ruleset.matching.clone(), ..other.clone() } == self.ruleset
    }

    /// Forgets who is in, as segments are other ones now: whoever is in when it is asked next is in already. What was heard
    /// stands as long as a rule listens.
    pub(in crate::engine) fn listen_anew(&mut self) {
        let listened = self.listened();
        self.hearing.ears.clear();
        let stands = |heard: &Heard| listened.iter().any(|(_, id)| *id == heard.segment);
        self.hearing.crossed.retain(|_, known| {
            known.retain(stands);
            !known.is_empty()
        });
    }

    /// All that was heard, as changes: what customers did first, for who is in is told by what follows.
    pub(in crate::engine) fn heard_changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (row, known) in &self.hearing.crossed {
            for Heard { segment, entered, since } in known {
                let (since, rows) = (Some(*since), &[*row][..]);
                changes.push(self.word_change(&Word { segment, entered: *entered, since, at: None, rows }));
            }
        }
        for (segment, ear) in &self.hearing.ears {
            let rows: Vec<Row> = ear.members.iter().collect();
            for rows in rows.chunks(CHUNK) {
                changes.push(self.word_change(&Word { segment, entered: true, since: None, at: None, rows }));
            }
            let at = Some(ear.at);
            changes.push(self.word_change(&Word { segment, entered: true, since: None, at, rows: &[] }));
        }
        changes
    }

    /// Shows what was heard as texts, for a digest.
    pub(in crate::engine) fn each_heard(&self, show: &mut dyn FnMut(&[&str])) {
        for (segment, ear) in &self.hearing.ears {
            show(&["heard", segment, &ear.at.0.to_string()]);
            ear.members.iter().for_each(|row| show(&["heard", segment, &self.full_name(row)]));
        }
        for (row, known) in &self.hearing.crossed {
            for Heard { segment, entered, since } in known {
                let direction = if *entered { "entered" } else { "left" };
                show(&[direction, segment, &self.full_name(*row), &since.0.to_string()]);
            }
        }
    }
}
