//! The compiled conditions against a naive evaluator that asks every event anew at every instant.

use kehu::expr::{
    Condition, ContactsTest, EventTest, FieldTest, JsonSubject, Literal, Measure, NEVER, Op, Quantifier,
    Step, Truth, Window, compile, parse, parse_text, to_json, to_query, to_text,
};
use kehu::normalize::civil::{Date, Timestamp};
use kehu::schema::ruleset::{Period, Unit};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{CHINA, at, preset, tagger};

const HOUR: i64 = 3_600_000;

/// What the naive evaluator knows of a customer: events as (type, time, amount, end date) and fields as JSON has them.
struct Customer<'a>(&'a Value);

impl Customer<'_> {
    fn truth(&self, condition: &Condition, now: Timestamp) -> Truth {
        match condition {
            Condition::All(parts) => parts.iter().map(|p| self.truth(p, now)).min().unwrap_or(Truth::True),
            Condition::Any(parts) => parts.iter().map(|p| self.truth(p, now)).max().unwrap_or(Truth::False),
            Condition::Not(part) => !self.truth(part, now),
            Condition::Field(test) => {
                let value = &self.0["golden"][&test.field];
                field(test, if value.is_null() { None } else { value["value"].as_str() }, now)
            }
            Condition::AtLeast(count, parts) => {
                let truths: Vec<Truth> = parts.iter().map(|part| self.truth(part, now)).collect();
                let of = |truth| truths.iter().filter(|one| **one == truth).count();
                match *count as usize {
                    enough if of(Truth::True) >= enough => Truth::True,
                    enough if of(Truth::True) + of(Truth::Unknown) < enough => Truth::False,
                    _ => Truth::Unknown,
                }
            }
            Condition::Event(test) => self.event(test, now),
            Condition::Contacts(test) => self.contacts(test, now),
            Condition::Sequence(test) => match self.entered(&test.window, now) {
                Some(after) => self.follows(&test.steps, &test.window, (after, None), now).into(),
                None => Truth::Unknown,
            },
            other => panic!("not generated: {other:?}"),
        }
    }

    /// Each contact is asked as a customer of its own; of whom it is not known, both ways are tried.
    fn contacts(&self, test: &ContactsTest, now: Timestamp) -> Truth {
        let contacts = self.0["contacts"].as_array().unwrap();
        let held = |contact: &Value| {
            let facts = contact.as_object().unwrap();
            let golden: serde_json::Map<String, Value> =
                facts.iter().map(|(name, value)| (name.clone(), json!({"value": value}))).collect();
            Customer(&json!({"golden": golden})).truth(&test.condition, now)
        };
        let truths: Vec<Truth> = contacts.iter().map(held).collect();
        match &test.quantifier {
            Quantifier::Any => truths.into_iter().max().unwrap_or(Truth::False),
            Quantifier::All => truths.into_iter().min().unwrap_or(Truth::True),
            Quantifier::None => !truths.into_iter().max().unwrap_or(Truth::False),
            Quantifier::Count { op, value } => {
                let unknown = truths.iter().filter(|truth| **truth == Truth::Unknown).count();
                let held = truths.iter().filter(|truth| **truth == Truth::True).count();
                let outcomes: std::collections::BTreeSet<bool> =
                    (0..=unknown).map(|more| compare(*op, (held + more) as f64, number(value))).collect();
                if outcomes.len() == 1 { outcomes.contains(&true).into() } else { Truth::Unknown }
            }
        }
    }

    fn event(&self, test: &EventTest, now: Timestamp) -> Truth {
        let Some(after) = self.entered(&test.window, now) else {
            return test.default.map_or(Truth::Unknown, Truth::from);
        };
        let all = self.0["timeline"].as_array().unwrap().iter();
        let counted: Vec<&Value> = all.filter(|e| time(e) > after && counts(test, e, now)).collect();
        match &test.measure {
            Measure::Count { op, value } => compare(*op, counted.len() as f64, number(value)).into(),
            Measure::Aggregate { op, value, .. } => {
                let sum: i64 = counted.iter().map(|e| e["amount"].as_i64().unwrap_or_default()).sum();
                compare(*op, sum as f64, number(value)).into()
            }
            Measure::Streak { length, .. } => {
                let days: Vec<Date> = counted.iter().map(|e| time(e).date(CHINA)).collect();
                let run = |day: &Date| (0..i64::from(*length)).all(|i| days.contains(&day.add_days(i)));
                days.iter().any(run).into()
            }
            habit => self.habit(habit, test, now).into(),
        }
    }

    /// Whether events of these steps come one after the other, whichever they are.
    fn follows(
        &self,
        steps: &[Step],
        window: &Window,
        before: (Timestamp, Option<&Value>),
        now: Timestamp,
    ) -> bool {
        let (after, previous) = before;
        let Some((step, rest)) = steps.split_first() else { return true };
        self.0["timeline"].as_array().unwrap().iter().any(|event| {
            let is_it = passes(&step.events, step.filter.as_ref(), event, now);
            let bound = |bond: &kehu::expr::Bond| {
                let (own, other) = (&event[&bond.property], &previous.unwrap()[&bond.property]);
                !own.is_null() && !other.is_null() && (own == other) == bond.same
            };
            let soon = |gap: &Period| previous.is_none() || within(&Window::Within(*gap), after, time(event));
            is_it
                && within(window, time(event), now)
                && after < time(event)
                && step.gap.as_ref().is_none_or(soon)
                && step.bond.as_ref().is_none_or(bound)
                && self.follows(rest, window, (time(event), Some(event)), now)
        })
    }

    /// After which instant events may count; none, where they should since a stage that was never entered.
    fn entered(&self, window: &Window, now: Timestamp) -> Option<Timestamp> {
        let Window::Since(stage) = window else { return Some(Timestamp(i64::MIN)) };
        let stays = self.0["stages"].as_array().unwrap().iter();
        let of = |stay: &&Value| stage.as_ref().is_none_or(|stage| stay["id"] == stage.as_str());
        stays.filter(of).map(|stay| at(stay["from"].as_str().unwrap())).filter(|from| *from <= now).max()
    }

    fn habit(&self, habit: &Measure, test: &EventTest, now: Timestamp) -> bool {
        let all = self.0["timeline"].as_array().unwrap().iter();
        let times: Vec<Timestamp> = all
            .filter(|event| passes(&test.events, test.filter.as_ref(), event, now) && time(event) <= now)
            .map(time)
            .collect();
        let last = |period: &Period, t: &Timestamp| within(&Window::Within(*period), *t, now);
        match habit {
            Measure::FirstTime(period) => times.iter().min().is_some_and(|first| last(period, first)),
            Measure::Stopped { silent, active } => {
                times.iter().any(|t| last(active, t)) && !times.iter().any(|t| last(silent, t))
            }
            Measure::Restarted { active, silent } => {
                times.iter().any(|t| last(active, t))
                    && times.iter().any(|t| !last(silent, t))
                    && !times.iter().any(|t| last(silent, t) && !last(active, t))
            }
            Measure::Regularly { every, min, of, op, value } => {
                let times_every = |count: u32| Period { last: every.last * count, ..*every };
                let is_good = |place: &u32| {
                    let older = |t: &Timestamp| *place > 0 && last(&times_every(*place), t);
                    let of_period = times.iter().filter(|t| last(&times_every(place + 1), t) && !older(t));
                    compare(*op, of_period.count() as f64, number(value))
                };
                (0..*of).filter(is_good).count() >= *min as usize
            }
            other => panic!("no habit: {other:?}"),
        }
    }
}

