//! Reading a ruleset document: presets, documents of a user, the hash of what was read.

use serde_json::Value;

use super::Ruleset;
use crate::error::{Error, Result};
use crate::json;
use crate::limits::Limits;
use crate::schema::splink;

/// The version of the document format that this crate reads and writes.
pub const FORMAT: u32 = 1;

/// The parts of the preset `b2b-cn`, each under its key of the document.
#[cfg(feature = "data")]
const B2B_CN: &[(&str, &str)] = &[
    ("fields", include_str!("../presets/b2b-cn/fields.json")),
    ("checks", include_str!("../presets/b2b-cn/checks.json")),
    ("matching", include_str!("../presets/b2b-cn/matching.json")),
    ("identity", include_str!("../presets/b2b-cn/identity.json")),
    ("events", include_str!("../presets/b2b-cn/events.json")),
    ("entities", include_str!("../presets/b2b-cn/entities.json")),
    ("money", include_str!("../presets/b2b-cn/money.json")),
    ("tags", include_str!("../presets/b2b-cn/tags.json")),
    ("scores", include_str!("../presets/b2b-cn/scores.json")),
    ("segments", include_str!("../presets/b2b-cn/segments.json")),
    ("stages", include_str!("../presets/b2b-cn/stages.json")),
    ("funnel", include_str!("../presets/b2b-cn/funnel.json")),
    ("rules", include_str!("../presets/b2b-cn/rules.json")),
    ("channels", include_str!("../presets/b2b-cn/channels.json")),
    ("relations", include_str!("../presets/b2b-cn/relations.json")),
    ("power", include_str!("../presets/b2b-cn/power.json")),
    ("privacy", include_str!("../presets/b2b-cn/privacy.json")),
];

impl Ruleset {
    /// Names of the rulesets that come with the crate; none without the feature `data`.
    pub const PRESETS: &'static [&'static str] = if cfg!(feature = "data") { &["b2b-cn"] } else { &[] };

    /// A ruleset that comes with the crate.
    ///
    /// # Errors
    /// `ruleset/unknown_preset`; `ruleset/no_presets` where none came with the crate.
    pub fn preset(name: &str) -> Result<Self> {
        #[cfg(feature = "data")]
        if name == "b2b-cn" {
            return Self::b2b_cn();
        }
        if Self::PRESETS.is_empty() {
            return Err(Error::new("ruleset/no_presets", "").with("name", name));
        }
        let known = Self::PRESETS.join(", ");
        Err(Error::new("ruleset/unknown_preset", "").with("name", name).with("known", known))
    }

    #[cfg(feature = "data")]
    fn b2b_cn() -> Result<Self> {
        let head = include_str!("../presets/b2b-cn/ruleset.json");
        let Value::Object(mut document) = parse(head, "")? else {
            return Err(Error::new("ruleset/json", ""));
        };
        for (key, text) in B2B_CN {
            document.insert((*key).to_owned(), parse(text, key)?);
        }
        Self::from_value(Value::Object(document))
    }

    /// Reads a ruleset document. A [Splink model](splink) may stand in the place of its matching model.
    ///
    /// # Errors
    /// `ruleset/json` when it is no JSON, `ruleset/invalid` with the path of what does not fit the format,
    /// `ruleset/format` when it was written for another version, `ruleset/duplicate` and
    /// `ruleset/unknown_field` when names clash or are missing, `splink/…` when a Splink model says what no test can ask,
    /// `limits/bytes` when it is too long.
    pub fn from_json(text: &str) -> Result<Self> {
        Limits::default().check_ruleset_bytes(text.len())?;
        Self::from_value(parse(text, "")?)
    }

    fn from_value(mut value: Value) -> Result<Self> {
        json::settle(&mut value);
        let foreign = value.get("matching").is_some_and(splink::is_model);
        let foreign = value.as_object_mut().filter(|_| foreign).and_then(|parts| parts.remove("matching"));
        let mut ruleset: Self = json::document(value, "ruleset/invalid")?;
        if let Some(model) = foreign {
            ruleset.matching = splink::import(&model, &ruleset).map_err(|e| e.under("matching"))?;
        }
        ruleset.validate()?;
        Ok(ruleset)
    }
}

fn parse(text: &str, path: &str) -> Result<Value> {
    json::parse(text.as_bytes()).map_err(|fault| fault.into_error("ruleset/json").under(path))
}

/// The content hash that every result carries: FNV-1a (64 bit) over the document as this crate
/// writes it, 16 hex digits.
///
/// ```
/// use kehu::schema::ruleset::{Ruleset, content_hash};
/// let preset = Ruleset::preset("b2b-cn").unwrap();
/// let again = Ruleset::from_json(&serde_json::to_string(&preset).unwrap()).unwrap();
/// assert_eq!(content_hash(&preset), content_hash(&again));
/// ```
pub fn content_hash(ruleset: &Ruleset) -> String {
    // Serializing plain data into memory cannot fail; an empty text would only make hashes equal.
    let text = json::to_text(ruleset);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
