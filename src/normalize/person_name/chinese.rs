//! Chinese names, with what address books put round them.

use super::{Name, address, evidence, peoples};
use crate::normalize::job_title;
use crate::tables::surnames;
use crate::text;

/// The names in a cell; text that is no list of names stays one.
pub(super) fn several(tidy: &str) -> Vec<&str> {
    if let Some(people) = foreign(tidy) {
        return people;
    }
    let pieces: Vec<&str> =
        tidy.split([' ', '、', '/', ';', '；', '，', ',', '&']).filter(|p| !p.is_empty()).collect();
    let is_name = |piece: &&str| {
        piece.chars().all(text::is_han)
            && (2..=4).contains(&piece.chars().count())
            && !address::is_title(&text::simplify(piece))
            && evidence::split(&text::simplify(piece)).is_some_and(|(_, given)| !given.is_empty())
    };
    // 田中 花子 is one name; 高桥 李娜 are two people.
    let is_japanese = matches!(pieces.as_slice(), [family, given]
        if tidy.contains(' ') && evidence::is_japanese(family) && !evidence::looks_like_person(given));
    if pieces.len() > 1 && !is_japanese && pieces.iter().all(is_name) {
        return pieces;
    }
    // 张三和李四; a name that has the character within itself leaves no whole name on both sides.
    let joined = ['和', '与', '及'].iter().find_map(|word| tidy.split_once(*word));
    match joined {
        Some((one, other)) if is_name(&one) && is_name(&other) => vec![one, other],
        _ => vec![tidy],
    }
}

/// Names in Latin letters, each of two words or more: `John Smith / Mary Jones`.
fn foreign(tidy: &str) -> Option<Vec<&str>> {
    let pieces: Vec<&str> = tidy.split(['/', ';', '&', '|']).map(str::trim).collect();
    let is_name = |piece: &&str| {
        let is_part = |c: char| c.is_alphabetic() && !text::is_han(c) || " .-'’".contains(c);
        (2..=4).contains(&piece.split(' ').count())
            && piece.chars().all(is_part)
            && !job_title::is_post(&text::fold(piece))
            && !evidence::looks_like_company(piece)
    };
    (pieces.len() > 1 && pieces.iter().all(is_name)).then_some(pieces)
}

/// Reads a name with Chinese characters.
pub(super) fn parse(tidy: &str) -> Name {
    let (han, nickname, note) = divide(tidy);
    let dotted = peoples::with_dot(unified_dots(han));
    let mut name = if dotted.contains('·') { with_dots(&dotted) } else { plain(&dotted) };
    name.nickname = if name.nickname.is_empty() { nickname } else { name.nickname };
    name.note = note;
    name.script = "han";
    name
}

/// The Chinese name, a Latin nickname, and what else was pasted: `A张三-采购` is `张三` with the note `采购`.
fn divide(tidy: &str) -> (String, String, String) {
    let (main, note) = split_note(tidy);
    let latin = |c: char| c.is_ascii() || (c.is_alphabetic() && !text::is_han(c) && c != '·');
    let start = main.find(|c: char| !latin(c)).unwrap_or(0);
    let head = main.get(..start).unwrap_or_default();
    let rest = main.get(start..).unwrap_or(main);
    let body = shown_body(rest, latin);
    let tail = rest.strip_prefix(body).unwrap_or_default();
    let nickname = [head, tail].into_iter().map(bare).find(|word| is_word(word)).unwrap_or_default();
    let digits = bare(tail);
    let (nickname, note) = if is_word(note) && nickname.is_empty() { (note, "") } else { (nickname, note) };
    let note = if note.is_empty() && digits != nickname { digits } else { note };
    let stars = head.get(head.trim_end_matches('*').len()..).unwrap_or_default();
    let han: String = stars.chars().chain(body.chars()).filter(|c| !c.is_whitespace()).collect();
    (han, nickname.to_owned(), note.to_owned())
}

/// The Chinese part with the marks that hide the end of it: `李XX`. The `X` of a Latin name behind it is none, nor are the
/// stars of a phone number.
fn shown_body(rest: &str, is_latin: impl Fn(char) -> bool) -> &str {
    let number = rest.find(|c: char| c.is_ascii_digit()).and_then(|at| rest.split_at_checked(at));
    let before = number.filter(|(_, number)| !text::contains_han(number)).map_or(rest, |(before, _)| before);
    let bare = before.trim_end_matches(is_latin);
    let tail = before.get(bare.len()..).unwrap_or_default();
    let after = tail.trim_start_matches(['*', 'X', 'x']);
    let marks =
        if after.starts_with(char::is_alphabetic) { 0 } else { tail.len().saturating_sub(after.len()) };
    rest.get(..bare.len().saturating_add(marks)).unwrap_or(rest)
}

