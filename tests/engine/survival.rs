//! What survives: nothing of what was abandoned, everything of what was committed.

use kehu::engine::{Engine, ImportOptions, Options};
use kehu::identity::Verdict;
use kehu::messages::Language;

use kehu::privacy::Access;

use crate::world::*;

pub fn options() -> Options {
    Options { language: Language::En, ..Options::default() }
}

pub const FIRST: &str = "\
编号,公司名称,手机,邮箱,备注,自有列
1,杭州云帆科技有限公司,13812345678,a@yunfan.com.cn,老客户,x
2,杭州云帆科技有限责任公司,13812345678,,,
3,上海明辰机械有限公司,13987654321,b@mingchen.com,,y
4,成都锦程电子有限公司,13611112222,,,
";
/// Replaces a record, adds some, brings a column of its own.
pub const SECOND: &str = "\
编号,公司名称,手机,另一列
3,杭州云帆科技有限公司,13812345678,z
5,上海明辰机械有限公司,13987654321,
6,成都锦程电子有限公司,13611112222,q
";

pub fn settled() -> Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FIRST);
    let order = |id: &str, subject: (&str, &str)| {
        input(&[("event_id", id), ("type", "order"), ("time", "2026-01-05"), ("amount", "300"), subject])
    };
    engine
        .track(
            &[
                order("a", ("record_id", "1")),
                order("b", ("mobile", "13987654321")),
                order("c", ("mobile", "13500009999")),
            ],
            NOW,
        )
        .unwrap();
    engine.decide("3", "4", Verdict::Same, "li", "told on the phone", NOW).unwrap();
    let due = engine.actions(NOW, (0, 10), &Access::default()).unwrap();
    let first = due.rows.first().expect("orders are long ago");
    let taken = kehu::engine::Acknowledged::from(first);
    engine.acknowledge(&[taken], NOW).unwrap();
    engine
}

#[test]
fn an_abandoned_import_leaves_no_trace() {
    let mut engine = settled();
    let before = traces(&mut engine);
    for stage in 0..9 {
        engine.begin_import(records("crm")).unwrap();
        for chunk in SECOND.as_bytes().chunks(30).take(if stage == 0 { 2 } else { usize::MAX }) {
            engine.push_import(chunk).unwrap();
        }
        if stage > 1 {
            engine.end_import().unwrap();
        }
        for _ in 2..stage {
            engine.step_import(1).unwrap();
        }
        engine.abort_import();
        assert_eq!(traces(&mut engine), before, "stage {stage}");
    }
    import(&mut engine, records("crm"), SECOND);
    let mut never_aborted = settled();
    import(&mut never_aborted, records("crm"), SECOND);
    assert_eq!(traces(&mut engine), traces(&mut never_aborted));
}

#[test]
fn a_column_of_an_abandoned_import_leaves_nothing_to_the_next_one() {
    let (mut engine, mut never_aborted) = (settled(), settled());
    engine.begin_import(records("crm")).unwrap();
    engine.push_import(SECOND.as_bytes()).unwrap();
    engine.end_import().unwrap();
    engine.abort_import();
    for engine in [&mut engine, &mut never_aborted] {
        import(engine, records("crm"), "编号,第三列\n5,w\n");
    }
    assert_eq!(traces(&mut engine), traces(&mut never_aborted));
}

pub const EVENTS: &str = "\
event_id,type,time,record_id,mobile,company,amount
d,order,2026-01-06,,13987654321,,500
b,order,2026-01-06,1,,,500
,visit,2026-01-07,1,,,
e,visit,2026-01-07,,,杭州云帆科技有限公司,
f,order,2026-01-08,,13500009999,,700
";

#[test]
fn abandoned_events_leave_no_trace() {
    let mut engine = settled();
    let (before, edition) = (traces(&mut engine), engine.edition());
    let events = kehu::engine::ImportOptions { kind: kehu::engine::ImportKind::Events, ..records("crm") };
    for take in 1..=EVENTS.len().div_ceil(30) {
        engine.begin_import(events.clone()).unwrap();
        for chunk in EVENTS.as_bytes().chunks(30).take(take) {
            engine.push_import(chunk).unwrap();
        }
        engine.abort_import();
        assert_eq!((traces(&mut engine), engine.edition()), (before.clone(), edition), "{take} chunks");
    }
    let report = import(&mut engine, events.clone(), EVENTS);
    assert_eq!((report.rows, report.repeated, report.waiting), (4, 1, 2));
    let mut never_aborted = settled();
    import(&mut never_aborted, events, EVENTS);
    assert_eq!(traces(&mut engine), traces(&mut never_aborted));
}

