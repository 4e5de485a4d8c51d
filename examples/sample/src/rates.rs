//! How often things happen: the proportions of the data set in one place, so many in a thousand unless said otherwise.
//!
//! They are set to what sales-operations staff meet in a CRM of some years' age; none is fitted to a matcher.

use crate::rng::PerMille;

// Which companies there are.

/// Branches without legal personality, with a code of their own, under an earlier company.
pub(crate) const BRANCH: u32 = 40;
/// Subsidiaries of a group that share its brand and switchboard.
pub(crate) const SUBSIDIARY: u32 = 35;
/// Sister companies: the same brand and trade, another city, often the same website.
pub(crate) const SAME_BRAND_OTHER_CITY: u32 = 30;
/// Strangers with the same brand and trade in another province.
pub(crate) const NAMESAKE: u32 = 30;
/// Companies with a transliterated foreign brand.
pub(crate) const FOREIGN_INVESTED: PerMille = 35;
/// Customers abroad, with English names.
pub(crate) const OVERSEAS: PerMille = 20;
/// Brands that thousands of companies bear (宏达, 鑫源).
pub(crate) const POPULAR_BRAND: PerMille = 110;
/// Brands of three characters.
pub(crate) const LONG_BRAND: PerMille = 120;
/// Companies that were renamed and kept their code.
pub(crate) const RENAMED: PerMille = 18;
/// Companies that moved and still have the old address somewhere.
pub(crate) const MOVED: PerMille = 110;
/// Companies with a domain of their own.
pub(crate) const DOMAIN: PerMille = 520;
/// Companies that gave a bookkeeping or registration agent's number.
pub(crate) const AGENT: PerMille = 25;
/// No agent serves fewer companies than this (in a set large enough).
pub(crate) const COMPANIES_OF_AN_AGENT: u32 = 24;
/// Companies that hired somebody from another company of the set.
pub(crate) const HIRED: PerMille = 30;
/// Key accounts, which have far more records and events.
pub(crate) const KEY_ACCOUNT: PerMille = 40;

// What happens to a record.

/// Records that speak of somebody whom an earlier record of the company speaks of already.
pub(crate) const KNOWN_CONTACT: PerMille = 700;
/// Rows completed because neither the company nor somebody known could be found by them.
pub(crate) const COMPLETED: PerMille = 900;
/// Rows of a group's members with the trade in the name, where others would leave it out: the brand alone says little there.
pub(crate) const NAMED_IN_GROUP: PerMille = 900;
/// Records copied from an old list: former address, former contact.
pub(crate) const STALE: PerMille = 60;
/// Rows imported a second time under a new number.
pub(crate) const REIMPORTED: PerMille = 4;
/// Rows that stand twice in the file, number and all.
pub(crate) const REPEATED_LINE: PerMille = 1;
/// A placeholder in place of a value that a form insisted on.
pub(crate) const PLACEHOLDER: PerMille = 45;
/// Two columns swapped when the sheet was filled in.
pub(crate) const SWAPPED_COLUMNS: PerMille = 8;
/// The agent's number in place of the company's, where it has an agent.
pub(crate) const AGENT_PHONE: PerMille = 700;
/// The expo organizer's number in place of the visitor's.
pub(crate) const ORGANIZER_PHONE: PerMille = 45;
/// A long number spoiled by a spreadsheet: 1.38E+10.
pub(crate) const SCIENTIFIC: PerMille = 3;
/// An odd date format among a source's usual ones.
pub(crate) const ODD_DATE: PerMille = 80;
/// A mistyped mail address.
pub(crate) const MAIL_TYPO: PerMille = 12;
/// A mobile number with a digit lost or two exchanged.
pub(crate) const PHONE_TYPO: PerMille = 6;
/// A code spoiled: lower case, spaces, O for 0.
pub(crate) const CODE_NOISE: PerMille = 30;

/// Contacts below another one of whom the CRM notes whom they report to.
pub(crate) const SUPERIOR_NOTED: PerMille = 850;
/// Contacts of whom it notes that they report to somebody whom no record speaks of.
pub(crate) const STRANGER_NOTED: PerMille = 60;
/// Contacts of whom the CRM notes how they look upon us, where that is known.
pub(crate) const STANCE_NOTED: PerMille = 600;

// What happens with a company over two years.

/// Quotes that sales people note an opportunity for.
pub(crate) const OPPORTUNITY: PerMille = 700;
/// Events that reach the file hours or days after they happened.
pub(crate) const LATE_EVENT: PerMille = 15;
/// Events delivered twice under one number.
pub(crate) const REPEATED_EVENT: PerMille = 4;
/// Events of nobody in the file.
pub(crate) const STRAY_EVENT: PerMille = 6;
/// Companies looking at pages on seven days in a row, just before the reference day, without an order.
pub(crate) const STREAK: PerMille = 25;
/// Regular customers whose contract ends within the next thirty days.
pub(crate) const CONTRACT_ENDING: PerMille = 140;
