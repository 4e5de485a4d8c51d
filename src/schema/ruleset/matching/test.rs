//! Tests on the values of two records.

use serde::Serialize;
use serde::de::Error as _;
use serde_json::Value;

use crate::json::{Document, Fault, read_names, read_object};

/// A part of a value that can be compared by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The canonical value, folded.
    #[default]
    Value,
    /// Company: the full legal name, without punctuation and with one spelling of the legal form; a name without legal
    /// form has none. Phone, WeChat, email: the telephone number that it is, or is called by.
    Strict,
    /// Company: brand and industry. Address: road and house. Region: the name of one that no code is known of. Email: what
    /// stands before the domain.
    Loose,
    /// Company: brand. Person: family name. Email and website: domain of a company's own. Phone: `mobile` for mobiles. Job title:
    /// its part in buying decisions.
    Brand,
    /// Company: branch. Phone: extension.
    Branch,
    /// The region that the value names, from province down to county.
    Region,
    /// The city that the value names, or that a company's name begins with; of a municipality, the municipality.
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "WrittenTest")]
#[cfg_attr(feature = "schema", schemars(!into))]
pub struct Test {
    /// What is asked.
    #[cfg_attr(feature = "schema", schemars(rename = "fn"))]
    pub measure: Measure,
    /// Of which part.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub part: Part,
    /// Least similarity, from 0 to 1, for the measures that take one.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub at_least: f64,
    /// Most edits, numbers, days, characters or metres, for the measures that take a number.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub at_most: u32,
    /// Another field: the value of one record is compared with what the other record has there. So given name and family
    /// name are seen to be swapped. Of `distance`, the field where the same record has its longitude.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub with: Option<String>,
    /// Of `synonyms`: values that stand for each other, as they are when cleaned.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub groups: Vec<Vec<String>>,
}

/// How two texts are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Both have the part, and it is the same.
    #[default]
    Same,
    /// Both have the part, and it differs. Regions differ when neither contains the other; texts in different scripts
    /// cannot be told to differ.
    Differs,
    /// Both have the part, and each says something there that the other does not: more than one character of each is left
    /// when that with which both begin and end is taken away, and what is left of the one is no part of what is left of the
    /// other.
    Contrasts,
    /// The part does not differ: it is the same, or one side lacks it.
    Compatible,
    /// One has the part, the other lacks it.
    OneSided,
    /// Both lack the part, or both have it and it is the same.
    Alike,
    /// Jaro–Winkler similarity (Winkler 1990) of at least `at_least`.
    Similar,
    /// At most `at_most` insertions, deletions, substitutions or swaps of neighbours, in texts of four characters a
    /// permitted edit or more.
    Edits,
    /// The shorter one's tokens are found among the longer one's to at least `at_least`.
    Overlap,
    /// Cosine of the weighted tokens (TF-IDF, Salton and Buckley 1988) of at least `at_least`: rare words weigh more.
    Cosine,
    /// Dice's coefficient (Dice 1945) of the pairs of letters, or of the Chinese characters, of at least `at_least`.
    Ngrams,
    /// One digit is wrong, or two neighbouring ones are swapped.
    Digit,
    /// The same words in another order.
    Reordered,
    /// The words of one are the initials of the other's, or the same words.
    Initials,
    /// One is a known short form of the other given name.
    Nickname,
    /// Numbers whose smaller is at least `at_least` of the larger.
    Near,
    /// The first `at_most` numbers are the same, whatever stands around them; at least one is there: `pp. 186--199` and
    /// `186-199`.
    Numbers,
    /// The same but for numbers, in figures or in Chinese: 第三医院 and 第四医院.
    OtherNumber,
    /// Dates at most `at_most` days apart.
    Days,
    /// Dates whose day and month are swapped.
    DayMonth,
    /// The first `at_most` characters are the same.
    Starts,
    /// The last `at_most` characters are the same.
    Ends,
    /// One contains the other, of three characters or more.
    Contains,
    /// Characters that look alike, one or two of them different (己 and 已, 未 and 末).
    Shape,
    /// Places at most `at_most` metres apart: `latitude,longitude` in one value, or a latitude whose record has the longitude
    /// in the field `with`.
    Distance,
    /// Lists of which the items in common are at least `at_least` of all (Jaccard 1901).
    Jaccard,
    /// Lists of which the items in common are at least `at_least` of the shorter one's.
    Included,
    /// Both are in one of the `groups`: what one source calls `A`, another one calls 重点客户.
    Synonyms,
}

read_names! {
    Measure, {
        "same": Same, "differs": Differs, "contrasts": Contrasts, "compatible": Compatible, "one_sided": OneSided, "alike": Alike,
        "similar": Similar, "edits": Edits, "overlap": Overlap, "cosine": Cosine, "ngrams": Ngrams, "digit": Digit, "reordered": Reordered,
        "initials": Initials, "nickname": Nickname, "near": Near, "numbers": Numbers, "other_number": OtherNumber, "days": Days, "day_month": DayMonth,
        "starts": Starts, "ends": Ends, "contains": Contains, "shape": Shape,
        "distance": Distance, "jaccard": Jaccard, "included": Included, "synonyms": Synonyms
    }
}

