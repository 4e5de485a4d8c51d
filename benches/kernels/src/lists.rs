//! Lists of names that nobody bears, the same in every run.

/// Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn han(&mut self) -> char {
        // The characters of names are spread over the block; any of them will do.
        char::from_u32(0x4E00 + self.below(0x51A0) as u32).unwrap_or('一')
    }
}

const ONSETS: [&str; 20] =
    ["b", "br", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ie", "y"];
const CODAS: [&str; 8] = ["", "", "n", "r", "l", "s", "nd", "t"];
const PLACES: [&str; 8] = ["北京", "上海", "杭州", "深圳", "广州", "苏州", "成都", "武汉"];
const TRADES: [&str; 8] = ["科技", "贸易", "网络科技", "信息技术", "机械", "食品", "物流", "电子商务"];

/// Given and family name in lower case.
pub fn latin(count: usize) -> Vec<String> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count)
        .map(|_| {
            let given = 1 + random.below(2);
            let family = 1 + random.below(3);
            format!("{} {}", word(&mut random, given), word(&mut random, family))
        })
        .collect()
}

fn word(random: &mut Random, syllables: usize) -> String {
    (0..syllables).map(|_| [&ONSETS[..], &VOWELS, &CODAS].map(|part| random.pick(part)).concat()).collect()
}

/// Persons: a family name and one or two characters.
pub fn chinese_persons(count: usize) -> Vec<String> {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let families: Vec<char> = (0..100).map(|_| random.han()).collect();
    let given: Vec<char> = (0..800).map(|_| random.han()).collect();
    (0..count)
        .map(|_| {
            let family = families[random.below(families.len())];
            let length = 1 + random.below(3).min(1);
            std::iter::once(family).chain((0..length).map(|_| given[random.below(given.len())])).collect()
        })
        .collect()
}

/// Companies: place, name, trade and legal form, as they are registered.
pub fn chinese_companies(count: usize) -> Vec<String> {
    let mut random = Random(0x94D0_49BB_1331_11EB);
    let names: Vec<char> = (0..400).map(|_| random.han()).collect();
    (0..count)
        .map(|_| {
            let length = 2 + random.below(2);
            let name: String = (0..length).map(|_| names[random.below(names.len())]).collect();
            format!("{}{name}{}有限公司", random.pick(&PLACES), random.pick(&TRADES))
        })
        .collect()
}
