//! The grammar of conditions: `OR`, `AND`, comparisons, differences, calls.

use super::condition::{Column, Condition, Term, View, both, compared, difference, either};
use super::functions;
use super::tokens::{self, Token};

/// How deep parentheses and calls may nest.
const DEPTH: usize = 32;

/// A condition as alternatives; `ELSE` is one that asks nothing. None where it asks what no test can.
pub(super) fn condition(text: &str) -> Option<Condition<'_>> {
    if text.trim().eq_ignore_ascii_case("else") {
        return Some(vec![Vec::new()]);
    }
    let mut parser = Parser { token: None, rest: text, room: DEPTH };
    parser.next();
    match (parser.any()?, parser.token) {
        (Term::Condition(condition), None) => Some(condition),
        _ => None,
    }
}

struct Parser<'t> {
    token: Option<Token<'t>>,
    rest: &'t str,
    room: usize,
}

impl<'t> Parser<'t> {
    fn next(&mut self) -> Option<Token<'t>> {
        let token = self.token;
        (self.token, self.rest) = tokens::first(self.rest);
        token
    }

    fn takes(&mut self, is_wanted: bool) -> bool {
        if is_wanted {
            self.next();
        }
        is_wanted
    }

    fn mark(&mut self, mark: char) -> bool {
        self.takes(self.token == Some(Token::Mark(mark)))
    }

    fn word(&mut self, wanted: &str) -> bool {
        self.takes(matches!(self.token, Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted)))
    }

    fn any(&mut self) -> Option<Term<'t>> {
        self.room = self.room.checked_sub(1)?;
        let mut term = self.all()?;
        while self.word("or") {
            term = either(term, self.all()?)?;
        }
        self.room += 1;
        Some(term)
    }

    fn all(&mut self) -> Option<Term<'t>> {
        let mut term = self.comparison()?;
        while self.word("and") {
            term = both(&term, &self.comparison()?)?;
        }
        Some(term)
    }

    fn comparison(&mut self) -> Option<Term<'t>> {
        let left = self.sum()?;
        if self.word("is") {
            let asks = matches!(left, Term::Column(_)) && self.word("null");
            return asks.then(|| Term::Condition(vec![vec![None]]));
        }
        let Some(Token::Mark(operator @ ('=' | '<' | '>' | '≤' | '≥'))) = self.token else {
            return Some(left);
        };
        self.next();
        compared(&left, operator, &self.sum()?)
    }

    fn sum(&mut self) -> Option<Term<'t>> {
        let term = self.term()?;
        if self.mark('-') { difference(&term, &self.term()?) } else { Some(term) }
    }

    fn term(&mut self) -> Option<Term<'t>> {
        match self.next()? {
            Token::Mark('(') => {
                let term = self.any()?;
                self.mark(')').then_some(term)
            }
            Token::Number(number) => Some(Term::Number(number)),
            Token::Text(text) => Some(Term::Text(text)),
            Token::Quoted(name) => suffixed(name),
            Token::Word(side) if self.mark('.') => self.of_record(side),
            Token::Word(name) if self.mark('(') => self.call(name),
            Token::Word(name) => suffixed(name).or(Some(Term::Text(name))),
            Token::Mark(_) => None,
        }
    }

    /// `l."name"`, as blocking rules write it.
    fn of_record(&mut self, side: &str) -> Option<Term<'t>> {
        match (side, self.next()?) {
            ("l" | "r", Token::Word(name) | Token::Quoted(name)) => column(name, side == "l"),
            _ => None,
        }
    }

    fn call(&mut self, name: &str) -> Option<Term<'t>> {
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.any()?);
            if self.word("as") {
                self.next();
            }
            if self.mark(')') {
                return functions::call(name, &arguments);
            }
            if !self.mark(',') {
                return None;
            }
        }
    }
}

/// `name_l`, as levels write it.
fn suffixed(name: &str) -> Option<Term<'_>> {
    match (name.strip_suffix("_l"), name.strip_suffix("_r")) {
        (Some(name), _) => column(name, true),
        (_, Some(name)) => column(name, false),
        _ => None,
    }
}

fn column(name: &str, is_left: bool) -> Option<Term<'_>> {
    Some(Term::Column(Column { name, is_left, view: View::Whole }))
}
