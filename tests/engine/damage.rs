//! Damage to what was stored is noticed, or it changes nothing.

use kehu::engine::{Acknowledged, Engine};
use kehu::identity::Verdict;
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use kehu::store::{Change, Reader, begin_snapshot, write_frame};

use crate::survival::{EVENTS, FIRST, SECOND, first_change, options, version_1};
use crate::world::*;

type Traces = (String, Vec<u8>, Vec<u8>, Vec<u8>);

/// The ruleset of what version 1 stored, with a rule: a small one, for each test builds thousands of engines.
fn empty() -> Engine {
    let Change::Ruleset { document } = first_change(&version_1()[0]) else { panic!("no ruleset") };
    let mut document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let call = serde_json::json!({ "action": "call", "name": { "zh": "致电", "en": "call" } });
    document["rules"] = serde_json::json!([{ "id": "call", "name": { "zh": "致电", "en": "Call" }, "when": { "tag": "x" }, "then": [call] }]);
    document["tags"] = serde_json::json!([{ "id": "x", "name": { "zh": "某", "en": "X" }, "when": { "field": "company", "op": "equals", "value": "x" } }]);
    Engine::new(Ruleset::from_json(&document.to_string()).unwrap(), options()).unwrap()
}

/// A history with every kind of change: records, events, decisions, acknowledged actions and a model that was learned.
fn history() -> Engine {
    let mut engine = empty();
    import(&mut engine, records("crm"), FIRST);
    import(&mut engine, records("erp"), SECOND);
    import(&mut engine, events(), EVENTS);
    engine.decide("3", "4", Verdict::Same, "li", "told on the phone", NOW).unwrap();
    let customer_id = customer_of(&engine, "4");
    let taken = Acknowledged { key: "k".into(), rule: "call".into(), customer_id, ..Acknowledged::default() };
    engine.acknowledge(&[taken], NOW).unwrap();
    engine.train().unwrap();
    engine
}

fn replayed(journal: &[u8]) -> (kehu::error::Result<()>, Traces) {
    let mut engine = empty();
    let outcome = engine.replay(journal);
    (outcome, traces(&mut engine))
}

/// The end of each frame of a journal, with the state that it leads to.
fn states(journal: &[u8]) -> Vec<(usize, Traces)> {
    let mut ends = vec![0];
    for frame in Reader::journal(journal) {
        ends.push(ends.last().unwrap() + 16 + frame.unwrap().1.len());
    }
    ends.into_iter().map(|end| (end, replayed(&journal[..end]).1)).collect()
}

#[test]
fn what_is_wrong_is_said_in_either_language() {
    let whole = history().snapshot().unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [&whole[..0], &whole[..9], &whole[..whole.len() / 2], &whole[..whole.len() - 1], &flipped]
    {
        let error = Engine::restore(damaged, options()).err().unwrap();
        assert_eq!(error.code(), "snapshot/damaged");
        let (chinese, english) = (error.message(Language::Zh), error.message(Language::En));
        assert!(!chinese.contains(|c: char| c.is_ascii_alphabetic() || c == '/'), "{chinese}");
        assert!(english.is_ascii() && !english.contains('/'), "{english}");
    }
}

#[test]
fn a_frame_that_is_missing_is_noticed() {
    let frames = history().take_journal();
    let states = states(&frames.concat());
    for gone in 1..frames.len() - 1 {
        let (before, after) = (frames[..gone].concat(), frames[gone + 1..].concat());
        let (outcome, state) = replayed(&[before.as_slice(), &after].concat());
        assert_eq!(outcome.unwrap_err().code(), "snapshot/damaged", "frame {gone}");
        assert!(state == states[gone].1, "frame {gone}");
        let mut engine = empty();
        engine.replay(&before).unwrap();
        assert_eq!(engine.replay(&after).unwrap_err().code(), "snapshot/damaged", "piece {gone}");
    }
}

#[test]
fn who_replayed_a_journal_goes_on_with_its_numbers() {
    let (mut first, mut second) = (history(), empty());
    let journal = first.take_journal().concat();
    second.replay(&journal).unwrap();
    import(&mut second, records("web"), SECOND);
    import(&mut second, records("app"), FIRST);
    let more = second.take_journal();
    let whole = [journal.as_slice(), &more.concat()].concat();
    let mut third = empty();
    third.replay(&whole).unwrap();
    assert_eq!(third.digest(), second.digest());
    let gap = [journal.as_slice(), &more[1..].concat()].concat();
    assert_eq!(empty().replay(&gap).unwrap_err().code(), "snapshot/damaged");
    // An engine that began anew counts from 1.
    let mut anew = Engine::restore(&first.snapshot().unwrap(), options()).unwrap();
    import(&mut anew, records("web"), SECOND);
    third.replay(&anew.take_journal().concat()).unwrap();
    assert_eq!(third.digest(), second.digest());
}