/// Whether a text is a Latin name rather than a mark such as `A` or `VIP`.
fn is_word(text: &str) -> bool {
    text.is_ascii()
        && text.chars().any(char::is_lowercase)
        && text.chars().filter(|c| c.is_alphabetic()).count() > 1
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Cuts at the first bracket, dash or stroke behind the name; a note before it (`采购-张三`) is recognised as well.
fn split_note(tidy: &str) -> (&str, &str) {
    let is_cut = |c: char| {
        matches!(
            c,
            '-' | '_'
                | '—'
                | '/'
                | '|'
                | ','
                | '，'
                | '、'
                | '('
                | '（'
                | '['
                | '【'
                | '@'
                | ':'
                | '：'
                | '~'
        )
    };
    let start = tidy.find(text::is_han).unwrap_or(0);
    let Some(at) = tidy.get(start..).and_then(|rest| rest.find(is_cut)) else { return split_space(tidy) };
    let (main, note) = tidy.split_at_checked(start + at).unwrap_or((tidy, ""));
    let note = bare(note);
    let has_name = |text: &str| evidence::looks_like_person(text);
    let main_is_note = addresses(bare(main), note)
        || !has_name(bare(main)) && (has_name(note) || stands_behind_post(bare(main), note));
    if main_is_note { (note, bare(main)) } else { (main, note) }
}

/// Whether a form of address stands before the whole name of whom it is for: `张总（张建国）`.
fn addresses(address: &str, name: &str) -> bool {
    let simplified = text::simplify(address);
    let titled = address::split(&simplified).map(|(own, _)| own);
    let family = titled.or_else(|| address::familiar(&simplified).map(|(_, family)| family));
    let is_whole = |(own, given): (&str, &str)| family == Some(own) && !given.is_empty();
    evidence::may_be_person(name, true) && evidence::split(&text::simplify(name)).is_some_and(is_whole)
}

/// Whether a post stands before what may be a name.
fn stands_behind_post(post: &str, name: &str) -> bool {
    address::is_post(&text::simplify(post)) && evidence::may_be_person(name, true)
}

/// `采购部张伟`: the name, and the post before it.
fn split_post(text: &str) -> Option<(&str, &str)> {
    let simplified = text::simplify(text);
    let (post, _) = address::behind_post(&simplified)?;
    let (at, _) = text.char_indices().nth(post.chars().count())?;
    let (post, name) = text.split_at_checked(at)?;
    Some((name, post))
}

/// `张三 采购`: a word behind a whole name is a note, `张 三` and `欧阳 娜娜` are one name.
fn split_space(tidy: &str) -> (&str, &str) {
    let Some((main, note)) = tidy.split_once(' ') else { return split_post(tidy).unwrap_or((tidy, "")) };
    if stands_behind_post(main, note) {
        return (note, main);
    }
    let is_whole = main.chars().count() >= 2 && !surnames::is_compound(&text::simplify(main));
    let are_han = main.chars().all(text::is_han) && note.chars().all(|c| text::is_han(c) || c == ' ');
    let is_title = address::split(&text::simplify(&format!("{main}{note}"))).is_some();
    let is_japanese = evidence::is_japanese(main) && (1..=3).contains(&note.chars().count());
    if is_whole && are_han && !is_title && (!is_japanese || address::is_post(&text::simplify(note))) {
        (main, note)
    } else {
        (tidy, "")
    }
}

/// Every dot that divides the parts of a name becomes U+00B7, as GB/T 15834 has it.
fn unified_dots(name: String) -> String {
    let is_dot = |c: char| matches!(c, '•' | '・' | '‧' | '∙' | '．' | '.' | '･' | '●' | '·');
    if !name.contains(is_dot) {
        return name;
    }
    let dotted: String = name.chars().map(|c| if is_dot(c) { '·' } else { c }).collect();
    dotted.trim_matches('·').to_owned()
}

/// `阿卜杜拉·买买提`, `约翰·史密斯`: the own name comes first.
fn with_dots(name: &str) -> Name {
    let (given, family) = name.rsplit_once('·').unwrap_or((name, ""));
    if MANCHU_AND_MONGOL.contains(&given) {
        return dotted(name, given, "", family);
    }
    let (given, middle) = given.split_once('·').unwrap_or((given, ""));
    dotted(name, family, middle, given)
}

/// Clans whose name is put first.
const MANCHU_AND_MONGOL: [&str; 4] = ["爱新觉罗", "叶赫那拉", "孛儿只斤", "钮祜禄"];

fn dotted(name: &str, family: &str, middle: &str, given: &str) -> Name {
    Name {
        value: name.to_owned(),
        family: family.to_owned(),
        given: given.to_owned(),
        middle: middle.to_owned(),
        pinyin: text::pinyin(&text::simplify(name)).join(" "),
        key: text::fold(name),
        ..Name::default()
    }
}

fn plain(name: &str) -> Name {
    let simplified = text::simplify(name).into_owned();
    if let Some((prefix, _)) = address::familiar(&simplified) {
        return partial(name, name.strip_prefix(prefix).unwrap_or_default(), prefix);
    }
    if let Some((before, title)) = address::split(&simplified) {
        let kept = before.chars().count();
        let own: String = name.chars().take(kept).collect();
        return titled(name, &own, title);
    }
    let is_post = job_title::is_post(&simplified) && !evidence::is_usual(&simplified);
    if is_post || address::is_title(&simplified) || address::is_post(&simplified) {
        return partial(name, "", &simplified);
    }
    // 张司机
    let is_post = |(_, post): &(&str, &str)| post.chars().count() > 1 && job_title::is_post(post);
    let addressed = evidence::split(&simplified).filter(is_post).filter(|_| !evidence::is_usual(&simplified));
    if let Some((family, post)) = addressed {
        let own: String = name.chars().take(family.chars().count()).collect();
        return partial(name, &own, post);
    }
    if let Some(shown) = masked(&simplified) {
        let family: String = name.chars().take(shown).collect();
        let mut masked = partial(name, &family, "");
        masked.doubts = vec!["value/masked"];
        return masked;
    }
    full(name, &simplified)
}

fn titled(whole: &str, own: &str, title: &str) -> Name {
    let simplified = text::simplify(own).into_owned();
    let is_surname = surnames::is_single(&simplified) || surnames::is_compound(&simplified);
    if is_surname {
        return partial(whole, own, title);
    }
    Name { honorific: title.to_owned(), ..full(own, &simplified) }
}

/// A surname with a form of address: somebody, but not whom.
fn partial(name: &str, family: &str, honorific: &str) -> Name {
    let reading = text::surname_pinyin(&text::simplify(family)).join("");
    Name {
        value: name.to_owned(),
        family: family.to_owned(),
        honorific: honorific.to_owned(),
        pinyin: reading,
        doubts: vec!["person/partial"],
        ..Name::default()
    }
}

/// `王某`, `王某某`, `张**`, `李XX`, `*三`: how many characters of the family name are shown.
fn masked(name: &str) -> Option<usize> {
    if let Some((shown, _)) = name.split_once('*') {
        return Some(shown.chars().count());
    }
    let shown = name.trim_end_matches(['某', '*', '＊', 'X', 'x', '×', '?', '？', '○']);
    let hidden = name.chars().count().checked_sub(shown.chars().count())?;
    (hidden > 0 && !shown.is_empty()).then(|| shown.chars().count())
}

fn full(name: &str, simplified: &str) -> Name {
    if let Some((one, other)) = peoples::tibetan(simplified) {
        return Name {
            value: name.to_owned(),
            given: name.to_owned(),
            pinyin: [text::pinyin(one).concat(), text::pinyin(other).concat()].join(" "),
            key: text::fold(simplified),
            ..Name::default()
        };
    }
    let Some((family, given)) = evidence::japanese(simplified).or_else(|| evidence::split(simplified)) else {
        return Name {
            value: name.to_owned(),
            pinyin: text::pinyin(simplified).join(" "),
            key: text::fold(simplified),
            doubts: vec![if name.chars().count() > 1 { "person/unknown_surname" } else { "person/partial" }],
            ..Name::default()
        };
    };
    if given.is_empty() {
        return partial(name, name, "");
    }
    let end = name.char_indices().nth(family.chars().count()).map_or(name.len(), |(at, _)| at);
    let (own_family, own_given) = name.split_at_checked(end).unwrap_or((name, ""));
    Name {
        value: name.to_owned(),
        family: own_family.to_owned(),
        given: own_given.to_owned(),
        pinyin: [text::surname_pinyin(family).concat(), text::pinyin(given).concat()].join(" "),
        key: text::fold(simplified),
        doubts: doubt_of_length(family, given).into_iter().collect(),
        ..Name::default()
    }
}

fn doubt_of_length(family: &str, given: &str) -> Option<&'static str> {
    let count = given.chars().count();
    let second: String = given.chars().take(1).collect();
    match family.chars().count() {
        2 if evidence::is_japanese(family) => None,
        1 if count == 3 && surnames::is_single(&second) => Some("person/double_surname"),
        1 if count >= 3 => Some("person/too_long"),
        2 if count > 2 => Some("person/too_long"),
        _ => None,
    }
}
