//! What people and systems do to an engine, step by step, as random tests choose it.

use kehu::actions::Outcome;
use kehu::engine::{
    Acknowledged, Assigned, CustomerQuery, CustomerView, Engine, Enrichment, HistoryQuery, Input, Options,
    PairQuery, RelationOptions, Report, ResultsQuery, TagOptions,
};
use kehu::error::Result;
use kehu::identity::Verdict;
use kehu::normalize::civil::Timestamp;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

/// How many records there are at first.
pub const RECORDS: usize = 14;
const FIELDS: [&str; 6] = ["company", "mobile", "email", "card", "city", "level"];
const ALL: (usize, usize) = (0, usize::MAX);

/// A small ruleset; `variant` changes what is the same customer and which id survives.
fn ruleset(variant: u8) -> Value {
    let level =
        |name: &str, tests: Value, m: f64, u: f64| json!({"name": name, "tests": tests, "m": m, "u": u});
    let comparison = |field: &str| {
        json!({"name": field, "fields": [field], "levels": [
            level("same", json!([{"fn": "same"}]), 0.9, 0.01),
            level("else", json!([]), 0.1, 0.99),
        ]})
    };
    let survivor = ["oldest", "source_priority", "most_complete"][usize::from(variant) % 3];
    let mut document = json!({
        "format": 1, "id": "histories", "version": variant.to_string(),
        "fields": [
            {"name": "id", "kind": "text", "entity": "record"}, {"name": "source", "kind": "text", "entity": "record"},
            {"name": "company", "kind": "company_name"},
            {"name": "mobile", "kind": "phone", "entity": "contact"},
            {"name": "email", "kind": "email", "entity": "contact", "survivorship": "union"},
            {"name": "card", "kind": "text"}, {"name": "device", "kind": "text"},
            {"name": "city", "kind": "region", "survivorship": "most_frequent"},
            {"name": "level", "kind": "text", "survivorship": "longest"},
            {"name": "owner", "kind": "text", "entity": "record"},
            {"name": "created_at", "kind": "date", "entity": "record", "survivorship": "min"},
            {"name": "updated_at", "kind": "date", "entity": "record"},
        ],
        "sourcePriority": ["erp", "crm"],
        "matching": {
            "prior": 0.01,
            "thresholds": {"match": if variant.is_multiple_of(2) { 0.9 } else { 0.999 }, "review": 0.1},
            "genericAbove": 5,
            "blocking": [
                {"name": "company", "fields": ["company"]}, {"name": "mobile", "fields": ["mobile"]},
                {"name": "email", "fields": ["email"]}, {"name": "card", "fields": ["card"]},
            ],
            "comparisons": (["company", "mobile", "email"].map(comparison)),
        },
        "identity": {
            "survivor": survivor,
            "identifiers": [
                {"kind": "card", "fields": ["card"], "certain": variant % 3 != 1},
                {"kind": "device", "fields": ["device"], "certain": true, "anonymous": true},
                {"kind": "mobile", "fields": ["mobile"], "limit": 2},
                {"kind": "email", "fields": ["email"]},
            ],
        },
    });
    for (key, part) in derived().as_object().unwrap() {
        document[key] = part.clone();
    }
    document
}

