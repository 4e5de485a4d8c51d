//! The fuzz targets without a fuzzer: every past finding again, and a short random run that is the same each time.
//! `cargo xtask fuzz` looks further.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a target says what it found by panicking")]

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// Mutated seeds a target; a target that builds engines gets fewer.
const RUNS: usize = 3_000;
const HEAVY: [(&str, usize); 6] = [
    ("clean", 150),
    ("journal", 100),
    ("operations", 60),
    ("ruleset", 150),
    ("snapshot", 100),
    ("condition", 3_000),
];

/// Runs a target; where it panics, the input is told.
fn run(name: &str, data: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| targets::run(name, data))) {
        eprintln!("target {name}, input {:?}\nas bytes: {data:?}", String::from_utf8_lossy(data));
        resume_unwind(panic);
    }
}

#[test]
fn every_past_finding_stays_fixed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions");
    for target in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = target.file_name().unwrap().to_str().unwrap();
        for input in fs::read_dir(&target).unwrap() {
            run(name, &fs::read(input.unwrap().path()).unwrap());
        }
    }
}

#[test]
fn every_target_accepts_its_seeds() {
    for name in targets::names() {
        let seeds = targets::seeds::of(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        seeds.iter().for_each(|seed| run(name, seed));
    }
}

#[test]
fn mutated_values_find_nothing() {
    let kinds = kehu::schema::FieldKind::ALL.map(|kind| kind.name());
    kinds.iter().for_each(|name| mutate(name));
}

#[test]
fn mutated_files_and_operations_find_nothing() {
    let kinds = kehu::schema::FieldKind::ALL.len();
    targets::names().skip(kinds).for_each(mutate);
}

/// Each seed starts its own row of random numbers, so that a test case that is added changes nothing for the others.
/// `KEHU_FUZZ_RUNS` multiplies the runs.
fn mutate(name: &str) {
    let times: usize = std::env::var("KEHU_FUZZ_RUNS").map_or(1, |times| times.parse().unwrap());
    let runs = HEAVY.iter().find(|(heavy, _)| *heavy == name).map_or(RUNS, |(_, runs)| *runs);
    let seeds = targets::seeds::of(name);
    for seed in &seeds {
        let mut random =
            Random(seed.iter().fold(0x9e37_79b9, |sum, byte| sum * 31 % 0xffff_fffb + u64::from(*byte)));
        for _ in 0..(runs * times).div_ceil(seeds.len()) {
            let mut data = seed.clone();
            for _ in 0..=random.below(4) {
                change(&mut data, seed, &mut random);
            }
            run(name, &data);
        }
    }
}

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound.max(1)
    }

    fn piece(&mut self) -> &'static str {
        let count = PIECES.split_whitespace().count();
        let at = self.below(count + SPACES.len());
        PIECES.split_whitespace().nth(at).unwrap_or_else(|| SPACES[at - count])
    }

    /// A place between two characters.
    fn place(&mut self, data: &[u8]) -> usize {
        let at = self.below(data.len() + 1);
        (at..data.len()).find(|at| data[*at] & 0xc0 != 0x80).unwrap_or(data.len())
    }
}

/// What customer files, JSON and terminals trip over.
const PIECES: &str = "0 1 9 86 + - — － _ . 。 · , ， 、 ; : ： / \\ @ # * ( ) （ \" ' { } [ null 1e308 \
    -9223372036854775808 \u{200b} \u{202e} \0 𠮷 é 一 号 年 月 万 公司";
const SPACES: [&str; 5] = [" ", "\u{3000}", "\n", "\r\n", "\t"];

/// One step: cut, repeat, insert, move, flip, or take another piece of the seed.
fn change(data: &mut Vec<u8>, seed: &[u8], random: &mut Random) {
    let (a, b) = (random.place(data), random.place(data));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
    match random.below(7) {
        0 => drop(data.drain(from..to)),
        1 => drop(data.splice(to..to, data[from..to].to_vec())),
        2 => drop(data.splice(from..from, random.piece().bytes())),
        3 => drop(data.splice(from..to, random.piece().bytes())),
        4 => drop(data.splice(from..from, random.below(100_000).to_string().into_bytes())),
        5 => {
            let start = random.place(seed);
            let end = random.place(seed).clamp(start, (start + 60).min(seed.len()));
            drop(data.splice(from..to, seed[start..end].to_vec()));
        }
        _ => {
            if let Some(byte) = data.get_mut(from) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}
