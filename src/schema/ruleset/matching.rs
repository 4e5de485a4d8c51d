//! The matching model as data: comparisons with ordered levels, blocking rules, thresholds.
//!
//! Terms and shape follow the Fellegi–Sunter model (Fellegi and Sunter, *A Theory for Record Linkage*, 1969) as
//! users of Splink know it.

use serde::Serialize;
use serde::de::Error as _;
use serde_json::Value;

use crate::json::{Document, Fault, read_names, read_object};

use super::Label;

/// The matching part of a ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MatchingDef {
    /// Probability that two records taken at random are the same customer.
    pub prior: f64,
    /// When a pair is a match, and when somebody should look at it.
    pub thresholds: Thresholds,
    /// A blocking key that more records than this share says nothing: its value is generic.
    pub generic_above: u32,
    /// What is compared.
    pub comparisons: Vec<Comparison>,
    /// Which pairs are compared at all.
    pub blocking: Vec<BlockingRule>,
    /// What is done when somebody enters a record that exists already.
    #[serde(default)]
    pub entry: EntryPolicy,
}

read_object! {
    MatchingDef, MatchingDef::default(),
    must {
        "prior": prior, "thresholds": thresholds, "genericAbove": generic_above, "comparisons": comparisons,
        "blocking": blocking
    }
    may { "entry": entry }
}

/// What is done with a record at entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntryVerdict {
    /// It may be saved.
    Allow,
    /// It may be saved, after a look at the likely duplicates.
    Warn,
    /// It should not be saved: it exists.
    Block,
    /// It should be saved as a part of the customer that exists, such as a further contact.
    Link,
}

read_names! { EntryVerdict, { "allow": Allow, "warn": Warn, "block": Block, "link": Link } }

/// The duplicate policy at entry, apart from matching itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct EntryPolicy {
    /// The customer exists, and so does the contact, if one is given.
    pub on_match: EntryVerdict,
    /// The customer exists, the contact is new.
    pub on_new_contact: EntryVerdict,
    /// The customer may exist.
    pub on_review: EntryVerdict,
}

read_object! {
    EntryPolicy, EntryPolicy::default(),
    must {}
    may { "onMatch": on_match, "onNewContact": on_new_contact, "onReview": on_review }
}

impl Default for EntryPolicy {
    fn default() -> Self {
        Self {
            on_match: EntryVerdict::Block,
            on_new_contact: EntryVerdict::Link,
            on_review: EntryVerdict::Warn,
        }
    }
}

/// Match probabilities at which a decision is taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Thresholds {
    /// From here on a pair is a match.
    #[serde(rename = "match")]
    pub accept: f64,
    /// From here on a pair waits for somebody's review.
    pub review: f64,
}

read_object! {
    Thresholds, Thresholds::default(),
    must { "match": accept, "review": review }
    may {}
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { accept: 0.99, review: 0.5 }
    }
}

/// One aspect of two records, judged by the first of its levels that holds.
///
/// A record that gives none of the fields says nothing: such a comparison weighs zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Comparison {
    /// Name in explanations.
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// The fields compared; their values are pooled, so a mobile in the phone column still meets its twin.
    pub fields: Vec<String>,
    /// The part that a value must have to say anything.
    #[serde(default)]
    pub part: Part,
    /// Comparisons of the same group tell the same story twice: a contact's mobile and mail address agree because
    /// the contact is the same. Of their evidence for a match only the strongest counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// From strongest agreement to disagreement; the last level holds always.
    pub levels: Vec<Level>,
}

read_object! {
    Comparison, Comparison::default(),
    must { "name": name, "fields": fields, "levels": levels }
    may { "label": label, "part": part, "group": group }
}

/// One level of agreement.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Level {
    /// Name in explanations.
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// What must hold; all of them. None: the level holds always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Test>,
    /// Probability of this level among pairs that are the same customer.
    pub m: f64,
    /// Probability of this level among pairs that are not.
    pub u: f64,
}