/// What the ruleset derives of customers.
fn derived() -> Value {
    let name = json!({"zh": "名", "en": "name"});
    let action = |id: &str| json!({"action": id, "name": name});
    let order = json!({"event": "order", "within": {"last": 60, "unit": "day"}});
    json!({
        "events": [{"id": "order", "properties": [{"name": "amount", "kind": "amount"}]}, {"id": "visit"}],
        "relations": [{"id": "partner", "name": name},
                      {"id": "supplier", "name": name, "inverse": {"id": "buyer", "name": name}}],
        "tags": [
            {"id": "vip", "name": name, "kind": "manual"},
            {"id": "active", "name": name, "kind": "fact", "when": order},
            {"id": "linked", "name": name, "kind": "fact", "when": {"field": "relation.partner", "op": "gte", "value": 1}},
        ],
        "scores": [{"id": "worth", "name": name, "rules": [
            {"when": order, "points": 20}, {"when": {"event": "visit"}, "points": 5}, {"when": {"tag": "vip"}, "points": 7},
        ]}],
        "segments": [{"id": "owned", "name": name, "when": {"field": "owner", "op": "exists"}},
                     {"id": "good", "name": name, "when": {"any": [{"tag": "vip"}, {"tag": "active"}]}}],
        "stages": [{"id": "lead", "name": name, "when": {"field": "company", "op": "exists"}},
                   {"id": "customer", "name": name, "when": {"event": "order"}}],
        "rules": [
            {"id": "call", "name": name, "oncePer": "month", "when": {"field": "company", "op": "exists"},
             "then": [action("call")], "goal": {"event": "order", "within": {"last": 30, "unit": "day"}, "value": "amount"}},
            {"id": "offer", "name": name, "oncePer": "customer", "when": {"tag": "active"}, "cooldown": {"last": 5, "unit": "day"},
             "split": {"control": 20, "variants": [{"id": "a", "weight": 1}, {"id": "b", "weight": 1}]},
             "then": [{"variant": "a", "action": "mail", "name": name}, {"variant": "b", "action": "visit", "name": name}]},
        ],
        "journeys": [{"id": "welcome", "name": name, "when": {"event": "visit"}, "goal": {"tag": "vip"},
            "steps": [{"id": "greet", "action": action("greet")}, {"id": "pause", "wait": {"for": {"last": 3, "unit": "day"}}},
                      {"id": "ring", "action": action("ring")}]}],
        "assignment": {"field": "owner",
            "agents": [{"id": "li", "name": "李雷"}, {"id": "han", "name": "韩梅梅", "capacity": 3}],
            "policies": [{"id": "known", "by": "sticky"}, {"id": "turns", "by": "round_robin"}]},
    })
}

fn document(variant: u8) -> Ruleset {
    Ruleset::from_json(&ruleset(variant).to_string()).unwrap()
}

/// An engine of the first variant that holds nothing.
pub fn empty() -> Engine {
    Engine::new(document(0), Options::default()).unwrap()
}

/// A record made of few values, so that much is shared.
fn record(number: usize, seed: usize) -> Input {
    let value =
        |kind: usize, text: String| if (seed + kind).is_multiple_of(4) { String::new() } else { text };
    let fields = [
        value(0, format!("{}科技有限公司", ["云帆", "明辰", "华东", "锦程"][seed % 4])),
        value(1, format!("138{:08}", 12_340_000 + seed % 5)),
        value(2, format!("a{}@corp.cn", seed % 6)),
        value(3, format!("K{}", seed % 7)),
        value(1, ["杭州市", "上海市", "成都市"][seed % 3].to_owned()),
        value(2, ["A", "AA", "B"][seed % 3].to_owned()),
    ];
    let mut pairs: Vec<(String, String)> = FIELDS.map(str::to_owned).into_iter().zip(fields).collect();
    pairs.push(("id".into(), format!("r{number}")));
    pairs.push(("source".into(), source(number).into()));
    if seed % 5 > 1 {
        pairs.push(("created_at".into(), format!("2025-0{}-01", 1 + seed % 9)));
    }
    Input::from_pairs(pairs)
}

fn source(number: usize) -> &'static str {
    ["crm", "erp", "web"][number % 3]
}

fn mobile(seed: u8) -> String {
    format!("138{:08}", 12_340_000 + u32::from(seed) % 5)
}

/// The events that are there at first, and come again when a record comes again.
fn first_events() -> Vec<Input> {
    let event = |number: usize| {
        let (id, record, mobile) =
            (format!("e{number}"), format!("r{}", number * 2), mobile((number % 5) as u8));
        let subject = if number.is_multiple_of(2) { ("record_id", &record) } else { ("mobile", &mobile) };
        let subject = (subject.0, subject.1.as_str());
        input(&[("event_id", &id), ("type", "order"), ("time", "2026-06-01"), ("amount", "100"), subject])
    };
    (0..8).map(event).collect()
}

/// Something that somebody does: what, and two numbers that say to whom.
pub type Step = (u8, u8, u8);

/// How many sorts of steps can be taken back exactly: the first of them.
pub const REVERSIBLE: u8 = 13;
/// How many sorts of steps there are.
pub const SORTS: u8 = 25;

/// How a step is taken back.
pub enum Back {
    Operation(String),
    Record(usize),
    Ruleset(u8),
    Nothing,
}

/// An engine with what one must know to go on.
pub struct Play {
    pub engine: Engine,
    variant: u8,
    /// Milliseconds since the beginning.
    clock: i64,
    present: Vec<bool>,
    tracked: usize,
}

