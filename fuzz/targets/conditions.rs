//! Rulesets and conditions.

use kehu::engine::{Engine, Options};
use kehu::expr::{JsonSubject, NEVER, Vocabulary};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use kehu::schema::ruleset::{Ruleset, content_hash};
use kehu::tags::{Definitions, Tagger};
use std::sync::LazyLock;

use super::{NOW, preset};

const ZONE: i32 = 480;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let ruleset = preset();
    let vocabulary = Vocabulary::of(&ruleset, Language::Zh).unwrap_or_else(|e| panic!("{e}"));
    let definitions = Definitions {
        tags: &ruleset.tags,
        scores: &ruleset.scores,
        segments: &ruleset.segments,
        stages: &ruleset.stages,
    };
    Tagger::compile(definitions, vocabulary, ZONE).unwrap_or_else(|error| panic!("{error}"))
});

/// A document that is accepted is written as one that means the same, and compiles or says why not.
pub fn ruleset(data: &[u8]) {
    let Ok(ruleset) = Ruleset::from_json(&String::from_utf8_lossy(data)) else { return };
    let written = serde_json::to_string(&ruleset).unwrap_or_else(|error| panic!("{error}"));
    let again = Ruleset::from_json(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(content_hash(&again), content_hash(&ruleset));
    if let Err(error) = Engine::new(ruleset, Options::default()) {
        assert!(!error.message(Language::En).is_empty());
    }
}

/// The first line is a condition, the rest a customer. The answer stands exactly as long as it says.
pub fn condition(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (condition, customer) = text.split_once('\n').unwrap_or((&text, "{}"));
    let Ok(condition) = serde_json::from_str(condition) else { return };
    let Ok(plan) = TAGGER.condition(&condition) else { return };
    let customer = serde_json::from_str(customer).unwrap_or_default();
    let subject = JsonSubject::new(&customer, TAGGER.vocabulary(), ZONE);
    let now = Timestamp::parse(NOW, ZONE).unwrap_or_default();
    let answer = plan.answer(&subject, now);
    assert!(answer.change > now, "{answer:?}");
    if answer.change != NEVER {
        let before = plan.answer(&subject, Timestamp(answer.change.0 - 1));
        assert_eq!(before.truth, answer.truth, "{answer:?}");
    }
    let verdict = plan.verdict(&subject, now);
    assert_eq!(verdict.truth, answer.truth);
    assert!(verdict.next_change_at.is_none_or(|at| at > now));
}
