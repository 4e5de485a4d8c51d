//! What a condition asks, as far as a level or a blocking rule can ask it too.

use crate::schema::ruleset::Measure;

/// Most alternatives of a condition, and most parts of an alternative.
const MOST: usize = 16;
/// Days are told from seconds by this.
pub(super) const DAY: f64 = 86_400.0;

/// The column of one record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Column<'t> {
    pub name: &'t str,
    pub is_left: bool,
    pub view: View,
}

/// What of a column's value is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum View {
    Whole,
    /// A date in seconds.
    Seconds,
    First(u8),
    Last(u8),
    /// What stands before the @.
    Local,
    /// What stands after it.
    Domain,
}

/// What a part of a condition says.
#[derive(Clone, Debug)]
pub(super) enum Term<'t> {
    Column(Column<'t>),
    Text(&'t str),
    Number(f64),
    Measured(Measured<'t>),
    Condition(Condition<'t>),
}

/// A number that tells how alike two columns are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured<'t> {
    pub asked: Asked<'t>,
    /// The seconds of a unit of a time; those of a day for every other number.
    pub unit: f64,
    /// A difference without `abs`, or a list without its length: no number that a bound says anything of.
    pub is_bare: bool,
}

/// What is asked of two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked<'t> {
    /// The column of the left record.
    pub left: &'t str,
    /// The column of the right record.
    pub right: &'t str,
    pub view: View,
    pub measure: Measure,
    pub at_least: f64,
    pub at_most: u16,
}

/// Alternatives, each of which asks several things; `None` asks whether a value is missing.
pub(super) type Condition<'t> = Vec<Vec<Option<Asked<'t>>>>;

impl<'t> Asked<'t> {
    /// Something asked of the same view of a column of each record.
    pub fn of(a: Column<'t>, b: Column<'t>, measure: Measure) -> Option<Self> {
        let (left, right) = if a.is_left { (a, b) } else { (b, a) };
        let fits = left.is_left && !right.is_left && left.view == right.view;
        let (left, right, view) = (left.name, right.name, left.view);
        fits.then_some(Self { left, right, view, measure, at_least: 0.0, at_most: 0 })
    }
}

/// Either of two conditions.
pub(super) fn either<'t>(a: Term<'t>, b: Term<'t>) -> Option<Term<'t>> {
    let (Term::Condition(mut a), Term::Condition(b)) = (a, b) else { return None };
    a.extend(b);
    (a.len() <= MOST).then_some(Term::Condition(a))
}

/// Both of two conditions.
pub(super) fn both<'t>(a: &Term<'t>, b: &Term<'t>) -> Option<Term<'t>> {
    let (Term::Condition(a), Term::Condition(b)) = (a, b) else { return None };
    let mut all = Vec::new();
    for (a, b) in a.iter().flat_map(|a| b.iter().map(move |b| (a, b))) {
        all.push([a.as_slice(), b.as_slice()].concat());
        if all.len() > MOST || a.len() + b.len() > MOST {
            return None;
        }
    }
    Some(Term::Condition(all))
}

/// The difference of two times.
pub(super) fn difference<'t>(a: &Term<'t>, b: &Term<'t>) -> Option<Term<'t>> {
    let (Term::Column(a), Term::Column(b)) = (a, b) else { return None };
    let asked = Asked::of(*a, *b, Measure::Days).filter(|asked| asked.view == View::Seconds)?;
    Some(Term::Measured(Measured { asked, unit: 1.0, is_bare: true }))
}

/// A comparison of two columns, or of a number with its bound.
pub(super) fn compared<'t>(a: &Term<'t>, operator: char, b: &Term<'t>) -> Option<Term<'t>> {
    let asked = match (a, operator, b) {
        (Term::Column(a), '=', Term::Column(b)) => {
            Asked::of(*a, *b, Measure::Same).filter(|asked| asked.view != View::Seconds)
        }
        (Term::Measured(measured), _, Term::Number(bound)) if !measured.is_bare => {
            bounded(measured, operator, *bound)
        }
        _ => None,
    };
    Some(Term::Condition(vec![vec![Some(asked?)]]))
}

fn bounded<'t>(measured: &Measured<'t>, operator: char, bound: f64) -> Option<Asked<'t>> {
    let asked = measured.asked;
    match (asked.measure, operator) {
        (Measure::Similar | Measure::Overlap, '≥' | '>') => {
            let at_least = if operator == '>' { bound.next_up() } else { bound };
            (0.0..=1.0).contains(&at_least).then_some(Asked { at_least, ..asked })
        }
        (Measure::Edits | Measure::Days, '≤' | '<') => {
            let bound = bound * measured.unit / DAY;
            let most = if operator == '<' { bound.ceil() - 1.0 } else { bound.floor() };
            let fits = (0.0..=f64::from(u16::MAX)).contains(&most);
            fits.then_some(Asked { at_most: most as u16, ..asked })
        }
        // Lists that share one value at least.
        (Measure::Same, '≥') => (bound > 0.0 && bound <= 1.0).then_some(asked),
        (Measure::Same, '>') => (0.0..1.0).contains(&bound).then_some(asked),
        _ => None,
    }
}
