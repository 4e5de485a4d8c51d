//! A condition as tokens.

/// A piece of a condition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// A name or a keyword.
    Word(&'t str),
    /// A name in quotes.
    Quoted(&'t str),
    /// A text in quotes.
    Text(&'t str),
    Number(f64),
    /// Punctuation; `≤` and `≥` stand for `<=` and `>=`. What is no SQL is a mark too, which nothing expects.
    Mark(char),
}

/// The first token of a text with what follows it; none at its end.
pub(super) fn first(text: &str) -> (Option<Token<'_>>, &str) {
    let text = text.trim_start();
    let Some(head) = text.chars().next() else { return (None, "") };
    let rest = text.get(head.len_utf8()..).unwrap_or_default();
    match head {
        '"' | '`' => quoted(rest, head, Token::Quoted),
        '\'' => quoted(rest, head, Token::Text),
        '<' | '>' => match rest.strip_prefix('=') {
            Some(rest) => (Some(Token::Mark(if head == '<' { '≤' } else { '≥' })), rest),
            None => (Some(Token::Mark(head)), rest),
        },
        _ if head.is_alphanumeric() || head == '_' => word(text, head.is_ascii_digit()),
        _ => (Some(Token::Mark(head)), rest),
    }
}

fn quoted<'t>(text: &'t str, quote: char, token: fn(&'t str) -> Token<'t>) -> (Option<Token<'t>>, &'t str) {
    match text.split_once(quote) {
        Some((inside, rest)) => (Some(token(inside)), rest),
        None => (Some(Token::Mark(quote)), ""),
    }
}

fn word(text: &str, is_number: bool) -> (Option<Token<'_>>, &str) {
    let belongs = |c: char| c.is_alphanumeric() || c == '_' || (is_number && c == '.');
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let number = || word.parse().map_or(Token::Mark('#'), Token::Number);
    (Some(if is_number { number() } else { Token::Word(word) }), rest)
}