impl Play {
    pub fn start() -> Self {
        let mut engine = empty();
        let records: Vec<Input> = (0..RECORDS).map(|n| record(n, n)).collect();
        engine.upsert(&records, "", NOW).unwrap();
        engine.track(&first_events(), NOW).unwrap();
        Self { engine, variant: 0, clock: 0, present: vec![true; RECORDS], tracked: 0 }
    }

    fn instant(&self, ms: i64) -> String {
        Timestamp::parse(NOW, 480).unwrap().add_ms(ms).to_rfc3339(480)
    }

    /// The time that it is.
    pub fn now(&self) -> String {
        self.instant(self.clock)
    }

    fn later(&mut self) -> String {
        self.clock += 1_000;
        self.now()
    }

    fn customer(&mut self, pick: u8) -> Option<String> {
        let query = CustomerQuery { now: self.now(), limit: usize::MAX, ..CustomerQuery::default() };
        let mut ids: Vec<String> =
            self.engine.customers(&query).unwrap().rows.into_iter().map(|row| row.id).collect();
        ids.sort();
        (!ids.is_empty()).then(|| ids[usize::from(pick) % ids.len()].clone())
    }

    fn record(&self, pick: u8) -> Option<(usize, String)> {
        let present: Vec<usize> = (0..RECORDS).filter(|n| self.present[*n]).collect();
        let number = *present.get(usize::from(pick) % present.len().max(1))?;
        Some((number, format!("{}/r{number}", source(number))))
    }

    /// Takes a step. One that is refused must leave no trace.
    pub fn step(&mut self, (what, a, b): Step) -> Back {
        let before = self.engine.digest();
        let now = self.later();
        match self.take(what, (a, b), &now) {
            Ok(Some(back)) => back,
            Ok(None) => Back::Nothing,
            Err(error) => {
                assert_eq!(self.engine.digest(), before, "{error:?} left a trace");
                Back::Nothing
            }
        }
    }

    fn take(&mut self, what: u8, (a, b): (u8, u8), now: &str) -> Result<Option<Back>> {
        let operation = |splits: kehu::engine::Splits| Some(Back::Operation(splits.operation));
        let (Some(customer), Some(other), Some((number, name))) =
            (self.customer(a), self.customer(b), self.record(a))
        else {
            return self.keep_going(what, (a, b), now);
        };
        let engine = &mut self.engine;
        Ok(match what {
            0 => operation(engine.merge(&[customer, other], "li", "told", now)?),
            1 => operation(engine.unmerge(&name, "li", "", now)?),
            2 => {
                let verdict = [Verdict::Same, Verdict::Distinct, Verdict::Defer][usize::from(a) % 3];
                let (_, other) = self.record(b).unwrap_or((number, name.clone()));
                let decided = self.engine.decide(&name, &other, verdict, "wang", "", now);
                (name != other).then_some(decided).transpose()?.and_then(operation)
            }
            3 | 4 => {
                let field = FIELDS[usize::from(b) % 6];
                let value = ["云帆", "13812345678", "z@corp.cn", "K9", "宁波", "C"][usize::from(b) % 6];
                let value = (what == 3).then_some(value);
                operation(engine.pin(&customer, field, value, "li", "seen", now)?)
            }
            5 => {
                let told = input(&[("card", "K77"), ("mobile", &mobile(a))]);
                operation(engine.bind(&told, None, "li", "", now)?)
            }
            6 => self.erase_record((number, &name)),
            7 => {
                let before = std::mem::replace(&mut self.variant, a % 6);
                self.engine.adopt_ruleset(document(a % 6))?;
                Some(Back::Ruleset(before))
            }
            8 => self.tag(&customer, b)?,
            9 => {
                let agent = ["li", "han"][usize::from(b) % 2].to_owned();
                let assigned = [Assigned { customer_id: customer, agent }];
                operation(engine.accept_assignments(&assigned, "boss", "", now)?)
            }
            10 => {
                let kind = ["partner", "supplier", "buyer"][usize::from(a) % 3];
                let until = b.is_multiple_of(4).then(|| "2026-07-20".to_owned());
                operation(engine.relate(&customer, &other, kind, &related(now, until))?)
            }
            11 => {
                let (kind, value) =
                    [("card", format!("K{}", b % 7)), ("mobile", mobile(b))][usize::from(b) % 2].clone();
                operation(engine.unbind(&customer, &input(&[(kind, &value)]), "li", "", now)?)
            }
            12 => self.enrich(&name, b, now)?,
            _ => return self.keep_going(what, (a, b), now),
        })
    }

