//! How people write a company's name.

use super::glyph;
use crate::company::Company;
use crate::rates;
use crate::rng::{PerMille, Rng};
use crate::world::World;

/// The ways of writing a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// As registered.
    Registered,
    /// 有限责任公司 for 有限公司, and the other way round.
    OtherForm,
    /// Without the legal form: 杭州鑫源科技.
    NoForm,
    /// Without the region: 鑫源科技有限公司.
    NoRegion,
    /// 鑫源科技.
    BrandAndTrade,
    /// 杭州鑫源.
    RegionAndBrand,
    /// 鑫源.
    Brand,
    /// With the province put before, or the city written in full: 浙江省杭州市鑫源科技有限公司.
    LongRegion,
    /// 鑫源科技(杭州)有限公司 for 杭州鑫源科技有限公司.
    MovedRegion,
    /// Hangzhou Xinyuan Technology Co., Ltd.
    English,
    /// hangzhouxinyuan.
    Pinyin,
    /// 杭州鑫源公司.
    Colloquial,
}

impl Way {
    /// The nearest way that has the trade.
    fn telling(self) -> Self {
        match self {
            Self::RegionAndBrand | Self::Colloquial => Self::NoForm,
            Self::Brand | Self::Pinyin => Self::BrandAndTrade,
            _ => self,
        }
    }
}

/// How often a source changes characters of a name, and which ways of writing it has.
#[derive(Debug)]
pub(crate) struct NameHabits {
    pub(crate) ways: &'static [(u32, Way)],
    pub(crate) noise: PerMille,
}

/// The name as that source has it.
pub(crate) fn write(world: &World, company: &Company, rng: &mut Rng, habits: &NameHabits) -> String {
    let way = *rng.weighted(habits.ways);
    let way = if company.entry.in_group && rng.chance(rates::NAMED_IN_GROUP) { way.telling() } else { way };
    let name = worded(world, company, rng, way);
    let name = if rng.chance(habits.noise) { spoiled(world, &name, rng) } else { name };
    brackets(&name, rng)
}

/// The name in that way of writing.
fn worded(world: &World, company: &Company, rng: &mut Rng, way: Way) -> String {
    let (words, identity) = (&world.words, &company.identity);
    if identity.is_overseas() {
        return abroad(company, way, rng);
    }
    let (region, brand) = (identity.region(words), &identity.brand);
    let (trade, form, tail) = (identity.trade(words), identity.form, &identity.tail);
    let short = identity.short_trade(words);
    let city = words.city(identity.city);
    match way {
        Way::Registered => company.legal.clone(),
        Way::OtherForm => other_form(&company.legal),
        Way::NoForm => format!("{region}{brand}{short}{tail}"),
        Way::NoRegion => format!("{brand}{trade}{form}{tail}"),
        Way::BrandAndTrade => format!("{brand}{short}{tail}"),
        Way::RegionAndBrand => format!("{}{brand}{tail}", city.short()),
        Way::Brand => format!("{brand}{tail}"),
        Way::LongRegion => format!("{}{brand}{trade}{form}{tail}", long_region(world, company, rng)),
        Way::MovedRegion => format!("{brand}{trade}({}){form}{tail}", city.short()),
        Way::English => identity.english(words),
        Way::Pinyin => format!("{}{}", city.english.to_ascii_lowercase(), identity.syllables.concat()),
        Way::Colloquial => format!("{}{brand}公司{tail}", city.short()),
    }
}

/// Foreign names lose or change their form, and their case.
fn abroad(company: &Company, way: Way, rng: &mut Rng) -> String {
    let form = company.identity.form;
    match way {
        Way::Registered => company.legal.clone(),
        Way::OtherForm => company.legal.replace("Ltd", "Limited").replace("Inc.", "Inc"),
        Way::Brand | Way::RegionAndBrand => company.identity.brand.clone(),
        Way::English => company.legal.to_ascii_uppercase(),
        _ if rng.chance(300) => company.legal.to_ascii_uppercase(),
        _ => company.legal.trim_end_matches(form).trim_end_matches(' ').to_owned(),
    }
}

fn other_form(legal: &str) -> String {
    if legal.contains("有限责任公司") {
        return legal.replace("有限责任公司", "有限公司");
    }
    if legal.contains("股份有限公司") || legal.contains("集团有限公司") {
        return legal.replace("有限公司", "公司");
    }
    legal.replace("有限公司", "有限责任公司")
}

fn long_region(world: &World, company: &Company, rng: &mut Rng) -> String {
    let city = world.words.city(company.identity.city);
    if city.is_municipality() {
        return city.name.to_owned();
    }
    match rng.below(4) {
        0 => format!("{}{}", city.province, city.name),
        1 => format!("{}{}", city.short_province(), city.short()),
        2 => format!("{}{}", city.short_province(), city.name),
        _ => city.name.to_owned(),
    }
}

/// Changes characters as hands, keyboards and copying do.
fn spoiled(world: &World, name: &str, rng: &mut Rng) -> String {
    let glyphs = &world.words.glyphs;
    match rng.below(20) {
        0..4 => glyph::sound_alike(name, glyphs, rng),
        4..7 => glyph::look_alike(name, glyphs, rng),
        7..9 => glyph::traditional(name, glyphs),
        9..12 => glyph::spaced(name, rng),
        12..14 => glyph::full_width(name),
        14 => glyph::dropped(name, rng),
        15 => format!("{name}（{}）", rng.pick(&["老客户", "新", "重复", "待跟进", "已合作", "注意账期"])),
        16 => format!("{name}-{}", rng.pick(&["采购部", "财务部", "行政部", "项目部"])),
        17 => format!("{name}。"),
        18 => format!("\"{name}\""),
        _ => glyph::transposed(name, rng),
    }
}

/// Brackets are typed in either width.
fn brackets(name: &str, rng: &mut Rng) -> String {
    if name.contains('（') && rng.chance(380) {
        return name.replace('（', "(").replace('）', ")");
    }
    name.to_owned()
}
