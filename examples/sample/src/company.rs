//! The truth about one company, made from its number alone.

use crate::calendar::day_number;
use crate::identifiers::{self, Body};
use crate::identity::{Identity, Shape};
use crate::person::{self, Contact};
use crate::plan::{Entry, Kin};
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::slice::rest;
use crate::words::{City, County};
use crate::world::World;

/// A landline, with its area code; abroad the whole number is in `local`.
#[derive(Clone, Debug)]
pub(crate) struct Landline {
    pub(crate) area: &'static str,
    pub(crate) local: String,
}

/// One legal company.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) entry: Entry,
    pub(crate) identity: Identity,
    pub(crate) legal: String,
    pub(crate) former_name: Option<String>,
    pub(crate) uscc: String,
    /// Where the office is: for a branch not where the parent is registered.
    pub(crate) city: u32,
    pub(crate) county: u32,
    pub(crate) street: String,
    pub(crate) former_street: Option<String>,
    pub(crate) postcode: String,
    pub(crate) phone: Landline,
    pub(crate) domain: Option<String>,
    /// Registered capital in units of 10,000 yuan.
    pub(crate) capital: u32,
    pub(crate) employees: u32,
    pub(crate) bank_account: String,
    pub(crate) legal_representative: String,
    pub(crate) owner: &'static str,
    pub(crate) level: &'static str,
    pub(crate) contacts: Vec<Contact>,
}

/// The number that the truth knows a company by.
pub(crate) fn customer_id(index: u32) -> String {
    format!("K{index:06}")
}

impl Company {
    pub(crate) fn make(world: &World, index: u32) -> Self {
        let entry = world.plan.entries[index as usize];
        let (identity, domain) = world.plan.identity(world.seed, &world.words, index);
        let domain = domain.map(|domain| domain.name);
        let mut rng = Rng::new(world.seed, Stream::Company, index, 0);
        let (city, county) = office(world, &identity, &mut rng);
        let founded = founded(world, &mut rng);
        let contacts = contacts(world, &entry, index, domain.as_deref());
        Self {
            legal: identity.legal(&world.words),
            former_name: former_name(world, &identity, &mut rng),
            uscc: code(world, &identity, index, city, county, founded),
            street: street(world, &identity, city, county, &mut rng),
            former_street: rng.chance(rates::MOVED).then(|| street(world, &identity, city, county, &mut rng)),
            postcode: postcode(world, city, &mut rng),
            phone: phone(world, &entry, &identity, index, city),
            capital: capital(&mut rng),
            employees: employees(&mut rng),
            bank_account: identifiers::bank_account(&mut rng),
            legal_representative: representative(&contacts, &mut rng, world, index),
            owner: world.words.owners[rng.below(world.words.owners.len() as u32) as usize],
            level: *rng.weighted(&[(12, "A"), (28, "B"), (40, "C"), (20, "D")]),
            entry,
            identity,
            city,
            county,
            domain,
            contacts,
        }
    }

    pub(crate) fn city<'a>(&self, world: &'a World) -> &'a City {
        world.words.city(self.city)
    }

    /// The county of the office; none in cities that have none.
    pub(crate) fn county<'a>(&self, world: &'a World) -> Option<&'a County> {
        county_at(world, self.city, self.county)
    }

    pub(crate) fn is_overseas(&self) -> bool {
        self.entry.overseas
    }
}

fn county_at(world: &World, city: u32, county: u32) -> Option<&County> {
    let counties = &world.words.city(city).counties;
    counties.get(county as usize % counties.len().max(1))
}

/// A branch sits in the city that its name says; everybody else where they are registered.
fn office(world: &World, identity: &Identity, rng: &mut Rng) -> (u32, u32) {
    let named = (0..world.words.cities.len() as u32)
        .find(|&city| identity.tail.starts_with(world.words.city(city).short()));
    match named {
        Some(city) if !identity.tail.is_empty() => (city, rng.below(1_000)),
        _ => (identity.city, identity.county),
    }
}

/// The year of registration: most companies are young.
fn founded(world: &World, rng: &mut Rng) -> i32 {
    let age = 1 + rng.below(9) + rng.run(560, 6) * 3;
    (world.year() - age as i32).max(1992)
}

fn code(world: &World, identity: &Identity, index: u32, city: u32, county: u32, founded: i32) -> String {
    if identity.is_overseas() {
        return String::new();
    }
    let individual = matches!(identity.form, "经营部" | "商行" | "工作室");
    let body = if individual { Body::Individual } else { Body::Enterprise };
    // Joint-stock and foreign companies register with the city, the others mostly with the county.
    let by_city = matches!(identity.shape, Shape::China | Shape::NoRegion | Shape::RegionInBrackets);
    let county =
        if by_city { "00" } else { county_at(world, city, county).map_or("00", |county| county.code) };
    let region = format!("{}{county}", world.words.city(city).code);
    identifiers::uscc(body, &region, founded, index, world.seed)
}

fn former_name(world: &World, identity: &Identity, rng: &mut Rng) -> Option<String> {
    let renamed = rng.chance(rates::RENAMED) && identity.tail.is_empty() && !identity.is_overseas();
    let industry = crate::identity::pick_industry(rng, &world.words);
    let former = Identity { industry, form: "有限公司", shape: Shape::CityInFull, ..identity.clone() };
    renamed.then(|| former.legal(&world.words))
}

