//! Chinese names as Hong Kong and Taiwan spell them: `CHAN Tai Man`, `Chan Tai-man David`, `Tsai Ing-wen`.
//!
//! The surname comes first as in Chinese, a Western first name before it or at the end. Which word is the surname is told
//! by its capitals, by the hyphen of a given name, or by a list of surnames.

use std::ops::Range;

use super::{Name, western};
use crate::tables::Words;
use crate::text;

/// Surnames that are usual in Hong Kong, Taiwan, Singapore and Malaysia, in the spelling of their registers. Own work; `Ho`,
/// `Tai`, `Man`, `Siu` and the like are left out, as they are as usual in given names.
static SURNAMES: Words = Words::starting(
    "au|auyeung|chan|chang|cheng|cheuk|cheung|chiang|chien|chiu|choi|chong|chow|choy|chu|chung|fok|fong|fung|hsiao|hsieh|hsu|hui|\
    hung|ip|kan|keung|ko|kong|koo|kuo|kwan|kwok|kwong|lai|lam|lau|law|lee|leung|liang|liao|lin|ling|liu|lo|loke|lui|luk|ma|mak|\
    mok|mui|ng|ngai|ngan|pang|poon|pun|shek|shum|sit|suen|szeto|tam|tang|to|tong|tsai|tsang|tse|tseng|tsoi|tsui|tung|wan|wong|\
    woo|wu|yam|yau|yeh|yeung|yip|yiu|yuen|yung|\
    ang|chew|chia|chua|foo|gan|goh|heng|khaw|khoo|koh|lim|loh|low|neo|ong|quek|seah|seow|sim|soh|tan|tay|teh|teo|toh|wee|yap|yeo",
);

/// Surnames that are usual in Korea, before a given name such as `Chul-soo`.
static KOREAN: Words = Words::starting(
    "kim|lee|park|choi|jung|jeong|kang|cho|yoon|yun|jang|lim|han|oh|seo|shin|kwon|hwang|ahn|song|ryu|hong|moon|yang|son|bae|baek|heo|nam|roh|ha",
);

/// Surnames that are usual in Vietnam.
static VIETNAMESE: Words = Words::starting(
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|truong|trinh|mai|dao|luong",
);

/// The consonants that syllables of such names begin with, the longer first, and what follows them.
const INITIALS: &str = "hs kh kw gw ng ch sh ts tz b d f g h j k l m n p s t w y";
static FINALS: Words = Words::starting(
    "a|ae|ah|ai|ak|am|an|ang|ap|ar|at|au|e|ean|eat|ee|ei|ek|en|eng|eok|eon|eong|er|eu|eung|ew|ey|i|ih|iang|ien|ik|il|im|in|ing|ip|it|iu|\
    o|oh|oi|ok|on|ong|oo|oon|oong|or|ou|oung|ow|oy|u|uan|ue|uen|uet|ui|uk|ul|um|un|ung|ut",
);

/// Reads such a name; `None` for others.
pub(super) fn parse(words: &[String]) -> Option<Name> {
    let family = family_of(words)?;
    let after = words.get(family.end..)?;
    // Goh Chok Tong: nothing but the usual order tells which of two surnames it is.
    let is_plain = |word: &String| !word.contains('-') && !is_capital(word);
    let ends_in_surname = family == (0..1) && words.last().is_some_and(|word| is_surname(word));
    let is_doubtful = ends_in_surname && words.len() == 3 && words.iter().all(is_plain);
    // Nguyen Thi Minh Khai has no Western name.
    let most = if is_middle(after.first()?) { after.len() } else { 2 };
    let own = if after.first()?.contains('-') { 1 } else { after.len().min(most) };
    let (given, more) = after.split_at_checked(own)?;
    let western = [words.get(..family.start)?, more].concat();
    let cased: Vec<String> = words.iter().map(|word| western::cased_name(word)).collect();
    let (family, given) = (cased.get(family)?.join(" "), given.join(" "));
    let spelled = [&*given, &*western.join(" ")].map(text::fold).join(" ");
    Some(Name {
        key: [text::fold(&family), spelled.trim_end().to_owned()].join(" "),
        value: cased.join(" "),
        nickname: western.join(" "),
        family,
        given,
        doubts: if is_doubtful { vec!["person/ambiguous_order"] } else { Vec::new() },
        script: "latin",
        ..Name::default()
    })
}

/// Reads a name in Korean letters, whose first one is the surname; `None` for others.
pub(super) fn hangul(name: &str) -> Option<Name> {
    let (family, given) = name.split_at_checked('가'.len_utf8())?;
    let given = given.trim_start();
    let is_name = (1..=3).contains(&given.chars().count()) && text::is_hangul(family.chars().next()?);
    (is_name && given.chars().all(text::is_hangul)).then(|| Name {
        value: name.to_owned(),
        key: text::fold(&[family, " ", given].concat()),
        family: family.to_owned(),
        given: given.to_owned(),
        script: "latin",
        ..Name::default()
    })
}

/// Reads a Japanese name in kana, whose first word is the surname; `None` for others.
pub(super) fn kana(name: &str) -> Option<Name> {
    let (family, given) = name.split_once(' ')?;
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{30FC}');
    [family, given].iter().all(|part| part.chars().all(is_kana)).then(|| Name {
        value: name.to_owned(),
        key: text::fold(name),
        family: family.to_owned(),
        given: given.to_owned(),
        script: "latin",
        ..Name::default()
    })
}

