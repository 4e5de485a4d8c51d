//! Telephone numbering plans: which numbers a country has, and of what kind.

mod pattern;

use std::sync::OnceLock;

pub use pattern::matches;

use super::generated::phone::{CHINA, WORLD};

/// The numbering plan of a country or territory.
///
/// Numbers are national significant numbers: digits only, without calling code and trunk prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// ISO 3166 code, such as `CN`.
    pub country: &'static str,
    /// The country calling code, such as 86.
    pub calling_code: u16,
    /// What is dialled before the number within the country, such as `0`; empty where nothing is.
    pub trunk_prefix: &'static str,
    lengths: &'static str,
    leading_digits: &'static str,
    general: &'static str,
    mobile: &'static str,
    fixed: &'static str,
    services: &'static str,
}

/// What a number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// A mobile telephone.
    Mobile,
    /// A landline.
    Fixed,
    /// Either; the plan does not tell them apart (United States).
    FixedOrMobile,
    /// Dearer than a call.
    PremiumRate,
    /// Free for the caller.
    TollFree,
    /// Caller and callee share the cost.
    SharedCost,
    /// A telephone on the internet.
    Voip,
    /// A number that follows one person from telephone to telephone.
    Personal,
    /// A pager.
    Pager,
    /// One number for all places of a company ("universal access number").
    Company,
    /// A mailbox.
    Voicemail,
    /// A number of a plan whose kinds the table does not hold.
    Other,
}

/// Services by the letter that the table gives them.
const SERVICES: [(&str, NumberKind); 8] = [
    ("P", NumberKind::PremiumRate),
    ("T", NumberKind::TollFree),
    ("S", NumberKind::SharedCost),
    ("V", NumberKind::Voip),
    ("N", NumberKind::Personal),
    ("G", NumberKind::Pager),
    ("U", NumberKind::Company),
    ("M", NumberKind::Voicemail),
];

impl Plan {
    /// What kind of number of this plan it is; nothing when the plan has no such number.
    ///
    /// ```
    /// use kehu::tables::phone::{NumberKind, by_country};
    /// let china = by_country("CN").unwrap();
    /// assert_eq!(china.kind("13812345678"), Some(NumberKind::Mobile));
    /// assert_eq!(china.kind("2161234567"), Some(NumberKind::Fixed));
    /// assert_eq!(china.kind("12345"), None);
    /// ```
    pub fn kind(&self, number: &str) -> Option<NumberKind> {
        if !matches(self.general, number) {
            return None;
        }
        // Services come first, as in libphonenumber: their ranges may lie inside those of landlines.
        if let Some(service) = self.service(number) {
            return Some(service);
        }
        match (matches(self.mobile, number), matches(self.fixed_pattern(), number)) {
            (true, true) => Some(NumberKind::FixedOrMobile),
            (true, false) => Some(NumberKind::Mobile),
            (false, true) => Some(NumberKind::Fixed),
            _ if self.tells_kinds() => None,
            // Nowhere in North America do area codes tell landlines from mobiles.
            _ if self.calling_code == 1 && self.claims(number) => Some(NumberKind::FixedOrMobile),
            _ => Some(NumberKind::Other),
        }
    }

    fn service(&self, number: &str) -> Option<NumberKind> {
        self.services.split(';').find_map(|entry| {
            let (letter, pattern) = entry.split_at_checked(1)?;
            let found = SERVICES.iter().find(|(tag, _)| *tag == letter);
            found.filter(|_| matches(pattern, number)).map(|(_, kind)| *kind)
        })
    }