read_object! {
    Level, Level::default(),
    must { "name": name, "m": m, "u": u }
    may { "label": label, "tests": tests }
}

/// A part of a value that can be compared by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The canonical value, folded.
    #[default]
    Value,
    /// Company: the full legal name, without punctuation and with one spelling of the legal form; a name without legal
    /// form has none.
    Strict,
    /// Company: brand and industry. Address: road and house. Region: the name of one that no code is known of.
    Loose,
    /// Company: brand. Person: family name. Email and website: domain of a company's own. Phone: `mobile` for mobiles.
    Brand,
    /// Company: branch. Phone: extension.
    Branch,
    /// The region that the value names, from province down to county.
    Region,
    /// The city that the value names; of a municipality, the municipality.
    City,
    /// Company: the brand's sound, in pinyin. Person: the name's sound.
    Sound,
}

read_names! {
    Part, {
        "value": Value, "strict": Strict, "loose": Loose, "brand": Brand, "branch": Branch,
        "region": Region, "city": City, "sound": Sound
    }
}

/// A test on the values of two records; with several values a side, the best pair counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(!into, tag = "fn", rename_all = "snake_case", deny_unknown_fields))]
#[serde(into = "WrittenTest")]
pub enum Test {
    /// Both have the part, and it is the same.
    Same {
        /// The part compared.
        #[serde(default)]
        part: Part,
    },
    /// Both have the part, and it differs. Regions differ when neither contains the other; texts in different scripts
    /// cannot be told to differ.
    Differs {
        /// The part compared.
        #[serde(default)]
        part: Part,
    },
    /// The part does not differ: it is the same, or one side lacks it.
    Compatible {
        /// The part compared.
        #[serde(default)]
        part: Part,
    },
    /// One has the part, the other lacks it.
    OneSided {
        /// The part looked at.
        #[serde(default)]
        part: Part,
    },
    /// Both lack the part, or both have it and it is the same.
    Alike {
        /// The part compared.
        #[serde(default)]
        part: Part,
    },
    /// Jaro–Winkler similarity (Winkler 1990) of at least `at_least`.
    Similar {
        /// The part compared.
        #[serde(default)]
        part: Part,
        /// Between 0 and 1.
        at_least: f64,
    },
    /// At most `at_most` insertions, deletions, substitutions or swaps of neighbours, in texts of four characters a
    /// permitted edit or more.
    Edits {
        /// The part compared.
        #[serde(default)]
        part: Part,
        /// Edits permitted.
        at_most: u8,
    },
    /// The shorter one's tokens are found among the longer one's to at least this share.
    Overlap {
        /// The part compared.
        #[serde(default)]
        part: Part,
        /// Between 0 and 1.
        at_least: f64,
    },
}

/// A test as documents write it. A plain structure needs a tenth of the code that an enum told apart by a field needs.
#[derive(Default, Serialize)]
#[serde(deny_unknown_fields)]
struct WrittenTest {
    #[serde(rename = "fn")]
    name: TestName,
    #[serde(default)]
    part: Part,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u8>,
}

read_object! {
    WrittenTest, WrittenTest::default(),
    must { "fn": name }
    may { "part": part, "at_least": at_least, "at_most": at_most }
}

#[derive(Clone, Copy, Default, Serialize)]
#[serde(rename_all = "snake_case")]
enum TestName {
    #[default]
    Same,
    Differs,
    Compatible,
    OneSided,
    Alike,
    Similar,
    Edits,
    Overlap,
}

read_names! {
    TestName, {
        "same": Same, "differs": Differs, "compatible": Compatible, "one_sided": OneSided, "alike": Alike,
        "similar": Similar, "edits": Edits, "overlap": Overlap
    }
}

impl TryFrom<WrittenTest> for Test {
    type Error = &'static str;

