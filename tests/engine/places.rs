//! Records compared by where they are, and by lists.

use kehu::engine::{Engine, ImportOptions, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::{clusters, import, records, ruleset_with, set};

/// Shops of a town, compared by latitude and longitude and by what they sell.
fn ruleset() -> Value {
    let level = |name: &str, zh: &str, en: &str, tests: Value, m: f64, u: f64| json!({"name": name, "label": {"zh": zh, "en": en}, "tests": tests, "m": m, "u": u});
    let near = json!([{"fn": "distance", "at_most": 500, "with": "longitude"}]);
    let alike = json!([{"fn": "jaccard", "at_least": 0.5}]);
    let parts = json!({
        "fields": [
            {"name": "latitude", "kind": "number"}, {"name": "longitude", "kind": "number"},
            {"name": "goods", "kind": "text"}, {"name": "town", "kind": "text"}
        ],
        "matching": {
            "prior": 0.1, "thresholds": {"match": 0.95, "review": 0.5}, "genericAbove": 60,
            "blocking": [{"name": "town", "fields": ["town"]}],
            "comparisons": [
                {"name": "place", "fields": ["latitude"], "levels": [
                    level("near", "五百米内", "within 500 metres", near, 0.9, 0.01),
                    level("far", "较远", "further", json!([]), 0.1, 0.99)
                ]},
                {"name": "goods", "fields": ["goods"], "levels": [
                    level("alike", "货品相近", "much the same goods", alike, 0.9, 0.1),
                    level("other", "货品不同", "other goods", json!([]), 0.1, 0.9)
                ]}
            ]
        }
    });
    serde_json::from_str(&ruleset_with(parts)).unwrap()
}

#[test]
fn what_is_near_and_has_much_in_common_is_the_same() {
    let file = "id,latitude,longitude,goods,town\n\
        a,30.2741,120.1551,茶叶；瓷器,杭州\n\
        b,30.2750,120.1560,瓷器、茶叶、丝绸,杭州\n\
        c,30.2741,-120.1551,茶叶；瓷器,杭州\n\
        d,30.2742,120.1552,五金,杭州\n";
    for (language, label) in [(Language::En, "within 500 metres"), (Language::Zh, "五百米内")] {
        let ruleset = Ruleset::from_json(&ruleset().to_string()).unwrap();
        let mut engine = Engine::new(ruleset, Options { language, ..Options::default() }).unwrap();
        import(&mut engine, ImportOptions { id: Some("id".into()), ..records("shops") }, file);
        assert_eq!(clusters(&engine), [set(&["a", "b"]), set(&["c"]), set(&["d"])].into());
        let explained = engine.explain("a", "b", &Access::default()).unwrap();
        assert!(serde_json::to_string(&explained).unwrap().contains(label), "{explained:?}");
    }
}

#[test]
fn a_distance_to_a_field_that_is_not_there_is_refused_with_its_path() {
    let mut document = ruleset();
    document["matching"]["comparisons"][0]["levels"][0]["tests"][0]["with"] = json!("longtitude");
    let error = Ruleset::from_json(&document.to_string()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("ruleset/unknown_field", "matching.comparisons[0].levels[0].tests[0].with")
    );
}
