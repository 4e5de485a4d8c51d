//! What a role may not see appears in nothing that the role is given: one canary record, searched for everywhere.

use kehu::engine::{CustomerQuery, CustomerView, Engine, Page, PairQuery};
use kehu::matching::Decision;
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::{Mask, Ruleset};

use crate::world::*;

/// Values of the canary record by field, each with the forms in which it may turn up.
const CANARY: [(&str, &str, &[&str]); 11] = [
    ("contact", "欧阳娜娜", &["欧阳娜娜", "娜娜"]),
    ("mobile", "13761234567", &["13761234567", "137 6123 4567", "61234567", STRANGER]),
    ("email", "ouyang.nana@canary-corp.com", &["ouyang.nana", "ouyang"]),
    ("wechat", "canary_wx_2026", &["canary_wx_2026"]),
    ("resident_id", "110101199003078515", &["110101199003078515", "19900307"]),
    ("birth_date", "1990-03-07", &["1990-03-07", "03-07"]),
    ("bank_account", "6222021234567890128", &["6222021234567890128", "6222 0212"]),
    ("qq", "987654321012", &["987654321012"]),
    ("member_card", "VIP-CANARY-77", &["VIP-CANARY-77", "CANARY-77"]),
    ("legal_representative", "司马光远", &["司马光远", "光远"]),
    ("address", "上海市浦东新区张江高科技园区碧波路690号8幢501室", &["碧波路690号", "501室"]),
];

/// The roles of the preset that do not see everything, with a purpose of theirs.
const ROLES: [(&str, &str); 4] =
    [("sales", "sales"), ("service", "service"), ("marketing", "marketing"), ("analyst", "")];

/// The preset, with an address that is personal and texts that quote everything.
fn ruleset() -> Ruleset {
    let mut ruleset = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap();
    for field in ruleset["fields"].as_array_mut().unwrap() {
        if field["name"] == "address" {
            field["sensitivity"] = "personal".into();
        }
    }
    let quote: String = CANARY.iter().map(|(field, ..)| format!("{field}={{{{{field}}}}} ")).collect();
    let quote = format!("{{{{name}}}} {quote} {{{{ticket.last.contact}}}}");
    let all: Vec<_> =
        CANARY.iter().map(|(field, ..)| serde_json::json!({"field": field, "op": "exists"})).collect();
    for event in ruleset["events"].as_array_mut().unwrap() {
        if event["id"] == "ticket" {
            for name in ["contact", "birth_date", "手机号码"] {
                let own = serde_json::json!({"name": name, "kind": "text", "label": {"zh": "联系人", "en": "contact"}});
                event["properties"].as_array_mut().unwrap().push(own);
            }
        }
    }
    ruleset["rules"].as_array_mut().unwrap().push(serde_json::json!({
        "id": "quote", "name": {"zh": "引用", "en": "quote"}, "when": {"all": all},
        "then": [{"action": "call", "name": {"zh": "打电话", "en": "call"}, "template": {"zh": quote, "en": quote}, "params": {"to": quote}}]
    }));
    for (function, field) in [("first", "contact"), ("last", "birth_date"), ("most_frequent", "手机号码")]
    {
        ruleset["tags"].as_array_mut().unwrap().push(serde_json::json!({
            "id": format!("ticket_{function}"), "name": {"zh": function, "en": function}, "kind": "behaviour", "group": "canary",
            "when": {"event": "ticket", "agg": {"fn": function, "field": field, "op": "exists"}},
            "purpose": {"zh": "x", "en": "x"}
        }));
    }
    for identifier in ruleset["identity"]["identifiers"].as_array_mut().unwrap() {
        identifier["anonymous"] = (identifier["kind"] == "mobile").into();
    }
    for (field, ..) in CANARY {
        ruleset["tags"].as_array_mut().unwrap().push(serde_json::json!({
            "id": format!("tag_{field}"), "name": {"zh": field, "en": field}, "kind": "fact", "group": "canary", "value": field,
            "when": {"field": field, "op": "exists"}, "purpose": {"zh": "x", "en": "x"}
        }));
    }
    Ruleset::from_json(&ruleset.to_string()).unwrap()
}

/// A visitor of whom the engine knows nothing but a number.
const STRANGER: &str = "18912345670";

