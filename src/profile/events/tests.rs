//! Events against a plain list of them.

use super::*;
use proptest::prelude::*;

/// An event as (time, keys), with the row that the first known key leads to.
type Plain = (i64, Vec<u32>, Option<Row>);

fn find(meanings: &[Option<Row>], keys: &[SubjectKey]) -> Option<Row> {
    keys.iter().find_map(|key| match key {
        SubjectKey::Record(Symbol(key)) => meanings[*key as usize],
        SubjectKey::Shared(_) => None,
    })
}

fn check(events: &Events, plain: &[Plain]) -> Result<(), TestCaseError> {
    prop_assert_eq!(events.len(), plain.len());
    prop_assert_eq!(events.waiting(), plain.iter().filter(|(_, _, row)| row.is_none()).count());
    for rows in [&[0][..], &[1], &[2], &[0, 2]] {
        let of_rows = |(_, (_, _, row)): &(u32, &Plain)| row.is_some_and(|row| rows.contains(&row));
        let mut expected: Vec<_> = (1..).zip(plain).filter(of_rows).map(|(id, one)| (one.0, id)).collect();
        expected.sort_unstable();
        let found: Vec<_> = events.of(rows).iter().map(|event| (event.time.0, event.id.0)).collect();
        prop_assert_eq!(found, expected);
    }
    Ok(())
}

fn step() -> impl Strategy<Value = (u8, i64, Vec<u32>, u32, Option<Row>)> {
    (0_u8..8, 0_i64..5, prop::collection::vec(0_u32..4, 0..3), 0_u32..4, prop::option::of(0_u32..3))
}

proptest! {
    #[test]
    fn events_follow_their_keys_and_leave_without_a_trace(steps in prop::collection::vec(step(), 1..60)) {
        let (mut events, mut plain) = (Events::default(), Vec::<Plain>::new());
        let mut meanings = [None; 4];
        for (what, time, keys, key, row) in steps {
            let of = |keys: &[u32]| keys.iter().map(|key| SubjectKey::Record(Symbol(*key))).collect::<Vec<_>>();
            if what == 0 {
                meanings[key as usize] = row;
                let touched = events.settle(of(&[key]), |keys| find(&meanings, keys));
                let mut expected = BTreeSet::new();
                for (_, keys, row) in plain.iter_mut().filter(|(_, keys, _)| keys.contains(&key)) {
                    let found = find(&meanings, &of(keys));
                    if found != *row {
                        expected.extend(std::mem::replace(row, found).into_iter().chain(found));
                    }
                }
                prop_assert_eq!(touched, expected);
            } else {
                let (id, row) = (Symbol(plain.len() as u32 + 1), find(&meanings, &of(&keys)));
                let told = [(Symbol(20), Symbol(time as u32)), (Symbol(21), id)];
                let (subjects, properties) = told.split_at(usize::from(what % 2));
                events.add((id, Symbol(9), Timestamp(time)), (subjects, properties), row, &of(&keys));
                plain.push((time, keys, row));
                let last = *events.from(plain.len() - 1).last().unwrap();
                prop_assert_eq!(events.property(&last, Symbol(21)), Some(id));
                prop_assert_eq!(events.subjects(&last).chain(events.properties(&last)).collect::<Vec<_>>(), told);
            }
            check(&events, &plain)?;
            // What came after the last settling can be taken back, and come again.
            if what == 7 {
                let mark = events.clone();
                events.add((Symbol(99), Symbol(9), Timestamp(3)), (&[], &[]), row, &of(&[key, 1]));
                events.truncate(plain.len());
                check(&events, &plain)?;
                prop_assert_eq!(events.with_key(SubjectKey::Record(Symbol(key))), mark.with_key(SubjectKey::Record(Symbol(key))));
                prop_assert!(!events.knows(Symbol(99)) && plain.len() + 1 > 1 && events.knows(Symbol(1)));
            }
        }
    }
}
