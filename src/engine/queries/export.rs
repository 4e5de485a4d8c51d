//! Results as files.

use super::viewer::TimelineFilter;
use crate::columns::Row;
use crate::digits::push_digits;
use crate::engine::Engine;
use crate::error::Result;
use crate::io::{CsvWriter, Reject};
use crate::json::{self, read_object};
use crate::matching::{Decision, probability};
use crate::privacy::{Access, View};

/// A part of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Page {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Customers to pass over.
    pub offset: usize,
    /// Most customers to give.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    Page, Page::default(),
    must {}
    may {
        "now": now, "offset": offset, "limit": limit, "role": access.role, "purpose": access.purpose
    }
}

/// Rejected rows as CSV: `line,reason,raw`.
pub fn rejects_csv<'a>(rejects: impl IntoIterator<Item = &'a Reject>) -> Vec<u8> {
    let mut csv = CsvWriter::default();
    csv.row(["line", "reason", "raw"]);
    for reject in rejects {
        csv.row([reject.line.to_string().as_str(), &reject.reason, &reject.raw]);
    }
    csv.take()
}

impl Engine {
    /// Customers as NDJSON, one a line; nothing when the offset is beyond the last.
    ///
    /// # Errors
    /// As [`customers`](Self::customers).
    pub fn export_customers(&mut self, page: &Page) -> Result<Vec<u8>> {
        self.idle()?;
        let now = self.now(&page.now)?;
        View::new(&self.ruleset.privacy, &page.access)?;
        let anchors: Vec<Row> = self.clusters.anchors().skip(page.offset).take(page.limit).collect();
        self.draw_of(&anchors.iter().copied().collect(), now);
        let viewer = self.viewer(&page.access, now)?;
        let mut out = Vec::new();
        for anchor in anchors {
            let Some(customer) = viewer.customer(anchor, &TimelineFilter::ALL) else { continue };
            json::append(&mut out, &customer);
            out.push(b'\n');
        }
        Ok(out)
    }

    /// The clusters as CSV: `id,cluster_id`, in the order of the records.
    pub fn export_clusters(&self) -> Vec<u8> {
        let mut csv = CsvWriter::default();
        csv.row(["id", "cluster_id"]);
        for row in self.directory.rows() {
            csv.row([self.record_id(row).as_str(), &self.customer_id(self.clusters.anchor(row))]);
        }
        csv.take()
    }

    /// The pairs that matched or nearly did, as CSV: `id_l,id_r,match_weight,match_probability,decision`, the weight
    /// in bits.
    pub fn export_pairs(&self) -> Vec<u8> {
        let mut csv = CsvWriter::default();
        csv.row(["id_l", "id_r", "match_weight", "match_probability", "decision"]);
        for (a, b, weight) in self.clusters.pairs() {
            let apart = self.clusters.anchor(a) != self.clusters.anchor(b);
            let decision = match self.model.decide(weight) {
                // A match that a guard refused is for somebody to look at.
                Decision::Match if apart => "review",
                Decision::Match => "match",
                Decision::Review => "review",
                Decision::NoMatch => "no_match",
            };
            let bits = fixed(rounded(i64::from(weight) * 1000, 1024), 3);
            let likely = fixed(libm::rint(probability(weight) * 1e6) as i64, 6);
            csv.row([self.record_id(a).as_str(), &self.record_id(b), &bits, &likely, decision]);
        }
        csv.take()
    }
}

/// A quotient, rounded to the nearest whole number, halves to the even one.
fn rounded(dividend: i64, divisor: i64) -> i64 {
    let (quotient, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
    let is_up = rest * 2 > divisor || (rest * 2 == divisor && quotient % 2 != 0);
    quotient + i64::from(is_up)
}

/// A number of units of 10 to the minus `places`. The standard library's printing of fractions takes as much code as a
/// normalizer, and no other place needs it.
fn fixed(units: i64, places: usize) -> String {
    let mut text = String::from(if units < 0 { "-" } else { "" });
    push_digits(&mut text, units.unsigned_abs(), places + 1);
    text.insert(text.len() - places, '.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_printed_as_the_standard_library_does() {
        for weight in (-40_000_i32..40_000).step_by(7).chain([0, 64, -64, 192, 1024, -1]) {
            let expected = format!("{:.3}", f64::from(weight) / 1024.0);
            let bits = fixed(rounded(i64::from(weight) * 1000, 1024), 3);
            // A weight just below nothing is nothing.
            assert_eq!(bits, if expected == "-0.000" { "0.000" } else { &expected }, "{weight}");
        }
        for (value, expected) in
            [(0.0, "0.000000"), (1.0, "1.000000"), (0.999_999_7, "1.000000"), (0.25, "0.250000")]
        {
            assert_eq!(fixed(libm::rint(value * 1e6) as i64, 6), expected);
        }
    }
}
