//! A small customer base, told by hand: five sources, branches, a switchboard, a contact who moved, placeholders.

use std::collections::BTreeSet;

use serde_json::Value;

use kehu::privacy::Access;

use crate::world::*;

const CRM: &str = "\
客户编号,客户名称,统一社会信用代码,联系人,职位,手机,邮箱,省,市,地址,更新时间
c1,杭州云帆科技有限公司,91330106MA27XYB183,王建国,采购经理,13812345678,wang.jg@yunfan.com.cn,浙江省,杭州市,杭州市西湖区文三路100号,2026-01-05
c2,上海明辰机械有限公司,,李秀英,总经理,13987654321,li@mingchen.com,上海市,上海市,上海市浦东新区张江路88号,2026-02-01
c3,华东重工集团有限公司苏州分公司,,周志强,,0512-66668888,,江苏省,苏州市,,2026-01-10
c4,华东重工集团有限公司无锡分公司,,吴敏,,0512-66668888,,江苏省,无锡市,,2026-01-11
c5,深圳蓝海物流有限公司,,测试,,13800138000,test@test.com,广东省,深圳市,,2026-03-01
";
const ERP: &str = "\
客户代码,单位名称,税号,开户账号,注册地址,修改时间
e1,杭州云帆科技有限责任公司,91330106MA27XYB183,6222021234567890128,浙江省杭州市西湖区文三路100号,2026-04-01
e2,上海明辰机械有限公司,,,上海市浦东新区张江路88号,2025-12-01
e3,华东重工集团有限公司,,,,2025-11-01
";
const WEB: &str = r#"{"id":"w1","公司":"杭州云帆科技","姓名":"王建国","手机号":"+86 138 1234 5678","created_at":"2026-05-02"}
{"id":"w2","公司":"武汉长江电气有限公司","姓名":"赵磊","手机号":"13611112222","created_at":"2026-05-03"}
{"id":"w3","公司":"某某公司","姓名":"张三","手机号":"13800138000","created_at":"2026-05-03"}
"#;
const EXPO: &str = "\
编号;公司名称;联系人;手机;邮箱
x1;上海明辰机械;李秀英;139-8765-4321;
x2;成都锦程电子有限公司;赵磊;13611112222;zhao.lei@jincheng-elec.com
x3;Hangzhou Yunfan Technology Co., Ltd.;Wang Jianguo;13812345678;wang.jg@yunfan.com.cn
";
const WECHAT: &str = "\
编号,昵称,微信号,手机号,公司
v1,王建国,wangjg_yf,13812345678,
v2,李秀英,lixiuying88,13987654321,明辰机械
";
const EVENTS: &str = "\
event_id,type,time,record_id,mobile,uscc,company,amount,product
o1,order,2026-05-20 10:00,c1,,,,120000,泵
o2,order,2026-06-20T08:00:00Z,,13812345678,,,30000,阀
o3,order,2026-03-01,,,91330106MA27XYB183,,8000,阀
o4,order,2026-02-02,,,,上海明辰机械有限公司,50000,泵
o5,order,2026-06-01,,13500009999,,,700,阀
o1,order,2026-05-20 10:00,c1,,,,120000,泵
o6,order,not a day,c1,,,,1,泵
";

fn told() -> kehu::engine::Engine {
    let mut engine = engine();
    let early = import(&mut engine, events(), EVENTS);
    assert_eq!(
        (early.rows, early.repeated, early.rejected, early.waiting),
        (5, 1, 1, 5),
        "nobody is known yet"
    );
    assert_eq!(engine.rejects()[0].line, 8);
    for (source, file) in [("crm", CRM), ("erp", ERP), ("expo", EXPO), ("wechat", WECHAT)] {
        import(&mut engine, records(source), file);
    }
    let ndjson = kehu::engine::ImportOptions { format: kehu::engine::Format::Ndjson, ..records("web") };
    let report = import(&mut engine, ndjson, WEB);
    assert_eq!((report.rows, report.waiting), (3, 1), "only one event has no customer");
    engine
}

#[test]
fn records_of_one_company_become_one_customer_and_others_do_not() {
    let found = clusters(&told());
    let expected: BTreeSet<_> = [
        set(&["c1", "e1", "w1", "x3", "v1"]),
        set(&["c2", "e2", "x1", "v2"]),
        set(&["c3"]),
        set(&["c4"]),
        set(&["e3"]),
        set(&["c5"]),
        set(&["w2"]),
        set(&["w3"]),
        set(&["x2"]),
    ]
    .into();
    assert_eq!(found, expected);
}