fn time(event: &Value) -> Timestamp {
    at(event["time"].as_str().unwrap())
}

fn counts(test: &EventTest, event: &Value, now: Timestamp) -> bool {
    passes(&test.events, test.filter.as_ref(), event, now) && within(&test.window, time(event), now)
}

fn passes(events: &[String], filter: Option<&Condition>, event: &Value, now: Timestamp) -> bool {
    let named = events.iter().any(|name| event["type"] == name.as_str());
    named
        && filter.is_none_or(|filter| match filter {
            Condition::Field(test) => field(test, event[&test.field].as_str(), now) == Truth::True,
            other => panic!("not generated: {other:?}"),
        })
}

fn within(window: &Window, time: Timestamp, now: Timestamp) -> bool {
    let period = match window {
        Window::Within(period) => period,
        Window::Before(outer, inner) => {
            let outer = outer.is_none_or(|outer| within(&Window::Within(outer), time, now));
            return time <= now && outer && !within(&Window::Within(*inner), time, now);
        }
        _ => return time <= now,
    };
    let last = i64::from(period.last);
    let (day, today) = (time.date(CHINA), now.date(CHINA));
    let recent = match (period.unit, period.calendar) {
        (Unit::Hour, _) => now.0 - time.0 < last * HOUR,
        (Unit::Day, false) => now.0 - time.0 < last * 24 * HOUR,
        (Unit::Day, true) => today.days() - day.days() < last,
        (_, true) => {
            today.year() * 12 + today.month() as i32 - day.year() * 12 - (day.month() as i32) < last as i32
        }
        (_, false) => {
            let end = day.add_months(last);
            (today, now.ms_of_day(CHINA)) < (end, time.ms_of_day(CHINA))
        }
    };
    time <= now && recent
}

