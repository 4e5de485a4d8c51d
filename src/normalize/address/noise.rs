//! What stands in an address field and is no address: labels, the recipient, phone numbers, the postcode.

use crate::normalize::person_name::{self, looks_like_person};
use crate::tables::Words;
use crate::text::{is_han, repair};

/// What forms call an address: a label with its colon, or without one at the head of the text.
const ADDRESS: &str =
    "详细地址|所在地区|收货地址|通讯地址|联系地址|公司地址|单位地址|注册地址|办公地址|邮寄地址|地址";
static ADDRESS_LABELS: Words = Words::ending(ADDRESS);
static PHONE_LABELS: Words = Words::ending("手机号码|联系电话|手机号|电话号码|手机|电话|传真|Tel|TEL|tel|T");
static POSTCODE_LABELS: Words = Words::ending("邮政编码|邮编|Zip|ZIP");
static PERSON_LABELS: Words = Words::ending("收货人|收件人|联系人|姓名");

/// What leads to an address at the head of the text.
static LEADS: [Words; 2] = [
    Words::starting(ADDRESS),
    Words::starting(
        "位于|坐落于|坐落在|总公司位于|公司位于|总部位于|公司总部位于|本公司位于|公司坐落于|国家级",
    ),
];

/// The labels of what may stand in an address field, but the person's.
static LABELS: [&Words; 3] = [&ADDRESS_LABELS, &PHONE_LABELS, &POSTCODE_LABELS];

/// The most characters of a label of any kind before a colon.
const LABEL_MAX: usize = 8;

/// Phones have seven digits, postcodes six.
const SHORTEST_NUMBER: usize = 6;

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
    let mut bare = Bare { text: closed_up(&without_country(without_lead(text))), ..Bare::default() };
    loop {
        let before = bare.text.len();
        pass(&mut bare);
        if bare.text.len() == before {
            return bare;
        }
    }
}

/// `中国(上海)自由贸易试验区`, as licences have it, with its region in front and nothing else.
fn without_country(text: &str) -> String {
    let named = text.split_once("中国(").and_then(|(before, rest)| {
        let (region, after) = rest.split_once(')')?;
        let is_zone = after.starts_with("自由贸易") || after.starts_with("自贸");
        is_zone.then(|| [before, region, after].concat())
    });
    named.unwrap_or_else(|| text.to_owned())
}

/// The text without spaces and commas between a road and its number, and between the number and 号: `文三路 478 号`.
fn closed_up(text: &str) -> String {
    const BEFORE: [char; 7] = ['路', '街', '道', '弄', '巷', '号', '段'];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let is_idle = match c {
            ' ' if out.ends_with(|c: char| c.is_ascii_digit()) => after.starts_with(['号', '弄', '巷']),
            ' ' | ',' | '，' => out.ends_with(BEFORE) && starts_with_house(after),
            _ => false,
        };
        if !is_idle {
            out.push(c);
        }
        rest = after;
    }
    out
}