/// What bound a measure takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    None,
    AtLeast,
    AtMost,
    Groups,
}

impl Measure {
    fn bound(self) -> Bound {
        match self {
            Self::Similar
            | Self::Overlap
            | Self::Cosine
            | Self::Ngrams
            | Self::Near
            | Self::Jaccard
            | Self::Included => Bound::AtLeast,
            Self::Edits | Self::Numbers | Self::Days | Self::Starts | Self::Ends | Self::Distance => {
                Bound::AtMost
            }
            Self::Synonyms => Bound::Groups,
            _ => Bound::None,
        }
    }
}

impl Test {
    /// A test that takes no bound.
    pub fn of(measure: Measure, part: Part) -> Self {
        Self { measure, part, at_least: 0.0, at_most: 0, with: None, groups: Vec::new() }
    }

    /// A test of at least this similarity.
    pub fn at_least(measure: Measure, part: Part, at_least: f64) -> Self {
        Self { at_least, ..Self::of(measure, part) }
    }

    /// A test of at most that many.
    pub fn at_most(measure: Measure, part: Part, at_most: u32) -> Self {
        Self { at_most, ..Self::of(measure, part) }
    }
}

/// A test as documents write it: only with the bound that it takes.
#[derive(Default, Serialize)]
struct WrittenTest {
    #[serde(rename = "fn")]
    measure: Measure,
    part: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Vec<String>>,
}

read_object! {
    WrittenTest, WrittenTest::default(),
    must { "fn": measure }
    may { "part": part, "at_least": at_least, "at_most": at_most, "with": with, "groups": groups }
}

impl Document for Test {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        let WrittenTest { measure, part, at_least, at_most, with, groups } = WrittenTest::read(value)?;
        let bound = measure.bound();
        let given = [
            (Bound::AtLeast, at_least.is_some()),
            (Bound::AtMost, at_most.is_some()),
            (Bound::Groups, !groups.is_empty()),
        ];
        if given.iter().any(|(which, is_given)| *is_given != (bound == *which)) {
            return Err(Fault::custom(match bound {
                Bound::None => "the test takes neither `at_least` nor `at_most` nor `groups`",
                Bound::AtLeast => "the test takes `at_least`, and nothing else",
                Bound::AtMost => "the test takes `at_most`, and nothing else",
                Bound::Groups => "the test takes `groups`, and nothing else",
            }));
        }
        let (at_least, at_most) = (at_least.unwrap_or(0.0), at_most.unwrap_or(0));
        Ok(Self { measure, part, at_least, at_most, with, groups })
    }
}

impl From<Test> for WrittenTest {
    fn from(Test { measure, part, at_least, at_most, with, groups }: Test) -> Self {
        let bound = measure.bound();
        Self {
            measure,
            part,
            at_least: (bound == Bound::AtLeast).then_some(at_least),
            at_most: (bound == Bound::AtMost).then_some(at_most),
            with,
            groups,
        }
    }
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
            json!({"fn": "days", "part": "value", "at_most": 31}),
            json!({"fn": "distance", "part": "value", "at_most": 150_000, "with": "longitude"}),
            json!({"fn": "jaccard", "part": "value", "at_least": 0.5}),
            json!({"fn": "synonyms", "part": "value", "groups": [["a", "重点客户"], ["b", "普通客户"]]}),
        ];
        for test in whole {
            assert_eq!(
                serde_json::to_value(json::document::<Test>(test.clone(), "x").unwrap()).unwrap(),
                test
            );
        }
        assert_eq!(json::document(json!({"fn": "alike"}), "x"), Ok(Test::of(Measure::Alike, Part::Value)));
    }

    #[test]
    fn a_test_takes_its_own_bounds_only() {
        let wrong = [
            json!({"fn": "same", "at_least": 0.5}),
            json!({"fn": "similar"}),
            json!({"fn": "similar", "at_least": 0.5, "at_most": 1}),
            json!({"fn": "edits", "at_least": 0.5}),
            json!({"fn": "distance", "at_least": 0.5}),
            json!({"fn": "distance", "at_most": -1}),
            json!({"fn": "included", "at_most": 2}),
            json!({"fn": "edits", "at_most": 1, "odd": 1}),
            json!({"fn": "synonyms"}),
            json!({"fn": "same", "groups": [["a", "b"]]}),
            json!({"fn": "odd"}),
            json!({"part": "value"}),
        ];
        for test in wrong {
            assert!(json::document::<Test>(test.clone(), "x").is_err(), "{test}");
        }
    }
}
