//! People: who they are, and the post they hold at a company.

use crate::identifiers;
use crate::rng::{Rng, Stream};
use crate::words::{Glyph, Job};
use crate::world::World;

/// Contacts of a company are numbered below this; with the company's number that makes a person's.
pub(crate) const SLOTS: u32 = 16;

/// Somebody, wherever they work.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) serial: u32,
    /// As on the business card: 张伟, or John Smith.
    pub(crate) name: String,
    /// Family name and given name in letters: zhang, wei.
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) surname: &'static str,
    pub(crate) female: bool,
    pub(crate) mobile: String,
    pub(crate) private_mail: String,
    pub(crate) wechat: String,
    pub(crate) unionid: String,
    pub(crate) nickname: &'static str,
}

/// A person's job at one company.
#[derive(Debug)]
pub(crate) struct Contact {
    pub(crate) person: Person,
    pub(crate) job: Job,
    /// The mail address there.
    pub(crate) mail: String,
    /// Also known under another company, where they worked before or work now.
    pub(crate) moved: bool,
    /// How they look upon us; empty where nobody can tell.
    pub(crate) stance: &'static str,
}

impl Contact {
    /// The number that the truth knows the person by.
    pub(crate) fn id(&self) -> String {
        format!("P{:07}", self.person.serial)
    }
}

/// The person who holds (or held) that slot of that company.
pub(crate) fn person(world: &World, company: u32, slot: u32, overseas: bool) -> Person {
    let serial = company.wrapping_mul(SLOTS).wrapping_add(slot);
    let mut rng = Rng::new(world.seed, Stream::Person, company, slot);
    let female = rng.chance(400);
    let names = if overseas { english_name(world, &mut rng) } else { chinese_name(world, &mut rng, female) };
    let (name, surname, family, given) = names;
    let qq = identifiers::qq(serial, world.seed);
    let mobile = if overseas { abroad_mobile(&mut rng) } else { identifiers::mobile(serial, world.seed) };
    let login = format!("{family}{given}");
    let wechat = wechat_id(&mut rng, &login, &mobile, &qq);
    let private_mail = private_mail(&mut rng, &login, &mobile, &qq, overseas);
    let unionid = identifiers::wechat_token(&mut rng, "o6");
    let nickname = *rng.pick(&world.words.nicknames);
    Person { serial, name, family, given, surname, female, mobile, private_mail, wechat, unionid, nickname }
}

/// Characters that begin a given name of two, and seldom end one.
const LEADING: &str = "小子一若晓建国永世少志家思可淑巧振";

type Names = (String, &'static str, String, String);

fn chinese_name(world: &World, rng: &mut Rng, female: bool) -> Names {
    let words = &world.words;
    let surname = *rng.weighted(&words.surnames);
    let pool = if female { &words.female } else { &words.male };
    let first: Glyph = *rng.pick(pool);
    let second: Option<Glyph> = (rng.chance(720) || LEADING.contains(first.han))
        .then(|| *rng.pick(pool))
        .filter(|second| female || *second != first);
    let ends_well = second.is_none_or(|glyph| !LEADING.contains(glyph.han));
    let given = if ends_well { [Some(first), second] } else { [second, Some(first)] };
    let join = |part: fn(&Glyph) -> &'static str| given.iter().flatten().map(part).collect::<String>();
    let (han, pinyin) = (join(|g| g.han), join(|g| g.pinyin));
    (format!("{}{han}", surname.han), surname.han, surname.pinyin.to_owned(), pinyin)
}

fn english_name(world: &World, rng: &mut Rng) -> Names {
    let given = *rng.pick(&world.words.english_given);
    let family = *rng.pick(&world.words.english_family);
    (format!("{given} {family}"), family, family.to_ascii_lowercase(), given.to_ascii_lowercase())
}

fn abroad_mobile(rng: &mut Rng) -> String {
    let (code, digits) =
        *rng.weighted(&[(30, ("+852 9", 7)), (20, ("+65 8", 7)), (25, ("+49 151", 8)), (25, ("+44 7", 9))]);
    format!("{code}{}", rng.digits(digits))
}

fn wechat_id(rng: &mut Rng, login: &str, mobile: &str, qq: &str) -> String {
    match rng.below(10) {
        0..5 => mobile.to_owned(),
        5 => format!("{login}{}", rng.between(1968, 2001)),
        6..8 => format!("wxid_{}", rng.text(14, "abcdefghijklmnopqrstuvwxyz0123456789")),
        8 => format!("q{qq}"),
        _ => format!("{login}_{}", rng.digits(3)),
    }
}

fn private_mail(rng: &mut Rng, login: &str, mobile: &str, qq: &str, overseas: bool) -> String {
    if overseas {
        return format!("{login}{}@gmail.com", rng.digits(3));
    }
    let named = format!("{login}{}{}", rng.between(1968, 2001), rng.digits(2));
    match rng.below(100) {
        0..46 => format!("{qq}@qq.com"),
        46..60 => format!("{mobile}@163.com"),
        60..76 => format!("{named}@163.com"),
        76..85 => format!("{named}@126.com"),
        85..90 => format!("{mobile}@139.com"),
        90..94 => format!("{named}@foxmail.com"),
        94..97 => format!("{named}@sina.com"),
        _ => format!("{named}@gmail.com"),
    }
}

/// The post of that person at a company with or without a domain of its own.
pub(crate) fn contact(
    world: &World,
    person: Person,
    company: u32,
    slot: u32,
    domain: Option<&str>,
    moved: bool,
) -> Contact {
    let mut rng = Rng::new(world.seed, Stream::Post, company, slot);
    let jobs = &world.words.jobs;
    // The first contact is the boss or the buyer more often than not.
    let narrow = slot == 0 && rng.chance(550);
    let reach = if narrow { 9.min(jobs.len()) } else { jobs.len() };
    let job = *rng.pick(&jobs[..reach]);
    let mail = match domain {
        Some(domain) if rng.chance(780) => corporate_mail(&mut rng, &person, slot, domain),
        _ => person.private_mail.clone(),
    };
    let mut power = Rng::new(world.seed, Stream::Power, company, slot);
    let stance = *power.weighted(&STANCES);
    Contact { person, job, mail, moved, stance }
}

const STANCES: [(u32, &str); 4] = [(40, ""), (28, "支持"), (22, "中立"), (10, "反对")];

fn corporate_mail(rng: &mut Rng, person: &Person, slot: u32, domain: &str) -> String {
    let (family, given) = (&person.family, &person.given);
    let initial = given.chars().next().unwrap_or('x');
    let local = match rng.below(10) {
        0..4 => format!("{family}{given}"),
        4..6 => format!("{given}.{family}"),
        6 => format!("{family}.{given}"),
        7 => format!("{family}{initial}{}", slot + 1),
        8 => format!("{initial}{family}"),
        _ => (*rng.pick(&["info", "sales", "admin", "office", "hr", "purchase"])).to_owned(),
    };
    format!("{local}@{domain}")
}
