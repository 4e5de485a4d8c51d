//! The same history leads to the same digest on every host; `tests/packaging/everywhere.test.mjs` has the others.

use kehu::engine::{Engine, Options};
use kehu::identity::Verdict;
use kehu::schema::ruleset::Ruleset;
use serde_json::Value;

use crate::world::{NOW, changes_only, events, import, records};

#[test]
fn a_history_leads_to_its_digest() {
    let history: Value = serde_json::from_str(include_str!("../cases/everywhere.json")).unwrap();
    let text = |name: &str| history[name].as_str().unwrap();
    assert_eq!(text("now"), NOW);
    let ruleset = Ruleset::from_json(&history["ruleset"].to_string()).unwrap();
    let mut engine = Engine::new(ruleset, Options::default()).unwrap();
    import(&mut engine, records("crm"), text("records"));
    import(&mut engine, events(), text("events"));
    for decision in history["decisions"].as_array().unwrap() {
        let [a, b, verdict] = [0, 1, 2].map(|place| decision[place].as_str().unwrap());
        let verdict = if verdict == "same" { Verdict::Same } else { Verdict::Distinct };
        engine.decide(a, b, verdict, "li", "", NOW).unwrap();
    }
    import(&mut engine, records("crm"), text("anew"));
    engine.erase_record(text("erased")).unwrap();
    assert_eq!(engine.digest(), text("digest"));
    let snapshot = engine.snapshot().unwrap();
    for snapshot in [changes_only(&snapshot), snapshot] {
        assert_eq!(Engine::restore(&snapshot, Options::default()).unwrap().digest(), text("digest"));
    }
}