/// Surnames that are usual in Japan, whole behind a space, else by what they end in; given names end otherwise.
static JAPANESE: Words = Words::ending(
    "moto|yama|kawa|gawa|zaki|hara|shita|guchi|hashi|bashi|zawa|shima|jima|mura|nabe|uchi| tanaka| suzuki| sasaki| sato| saito| ito| kato\
    | goto| kondo| endo| ando| kudo| yoshida| ikeda| ueda| maeda| fujita| fukuda| matsuda| harada| wada| ota| honda| inoue| mori\
    | aoki| kobayashi| hayashi| shimizu| ishii| fujii| miura| nakano| ono| ueno| sakai| takeda",
);

/// Whether of two Japanese words the first is the family's and the other is not: `Tanaka Taro`.
pub(super) fn leads_in_japan(words: &[String]) -> bool {
    let is_family = |word: &String| JAPANESE.end_of(&[" ", &text::fold(word)].concat()).is_some();
    // Syllables of Japanese are open, but for n.
    let is_open =
        |word: &String| word.ends_with(|c| "aiueon".contains(c)) && !word.contains(|c| "lvxqLV".contains(c));
    matches!(words, [first, second] if is_family(first) && is_open(second) && !is_family(second))
}

/// A middle name that tells a Vietnamese name.
fn is_middle(word: &str) -> bool {
    ["van", "thi"].contains(&&*text::fold(word))
}

/// Where the surname stands.
fn family_of(words: &[String]) -> Option<Range<usize>> {
    if !(2..=4).contains(&words.len()) {
        return None;
    }
    // Nguyen Van An, Tran Thi Hoa: the middle name tells that the surname stands first, as in Vietnam.
    let is_vietnamese = words.len() > 2
        && words.get(1).is_some_and(|word| is_middle(word))
        && words.first().is_some_and(|word| VIETNAMESE.contains(&text::fold(word)));
    if is_vietnamese {
        return Some(0..1);
    }
    in_capitals(words).or_else(|| before_hyphen(words)).or_else(|| listed(words))
}

/// The words in capitals where the others are not, with a given name behind them.
fn in_capitals(words: &[String]) -> Option<Range<usize>> {
    let start = words.iter().position(|word| is_capital(word))?;
    let count = words.iter().skip(start).take_while(|word| is_capital(word)).count();
    let family = start..start.checked_add(count)?;
    let is_alone = words.iter().filter(|word| is_capital(word)).count() == count;
    let is_name = words.get(family.clone())?.iter().all(|word| is_surname(word));
    let is_given = words.get(family.end..)?.iter().take(2).all(|word| is_syllables(word));
    (is_alone && is_name && count <= 2 && start <= 1 && family.end < words.len() && is_given)
        .then_some(family)
}

/// The word before a given name such as `Tai-man`, whose second syllable is small; both where a wife bears two surnames.
fn before_hyphen(words: &[String]) -> Option<Range<usize>> {
    let is_joined = |word: &String| {
        word.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase))
    };
    let is_korean = words.first().is_some_and(|word| KOREAN.contains(&text::fold(word)));
    let given = words.iter().position(|word| is_joined(word) && (is_korean || is_syllables(word)))?;
    let place = given.checked_sub(1)?;
    let is_plain = words.get(place).is_some_and(|word| !word.contains('-'));
    let is_married = place == 1 && words.iter().take(2).all(|word| is_surname(word));
    (is_plain && place <= 1).then_some(if is_married { 0..given } else { place..given })
}

/// A listed surname with two syllables behind it; a Korean one stands first.
fn listed(words: &[String]) -> Option<Range<usize>> {
    let is_korean = |word: &String| KOREAN.contains(&text::fold(word));
    let place = if words.first().is_some_and(is_korean) {
        0
    } else {
        words.iter().take(2).position(|word| is_surname(word))?
    };
    let given = words.get(place.checked_add(1)?..)?;
    let is_given = given.len() >= 2 && given.iter().take(2).all(|word| is_syllable(&text::fold(word)));
    // Chan Ho Park
    let ends_in_korean = given.last().is_some_and(is_korean) && !words.first().is_some_and(is_korean);
    let is_whole = place == 0 || (given.len() == 2 && !given.last().is_some_and(|word| is_surname(word)));
    (is_given && is_whole && !ends_in_korean).then(|| place..place.saturating_add(1))
}

fn is_surname(word: &str) -> bool {
    SURNAMES.contains(&text::fold(word).replace(' ', ""))
}

fn is_capital(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '-')
}

/// Whether each part between hyphens is a syllable.
fn is_syllables(word: &str) -> bool {
    word.split('-').all(|part| is_syllable(&text::fold(part)))
}

fn is_syllable(folded: &str) -> bool {
    let initial = INITIALS.split(' ').find(|initial| folded.starts_with(initial)).unwrap_or_default();
    let rest = folded.get(initial.len()..).unwrap_or_default();
    // Hyun, Swee: a glide.
    let glided = rest.strip_prefix(['y', 'w']).unwrap_or(rest);
    [folded, rest, glided].iter().any(|rest| FINALS.contains(rest)) || folded == "ng"
}
