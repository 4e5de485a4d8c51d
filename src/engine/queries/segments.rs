//! Tags and segments: how many customers are in each, and who.

use super::views::{SegmentAnswer, SegmentCount, TagCount};
use crate::engine::Engine;
use crate::engine::derived::Drawn;
use crate::error::Result;
use crate::expr::{Mark, Plan, SegmentId, TagId};
use crate::normalize::civil::Timestamp;
use crate::segments::Membership;

/// When a segment is asked for, and which of its customers are to be told; all of them, where there is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Customers to pass over.
    pub offset: usize,
    /// Most customers to tell; with 0 they are only counted.
    pub limit: Option<usize>,
}

impl<T: AsRef<str> + ?Sized> From<&T> for SegmentQuery {
    fn from(now: &T) -> Self {
        Self { now: now.as_ref().to_owned(), ..Self::default() }
    }
}

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
            kind: tag.kind,
            parent: tag.parent.clone(),
            owner: tag.owner.clone(),
            actions: tag.actions.clone(),
            purpose: tag.purpose.get(self.language()).to_owned(),
            count: count(i).unwrap_or_default(),
        };
        Ok(self.ruleset.tags.iter().enumerate().map(entry).collect())
    }

    /// Who is in a segment of the ruleset, given by its id, or meets a condition. A condition that was asked before, or whose
    /// parts were, is answered from what is remembered as far as that still stands.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…` with the path of what is wrong.
    pub fn segment(
        &mut self,
        id_or_condition: &serde_json::Value,
        query: impl Into<SegmentQuery>,
    ) -> Result<SegmentAnswer> {
        self.segment_page(id_or_condition, &query.into())
    }

    fn segment_page(
        &mut self,
        id_or_condition: &serde_json::Value,
        query: &SegmentQuery,
    ) -> Result<SegmentAnswer> {
        self.idle()?;
        let now = self.now(&query.now)?;
        let (membership, ranks) = match id_or_condition.as_str() {
            Some(id) => {
                self.draw(now);
                let tagger = &self.automation.tagger;
                let segment = tagger.vocabulary().segment(id)?;
                (self.standing_in(segment), tagger.ranks_mark(Mark::Segment(segment)))
            }
            None => {
                let plan = self.automation.tagger.condition(id_or_condition)?;
                (self.meeting(&plan, now), self.automation.tagger.ranks(&plan))
            }
        };
        let ranks_change = self.drawn().and_then(Drawn::ranks_change).filter(|_| ranks);
        let change = [membership.next_change_at(), ranks_change].into_iter().flatten().min();
        let mut page = membership.ids().skip(query.offset).take(query.limit.unwrap_or(usize::MAX));
        Ok(SegmentAnswer {
            count: membership.count() as usize,
            ids: self.customer_ids(&mut page),
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

    /// The customers that meet a condition. Portraits are drawn only if it asks for what they say.
    pub(in crate::engine) fn meeting(&mut self, plan: &Plan, now: Timestamp) -> Membership {
        if !plan.marks().is_empty() {
            self.draw(now);
        }
        let swept = self.sweep(plan, now);
        Membership::new(&swept.holds, swept.change)
    }
}
