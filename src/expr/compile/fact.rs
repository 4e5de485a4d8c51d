//! What a fact of a contact is compared with.

use crate::error::Result;
use crate::expr::forms::json::parse::expected;
use crate::expr::names::people::ContactFact;
use crate::expr::names::vocabulary::Vocabulary;
use crate::expr::tree::ast::Literal;
use crate::text;

impl Vocabulary {
    /// What a fact is compared with: a role or stance is meant by its id and all its other words.
    pub(in crate::expr) fn of_fact(
        &self,
        fact: ContactFact,
        literal: &Literal,
        path: &str,
    ) -> Result<Literal> {
        let known = self.people.words_of(fact);
        let id = |text: &str, path: &str| {
            let folded = text::fold(text);
            let meant = known.iter().find(|(_, words)| words.contains(&folded));
            let ids = || known.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
            meant.map(|(id, _)| Literal::Text(id.clone())).ok_or_else(|| expected(path, &ids()))
        };
        match literal {
            Literal::Text(text) if !known.is_empty() => id(text, path),
            Literal::List(items) if !known.is_empty() => {
                let each = |(i, item): (usize, &Literal)| match item {
                    Literal::Text(text) => id(text, &format!("{path}[{i}]")),
                    other => Ok(other.clone()),
                };
                items.iter().enumerate().map(each).collect::<Result<_>>().map(Literal::List)
            }
            other => Ok(other.clone()),
        }
    }
}
