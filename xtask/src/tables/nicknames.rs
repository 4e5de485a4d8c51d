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

/// Each name with its short forms. What is not a plain word (`k.c.`) is left out.
fn groups(source: &str) -> BTreeSet<Group<'_>> {
    let is_word = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for line in source.lines() {
        let mut cells = line.split(',');
        if let (Some(name), Some("has_nickname"), Some(short)) = (cells.next(), cells.next(), cells.next())
            && is_word(name)
            && is_word(short)
        {
            groups.entry(name).or_insert_with(|| [name].into()).insert(short);
        }
    }
    groups.into_values().collect()
}

/// The groups that are not a part of another one.
fn whole(groups: &BTreeSet<Group>) -> Vec<String> {
    let is_part = |group: &Group| groups.iter().any(|other| other != group && group.is_subset(other));
    let line = |group: &Group| group.iter().copied().collect::<Vec<_>>().join(" ");
    groups.iter().filter(|group| !is_part(group)).map(line).collect()
}