#[test]
fn a_failing_import_leaves_no_trace_and_the_engine_of_use() {
    let mut engine = settled();
    let before = traces(&mut engine);
    let wide = vec!["c"; 501].join(",");
    for (start, rest, code) in [
        (SECOND, "7,\u{0}".to_owned(), "import/binary"),
        (wide.as_str(), "\n".to_owned(), "import/too_many_fields"),
        ("", String::new(), "import/empty"),
    ] {
        engine.begin_import(records("crm")).unwrap();
        let pushed = engine.push_import(start.as_bytes()).and_then(|_| engine.push_import(rest.as_bytes()));
        let error = pushed.and_then(|_| engine.end_import()).unwrap_err();
        assert_eq!(error.code(), code);
        assert_eq!(traces(&mut engine), before, "{code}");
    }
    let ignored = || ["备注".into(), "没有".into()];
    let mapping = || [("没有".to_owned(), kehu::schema::mapping::Target::default())].into();
    for (bad, path) in [
        (ImportOptions { id: Some("没有".into()), ..records("crm") }, "id"),
        (ImportOptions { truth: Some("没有".into()), ..records("crm") }, "truth"),
        (ImportOptions { ignore: ignored().into(), ..records("crm") }, "ignore[1]"),
        (ImportOptions { mapping: mapping(), ..records("crm") }, "mapping.没有"),
    ] {
        engine.begin_import(bad).unwrap();
        engine.push_import(FIRST.as_bytes()).unwrap();
        let error = engine.end_import().unwrap_err();
        assert_eq!((error.code(), error.path()), ("import/no_column", path));
        assert_eq!(traces(&mut engine), before);
    }
    assert_eq!(engine.push_import(b"x").unwrap_err().code(), "engine/no_import");
}

#[test]
fn while_an_import_is_under_way_nothing_else_happens() {
    let mut engine = settled();
    engine.begin_import(records("crm")).unwrap();
    assert_eq!(engine.begin_import(records("crm")).unwrap_err().code(), "engine/busy");
    assert_eq!(engine.snapshot().unwrap_err().code(), "engine/busy");
    assert_eq!(engine.quality(&Default::default()).unwrap_err().code(), "engine/busy");
    assert_eq!(engine.explain("1", "2", &Access::default()).unwrap_err().code(), "engine/busy");
    assert_eq!(engine.upsert(&[], "crm", NOW).unwrap_err().code(), "engine/busy");
    assert_eq!(engine.check(&input(&[]), 5, &Access::default()).unwrap_err().code(), "engine/busy");
    engine.abort_import();
    engine.snapshot().unwrap();
}

#[test]
fn a_check_changes_nothing() {
    let mut engine = settled();
    let before = traces(&mut engine);
    for record in [
        input(&[("company", "杭州云帆科技有限公司"), ("mobile", "138 1234 5678"), ("一个新列", "x")]),
        input(&[("id", "1"), ("company", "某某")]),
        input(&[]),
    ] {
        engine.check(&record, 5, &Access::default()).unwrap();
        assert_eq!(traces(&mut engine), before);
    }
}

#[test]
fn a_snapshot_gives_the_same_customers() {
    let mut engine = settled();
    import(&mut engine, records("erp"), SECOND);
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), options()).unwrap();
    assert_eq!(traces(&mut restored), traces(&mut engine));
    assert!(restored.take_journal().is_empty());
    assert_eq!(
        restored.actions(NOW, (0, 100), &Access::default()).unwrap(),
        engine.actions(NOW, (0, 100), &Access::default()).unwrap()
    );
    // Both sources have a record 3; the decision was on that of the first.
    assert_eq!(restored.explain("crm/3", "crm/4", &Access::default()).unwrap().verdict, Some(Verdict::Same));
}

#[test]
fn events_stay_with_their_customer_when_their_key_became_common() {
    let mut engine = engine();
    engine
        .track(
            &[input(&[("event_id", "e"), ("type", "order"), ("time", NOW), ("phone", "0571-88886666")])],
            NOW,
        )
        .unwrap();
    for n in 0..70 {
        let record =
            input(&[("id", &n.to_string()), ("contact", &format!("第{n}号")), ("phone", "0571-88886666")]);
        engine.upsert(&[record], "crm", NOW).unwrap();
    }
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), options()).unwrap();
    assert_eq!(traces(&mut restored), traces(&mut engine));
}

