//! What a company is called: region, brand, trade and legal form, and how they combine into the registered name.

use crate::rates;
use crate::rng::Rng;
use crate::words::{Glyph, Words};

/// How the registered name is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// 杭州鑫源科技有限公司
    RegionFirst,
    /// 杭州市鑫源科技有限公司
    CityInFull,
    /// 浙江鑫源科技有限公司
    Province,
    /// 鑫源科技（杭州）有限公司
    RegionInBrackets,
    /// 鑫源科技股份有限公司
    NoRegion,
    /// 博莱特（中国）有限公司
    China,
    /// 杭州市西湖区鑫源建材经营部
    Establishment,
    /// Norwell Machinery GmbH
    Overseas,
}

/// Everything that a company's name is made of.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) shape: Shape,
    /// Indexes into the word lists.
    pub(crate) city: u32,
    pub(crate) county: u32,
    pub(crate) industry: u32,
    pub(crate) brand: String,
    /// The brand in letters, one entry a syllable.
    pub(crate) syllables: Vec<&'static str>,
    pub(crate) form: &'static str,
    /// 宁波分公司, for a branch.
    pub(crate) tail: String,
}

const FORMS: [(u32, &str); 8] = [
    (810, "有限公司"),
    (65, "有限责任公司"),
    (42, "股份有限公司"),
    (18, "集团有限公司"),
    (26, "厂"),
    (20, "经营部"),
    (12, "商行"),
    (5, "工作室"),
];

const OVERSEAS_FORMS: [(u32, &str); 6] =
    [(34, "Ltd"), (20, "GmbH"), (18, "Inc."), (12, "Pte. Ltd."), (10, "Limited"), (6, "LLC")];

const SHAPES: [(u32, Shape); 5] = [
    (640, Shape::RegionFirst),
    (120, Shape::CityInFull),
    (90, Shape::Province),
    (100, Shape::RegionInBrackets),
    (50, Shape::NoRegion),
];

