//! Clusters as bytes, and back.

use std::borrow::Cow;

use super::clusters::{Clusters, Refusal};
use crate::bytes::{Reader, Writer};
use crate::columns::{Filling, Lists, Row};
use crate::matching::Weight;
use crate::reason::Reason;

impl Clusters {
    /// Writes matches, clusters and refusals of the given rows, as `place` numbers them: in their order.
    pub fn write(&self, rows: &[Row], place: &dyn Fn(Row) -> Row, out: &mut Writer) {
        let mut pairs = self.pairs().peekable();
        for row in rows {
            let anchor = self.anchor(*row);
            out.number(u64::from(place(*row) - place(anchor)));
            if anchor == *row {
                out.number(u64::from(place(self.senior(anchor)) - place(anchor)));
            }
            let mut near = place(*row);
            while let Some((_, other, weight)) = pairs.next_if(|(a, _, _)| a == row) {
                out.number(u64::from(place(other) - near));
                out.signed(weight.into());
                near = place(other);
            }
            out.number(0);
        }
        out.number(self.refusals().count() as u64);
        for Refusal { pair: (a, b), weight, reason } in self.refusals() {
            out.number(place(*a).into());
            out.number(place(*b).into());
            out.signed((*weight).into());
            write_reason(reason, out);
        }
    }

    /// Reads what [`write`](Self::write) wrote of so many rows.
    pub fn read(rows: usize, reader: &mut Reader) -> Option<Self> {
        let mut clusters = Self::default();
        clusters.grow(rows);
        let (mut joined, mut seniors) = (Vec::<(Row, Row)>::new(), Vec::<(Row, Row)>::new());
        let mut pairs = Pairs { found: Vec::new(), counts: vec![0; rows] };
        for row in 0..rows as Row {
            let (anchor, senior) = pairs.read_row(row, reader)?;
            if let Some(senior) = senior {
                seniors.push((anchor, senior));
            } else {
                joined.push((anchor, row));
            }
        }
        clusters.edges = pairs.edges()?;
        clusters.join_all(joined)?;
        for (anchor, senior) in seniors {
            if clusters.anchor(senior) != anchor {
                return None;
            }
            *clusters.seniors.get_mut(anchor as usize)? = senior;
        }
        for _ in 0..reader.count()? {
            let pair = (reader.small()?, reader.small()?);
            let weight = i32::try_from(reader.signed()?).ok()?;
            let refusal = Refusal { pair, weight, reason: read_reason(reader)? };
            clusters.refusals.insert(pair, refusal);
        }
        Some(clusters)
    }

    /// Makes clusters of rows that stand alone, given with their anchors.
    fn join_all(&mut self, mut joined: Vec<(Row, Row)>) -> Option<()> {
        joined.sort_unstable();
        for cluster in joined.chunk_by(|a, b| a.0 == b.0) {
            let (anchor, _) = *cluster.first()?;
            if self.anchor(anchor) != anchor {
                return None;
            }
            let rows: Vec<Row> = std::iter::once(anchor).chain(cluster.iter().map(|(_, row)| *row)).collect();
            self.set_cluster(&rows);
        }
        Some(())
    }
}

/// The pairs that scored, ascending, and how many each row has.
struct Pairs {
    found: Vec<(Row, Row, Weight)>,
    counts: Vec<u32>,
}

impl Pairs {
    /// Reads the pairs of a row, and gives the first row of its cluster, and where that is itself, the senior one.
    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn read_row(&mut self, row: Row, reader: &mut Reader) -> Option<(Row, Option<Row>)> {
        let anchor = row.checked_sub(reader.small()?)?;
        let senior = if anchor == row { Some(row.checked_add(reader.small()?)?) } else { None };
        let mut other = row;
        loop {
            let step = reader.small()?;
            if step == 0 {
                return Some((anchor, senior));
            }
            other = other.checked_add(step)?;
            *self.counts.get_mut(other as usize)? += 1;
            *self.counts.get_mut(row as usize)? += 1;
            self.found.push((row, other, i32::try_from(reader.signed()?).ok()?));
        }
    }

    /// The pairs at each of their rows: those with earlier rows come first by themselves.
    fn edges(self) -> Option<Lists<(Row, Weight)>> {
        let mut edges = Filling::new(&self.counts, self.found.len().checked_mul(2)?);
        for (a, b, weight) in self.found {
            edges.put(a, (b, weight))?;
            edges.put(b, (a, weight))?;
        }
        edges.finish(&self.counts, |a, b| a.0 < b.0)
    }
}

fn write_reason(reason: &Reason, out: &mut Writer) {
    out.text(&reason.code);
    // An absent path and an empty one say the same.
    out.text(reason.path.as_deref().unwrap_or_default());
    out.number(reason.weight.is_some().into());
    out.signed(reason.weight.unwrap_or_default().into());
    out.number(reason.params.iter().len() as u64);
    for (name, value) in reason.params.iter() {
        out.text(name);
        out.text(value);
    }
}

fn read_reason(reader: &mut Reader) -> Option<Reason> {
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let code = owned(reader.text()?);
    let path = Some(reader.text()?.to_owned()).filter(|path| !path.is_empty());
    let weighs = reader.number()? == 1;
    let weight = i32::try_from(reader.signed()?).ok().filter(|_| weighs);
    let mut reason = Reason { code, path, params: Default::default(), weight };
    for _ in 0..reader.count()? {
        reason.params.insert(owned(reader.text()?), reader.text()?.to_owned());
    }
    Some(reason)
}
