//! The plan of the set: which companies there are, how they are related, and which records speak of them.
//!
//! It is the only thing held in memory for all companies at once; whatever else a company has is made again when needed.

use std::collections::BTreeSet;

use crate::digest::fnv;
use crate::identity::{Identity, pick_city, pick_industry};
use crate::person::SLOTS;
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::words::Words;

/// How a company came to be: alone, or out of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kin {
    Alone,
    Branch(u32),
    Subsidiary(u32),
    SameBrandOtherCity(u32),
    Namesake(u32),
}

impl Kin {
    /// The earlier company.
    pub(crate) fn origin(self) -> Option<u32> {
        match self {
            Self::Alone => None,
            Self::Branch(of) | Self::Subsidiary(of) | Self::SameBrandOtherCity(of) | Self::Namesake(of) => {
                Some(of)
            }
        }
    }

    /// The customer above this one in the truth.
    pub(crate) fn parent(self) -> Option<u32> {
        match self {
            Self::Branch(of) | Self::Subsidiary(of) => Some(of),
            _ => None,
        }
    }
}

/// What the plan knows of a company.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) kin: Kin,
    /// How often its name was drawn before nobody else had it.
    pub(crate) attempt: u32,
    pub(crate) overseas: bool,
    /// Whether others may come out of it.
    pub(crate) may_have_kin: bool,
    pub(crate) contacts: u32,
    pub(crate) key_account: bool,
    /// The agent whose number it gives.
    pub(crate) agent: Option<u32>,
    /// The contact of another company whom it hired.
    pub(crate) hired: Option<(u32, u32)>,
    /// The contact who left for another company.
    pub(crate) left: Option<u32>,
    /// A subsidiary, or a company that has some: they share a brand, a switchboard, often a city.
    pub(crate) in_group: bool,
}

impl Entry {
    /// Before anything is drawn.
    const UNKNOWN: Self = Self {
        kin: Kin::Alone,
        attempt: 0,
        overseas: false,
        may_have_kin: false,
        contacts: 1,
        key_account: false,
        agent: None,
        hired: None,
        left: None,
        in_group: false,
    };
}

/// All companies of the plan.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) entries: Vec<Entry>,
}

impl Plan {
    pub(crate) fn draw(seed: u64, companies: u32, words: &Words) -> Self {
        let mut plan = Self { entries: Vec::with_capacity(companies as usize) };
        let mut taken = BTreeSet::new();
        let agents = Agents::of(companies);
        for index in 0..companies {
            let mut rng = Rng::new(seed, Stream::Plan, index, 0);
            let kin = plan.draw_kin(&mut rng, index);
            let entry = plan.settle(seed, words, index, kin, &mut taken);
            let entry = Entry {
                contacts: draw_contacts(&mut rng),
                key_account: rng.chance(rates::KEY_ACCOUNT),
                ..entry
            };
            plan.entries.push(Entry { agent: agents.draw(&mut rng, entry.overseas), ..entry });
            plan.note_group(index);
            plan.draw_hire(&mut rng, index);
        }
        plan
    }

    fn draw_kin(&self, rng: &mut Rng, index: u32) -> Kin {
        let weights = [
            (1_000 - rates::BRANCH - rates::SUBSIDIARY - rates::SAME_BRAND_OTHER_CITY - rates::NAMESAKE, 0),
            (rates::BRANCH, 1),
            (rates::SUBSIDIARY, 2),
            (rates::SAME_BRAND_OTHER_CITY, 3),
            (rates::NAMESAKE, 4),
        ];
        let kind = *rng.weighted(&weights);
        match (kind, self.earlier(rng, index)) {
            (1, Some(of)) => Kin::Branch(of),
            (2, Some(of)) => Kin::Subsidiary(of),
            (3, Some(of)) => Kin::SameBrandOtherCity(of),
            (4, Some(of)) => Kin::Namesake(of),
            _ => Kin::Alone,
        }
    }

    /// An earlier company that came out of no other.
    fn earlier(&self, rng: &mut Rng, index: u32) -> Option<u32> {
        let from = rng.below(index);
        (0..from).rev().find(|&of| {
            let entry = &self.entries[of as usize];
            entry.kin == Kin::Alone && entry.may_have_kin
        })
    }

    /// Draws the name until neither it nor the domain belongs to another company.
    fn settle(&self, seed: u64, words: &Words, index: u32, kin: Kin, taken: &mut BTreeSet<u64>) -> Entry {
        let mut attempt = 0;
        loop {
            // A name without a region has no namesake in another city: such a company stands alone after all.
            let kin = if attempt < 8 { kin } else { Kin::Alone };
            let (identity, domain) = self.identify(seed, words, index, kin, attempt);
            let name = fnv(identity.legal(words).as_bytes());
            let own = domain.filter(|d| d.own).map(|d| fnv(d.name.as_bytes()));
            if !taken.contains(&name) && !own.is_some_and(|domain| taken.contains(&domain)) {
                taken.extend([Some(name), own].into_iter().flatten());
                let unknown = Entry { kin, attempt, ..Entry::UNKNOWN };
                return Entry {
                    overseas: identity.is_overseas(),
                    may_have_kin: identity.may_have_kin(),
                    ..unknown
                };
            }
            attempt += 1;
        }
    }

    fn note_group(&mut self, index: u32) {
        if let Kin::Subsidiary(of) = self.entries[index as usize].kin {
            self.entries[of as usize].in_group = true;
            self.entries[index as usize].in_group = true;
        }
    }

