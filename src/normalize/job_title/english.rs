//! English titles in one spelling.

/// Abbreviation and the word it stands for.
const WORDS: [(&str, &str); 21] = [
    ("acct", "Account"),
    ("admin", "Administrator"),
    ("assoc", "Associate"),
    ("asst", "Assistant"),
    ("dept", "Department"),
    ("dir", "Director"),
    ("eng", "Engineer"),
    ("engr", "Engineer"),
    ("exec", "Executive"),
    ("gen", "General"),
    ("jr", "Junior"),
    ("mgmt", "Management"),
    ("mgr", "Manager"),
    ("mktg", "Marketing"),
    ("mkt", "Marketing"),
    ("ops", "Operations"),
    ("pres", "President"),
    ("purch", "Purchasing"),
    ("rep", "Representative"),
    ("sr", "Senior"),
    ("tech", "Technical"),
];

const ACRONYMS: [&str; 26] = [
    "avp", "ceo", "cfo", "cho", "chro", "cio", "ciso", "cmo", "coo", "cpo", "cro", "cso", "cto", "evp", "gm",
    "hr", "hrbp", "hrd", "ii", "iii", "it", "pm", "qa", "r&d", "svp", "vp",
];

const SMALL: [&str; 7] = ["a", "and", "for", "in", "of", "the", "to"];

/// The title with abbreviations written out, acronyms in capitals and other words with one.
pub(super) fn canonical(title: &str) -> String {
    let spaced = title.replace(',', ", ").replace('/', " / ");
    let is_mixed = title.contains(char::is_lowercase);
    let words: Vec<String> = spaced.split_whitespace().map(|part| word(part, is_mixed)).collect();
    words.join(" ").replace(" / ", "/").replace(" ,", ",")
}

fn word(word: &str, is_mixed: bool) -> String {
    let comma = if word.ends_with(',') { "," } else { "" };
    let mut lower = word.trim_end_matches(['.', ',']).to_lowercase();
    if lower.split('.').all(|letter| letter.len() == 1) {
        // C.E.O.
        lower.retain(|c| c != '.');
    }
    if lower.is_empty() {
        return word.to_owned();
    }
    if let Some((_, long)) = WORDS.iter().find(|(short, _)| *short == lower) {
        return format!("{long}{comma}");
    }
    if SMALL.contains(&lower.as_str()) {
        return lower;
    }
    // UX, EHS: short words in capitals among others.
    let is_short = || is_mixed && word.len() < 4 && !word.contains(char::is_lowercase);
    if ACRONYMS.contains(&lower.as_str()) || is_short() {
        return format!("{}{comma}", lower.to_uppercase());
    }
    format!("{}{comma}", capitalized(&lower))
}

fn capitalized(lower: &str) -> String {
    let mut start = true;
    let raise = |c: char| {
        let out = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
        start = !c.is_alphanumeric() && c != '\'';
        out
    };
    lower.chars().map(raise).collect()
}
