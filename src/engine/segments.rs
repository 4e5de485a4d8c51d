//! Tags and segments: how many customers are in each, and who.

use super::Engine;
use super::portraits::Drawn;
use super::subject::CustomerSubject;
use super::views::{SegmentAnswer, SegmentCount, TagCount};
use crate::error::Result;
use crate::expr::{Plan, SegmentId, TagId};
use crate::normalize::civil::Timestamp;
use crate::segments::Membership;

impl Engine {
    /// All segments of the ruleset with how many customers are in them.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn segments(&mut self, now: &str) -> Result<Vec<SegmentCount>> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let count = |i: usize| {
            let membership = self.drawn()?.memberships.segment(SegmentId(i as u32))?;
            Some(membership.len())
        };
        let entry = |(i, segment): (usize, &crate::schema::ruleset::SegmentDef)| SegmentCount {
            id: segment.id.clone(),
            name: segment.name.get(self.language()).to_owned(),
            description: segment.description.get(self.language()).to_owned(),
            count: count(i).unwrap_or_default(),
            tone: segment.tone,
        };
        Ok(self.ruleset.segments.iter().enumerate().map(entry).collect())
    }

    /// All tags of the ruleset with how many customers bear them.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn tags(&mut self, now: &str) -> Result<Vec<TagCount>> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let count = |i: usize| Some(self.drawn()?.memberships.tag(TagId(i as u32))?.len());
        let entry = |(i, tag): (usize, &crate::schema::ruleset::TagDef)| TagCount {
            id: tag.id.clone(),
            name: tag.name.get(self.language()).to_owned(),
            group: tag.group.clone(),
            purpose: tag.purpose.get(self.language()).to_owned(),
            count: count(i).unwrap_or_default(),
        };
        Ok(self.ruleset.tags.iter().enumerate().map(entry).collect())
    }

    /// Who is in a segment of the ruleset, given by its id, or meets a condition.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…` with the path of what is wrong.
    pub fn segment(&mut self, id_or_condition: &serde_json::Value, now: &str) -> Result<SegmentAnswer> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let tagger = &self.automation.tagger;
        let (membership, ranks) = match id_or_condition.as_str() {
            Some(id) => {
                let segment = tagger.vocabulary().segment(id)?;
                (self.standing_in(segment), tagger.ranks_segment(segment))
            }
            None => {
                let plan = tagger.condition(id_or_condition)?;
                (self.meeting(&plan, now), tagger.ranks(&plan))
            }
        };
        let ranks_change = self.drawn().and_then(Drawn::ranks_change).filter(|_| ranks);
        let change = [membership.next_change_at(), ranks_change].into_iter().flatten().min();
        Ok(SegmentAnswer {
            count: membership.count() as usize,
            ids: membership.ids().map(|anchor| self.customer_id(anchor)).collect(),
            next_change_at: change.map(|t| t.to_rfc3339(self.context.utc_offset)),
        })
    }

    /// The customers in a segment, as they were drawn.
    fn standing_in(&self, segment: SegmentId) -> Membership {
        let mut membership = Membership::default();
        for (anchor, answer) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.of_segment(segment))
        {
            membership.add(anchor, answer);
        }
        membership
    }

    /// The customers that meet a condition.
    fn meeting(&self, plan: &Plan, now: Timestamp) -> Membership {
        let subjects = self.subjects(now);
        let mut membership = Membership::default();
        let Some(drawn) = self.drawn() else { return membership };
        for (anchor, portrait) in drawn.portraits.iter() {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
            membership.add(anchor, plan.answer(&portrait.over(&subject), now));
        }
        membership
    }
}