fn told(language: Language) -> Engine {
    let mut engine =
        Engine::new(ruleset(), kehu::engine::Options { language, ..Default::default() }).unwrap();
    let canary = |id: &str, extra: &[(&str, &str)]| {
        let mut pairs = vec![("id", id)];
        pairs.extend(CANARY.iter().map(|(field, value, _)| (*field, *value)));
        for (name, value) in extra {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name, value));
        }
        input(&pairs)
    };
    let records = [
        canary("1", &[("company", "上海金丝雀贸易有限公司"), ("mobile", "1376123456 7（请勿外传）")]),
        // The same person without a company: the name is all that the customer is called by.
        canary("2", &[("resident_id", ""), ("bank_account", "6222021234567890128 错")]),
        canary(
            "3",
            &[
                ("company", "上海金丝雀贸易有限公司"),
                ("contact", "欧阳娜娜 女士"),
                ("email", "ouyang.nana@canary-corp.con"),
                ("birth_date", "1990-03-07x"),
            ],
        ),
        input(&[("id", "4"), ("contact", "欧阳娜娜"), ("city", "上海"), ("mobile", "13761234567")]),
    ];
    engine.upsert(&records, "crm", NOW).unwrap();
    let ticket = [
        ("event_id", "t"),
        ("type", "ticket"),
        ("time", "2026-06-01"),
        ("record_id", "1"),
        ("category", "complaint"),
        ("status", "open"),
        ("contact", "欧阳娜娜"),
        ("birth_date", "1990-03-07"),
        ("手机号码", "13761234567"),
    ];
    let visit = [
        ("event_id", "v"),
        ("type", "page_view"),
        ("time", "2026-06-01"),
        ("page", "/"),
        ("mobile", STRANGER),
    ];
    engine.track(&[input(&ticket), input(&visit)], NOW).unwrap();
    engine
}

/// Everything that a reader can get out of an engine, each answer with what was asked.
fn everything(engine: &mut Engine, access: &Access) -> Vec<(String, String)> {
    let json = |value: &dyn erased::Json| value.json();
    let mut all = Vec::new();
    let page = Page { now: NOW.into(), limit: 100, access: access.clone(), ..Page::default() };
    all.push((
        "exportCustomers".to_owned(),
        String::from_utf8(engine.export_customers(&page).unwrap()).unwrap(),
    ));
    let query = CustomerQuery { now: NOW.into(), access: access.clone(), ..CustomerQuery::default() };
    let customers = engine.customers(&query).unwrap();
    all.push(("customers".into(), json(&customers)));
    for id in customers.rows.into_iter().map(|row| row.id).collect::<Vec<_>>() {
        let customer = engine.customer(&id, &CustomerView::of(access, NOW)).unwrap();
        all.push((format!("customer {id}"), json(&customer)));
    }
    all.push(("actions".into(), json(&engine.actions(NOW, (0, 100), access).unwrap())));
    all.push(("heldBack".into(), json(&engine.held_back(None, NOW, (0, 100), access).unwrap())));
    for rule in Ruleset::preset("b2b-cn").unwrap().rules {
        let trial = engine.rehearse(&rule.id.as_str().into(), NOW, (0, 100), access).unwrap();
        all.push((format!("rehearse {}", rule.id), json(&trial)));
    }
    for decision in [None, Some(Decision::Match), Some(Decision::Review)] {
        let pairs = PairQuery { decision, access: access.clone(), ..PairQuery::default() };
        all.push((format!("duplicates {decision:?}"), json(&engine.duplicates(&pairs).unwrap())));
    }
    for (a, b) in [("1", "2"), ("1", "3"), ("2", "4")] {
        all.push((format!("explain {a} {b}"), json(&engine.explain(a, b, access).unwrap())));
    }
    // What is typed is a character off each time, so that an echo of it is no find.
    let typed = input(&[
        ("company", "上海金丝雀贸易有限公司"),
        ("email", "0uyang.nana@canary-corp.com"),
        ("contact", "欧阳娜"),
    ]);
    all.push(("check".into(), json(&engine.check(&typed, 5, access).unwrap())));
    all
}

