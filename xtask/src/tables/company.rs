//! The words that company names are made of.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::output::{List, Table, lines};
use super::packages::{Package, Registry, python};

const PARSER: Package = Package {
    registry: Registry::PyPiSource,
    name: "companynameparser",
    version: "0.1.8",
    licence: "Apache-2.0",
    date: "2022-07-28",
};
const RIGOUR: Package =
    Package { registry: Registry::PyPi, name: "rigour", version: "1.8.2", licence: "MIT", date: "" };

pub fn table() -> Table {
    Table {
        name: "company",
        about: "Words of company names: trades, kinds of organisation, and legal forms of the world.",
        sources: vec![PARSER.citation(), RIGOUR.citation()],
        build: || {
            Ok(vec![
                List {
                    name: "TRADES",
                    about: "Words for trades and industries, by length.",
                    text: words("trade")?,
                },
                List { name: "ENDINGS", about: "Last words of names, by length.", text: words("suffix")? },
                List {
                    name: "WORLD_FORMS",
                    about: "A legal form: its group, the form to show, and its spellings in small letters.",
                    text: world_forms()?,
                },
            ])
        },
    }
}

/// Words of two or more characters, one line a length.
fn words(file: &str) -> Result<String> {
    let text = PARSER.read(&format!("companynameparser/data/{file}.txt"))?;
    let mut by_length: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for word in lines(&text).map(str::trim).filter(|word| word.chars().count() > 1) {
        by_length.entry(word.chars().count()).or_default().insert(word);
    }
    let line = |(length, words): (&usize, &BTreeSet<&str>)| {
        format!("{length}{}", words.iter().copied().collect::<String>())
    };
    Ok(by_length.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Prints group, display and alias of every form of a trading company that is written in Latin letters.
const FORMS: &str = r#"
import re, sys, types, unicodedata
module = types.ModuleType('rigour.data.types')
module.OrgTypeSpec = dict
sys.modules['rigour'] = sys.modules['rigour.data'] = sys.modules['rigour.data.types'] = module
names = {}
exec(open(sys.argv[1]).read(), names)
def fold(text):
    plain = ''.join(c for c in unicodedata.normalize('NFKD', text) if not unicodedata.combining(c))
    for letter, spelled in (('ß', 'ss'), ('ø', 'o'), ('Ø', 'o'), ('ł', 'l'), ('đ', 'd'), ('æ', 'ae'), ('ı', 'i')):
        plain = plain.replace(letter, spelled)
    return re.sub('[^0-9a-z\u0080-\uffff]', '', plain.lower())
for form in names['ORG_TYPES']:
    group = form.get('generic', '')
    if group not in ('', 'LLC', 'JSC', 'LP', 'LLP', 'GP', 'SP', 'COOP'):
        continue
    display = form.get('display') or group
    for alias in [display] + form['aliases']:
        key = fold(alias)
        if re.fullmatch('[0-9a-z]{2,40}', key) and display.isascii() == display.isascii() and fold(display).isascii():
            print(group + '|' + display + '|' + key)
"#;

fn world_forms() -> Result<String> {
    let file = RIGOUR.folder()?.join("rigour/data/names/org_types.py");
    let text = python(FORMS, &[&file.to_string_lossy()])?;
    let mut seen = BTreeSet::new();
    let mut forms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (form, key) in lines(&text).filter_map(|line| line.rsplit_once('|')) {
        if seen.insert(key) {
            forms.entry(form).or_default().insert(key);
        }
    }
    let line = |(form, keys): (&&str, &BTreeSet<&str>)| {
        format!("{form}|{}", keys.iter().copied().collect::<Vec<_>>().join(" "))
    };
    Ok(forms.iter().map(line).collect::<Vec<_>>().join("\n"))
}