#[test]
fn a_journal_makes_the_same_engine_again_and_may_be_read_twice() {
    let mut original = settled();
    let mut journal = original.take_journal().concat();
    import(&mut original, records("crm"), SECOND);
    original.merge(&[customer_of(&original, "1"), customer_of(&original, "4")], "li", "", NOW).unwrap();
    journal.extend(original.take_journal().concat());
    let mut again = engine();
    again.replay(&journal).unwrap();
    assert_eq!(traces(&mut again), traces(&mut original));
    assert!(again.take_journal().is_empty(), "what is replayed is in a journal already");
    again.replay(&journal).unwrap();
    assert_eq!(clusters(&again), clusters(&original), "a second time");
    assert_eq!(again.snapshot().unwrap(), original.snapshot().unwrap());
}

#[test]
fn replaying_does_not_swallow_what_is_not_kept_yet() {
    let mut engine = settled();
    let journal = engine.take_journal().concat();
    let mut other = crate::world::engine();
    other.upsert(&[input(&[("id", "9"), ("company", "甲有限公司")])], "crm", NOW).unwrap();
    other.replay(&journal).unwrap();
    assert!(!other.take_journal().is_empty());
}

/// The engine that takes over what a snapshot derived, and the one that derives it anew.
fn both_roads(snapshot: &[u8]) -> [Engine; 2] {
    let anew = changes_only(snapshot);
    assert!(anew.len() < snapshot.len());
    [snapshot, &anew].map(|bytes| Engine::restore(bytes, options()).unwrap())
}

#[test]
fn what_was_derived_is_what_would_be_derived_anew() {
    let mut engine = settled();
    import(&mut engine, records("erp"), SECOND);
    import(&mut engine, events(), EVENTS);
    let restored = both_roads(&engine.snapshot().unwrap());
    for mut restored in restored {
        assert_eq!(traces(&mut restored), traces(&mut engine));
        assert_eq!(restored.edition(), engine.edition());
    }
}

#[test]
fn an_engine_goes_on_alike_whichever_way_it_was_restored() {
    let mut engine = settled();
    engine.take_journal();
    let restored = both_roads(&engine.snapshot().unwrap());
    let go_on = |engine: &mut Engine| {
        import(engine, records("crm"), SECOND);
        import(engine, events(), EVENTS);
        engine.unmerge("4", "li", "", NOW).unwrap();
        (traces(engine), engine.take_journal())
    };
    let expected = go_on(&mut engine);
    for mut restored in restored {
        let (outcome, journal) = go_on(&mut restored);
        assert_eq!(outcome, expected.0);
        assert_eq!(journal.len(), expected.1.len());
    }
}

#[test]
fn an_empty_engine_is_found_again() {
    for mut restored in both_roads(&engine().snapshot().unwrap()) {
        assert_eq!(traces(&mut restored), traces(&mut engine()));
    }
}

#[test]
fn columns_of_files_keep_their_order() {
    let mut engine = engine();
    import(&mut engine, records("a"), "编号,乙列\n1,x\n");
    import(&mut engine, records("b"), "编号,甲列,乙列\n1,y,z\n");
    import(&mut engine, records("a"), "编号,丙列\n1,w\n");
    for mut restored in both_roads(&engine.snapshot().unwrap()) {
        assert_eq!(traces(&mut restored), traces(&mut engine));
    }
}

/// What another mode, language or ruleset would derive is not taken over.
#[test]
fn a_snapshot_opens_in_another_mode_as_if_all_came_anew() {
    let mut engine = settled();
    import(&mut engine, records("erp"), SECOND);
    let snapshot = engine.snapshot().unwrap();
    let linking = Options { mode: kehu::engine::Mode::Link, ..options() };
    let restored = [snapshot.clone(), changes_only(&snapshot)]
        .map(|bytes| traces(&mut Engine::restore(&bytes, linking).unwrap()));
    assert_eq!(restored[0], restored[1]);
    assert_ne!(restored[0].1, engine.export_pairs());
}