#[test]
fn the_golden_record_says_where_each_value_comes_from() {
    let mut engine = told();
    let yunfan = customer_of(&engine, "c1");
    let customer = &customers(&mut engine)[&yunfan];
    let golden = &customer["golden"];
    assert_eq!(golden["uscc"]["value"], "91330106MA27XYB183");
    assert_eq!(golden["company"]["strategy"], "source_priority");
    assert_eq!(golden["address"]["strategy"], "most_recent");
    assert_eq!(
        (&golden["address"]["source"], &golden["address"]["record"]),
        (&"erp".into(), &"e1".into()),
        "written last"
    );
    let losers: Vec<&str> = golden["company"]["losers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["record"].as_str().unwrap())
        .collect();
    assert!(!losers.is_empty());
    let winner = golden["company"]["record"].as_str().unwrap();
    assert!(!losers.contains(&winner));
    assert_eq!(golden["mobile"]["value"], "+8613812345678");
    assert_eq!(customer["records"].as_array().unwrap().len(), 5);
    assert_eq!(customer["aliases"].as_array().unwrap().len(), 4);
}

#[test]
fn a_customer_has_each_person_once() {
    let mut engine = told();
    let yunfan = customer_of(&engine, "c1");
    let customer = &customers(&mut engine)[&yunfan];
    let contacts = customer["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 1, "{contacts:?}");
    assert_eq!((&contacts[0]["name"], &contacts[0]["mobile"]), (&"王建国".into(), &"138 1234 5678".into()));
    assert!(contacts[0]["wechat"].is_string());
}

#[test]
fn events_find_their_customer_by_record_mobile_code_and_name() {
    let mut engine = told();
    let (yunfan, mingchen) = (customer_of(&engine, "c1"), customer_of(&engine, "c2"));
    let all = customers(&mut engine);
    let ids = |id: &str| -> Vec<&str> {
        all[id]["timeline"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect()
    };
    assert_eq!(ids(&yunfan), ["o2", "o1", "o3"], "the last first");
    assert_eq!(ids(&mingchen), ["o4"]);
    assert_eq!(all[&yunfan]["events"]["count"], 3);
    assert_eq!(all[&yunfan]["events"]["amount"], "158000");
    assert_eq!(all[&yunfan]["events"]["last"], "2026-06-20T16:00:00+08:00");
}

#[test]
fn what_the_ruleset_derives_is_there_with_its_reasons() {
    let mut engine = told();
    let yunfan = customer_of(&engine, "c1");
    let customer = customers(&mut engine).remove(&yunfan).unwrap();
    let ids = |part: &str| -> Vec<String> {
        customer[part].as_array().unwrap().iter().map(|tag| tag["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(ids("tags").contains(&"repeat_customer".to_owned()), "{:?}", ids("tags"));
    assert!(ids("segments").contains(&"active".to_owned()));
    for tag in customer["tags"].as_array().unwrap() {
        assert!(!tag["reasons"].as_array().unwrap().is_empty(), "{tag}");
    }
    let answer = engine.segment(&"active".into(), NOW).unwrap();
    assert!(answer.ids.contains(&yunfan) && answer.count == answer.ids.len());
    let counted = engine.segments(NOW).unwrap().into_iter().find(|s| s.id == "active").unwrap();
    assert_eq!(counted.count as usize, answer.count);
}

#[test]
fn an_action_is_due_once() {
    let mut engine = told();
    let later = "2026-12-01T09:00:00+08:00";
    let due = engine.actions(later, (0, 100), &Access::default()).unwrap();
    let churn = due.rows.iter().find(|a| a.rule == "churn_90_days").expect("nothing was ordered for months");
    let taken = kehu::engine::Acknowledged::from(churn);
    engine.acknowledge(&[taken], later).unwrap();
    let again = engine.actions(later, (0, 100), &Access::default()).unwrap();
    assert!(again.rows.iter().all(|a| a.key != churn.key));
    assert!(again.total < due.total);
}

#[test]
fn pages_of_the_export_make_up_the_whole() {
    let mut engine = told();
    let whole = export(&mut engine);
    let mut pages = String::new();
    for offset in (0..).step_by(2) {
        let page = kehu::engine::Page { now: NOW.into(), offset, limit: 2, ..Default::default() };
        let bytes = engine.export_customers(&page).unwrap();
        if bytes.is_empty() {
            break;
        }
        pages.push_str(&String::from_utf8(bytes).unwrap());
    }
    assert_eq!(pages, whole);
    assert_eq!(whole.lines().count(), clusters(&engine).len());
    assert!(whole.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}

#[test]
fn properties_named_like_parts_of_an_event_do_not_replace_them() {
    let mut engine = engine();
    engine.upsert(&[input(&[("id", "1"), ("company", "杭州云帆科技有限公司")])], "crm", NOW).unwrap();
    let event = input(&[
        ("event_id", "e"),
        ("type", "order"),
        ("time", NOW),
        ("record_id", "1"),
        ("id", "X"),
        ("text", "Y"),
    ]);
    engine.track(&[event], NOW).unwrap();
    let line = export(&mut engine);
    assert_eq!(line.matches("\"id\":\"e\"").count(), 1);
    let timeline = &serde_json::from_str::<Value>(&line).unwrap()["timeline"][0];
    assert_eq!(timeline["id"], "e");
}

#[test]
fn events_without_ids_are_never_taken_for_one_another() {
    let mut engine = engine();
    engine.upsert(&[input(&[("id", "1"), ("company", "杭州云帆科技有限公司")])], "crm", NOW).unwrap();
    let event = |id: &str| input(&[("event_id", id), ("type", "order"), ("time", NOW), ("record_id", "1")]);
    let first = engine.track(&[event("a"), event("a"), event("#3"), event("")], NOW).unwrap();
    let duplicate: Vec<bool> = first.results.iter().map(|r| r.duplicate).collect();
    assert_eq!(duplicate, [false, true, false, false]);
    let next = engine.track(&[event(""), event("")], NOW).unwrap();
    assert!(next.results.iter().all(|r| !r.duplicate), "{next:?}");
    assert_eq!(engine.edition().events, 5);
}

#[test]
fn dangerous_property_names_are_left_out() {
    let mut engine = engine();
    import(&mut engine, records("crm"), "编号,公司名称\n1,杭州云帆科技有限公司\n");
    import(&mut engine, events(), "event_id,type,time,record_id,__proto__\ne,order,2026-06-01,1,x\n");
    assert!(!export(&mut engine).contains("__proto__"));
}