fn field(test: &FieldTest, value: Option<&str>, now: Timestamp) -> Truth {
    if matches!(test.op, Op::Exists | Op::Missing) {
        return (value.is_some() == (test.op == Op::Exists)).into();
    }
    let Some(value) = value else { return test.default.map_or(Truth::Unknown, Truth::from) };
    let ahead = || Date::parse(value).unwrap().days() - now.date(CHINA).days();
    let days = || number(&test.value) as i64;
    match test.op {
        Op::WithinNextDays => (0..=days()).contains(&ahead()).into(),
        Op::WithinLastDays => (-days()..=0).contains(&ahead()).into(),
        Op::OlderThanDays => (ahead() < -days()).into(),
        Op::Before => (ahead() < 0).into(),
        Op::Anniversary => {
            let day = Date::parse(value).unwrap();
            let mut years = (1..=120).map(|year| day.add_months(12 * year).days() - now.date(CHINA).days());
            years.any(|ahead| (0..=days()).contains(&ahead)).into()
        }
        op => compare(op, value.parse().unwrap(), number(&test.value)).into(),
    }
}

fn number(literal: &Literal) -> f64 {
    let Literal::Number(number) = literal else { panic!("not generated: {literal:?}") };
    number.raw() as f64 / 10_000.0
}

fn compare(op: Op, left: f64, right: f64) -> bool {
    match op {
        Op::Equals => left == right,
        Op::Lt => left < right,
        Op::Gte => left >= right,
        other => panic!("not generated: {other:?}"),
    }
}

/// An instant within about four months around `2026-11-22`, on the hour so that some coincide.
pub fn instant() -> impl Strategy<Value = Timestamp> {
    (-2_500_i64..600).prop_map(|hours| at("2026-11-22").add_ms(hours * HOUR))
}

fn day() -> impl Strategy<Value = String> {
    instant().prop_map(|time| time.date(CHINA).to_string())
}

fn event() -> impl Strategy<Value = Value> {
    (prop::sample::select(vec!["order", "contract", "visit"]), instant(), 0_i64..5, day()).prop_map(
        |(kind, time, amount, end)| {
            json!({"type": kind, "time": time.to_rfc3339(CHINA), "amount": amount, "end_date": end})
        },
    )
}

