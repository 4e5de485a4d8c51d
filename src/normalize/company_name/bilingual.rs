//! Chinese names with another brand in Latin letters beside the Chinese one: `CATL宁德时代`, `博世（Bosch）汽车部件`.
//!
//! A name is registered in Chinese characters (《企业名称登记管理规定》, State Council Order 734, art. 5): the letters are what
//! a company calls itself besides, and one record has them, another has not.

use super::{Name, chinese};
use crate::text;

/// The fewest letters that are a brand.
const LETTERS: usize = 2;
/// Where nothing stands between the two, one of so many characters or letters is needed: QQ音乐 and YY音乐 are two.
const LONG_CHINESE: usize = 3;
const LONG_LATIN: usize = 4;

/// Reads a cleaned name in Chinese characters.
pub(super) fn parse(name: &str) -> Name {
    let whole = chinese::parse(name);
    let Some((bare, latin)) = latin_of(&whole.brand).and_then(|latin| Some((without(name, latin)?, latin)))
    else {
        return whole;
    };
    let chinese = chinese::parse(&bare.text);
    let length = chinese.brand.chars().count();
    let is_long = bare.is_bracketed || length >= LONG_CHINESE || latin.chars().count() >= LONG_LATIN;
    let is_brand = chinese.brand != chinese.industry && chinese.brand.chars().all(text::is_han);
    if !is_brand || !is_long || length < 2 {
        return whole;
    }
    Name { value: whole.value, alias: latin.to_owned(), ..chinese }
}

/// The letters at one end of a brand that has characters, too.
fn latin_of(brand: &str) -> Option<&str> {
    let (first, last) = (brand.find(text::is_han)?, brand.rfind(text::is_han)?);
    let before = brand.get(..first)?;
    let behind = brand.get(last..)?.trim_start_matches(text::is_han);
    let latin = if before.is_empty() { behind } else { before }.trim();
    let is_letter = |c: char| c.is_alphabetic() || " -&.'’".contains(c);
    let is_brand = latin.chars().all(is_letter) && !latin.chars().all(super::is_filler);
    Some(latin).filter(|latin| is_brand && latin.chars().count() >= LETTERS)
}

/// A name without its Latin brand.
struct Bare {
    text: String,
    /// Whether the brand stood in brackets.
    is_bracketed: bool,
}

fn without(name: &str, latin: &str) -> Option<Bare> {
    let (before, behind) = name.split_once(latin)?;
    let brackets = before.strip_suffix('（').zip(behind.strip_prefix('）'));
    let (before, behind) = brackets.unwrap_or((before, behind));
    Some(Bare { text: [before, behind].concat(), is_bracketed: brackets.is_some() })
}