/// The parts of what is stored in version 1: snapshot and journal.
pub fn version_1() -> [Vec<u8>; 2] {
    let text = include_str!("../cases/stored-v1.txt");
    let part = |name: &str| {
        let lines = text.lines().skip_while(|line| *line != name).skip(1);
        let digits: String = lines.take_while(|line| line.chars().all(|c| c.is_ascii_hexdigit())).collect();
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(byte).collect()
    };
    ["snapshot", "journal"].map(part)
}

#[test]
fn version_1_is_still_read() {
    let [snapshot, journal] = version_1();
    let mut restored = Engine::restore(&snapshot, options()).unwrap();
    assert_eq!(clusters(&restored), [set(&["1", "2"]), set(&["3", "4"])].into());
    assert_eq!(pairs(&restored), set(&["1,2,7.967,0.996019,match"]));
    let edition = restored.edition();
    assert_eq!((edition.records, edition.events, edition.waiting_events), (4, 3, 1));
    assert_eq!(restored.explain("3", "4", &Access::default()).unwrap().verdict, Some(Verdict::Same));
    let kehu::store::Change::Ruleset { document } = first_change(&snapshot) else { panic!("no ruleset") };
    let ruleset = kehu::schema::ruleset::Ruleset::from_json(&document).unwrap();
    let mut replayed = Engine::new(ruleset, options()).unwrap();
    replayed.replay(&journal).unwrap();
    assert_eq!(traces(&mut replayed), traces(&mut restored));
    let migrated = restored.snapshot().unwrap();
    assert_eq!(traces(&mut Engine::restore(&migrated, options()).unwrap()), traces(&mut restored));
}

pub fn first_change(snapshot: &[u8]) -> kehu::store::Change {
    let mut frames = kehu::store::Reader::snapshot(snapshot).unwrap();
    kehu::store::Change::decode(frames.next().unwrap().unwrap().1).unwrap()
}

/// Ids of any look: with line breaks, slashes, signs beyond the basic plane, very long.
#[test]
fn ids_of_any_look_survive() {
    let mut engine = engine();
    let long = "长".repeat(3_400);
    let ids = ["a\nb", "🙂👩‍👩‍👧", "x/y", "C0000000000000", "\u{feff}q", long.as_str()];
    let records: Vec<_> = ids
        .iter()
        .map(|id| input(&[("id", id), ("company", "杭州云帆科技有限公司"), ("source", "a/b\n")]))
        .collect();
    let first = engine.take_journal().concat();
    engine.upsert(&records, "", NOW).unwrap();
    for id in ids {
        let event =
            [("event_id", id), ("type", "order"), ("time", "2026-01-05"), ("amount", "1"), ("record_id", id)];
        let outcome = engine.track(&[input(&event)], NOW).unwrap();
        assert!(outcome.results[0].customer_id.is_some(), "{id:?}");
        engine.decide(id, ids[0], Verdict::Distinct, "li\n", id, NOW).ok();
    }
    assert_eq!(engine.edition().records, ids.len());
    let journal = [first, engine.take_journal().concat()].concat();
    let mut replayed = crate::world::engine();
    replayed.replay(&journal).unwrap();
    for mut restored in both_roads(&engine.snapshot().unwrap()).into_iter().chain([replayed]) {
        assert_eq!(traces(&mut restored), traces(&mut engine));
    }
    for id in ids {
        engine.erase_record(id).unwrap();
    }
    let snapshot = engine.snapshot().unwrap();
    assert!(!snapshot.windows(9).any(|bytes| bytes == "长长长".as_bytes()), "erased is erased");
    let late = [("event_id", "late"), ("type", "order"), ("time", "2026-01-05"), ("record_id", "x/y")];
    assert_eq!(engine.track(&[input(&late)], NOW).unwrap().results[0].customer_id, None, "nobody is there");
    assert_eq!(engine.edition().waiting_events, 1);
}

#[test]
fn an_undo_is_not_undone_and_done_once() {
    let mut engine = settled();
    let before = engine.digest();
    let merged =
        engine.merge(&[customer_of(&engine, "1"), customer_of(&engine, "4")], "li", "", NOW).unwrap();
    let undone = engine.undo(&merged.operation, "li", "", NOW).unwrap();
    assert_eq!((undone.operation.as_str(), engine.digest()), (merged.operation.as_str(), before.clone()));
    let again = engine.undo(&merged.operation, "li", "", NOW).unwrap_err();
    assert_eq!((again.code(), engine.digest()), ("operation/withdrawn", before));
}
