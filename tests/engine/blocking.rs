//! Which pairs are compared, and what is told of it.

use kehu::engine::Engine;
use kehu::matching::RuleStatistics;
use serde_json::{Value, json};

use crate::world::{clusters, engine, import, records, ruleset_with};

const FILE: &str = "id,company,mobile\n\
    a,杭州华信科技有限公司,13800138001\n\
    b,杭州华信科技有限公司,13800138001\n\
    c,上海云帆贸易有限公司,13912345678\n\
    d,北京明辰机械有限公司,13912345678\n";

fn rule<'r>(rules: &'r [RuleStatistics], name: &str) -> &'r RuleStatistics {
    rules.iter().find(|rule| rule.rule == name).expect("a rule of that name")
}

#[test]
fn each_rule_tells_the_pairs_that_it_brought() {
    let rules = import(&mut engine(), records("crm"), FILE).blocking;
    let phone = rule(&rules, "phone");
    assert_eq!((phone.pairs, phone.new_pairs, phone.matches, phone.precision), (2, 2, 1, 0.5));
    let company = rule(&rules, "company");
    assert_eq!((company.pairs, company.new_pairs, company.matches, company.recall), (1, 0, 1, 1.0));
    assert_eq!(rules.iter().map(|rule| rule.new_pairs).sum::<u64>(), 2, "every pair is new to one rule");
    assert!(rules.iter().all(|rule| rule.pairs > 0 && rule.generic == 0));
}

#[test]
fn values_that_too_many_share_are_told_with_the_pairs_left_out() {
    let mut ruleset: Value = serde_json::from_str(&ruleset_with(json!({}))).unwrap();
    ruleset["matching"]["genericAbove"] = json!(2);
    let ruleset = kehu::schema::ruleset::Ruleset::from_json(&ruleset.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, Default::default()).unwrap();
    let rows: Vec<String> = (0..5).map(|n| format!("{n},,13800138001")).collect();
    let report = import(&mut engine, records("crm"), &format!("id,company,mobile\n{}\n", rows.join("\n")));
    let phone = rule(&report.blocking, "phone");
    assert_eq!((phone.pairs, phone.generic, phone.left_out), (0, 1, 10));
    assert_eq!(clusters(&engine).len(), 5);
}

#[test]
fn a_rule_may_have_a_limit_of_its_own() {
    let mut ruleset: Value = serde_json::from_str(&ruleset_with(json!({}))).unwrap();
    ruleset["matching"]["genericAbove"] = json!(3);
    ruleset["matching"]["blocking"] = json!([
        { "name": "company", "fields": ["company"], "genericAbove": 2 },
        { "name": "mobile", "fields": ["mobile"] },
    ]);
    let ruleset = kehu::schema::ruleset::Ruleset::from_json(&ruleset.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, Default::default()).unwrap();
    let rows: Vec<String> = (0..3).map(|n| format!("{n},huaxin,13800138001")).collect();
    let report = import(&mut engine, records("crm"), &format!("id,company,mobile\n{}\n", rows.join("\n")));
    let told = |name| {
        let rule = rule(&report.blocking, name);
        (rule.pairs, rule.generic, rule.left_out)
    };
    assert_eq!((told("company"), told("mobile")), ((0, 1, 3), (3, 0, 0)));
}
