//! What is derived of a customer, as a reader sees it: tags, scores, actions, findings, each with its reasons.

use super::Viewer;
use super::addressee::Addressees;
use crate::actions::{self, CONTROL, Control, Due, Held, Occasion, Past, Planner, Query};
use crate::columns::Row;
use crate::engine::derived::CustomerSubject;
use crate::engine::derived::Drawn;
use crate::engine::queries::shown::Shown;
use crate::engine::queries::views::*;
use crate::engine::{ControlView, HeldView, TrackChange};
use crate::expr::{EventId, ScoreId, SegmentId, StageId, Subject, TagId};
use crate::matching::Finding;
use crate::messages::Language;
use crate::reason::Reason;
use crate::schema::ruleset::{FieldDef, Label};
use crate::segments::Changes;
use crate::tags::{Portrait, Stay, rfm_classes};

impl<'a> Viewer<'a> {
    pub(super) fn tags(&self, subject: &dyn Subject, portrait: &Portrait) -> Vec<TagView<'a>> {
        let tagger = &self.engine.automation.tagger;
        let view = |id: TagId| {
            let Named { id: name, name: label } = self.named_tag(id);
            let value = tagger.tag_value(id, subject, self.now);
            let of = self.engine.ruleset.tags.get(id.index()).and_then(|tag| tag.value.as_deref());
            let value = match of.and_then(|name| self.engine.ruleset.field(name)) {
                Some((_, field)) => value.and_then(|value| self.view.shown(field, &value)),
                None => value,
            };
            let reasons = self.facts(tagger.tag_reasons(id, subject, portrait, self.now));
            TagView { id: name, name: label, value, reasons }
        };
        portrait.tags().map(view).collect()
    }

    pub(super) fn scores(
        &self,
        subject: &dyn Subject,
        portrait: &Portrait,
        drawn: &Drawn,
    ) -> Vec<ScoreView<'a>> {
        let (tagger, language) = (&self.engine.automation.tagger, self.engine.language());
        let view = |(i, score): (usize, &crate::expr::ScoreValue)| {
            let definition = self.engine.ruleset.scores.get(i)?;
            let buckets: Vec<(&'a str, &'a str)> = match &definition.rfm {
                Some(rfm) => {
                    let classes = rfm_classes(rfm.scheme).iter();
                    classes.map(|(id, zh, en)| (*id, either(language, zh, en))).collect()
                }
                None => definition.buckets.iter().map(|b| (b.id.as_str(), b.name.get(language))).collect(),
            };
            let bucket = score.bucket.and_then(|bucket| buckets.get(usize::from(bucket)));
            let reasons =
                tagger.score_reasons(ScoreId(i as u32), subject, portrait, drawn.population(), self.now);
            Some(ScoreView {
                id: &definition.id,
                name: definition.name.get(language),
                value: score.value?,
                bucket: bucket.map(|(id, _)| *id),
                label: bucket.map(|(_, label)| *label),
                reasons: self.facts(reasons),
            })
        };
        portrait.scores().iter().enumerate().filter_map(view).collect()
    }

    /// When the customer will probably buy next.
    pub(super) fn forecasts(&self, subject: &dyn Subject) -> Vec<ForecastView<'a>> {
        let (tagger, language) = (&self.engine.automation.tagger, self.engine.language());
        let today = self.now.date(self.engine.context.utc_offset);
        let view = |(place, score): (usize, &'a crate::schema::ruleset::ScoreDef)| {
            let forecast = tagger.forecast(place, subject, self.now)?;
            let [next, from, until] = forecast.next().map_or([None; 3], |days| days.map(Some));
            let reason = forecast.reason();
            Some(ForecastView {
                score: &score.id,
                name: score.name.get(language),
                next: next.map(|day| day.to_string()),
                from: from.map(|day| day.to_string()),
                until: until.map(|day| day.to_string()),
                overdue: until.is_some_and(|until| until < today),
                own: forecast.own,
                text: reason.text(language),
                reason,
            })
        };
        self.engine.ruleset.scores.iter().enumerate().filter_map(view).collect()
    }

    /// What is due for a customer; texts and parameters are filled with what the reader may see.
    pub(in crate::engine) fn due(
        &self,
        planner: &Planner,
        (anchor, subject, portrait): (Row, &CustomerSubject<'_>, &Portrait),
        (occasion, held): (Occasion, bool),
    ) -> Due {
        let engine = self.engine;
        let (id, name, mut ids) = (engine.customer_id(anchor), self.name(anchor), self.aliases(anchor));
        ids.push(id.clone());
        let past: Vec<&Past> =
            self.rows(anchor).iter().filter_map(|row| engine.past.get(row)).flatten().collect();
        let runs = engine.runs_of(anchor);
        let crossings = engine.crossings_of(anchor, &self.subjects);
        let vocabulary = engine.automation.tagger.vocabulary();
        let shown =
            Shown::new(subject, self.view, &engine.ruleset.fields, vocabulary, engine.context.utc_offset);
        let people = Addressees::new(self, anchor, subject);
        let subject = portrait.over(subject);
        let (id, name, past) = (id.as_str(), name.as_str(), past.as_slice());
        let (subject, shown, people) = (&subject, &shown, &people);
        let customer = actions::Customer {
            id,
            ids: &ids,
            name,
            subject,
            shown,
            people,
            past,
            runs: &runs,
            crossings: &crossings,
        };
        planner.due(customer, Query { occasion, now: self.now, held })
    }

    /// How a customer changed since its portrait was the one before, now that events of these types came.
    pub(in crate::engine) fn change(
        &self,
        (anchor, subject, portrait): (Row, &CustomerSubject<'_>, &Portrait),
        before: Option<&Portrait>,
        events: &[EventId],
    ) -> TrackChange {
        let changes = Changes::between(before, portrait);
        let occasion = (Occasion { events }, false);
        let due = self.due(&self.engine.automation.rules, (anchor, subject, portrait), occasion);
        let tags = |tags: &[TagId]| tags.iter().map(|tag| self.named_tag(*tag).id.to_owned()).collect();
        let segments = |segments: &[SegmentId]| {
            segments.iter().map(|segment| self.named_segment(*segment).id.to_owned()).collect()
        };
        TrackChange {
            customer_id: self.customer_id(anchor),
            tags_added: tags(&changes.tags_added),
            tags_removed: tags(&changes.tags_removed),
            segments_entered: segments(&changes.entered),
            segments_left: segments(&changes.left),
            actions: due.actions.into_iter().map(|action| self.action(action)).collect(),
            control: due.control.into_iter().map(|control| self.control(anchor, control)).collect(),
        }
    }

    /// What is held back for a customer.
    pub(in crate::engine) fn held(&self, anchor: Row, held: Held) -> HeldView {
        let engine = self.engine;
        HeldView {
            rule: held.rule,
            action: held.action,
            customer_id: engine.customer_id(anchor),
            customer_name: self.name(anchor),
            text: held.reason.text(engine.language()),
            reason: held.reason,
            facts: self.facts(held.facts),
            until: held.until.map(|time| time.to_rfc3339(engine.context.utc_offset)),
        }
    }

    /// An action that is due.
    pub(in crate::engine) fn action(&self, action: actions::Action) -> ActionView {
        ActionView {
            key: action.key,
            rule: action.rule,
            customer_id: action.customer_id,
            customer_name: action.customer_name,
            action: action.action,
            name: action.name,
            priority: action.priority,
            channel: action.channel,
            variant: action.variant,
            due: action.due.to_string(),
            text: action.text,
            params: action.params,
            reasons: self.facts(action.reasons),
        }
    }

    /// A customer of a control group.
    pub(in crate::engine) fn control(&self, anchor: Row, control: Control) -> ControlView {
        ControlView {
            key: control.key,
            rule: control.rule,
            customer_id: self.engine.customer_id(anchor),
            customer_name: self.name(anchor),
            variant: CONTROL,
        }
    }

    /// Facts as far as the reader may know them.
    pub(in crate::engine) fn facts(&self, reasons: Vec<Reason>) -> Vec<Reason> {
        let show = |reason: Reason| match self.told_by(&reason) {
            Some(field) => self.view.reason(field, reason),
            None => reason,
        };
        reasons.into_iter().map(show).collect()
    }

    /// The field whose value a fact tells, or that a property of events is named like whose value it tells.
    fn told_by(&self, fact: &Reason) -> Option<&'a FieldDef> {
        let path = fact.path.as_deref().filter(|_| fact.params.get("field").is_some())?;
        let property =
            path.rsplit_once('.').map(|(_, property)| property).filter(|_| fact.code != "fact/field");
        self.engine.known_field(property.unwrap_or(path)).and_then(|field| self.engine.fields.get(field))
    }

    /// What a comparison found, with the values compared as the reader may see them.
    pub(in crate::engine) fn finding(&self, finding: &Finding) -> Reason {
        let reason = finding.reason(&self.engine.records, self.engine.language());
        let mut fields = finding.fields().iter().filter_map(|field| self.engine.ruleset.fields.get(*field));
        match fields.find(|field| !self.view.shows(field)) {
            Some(field) => self.view.reason(field, reason),
            None => reason,
        }
    }

    /// Why a guard keeps two customers apart, with the values that conflict as the reader may see them.
    pub(in crate::engine) fn refusal(&self, reason: &Reason) -> Reason {
        let ruleset = &self.engine.ruleset;
        let kind = reason.params.get("kind").filter(|_| reason.params.get("left").is_some());
        let mut identifiers = ruleset.identity.identifiers.iter();
        let known =
            identifiers.find(|def| Some(def.kind.as_str()) == kind).and_then(|def| def.fields.first());
        match known.and_then(|name| ruleset.field(name)) {
            Some((_, field)) => self.view.reason(field, reason.clone()),
            None => reason.clone(),
        }
    }

    fn named(&self, definition: Option<(&'a String, &'a Label)>) -> Named<'a> {
        let name =
            |(id, label): (&'a String, &'a Label)| Named { id, name: label.get(self.engine.language()) };
        definition.map(name).unwrap_or_default()
    }

    pub(super) fn named_tag(&self, id: TagId) -> Named<'a> {
        self.named(self.engine.ruleset.tags.get(id.index()).map(|tag| (&tag.id, &tag.name)))
    }

    pub(super) fn named_segment(&self, id: SegmentId) -> Named<'a> {
        self.named(self.engine.ruleset.segments.get(id.index()).map(|segment| (&segment.id, &segment.name)))
    }

    /// The stage that a customer is in, and since when.
    pub(super) fn stage(&self, id: StageId, stays: &[Stay]) -> StageView<'a> {
        let Named { id: stage, name } = self.named_stage(id);
        let last = stays.last().filter(|stay| stay.stage == Some(id));
        let zone = self.engine.context.utc_offset;
        StageView { id: stage, name, since: last.map(|stay| stay.from.to_rfc3339(zone)) }
    }

    /// The stages that a customer was in.
    pub(super) fn stays(&self, stays: &[Stay]) -> Vec<StayView<'a>> {
        let zone = self.engine.context.utc_offset;
        let view = |(place, stay): (usize, &Stay)| {
            let Named { id, name } = self.named_stage(stay.stage?);
            let until = stays.get(place.saturating_add(1)).map(|next| next.from.to_rfc3339(zone));
            Some(StayView { id, name, from: stay.from.to_rfc3339(zone), until })
        };
        stays.iter().enumerate().filter_map(view).collect()
    }

    pub(super) fn named_stage(&self, id: StageId) -> Named<'a> {
        self.named(self.engine.ruleset.stages.get(id.index()).map(|stage| (&stage.id, &stage.name)))
    }
}

pub(in crate::engine) fn either<'t>(language: Language, zh: &'t str, en: &'t str) -> &'t str {
    if language == Language::Zh { zh } else { en }
}