mod erased {
    pub trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

/// Whether the role sees the field in full.
fn sees(ruleset: &Ruleset, role: &str, field: &str) -> bool {
    let (role, (_, field)) = (&ruleset.privacy.roles[role], ruleset.field(field).unwrap());
    role.fields.get(&field.name).map_or(field.sensitivity <= role.sees, |mask| *mask == Mask::Show)
}

#[test]
fn what_a_role_may_not_see_is_nowhere() {
    let ruleset = ruleset();
    let mut leaks = Vec::new();
    for language in [Language::Zh, Language::En] {
        let mut engine = told(language);
        for (role, purpose) in ROLES {
            for (asked, answer) in everything(&mut engine, &access(role, purpose)) {
                for (field, _, forms) in CANARY.iter().filter(|(field, ..)| !sees(&ruleset, role, field)) {
                    for form in forms.iter().filter(|form| answer.contains(**form)) {
                        let at = answer.find(form).unwrap_or_default();
                        let near: String = answer[..at]
                            .chars()
                            .rev()
                            .take(90)
                            .collect::<Vec<_>>()
                            .into_iter()
                            .rev()
                            .collect();
                        leaks.push(format!("{role} {asked}: {field} as {form:?} after …{near}"));
                    }
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn the_host_sees_every_value_so_the_search_can_find_it() {
    let mut engine = told(Language::En);
    let all: String =
        everything(&mut engine, &Access::default()).into_iter().map(|(_, answer)| answer).collect();
    for (field, _, forms) in CANARY {
        assert!(forms.iter().any(|form| all.contains(form)), "{field}");
    }
    let actions = engine.actions(NOW, (0, 100), &Access::default()).unwrap();
    let quote = actions.rows.iter().find(|action| action.rule == "quote").unwrap();
    assert!(
        quote.text.contains("contact=欧阳娜娜") && quote.params["to"].contains("+8613761234567"),
        "{}",
        quote.text
    );
}

#[test]
fn a_role_that_sees_a_field_is_not_kept_from_it() {
    let mut engine = told(Language::En);
    let service = engine.actions(NOW, (0, 100), &access("service", "service")).unwrap();
    let quote = &service.rows.iter().find(|action| action.rule == "quote").unwrap().text;
    assert!(quote.contains("contact=欧阳娜娜") && quote.contains("mobile=+86****67"), "{quote}");
    let analyst = engine.actions(NOW, (0, 100), &access("analyst", "")).unwrap();
    let quote = &analyst.rows.iter().find(|action| action.rule == "quote").unwrap().text;
    assert!(quote.contains("contact=—"), "{quote}");
}

#[test]
fn nobody_can_search_for_what_they_may_not_see() {
    let mut engine = told(Language::En);
    let mut found = |access: &Access, search: &str| {
        let query = CustomerQuery {
            now: NOW.into(),
            search: Some(search.into()),
            access: access.clone(),
            ..CustomerQuery::default()
        };
        engine.customers(&query).unwrap().total
    };
    assert!(found(&Access::default(), "13761234567") > 0);
    assert_eq!(found(&access("service", "service"), "13761234567"), 0);
    assert!(found(&access("service", "service"), "欧阳") > 0);
    assert_eq!(found(&access("analyst", ""), "欧阳"), 0);
    assert!(found(&access("analyst", ""), "金丝雀") > 0);
}

#[test]
fn a_role_must_be_known_and_say_what_for() {
    let mut engine = told(Language::En);
    for (role, purpose, code) in [
        ("nobody", "", "privacy/role"),
        ("sales", "", "privacy/purpose"),
        ("sales", "marketing", "privacy/purpose"),
    ] {
        let access = access(role, purpose);
        let page = Page { now: NOW.into(), access: access.clone(), ..Page::default() };
        let query = CustomerQuery { now: NOW.into(), access: access.clone(), ..CustomerQuery::default() };
        let pairs = PairQuery { access: access.clone(), ..PairQuery::default() };
        let id = customer_of(&engine, "1");
        assert_eq!(engine.export_customers(&page).unwrap_err().code(), code);
        assert_eq!(engine.customers(&query).unwrap_err().code(), code);
        assert_eq!(engine.customer(&id, &CustomerView::of(&access, NOW)).unwrap_err().code(), code);
        assert_eq!(engine.actions(NOW, (0, 1), &access).unwrap_err().code(), code);
        assert_eq!(engine.duplicates(&pairs).unwrap_err().code(), code);
        assert_eq!(engine.explain("1", "2", &access).unwrap_err().code(), code);
        assert_eq!(engine.check(&input(&[]), 1, &access).unwrap_err().code(), code);
    }
}

#[test]
fn what_a_guard_refused_does_not_tell_the_values_that_conflict() {
    let mut document = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap();
    for field in document["fields"].as_array_mut().unwrap() {
        if field["name"] == "uscc" {
            field["sensitivity"] = "sensitive".into();
        }
    }
    let ruleset = Ruleset::from_json(&document.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, kehu::engine::Options::default()).unwrap();
    let codes = ["91330106MA27XYB183", "91310115MA1K3ABC99"];
    let record = |id: &str, code: &str| {
        input(&[
            ("id", id),
            ("company", "杭州云帆科技有限公司"),
            ("contact", "王建国"),
            ("mobile", "13812345678"),
            ("uscc", code),
        ])
    };
    engine.upsert(&[record("1", codes[0]), record("2", codes[1])], "crm", NOW).unwrap();
    let told = |role: &str| {
        use erased::Json;
        let query = PairQuery { access: access(role, ""), ..PairQuery::default() };
        let page = engine.refusals(&query).unwrap();
        assert!(!page.refusals[0].text.contains('{'), "{}", page.refusals[0].text);
        page.json() + &engine.explain("1", "2", &access(role, "")).unwrap().refusal.unwrap().json()
    };
    for code in codes {
        assert_eq!(told("admin").matches(code).count(), 3);
        assert_eq!(told("analyst").matches(code).count(), 0);
    }
}

#[test]
fn what_is_wrong_with_a_value_does_not_tell_it() {
    let mut engine = engine();
    engine
        .upsert(
            &[input(&[("id", "1"), ("company", "上海金丝雀贸易有限公司"), ("birth_date", "1985-02-30")])],
            "crm",
            NOW,
        )
        .unwrap();
    let id = customer_of(&engine, "1");
    let mut quality = |access: &Access| {
        serde_json::to_string(&engine.customer(&id, &CustomerView::of(access, NOW)).unwrap().quality).unwrap()
    };
    assert!(quality(&Access::default()).contains("1985-02-30"));
    let masked = quality(&access("service", "service"));
    assert!(masked.contains("date/impossible") && !masked.contains("02-30"), "{masked}");
}

#[test]
fn an_erased_customer_leaves_no_reason_for_what_was_taken_back() {
    const REASON: &str = "娜娜来电说的";
    let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), Default::default()).unwrap();
    let known = input(&[("id", "1"), ("company", "上海金丝雀贸易有限公司"), ("mobile", "13761234567")]);
    let id = engine.upsert(&[known], "crm", NOW).unwrap().results.remove(0).customer_id;
    let mail = input(&[("email", "nana@canary-corp.com")]);
    let bound = engine.bind(&mail, Some(&id), "li", REASON, NOW).unwrap();
    engine.undo(&bound.operation, "li", REASON, NOW).unwrap();
    engine.bind(&mail, Some(&id), "li", REASON, NOW).unwrap();
    engine.unbind(&id, &mail, "li", REASON, NOW).unwrap();
    engine.erase(&id).unwrap();
    let told = String::from_utf8_lossy(&engine.snapshot().unwrap()).into_owned();
    assert!(!told.contains(REASON), "in the snapshot");
    let history = engine.history(&Default::default()).unwrap();
    assert!(history.operations.iter().all(|operation| operation.by.reason.is_empty()), "{history:?}");
}

#[test]
fn a_column_that_the_ruleset_does_not_name_is_personal() {
    let mut document = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap();
    document["privacy"]["roles"]["porter"] =
        serde_json::json!({"sees": "public", "fields": {"私下的话": "show"}});
    let ruleset = Ruleset::from_json(&document.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, kehu::engine::Options::default()).unwrap();
    let row = |id| format!("{id},上海金丝雀贸易有限公司,爱喝龙井周三不在\n");
    let file: String = ["编号,公司名称,私下的话\n".into()].into_iter().chain((1..5).map(row)).collect();
    import(&mut engine, records("crm"), &file);
    let mut tells = |role: &Access| {
        let told = everything(&mut engine, role);
        told.into_iter().filter(|(_, answer)| answer.contains("爱喝龙井")).map(|(asked, _)| asked).collect()
    };
    let all: Vec<String> = tells(&Access::default());
    assert!(all.contains(&"exportCustomers".to_owned()), "{all:?}");
    for (role, purpose) in [("admin", ""), ("sales", "sales"), ("porter", "")] {
        assert_eq!(tells(&access(role, purpose)), all, "{role}");
    }
    for (role, purpose) in [("service", "service"), ("marketing", "marketing"), ("analyst", "")] {
        assert_eq!(tells(&access(role, purpose)), [""; 0], "{role}");
    }
}
