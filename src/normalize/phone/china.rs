//! Numbers of the mainland by the numbering plan of the Ministry of Industry and Information Technology (《电信网编号计划》,
//! 2017 and amendments): mobiles, landlines, service numbers, machine SIMs.

use super::scan::Raw;
use crate::tables::area_codes;

/// What a national number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Mobile,
    /// Mobile numbers of virtual operators.
    VirtualMobile,
    /// Eleven digits like a mobile number, but with a prefix that is not assigned.
    UnassignedMobile,
    /// SIM cards of machines.
    Iot,
    Landline,
    /// Seven digits where the city has had eight for years.
    ShortLandline,
    /// An area code with a service number behind it: `021-962288`.
    AreaService,
    /// 400: caller and callee share the cost.
    SharedCost,
    /// 800: the callee pays.
    TollFree,
    /// Recorded information and chat lines of the nineties, 160 and 168.
    PremiumRate,
    /// Service numbers without area code: 95588, 12345, 110.
    ShortCode,
    /// Seven or eight digits of a landline whose area code is missing.
    Subscriber,
}

/// A mainland number without prefixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct National {
    pub kind: Kind,
    /// The digits that follow +86; the trunk 0 is gone.
    pub digits: String,
    /// How many of them are the area code.
    pub area: usize,
    /// Whether a landline was written with its trunk 0 or with 86.
    pub has_prefix: bool,
}

impl National {
    /// Whether it is the number of a person's telephone.
    pub(super) fn is_mobile(&self) -> bool {
        matches!(self.kind, Kind::Mobile | Kind::VirtualMobile)
    }
}

/// How much of a number has been read, for the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Incomplete,
    /// Complete, and followed by nothing: a mobile number.
    Closed,
    /// Complete, and an extension may follow.
    Extensible,
}

/// Whether the digits read so far are a whole number, so that what follows is something else.
pub(super) fn form(raw: &Raw, country: &str) -> Form {
    let may_be_mainland = country == "CN" || raw.international || raw.digits.starts_with("00");
    if !may_be_mainland {
        return if raw.digits.len() >= 10 { Form::Extensible } else { Form::Incomplete };
    }
    match national(raw) {
        Some(National {
            kind: Kind::Mobile | Kind::VirtualMobile | Kind::UnassignedMobile | Kind::Iot,
            ..
        }) => Form::Closed,
        Some(National { kind: Kind::Landline | Kind::SharedCost | Kind::TollFree, .. }) => Form::Extensible,
        // `6123` may yet become `6123 4567`; only one run of seven or eight digits is whole.
        Some(National { kind: Kind::Subscriber, has_prefix: false, .. }) if !is_longer(&raw.digits) => {
            Form::Extensible
        }
        _ => Form::Incomplete,
    }
}

/// Whether seven or eight digits begin a longer number: `400 1234 567`, `852 2123 4567`.
fn is_longer(digits: &str) -> bool {
    ["400", "800", "852", "853", "886"].iter().any(|head| digits.starts_with(head))
}

/// Whether `run` completes a number that begins with the country code, though what was read might be a local number by
/// itself: `86-10-6234-5678`.
pub(super) fn completes(last: &Raw, run: &str) -> bool {
    last.digits.starts_with("86") && is_full(&Raw { digits: [&last.digits, run].concat(), ..Raw::default() })
}

/// Whether the digits are a whole number with its area code.
pub(super) fn is_full(raw: &Raw) -> bool {
    national(raw).is_some_and(|found| {
        matches!(
            found.kind,
            Kind::Mobile | Kind::VirtualMobile | Kind::Landline | Kind::SharedCost | Kind::TollFree
        )
    })
}

/// How many digits follow the area code of a landline.
pub(super) fn subscriber_length(raw: &Raw) -> Option<usize> {
    let found = national(raw).filter(|found| found.kind == Kind::Landline)?;
    found.digits.len().checked_sub(found.area)
}

/// Whether the digits begin like a mobile number and are one short or one too many.
pub(super) fn is_mobile_of_wrong_length(raw: &Raw) -> bool {
    let digits = raw.digits.as_str();
    let national = ["0086", "86"].iter().find_map(|code| digits.strip_prefix(code)).unwrap_or(digits);
    let second = national.strip_prefix('1').and_then(|rest| rest.chars().next());
    matches!(national.len(), 10 | 12) && second.is_some_and(|c| ('3'..='9').contains(&c))
}

/// The mainland number in `raw`, if it is one.
pub(super) fn national(raw: &Raw) -> Option<National> {
    let digits = without_repeated_code(without_carrier(&raw.digits));
    let unprefixed = digits
        .strip_prefix("0086")
        .or_else(|| if raw.international { digits.strip_prefix("86") } else { None });
    if let Some(rest) = unprefixed {
        return recognize(rest.trim_start_matches('0'), true);
    }
    if raw.international || digits.starts_with("00") {
        return None;
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return recognize(rest, true);
    }
    let bare_code = digits.strip_prefix("86").and_then(|rest| recognize(rest.trim_start_matches('0'), true));
    recognize(digits, false)
        .filter(|found| found.kind != Kind::UnassignedMobile)
        .or(bare_code.filter(|found| !matches!(found.kind, Kind::Subscriber | Kind::ShortCode)))
}

