//! Which names events have values for.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

use super::Pair;
use crate::columns::{Lookup, Symbol};

/// What events of one sort have in common: most events of a type tell the same things.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// What happened.
    pub(super) kind: Symbol,
    /// How many of the names say whom it concerns; those of what it tells follow.
    pub(super) subjects: usize,
    pub(super) names: Box<[Symbol]>,
}

impl Shape {
    /// The place of a property among the values.
    pub(super) fn property(&self, name: Symbol) -> Option<u32> {
        let places = self.names.iter().zip(0_u32..).skip(self.subjects);
        places.into_iter().find(|(known, _)| **known == name).map(|(_, place)| place)
    }
}

/// All shapes that events have had.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    list: Vec<Shape>,
    numbers: Lookup,
}

/// A shape as an event that comes has it.
type Form<'a> = (Symbol, &'a [Pair], &'a [Pair]);

fn hash(kind: Symbol, subjects: usize, names: impl Iterator<Item = Symbol>) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    (kind, subjects).hash(&mut hasher);
    names.for_each(|name| name.hash(&mut hasher));
    hasher.finish()
}

fn names<'a>((_, subjects, properties): Form<'a>) -> impl Iterator<Item = Symbol> + 'a {
    subjects.iter().chain(properties).map(|(name, _)| *name)
}

impl Shape {
    fn hash(&self) -> u64 {
        hash(self.kind, self.subjects, self.names.iter().copied())
    }

    fn fits(&self, form: Form) -> bool {
        self.kind == form.0 && self.subjects == form.1.len() && names(form).eq(self.names.iter().copied())
    }
}

impl Shapes {
    pub(super) fn get(&self, number: u32) -> Option<&Shape> {
        self.list.get(number as usize)
    }

    /// All of them, by number.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.list.iter()
    }

    /// The number of the shape of an event.
    pub(super) fn of(&mut self, form: Form) -> u32 {
        let (list, (kind, subjects, _)) = (&self.list, form);
        let key = hash(kind, subjects.len(), names(form));
        let fits = |number: u32| list.get(number as usize).is_some_and(|shape| shape.fits(form));
        if let Some(number) = self.numbers.find(key, fits) {
            return number;
        }
        let number = list.len() as u32;
        self.numbers.insert(key, number, &|other| list.get(other as usize).map_or(0, Shape::hash));
        self.list.push(Shape { kind, subjects: subjects.len(), names: names(form).collect() });
        number
    }
}
