//! What may lead a matcher astray, as labelled in the truth.

/// The kinds of trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trap {
    /// A branch: the parent's name, a code of its own; another customer.
    Branch,
    /// A subsidiary of a group.
    Subsidiary,
    /// The same brand in another city; another customer.
    SameBrandOtherCity,
    /// The same brand and trade by chance; another customer.
    Namesake,
    /// The number of an agent or an expo's organizer, shared by unrelated companies.
    SharedAgentPhone,
    /// The switchboard that the companies of a group share.
    SharedSwitchboard,
    /// A placeholder where a value should be.
    Placeholder,
    /// A contact who is known under two companies.
    MovedContact,
}

const NAMES: [&str; 8] = [
    "branch",
    "subsidiary",
    "same_brand_other_city",
    "namesake",
    "shared_agent_phone",
    "shared_switchboard",
    "placeholder",
    "moved_contact",
];

/// The traps of one record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traps(u8);

impl Traps {
    pub(crate) fn add(&mut self, trap: Trap) {
        self.0 |= 1 << trap as u8;
    }

    /// The names, joined by `|`; empty without traps.
    pub(crate) fn names(self) -> String {
        let present = NAMES.iter().zip(0..).filter(|(_, bit)| self.0 >> bit & 1 == 1);
        present.map(|(name, _)| *name).collect::<Vec<_>>().join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_kinds() {
        let mut traps = Traps::default();
        assert_eq!(traps.names(), "");
        traps.add(Trap::MovedContact);
        traps.add(Trap::Branch);
        assert_eq!(traps.names(), "branch|moved_contact");
    }
}
