//! Which currency an amount is in.

use crate::normalize::{Context, search};

/// Signs and names with their ISO 4217 code; a longer one comes before one that it contains.
const CURRENCIES: &[(&str, &str)] = &[
    ("人民币", "CNY"),
    ("人民幣", "CNY"),
    ("新台币", "TWD"),
    ("新臺幣", "TWD"),
    ("台币", "TWD"),
    ("新加坡元", "SGD"),
    ("新加坡币", "SGD"),
    ("新币", "SGD"),
    ("新元", "SGD"),
    ("港币", "HKD"),
    ("港幣", "HKD"),
    ("港元", "HKD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("歐元", "EUR"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("日圓", "JPY"),
    ("日币", "JPY"),
    ("円", "JPY"),
    ("英镑", "GBP"),
    ("英鎊", "GBP"),
    ("澳门元", "MOP"),
    ("澳门币", "MOP"),
    ("澳大利亚元", "AUD"),
    ("澳元", "AUD"),
    ("澳币", "AUD"),
    ("加拿大元", "CAD"),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("新西兰元", "NZD"),
    ("韩元", "KRW"),
    ("韩币", "KRW"),
    ("瑞士法郎", "CHF"),
    ("卢布", "RUB"),
    ("泰铢", "THB"),
    ("卢比", "INR"),
    ("林吉特", "MYR"),
    ("马币", "MYR"),
    ("越南盾", "VND"),
    ("迪拉姆", "AED"),
    ("瑞郎", "CHF"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("MOP$", "MOP"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("R$", "BRL"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("￡", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("฿", "THB"),
    ("₫", "VND"),
];

/// ISO 4217 codes; they count as whole words only.
const CODES: &[&str] = &[
    "CNY", "CNH", "USD", "HKD", "EUR", "JPY", "GBP", "TWD", "MOP", "AUD", "CAD", "SGD", "NZD", "KRW", "CHF",
    "RUB", "THB", "INR", "MYR", "VND", "AED", "SAR", "BRL", "MXN", "ZAR", "SEK", "NOK", "DKK", "PLN", "TRY",
    "IDR", "PHP",
];

/// What people write in place of a code.
const ALIASES: &[(&str, &str)] = &[("RMB", "CNY"), ("yuan", "CNY"), ("RM", "MYR"), ("NTD", "TWD")];

/// Countries whose currency `$` is, with its code.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("HK", "HKD"),
    ("TW", "TWD"),
    ("SG", "SGD"),
    ("AU", "AUD"),
    ("CA", "CAD"),
    ("NZ", "NZD"),
];

/// A currency found in the words around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// ISO 4217; empty when the text does not tell.
    pub code: &'static str,
    /// What the sign may stand for, when it is not clear.
    pub candidates: &'static str,
}

const NONE: Found = Found { code: "", candidates: "" };

/// Takes the currency out of `words`.
pub(super) fn cut(words: &mut [String], context: &Context) -> Found {
    let mut found = NONE;
    for word in words {
        for (sign, code) in CURRENCIES {
            if word.contains(sign) {
                // Only what the sign adds to the plain unit goes: 美元 leaves 元, so that 角 and 分 still join.
                let unit = if search::has_any(sign, "元圆圓") { "元" } else { "" };
                *word = search::replaced(word, sign, unit);
                found = first(found, code);
            }
        }
        found = cut_code(word, found);
        found = cut_symbol(word, found, context);
    }
    found
}

fn first(found: Found, code: &'static str) -> Found {
    if found.code.is_empty() { Found { code, candidates: "" } } else { found }
}

fn cut_code(word: &mut String, found: Found) -> Found {
    let mut tokens = word.split(|c: char| !c.is_ascii_alphabetic());
    let token = tokens.find_map(|token| code_of(token).map(|code| (token.to_owned(), code)));
    let Some((token, code)) = token else { return found };
    *word = word.replacen(&token, "", 1);
    first(found, code)
}

fn code_of(token: &str) -> Option<&'static str> {
    let alias = ALIASES.iter().find(|(alias, _)| token.eq_ignore_ascii_case(alias));
    if let Some((_, code)) = alias {
        return Some(code);
    }
    CODES.iter().find(|code| token.eq_ignore_ascii_case(code)).copied()
}

/// `¥`, `$` and the bare `元`, which mean what the country makes them mean.
fn cut_symbol(word: &mut String, found: Found, context: &Context) -> Found {
    let country = context.country.as_str();
    let Some(sign) = ["¥", "￥", "$"].into_iter().find(|sign| word.contains(sign)) else {
        return if search::has_any(word, "元圆圓块角毛") { first(found, yuan(country)) } else { found };
    };
    *word = search::replaced(word, sign, "");
    match sign {
        "$" => dollar(found, country),
        _ => first(found, if country == "JP" { "JPY" } else { "CNY" }),
    }
}

fn dollar(found: Found, country: &str) -> Found {
    match DOLLARS.iter().find(|(own, _)| *own == country) {
        Some((_, code)) => first(found, code),
        None if found == NONE => Found { code: "", candidates: "USD, HKD, TWD, SGD, AUD, CAD" },
        None => found,
    }
}

/// 元 is the unit of several currencies; at home it is the home currency.
fn yuan(country: &str) -> &'static str {
    match country {
        "HK" => "HKD",
        "TW" => "TWD",
        "MO" => "MOP",
        _ => "CNY",
    }
}