/// Road, number and what follows; without province, city and county.
fn street(world: &World, identity: &Identity, city: u32, county: u32, rng: &mut Rng) -> String {
    let words = &world.words;
    if identity.is_overseas() {
        let road = rng.pick(&[
            "Industrial Road",
            "King Street",
            "Harbour Road",
            "Station Road",
            "Park Avenue",
            "Orchard Lane",
        ]);
        let town =
            rng.pick(&["Hong Kong", "Singapore", "Munich, Germany", "London, UK", "Austin, TX 78701, USA"]);
        return format!("{} {road}, {town}", rng.between(1, 480));
    }
    let known = county_at(world, city, county).map_or(&[][..], |county| &county.roads);
    let road = if !known.is_empty() && rng.chance(600) { rng.pick(known) } else { rng.pick(&words.roads) };
    let longest = if rng.chance(150) { 2_400 } else { 680 };
    let number = rng.between(1, longest);
    format!("{road}{number}号{}", building(world, rng))
}

fn building(world: &World, rng: &mut Rng) -> String {
    let words = &world.words;
    let (floor, room) = (rng.between(1, 28), rng.between(1, 18));
    let (block, letter) = (rng.between(1, 16), *rng.pick(&["A", "B", "C", "D"]));
    match rng.below(20) {
        0..4 => String::new(),
        4..9 => format!("{}{floor}{room:02}室", rng.pick(&words.towers)),
        9..11 => format!("{}{letter}座{floor}层", rng.pick(&words.towers)),
        11..14 => format!("{}{block}号楼{floor}{room:02}", rng.pick(&words.parks)),
        14..16 => format!("{}{letter}区{block}栋{}楼", rng.pick(&words.parks), rng.between(1, 6)),
        16 => format!("{block}幢"),
        17 => format!(
            "{}{block}栋{}单元{}室",
            rng.pick(&words.estates),
            rng.between(1, 4),
            floor * 100 + rng.between(1, 4)
        ),
        18 => format!("附{room}号"),
        _ => format!("{block}号厂房"),
    }
}

/// The first two digits of a province's postal codes.
const POSTCODES: &str = "北京10 上海20 天津30 重庆40 河北05 山西03 内蒙古01 辽宁11 吉林13 黑龙江15 江苏21 安徽23 山东25 浙江31 \
                         江西33 福建35 湖南41 湖北43 河南45 广东51 广西53 贵州55 海南57 四川61 云南65 陕西71 甘肃73 宁夏75 青海81 \
                         新疆83 西藏85";

fn postcode(world: &World, city: u32, rng: &mut Rng) -> String {
    let province = world.words.city(city).short_province();
    let head = POSTCODES.split(' ').find_map(|entry| entry.strip_prefix(province)).unwrap_or("10");
    format!("{head}{}00", rng.digits(2))
}

/// The switchboard; members of a group share the one of the company that they came out of.
fn phone(world: &World, entry: &Entry, identity: &Identity, index: u32, city: u32) -> Landline {
    if let Kin::Subsidiary(of) = entry.kin {
        let parent = world.plan.entries[of as usize];
        let (identity, _) = world.plan.identity(world.seed, &world.words, of);
        return phone(world, &parent, &identity, of, identity.city);
    }
    let place = world.words.city(city);
    let local = identifiers::landline(index, place.digits, world.seed);
    if identity.is_overseas() {
        return Landline { area: "", local: format!("+852 2{}", rest(&local, 1)) };
    }
    Landline { area: place.area_code, local }
}

fn capital(rng: &mut Rng) -> u32 {
    let base = *rng.weighted(&[(10, 10), (22, 50), (26, 100), (16, 200), (14, 500), (9, 1_000), (3, 5_000)]);
    if rng.chance(120) { base + rng.below(base) } else { base }
}

fn employees(rng: &mut Rng) -> u32 {
    let size = 2 + rng.below(18);
    size << rng.run(420, 8)
}

fn contacts(world: &World, entry: &Entry, index: u32, domain: Option<&str>) -> Vec<Contact> {
    let own = (0..entry.contacts).map(|slot| {
        let person = person::person(world, index, slot, entry.overseas);
        person::contact(world, person, index, slot, domain, entry.left == Some(slot))
    });
    let hired = entry.hired.map(|(from, slot)| {
        let person = person::person(world, from, slot, false);
        person::contact(world, person, index, entry.contacts, domain, true)
    });
    own.chain(hired).collect()
}

/// The first contact if they are the boss, else somebody who is no contact.
fn representative(contacts: &[Contact], rng: &mut Rng, world: &World, index: u32) -> String {
    let boss = contacts.first().filter(|contact| contact.job.department == "总经办" && rng.chance(700));
    let other = || person::person(world, index, person::SLOTS - 1, false).name;
    boss.map_or_else(other, |contact| contact.person.name.clone())
}

/// The day the oldest records were created: two years and a half before the reference day.
pub(crate) fn first_day(world: &World) -> i32 {
    let (year, month, _) = crate::calendar::civil(world.as_of);
    day_number(year - 3, month as u8, 1)
}
