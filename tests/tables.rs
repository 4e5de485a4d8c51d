//! What every text function and every table must hold for any input.

use std::borrow::Cow;

use kehu::tables::{latin, pinyin, surnames, traditional};
use kehu::text::{fold, is_han, is_placeholder, pinyin as read, repair, simplify, to_half_width, tokens};
use proptest::prelude::*;

/// Text as it comes: ordinary characters, the troublesome ones, and both scripts of Chinese.
fn dirty_text() -> impl Strategy<Value = String> {
    let troublesome = prop::sample::select(
        " \u{3000}\u{A0}\u{200B}\u{FEFF}\u{AD}\u{301}\u{308}\u{3099}eEuǘÅßİı乾隆蕭後臺灣裡著瞭望於鍾昇Ａ１（）·、。か𬎆䶮\t\n'’-_"
            .chars()
            .collect::<Vec<_>>(),
    );
    let any = prop_oneof![4 => troublesome, 1 => any::<char>(), 2 => prop::char::range('一', '鿿')];
    prop::collection::vec(any, 0..24).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn repairing_twice_changes_nothing(text in dirty_text()) {
        let once = repair(&text).into_owned();
        prop_assert!(matches!(repair(&once), Cow::Borrowed(_)) || repair(&once) == once);
        prop_assert_eq!(repair(&once), once.as_str());
    }

    #[test]
    fn simplifying_twice_changes_nothing(text in dirty_text()) {
        let once = simplify(&text).into_owned();
        prop_assert_eq!(simplify(&once), once.as_str());
        prop_assert_eq!(once.chars().count(), text.chars().count());
    }

    #[test]
    fn folding_twice_changes_nothing(text in dirty_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.as_str());
        prop_assert!(once.split(' ').all(|word| once.is_empty() || !word.is_empty()));
    }

    #[test]
    fn half_width_is_a_fixed_point(text in dirty_text()) {
        let once = to_half_width(&text).into_owned();
        prop_assert_eq!(to_half_width(&once), once.as_str());
    }

    #[test]
    fn tokens_cover_the_folded_text(text in dirty_text()) {
        let folded = fold(&text);
        let tokens = tokens(&text);
        prop_assert!(tokens.iter().all(|token| !token.is_empty() && folded.contains(token.as_str())));
        prop_assert_eq!(tokens.is_empty(), folded.is_empty());
    }

    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        let _ = (is_placeholder(&text), read(&text), tokens(&text), repair(&text).len());
    }
}

#[test]
fn every_simplified_form_is_final() {
    let every = || ('\u{3400}'..='\u{2FFFF}').filter_map(|c| traditional::simplified(c).map(|to| (c, to)));
    assert!(every().count() > 3_000, "the table is there");
    for (from, to) in every() {
        assert_eq!(traditional::simplified(to), None, "{from} becomes {to}, which is traditional itself");
    }
}

#[test]
fn every_phrase_keeps_its_length_and_its_result() {
    let first_characters = '\u{3400}'..='\u{2FFFF}';
    for (from, to) in first_characters.flat_map(traditional::phrases) {
        assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        assert_eq!(simplify(from), *to, "{from}");
        assert_eq!(simplify(to), *to, "{to} must stay");
    }
}

#[test]
fn every_common_ideograph_can_be_read() {
    let unread: String = ('\u{4E00}'..='\u{9FA5}').filter(|c| pinyin::syllable(*c).is_none()).collect();
    assert!(unread.chars().count() < 60, "{unread}");
    assert!(('\u{4E00}'..='\u{9FFF}').filter_map(pinyin::syllable).all(pinyin::is_syllable));
}

#[test]
fn readings_are_right_where_they_are_checked() {
    // Xinhua dictionary, main readings; the last ones lie outside the first block.
    let cases = [
        ('一', "yi"),
        ('阿', "a"),
        ('华', "hua"),
        ('創', "chuang"),
        ('绿', "lv"),
        ('鑫', "xin"),
        ('龘', "da"),
        ('喆', "zhe"),
        ('堃', "kun"),
        ('昇', "sheng"),
        ('䶮', "yan"),
        ('𫄧', "xian"),
    ];
    for (character, syllable) in cases {
        assert_eq!(pinyin::syllable(character), Some(syllable), "{character}");
    }
}

#[test]
fn surnames_are_ranked_and_read() {
    assert!(["李", "欧", "肖", "仇", "覃", "曾"].into_iter().all(surnames::is_single));
    assert!(["欧阳", "司马", "诸葛", "万俟", "单于", "尉迟", "令狐"].into_iter().all(surnames::is_compound));
    assert!(surnames::rank("李") < surnames::rank("覃"));
    let cases =
        [("曾", "zeng"), ("区", "ou"), ("朴", "piao"), ("万俟", "mo qi"), ("单于", "chan yu"), ("覃", "qin")];
    for (name, reading) in cases {
        assert_eq!(surnames::reading(name), Some(reading), "{name}");
    }
}

#[test]
fn letters_compose_and_fall_apart() {
    for (base, mark, whole) in
        [('A', '\u{30A}', 'Å'), ('ü', '\u{304}', 'ǖ'), ('и', '\u{306}', 'й'), ('は', '\u{309A}', 'ぱ')]
    {
        assert_eq!(latin::compose(base, mark), Some(whole));
        assert_ne!(latin::base(whole), whole);
    }
    assert!(!is_han(latin::base('ü')));
}
