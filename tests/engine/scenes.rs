//! The scenes that the preset is made for: each turns at its instant, goes when its reason goes, and is not repeated.

use kehu::engine::{Acknowledged, CustomerView, Engine, Input, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde::Deserialize;

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
    let segments: Vec<&str> = customer.segments.iter().map(|segment| segment.id.as_str()).collect();
    assert!(
        step.segment.as_deref().is_none_or(|segment| segments.contains(&segment)),
        "{told}: {segments:?}"
    );
    assert!(
        step.no_segment.as_deref().is_none_or(|segment| !segments.contains(&segment)),
        "{told}: {segments:?}"
    );
    if let Some(stage) = &step.stage {
        assert_eq!(customer.stage.map(|stage| stage.id).as_ref(), Some(stage), "{told}");
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
