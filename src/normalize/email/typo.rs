//! Slips in the domain of a large provider: `gmial.com`, `qq.con`.
//!
//! The comparison goes towards a short fixed list only, and never away from a provider, from another known domain or
//! from a name registered below a country: `jd.com`, `tsinghua.edu.cn` and `sina.cn` are right as they are.

use super::provider;
use crate::normalize::{domain, search};
use crate::tables::Words;
use crate::text;

/// The domains that a suggestion may name, the more common first.
pub(super) const TARGETS: [&str; 17] = [
    "qq.com",
    "163.com",
    "126.com",
    "foxmail.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "sina.com",
    "sohu.com",
    "139.com",
    "189.cn",
    "aliyun.com",
    "21cn.com",
    "yeah.net",
    "icloud.com",
    "yahoo.com",
    "live.com",
];

/// Real domains that lie close to a target.
static REAL: Words = Words::ending(
    "jd.com|x.com|mail.com|email.com|hmail.com|email.cn|sino.com|soho.com|sina.com|136.com|\
    162.com|169.com|165.com|128.com|138.com|199.com|21.com|love.com|life.com|hotel.com|\
    gmail.co|cloud.com",
);

/// Misspelled top levels.
const WRONG_TOPS: &str = "con cmo cm om co ocm comm cmn cim xom vom cpm cok copm coom ccom comn coml";

/// The domain that was probably meant.
pub(super) fn suggestion(host: &str) -> Option<String> {
    if provider::of(host).is_some() || REAL.contains(host) {
        return None;
    }
    // Nobody receives mail at the host of a web site.
    if let Some(bare) = host.strip_prefix("www.").filter(|bare| search::has(bare, b'.')) {
        return Some(bare.to_owned());
    }
    if let Some(name) = host.strip_suffix(".con.cn") {
        return Some([name, ".com.cn"].concat());
    }
    let (name, top) = host.rsplit_once('.')?;
    if !WRONG_TOPS.split(' ').any(|wrong| wrong == top) {
        return respelled_name(name, top);
    }
    // `.co`, `.cm` and `.om` are countries: only a provider's name shows that `.com` was meant.
    let respelled = [name, ".com"].concat();
    (provider::of(&respelled).is_some() || !domain::has_familiar_top_level(host)).then_some(respelled)
}

/// The only target with the same top level and almost the same name.
fn respelled_name(name: &str, top: &str) -> Option<String> {
    if search::has(name, b'.') {
        return None;
    }
    let mut nearest: Option<(usize, &str)> = None;
    let mut is_only = true;
    for target in TARGETS {
        let Some((target_name, target_top)) = target.rsplit_once('.') else { continue };
        // No more than two letters are ever forgiven; the distance itself is dear.
        if target_top != top || !may_be_near(name.as_bytes(), target_name.as_bytes()) {
            continue;
        }
        let Some(distance) = slip(name, target_name) else { continue };
        match nearest {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => is_only = false,
            _ => (nearest, is_only) = (Some((distance, target)), true),
        }
    }
    nearest.filter(|_| is_only).map(|(_, target)| target.to_owned())
}

/// Whether two edits might do: the lengths are near, and hardly a letter is foreign to the target.
fn may_be_near(name: &[u8], target: &[u8]) -> bool {
    name.len().abs_diff(target.len()) <= 2 && name.iter().filter(|b| !target.contains(b)).count() <= 2
}

/// How many slips turn `name` into `target`, when few enough for its length: short names are too close to others for
/// anything but two letters changed over, one doubled or one lost.
fn slip(name: &str, target: &str) -> Option<usize> {
    let distance = text::edit_distance(name, target);
    let is_allowed = match target.len() {
        ..3 => {
            distance == 1 && name.len() > target.len() && name.bytes().all(|b| target.as_bytes().contains(&b))
        }
        3 | 4 => distance == 1 && (name.len() != target.len() || is_rearranged(name, target)),
        5 | 6 => distance == 1,
        _ => distance <= 2,
    };
    is_allowed.then_some(distance)
}

fn is_rearranged(a: &str, b: &str) -> bool {
    let count = |text: &str, byte: u8| text.bytes().filter(|other| *other == byte).count();
    a.len() == b.len() && a.bytes().all(|byte| count(a, byte) == count(b, byte))
}

/// The provider's domain that lost its dot or all from there on: `qqcom`, `qq`.
pub(super) fn incomplete(domain: &str) -> Option<&'static str> {
    TARGETS.into_iter().find(|target| {
        target
            .split_once('.')
            .is_some_and(|(name, top)| domain.strip_suffix(top).unwrap_or(domain).eq_ignore_ascii_case(name))
    })
}

/// The address meant by a text that ends in a provider's domain and lacks the `@`: `123456qq.com`.
pub(super) fn missing_at(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (local, target) = TARGETS.iter().find_map(|target| Some((lower.strip_suffix(target)?, target)))?;
    let local = local.trim_end_matches(['#', '.', ' ']).trim();
    let is_name = local.len() > 2
        && local != "www"
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    is_name.then(|| super::address(local, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_domains_are_left_alone() {
        for host in
            ["jd.com", "tsinghua.edu.cn", "x.com.cn", "sina.cn", "189.cn", "foxmail.com", "163.net", "qq.cn"]
        {
            assert_eq!(suggestion(host), None, "{host}");
        }
        for target in TARGETS {
            assert_eq!(suggestion(target), None, "{target}");
        }
    }
}
