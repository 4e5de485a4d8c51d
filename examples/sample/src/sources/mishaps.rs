//! What goes wrong with a whole row: values in the wrong place, of somebody else, or of nobody.

use super::draft::Draft;
use crate::identifiers;
use crate::noise::number;
use crate::rates;
use crate::records::Source;
use crate::sheet::Column;
use crate::trap::Trap;

/// Lets chance strike the row.
pub(super) fn strike(draft: &mut Draft<'_>) {
    agent_phone(draft);
    organizer_phone(draft);
    two_in_a_cell(draft);
    wrong_phone_column(draft);
    swapped(draft);
    scientific(draft);
    placeholder(draft);
}

/// Bookkeeping agents register many companies with their own number.
fn agent_phone(draft: &mut Draft<'_>) {
    let Some(agent) = draft.company.entry.agent else { return };
    if !matches!(draft.source, Source::Crm | Source::Erp) || !draft.rng.chance(rates::AGENT_PHONE) {
        return;
    }
    // Agents come after all contacts in the serial numbers, so that their number is nobody else's.
    let number = identifiers::mobile(u32::MAX - agent, draft.world.seed);
    let column = if draft.source == Source::Erp { Column::Phone } else { Column::Mobile };
    draft.row.set(column, number);
    draft.traps.add(Trap::SharedAgentPhone);
}

/// At a stand's desk the organizer's hotline is copied for those who left no number.
fn organizer_phone(draft: &mut Draft<'_>) {
    if draft.source != Source::Expo || !draft.rng.chance(rates::ORGANIZER_PHONE) {
        return;
    }
    let number = *draft.rng.pick(&["021-62895588", "020-26088888", "400-820-6677"]);
    let column = if draft.rng.chance(600) { Column::Phone } else { Column::Mobile };
    draft.row.set(column, number);
    draft.traps.add(Trap::SharedAgentPhone);
}

fn two_in_a_cell(draft: &mut Draft<'_>) {
    let both = draft.row.is_filled(Column::Mobile) && draft.row.is_filled(Column::Phone);
    if !both || draft.source == Source::Erp || !draft.rng.chance(50) {
        return;
    }
    let separator = *draft.rng.pick(&["/", "、", ";", " ", "，"]);
    let joined = format!("{}{separator}{}", draft.row.get(Column::Mobile), draft.row.get(Column::Phone));
    draft.row.set(Column::Mobile, joined);
    draft.row.set(Column::Phone, "");
}

/// A mobile number where the landline should be.
fn wrong_phone_column(draft: &mut Draft<'_>) {
    if draft.row.is_filled(Column::Mobile) && !draft.row.is_filled(Column::Phone) && draft.rng.chance(60) {
        draft.row.swap(Column::Mobile, Column::Phone);
    }
}

fn swapped(draft: &mut Draft<'_>) {
    if !draft.rng.chance(rates::SWAPPED_COLUMNS) {
        return;
    }
    let (left, right) = *draft.rng.pick(&[
        (Column::Contact, Column::Title),
        (Column::Contact, Column::Company),
        (Column::Email, Column::Website),
        (Column::Mobile, Column::Email),
        (Column::Province, Column::City),
    ]);
    if draft.row.is_filled(left) || draft.row.is_filled(right) {
        draft.row.swap(left, right);
    }
}

fn scientific(draft: &mut Draft<'_>) {
    for column in [Column::Mobile, Column::BankAccount] {
        let plain = draft.row.get(column).bytes().all(|b| b.is_ascii_digit());
        if plain && draft.rng.chance(rates::SCIENTIFIC) {
            let spoiled = number::scientific(draft.row.get(column));
            draft.row.set(column, spoiled);
        }
    }
}

/// Something has to stand in a field that must not be empty.
fn placeholder(draft: &mut Draft<'_>) {
    if !draft.rng.chance(rates::PLACEHOLDER) {
        return;
    }
    let (column, values) = *draft.rng.pick(&[
        (Column::Mobile, &["13800138000", "13000000000", "11111111111", "12345678901", "00000000000"][..]),
        (Column::Phone, &["000000", "无", "0000-00000000", "12345678", "暂无"]),
        (Column::Email, &["test@test.com", "无", "123@qq.com", "none@none.com", "暂无"]),
        (Column::Contact, &["无", "测试", "暂无", "未知", "test", "客户"]),
        (Column::Uscc, &["无", "000000000000000000", "暂无", "123456789012345678"]),
        (Column::Address, &["无", "暂无", "待补充", "同上", "-"]),
        (Column::Company, &["个人", "无", "测试", "暂无"]),
    ]);
    let value = *draft.rng.pick(values);
    // Only where the source has the column, and rarely the company's name: CRM and ERP insist on that one.
    let has_company = matches!(draft.source, Source::WebForm | Source::Wechat);
    if draft.row.is_filled(column) && (column != Column::Company || has_company) {
        draft.row.set(column, value);
        draft.traps.add(Trap::Placeholder);
    }
}
