//! Which tables a host may leave out.
//!
//! With the feature `data` every table is compiled in. Without it the tables of the packs below are empty until a host
//! [loads](load) them, so that an edge function pays only for what it uses. What needs a pack that is not there says so
//! with the reason `pack/missing` and is never called invalid for it.

#[cfg(not(feature = "data"))]
mod loaded;

use super::generated::{area_codes, company, phone, pinyin, regions, traditional};
use crate::error::{Error, Result};

/// A part of the data that can be loaded on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// Words of company names and the legal forms of the world.
    Company,
    /// Words that tell an industry.
    Industry,
    /// The numbering plans of the world, greater China's aside, which are always there.
    Phone,
    /// Readings of Chinese characters.
    Pinyin,
    /// Provinces, cities and counties, their former names and their area codes.
    Region,
    /// Simplified forms of traditional characters.
    Traditional,
}

impl Pack {
    /// Every pack, by name.
    pub const ALL: [Self; 6] =
        [Self::Company, Self::Industry, Self::Phone, Self::Pinyin, Self::Region, Self::Traditional];

    /// What it is called in files and messages.
    ///
    /// ```
    /// assert_eq!(kehu::tables::packs::Pack::Region.name(), "region");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Industry => "industry",
            Self::Phone => "phone",
            Self::Pinyin => "pinyin",
            Self::Region => "region",
            Self::Traditional => "traditional",
        }
    }

    /// Whether its tables can be used.
    pub fn is_there(self) -> bool {
        #[cfg(feature = "data")]
        return true;
        #[cfg(not(feature = "data"))]
        loaded::is_loaded(self)
    }

    /// Its tables in the order in which a pack's text holds them.
    fn tables(self) -> &'static [Text] {
        match self {
            Self::Company => &[company::TRADES, company::WORLD_FORMS],
            Self::Industry => &[super::industry::DIVISIONS],
            Self::Phone => &[phone::WORLD],
            Self::Pinyin => &[pinyin::SYLLABLES, pinyin::READINGS, pinyin::BEYOND, pinyin::PHRASES],
            Self::Region => &[regions::REGIONS, regions::RENAMED, regions::ABOLISHED, area_codes::AREA_CODES],
            Self::Traditional => &[traditional::FROM, traditional::TO, traditional::PHRASES],
        }
    }
}

/// One table of a pack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    #[cfg(feature = "data")]
    pub text: &'static str,
    #[cfg(not(feature = "data"))]
    pub pack: Pack,
    #[cfg(not(feature = "data"))]
    pub place: usize,
}

impl Text {
    /// The table; empty where its pack is not there.
    pub fn get(self) -> &'static str {
        #[cfg(feature = "data")]
        return self.text;
        #[cfg(not(feature = "data"))]
        loaded::table(self.pack, self.place)
    }
}

/// A table that is compiled in, or only its place in a pack.
macro_rules! packed {
    ($pack:ident, $place:literal, $text:literal) => {
        crate::tables::packs::Text {
            #[cfg(feature = "data")]
            text: $text,
            #[cfg(not(feature = "data"))]
            pack: crate::tables::packs::Pack::$pack,
            #[cfg(not(feature = "data"))]
            place: $place,
        }
    };
}
pub(crate) use packed;

/// What parts the tables of a pack's text: a character that no table holds (ASCII, record separator).
const SEPARATOR: char = '\u{1e}';

/// The first line of a pack's text. Packs of another version of this crate do not fit.
fn head(pack: Pack) -> String {
    ["kehu ", env!("CARGO_PKG_VERSION"), " ", pack.name(), "\n"].concat()
}

/// A pack as the text that [`load`] takes.
#[cfg(feature = "data")]
pub fn dump(pack: Pack) -> String {
    let tables: Vec<&str> = pack.tables().iter().map(|table| table.get()).collect();
    head(pack) + &tables.join(&SEPARATOR.to_string())
}

/// Makes a pack's tables usable, from the text that the package ships. Loading one twice changes nothing.
///
/// ```
/// use kehu::tables::packs::{Pack, dump, load};
/// assert_eq!(load(&dump(Pack::Region)), Ok(Pack::Region));
/// assert_eq!(load("region").unwrap_err().code(), "pack/invalid");
/// ```
///
/// # Errors
/// `pack/invalid` when the text is no pack of this version of the crate, `pack/late` when its tables were asked for
/// before it came: answers would then differ from those already given.
pub fn load(text: &str) -> Result<Pack> {
    let pack = Pack::ALL.into_iter().find(|pack| text.starts_with(&head(*pack)));
    let invalid = || Error::new("pack/invalid", "").with("version", env!("CARGO_PKG_VERSION"));
    let pack = pack.ok_or_else(invalid)?;
    let tables = text.split_once('\n').map(|(_, tables)| tables.split(SEPARATOR)).ok_or_else(invalid)?;
    if tables.clone().count() != pack.tables().len() {
        return Err(invalid());
    }
    #[cfg(not(feature = "data"))]
    loaded::keep(pack, tables)?;
    Ok(pack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_with_a_table_too_few_is_refused() {
        let whole = dump(Pack::Pinyin);
        let cut = whole.rsplit_once(SEPARATOR).unwrap().0;
        assert_eq!(load(cut).unwrap_err().code(), "pack/invalid");
    }

    #[test]
    fn a_pack_of_another_version_is_refused() {
        let other = dump(Pack::Phone).replacen(env!("CARGO_PKG_VERSION"), "0.0.1", 1);
        assert_eq!(load(&other).unwrap_err().code(), "pack/invalid");
    }

    #[test]
    fn no_table_holds_the_separator() {
        let tables = Pack::ALL.into_iter().flat_map(Pack::tables);
        assert!(tables.map(|table| table.get()).all(|text| !text.is_empty() && !text.contains(SEPARATOR)));
    }
}
