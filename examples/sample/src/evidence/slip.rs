//! Text that is the same but for one slip of the hand.

/// Whether the word stands somewhere in the text, give or take one character, or two neighbours exchanged.
pub(super) fn stands_in(text: &[char], word: &[char]) -> bool {
    let lengths = word.len().saturating_sub(1)..=word.len() + 1;
    // Of a short word a slip leaves too little.
    let slip = word.len() >= 4;
    text.windows(word.len()).any(|window| window == word)
        || slip && lengths.into_iter().any(|length| text.windows(length).any(|window| one_slip(window, word)))
}

fn one_slip(left: &[char], right: &[char]) -> bool {
    let head = left.iter().zip(right).take_while(|(l, r)| l == r).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(l, r)| l == r).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    match (left, right) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[test]
fn one_slip_is_forgiven_and_two_are_not() {
    let stands = |text: &str, word: &str| {
        stands_in(&text.chars().collect::<Vec<_>>(), &word.chars().collect::<Vec<_>>())
    };
    for text in ["杭州鑫源科技有限公司", "鑫源枓技", "鑫科技", "鑫源的科技", "鑫科源技"]
    {
        assert!(stands(text, "鑫源科技"), "{text}");
    }
    for text in ["鑫源", "杭州鑫源公司", "科技鑫源", ""] {
        assert!(!stands(text, "鑫源科技"), "{text}");
    }
    assert!(!stands("鑫远", "鑫源"));
}