#[test]
fn a_cut_journal_leads_to_its_last_whole_frame() {
    let journal = history().take_journal().concat();
    let states = states(&journal);
    for end in 0..journal.len() {
        let (outcome, state) = replayed(&journal[..end]);
        let (whole, expected) = states.iter().rev().find(|(whole, _)| *whole <= end).unwrap();
        assert!(state == *expected, "cut at {end}");
        assert_eq!(
            outcome.map_err(|error| error.code()),
            if *whole == end { Ok(()) } else { Err("snapshot/damaged") }
        );
    }
}

#[test]
fn a_flipped_byte_of_a_journal_ends_it_before_that_frame() {
    let journal = history().take_journal().concat();
    let states = states(&journal);
    for at in 0..journal.len() {
        for flip in [1 << (at % 8), 0xff] {
            let mut damaged = journal.clone();
            damaged[at] ^= flip;
            let (outcome, state) = replayed(&damaged);
            assert_eq!(outcome.unwrap_err().code(), "snapshot/damaged", "byte {at}");
            let (_, expected) = states.iter().rev().find(|(whole, _)| *whole <= at).unwrap();
            assert!(state == *expected, "byte {at}");
        }
    }
}

#[test]
fn every_cut_of_a_snapshot_is_an_error() {
    let snapshot = history().snapshot().unwrap();
    for end in 0..snapshot.len() {
        let error = Engine::restore(&snapshot[..end], options()).unwrap_err();
        assert_eq!(error.code(), "snapshot/damaged", "cut at {end} of {}", snapshot.len());
    }
}

#[test]
fn every_flipped_byte_of_a_snapshot_is_an_error() {
    let snapshot = history().snapshot().unwrap();
    for at in 0..snapshot.len() {
        let mut damaged = snapshot.clone();
        damaged[at] ^= if at == 4 { 0x80 } else { 1 << (at % 8) };
        let code = Engine::restore(&damaged, options()).unwrap_err().code();
        assert_eq!(
            code,
            if (4..8).contains(&at) { "snapshot/too_new" } else { "snapshot/damaged" },
            "byte {at}"
        );
    }
}

#[test]
fn a_newer_kind_of_change_is_told_apart_from_damage() {
    let mut journal = Vec::new();
    write_frame(&mut journal, 1, &[9, 1, 2, 3]);
    assert_eq!(empty().replay(&journal).unwrap_err().code(), "snapshot/too_new");
}

/// Whoever forges the checksums gets an error, or an engine that answers; never a crash, and no more memory than the
/// bytes are worth.
#[test]
fn forged_frames_break_nothing() {
    let snapshot = history().snapshot().unwrap();
    let frames: Vec<Vec<u8>> =
        Reader::snapshot(&snapshot).unwrap().map(|frame| frame.unwrap().1.to_vec()).collect();
    for (place, frame) in frames.iter().enumerate().filter(|(_, frame)| frame[0] < 0x20) {
        for at in 1..frame.len() {
            for flip in [1 << (at % 8), 0xff] {
                let mut forged = begin_snapshot();
                for (number, payload) in frames.iter().enumerate() {
                    let mut payload = payload.clone();
                    if number == place {
                        payload[at] ^= flip;
                    }
                    write_frame(&mut forged, number as u64 + 1, &payload);
                }
                if let Ok(mut engine) = Engine::restore(&forged, options()) {
                    traces(&mut engine);
                }
            }
        }
    }
}

#[test]
fn a_snapshot_whose_frames_are_missing_doubled_or_in_disorder_is_an_error() {
    let snapshot = history().snapshot().unwrap();
    let frames: Vec<(u64, &[u8])> = Reader::snapshot(&snapshot).unwrap().map(Result::unwrap).collect();
    let written = |frames: &[(u64, &[u8])]| {
        let mut out = begin_snapshot();
        frames.iter().for_each(|(sequence, payload)| write_frame(&mut out, *sequence, payload));
        out
    };
    assert_eq!(written(&frames), snapshot);
    for place in 0..frames.len() - 1 {
        let (mut swapped, mut missing, mut doubled) = (frames.clone(), frames.clone(), frames.clone());
        swapped.swap(place, place + 1);
        missing.remove(place);
        doubled.insert(place, frames[place]);
        for frames in [swapped, missing, doubled] {
            let error = Engine::restore(&written(&frames), options()).unwrap_err();
            assert_eq!(error.code(), "snapshot/damaged", "frame {place}");
        }
    }
}
