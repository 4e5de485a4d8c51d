//! Short forms of given names.

use std::collections::{BTreeMap, BTreeSet};

use super::output::{List, Table};
use super::packages::{Package, Registry};

const NICKNAMES: Package = Package {
    registry: Registry::PyPi,
    name: "nicknames",
    version: "1.0.1",
    licence: "Apache-2.0",
    date: "",
};

pub fn table() -> Table {
    Table {
        name: "nicknames",
        about: "English given names and their short forms.",
        sources: vec![NICKNAMES.citation()],
        build: || {
            let source = NICKNAMES.read("nicknames/names.csv")?;
            let about = "One name a line with its short forms, in alphabetical order.";
            Ok(vec![List { name: "NICKNAMES", about, text: whole(&groups(&source)).join("\n") }])
        },
    }
}

type Group<'a> = BTreeSet<&'a str>;

/// Each name with its short forms. What is not a plain word (`k.c.`) is left out. Where the list calls each of two the
/// other's short form, the longer one is the name: else Bill would make Robert and William one.
fn groups(source: &str) -> BTreeSet<Group<'_>> {
    let pairs: BTreeSet<(&str, &str)> = source.lines().filter_map(pair).collect();
    let is_name = |name: &str, short: &str| short.len() <= name.len() || !pairs.contains(&(short, name));
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for (name, short) in pairs.iter().copied().filter(|(name, short)| is_name(name, short)) {
        groups.entry(name).or_insert_with(|| [name].into()).insert(short);
    }
    groups.into_values().collect()
}

/// The name and the short form of a line.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, short) = line.split_once(",has_nickname,")?;
    let is_word = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_word(name) && is_word(short)).then_some((name, short))
}

/// The groups that are not a part of another one.
fn whole(groups: &BTreeSet<Group>) -> Vec<String> {
    let is_part = |group: &Group| groups.iter().any(|other| other != group && group.is_subset(other));
    let line = |group: &Group| group.iter().copied().collect::<Vec<_>>().join(" ");
    groups.iter().filter(|group| !is_part(group)).map(line).collect()
}
