//! Characters that stand in for each other: traditional forms, sound-alikes and look-alikes.

use super::{Glyph, words};

/// What is written in a character's place. The lists are short and asked seldom, so they are searched from the front.
#[derive(Debug)]
pub(crate) struct Glyphs {
    traditional: Vec<(char, char)>,
    look_alikes: Vec<(char, char)>,
    sounds: Vec<(char, &'static str)>,
}

const TEXT: &str = include_str!("glyphs.txt");

impl Glyphs {
    /// Reads the pairs; characters of the given lists with equal pinyin sound alike.
    pub(crate) fn read(lists: &[&[Glyph]]) -> Self {
        let mut sounds = Vec::new();
        for glyph in lists.iter().copied().flatten() {
            let sound = glyph.han.chars().next().map(|c| (c, glyph.pinyin));
            sounds.extend(sound.filter(|sound| !sounds.contains(sound)));
        }
        Self { traditional: pairs("traditional"), look_alikes: pairs("shapes"), sounds }
    }

    pub(crate) fn traditional(&self, c: char) -> char {
        self.traditional
            .iter()
            .find(|(simplified, _)| *simplified == c)
            .map_or(c, |(_, traditional)| *traditional)
    }

    pub(crate) fn look_alikes(&self, c: char) -> Vec<char> {
        self.look_alikes.iter().filter(|(from, _)| *from == c).map(|(_, to)| *to).collect()
    }

    pub(crate) fn sound_alikes(&self, c: char) -> Vec<char> {
        let sound = self.sounds.iter().find(|(from, _)| *from == c).map(|(_, sound)| *sound);
        let others = self.sounds.iter().filter(|(other, of)| *other != c && Some(*of) == sound);
        others.map(|(other, _)| *other).collect()
    }
}

fn pairs(name: &str) -> Vec<(char, char)> {
    let pair = |word: &str| word.chars().next().zip(word.chars().nth(1));
    words(TEXT, name).filter_map(pair).collect()
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
