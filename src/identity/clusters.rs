//! Clusters of records: each is one customer.

use std::collections::BTreeMap;

use super::customer_id::CustomerId;
use super::decisions::{Decisions, Verdict};
use super::directory::Directory;
use super::seniority::Seniority;
use crate::columns::{Bits, Blocks, Lists, Row};
use crate::matching::Weight;
use crate::reason::Reason;
use crate::sort::Arrange;

/// A join of two clusters that a guard refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The matching records.
    pub pair: (Row, Row),
    /// Their match weight.
    pub weight: Weight,
    /// Why their clusters stay apart.
    pub reason: Reason,
}

/// Asked before two clusters become one: why they must stay apart, if they must. The last argument gives the weight of
/// pairs that are known already.
pub type Objection<'a> = dyn FnMut(&[Row], &[Row], &Pairs) -> Option<Reason> + 'a;

/// The weight of a pair that reached the review threshold.
pub type Pairs<'a> = dyn Fn(Row, Row) -> Option<Weight> + 'a;

/// What binds records besides their weights.
#[derive(Clone, Copy, Debug)]
pub struct Bonds<'a> {
    /// From this weight on a pair is a match.
    pub accept: Weight,
    /// What people decided.
    pub decisions: &'a Decisions,
    /// The records' ids, by which equal matches are put in order: rows depend on who came first.
    pub directory: &'a Directory,
    /// Which record of a cluster comes first.
    pub seniority: &'a Seniority<'a>,
}

/// The matches between records, and the clusters that follow from them.
///
/// Within each group of records that matches connect, the strongest match is taken first; a guard is asked before two
/// clusters become one. So one weak bridge does not join what otherwise disagrees, and the outcome depends on the
/// matches alone, not on the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    pub(super) edges: Lists<(Row, Weight)>,
    /// The earliest row of each row's cluster.
    anchors: Blocks<Row>,
    /// The rows of each cluster of several, ascending, at its anchor.
    members: Lists<Row>,
    /// The senior row of each cluster, at its anchor.
    pub(super) seniors: Blocks<Row>,
    pub(super) refusals: BTreeMap<(Row, Row), Refusal>,
}

/// Stands for the anchor of a row that was taken out.
const GONE: Row = Row::MAX;

impl Clusters {
    /// Makes room for rows up to `rows`; new ones are clusters of their own.
    pub fn grow(&mut self, rows: usize) {
        for row in self.anchors.len()..rows {
            self.anchors.push(row as Row);
            self.seniors.push(row as Row);
        }
        self.members.grow(rows);
        self.edges.grow(rows);
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.anchors.len()
    }

    /// The earliest row of the cluster of `row`.
    pub fn anchor(&self, row: Row) -> Row {
        self.anchors.get(row as usize).copied().filter(|anchor| *anchor != GONE).unwrap_or(row)
    }

    /// The rows of the cluster that starts with `anchor`, ascending; nothing when no cluster starts there.
    pub fn members(&self, anchor: Row) -> &[Row] {
        let (several, own) = (self.members.get(anchor as usize), self.anchors.get(anchor as usize));
        let alone = own.filter(|own| several.is_empty() && **own == anchor);
        alone.map_or(several, std::slice::from_ref)
    }

    /// The row that comes first by the ruleset's rule in the cluster that starts with `anchor`; it lends the cluster its
    /// id.
    pub fn senior(&self, anchor: Row) -> Row {
        self.seniors.get(anchor as usize).copied().unwrap_or(anchor)
    }