    fn tag(&mut self, customer: &str, b: u8) -> Result<Option<Back>> {
        let until = b.is_multiple_of(2).then(|| "2026-08-01".to_owned());
        let options = TagOptions { now: self.now(), until, actor: "li".into(), ..TagOptions::default() };
        let said = if b.is_multiple_of(3) { Engine::untag } else { Engine::tag };
        Ok(Some(Back::Operation(said(&mut self.engine, customer, "vip", &options)?.operation)))
    }

    fn erase_record(&mut self, (number, name): (usize, &str)) -> Option<Back> {
        (self.present.iter().filter(|p| **p).count() > 3).then(|| {
            self.engine.erase_record(name).unwrap();
            self.present[number] = false;
            Back::Record(number)
        })
    }

    /// What an outside source tells; which operation it was the history knows.
    fn enrich(&mut self, name: &str, b: u8, now: &str) -> Result<Option<Back>> {
        let fields = input(&[("city", ["宁波", "杭州市"][usize::from(b) % 2]), ("email", "outside@corp.cn")]);
        let source = ["register", "tenders"][usize::from(b / 2) % 2].to_owned();
        let known = Enrichment { fields, source, at: None, confidence: Some(0.5) };
        self.engine.enrich(name, &known, "", now)?;
        let history = self.engine.history(&HistoryQuery { limit: usize::MAX, ..HistoryQuery::default() })?;
        Ok(history.operations.into_iter().next().map(|last| Back::Operation(last.operation)))
    }

    /// Steps that cannot be taken back, or only together.
    fn keep_going(&mut self, what: u8, (a, b): (u8, u8), now: &str) -> Result<Option<Back>> {
        match what {
            13 | 14 => self.track(a, b, now)?,
            15 => self.acknowledge(a, b, now)?,
            16 => self.report(a, b, now)?,
            17 => _ = self.engine.advance(now)?,
            18 => {
                if let Some(customer) = self.customer(a).filter(|_| a.is_multiple_of(3)) {
                    self.engine.erase(&customer)?;
                    self.look_who_is_there();
                }
            }
            19 => self.undo_any(b, now)?,
            20 | 21 => {
                let number = usize::from(a) % RECORDS;
                self.engine.upsert(&[record(number, usize::from(b))], "", now)?;
                self.present[number] = true;
            }
            22 => {
                if let (Some(a), Some(b)) = (self.customer(a), self.customer(b)) {
                    let known = self.engine.customer(&a, &CustomerView::at(now))?.relations;
                    let partner = known.iter().find(|relation| relation.kind == "partner");
                    let b = partner.map_or(b, |relation| relation.customer_id.clone());
                    self.engine.unrelate(&a, &b, "partner", &related(now, None))?;
                }
            }
            // Time passes: hours, days, and sometimes it goes back.
            23 => self.clock += i64::from(a) * 3_600_000 * i64::from(b % 4 + 1),
            24 if a.is_multiple_of(4) => self.clock -= i64::from(b) * 60_000,
            _ => {}
        }
        Ok(None)
    }

    /// An event: late, early, told again, of somebody who is not known yet, or of a device alone.
    fn track(&mut self, a: u8, b: u8, now: &str) -> Result<()> {
        self.tracked += 1;
        let id = if b.is_multiple_of(16) { "again".to_owned() } else { format!("t{}", self.tracked) };
        let time = self.instant(self.clock + (i64::from(a) - 200) * 24 * 3_600_000);
        let (record, mobile, device) =
            (format!("r{}", a % 20), mobile(a), ["D1", "D2", "D\n🙂"][usize::from(a) % 3]);
        let subject = match b % 4 {
            0 => ("record_id", record.as_str()),
            1 => ("mobile", mobile.as_str()),
            2 => ("device", device),
            _ => ("mobile", "13911110000"),
        };
        let kind = ["order", "visit"][usize::from(b / 4) % 2];
        let event = [("event_id", id.as_str()), ("type", kind), ("time", &time), ("amount", "70"), subject];
        self.engine.track(&[input(&event)], now).map(|_| ())
    }

