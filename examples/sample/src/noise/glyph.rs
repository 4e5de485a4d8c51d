//! Noise on single characters.

use crate::rng::Rng;
use crate::words::Glyphs;

/// All simplified characters in their traditional form.
pub(crate) fn traditional(text: &str, glyphs: &Glyphs) -> String {
    text.chars().map(|c| glyphs.traditional(c)).collect()
}

/// One character exchanged for one that sounds alike; unchanged where none has a sound-alike.
pub(crate) fn sound_alike(text: &str, glyphs: &Glyphs, rng: &mut Rng) -> String {
    exchange(text, rng, |c| glyphs.sound_alikes(c))
}

/// One character exchanged for one that looks alike.
pub(crate) fn look_alike(text: &str, glyphs: &Glyphs, rng: &mut Rng) -> String {
    exchange(text, rng, |c| glyphs.look_alikes(c))
}

fn exchange(text: &str, rng: &mut Rng, others: impl Fn(char) -> Vec<char>) -> String {
    let mut places = text.chars().zip(0..).map(|(c, at)| (at, others(c))).collect::<Vec<_>>();
    places.retain(|(_, others)| !others.is_empty());
    if places.is_empty() {
        return text.to_owned();
    }
    let (place, others) = rng.pick(&places);
    let other = *rng.pick(others);
    text.chars().zip(0..).map(|(c, at)| if at == *place { other } else { c }).collect()
}

/// ASCII in its full-width forms.
pub(crate) fn full_width(text: &str) -> String {
    let widen = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
    text.chars().map(|c| if c.is_ascii_graphic() { widen(c) } else { c }).collect()
}

/// A space, narrow or wide, somewhere inside or at an end.
pub(crate) fn spaced(text: &str, rng: &mut Rng) -> String {
    let count = text.chars().count() as u32;
    let place = if rng.chance(600) { *rng.pick(&[0, count]) } else { rng.below(count + 1) } as usize;
    let space = *rng.weighted(&[(70, ' '), (20, '\u{3000}'), (10, '\u{A0}')]);
    let mut characters: Vec<char> = text.chars().collect();
    characters.insert(place.min(characters.len()), space);
    characters.into_iter().collect()
}

/// One character lost.
pub(crate) fn dropped(text: &str, rng: &mut Rng) -> String {
    let count = text.chars().count() as u32;
    if count < 4 {
        return text.to_owned();
    }
    let place = rng.below(count) as usize;
    text.chars().enumerate().filter(|(at, _)| *at != place).map(|(_, c)| c).collect()
}

/// Two neighbours exchanged.
pub(crate) fn transposed(text: &str, rng: &mut Rng) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.len() > 2 {
        let place = rng.below(characters.len() as u32 - 1) as usize;
        characters.swap(place, place + 1);
    }
    characters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;
    use crate::words::Words;

    #[test]
    fn noise_changes_what_it_says_and_no_more() {
        let glyphs = Words::read().glyphs;
        let rng = &mut Rng::new(1, Stream::Record, 0, 0);
        assert_eq!(traditional("华东贸易", &glyphs), "華東貿易");
        assert_eq!(full_width("A1 中"), "Ａ１ 中");
        assert_eq!(look_alike("己", &glyphs, rng), "已");
        assert_eq!(sound_alike("ABC", &glyphs, rng), "ABC");
        assert_eq!(dropped("13800001111", rng).len(), 10);
        assert_eq!(transposed("123", rng).len(), 3);
        assert_eq!(spaced("中国", rng).chars().count(), 3);
    }
}