    fn draw_hire(&mut self, rng: &mut Rng, index: u32) {
        let from = rng.below(index);
        if index == 0 || !rng.chance(rates::HIRED) {
            return;
        }
        let (hirer, former) = (self.entries[index as usize], self.entries[from as usize]);
        if hirer.overseas || former.overseas || former.left.is_some() || hirer.contacts + 1 >= SLOTS {
            return;
        }
        let slot = rng.below(former.contacts);
        self.entries[index as usize].hired = Some((from, slot));
        self.entries[from as usize].left = Some(slot);
    }

    /// The name and the domain of a company of the plan.
    pub(crate) fn identity(&self, seed: u64, words: &Words, index: u32) -> (Identity, Option<Domain>) {
        let entry = &self.entries[index as usize];
        self.identify(seed, words, index, entry.kin, entry.attempt)
    }

    fn identify(
        &self,
        seed: u64,
        words: &Words,
        index: u32,
        kin: Kin,
        attempt: u32,
    ) -> (Identity, Option<Domain>) {
        let mut rng = Rng::new(seed, Stream::Identity, index, attempt);
        let Some(of) = kin.origin() else {
            let identity = Identity::draw(&mut rng, words);
            let domain = Domain::draw(&mut rng, words, &identity);
            return (identity, domain);
        };
        let (origin, shared) = self.identity(seed, words, of);
        let identity = derive(&mut rng, words, origin, kin);
        let shared = shared.map(|domain| Domain { own: false, ..domain });
        let domain = match kin {
            Kin::Namesake(_) => Domain::draw(&mut rng, words, &identity),
            Kin::SameBrandOtherCity(_) if rng.chance(600) => Domain::draw(&mut rng, words, &identity),
            _ => shared,
        };
        (identity, domain)
    }
}

/// The identity of a company that came out of another.
fn derive(rng: &mut Rng, words: &Words, origin: Identity, kin: Kin) -> Identity {
    let county = rng.below(1_000);
    match kin {
        Kin::Alone => origin,
        Kin::Branch(_) => branch(rng, words, origin),
        Kin::Subsidiary(_) => {
            let city = if rng.chance(600) { origin.city } else { pick_city(rng, words) };
            let form = if origin.form == "集团有限公司" { "有限公司" } else { origin.form };
            Identity { city, county, form, industry: pick_industry(rng, words), ..origin }
        }
        Kin::SameBrandOtherCity(_) => {
            Identity { city: other_city(rng, words, &origin, false), county, ..origin }
        }
        Kin::Namesake(_) => Identity { city: other_city(rng, words, &origin, true), county, ..origin },
    }
}

fn branch(rng: &mut Rng, words: &Words, origin: Identity) -> Identity {
    let city = words.city(if rng.chance(700) { other_city(rng, words, &origin, false) } else { origin.city });
    let county = rng.pick(&["", "", "第一", "第二", "第三", "开发区", "城东", "城西"]);
    let kind = rng.weighted(&[(88, "分公司"), (8, "办事处"), (4, "营业部")]);
    Identity { tail: format!("{}{county}{kind}", city.short()), ..origin }
}

/// A city that is not the company's, and if so asked not in its province either.
fn other_city(rng: &mut Rng, words: &Words, origin: &Identity, other_province: bool) -> u32 {
    let here = words.city(origin.city);
    (0..20)
        .map(|_| pick_city(rng, words))
        .find(|&city| city != origin.city && !(other_province && words.city(city).province == here.province))
        .unwrap_or(if origin.city == 0 { 1 } else { 0 })
}

/// A company's domain.
#[derive(Clone, Debug)]
pub(crate) struct Domain {
    pub(crate) name: String,
    /// Not taken over from the company that it came out of.
    pub(crate) own: bool,
}

impl Domain {
    fn draw(rng: &mut Rng, words: &Words, identity: &Identity) -> Option<Self> {
        if !rng.chance(rates::DOMAIN) && !identity.is_overseas() {
            return None;
        }
        let brand = if identity.is_overseas() {
            identity.brand.to_ascii_lowercase()
        } else {
            identity.syllables.concat()
        };
        let letters = words.industry(identity.industry).letters;
        let city = words.city(identity.city).english.to_ascii_lowercase();
        let initials: String = identity.syllables.iter().filter_map(|s| s.chars().next()).collect();
        let stem = match rng.below(20) {
            0..6 => brand,
            6..13 => format!("{brand}{letters}"),
            13..15 => format!("{brand}-{letters}"),
            15..17 => format!("{city}{brand}"),
            17 => format!("{brand}-cn"),
            _ if identity.is_overseas() => format!("{brand}group"),
            _ => format!("{initials}{letters}{}", rng.between(10, 999)),
        };
        let end = *rng.weighted(&[(62, "com"), (20, "cn"), (12, "com.cn"), (6, "net")]);
        let end = if identity.is_overseas() { "com" } else { end };
        Some(Self { name: format!("{stem}.{end}"), own: true })
    }
}

fn draw_contacts(rng: &mut Rng) -> u32 {
    *rng.weighted(&[(40, 1), (28, 2), (16, 3), (9, 4), (5, 5), (2, 6)])
}

/// Bookkeeping and registration agents.
struct Agents {
    count: u32,
    rate: u32,
}

impl Agents {
    fn of(companies: u32) -> Self {
        let clients = companies * rates::AGENT / 1_000;
        let clients = clients.max(rates::COMPANIES_OF_AN_AGENT * 5 / 4).min(companies / 4);
        let count = (clients / (rates::COMPANIES_OF_AN_AGENT * 5 / 4)).max(1);
        Self { count, rate: clients * 1_000 / companies.max(1) }
    }

    fn draw(&self, rng: &mut Rng, overseas: bool) -> Option<u32> {
        let (hit, agent) = (rng.chance(self.rate), rng.below(self.count));
        (hit && !overseas).then_some(agent)
    }
}