pub fn customer() -> impl Strategy<Value = Value> {
    let golden = (prop::option::of(0_i64..5), prop::option::of(day())).prop_map(|(employees, born)| {
        let held = |value: Option<String>| value.map(|v| json!({"value": v})).unwrap_or(Value::Null);
        json!({"employees": held(employees.map(|n| n.to_string())), "birth_date": held(born)})
    });
    let contact = (prop::option::of(0_i64..5), prop::option::of(day())).prop_map(|(strength, born)| {
        let mut contact = json!({});
        if let Some(strength) = strength {
            contact["strength"] = json!(strength.to_string());
        }
        if let Some(born) = born {
            contact["birth_date"] = json!(born);
        }
        contact
    });
    let stays =
        prop::collection::vec(((-3_500_i64..-2_500), prop::sample::select(vec!["lead", "service"])), 0..3);
    let stays = stays.prop_map(|mut stays| {
        stays.sort_unstable();
        let stay = |(hours, id): (i64, &str)| {
            json!({"id": id, "from": at("2026-11-22").add_ms(hours * HOUR).to_rfc3339(CHINA)})
        };
        stays.into_iter().map(stay).collect::<Vec<Value>>()
    });
    let contacts = prop::collection::vec(contact, 0..4);
    (golden, contacts, stays, prop::collection::vec(event(), 0..9)).prop_map(
        |(golden, contacts, stays, timeline)| {
            json!({"golden": golden, "contacts": contacts, "stages": stays, "timeline": timeline})
        },
    )
}

/// A test of contacts; inside, a test of the field or of a number, alone or combined.
fn contacts() -> impl Strategy<Value = Value> {
    let strength =
        comparison().prop_map(|test| json!({"field": "strength", "op": test["op"], "value": test["n"]}));
    let of_one = prop_oneof![strength, date_test("birth_date")];
    let inner = prop::collection::vec((of_one, any::<bool>()), 1..3).prop_map(|parts| {
        let parts: Vec<Value> =
            parts.into_iter().map(|(part, not)| if not { json!({"not": part}) } else { part }).collect();
        if parts.len() == 1 { parts[0].clone() } else { json!({"any": parts}) }
    });
    let quantifier = prop::sample::select(vec!["any", "all", "none", "count"]);
    (quantifier, inner, comparison()).prop_map(|(quantifier, inner, count)| match quantifier {
        "count" => json!({"contacts": {"count": count, "where": inner}}),
        _ => json!({"contacts": {quantifier: inner}}),
    })
}

fn comparison() -> impl Strategy<Value = Value> {
    (prop::sample::select(vec!["equals", "lt", "gte"]), 0_i64..5)
        .prop_map(|(op, n)| json!({"op": op, "n": n}))
}

fn date_test(field: &'static str) -> impl Strategy<Value = Value> {
    let ops = prop::sample::select(vec![
        "within_next_days",
        "within_last_days",
        "older_than_days",
        "before",
        "exists",
    ]);
    (ops, 0_i64..40).prop_map(move |(op, n)| match op {
        "exists" => json!({"field": field, "op": op}),
        "before" => json!({"field": field, "op": op, "value": "today"}),
        _ => json!({"field": field, "op": op, "value": n}),
    })
}

