//! What the tests share: the preset's names, and times as people write them.

use kehu::expr::{JsonSubject, Vocabulary};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use kehu::schema::ruleset::Ruleset;
use kehu::tags::{Definitions, Tagger};

pub const CHINA: i32 = 480;

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text, CHINA).unwrap_or_else(|| panic!("no time: {text}"))
}

pub fn preset() -> Ruleset {
    Ruleset::preset("b2b-cn").unwrap_or_else(|e| panic!("{e}"))
}

pub fn definitions(ruleset: &Ruleset) -> Definitions<'_> {
    Definitions {
        tags: &ruleset.tags,
        scores: &ruleset.scores,
        segments: &ruleset.segments,
        stages: &ruleset.stages,
    }
}

pub fn tagger(ruleset: &Ruleset) -> Tagger {
    tagger_in(ruleset, Language::Zh)
}

pub fn tagger_in(ruleset: &Ruleset, language: Language) -> Tagger {
    let vocabulary = Vocabulary::of(ruleset, language).unwrap_or_else(|e| panic!("{e}"));
    Tagger::compile(definitions(ruleset), vocabulary, CHINA).unwrap_or_else(|e| panic!("{e}"))
}

pub fn customer(json: &str, tagger: &Tagger) -> JsonSubject {
    let json: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|e| panic!("{e}: {json}"));
    JsonSubject::new(&json, tagger.vocabulary(), CHINA)
}