    fn try_from(written: WrittenTest) -> Result<Self, Self::Error> {
        let part = written.part;
        Ok(match (written.name, written.at_least, written.at_most) {
            (TestName::Same, None, None) => Self::Same { part },
            (TestName::Differs, None, None) => Self::Differs { part },
            (TestName::Compatible, None, None) => Self::Compatible { part },
            (TestName::OneSided, None, None) => Self::OneSided { part },
            (TestName::Alike, None, None) => Self::Alike { part },
            (TestName::Similar, Some(at_least), None) => Self::Similar { part, at_least },
            (TestName::Overlap, Some(at_least), None) => Self::Overlap { part, at_least },
            (TestName::Edits, None, Some(at_most)) => Self::Edits { part, at_most },
            (TestName::Similar | TestName::Overlap, ..) => {
                return Err("the test takes `at_least`, and nothing else");
            }
            (TestName::Edits, ..) => return Err("the test takes `at_most`, and nothing else"),
            _ => return Err("the test takes neither `at_least` nor `at_most`"),
        })
    }
}

impl Document for Test {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        Self::try_from(WrittenTest::read(value)?).map_err(Fault::custom)
    }
}

impl From<Test> for WrittenTest {
    fn from(test: Test) -> Self {
        let (name, part, at_least, at_most) = match test {
            Test::Same { part } => (TestName::Same, part, None, None),
            Test::Differs { part } => (TestName::Differs, part, None, None),
            Test::Compatible { part } => (TestName::Compatible, part, None, None),
            Test::OneSided { part } => (TestName::OneSided, part, None, None),
            Test::Alike { part } => (TestName::Alike, part, None, None),
            Test::Similar { part, at_least } => (TestName::Similar, part, Some(at_least), None),
            Test::Edits { part, at_most } => (TestName::Edits, part, None, Some(at_most)),
            Test::Overlap { part, at_least } => (TestName::Overlap, part, Some(at_least), None),
        };
        Self { name, part, at_least, at_most }
    }
}

/// Records that agree on this are compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BlockingRule {
    /// Name in statistics.
    pub name: String,
    /// The fields whose values give keys; pooled.
    pub fields: Vec<String>,
    /// The part that must agree.
    #[serde(default)]
    pub part: Part,
    /// Keep only this many characters of the part: from its start, or from its end when negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chars: Option<i8>,
    /// Every word of the part is a key of its own.
    #[serde(default)]
    pub words: bool,
    /// A second field whose value must agree too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub and: Option<String>,
}

read_object! {
    BlockingRule, BlockingRule::default(),
    must { "name": name, "fields": fields }
    may { "part": part, "chars": chars, "words": words, "and": and }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use serde_json::json;

    #[test]
    fn tests_are_written_as_they_are_read() {
        let whole = [
            json!({"fn": "same", "part": "value"}),
            json!({"fn": "one_sided", "part": "branch"}),
            json!({"fn": "similar", "part": "sound", "at_least": 0.9}),
            json!({"fn": "edits", "part": "value", "at_most": 1}),
            json!({"fn": "overlap", "part": "loose", "at_least": 0.5}),
        ];
        for test in whole {
            assert_eq!(
                serde_json::to_value(json::document::<Test>(test.clone(), "x").unwrap()).unwrap(),
                test
            );
        }
        assert_eq!(json::document(json!({"fn": "alike"}), "x"), Ok(Test::Alike { part: Part::Value }));
    }

    #[test]
    fn a_test_takes_its_own_bounds_only() {
        let wrong = [
            json!({"fn": "same", "at_least": 0.5}),
            json!({"fn": "similar"}),
            json!({"fn": "similar", "at_least": 0.5, "at_most": 1}),
            json!({"fn": "edits", "at_least": 0.5}),
            json!({"fn": "edits", "at_most": 1, "odd": 1}),
            json!({"fn": "odd"}),
            json!({"part": "value"}),
        ];
        for test in wrong {
            assert!(json::document::<Test>(test.clone(), "x").is_err(), "{test}");
        }
    }
}
