//! The classes that the three ranks of an RFM score lead to.

use crate::schema::ruleset::RfmScheme;

/// A class: its id, its names in Chinese and English.
pub type RfmClass = (&'static str, &'static str, &'static str);

/// The eight classes of Chinese practice, in the order of their buckets.
///
/// The first four have high money, the others low; among each four come: both recency and frequency high, frequency
/// alone, recency alone, none.
pub(in crate::tags) const RFM_CLASSES: [RfmClass; 8] = [
    ("key_value", "重要价值", "key, valuable"),
    ("key_keep", "重要保持", "key, to keep"),
    ("key_develop", "重要发展", "key, to develop"),
    ("key_win_back", "重要挽留", "key, to win back"),
    ("general_value", "一般价值", "general, valuable"),
    ("general_keep", "一般保持", "general, to keep"),
    ("general_develop", "一般发展", "general, to develop"),
    ("general_win_back", "一般挽留", "general, to win back"),
];

/// Ten classes customary elsewhere, in the order in which they are tried.
const RFM_TEN_CLASSES: [RfmClass; 10] = [
    ("champions", "冠军客户", "champions"),
    ("potential_loyalist", "潜在忠诚", "potential loyalists"),
    ("loyal", "忠诚客户", "loyal customers"),
    ("promising", "有前景", "promising"),
    ("new", "新客户", "new customers"),
    ("cant_lose", "不能失去", "can't lose them"),
    ("at_risk", "有流失风险", "at risk"),
    ("need_attention", "需要关注", "need attention"),
    ("about_to_sleep", "即将沉睡", "about to sleep"),
    ("lost", "已流失", "lost"),
];

/// From which to which of five ranks each of the ten reaches, for recency, frequency and money: the intervals that the
/// documentation of the R package rfm proposes. They overlap; as there the first that fits counts, and some ranks
/// fit none.
const INTERVALS: [[(u8, u8); 3]; 10] = [
    [(5, 5), (5, 5), (5, 5)],
    [(3, 5), (3, 5), (2, 5)],
    [(2, 4), (2, 4), (2, 4)],
    [(3, 4), (1, 3), (3, 5)],
    [(4, 5), (1, 3), (1, 5)],
    [(1, 2), (3, 4), (4, 5)],
    [(1, 2), (2, 5), (4, 5)],
    [(1, 3), (3, 5), (3, 5)],
    [(2, 3), (1, 3), (1, 4)],
    [(1, 1), (1, 5), (1, 5)],
];

/// The classes of a scheme, in the order of their buckets.
///
/// ```
/// use kehu::schema::ruleset::RfmScheme;
/// use kehu::tags::rfm_classes;
/// assert_eq!(rfm_classes(RfmScheme::Eight)[0].0, "key_value");
/// assert_eq!(rfm_classes(RfmScheme::Ten)[0].0, "champions");
/// ```
pub fn rfm_classes(scheme: RfmScheme) -> &'static [RfmClass] {
    match scheme {
        RfmScheme::Eight => &RFM_CLASSES,
        RfmScheme::Ten => &RFM_TEN_CLASSES,
    }
}

/// The position among the eight, by whether recency, frequency and money are high.
pub(in crate::tags) fn of_eight([recency, frequency, money]: [bool; 3]) -> u16 {
    u16::from(!recency) + 2 * u16::from(!frequency) + 4 * u16::from(!money)
}

/// The position among the ten.
pub(in crate::tags) fn of_ten(ranks: [u8; 3]) -> Option<u16> {
    let fits =
        |of: &[(u8, u8); 3]| of.iter().zip(ranks).all(|((low, high), rank)| (*low..=*high).contains(&rank));
    INTERVALS.iter().position(fits).and_then(|place| u16::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_interval_that_fits_counts() {
        let class = |r, f, m| of_ten([r, f, m]).map(|place| RFM_TEN_CLASSES[usize::from(place)].0);
        for (ranks, expected) in [
            ((5, 5, 5), Some("champions")),
            ((5, 5, 4), Some("potential_loyalist")),
            ((3, 3, 3), Some("potential_loyalist")),
            ((2, 2, 2), Some("loyal")),
            ((3, 1, 5), Some("promising")),
            ((5, 1, 1), Some("new")),
            ((2, 3, 5), Some("cant_lose")),
            ((1, 2, 4), Some("at_risk")),
            ((1, 3, 3), Some("need_attention")),
            ((2, 1, 1), Some("about_to_sleep")),
            ((1, 1, 1), Some("lost")),
            ((5, 4, 1), None),
        ] {
            assert_eq!(class(ranks.0, ranks.1, ranks.2), expected, "{ranks:?}");
        }
    }
}
