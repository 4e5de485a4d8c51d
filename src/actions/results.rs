//! What came of actions: shares with their intervals, and whether one is better than another.

use serde::{Deserialize, Serialize};

use crate::json::read_names;

/// What became of an action that was handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was carried out.
    #[default]
    Sent,
    /// The customer opened or noticed it.
    Opened,
    /// The customer followed it.
    Clicked,
    /// The customer did what it is for.
    Converted,
    /// It could not be carried out.
    Failed,
    /// The customer turned it down.
    Rejected,
}

read_names! {
    Outcome, {
        "sent": Sent, "opened": Opened, "clicked": Clicked, "converted": Converted, "failed": Failed,
        "rejected": Rejected
    }
}

impl Outcome {
    /// The name used in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::Converted => "converted",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
        }
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many did.
    pub count: usize,
    /// Of how many.
    pub total: usize,
}

/// The normal deviate that leaves out 2.5 % at either end.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// The share itself; nothing of nobody.
    pub fn rate(self) -> Option<f64> {
        (self.total > 0).then(|| self.count as f64 / self.total as f64)
    }

    /// The interval of Wilson (1927) that holds the true share with 95 % confidence.
    ///
    /// ```
    /// use kehu::actions::Share;
    /// let (low, high) = Share { count: 9, total: 10 }.interval().unwrap();
    /// assert!((low - 0.5958).abs() < 5e-5 && (high - 0.9821).abs() < 5e-5);
    /// ```
    pub fn interval(self) -> Option<(f64, f64)> {
        let (rate, total) = (self.rate()?, self.total as f64);
        let scale = 1.0 + Z * Z / total;
        let centre = (rate + Z * Z / (2.0 * total)) / scale;
        let half = Z * (rate * (1.0 - rate) / total + Z * Z / (4.0 * total * total)).sqrt() / scale;
        Some(((centre - half).max(0.0), (centre + half).min(1.0)))
    }

    /// The difference to another share, and the interval that holds the true one with 95 % confidence: method 10 of
    /// Newcombe (1998), made of the two intervals of Wilson.
    pub fn difference(self, other: Self) -> Option<(f64, f64, f64)> {
        let (p, (low, high)) = (self.rate()?, self.interval()?);
        let (q, (other_low, other_high)) = (other.rate()?, other.interval()?);
        let difference = p - q;
        let down = ((p - low) * (p - low) + (other_high - q) * (other_high - q)).sqrt();
        let up = ((high - p) * (high - p) + (q - other_low) * (q - other_low)).sqrt();
        Some((difference, difference - down, difference + up))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_that_newcombe_published() {
        for (a, m, b, n, low, high) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775),
            (10, 10, 0, 10, 0.6075, 1.0000),
        ] {
            let (left, right) = (Share { count: a, total: m }, Share { count: b, total: n });
            let (_, found_low, found_high) = left.difference(right).unwrap();
            let near = (found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5;
            assert!(near, "{a}/{m} - {b}/{n}: {found_low} {found_high}");
        }
    }

    #[test]
    fn nothing_is_said_of_nobody() {
        let (none, some) = (Share::default(), Share { count: 1, total: 1 });
        assert_eq!((none.rate(), none.interval(), some.difference(none)), (None, None, None));
    }
}