/// Whether a house number follows, perhaps behind the last character of the road: `中207号`.
fn starts_with_house(text: &str) -> bool {
    let number = text.trim_start_matches([' ', ',', '，']).trim_start_matches(['东', '南', '西', '北', '中']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    rest.len() < number.len() && rest.trim_start().starts_with(['号', '弄', '巷'])
}

/// Takes off one of each; whatever comes off leaves the text shorter.
fn pass(bare: &mut Bare) {
    if bare.text.contains([':', '：']) {
        let recipient = take_recipient(&mut bare.text);
        set(&mut bare.recipient, recipient);
        cut_head_label(&mut bare.text);
        while cut_label(&mut bare.text) {}
    }
    while let Some((at, end)) = find_run(&bare.text, is_phone_here) {
        let person = person_beside(&bare.text, at, end);
        let phone = take(&mut bare.text, at, end);
        set(&mut bare.phone, Some(phone));
        if let Some(person) = person {
            let place = bare.text.find(&person).unwrap_or(0);
            let end = place + person.len();
            let tail = bare.text.get(end..).unwrap_or_default();
            let received = tail.trim_start().strip_prefix('收').map_or(0, |rest| tail.len() - rest.len());
            replace(&mut bare.text, place, end + received);
            set(&mut bare.recipient, Some(person));
        }
    }
    while let Some((at, end)) = find_run(&bare.text, is_postcode) {
        let postcode = take(&mut bare.text, at, end);
        set(&mut bare.postcode, Some(postcode));
    }
    bare.text = without_lead(&bare.text).to_owned();
}

/// The recipient whose phone number it is: all that stands before it, or the last word before it at the end.
fn person_beside(text: &str, at: usize, end: usize) -> Option<String> {
    let before = text.get(..at)?.trim_end_matches([' ', ',', '，', ';', '；', '(']);
    let before = before.strip_suffix('收').unwrap_or(before).trim_end();
    let is_last = text.get(end..)?.trim_matches([' ', ',', '，', ';', '；', ')']).is_empty();
    let separators = [' ', ',', '，', ';', '；'];
    let (head, word) = before.rsplit_once(separators).unwrap_or(("", before));
    let is_short = word.chars().count() <= 3;
    let is_person = if is_short { person_name::may_be_person(word, true) } else { looks_like_person(word) };
    if is_person && (is_last || head.is_empty()) {
        return Some(word.to_owned());
    }
    // Repairing took away the space before the name.
    let (_, word) = before.rsplit_once(['号', '室', '楼', '层', '座', '栋'])?;
    (is_last && looks_like_person(word)).then(|| word.to_owned())
}

fn set(slot: &mut String, found: Option<String>) {
    if slot.is_empty() {
        *slot = found.unwrap_or_default();
    }
}

/// Signs that say nothing at the ends of an address, the marks of spreadsheets and quotes among them.
const ENDS: [char; 17] =
    [' ', ',', '，', ';', '；', '。', '.', ':', '：', '、', '\'', '"', '`', '“', '”', '‘', '’'];

/// Without spaces and separators at the ends, the number of a list, and words that lead to the address.
fn without_lead(text: &str) -> &str {
    let mut text = text;
    loop {
        let bare = text.trim_matches(ENDS);
        let item = bare.strip_prefix(|c: char| c.is_ascii_digit()).and_then(|rest| rest.strip_prefix('、'));
        let bare = item.unwrap_or(bare);
        let lead = LEADS.iter().find_map(|leads| leads.start_of(bare)).unwrap_or_default();
        let next = bare.strip_prefix(lead).unwrap_or(bare);
        if next == text {
            return next;
        }
        text = next;
    }
}

/// Takes a name out behind its label and a colon, up to the next separator.
fn take_recipient(text: &mut String) -> Option<String> {
    let (start, label, colon) = labelled(text, &[&PERSON_LABELS])?;
    let tail = text.get(start + label + colon..)?;
    let end = tail.find([' ', ',', '，', ';', '；', '\n']).unwrap_or(tail.len());
    // The next label ends it, too, where repairing took the space away.
    let end = labelled(tail, &LABELS).map_or(end, |(next, ..)| end.min(next));
    let value = tail.get(..end)?.trim().to_owned();
    let rest = tail.get(end..)?.trim_start_matches([' ', ',', '，', ';', '；']).to_owned();
    text.truncate(start);
    text.push_str(&rest);
    Some(value)
}

/// Where a label of these lists stands before a colon: its place, its length and that of the colon.
fn labelled(text: &str, labels: &[&Words]) -> Option<(usize, usize, usize)> {
    text.match_indices([':', '：']).find_map(|(at, colon)| {
        let before = text.get(..at)?;
        let label = labels.iter().find_map(|labels| labels.end_of(before))?.len();
        Some((at.checked_sub(label)?, label, colon.len()))
    })
}

/// Removes whatever label of a few characters the text begins with (`总部：`, `【福州地址】：`).
fn cut_head_label(text: &mut String) {
    let Some((label, rest)) = text.split_once([':', '：']) else { return };
    let is_label = |c: char| is_han(c) || matches!(c, '【' | '】' | '[' | ']' | '(' | ')');
    if label.chars().count() <= LABEL_MAX && label.chars().all(is_label) {
        *text = rest.trim().to_owned();
    }
}

/// Removes a label with its colon; whether there was one.
fn cut_label(text: &mut String) -> bool {
    let Some((start, label, colon)) = labelled(text, &LABELS) else { return false };
    replace(text, start, start + label + colon);
    true
}

fn take(text: &mut String, at: usize, end: usize) -> String {
    let taken = text.get(at..end).unwrap_or_default().to_owned();
    let before = text.get(..at).unwrap_or_default();
    let label = PHONE_LABELS.end_of(before).or_else(|| POSTCODE_LABELS.end_of(before));
    let start = at.saturating_sub(label.map_or(0, str::len));
    replace(text, start, end);
    taken
}

/// Puts one space in the place of a stretch of the text, none where it says nothing.
fn replace(text: &mut String, start: usize, end: usize) {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let (before, after) = (before.trim_end(), after.trim_start());
    let (before, after) = match (before.strip_suffix('('), after.strip_prefix(')')) {
        (Some(before), Some(after)) => (before, after),
        _ => (before, after),
    };
    let joined = [before, " ", after].concat();
    *text = repair(&joined).into_owned();
}

/// The first run of digits and hyphens of some length that fits, by its byte positions.
fn find_run(text: &str, fits: fn(&str, usize, usize) -> bool) -> Option<(usize, usize)> {
    let is_part = |b: &u8| b.is_ascii_digit() || *b == b'-';
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.get(at..)?.iter().take_while(|b| is_part(b)).count();
        if length >= SHORTEST_NUMBER && fits(text, at, at + length) {
            return Some((at, at + length));
        }
        at += length.max(1);
    }
    None
}

/// A mobile number, a landline with area code, or any number after a label for one.
fn is_phone_here(text: &str, at: usize, end: usize) -> bool {
    let (before, run) = (text.get(..at).unwrap_or_default(), text.get(at..end).unwrap_or_default());
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    is_phone(run) || (digits > SHORTEST_NUMBER && ends_with_label(before, &PHONE_LABELS))
}

fn is_phone(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let is_mobile = digits == 11 && run.starts_with('1') && !run.contains('-');
    let is_landline = (11..=12).contains(&digits) && run.starts_with('0') && !run.starts_with("00");
    let is_service = digits == 10 && run.starts_with("400");
    is_mobile || is_landline || is_service
}

fn ends_with_label(before: &str, labels: &Words) -> bool {
    labels.end_of(before.trim_end_matches([':', '：', ' '])).is_some()
}

/// Six digits that stand alone at an end, or after their label.
fn is_postcode(text: &str, at: usize, end: usize) -> bool {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let is_six_digits = end - at == 6 && !text.get(at..end).unwrap_or("-").contains('-');
    let is_apart =
        |c: Option<char>| c.is_none_or(|c| c == ' ' || c == ',' || c == '，' || c == '(' || c == ')');
    let is_alone = is_apart(before.chars().next_back()) && is_apart(after.chars().next());
    let heads_chinese =
        before.trim().is_empty() && after.trim_start().starts_with(is_han) && !after.starts_with('号');
    is_six_digits && (ends_with_label(before, &POSTCODE_LABELS) || is_alone || heads_chinese)
}
