//! WeChat identifiers: the WeChat ID that people tell each other, the opaque ids of the open platform and of WeCom,
//! and QQ numbers.
//!
//! The open platform publishes no format: an OpenID is unique for an app and user, a UnionID for an open-platform
//! account and user, and both have been seen as 28 or 29 characters that start with `o`. So an unlabelled one is
//! called `openid`, and a label or a column of its own must say `unionid`. All are compared as they are: they are case
//! sensitive, and nothing inside them is changed.
//!
//! Parts: `type`: `wechat_id`, `openid`, `unionid`, `external_userid`, `qq` or `phone`.

use super::{Context, Draft, Normalized, Status, code, phone};
use crate::reason::Reason;

/// Labels with the kind that they announce; empty where the form decides.
const LABELS: [(&str, &str); 20] = [
    ("external_userid", "external_userid"),
    ("unionid", "unionid"),
    ("openid", "openid"),
    ("加微信", ""),
    ("加微", ""),
    ("微信同手机号", ""),
    ("微信同手机", ""),
    ("微信同号", ""),
    ("微信号", ""),
    ("微信id", ""),
    ("微信", ""),
    ("wechat id", ""),
    ("wechat", ""),
    ("weixin", ""),
    ("qq号", "qq"),
    ("qq", "qq"),
    ("v信", ""),
    ("vx", ""),
    ("v", ""),
    ("wx", ""),
];

/// The canonical form of `input`: the identifier as it stands, without label.
///
/// ```
/// use kehu::normalize::{Context, wechat_id};
/// let answer = wechat_id::normalize("微信号：Li-Lei_2024", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("Li-Lei_2024"));
/// assert_eq!(answer.part("type"), Some("wechat_id"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::read(input, &[], context, |mut draft, text, context| {
        let (id, announced) = split_label(text);
        draft.step("label", text, id);
        let bare = code::without_note(id);
        if bare != text && crate::text::is_placeholder(bare) {
            return draft.invalid(code::placeholder(bare));
        }
        draft.step("note", id, bare);
        let id = bare;
        judge(draft, id, announced, context)
    })
}

/// The identifier and the kind that its label announces; `wx` and `qq` also begin identifiers, so a label ends in a
/// colon or a space.
fn split_label(text: &str) -> (&str, &str) {
    let found = LABELS.iter().find_map(|(label, kind)| {
        let (head, tail) = text.split_at_checked(label.len())?;
        let rest = tail.trim_start_matches([':', ' ', '=']);
        let ends = rest.len() < tail.len() || !label.is_ascii();
        (head.eq_ignore_ascii_case(label) && ends && !rest.is_empty()).then_some((rest, *kind))
    });
    found.unwrap_or((text, ""))
}

fn judge(mut draft: Draft, id: &str, announced: &str, context: &Context) -> Normalized {
    // WeChat finds accounts by the eleven digits: +86 139-1234-5678.
    if !code::is_digits(id) && id.bytes().all(|b| b.is_ascii_digit() || b"+- ".contains(&b)) {
        let number = phone::normalize(id, context);
        let is_mobile = number.part("type") == Some("mobile") && number.part("country") == Some("CN");
        if let Some(national) = number.part("national_number").filter(|_| is_mobile) {
            draft.step("separators", id, national);
            return judge(draft, national, announced, context);
        }
    }
    if code::is_filler(id) {
        return draft.suspect(id, code::placeholder(id));
    }
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'*');
    if code::is_starred(id) && id.bytes().all(is_plain) {
        return draft.suspect(id, Reason::new("value/masked"));
    }
    let Some(kind) = kind_of(id, announced, context) else {
        return draft.invalid(Reason::new("value/not_recognized"));
    };
    draft.part("type", kind);
    draft.done(id, id)
}

fn kind_of(id: &str, announced: &str, context: &Context) -> Option<&'static str> {
    if code::is_digits(id) {
        return number_kind(id, announced, context);
    }
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        return None;
    }
    let starts_with_letter = id.starts_with(|c: char| c.is_ascii_alphabetic());
    match (id.len(), announced) {
        (28 | 29, "unionid") => Some("unionid"),
        (28 | 29, _) => Some("openid"),
        (32, _) if id.starts_with("wm") || id.starts_with("wo") => Some("external_userid"),
        // `wxid_…` names an account that has not chosen a WeChat ID of its own; it may be a little longer.
        (6..=20, "") if starts_with_letter => Some("wechat_id"),
        (21..=24, "") if id.starts_with("wxid_") => Some("wechat_id"),
        _ => None,
    }
}

/// A QQ number has 5 to 11 digits; eleven that are a mobile number are the phone by which an account is found.
fn number_kind(id: &str, announced: &str, context: &Context) -> Option<&'static str> {
    let is_mobile = || {
        let answer = phone::normalize(id, context);
        answer.status == Status::Valid && answer.part("type") == Some("mobile")
    };
    match id.len() {
        11 if announced != "qq" && is_mobile() => Some("phone"),
        5..=11 if !id.starts_with('0') => Some("qq"),
        _ => None,
    }
}
