//! Million pairs a second of the string kernels, beside strsim and rapidfuzz: every name of a list with every other, one
//! thread, best of several rounds. The text of a row is prepared once where the library can do that.

mod lists;

use std::hint::black_box;
use std::time::Instant;

use kehu::matching::kernels::Pattern;
use rapidfuzz::distance::{jaro_winkler, osa};

const NAMES: usize = 1_000;
const ROUNDS: usize = 7;

/// A row of a measure: a name with every name of the list; the sum keeps the work from being dropped.
type Row<'a> = &'a mut dyn FnMut(&str, &[String]) -> f64;

fn main() {
    let lists = [
        ("Latin names", lists::latin(NAMES)),
        ("Chinese persons", lists::chinese_persons(NAMES)),
        ("Chinese companies", lists::chinese_companies(NAMES)),
    ];
    println!(
        "{:<34}{:>8}{:>11}{:>9}{:>14}{:>11}",
        "million pairs a second", "kehu", "rapidfuzz", "strsim", "to rapidfuzz", "to strsim"
    );
    for (label, names) in &lists {
        let characters: usize = names.iter().map(|name| name.chars().count()).sum();
        println!("{label}, {:.1} characters", characters as f64 / names.len() as f64);
        measure("Jaro-Winkler", names, [&mut ours_jaro(), &mut rapidfuzz_jaro, &mut strsim_jaro]);
        measure("optimal string alignment", names, [&mut ours_osa(), &mut rapidfuzz_osa, &mut strsim_osa]);
        measure("  at most 2 edits", names, [&mut ours_within(), &mut rapidfuzz_within, &mut strsim_within]);
    }
}

/// The peers take turns, so that a busy machine slows all of them.
fn measure(label: &str, names: &[String], mut peers: [Row; 3]) {
    let mut best = [f64::INFINITY; 3];
    for _ in 0..ROUNDS {
        for (peer, best) in peers.iter_mut().zip(&mut best) {
            let start = Instant::now();
            let sum: f64 = names.iter().map(|name| peer(name, names)).sum();
            black_box(sum);
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    let pairs = (names.len() * names.len()) as f64 / 1e6;
    let [ours, rapidfuzz, strsim] = best.map(|seconds| pairs / seconds);
    println!(
        "  {label:<32}{ours:>8.1}{rapidfuzz:>11.1}{strsim:>9.2}{:>13.2}x{:>10.1}x",
        ours / rapidfuzz,
        ours / strsim
    );
}

fn ours_jaro() -> impl FnMut(&str, &[String]) -> f64 {
    let mut pattern = Pattern::default();
    move |name, names| {
        pattern.set(name);
        names.iter().map(|other| pattern.jaro_winkler(other)).sum()
    }
}

fn ours_osa() -> impl FnMut(&str, &[String]) -> f64 {
    let mut pattern = Pattern::default();
    move |name, names| {
        pattern.set(name);
        names.iter().map(|other| pattern.osa(other)).sum::<usize>() as f64
    }
}

fn ours_within() -> impl FnMut(&str, &[String]) -> f64 {
    let mut pattern = Pattern::default();
    move |name, names| {
        pattern.set(name);
        names.iter().filter(|other| pattern.osa_within(other, 2)).count() as f64
    }
}

/// Texts of bytes where both are ASCII, which is rapidfuzz's faster way.
fn rapidfuzz_jaro(name: &str, names: &[String]) -> f64 {
    if name.is_ascii() {
        let row = jaro_winkler::BatchComparator::new(name.bytes());
        return names.iter().map(|other| row.similarity(other.bytes())).sum();
    }
    let row = jaro_winkler::BatchComparator::new(name.chars());
    names.iter().map(|other| row.similarity(other.chars())).sum()
}

fn rapidfuzz_osa(name: &str, names: &[String]) -> f64 {
    if name.is_ascii() {
        let row = osa::BatchComparator::new(name.bytes());
        return names.iter().map(|other| row.distance(other.bytes())).sum::<usize>() as f64;
    }
    let row = osa::BatchComparator::new(name.chars());
    names.iter().map(|other| row.distance(other.chars())).sum::<usize>() as f64
}

fn rapidfuzz_within(name: &str, names: &[String]) -> f64 {
    let most = osa::Args::default().score_cutoff(2);
    if name.is_ascii() {
        let row = osa::BatchComparator::new(name.bytes());
        return names.iter().filter(|other| row.distance_with_args(other.bytes(), &most).is_some()).count()
            as f64;
    }
    let row = osa::BatchComparator::new(name.chars());
    names.iter().filter(|other| row.distance_with_args(other.chars(), &most).is_some()).count() as f64
}

fn strsim_jaro(name: &str, names: &[String]) -> f64 {
    names.iter().map(|other| strsim::jaro_winkler(name, other)).sum()
}

fn strsim_osa(name: &str, names: &[String]) -> f64 {
    names.iter().map(|other| strsim::osa_distance(name, other)).sum::<usize>() as f64
}

fn strsim_within(name: &str, names: &[String]) -> f64 {
    names.iter().filter(|other| strsim::osa_distance(name, other) <= 2).count() as f64
}
