//! The data-driven cases of `tests/cases/conditions`.

use kehu::expr::{NEVER, Truth, compile, parse_text, print};
use kehu::messages::Language;
use serde::Deserialize;

use crate::world::{CHINA, at, customer, preset, tagger, tagger_in};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    case: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    name: String,
    why: String,
    source: String,
    condition: String,
    customer: String,
    now: String,
    truth: String,
    change: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    case: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    why: String,
    source: String,
    condition: String,
    code: String,
    path: String,
    suggestion: Option<String>,
}

#[test]
fn conditions_answer_as_the_cases_say() {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let cases: Answers = toml::from_str(include_str!("../cases/conditions/answers.toml")).unwrap();
    let mut wrong: Vec<String> = Vec::new();
    for case in cases.case {
        assert!(!case.why.is_empty() && !case.source.is_empty(), "{}", case.name);
        let condition = serde_json::from_str(&case.condition).unwrap();
        let plan = tagger.condition(&condition).unwrap_or_else(|e| panic!("{}: {e}", case.name));
        let answer = plan.answer(&customer(&case.customer, &tagger), at(&case.now));
        let truth = match case.truth.as_str() {
            "true" => Truth::True,
            "false" => Truth::False,
            _ => Truth::Unknown,
        };
        let expected = (truth, case.change.as_deref().map_or(NEVER, at));
        if (answer.truth, answer.change) != expected {
            wrong.push(format!("{}: {answer:?} instead of {expected:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_have_a_code_a_path_and_a_suggestion() {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let cases: Faults = toml::from_str(include_str!("../cases/conditions/faults.toml")).unwrap();
    for case in cases.case {
        assert!(!case.why.is_empty() && !case.source.is_empty());
        let condition = serde_json::from_str(&case.condition).unwrap();
        let error = tagger.condition(&condition).expect_err(&case.condition);
        assert_eq!(
            (error.code(), error.path()),
            (case.code.as_str(), case.path.as_str()),
            "{}",
            case.condition
        );
        let text = error.message(Language::En);
        assert!(!text.contains('{'), "{text}");
        let chinese = error.message(Language::Zh);
        for word in ["array", "object", "number", "whole", "text", "date", "nothing", "letters"] {
            assert!(error.code() != "condition/expected" || !chinese.contains(word), "{chinese}");
        }
        if let Some(suggestion) = case.suggestion {
            assert!(text.contains(&suggestion), "{text}");
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    case: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    why: String,
    typed: String,
    zh: String,
    en: String,
}

#[test]
fn conditions_are_told_in_both_languages() {
    let tagger = tagger(&preset());
    let cases: Words = toml::from_str(include_str!("../cases/conditions/words.toml")).unwrap();
    for case in cases.case {
        assert!(!case.why.is_empty(), "{}", case.typed);
        let condition = parse_text(&case.typed).unwrap_or_else(|e| panic!("{}: {e}", case.typed));
        compile(&condition, tagger.vocabulary(), CHINA).unwrap_or_else(|e| panic!("{}: {e}", case.typed));
        let words = |language| print(&condition, tagger.vocabulary(), language);
        assert_eq!((words(Language::Zh), words(Language::En)), (case.zh, case.en), "{}", case.typed);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    case: Vec<Why>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    why: String,
    source: String,
    condition: String,
    customer: String,
    zh: Vec<String>,
    en: Vec<String>,
}

#[test]
fn what_holds_is_told_with_its_reasons() {
    let ruleset = preset();
    let cases: Reasons = toml::from_str(include_str!("../cases/conditions/reasons.toml")).unwrap();
    for case in cases.case {
        assert!(!case.why.is_empty() && !case.source.is_empty());
        for (language, told) in [(Language::Zh, &case.zh), (Language::En, &case.en)] {
            let tagger = tagger_in(&ruleset, language);
            let plan = tagger.condition(&serde_json::from_str(&case.condition).unwrap()).unwrap();
            let reasons = plan.reasons(&customer(&case.customer, &tagger), at("2026-11-27"));
            let texts: Vec<String> = reasons.iter().map(|reason| reason.text(language)).collect();
            assert_eq!(&texts, told, "{}", case.condition);
        }
    }
}

#[test]
fn too_deep_and_too_large_conditions_are_refused() {
    let tagger = tagger(&preset());
    let code = |json: serde_json::Value| tagger.condition(&json).map(|_| ()).map_err(|e| e.code());
    let tag = serde_json::json!({"tag": "active"});
    let deep = (0..100).fold(tag.clone(), |inner, _| serde_json::json!({"not": inner}));
    assert_eq!(code(deep), Err("limits/depth"));
    assert_eq!(code(serde_json::json!({"any": vec![tag.clone(); 10_001]})), Err("limits/nodes"));
    assert_eq!(code(serde_json::json!({"any": vec![tag; 9_000]})), Ok(()));
}

/// Counting the place of each word from the start took minutes.
#[test]
fn a_typed_list_of_many_names_is_read_at_once() {
    let fault = parse_text(&format!("city in [{}", "上海, ".repeat(200_000))).unwrap_err();
    assert_eq!(fault.path(), format!("[{}]", 9 + 4 * 200_000));
}
