//! The scenes that the preset is made for: each turns at its instant, goes when its reason goes, and is not repeated.

use kehu::engine::{Acknowledged, CustomerView, Engine, Input, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde::Deserialize;
use serde_json::json;

use crate::world::*;

const RECORDS: &str = "id,company,contact,title,mobile,email\nC,杭州云帆科技有限公司,王建国,总经理,13812345678,wang@yunfan.com.cn\n";

#[derive(Deserialize)]
struct Scenes {
    scene: Vec<Scene>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scene {
    why: String,
    source: String,
    #[serde(default)]
    records: String,
    rules: Vec<String>,
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(default)]
    events: Vec<String>,
    now: String,
    due: Option<Vec<String>>,
    held: Option<Vec<String>>,
    text: Option<[String; 2]>,
    segment: Option<String>,
    no_segment: Option<String>,
    stage: Option<String>,
    #[serde(default)]
    take: bool,
}

fn scenes() -> Vec<Scene> {
    toml::from_str::<Scenes>(include_str!("scenes.toml")).unwrap().scene
}

fn options(language: Language) -> Options {
    Options { language, ..Options::default() }
}

fn started(scene: &Scene, language: Language) -> Engine {
    let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options(language)).unwrap();
    let file = if scene.records.is_empty() { RECORDS } else { scene.records.trim_start() };
    import(&mut engine, records("crm"), file);
    engine
}

/// `type,time,name=value…` as an event of the customer.
fn event(text: &str, number: usize) -> Input {
    let mut parts = text.split(',');
    let (kind, time) = (parts.next().unwrap(), parts.next().unwrap());
    let id = format!("e{number}");
    let own = [("event_id", id.as_str()), ("type", kind), ("time", time), ("record_id", "C")];
    let told: Vec<(&str, &str)> =
        own.into_iter().chain(parts.map(|part| part.split_once('=').unwrap())).collect();
    input(&told)
}

fn play(scene: &Scene, language: Language) {
    let mut engine = started(scene, language);
    let mut number = 0;
    for (place, step) in scene.step.iter().enumerate() {
        for text in &step.events {
            number += 1;
            engine.track(&[event(text, number)], &step.now).unwrap();
        }
        let told = format!("{} ({}), step {place} at {}", scene.why, scene.source, step.now);
        check(&mut engine, scene, step, &told, language);
        let mut twin = Engine::restore(&engine.snapshot().unwrap(), options(language)).unwrap();
        check(&mut twin, scene, step, &format!("{told}, from its snapshot"), language);
        if step.take {
            let page = engine.actions(&step.now, (0, usize::MAX), &Access::default()).unwrap();
            let taken: Vec<Acknowledged> = page.rows.iter().map(Acknowledged::from).collect();
            engine.acknowledge(&taken, &step.now).unwrap();
        }
    }
}

fn check(engine: &mut Engine, scene: &Scene, step: &Step, told: &str, language: Language) {
    let id = customer_of(engine, "C");
    let page = engine.actions(&step.now, (0, usize::MAX), &Access::default()).unwrap();
    let mut rows = page.rows;
    rows.retain(|row| row.customer_id == id && scene.rules.contains(&row.rule));
    if let Some(due) = &step.due {
        let found: Vec<String> = rows.iter().map(|row| format!("{} {}", row.rule, row.action)).collect();
        assert_eq!(&found, due, "{told}");
        assert!(rows.iter().all(|row| !row.reasons.is_empty()), "{told}");
    }
    if let Some(texts) = &step.text {
        let expected = &texts[usize::from(language == Language::En)];
        assert!(rows[0].text.contains(expected), "{told}: {}", rows[0].text);
        assert!(rows.iter().all(|row| !row.text.contains('—')), "{told}: {rows:?}");
    }
    if let Some(held) = &step.held {
        let page = engine.held_back(Some(&scene.rules[0]), &step.now, (0, 9), &Access::default()).unwrap();
        assert_eq!(
            &page.rows.iter().map(|row| row.reason.code.to_string()).collect::<Vec<_>>(),
            held,
            "{told}"
        );
    }
    let customer = engine.customer(&id, &CustomerView::at(&step.now)).unwrap();
    let segments: Vec<&str> = customer.segments.iter().map(|segment| segment.id).collect();
    assert!(
        step.segment.as_deref().is_none_or(|segment| segments.contains(&segment)),
        "{told}: {segments:?}"
    );
    assert!(
        step.no_segment.as_deref().is_none_or(|segment| !segments.contains(&segment)),
        "{told}: {segments:?}"
    );
    if let Some(stage) = &step.stage {
        assert_eq!(customer.stage.map(|stage| stage.id), Some(stage.as_str()), "{told}");
    }
}

