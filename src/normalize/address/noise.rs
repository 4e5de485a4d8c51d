//! What stands in an address field and is no address: labels, the recipient, phone numbers, the postcode.

use crate::text::{is_han, repair};

/// Labels of forms that were pasted whole, the longer first.
const LABELS: &[&str] = &[
    "详细地址",
    "所在地区",
    "收货地址",
    "通讯地址",
    "联系地址",
    "公司地址",
    "单位地址",
    "注册地址",
    "办公地址",
    "邮寄地址",
    "地址",
];
const PHONE_LABELS: &[&str] =
    &["手机号码", "联系电话", "手机号", "电话号码", "手机", "电话", "传真", "Tel", "TEL", "tel", "T"];
const POSTCODE_LABELS: &[&str] = &["邮政编码", "邮编", "Zip", "ZIP"];
const PERSON_LABELS: &[&str] = &["收货人", "收件人", "联系人", "姓名"];

/// An address and what was found with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bare {
    pub text: String,
    pub phone: String,
    pub postcode: String,
    pub recipient: String,
}

/// Separates the address from what stands with it, until nothing more comes off.
pub(super) fn strip(text: &str) -> Bare {
    let mut bare = pass(text);
    loop {
        let next = pass(&bare.text);
        if next.text == bare.text {
            return bare;
        }
        bare.text = next.text;
        for (found, new) in [
            (&mut bare.phone, next.phone),
            (&mut bare.postcode, next.postcode),
            (&mut bare.recipient, next.recipient),
        ] {
            if found.is_empty() {
                *found = new;
            }
        }
    }
}

fn pass(text: &str) -> Bare {
    let mut bare = Bare { text: text.to_owned(), ..Bare::default() };
    for label in PERSON_LABELS {
        bare.recipient = take_labelled(&mut bare.text, label).unwrap_or(bare.recipient);
    }
    cut_head_label(&mut bare.text);
    for label in LABELS {
        cut_label(&mut bare.text, label);
    }
    while let Some(phone) = take_phone(&mut bare.text) {
        bare.phone = if bare.phone.is_empty() { phone } else { bare.phone };
    }
    while let Some(postcode) = take_postcode(&mut bare.text) {
        bare.postcode = postcode;
    }
    for label in PHONE_LABELS.iter().chain(POSTCODE_LABELS) {
        cut_label(&mut bare.text, label);
    }
    bare.text =
        repair(&bare.text).trim_matches([' ', ',', '，', ';', '；', '。', ':', '：', '、']).to_owned();
    bare
}

/// Takes `label：value` out, up to the next separator.
fn take_labelled(text: &mut String, label: &str) -> Option<String> {
    let at = text.find(label)?;
    let tail = text.get(at + label.len()..)?.strip_prefix([':', '：'])?;
    let end = tail.find([' ', ',', '，', ';', '；', '\n']).unwrap_or(tail.len());
    let value = tail.get(..end)?.trim().to_owned();
    let rest = tail.get(end..)?.trim_start_matches([' ', ',', '，', ';', '；']).to_owned();
    text.truncate(at);
    text.push_str(&rest);
    Some(value)
}

/// Removes whatever label of a few characters the text begins with (`总部：`).
fn cut_head_label(text: &mut String) {
    let label =
        text.find([':', '：']).and_then(|at| text.get(..at)).filter(|label| label.chars().count() <= 8);
    if label.is_some_and(|label| label.chars().all(is_han)) {
        *text = text.split_once([':', '：']).map(|(_, rest)| rest.trim().to_owned()).unwrap_or_default();
    }
}

/// Removes a label with its colon.
fn cut_label(text: &mut String, label: &str) {
    for colon in [":", "："] {
        let labelled = format!("{label}{colon}");
        if text.contains(&labelled) {
            *text = text.replace(&labelled, " ");
        }
    }
}

/// Takes a mobile number, a landline with area code, or any number after a label for one out of the text.
fn take_phone(text: &mut String) -> Option<String> {
    let is_here = |&(at, end): &(usize, usize)| {
        let (before, run) = (text.get(..at).unwrap_or_default(), text.get(at..end).unwrap_or_default());
        is_phone(run) || (run.len() >= 7 && is_labelled(before, PHONE_LABELS))
    };
    let (at, end) = runs(text).into_iter().find(is_here)?;
    Some(take(text, at, end))
}

/// Takes a postcode out: six digits that stand alone at an end, or after their label.
fn take_postcode(text: &mut String) -> Option<String> {
    let (at, end) = runs(text).into_iter().find(|&(at, end)| is_postcode(text, at, end))?;
    Some(take(text, at, end))
}

fn take(text: &mut String, at: usize, end: usize) -> String {
    let taken = text.get(at..end).unwrap_or_default().to_owned();
    *text = format!(
        "{} {}",
        text.get(..at).unwrap_or_default().trim_end(),
        text.get(end..).unwrap_or_default().trim_start()
    );
    taken
}

/// The runs of digits and hyphens, by their byte positions.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit() || *c == '-') {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + c.len_utf8(),
            _ => runs.push((at, at + c.len_utf8())),
        }
    }
    runs
}

fn is_phone(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let is_mobile = digits == 11 && run.starts_with('1') && !run.contains('-');
    let is_landline = (11..=12).contains(&digits) && run.starts_with('0') && !run.starts_with("00");
    let is_service = digits == 10 && run.starts_with("400");
    is_mobile || is_landline || is_service
}

fn is_labelled(before: &str, labels: &[&str]) -> bool {
    let before = before.trim_end_matches([':', '：', ' ']);
    labels.iter().any(|label| before.ends_with(label))
}

fn is_postcode(text: &str, at: usize, end: usize) -> bool {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let is_six_digits = end - at == 6 && !text.get(at..end).unwrap_or("-").contains('-');
    let is_labelled =
        POSTCODE_LABELS.iter().any(|label| before.trim_end_matches([':', '：', ' ']).ends_with(label));
    let is_apart =
        |c: Option<char>| c.is_none_or(|c| c == ' ' || c == ',' || c == '，' || c == '(' || c == ')');
    let is_alone = is_apart(before.chars().next_back()) && is_apart(after.chars().next());
    let heads_chinese =
        before.trim().is_empty() && after.trim_start().starts_with(is_han) && !after.starts_with('号');
    is_six_digits && (is_labelled || is_alone || heads_chinese)
}