/// Prefixes once dialled to call over the network of another carrier or over the internet; they are no part of a number.
const CARRIERS: [&str; 10] =
    ["17951", "17950", "17900", "17901", "17909", "17910", "17911", "12593", "10193", "11808"];

/// Without what stands before the last country code of a number: `0861391…`, `86861391…`, `0867552671…`.
fn without_repeated_code(digits: &str) -> &str {
    let heads = ["086", "8686", "008686"];
    let start = heads.iter().filter(|head| digits.starts_with(**head)).map(|head| head.len() - 2).max();
    let rest = start.and_then(|start| digits.get(start..));
    let is_number =
        |number: &str| mobile(number).is_some() || landline(number.trim_start_matches('0'), false).is_some();
    rest.filter(|rest| rest.get(2..).is_some_and(is_number)).unwrap_or(digits)
}

fn without_carrier(digits: &str) -> &str {
    let rest = CARRIERS.iter().find_map(|carrier| digits.strip_prefix(carrier));
    rest.filter(|rest| rest.len() >= 10 && rest.starts_with(['0', '1'])).unwrap_or(digits)
}

/// Recognizes digits without country code and trunk 0.
fn recognize(digits: &str, has_prefix: bool) -> Option<National> {
    let (kind, area) = service(digits)
        .or_else(|| mobile(digits))
        .map(|kind| (kind, 0))
        .or_else(|| landline(digits, has_prefix))
        .or_else(|| subscriber(digits).map(|kind| (kind, 0)))?;
    Some(National { kind, digits: digits.to_owned(), area, has_prefix })
}

fn service(digits: &str) -> Option<Kind> {
    match digits.len() {
        10 if digits.starts_with("400") => Some(Kind::SharedCost),
        10 if digits.starts_with("800") => Some(Kind::TollFree),
        10 | 11 if digits.starts_with("950") => Some(Kind::SharedCost),
        8 if digits.starts_with("1010") => Some(Kind::SharedCost),
        8 if digits.starts_with("160") || digits.starts_with("168") => Some(Kind::PremiumRate),
        _ => is_short_code(digits).then_some(Kind::ShortCode),
    }
}

/// Emergency and service numbers: 110, 10086, 12345, 95588, 96110, 116114, 10690000.
fn is_short_code(digits: &str) -> bool {
    let starts = |heads: &[&str]| heads.iter().any(|head| digits.starts_with(head));
    match digits.len() {
        3 => starts(&["11", "12"]),
        5 => starts(&["100", "101", "11", "12", "95", "96"]),
        6 => starts(&["100", "11", "12", "95", "96"]),
        7 | 8 if starts(&["95", "96"]) => true,
        // Gateways from which companies send text messages.
        7..=20 => starts(&["1065", "1066", "1068", "1069"]),
        _ => false,
    }
}

/// Prefixes as assigned by the Ministry; the list of libphonenumber's metadata says the same.
fn mobile(digits: &str) -> Option<Kind> {
    let head = |n: usize| digits.get(..n).unwrap_or_default();
    let is_machine = ["10648", "10649", "1400", "1410", "1440", "1441", "1460", "1480"];
    match digits.len() {
        13 if is_machine.iter().any(|prefix| digits.starts_with(prefix)) => Some(Kind::Iot),
        11 => match (head(2), digits.get(2..3).unwrap_or_default()) {
            ("16", "2" | "5" | "7") | ("17", "0" | "1") => Some(Kind::VirtualMobile),
            ("13" | "18", _)
            | ("14", "5" | "7")
            | ("15" | "19", "0" | "1" | "2" | "3" | "5" | "6" | "7" | "8" | "9")
            | ("16", "6")
            | ("17", "2" | "3" | "5" | "6" | "7" | "8") => Some(Kind::Mobile),
            _ if head(4) == "1610" || ("17400"..="17405").contains(&head(5)) => Some(Kind::Mobile),
            ("14", "0" | "1" | "4" | "6" | "8" | "9") => Some(Kind::Iot),
            ("14" | "15" | "16" | "17" | "19", _) => Some(Kind::UnassignedMobile),
            _ => None,
        },
        _ => None,
    }
}

/// An area code with a subscriber number behind it, and the length of the area code.
fn landline(digits: &str, has_prefix: bool) -> Option<(Kind, usize)> {
    let area = if digits.starts_with("10") || digits.starts_with('2') { 2 } else { 3 };
    let (code, subscriber) = digits.split_at_checked(area)?;
    let lengths = area_codes::subscriber_lengths(code);
    if lengths.is_empty() || subscriber.starts_with('0') {
        return None;
    }
    match subscriber.len() {
        length if lengths.contains(&length) => Some((Kind::Landline, area)),
        7 if has_prefix => Some((Kind::ShortLandline, area)),
        ..7 if has_prefix && is_short_code(subscriber) => Some((Kind::AreaService, area)),
        _ => None,
    }
}

fn subscriber(digits: &str) -> Option<Kind> {
    let fits = matches!(digits.len(), 7 | 8) && !digits.starts_with(['0', '1', '9']);
    fits.then_some(Kind::Subscriber)
}
