//! The word lists, read once into tables.

mod glyphs;
mod people;
mod places;

pub(crate) use glyphs::Glyphs;
pub(crate) use people::{Job, Surname};
pub(crate) use places::{City, County};

use crate::slice::{self, part};

/// A character, or a few, with its pinyin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) han: &'static str,
    pub(crate) pinyin: &'static str,
}

/// What a company does.
#[derive(Debug)]
pub(crate) struct Industry {
    /// As the company's name says it: 信息技术.
    pub(crate) word: &'static str,
    /// As an industry column says it.
    pub(crate) class: &'static str,
    /// Its division in GB/T 4754.
    pub(crate) division: &'static str,
    /// How it is shortened in a domain.
    pub(crate) letters: &'static str,
    pub(crate) english: &'static str,
    /// What such companies make, sell or need.
    pub(crate) products: Vec<&'static str>,
}

/// All lists.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) cities: Vec<(u32, City)>,
    pub(crate) industries: Vec<(u32, Industry)>,
    pub(crate) brand_first: Vec<Glyph>,
    pub(crate) brand_second: Vec<Glyph>,
    pub(crate) brand_third: Vec<Glyph>,
    /// Whole brands that thousands of companies bear.
    pub(crate) brand_popular: Vec<Vec<Glyph>>,
    pub(crate) brand_foreign: Vec<Glyph>,
    pub(crate) overseas: Vec<&'static str>,
    pub(crate) overseas_end: Vec<&'static str>,
    pub(crate) surnames: Vec<(u32, Surname)>,
    pub(crate) male: Vec<Glyph>,
    pub(crate) female: Vec<Glyph>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) nicknames: Vec<&'static str>,
    pub(crate) english_given: Vec<&'static str>,
    pub(crate) english_family: Vec<&'static str>,
    /// The sales people of the company whose customers these are.
    pub(crate) owners: Vec<&'static str>,
    /// What that company sells, with the list price in yuan.
    pub(crate) catalogue: Vec<(&'static str, u32)>,
    pub(crate) roads: Vec<&'static str>,
    pub(crate) parks: Vec<&'static str>,
    pub(crate) towers: Vec<&'static str>,
    pub(crate) estates: Vec<&'static str>,
    pub(crate) glyphs: Glyphs,
}

const BRANDS: &str = include_str!("brands.txt");
const PEOPLE: &str = include_str!("people.txt");
const ROADS: &str = include_str!("roads.txt");
const SELLER: &str = include_str!("seller.txt");

impl Words {
    pub(crate) fn read() -> Self {
        let (brand_first, brand_second) = (glyph_list(BRANDS, "first"), glyph_list(BRANDS, "second"));
        let popular: Vec<_> = words(BRANDS, "popular").map(split_glyphs).collect();
        Self {
            cities: places::read(),
            industries: lines(include_str!("industries.txt")).map(industry).collect(),
            glyphs: Glyphs::read(&[&brand_first, &brand_second]),
            brand_first,
            brand_second,
            brand_third: glyph_list(BRANDS, "third"),
            brand_popular: popular,
            brand_foreign: glyph_list(BRANDS, "foreign"),
            overseas: word_list(BRANDS, "overseas"),
            overseas_end: word_list(BRANDS, "overseas_end"),
            surnames: people::surnames(words(PEOPLE, "surnames")),
            male: glyph_list(PEOPLE, "male"),
            female: glyph_list(PEOPLE, "female"),
            jobs: people::jobs(list(PEOPLE, "jobs")),
            nicknames: word_list(PEOPLE, "nicknames"),
            english_given: word_list(PEOPLE, "given"),
            english_family: word_list(PEOPLE, "family"),
            owners: word_list(SELLER, "owners"),
            catalogue: words(SELLER, "catalogue").filter_map(priced).collect(),
            roads: word_list(ROADS, "roads"),
            parks: word_list(ROADS, "parks"),
            towers: word_list(ROADS, "towers"),
            estates: word_list(ROADS, "estates"),
        }
    }

    pub(crate) fn city(&self, index: u32) -> &City {
        &self.cities[index as usize].1
    }

    pub(crate) fn industry(&self, index: u32) -> &Industry {
        &self.industries[index as usize].1
    }
}

/// The lines that are not remarks.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// What follows `name|` in a file of named lists.
fn list(text: &'static str, name: &str) -> &'static str {
    lines(text)
        .filter_map(|line| line.split_once('|'))
        .find(|(key, _)| *key == name)
        .map_or("", |(_, rest)| rest)
}

fn words(text: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    list(text, name).split(' ').filter(|word| !word.is_empty())
}

fn word_list(text: &'static str, name: &str) -> Vec<&'static str> {
    words(text, name).collect()
}

fn glyph_list(text: &'static str, name: &str) -> Vec<Glyph> {
    words(text, name).flat_map(split_glyphs).collect()
}

fn priced(word: &'static str) -> Option<(&'static str, u32)> {
    let (product, price) = word.split_once('=')?;
    Some((product, price.parse().ok()?))
}

/// Cuts 宏hong达da into characters with their pinyin.
fn split_glyphs(word: &'static str) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    let mut rest = word;
    while let Some(start) = rest.find(|c: char| c.is_ascii_lowercase()) {
        let letters = slice::rest(rest, start);
        let length = letters.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(letters.len());
        glyphs.push(Glyph { han: part(rest, 0, start), pinyin: part(letters, 0, length) });
        rest = slice::rest(letters, length);
    }
    glyphs
}

fn industry(line: &'static str) -> (u32, Industry) {
    let mut cells = line.split('|');
    let mut next = || cells.next().unwrap_or_default();
    let (word, class, division, letters, english, weight) = (next(), next(), next(), next(), next(), next());
    let products = next().split(' ').filter(|word| !word.is_empty()).collect();
    (weight.parse().unwrap_or(1), Industry { word, class, division, letters, english, products })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_whole() {
        let words = Words::read();
        assert_eq!(words.cities.len(), 101);
        assert!(words.industries.len() >= 60);
        assert!(words.industries.iter().all(|(weight, i)| *weight > 0 && !i.products.is_empty()));
        assert!(words.brand_first.len() > 180 && words.brand_second.len() > 180);
        assert!(words.brand_popular.iter().all(|brand| brand.len() == 2));
        assert!(words.jobs.len() == 44 && words.surnames.len() == 124);
        assert_eq!(words.catalogue.len(), 18);
        let lists =
            [&words.nicknames, &words.owners, &words.roads, &words.parks, &words.towers, &words.estates];
        assert!(lists.iter().all(|list| list.len() >= 8));
    }

    #[test]
    fn a_brand_is_cut_into_characters() {
        let brand = split_glyphs("宏hong达da");
        assert_eq!(brand, [Glyph { han: "宏", pinyin: "hong" }, Glyph { han: "达", pinyin: "da" }]);
    }
}