    fn acknowledge(&mut self, a: u8, b: u8, now: &str) -> Result<()> {
        let page = self.engine.actions(now, ALL, &Access::default())?;
        let taken =
            page.rows.iter().map(Acknowledged::from).chain(page.control.iter().map(Acknowledged::from));
        let (skip, step) = (usize::from(a) % 5, usize::from(b) % 3 + 1);
        self.engine.acknowledge(&taken.skip(skip).step_by(step).collect::<Vec<_>>(), now)
    }

    fn report(&mut self, a: u8, b: u8, now: &str) -> Result<()> {
        let journal_keys: Vec<String> = self.keys();
        let Some(key) = journal_keys.get(usize::from(a) % journal_keys.len().max(1)) else { return Ok(()) };
        let outcome =
            [Outcome::Sent, Outcome::Opened, Outcome::Converted, Outcome::Failed][usize::from(b) % 4];
        let value = (outcome == Outcome::Converted).then(|| json!(i32::from(b)));
        self.engine.report(&[Report { key: key.clone(), outcome, at: None, value }], now).map(|_| ())
    }

    /// The keys of actions that were taken over, as the state keeps them.
    fn keys(&self) -> Vec<String> {
        let snapshot = self.engine.snapshot().unwrap();
        let frames = kehu::store::Reader::snapshot(&snapshot).unwrap();
        let key = |payload: &[u8]| match kehu::store::Change::decode(payload) {
            Ok(kehu::store::Change::Acted { key, .. }) => Some(key),
            _ => None,
        };
        let mut keys: Vec<String> = frames.filter_map(|frame| key(frame.unwrap().1)).collect();
        keys.sort();
        keys
    }

    fn undo_any(&mut self, b: u8, now: &str) -> Result<()> {
        let history = self.engine.history(&HistoryQuery { limit: usize::MAX, ..HistoryQuery::default() })?;
        let mut ids: Vec<String> = history.operations.into_iter().map(|one| one.operation).collect();
        ids.sort();
        match ids.get(usize::from(b) % ids.len().max(1)) {
            Some(id) => self.engine.undo(id, "li", "wrong", now).map(|_| ()),
            None => Ok(()),
        }
    }

    fn look_who_is_there(&mut self) {
        for number in 0..RECORDS {
            let name = format!("{}/r{number}", source(number));
            self.present[number] = self.engine.explain(&name, &name, &Access::default()).is_ok();
        }
    }

    pub fn take_back(&mut self, back: Back) {
        let now = self.later();
        match back {
            Back::Operation(id) => match self.engine.undo(&id, "li", "wrong", &now) {
                Ok(_) => {}
                // An unbinding takes bindings back itself.
                Err(error) => assert_eq!(error.code(), "operation/withdrawn"),
            },
            Back::Record(number) => {
                self.engine.upsert(&[record(number, number)], "", NOW).unwrap();
                self.engine.track(&first_events(), NOW).unwrap();
                self.present[number] = true;
            }
            Back::Ruleset(variant) => {
                self.engine.adopt_ruleset(document(variant)).unwrap();
                self.variant = variant;
            }
            Back::Nothing => {}
        }
    }
}

fn related(now: &str, until: Option<String>) -> RelationOptions {
    RelationOptions { now: now.to_owned(), until, actor: "li".into(), ..RelationOptions::default() }
}

/// Everything that an engine answers, and all that it keeps.
pub fn answers(engine: &mut Engine, now: &str) -> Vec<String> {
    let everybody = Access::default();
    let json = |value: Value| serde_json::to_string_pretty(&value).unwrap();
    vec![
        export_at(engine, now),
        json(serde_json::to_value(engine.actions(now, ALL, &everybody).unwrap()).unwrap()),
        json(serde_json::to_value(engine.held_back(None, now, ALL, &everybody).unwrap()).unwrap()),
        format!("{:#?}", engine.segments(now).unwrap()),
        format!("{:#?}", engine.tags(now).unwrap()),
        format!("{:#?}", engine.journeys().unwrap()),
        format!(
            "{:#?}",
            engine.results(&ResultsQuery { now: now.into(), ..ResultsQuery::default() }).unwrap()
        ),
        format!("{:#?}", engine.assign(now, ALL, &everybody).unwrap()),
        format!("{:#?}", engine.refusals(&PairQuery { limit: usize::MAX, ..PairQuery::default() }).unwrap()),
        format!(
            "{:#?}",
            engine.history(&HistoryQuery { limit: usize::MAX, ..HistoryQuery::default() }).unwrap()
        ),
        format!("{:?}", engine.snapshot().unwrap()),
    ]
}