fn leaf() -> impl Strategy<Value = Value> {
    let employees = (comparison(), prop::option::of(any::<bool>())).prop_map(|(test, default)| {
        let mut leaf = json!({"field": "employees", "op": test["op"], "value": test["n"]});
        if let Some(default) = default {
            leaf["default"] = json!(default);
        }
        leaf
    });
    let window = (prop::option::of(period()), prop::option::weighted(0.2, period()), since());
    let measure = prop_oneof![
        comparison().prop_map(|test| ("count", test)),
        comparison().prop_map(|test| (
            "agg",
            json!({"fn": "sum", "field": "amount", "op": test["op"], "n": test["n"]})
        )),
        (1_i64..4).prop_map(|n| ("streak", json!({"unit": "day", "n": n}))),
    ];
    let kinds = prop::sample::select(vec![json!("order"), json!("contract"), json!(["order", "contract"])]);
    let filter = prop::option::of(date_test("end_date"));
    let event = (kinds, window, measure, filter).prop_map(|(kinds, window, (key, measure), filter)| {
        let mut leaf = json!({"event": kinds});
        leaf[key] = measure;
        put_window(&mut leaf, window);
        if let (Some(filter), true) = (filter, leaf["event"] == "contract") {
            leaf["where"] = filter;
        }
        leaf
    });
    prop_oneof![1 => employees, 2 => date_test("birth_date"), 1 => anniversary("birth_date"), 4 => event, 2 => sequence(), 2 => contacts()]
}

fn anniversary(field: &'static str) -> impl Strategy<Value = Value> {
    (0_i64..181).prop_map(move |n| json!({"field": field, "op": "anniversary", "value": n}))
}

fn period() -> impl Strategy<Value = Value> {
    let unit = prop::sample::select(vec![("hour", 200_i64), ("day", 60), ("month", 3)]);
    (unit, 1_i64..1000, any::<bool>()).prop_map(|((unit, most), n, calendar)| {
        json!({"last": 1 + n % most, "unit": unit, "calendar": calendar && unit != "hour"})
    })
}

/// At times events since a stage was entered.
fn since() -> impl Strategy<Value = Option<Value>> {
    let stage = prop::sample::select(vec![json!(true), json!("lead"), json!("service")]);
    prop::option::weighted(0.15, stage.prop_map(|stage| json!({ "stage": stage })))
}

fn put_window(leaf: &mut Value, (within, not_within, since): (Option<Value>, Option<Value>, Option<Value>)) {
    if let Some(since) = since {
        leaf["since"] = since;
        return;
    }
    for (key, period) in [("within", within), ("not_within", not_within)] {
        if let Some(period) = period {
            leaf[key] = period;
        }
    }
}

fn sequence() -> impl Strategy<Value = Value> {
    let kind = || prop::sample::select(vec!["order", "contract", "visit"]);
    let filter = prop::option::of(date_test("end_date"));
    let step = (kind(), prop::option::of(period()), filter, 0_u8..3).prop_map(|(kind, gap, filter, bond)| {
        let mut step = json!({"event": kind, "bond": bond});
        if let Some(gap) = gap {
            step["gap"] = gap;
        }
        if let (Some(filter), "contract") = (filter, kind) {
            step["where"] = filter;
        }
        step
    });
    (kind(), prop::collection::vec(step, 1..3), prop::option::of(period()), since()).prop_map(
        |(first, mut steps, within, since)| {
            steps.insert(0, json!({"event": first}));
            for place in 1..steps.len() {
                let priced = [&steps[place - 1], &steps[place]].iter().all(|step| step["event"] != "visit");
                if let Some(key) = ["", "same", "other"].get(steps[place]["bond"].as_u64().unwrap() as usize)
                {
                    steps[place].as_object_mut().unwrap().remove("bond");
                    if priced && !key.is_empty() {
                        steps[place][*key] = json!("amount");
                    }
                }
            }
            let mut leaf = json!({"sequence": steps});
            put_window(&mut leaf, (within, None, since));
            leaf
        },
    )
}

/// Two periods, the longer first.
fn pause() -> impl Strategy<Value = (Value, Value)> {
    (period(), period()).prop_map(|(a, b)| {
        let hours = |period: &Value| {
            let unit = match period["unit"].as_str() {
                Some("hour") => 1,
                Some("day") => 24,
                _ => 744,
            };
            period["last"].as_i64().unwrap() * unit
        };
        let (mut long, short) = if hours(&a) >= hours(&b) { (a, b) } else { (b, a) };
        if hours(&long) == hours(&short) {
            long["last"] = json!(long["last"].as_i64().unwrap() + 1);
        }
        (long, short)
    })
}

