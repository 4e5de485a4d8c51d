//! Domains of mail providers that give addresses to anybody.

use std::collections::BTreeSet;

use super::output::{List, Table};
use super::packages::{Package, Registry};

const VALIDATOR: Package = Package {
    registry: Registry::Npm,
    name: "validator",
    version: "13.15.35",
    licence: "MIT",
    date: "2026-04-02",
};

pub fn table() -> Table {
    Table {
        name: "email",
        about: "Domains of large mail providers outside China, by provider.",
        sources: vec![VALIDATOR.citation()],
        build: || {
            let source = VALIDATOR.read("lib/normalizeEmail.js")?;
            let providers = ["icloud", "outlookdotcom", "yahoo", "yandex"];
            let lists: Vec<String> = providers.iter().filter_map(|name| line(&source, name)).collect();
            let about = "One provider a line: its name, then its domains.";
            Ok(vec![List { name: "PROVIDERS", about, text: lists.join("\n") }])
        },
    }
}

/// The domains of `var <name>_domains = ['a', 'b'];`, after the provider's name.
fn line(source: &str, name: &str) -> Option<String> {
    let (_, list) = source.split_once(&format!("var {name}_domains = ["))?;
    let (list, _) = list.split_once(']')?;
    let domains: BTreeSet<&str> = list.split(',').map(|domain| domain.trim().trim_matches('\'')).collect();
    let shown = name.trim_end_matches("dotcom");
    Some(format!("{shown} {}", domains.into_iter().collect::<Vec<_>>().join(" ")))
}
