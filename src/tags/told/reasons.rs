//! Why a customer has a tag, a score, a segment, a stage. Asked for one customer at a time, when somebody looks.

use crate::expr::{Plan, ScoreId, SegmentId, StageId, Subject, TagId, Value, text_of};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::tags::portrait::Portrait;
use crate::tags::rfm::Population;
use crate::tags::tagger::{ScoreKind, Tagger};

impl Tagger {
    /// The value that a tag shows for a customer, in words; `None` for tags that show none.
    pub fn tag_value(&self, tag: TagId, subject: &dyn Subject, now: Timestamp) -> Option<String> {
        let plan = self.tags.get(tag.index())?;
        if plan.manual {
            let given = subject.given(tag, now).0?;
            return Some(given.value.to_owned()).filter(|value| !value.is_empty());
        }
        let field = plan.value?;
        match subject.field(field) {
            Value::Missing => None,
            value => Some(text_of(&value, self.zone()).into_owned()),
        }
    }

    /// Why the customer bears the tag, or does not.
    pub fn tag_reasons(
        &self,
        tag: TagId,
        subject: &dyn Subject,
        portrait: &Portrait,
        now: Timestamp,
    ) -> Vec<Reason> {
        let Some(plan) = self.tags.get(tag.index()) else { return Vec::new() };
        let mut reasons = reasons(plan.plan.as_ref(), subject, portrait, now);
        if let (true, Some(given)) = (plan.manual, subject.given(tag, now).0) {
            reasons.push(Reason::new("fact/given").with("at", given.at.date(self.zone())));
        }
        for child in plan.children.iter().filter(|child| portrait.tags().any(|borne| borne == **child)) {
            let vocabulary = self.vocabulary();
            let name = vocabulary.tag_name(*child);
            let label = vocabulary.tag_label(name, vocabulary.language);
            reasons.push(Reason::new("fact/tag").at(name).with("name", label));
        }
        if let (Some(field), Some(value)) = (plan.value, self.tag_value(tag, subject, now)) {
            let vocabulary = self.vocabulary();
            let name = vocabulary.field_name(field);
            let label = vocabulary.field_label(name, vocabulary.language);
            let reason = Reason::new("fact/field").at(name).with("field", label).with("value", value);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// What a score is made of, each reason weighing its points or rank.
    pub fn score_reasons(
        &self,
        score: ScoreId,
        subject: &dyn Subject,
        portrait: &Portrait,
        population: &Population,
        now: Timestamp,
    ) -> Vec<Reason> {
        let whole = portrait.over(subject);
        match (self.scores.get(score.index()), population.scores.get(score.index())) {
            (Some(ScoreKind::Points(points)), _) => points.reasons(&whole, now),
            (Some(ScoreKind::Cluster(cluster)), _) => cluster.reasons(&whole, now),
            (Some(ScoreKind::Foresight(foresight)), _) => foresight.reasons(&whole, now, self.vocabulary()),
            (Some(ScoreKind::Rfm(rfm)), Some(Some(scales))) => rfm.reasons(&whole, scales, now),
            _ => Vec::new(),
        }
    }

    /// Why the customer is in the segment, or is not.
    pub fn segment_reasons(
        &self,
        segment: SegmentId,
        subject: &dyn Subject,
        portrait: &Portrait,
        now: Timestamp,
    ) -> Vec<Reason> {
        reasons(self.segments.get(segment.index()), subject, portrait, now)
    }

    /// Why the customer has come as far as the stage, or has not.
    pub fn stage_reasons(
        &self,
        stage: StageId,
        subject: &dyn Subject,
        portrait: &Portrait,
        now: Timestamp,
    ) -> Vec<Reason> {
        reasons(self.stages.get(stage.index()).and_then(|stage| stage.when.as_ref()), subject, portrait, now)
    }
}

fn reasons(plan: Option<&Plan>, subject: &dyn Subject, portrait: &Portrait, now: Timestamp) -> Vec<Reason> {
    plan.map(|plan| plan.reasons(&portrait.over(subject), now)).unwrap_or_default()
}