#[test]
fn the_scenes_turn_at_their_instants() {
    for scene in scenes() {
        for language in [Language::Zh, Language::En] {
            play(&scene, language);
        }
    }
}

#[test]
fn whoever_may_not_see_a_person_is_not_told_its_name_by_an_action_either() {
    let all = scenes();
    let scene = all.iter().find(|scene| scene.rules == ["purchasing_director"]).unwrap();
    let mut engine = started(scene, Language::En);
    engine.track(&[event(&scene.step[0].events[0], 1)], NOW).unwrap();
    let text = |engine: &mut Engine, role: &str, purpose: &str| {
        let page = engine.actions(NOW, (0, 99), &access(role, purpose)).unwrap();
        let row = page.rows.into_iter().find(|row| row.rule == "purchasing_director").unwrap();
        format!("{} {:?}", row.text, row.params)
    };
    assert!(text(&mut engine, "sales", "sales").contains("赵敏"));
    let masked = text(&mut engine, "marketing", "marketing");
    assert!(!masked.contains("赵敏") && !masked.contains("13911112222"), "{masked}");
    assert!(text(&mut engine, "analyst", "").contains("contact — ("));
}

/// Capabilities, acceptance cases: bought in the last 30 days, and likely to want product A. The preset knows no product, so
/// score and rule are the user's own; what is foretold rests on a model that comes with the ruleset.
#[test]
fn who_bought_lately_and_is_likely_to_want_a_is_offered_a() {
    let mut scores = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap().scores).unwrap();
    let views = json!({ "feature": "count", "name": "page_view", "days": 30, "mean": 0.0, "deviation": 1.0, "weight": 2.0 });
    scores.as_array_mut().unwrap().push(json!({
        "id": "wants_a", "name": { "zh": "A 产品意向", "en": "wants A" },
        "predict": { "what": "propensity", "event": "order", "where": { "field": "product", "op": "equals", "value": "A" },
            "horizon": { "last": 90, "unit": "day" }, "propensity": { "intercept": -2.0, "features": [views] } },
        "buckets": [{ "id": "low", "name": { "zh": "低", "en": "low" }, "min": 0 }, { "id": "high", "name": { "zh": "高", "en": "high" }, "min": 60 }],
    }));
    let ruleset = Ruleset::from_json(&ruleset_with(json!({ "scores": scores }))).unwrap();
    let mut engine = Engine::new(ruleset, options(Language::En)).unwrap();
    import(&mut engine, records("crm"), RECORDS);
    let rule = json!({
        "id": "offer_a", "name": { "zh": "推荐 A", "en": "offer A" },
        "when": { "all": [{ "event": "order", "within": { "last": 30, "unit": "day" } }, { "score": "wants_a", "bucket": "high" }] },
        "suppress": { "event": "order", "where": { "field": "product", "op": "equals", "value": "A" }, "within": { "last": 90, "unit": "day" } },
        "then": [{ "action": "send_offer", "name": { "zh": "推荐 A", "en": "offer A" } }],
    });
    let total = |engine: &mut Engine, now: &str| {
        engine.rehearse(&rule, now, (0, 9), &Access::default()).unwrap().total
    };
    engine.track(&[event("order,2026-06-01T10:00:00+08:00,product=B", 1)], NOW).unwrap();
    assert_eq!(total(&mut engine, "2026-06-20T10:00:00+08:00"), 0, "bought lately, but looks at nothing");
    for n in 0..4 {
        engine.track(&[event("page_view,2026-06-20T10:00:00+08:00,product=A", 10 + n)], NOW).unwrap();
    }
    assert_eq!(total(&mut engine, "2026-06-20T10:00:00+08:00"), 1);
    assert_eq!(total(&mut engine, "2026-07-01T09:59:59+08:00"), 1);
    assert_eq!(total(&mut engine, "2026-07-01T10:00:00+08:00"), 0, "30 days after the order");
    engine.track(&[event("order,2026-06-21T10:00:00+08:00,product=A", 2)], NOW).unwrap();
    assert_eq!(total(&mut engine, "2026-06-22T10:00:00+08:00"), 0, "bought it already");
}
