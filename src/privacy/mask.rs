//! Masks: the form in which a value is shown to those who may not see it.
//!
//! The forms follow Chinese practice on screens and paper (GB/T 35273-2020, 7.2, asks for de-identification on
//! display and leaves the form open). What is hidden becomes four asterisks, so that its length stays hidden too, and
//! a value too short to keep anything is hidden whole.

use crate::schema::FieldKind;

/// What stands for what is hidden.
pub(crate) const HIDDEN: &str = "****";

/// The masked form of a value.
///
/// ```
/// use kehu::privacy::mask;
/// use kehu::schema::FieldKind;
/// assert_eq!(mask(FieldKind::Phone, "13812345678"), "138****78");
/// assert_eq!(mask(FieldKind::Email, "a@corp.cn"), "****@corp.cn");
/// assert_eq!(mask(FieldKind::PersonName, "欧阳娜娜"), "欧****");
/// ```
pub fn mask(kind: FieldKind, value: &str) -> String {
    let length = value.chars().count();
    match kind {
        FieldKind::Phone => keep(value, 3, 2),
        FieldKind::Email => mask_email(value),
        FieldKind::PersonName if length > 1 => keep(value, 1, 0),
        FieldKind::ResidentId => keep(value, 1, 2),
        FieldKind::BankCard => keep(value, 4, 4),
        FieldKind::Address | FieldKind::Region => keep(value, length.min(6), 0),
        FieldKind::Date => value.get(..4).map_or_else(|| HIDDEN.to_owned(), |year| format!("{year}{HIDDEN}")),
        FieldKind::CompanyName | FieldKind::Uscc | FieldKind::WechatId | FieldKind::Url => keep(value, 2, 2),
        _ => HIDDEN.to_owned(),
    }
}

/// Keeps so many characters at each end; at least half of the value is hidden.
fn keep(value: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = value.chars().collect();
    if chars.len() < 2 * (head + tail) {
        let first = if head + tail > 1 && chars.len() > 3 || head == 1 && chars.len() > 1 { 1 } else { 0 };
        return chars.iter().take(first).chain(&HIDDEN.chars().collect::<Vec<_>>()).collect();
    }
    let end = chars.iter().skip(chars.len() - tail);
    chars.iter().take(head).copied().chain(HIDDEN.chars()).chain(end.copied()).collect()
}

fn mask_email(value: &str) -> String {
    let Some((local, domain)) = value.rsplit_once('@') else { return HIDDEN.to_owned() };
    let first = if local.chars().count() > 1 { local.chars().next() } else { None };
    format!("{}{HIDDEN}@{domain}", first.map(String::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mask_never_shows_the_value(value in "[\\PC]{1,30}", kind in 0..FieldKind::ALL.len()) {
            let masked = mask(FieldKind::ALL[kind], &value);
            prop_assert_ne!(&masked, &value);
            prop_assert!(masked.contains(HIDDEN));
        }
    }

    #[test]
    fn short_values_keep_next_to_nothing() {
        assert_eq!(mask(FieldKind::Phone, "110"), "****");
        assert_eq!(mask(FieldKind::PersonName, "李"), "****");
        assert_eq!(mask(FieldKind::Address, "杭州"), "****");
    }
}
