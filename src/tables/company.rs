//! The words that company names are made of: trades and legal forms.

use std::sync::OnceLock;

use super::generated::company as generated;
use super::words::Words;
use crate::sort::Arrange;

/// Words that tell an industry at the end of a name, such as 电子商务.
///
/// ```
/// use kehu::tables::company::TRADES;
/// assert_eq!(TRADES.end_of("华信电子商务"), Some("电子商务"));
/// assert!(!TRADES.contains("华信"));
/// ```
pub static TRADES: Words = Words::ending_of_pack(generated::TRADES);

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
    static DECODED: OnceLock<Vec<(&str, WorldForm)>> = OnceLock::new();
    let forms = DECODED.get_or_init(world_forms);
    let found = forms.partition_point(|(key, _)| *key <= words).checked_sub(1)?;
    forms.get(found).filter(|(key, _)| *key == words).map(|(_, form)| *form)
}

/// Every spelling with its form, sorted; of two entries for one spelling the later counts.
fn world_forms() -> Vec<(&'static str, WorldForm)> {
    let mut forms = Vec::new();
    for line in generated::WORLD_FORMS.get().lines().chain(MORE_WORLD_FORMS.lines()) {
        let mut fields = line.split('|');
        let (group, name) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let keys = fields.next().unwrap_or("").split(' ');
        forms.extend(keys.map(|key| (key, WorldForm { name, group })));
    }
    forms.arrange_by_key(|(key, _)| *key);
    forms
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