/// The legal form, if such a business has it: factories make things, shops sell them, studios do neither.
fn fitting(form: &'static str, class: &str) -> &'static str {
    let makes = class.contains("制造") || class.contains("制品") || ["纺织业", "食品制造业"].contains(&class);
    let fits = match form {
        "厂" => makes,
        "经营部" | "商行" => makes || ["批发业", "零售业"].contains(&class),
        "工作室" => class.contains("商务服务") || class.contains("制作"),
        _ => true,
    };
    if fits { form } else { "有限公司" }
}

impl Identity {
    /// A company that is related to no other.
    pub(crate) fn draw(rng: &mut Rng, words: &Words) -> Self {
        let city = pick_city(rng, words);
        let county = rng.below(1_000);
        let industry = pick_industry(rng, words);
        let place = Self { city, county, industry, ..Self::empty() };
        match rng.below(1_000) {
            roll if roll < rates::OVERSEAS => place.overseas(rng, words),
            roll if roll < rates::OVERSEAS + rates::FOREIGN_INVESTED => place.foreign(rng, words),
            _ => place.domestic(rng, words),
        }
    }

    fn empty() -> Self {
        let (brand, syllables, tail) = (String::new(), Vec::new(), String::new());
        Self {
            shape: Shape::RegionFirst,
            city: 0,
            county: 0,
            industry: 0,
            brand,
            syllables,
            form: "有限公司",
            tail,
        }
    }

    fn domestic(self, rng: &mut Rng, words: &Words) -> Self {
        let brand = pick_brand(rng, words);
        let drawn = *rng.weighted(&FORMS);
        let form = fitting(drawn, words.industry(self.industry).class);
        let shape = match form {
            "厂" | "经营部" | "商行" | "工作室" => Shape::Establishment,
            "集团有限公司" | "股份有限公司" if rng.chance(350) => Shape::NoRegion,
            _ => *rng.weighted(&SHAPES),
        };
        Self { shape, form, ..self.branded(&brand) }
    }

    fn foreign(self, rng: &mut Rng, words: &Words) -> Self {
        let count = rng.between(2, 4) as usize;
        let brand: Vec<Glyph> = (0..count).map(|_| *rng.pick(&words.brand_foreign)).collect();
        let shape = if rng.chance(350) { Shape::China } else { Shape::RegionInBrackets };
        Self { shape, form: "有限公司", ..self.branded(&brand) }
    }

    fn overseas(self, rng: &mut Rng, words: &Words) -> Self {
        let brand = format!("{}{}", rng.pick(&words.overseas), rng.pick(&words.overseas_end));
        Self { shape: Shape::Overseas, form: *rng.weighted(&OVERSEAS_FORMS), brand, ..self }
    }

    fn branded(self, brand: &[Glyph]) -> Self {
        let han = brand.iter().map(|glyph| glyph.han).collect();
        Self { brand: han, syllables: brand.iter().map(|glyph| glyph.pinyin).collect(), ..self }
    }

    /// The registered name.
    pub(crate) fn legal(&self, words: &Words) -> String {
        let (brand, form, tail) = (&self.brand, self.form, &self.tail);
        let city = words.city(self.city);
        let trade = self.trade(words);
        match self.shape {
            Shape::RegionFirst | Shape::CityInFull | Shape::Province => {
                format!("{}{brand}{trade}{form}{tail}", self.region(words))
            }
            Shape::RegionInBrackets => format!("{brand}{trade}（{}）{form}{tail}", city.short()),
            Shape::NoRegion => format!("{brand}{trade}{form}{tail}"),
            Shape::China => format!("{brand}{trade}（中国）{form}{tail}"),
            Shape::Establishment => {
                format!("{}{}{brand}{trade}{form}{tail}", self.region(words), self.county_name(words))
            }
            Shape::Overseas => format!("{brand} {trade} {form}"),
        }
    }

    /// The region as it stands in the registered name.
    pub(crate) fn region(&self, words: &Words) -> &'static str {
        let city = words.city(self.city);
        match self.shape {
            Shape::CityInFull | Shape::Establishment => city.name,
            Shape::Province => city.short_province(),
            Shape::China => "中国",
            Shape::NoRegion | Shape::Overseas => "",
            Shape::RegionFirst | Shape::RegionInBrackets => city.short(),
        }
    }

    /// The trade as it stands in the name; groups leave it out.
    pub(crate) fn trade(&self, words: &Words) -> &'static str {
        let industry = words.industry(self.industry);
        match (self.shape, self.form) {
            (Shape::Overseas, _) => industry.english,
            (_, "集团有限公司") => "",
            _ => industry.word,
        }
    }

    /// What follows the brand where the legal form is left out: the trade, or 集团.
    pub(crate) fn short_trade(&self, words: &Words) -> &'static str {
        if self.form == "集团有限公司" { "集团" } else { self.trade(words) }
    }

    /// The county's name, empty where there is none.
    pub(crate) fn county_name(&self, words: &Words) -> &'static str {
        self.county_of(words).map_or("", |county| county.name)
    }

    pub(crate) fn county_of<'a>(&self, words: &'a Words) -> Option<&'a crate::words::County> {
        let counties = &words.city(self.city).counties;
        counties.get(self.county as usize % counties.len().max(1))
    }

    /// Hangzhou Xinyuan Technology Co., Ltd.
    pub(crate) fn english(&self, words: &Words) -> String {
        if self.shape == Shape::Overseas {
            return self.legal(words);
        }
        let (city, industry) = (words.city(self.city), words.industry(self.industry));
        format!("{} {} {} Co., Ltd.", city.english, capitalize(&self.syllables.concat()), industry.english)
    }

    /// Small businesses and companies abroad have no branches and no group.
    pub(crate) fn may_have_kin(&self) -> bool {
        !matches!(self.shape, Shape::Establishment | Shape::Overseas)
    }

    pub(crate) fn is_overseas(&self) -> bool {
        self.shape == Shape::Overseas
    }
}

/// An upper-case first letter.
pub(crate) fn capitalize(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}

fn weighted_index<T>(rng: &mut Rng, items: &[(u32, T)]) -> u32 {
    let weights: Vec<(u32, u32)> =
        items.iter().zip(0..).map(|((weight, _), index)| (*weight, index)).collect();
    *rng.weighted(&weights)
}

/// A city by economic weight.
pub(crate) fn pick_city(rng: &mut Rng, words: &Words) -> u32 {
    weighted_index(rng, &words.cities)
}

/// A trade by how common it is.
pub(crate) fn pick_industry(rng: &mut Rng, words: &Words) -> u32 {
    weighted_index(rng, &words.industries)
}

fn pick_brand(rng: &mut Rng, words: &Words) -> Vec<Glyph> {
    if rng.chance(rates::POPULAR_BRAND) {
        return rng.pick(&words.brand_popular).clone();
    }
    let first = *rng.pick(&words.brand_first);
    let mut second = *rng.pick(&words.brand_second);
    while second == first {
        second = *rng.pick(&words.brand_second);
    }
    let third = rng.chance(rates::LONG_BRAND).then(|| *rng.pick(&words.brand_third));
    [Some(first), Some(second), third].into_iter().flatten().collect()
}
