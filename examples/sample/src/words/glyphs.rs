//! Characters that stand in for each other: traditional forms, sound-alikes and look-alikes.

use std::collections::BTreeMap;

use super::{Glyph, words};

/// Tables from a character to what is written in its place.
#[derive(Debug)]
pub(crate) struct Glyphs {
    traditional: BTreeMap<char, char>,
    look_alikes: BTreeMap<char, Vec<char>>,
    sound_alikes: BTreeMap<char, Vec<char>>,
}

const TEXT: &str = include_str!("glyphs.txt");

impl Glyphs {
    /// Reads the pairs; characters of the given lists with equal pinyin sound alike.
    pub(crate) fn read(lists: &[&[Glyph]]) -> Self {
        let mut look_alikes: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for (from, to) in pairs("shapes") {
            look_alikes.entry(from).or_default().push(to);
        }
        Self { traditional: pairs("traditional").collect(), look_alikes, sound_alikes: sound_alikes(lists) }
    }

    pub(crate) fn traditional(&self, c: char) -> char {
        self.traditional.get(&c).copied().unwrap_or(c)
    }

    pub(crate) fn look_alikes(&self, c: char) -> &[char] {
        self.look_alikes.get(&c).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn sound_alikes(&self, c: char) -> &[char] {
        self.sound_alikes.get(&c).map_or(&[], Vec::as_slice)
    }
}

fn pairs(name: &str) -> impl Iterator<Item = (char, char)> {
    words(TEXT, name).filter_map(|pair| {
        let mut characters = pair.chars();
        Some((characters.next()?, characters.next()?))
    })
}

fn sound_alikes(lists: &[&[Glyph]]) -> BTreeMap<char, Vec<char>> {
    let mut by_sound: BTreeMap<&str, Vec<char>> = BTreeMap::new();
    for glyph in lists.iter().copied().flatten() {
        let same = by_sound.entry(glyph.pinyin).or_default();
        let missing = glyph.han.chars().filter(|c| !same.contains(c)).collect::<Vec<_>>();
        same.extend(missing);
    }
    let others =
        |c: char, same: &[char]| same.iter().copied().filter(|other| *other != c).collect::<Vec<_>>();
    let groups = by_sound.values().filter(|same| same.len() > 1);
    groups.flat_map(|same| same.iter().map(|c| (*c, others(*c, same))).collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    #[test]
    fn characters_have_their_stand_ins() {
        let glyphs = Words::read().glyphs;
        assert_eq!(glyphs.traditional('华'), '華');
        assert_eq!(glyphs.traditional('水'), '水');
        assert!(glyphs.sound_alikes('鑫').contains(&'信'));
        assert!(glyphs.look_alikes('己').contains(&'已'));
    }
}