    /// The anchors of all clusters, ascending.
    pub fn anchors(&self) -> impl Iterator<Item = Row> + '_ {
        self.anchors.from(0).filter(|(row, anchor)| *row == **anchor).map(|(row, _)| row)
    }

    /// All pairs whose weight reached the review threshold, each once, ascending.
    pub fn pairs(&self) -> impl Iterator<Item = (Row, Row, Weight)> + '_ {
        (0..self.edges.len()).flat_map(|a| {
            let (list, a) = (self.edges.get(a), a as Row);
            list.iter().filter(move |(b, _)| a < *b).map(move |(b, weight)| (a, *b, *weight))
        })
    }

    /// The rows whose weight with a row reaches `accept`.
    pub fn counterparts(&self, row: Row, accept: Weight) -> impl Iterator<Item = Row> + '_ {
        let edges = self.edges.get(row as usize).iter();
        edges.filter(move |(_, weight)| *weight >= accept).map(|(other, _)| *other)
    }

    /// The weight of two rows, if it reached the review threshold.
    fn weight(&self, a: Row, b: Row) -> Option<Weight> {
        let list = self.edges.get(a as usize);
        let place = list.binary_search_by_key(&b, |(other, _)| *other).ok()?;
        list.get(place).map(|(_, weight)| *weight)
    }

    /// Why the join of the clusters of two matching rows was refused.
    pub fn refusal(&self, a: Row, b: Row) -> Option<&Refusal> {
        self.refusals.get(&(a.min(b), a.max(b)))
    }

    /// The joins that a guard refused.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.refusals.values()
    }

    /// Forgets the matches of a row.
    pub fn disconnect(&mut self, row: Row) {
        let list = self.edges.get(row as usize).to_vec();
        self.edges.set(row as usize, &[]);
        for (other, _) in list {
            self.refusals.remove(&(row.min(other), row.max(other)));
            let back = self.edges.get(other as usize);
            if let Ok(place) = back.binary_search_by_key(&row, |(r, _)| *r) {
                self.edges.remove(other as usize, place);
            }
        }
    }

    /// Takes a row out for good, of which somebody decided whether it is the same as those in `decided`. The other rows of
    /// its cluster stand alone until they are resolved anew; they are returned.
    pub fn remove(&mut self, row: Row, decided: &[Row]) -> Vec<Row> {
        self.disconnect(row);
        for other in decided {
            self.refusals.remove(&(row.min(*other), row.max(*other)));
        }
        let mut others = self.members(self.anchor(row)).to_vec();
        others.retain(|other| *other != row);
        for other in &others {
            self.set_cluster(&[*other]);
        }
        self.set_cluster(&[row]);
        self.anchors.get_mut(row as usize).into_iter().for_each(|anchor| *anchor = GONE);
        others
    }

    /// Records that two rows reached the review threshold.
    pub fn connect(&mut self, a: Row, b: Row, weight: Weight) {
        for (from, to) in [(a, b), (b, a)] {
            let place = self.edges.get(from as usize).partition_point(|(other, _)| *other < to);
            self.edges.insert(from as usize, place, (to, weight));
        }
    }

    /// Clusters anew all that hangs together with the `touched` rows. Returns the anchors of the clusters before and
    /// after, some of them twice, so that what was derived from them can be made anew.
    pub fn resolve(&mut self, touched: &[Row], bonds: &Bonds, objection: &mut Objection) -> Vec<Row> {
        let mut changed = Vec::new();
        let (mut walked, mut component) = (Bits::default(), Vec::new());
        for row in touched {
            if !self.enters(*row, &mut walked) {
                continue;
            }
            self.collect_component(*row, bonds, &mut walked, &mut component);
            changed.extend(component.iter().map(|r| self.anchor(*r)));
            if component.len() > 1 {
                self.cluster(&component, bonds, objection);
                changed.extend(component.iter().map(|r| self.anchor(*r)));
                self.settle_seniors(&component, bonds.seniority);
            } else {
                self.forget_refusals(*row);
            }
        }
        changed
    }

    fn settle_seniors(&mut self, component: &[Row], seniority: &Seniority) {
        for anchor in component {
            let senior = seniority.first(self.members(*anchor));
            if let (Some(slot), Some(senior)) = (self.seniors.get_mut(*anchor as usize), senior) {
                *slot = senior;
            }
        }
    }

    /// Whether a walk comes to a row for the first time.
    fn enters(&self, row: Row, walked: &mut Bits) -> bool {
        let is_first = (row as usize) < self.rows() && !walked.contains(row);
        if is_first {
            walked.insert(row);
        }
        is_first
    }

    /// Finds all rows that matches, decisions or present clusters connect with `row`, ascending.
    fn collect_component(&self, row: Row, bonds: &Bonds, walked: &mut Bits, found: &mut Vec<Row>) {
        found.clear();
        found.push(row);
        let (mut next, mut near) = (0, Vec::new());
        while let Some(row) = found.get(next).copied() {
            next += 1;
            near.extend(self.links(row, bonds).map(|(other, _)| other));
            near.extend_from_slice(self.members(self.anchor(row)));
            for other in near.drain(..) {
                if self.enters(other, walked) {
                    found.push(other);
                }
            }
        }
        found.sort_unstable();
    }

    /// The rows that `row` matches, by the model or by decision.
    fn links<'a>(&'a self, row: Row, bonds: &Bonds<'a>) -> impl Iterator<Item = (Row, Weight)> + 'a {
        let accept = bonds.accept;
        let matches =
            self.edges.get(row as usize).iter().copied().filter(move |(_, weight)| *weight >= accept);
        let decided = bonds
            .decisions
            .of(row)
            .filter(|(_, v)| *v == Verdict::Same)
            .map(|(other, _)| (other, Weight::MAX));
        matches.chain(decided)
    }

    fn cluster(&mut self, component: &[Row], bonds: &Bonds, objection: &mut Objection) {
        let links = self.sorted_links(component, bonds);
        for row in component {
            self.set_cluster(&[*row]);
            self.forget_refusals(*row);
        }
        for (weight, a, b) in links {
            let (left, right) = (self.anchor(a), self.anchor(b));
            if left == right {
                continue;
            }
            match objection(self.members(left), self.members(right), &|a, b| self.weight(a, b)) {
                None => self.join(left, right),
                Some(reason) => {
                    self.refusals.insert((a, b), Refusal { pair: (a, b), weight, reason });
                }
            }
        }
    }

    fn forget_refusals(&mut self, row: Row) {
        let pairs: Vec<(Row, Row)> =
            self.refusals.range((row, 0)..=(row, Row::MAX)).map(|(pair, _)| *pair).collect();
        for pair in pairs {
            self.refusals.remove(&pair);
        }
    }

    /// The matches within a component, strongest first; equal ones by the ids of their records.
    fn sorted_links(&self, component: &[Row], bonds: &Bonds) -> Vec<(Weight, Row, Row)> {
        let links = |a: Row| self.links(a, bonds).filter(move |(b, _)| a < *b).map(move |(b, w)| (w, a, b));
        let mut all: Vec<_> = component.iter().flat_map(|row| links(*row)).collect();
        let id = |row: Row| bonds.directory.customer_id(row);
        let ids = |a: Row, b: Row| -> (Option<CustomerId>, Option<CustomerId>) {
            (id(a).min(id(b)), id(a).max(id(b)))
        };
        all.arrange_by(|x, y| y.0.cmp(&x.0).then_with(|| ids(x.1, x.2).cmp(&ids(y.1, y.2))).then(x.cmp(y)));
        all
    }

    fn join(&mut self, left: Row, right: Row) {
        let mut rows = [self.members(left), self.members(right)].concat();
        rows.sort_unstable();
        self.set_cluster(&rows);
    }

    pub(super) fn set_cluster(&mut self, rows: &[Row]) {
        let Some(anchor) = rows.first().copied() else { return };
        for row in rows {
            if let Some(slot) = self.anchors.get_mut(*row as usize) {
                *slot = anchor;
            }
            self.members.set(*row as usize, if *row == anchor && rows.len() > 1 { rows } else { &[] });
        }
        if let Some(slot) = self.seniors.get_mut(anchor as usize) {
            *slot = anchor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Records;
    use crate::schema::ruleset::SurvivorRule;

    fn clusters(rows: usize, pairs: &[(Row, Row, Weight)], apart: &[(Row, Row)]) -> Vec<Vec<Row>> {
        let (decisions, directory, records) =
            (Decisions::default(), Directory::default(), Records::default());
        let seniority = Seniority::new(&records, &directory, None, &[], SurvivorRule::default());
        let bonds =
            Bonds { accept: 8 * 1024, decisions: &decisions, directory: &directory, seniority: &seniority };
        let mut clusters = Clusters::default();
        clusters.grow(rows);
        for (a, b, bits) in pairs {
            clusters.connect(*a, *b, bits * 1024);
        }
        let mut refuse = |left: &[Row], right: &[Row], _: &Pairs| {
            let hit = |(a, b): &(Row, Row)| {
                left.contains(a) && right.contains(b) || left.contains(b) && right.contains(a)
            };
            apart.iter().any(hit).then(|| Reason::new("guard/distinct"))
        };
        let touched: Vec<Row> = (0..rows as Row).collect();
        clusters.resolve(&touched, &bonds, &mut refuse);
        clusters.anchors().map(|a| clusters.members(a).to_vec()).collect()
    }

    #[test]
    fn matches_connect_and_reviews_do_not() {
        assert_eq!(clusters(4, &[(0, 2, 20), (2, 3, 2)], &[]), [vec![0, 2], vec![1], vec![3]]);
    }

    #[test]
    fn the_stronger_match_wins_where_both_cannot_hold() {
        let weak_first = [(0, 1, 10), (1, 2, 20)];
        assert_eq!(clusters(3, &weak_first, &[(0, 2)]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn the_order_of_matches_does_not_matter() {
        let mut pairs = vec![(0, 1, 9), (1, 2, 12), (3, 4, 30), (2, 3, 11), (0, 4, 8)];
        let forward = clusters(6, &pairs, &[(0, 3)]);
        pairs.reverse();
        assert_eq!(clusters(6, &pairs, &[(0, 3)]), forward);
    }
}
