//! The words that company names are made of: trades, last words, legal forms.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::generated::company::{ENDINGS, TRADES, WORLD_FORMS};
use crate::sort::Arrange;

/// Chinese legal forms, each with the one it counts as; the longest first.
///
/// 公司法 (2023), 合伙企业法, 个人独资企业法, 农民专业合作社法 and the rules of enterprise names (国务院令第734号,
/// article 13) name the forms; 有限公司 and 有限责任公司 are the same one (公司法, article 7).
const LEGAL_FORMS: &[(&str, &str)] = &[
    ("特殊普通合伙企业", "特殊普通合伙"),
    ("控股集团股份有限公司", "股份有限公司"),
    ("集团股份有限公司", "股份有限公司"),
    ("控股集团有限公司", "有限公司"),
    ("集团有限责任公司", "有限公司"),
    ("控股有限责任公司", "有限公司"),
    ("农民专业合作社联合社", "农民专业合作社"),
    ("股份有限责任公司", "股份有限公司"),
    ("控股股份有限公司", "股份有限公司"),
    ("农民专业合作社", "农民专业合作社"),
    ("专业合作联社", "农民专业合作社"),
    ("专业合作社", "农民专业合作社"),
    ("股份合作公司", "股份合作企业"),
    ("股份合作企业", "股份合作企业"),
    ("普通合伙企业", "普通合伙"),
    ("有限合伙企业", "有限合伙"),
    ("个人独资企业", "个人独资企业"),
    ("有限责任公司", "有限公司"),
    ("股份有限公司", "股份有限公司"),
    ("集团有限公司", "有限公司"),
    ("控股有限公司", "有限公司"),
    ("特殊普通合伙", "特殊普通合伙"),
    ("个体工商户", "个体工商户"),
    ("股份公司", "股份有限公司"),
    ("有限公司", "有限公司"),
    ("控股公司", "公司"),
    ("集团公司", "公司"),
    ("合伙企业", "合伙企业"),
    ("普通合伙", "普通合伙"),
    ("有限合伙", "有限合伙"),
    ("总公司", "公司"),
    ("合作社", "合作社"),
    ("公司", "公司"),
];

/// Chinese legal forms as they end a name, each with the form it counts as; the longest first.
///
/// ```
/// let forms = kehu::tables::company::legal_forms();
/// let name = "上海华信科技有限责任公司";
/// assert_eq!(forms.iter().find(|(form, _)| name.ends_with(form)), Some(&("有限责任公司", "有限公司")));
/// ```
pub fn legal_forms() -> &'static [(&'static str, &'static str)] {
    static SORTED: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut forms = LEGAL_FORMS.to_vec();
        forms.arrange_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        forms
    })
}

/// Words by their number of characters: each line holds that number, then the words without anything between.
fn decode(lines: &'static str) -> Vec<&'static str> {
    let mut words = Vec::new();
    for line in lines.lines() {
        let (length, mut rest) = line.split_at_checked(1).unwrap_or(("", ""));
        let length: usize = length.parse().unwrap_or(0);
        while let Some((word, after)) = split_word(rest, length) {
            words.push(word);
            rest = after;
        }
    }
    words.arrange_by_key(|word| (std::cmp::Reverse(word.len()), *word));
    words
}

fn split_word(text: &'static str, characters: usize) -> Option<(&'static str, &'static str)> {
    let last = text.char_indices().nth(characters.checked_sub(1)?)?;
    text.split_at_checked(last.0 + last.1.len_utf8())
}

/// Words for trades and industries (电子商务, 贸易, 科技), the longest first.
pub fn trade_words() -> &'static [&'static str] {
    static DECODED: OnceLock<Vec<&str>> = OnceLock::new();
    DECODED.get_or_init(|| decode(TRADES.get()))
}

/// Whether the word names a trade or an industry.
///
/// ```
/// use kehu::tables::company::is_trade_word;
/// assert!(is_trade_word("电子商务"));
/// assert!(!is_trade_word("华信"));
/// ```
pub fn is_trade_word(word: &str) -> bool {
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    SET.get_or_init(|| trade_words().iter().copied().collect()).contains(word)
}

/// The trade word that ends the text, the longest one.
///
/// ```
/// assert_eq!(kehu::tables::company::trailing_trade_word("华信电子商务"), Some("电子商务"));
/// ```
pub fn trailing_trade_word(text: &str) -> Option<&'static str> {
    trade_words().iter().find(|word| text.ends_with(**word)).copied()
}

/// Last words of names of companies, branches and shops (分公司, 经营部, 大药房), the longest first.
pub fn endings() -> &'static [&'static str] {
    static DECODED: OnceLock<Vec<&str>> = OnceLock::new();
    DECODED.get_or_init(|| decode(ENDINGS.get()))
}

/// A legal form outside China.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldForm {
    /// The form as it is usually written, such as `GmbH`.
    pub name: &'static str,
    /// What it corresponds to: `LLC`, `JSC`, `LP`, `LLP`, `GP`, `SP` or `COOP`; empty when none of them.
    pub group: &'static str,
}

/// The legal form that words stand for: small letters without accents, punctuation and spaces between them.
///
/// ```
/// use kehu::tables::company::world_form;
/// assert_eq!(world_form("gmbh").map(|form| form.group), Some("LLC"));
/// assert_eq!(world_form("spa").map(|form| form.name), Some("S.p.A."));
/// assert_eq!(world_form("株式会社").map(|form| form.group), Some("JSC"));
/// assert_eq!(world_form("siemens"), None);
/// ```
pub fn world_form(words: &str) -> Option<WorldForm> {
    static DECODED: OnceLock<HashMap<&str, WorldForm>> = OnceLock::new();
    let forms = DECODED.get_or_init(|| {
        let line = |line: &'static str| {
            let mut fields = line.split('|');
            let (group, name) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            fields.flat_map(|keys| keys.split(' ')).map(move |key| (key, WorldForm { name, group }))
        };
        WORLD_FORMS.get().lines().chain(MORE_WORLD_FORMS.lines()).flat_map(line).collect()
    });
    forms.get(words).copied()
}

/// The forms of East Asia in their own scripts and in English as it is written there, and short ones in frequent use.
const MORE_WORLD_FORMS: &str = "\
JSC|株式会社|株式会社 ㈱ 株 kabushikikaisha kabushikigaisha kk
LLC|有限会社|有限会社 ㈲ 有 yugenkaisha
LLC|合同会社|合同会社 godokaisha
GP|合名会社|合名会社
LP|合資会社|合資会社 合资会社
JSC|주식회사|주식회사 ㈜ jusikhoesa
LLC|유한회사|유한회사
LLC|Co., Ltd.|coltd colimited companyltd companylimited coltda cltd
LLC|Ltd.|ltd limited
JSC|Inc.|inc incorporated
JSC|Corp.|corp corporation
|Co.|co company
LLC|LLC|llc
JSC|PLC|plc
JSC|S.p.A.|spa
LLC|Pte. Ltd.|pteltd ptelimited privatelimited
LLC|Pty Ltd|ptyltd ptylimited
LLC|Pvt. Ltd.|pvtltd pvtlimited
LLC|Sdn. Bhd.|sdnbhd sendirianberhad
JSC|Bhd.|bhd berhad
LLC|Sp. z o.o.|spzoo spzoospk
LP|GmbH & Co. KG|gmbhcokg";
