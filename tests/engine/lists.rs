//! The list of customers in the order that a reader asks for, and options that nobody knows.

use kehu::engine::{CustomerQuery, Engine, HistoryQuery, KpiQuery};
use kehu::error::Result;
use kehu::json::document;
use kehu::privacy::Access;
use serde_json::json;

use crate::world::*;

const NOW: &str = "2026-06-30T09:00:00+08:00";

/// Three companies with as many employees, orders and readings as tell them apart; of the fourth little is known.
fn listed() -> Engine {
    let mut engine = engine();
    let file = "id,company,mobile,employees\n\
        a,深圳市中兴通讯股份有限公司,13911112222,900\n\
        b,北京百度网讯科技有限公司,13911113333,80\n\
        c,Apple Electronics (Shanghai) Co. Ltd.,13911114444,7000\n\
        d,杭州安恒信息技术股份有限公司,13911115555,\n";
    import(&mut engine, records("crm"), file);
    let orders = "event_id,type,time,record_id,amount\n\
        1,order,2026-05-01T10:00:00+08:00,b,900\n\
        2,order,2026-06-01T10:00:00+08:00,a,20000\n\
        3,visit,2026-06-02T10:00:00+08:00,a,\n";
    import(&mut engine, events(), orders);
    engine
}

fn asked(engine: &mut Engine, by: &str, descending: bool, access: Access) -> Result<String> {
    let query = CustomerQuery {
        now: NOW.into(),
        sort: Some(by.into()),
        descending,
        access,
        ..CustomerQuery::default()
    };
    let ids = ["a", "b", "c", "d"].map(|id| (customer_of(engine, id), id));
    let rows = engine.customers(&query)?.rows;
    let letter =
        |id: &str| ids.iter().find(|(customer, _)| customer == id).map_or("?", |(_, letter)| *letter);
    Ok(rows.iter().map(|row| letter(&row.id)).collect())
}

#[test]
fn a_filler_is_not_what_a_customer_is_called() {
    let mut engine = engine();
    let file = "id,company,contact,city\na,无,李明辉,无\nb,个人,无,杭州\nc,未知,,\n";
    import(&mut engine, records("crm"), file);
    let rows = engine.customers(&CustomerQuery { now: NOW.into(), ..CustomerQuery::default() }).unwrap().rows;
    let told: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.city.as_deref())).collect();
    assert_eq!(told, [("李明辉", None), ("b", Some("浙江 杭州")), ("c", None)]);
}

#[test]
fn a_page_shows_what_it_shows_when_everybody_is_drawn() {
    let at = |sort: Option<&str>, offset| CustomerQuery {
        now: NOW.into(),
        sort: sort.map(str::to_owned),
        offset,
        limit: 2,
        ..CustomerQuery::default()
    };
    let told = |engine: &mut Engine, query: &CustomerQuery| json!(engine.customers(query).unwrap());
    let everybody = || {
        let mut engine = listed();
        engine.segments(NOW).unwrap();
        engine
    };
    let first = told(&mut everybody(), &at(Some("events.count"), 2));
    let id = |part: &str| first["rows"][1][part][0]["id"].as_str().map(str::to_owned);
    assert!(id("segments").is_some() && id("tags").is_some(), "{first}");
    for query in [
        at(None, 1),
        at(Some("name"), 1),
        at(Some("stage"), 0),
        at(Some("score.rfm"), 0),
        CustomerQuery { segment: id("segments"), ..at(None, 0) },
        CustomerQuery { tag: id("tags"), ..at(None, 0) },
    ] {
        assert_eq!(told(&mut listed(), &query), told(&mut everybody(), &query), "{query:?}");
    }
}

#[test]
fn customers_come_in_the_order_asked_for() {
    let mut engine = listed();
    for (by, ascending, descending) in [
        ("name", "cbda", "adbc"),      // Apple, běijīng, hángzhōu, shēnzhèn
        ("employees", "bacd", "cabd"), // as numbers, and the unknown last either way
        ("company", "cbda", "adbc"),
        ("events.count", "cdba", "abcd"),
        ("events.last", "bacd", "abcd"),
        ("events.amount", "cdba", "abcd"),
        ("records", "abcd", "abcd"), // equals as they were
    ] {
        assert_eq!(asked(&mut engine, by, false, Access::default()).unwrap(), ascending, "{by}");
        assert_eq!(asked(&mut engine, by, true, Access::default()).unwrap(), descending, "{by}, descending");
    }
    let page = CustomerQuery {
        now: NOW.into(),
        sort: Some("name".into()),
        offset: 1,
        limit: 2,
        ..CustomerQuery::default()
    };
    let page = engine.customers(&page).unwrap();
    let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!((page.total, names), (4, vec!["北京百度网讯科技有限公司", "杭州安恒信息技术股份有限公司"]));
}

#[test]
fn a_score_orders_and_what_nobody_knows_is_told() {
    let mut engine = listed();
    let mut told = |by: &str| {
        let error = asked(&mut engine, by, false, Access::default()).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(told("employes"), ("condition/unknown_field", "sort".to_owned()));
    assert_eq!(told("score.nope"), ("condition/unknown_score", "sort".to_owned()));
    assert_eq!(asked(&mut engine, "score.rfm", true, Access::default()).unwrap().len(), 4);
    let query = CustomerQuery { now: NOW.into(), segment: Some("nope".into()), ..CustomerQuery::default() };
    assert_eq!(engine.customers(&query).unwrap_err().path(), "segment");
    let query = CustomerQuery { now: NOW.into(), tag: Some("nope".into()), ..CustomerQuery::default() };
    assert_eq!(engine.customers(&query).unwrap_err().path(), "tag");
}

/// The order of values would tell what the mask hides.
#[test]
fn nobody_orders_by_what_they_may_not_see() {
    let mut engine = listed();
    let error = asked(&mut engine, "mobile", false, access("marketing", "marketing")).unwrap_err();
    assert_eq!((error.code(), error.path()), ("privacy/field", "sort"));
    assert!(asked(&mut engine, "mobile", false, Access::default()).is_ok());
    assert!(asked(&mut engine, "name", false, access("marketing", "marketing")).is_ok());
}

#[test]
fn an_option_that_nobody_knows_is_told() {
    let slips = [
        document::<CustomerQuery>(json!({"serch": "x"}), "input/invalid").err(),
        document::<HistoryQuery>(json!({"custmer": "x"}), "input/invalid").err(),
        document::<KpiQuery>(json!({"activeDay": 3}), "input/invalid").err(),
    ];
    let paths: Vec<String> = slips.into_iter().map(|slip| slip.unwrap().path().to_owned()).collect();
    assert_eq!(paths, ["serch", "custmer", "activeDay"]);
}