    fn fixed_pattern(&self) -> &'static str {
        if self.fixed == "=" { self.mobile } else { self.fixed }
    }

    /// Whether [`kind`](Self::kind) tells mobile and fixed numbers apart for this plan.
    pub fn tells_kinds(&self) -> bool {
        !self.mobile.is_empty() || !self.fixed.is_empty()
    }

    /// Whether numbers of this plan can have that many digits.
    ///
    /// ```
    /// let hong_kong = kehu::tables::phone::by_country("HK").unwrap();
    /// assert!(hong_kong.allows_length(8) && !hong_kong.allows_length(10));
    /// ```
    pub fn allows_length(&self, digits: usize) -> bool {
        self.lengths().any(|(least, most)| (least..=most).contains(&digits))
    }

    /// The smallest and the largest number of digits.
    pub fn length_bounds(&self) -> (usize, usize) {
        let least = self.lengths().map(|(least, _)| least).min().unwrap_or(0);
        (least, self.lengths().map(|(_, most)| most).max().unwrap_or(0))
    }

    fn lengths(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let range = |text: &str| {
            let (least, most) = text.split_once('-').unwrap_or((text, text));
            Some((least.parse().ok()?, most.parse().ok()?))
        };
        self.lengths.split(',').filter_map(range)
    }

    /// Whether the number begins as only numbers of this plan do, among those that share its calling code.
    fn claims(&self, number: &str) -> bool {
        !self.leading_digits.is_empty() && pattern::starts(self.leading_digits, number)
    }
}

/// Every plan; of those that share a calling code, the main country first. Without the pack `phone` only those of
/// greater China.
pub fn all() -> &'static [Plan] {
    static DECODED: OnceLock<Vec<Plan>> = OnceLock::new();
    DECODED.get_or_init(|| CHINA.lines().chain(WORLD.get().lines()).filter_map(decode).collect())
}

fn decode(line: &'static str) -> Option<Plan> {
    let mut fields = line.split(' ').map(|field| if field == "-" { "" } else { field });
    let mut next = || fields.next();
    Some(Plan {
        country: next()?,
        calling_code: next()?.parse().ok()?,
        trunk_prefix: next()?,
        lengths: next()?,
        leading_digits: next()?,
        general: next()?,
        mobile: next().unwrap_or(""),
        fixed: next().unwrap_or(""),
        services: next().unwrap_or(""),
    })
}

/// The plan of a country, by its ISO 3166 code in capitals.
///
/// ```
/// use kehu::tables::phone::by_country;
/// assert_eq!(by_country("CN").map(|plan| (plan.calling_code, plan.trunk_prefix)), Some((86, "0")));
/// assert!(by_country("XX").is_none());
/// ```
pub fn by_country(country: &str) -> Option<&'static Plan> {
    all().iter().find(|plan| plan.country == country)
}

/// The plans that share a calling code, the main country first; most often one.
pub fn by_calling_code(calling_code: u16) -> impl Iterator<Item = &'static Plan> {
    all().iter().filter(move |plan| plan.calling_code == calling_code)
}

/// Splits digits in international form into calling code and national number.
///
/// No calling code begins with another (ITU-T E.164), so that there is at most one way.
///
/// ```
/// use kehu::tables::phone::split_calling_code;
/// assert_eq!(split_calling_code("8613812345678"), Some((86, "13812345678")));
/// assert_eq!(split_calling_code("85221234567"), Some((852, "21234567")));
/// assert_eq!(split_calling_code("0"), None);
/// ```
pub fn split_calling_code(digits: &str) -> Option<(u16, &str)> {
    (1..=3).find_map(|length| {
        let (code, number) = digits.split_at_checked(length)?;
        let code = code.parse().ok().filter(|code| by_calling_code(*code).next().is_some())?;
        Some((code, number))
    })
}

/// The plan that a national number belongs to, among those that share its calling code.
///
/// ```
/// use kehu::tables::phone::find;
/// assert_eq!(find(1, "6045551234").map(|plan| plan.country), Some("CA"));
/// assert_eq!(find(1, "2125551234").map(|plan| plan.country), Some("US"));
/// assert_eq!(find(44, "1481722222").map(|plan| plan.country), Some("GG"));
/// ```
pub fn find(calling_code: u16, number: &str) -> Option<&'static Plan> {
    let claimed =
        by_calling_code(calling_code).find(|plan| plan.claims(number) && plan.kind(number).is_some());
    let typed = || {
        by_calling_code(calling_code).find(|plan| plan.kind(number).is_some_and(|k| k != NumberKind::Other))
    };
    // A plan that shares its code and is known by its first digits has no other numbers.
    let general = || {
        by_calling_code(calling_code)
            .find(|plan| plan.leading_digits.is_empty() && plan.kind(number).is_some())
    };
    claimed.or_else(typed).or_else(general)
}