fn habit() -> impl Strategy<Value = Value> {
    let measure = prop_oneof![
        period().prop_map(|period| ("first_time", period)),
        pause().prop_map(|(long, short)| ("stopped", json!({"active": long, "silent": short}))),
        pause().prop_map(|(long, short)| ("restarted", json!({"active": short, "silent": long}))),
        (period(), 1_i64..4, 0_i64..3, comparison()).prop_map(|(every, min, more, test)| {
            let of = min + more;
            ("regularly", json!({"every": every, "min": min, "of": of, "count": test}))
        }),
    ];
    let kinds = prop::sample::select(vec![json!("order"), json!(["order", "contract"])]);
    (kinds, measure).prop_map(|(kinds, (key, measure))| json!({"event": kinds, key: measure}))
}

pub fn tree() -> impl Strategy<Value = Value> {
    // What returns for ever makes an event count again and again, more often than is looked at.
    let recurring = (anniversary("end_date"), comparison())
        .prop_map(|(filter, test)| json!({"event": "contract", "where": filter, "count": test}));
    let birthdays = (anniversary("birth_date"), comparison())
        .prop_map(|(inner, count)| json!({"contacts": {"count": count, "where": inner}}));
    prop_oneof![6 => leaf(), 4 => habit(), 1 => recurring, 1 => birthdays].prop_recursive(3, 12, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            parts.clone().prop_map(|parts| json!({"all": parts})),
            parts.clone().prop_map(|parts| json!({"any": parts})),
            (1_usize..3, parts).prop_map(|(count, parts)| {
                json!({"at_least": count.min(parts.len().max(1)), "of": parts})
            }),
            inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

/// Instants from `now` up to the change where the truth could differ if the change came too late.
fn instants_before(now: Timestamp, change: Timestamp) -> impl Iterator<Item = Timestamp> {
    let end = if change == NEVER { now.add_ms(7_000 * HOUR) } else { change };
    let hours = (1..).map(move |i| now.add_ms(i * HOUR)).take_while(move |t| *t < end).step_by(5);
    hours.chain([end.add_ms(-1)])
}

fn check(json: &Value, customer: &Value, now: Timestamp, is_leaf: bool) -> Result<(), TestCaseError> {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let condition = parse(json).unwrap();
    let plan = compile(&condition, tagger.vocabulary(), CHINA).unwrap();
    let subject = JsonSubject::new(customer, tagger.vocabulary(), CHINA);
    let naive = Customer(customer);
    let answer = plan.answer(&subject, now);
    prop_assert_eq!(answer.truth, naive.truth(&condition, now));
    prop_assert!(answer.change > now);
    for later in instants_before(now, answer.change) {
        prop_assert_eq!(naive.truth(&condition, later), answer.truth, "at {}", later.to_rfc3339(CHINA));
    }
    if is_leaf && answer.change != NEVER {
        prop_assert_ne!(naive.truth(&condition, answer.change), answer.truth, "at the change");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_single_test_changes_exactly_when_it_says((json, customer, now) in (leaf(), customer(), instant())) {
        check(&json, &customer, now, true)?;
    }

    #[test]
    fn what_is_written_is_read_back(json in tree()) {
        let condition = parse(&json).unwrap();
        prop_assert_eq!(parse(&to_json(&condition)), Ok(condition.clone()));
        let text = to_text(&condition);
        prop_assert_eq!(parse_text(&text), Ok(condition.clone()), "{}", text);
        // A query is a group; what is none is the only part of one.
        let alone = Condition::All(vec![condition.clone()]);
        let read = parse(&to_query(&condition)).unwrap();
        prop_assert!(read == condition || read == alone, "{}", to_query(&condition));
    }

    #[test]
    fn a_combination_stands_at_least_as_long_as_it_says((json, customer, now) in (tree(), customer(), instant())) {
        check(&json, &customer, now, false)?;
    }
}
