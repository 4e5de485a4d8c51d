//! Web addresses (WHATWG URL, RFC 3986), reduced to what tells one site from another.
//!
//! The canonical value leaves out scheme, `www.`, default port, fragment and tracking parameters, so that the many
//! spellings of one address are equal. Parts: `scheme`, `host`, `registrable_domain`, `path`, and `platform` where the
//! host is a marketplace or a social network, whose domain says nothing of the company.

use super::{Context, Draft, Normalized, code, domain, search};
use crate::reason::Reason;
use crate::text;

/// A Latin label ends with its sign, as `web.archive.org` and `url.cn` are addresses.
const LABELS: &[&str] = &[
    "公司网址",
    "公司官网",
    "官方网站",
    "企业网站",
    "网址",
    "官网",
    "网站",
    "主页",
    "website:",
    "website ",
    "homepage:",
    "homepage ",
    "web:",
    "web ",
    "url:",
    "url ",
];

/// Marketplaces, directories, encyclopedias and social networks.
const PLATFORMS: &str = "tmall.com taobao.com 1688.com jd.com pinduoduo.com yangkeduo.com weidian.com youzan.com qq.com \
    weibo.com weibo.cn douyin.com xiaohongshu.com zhihu.com bilibili.com kuaishou.com toutiao.com baidu.com sogou.com \
    dianping.com meituan.com 58.com ganji.com hc360.com huangye88.com made-in-china.com alibaba.com aliexpress.com \
    globalsources.com qcc.com tianyancha.com qixin.com amazon.com amazon.cn ebay.com linkedin.com facebook.com \
    instagram.com twitter.com x.com youtube.com wikipedia.org";

/// Query parameters that say where the visitor came from.
const TRACKING: [&str; 10] =
    ["spm", "gclid", "fbclid", "msclkid", "yclid", "bd_vid", "hmsr", "from", "source", "scm"];

/// The canonical form of `input`; further addresses in the same cell stand in `also`.
///
/// ```
/// use kehu::normalize::{Context, url};
/// let answer = url::normalize("http：//WWW。Huawei.com/cn/?utm_source=x#top", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("huawei.com/cn"));
/// assert_eq!(answer.part("registrable_domain"), Some("huawei.com"));
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    code::read(input, LABELS, context, |mut draft, text, _| {
        let linked = linked(text).unwrap_or(text);
        draft.step("note", text, linked);
        let text = linked;
        let dotted = search::replaced(&search::replaced(text, "。", "."), "｡", ".");
        draft.step("punctuation", text, &dotted);
        let bare = without_note(&dotted);
        draft.step("note", &dotted, &bare);
        let plain = comma_for_dot(&bare).unwrap_or_else(|| bare.clone());
        draft.step("punctuation", &bare, &plain);
        let mut pieces = plain.split([' ', ';', ',', '、', '|']).filter(|piece| piece.contains('.'));
        let Some(first) = pieces.next() else { return draft.invalid(Reason::new("value/not_recognized")) };
        let mut answer = judge(draft, first);
        answer.also =
            pieces.map(|piece| judge(Draft::new(piece), piece)).filter(|a| a.value.is_some()).collect();
        answer
    })
}

/// Where the link of a web page leads: `<a href="http://huawei.com">Huawei</a>`.
fn linked(text: &str) -> Option<&str> {
    let tag = text.strip_prefix("<a ").or_else(|| text.strip_prefix("<A "))?;
    let (_, target) = tag.split_at_checked(search::find(&tag.to_ascii_lowercase(), "href=")?)?;
    let target = target.get("href=".len()..)?.trim_start_matches(['"', '\'']);
    target.split(['"', '\'', '>', ' ']).next()
}

/// The text without Chinese words in brackets: `www.huawei.com(官网)`.
fn without_note(text: &str) -> String {
    let note = |at: &usize| text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii()));
    let Some(at) = text.find('(').filter(note) else { return text.to_owned() };
    let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
    [head, tail.split_once(')').map_or("", |(_, rest)| rest)].join(" ").trim().to_owned()
}

/// A host with commas for its dots: `www.huawei,com`, `www,huawei,com`.
fn comma_for_dot(text: &str) -> Option<String> {
    let (head, tail) = text.split_once(',')?;
    let joined = if text.contains('.') {
        [head, tail.trim_start()].join(".")
    } else {
        search::replaced(text, ",", ".")
    };
    let is_familiar =
        |host: &str| domain::canonical(host).is_some_and(|host| domain::has_familiar_top_level(&host));
    let is_cut = !head.contains('/') && !is_familiar(head);
    (is_cut && is_familiar(joined.split('/').next()?)).then_some(joined)
}

fn judge(mut draft: Draft, written: &str) -> Normalized {
    let Some((scheme, rest)) = split_scheme(written) else {
        return draft.invalid(Reason::new("url/scheme"));
    };
    let (authority, tail) =
        rest.split_at_checked(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())).unwrap_or((rest, ""));
    if authority.contains('@') {
        return draft.invalid(Reason::new("url/email"));
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let Some(host) = domain::canonical(host) else { return draft.invalid(Reason::new("url/host")) };
    let Some(port) = kept_port(port) else { return draft.invalid(Reason::new("url/port")) };
    let bare = without_www(&host);
    let place = place(tail);
    describe(&mut draft, scheme, bare, &place);
    let value = format!("{bare}{port}{place}");
    if text::is_placeholder(&value) {
        return draft.invalid(code::placeholder(&value));
    }
    let display = if scheme.is_empty() { value.clone() } else { format!("{scheme}://{host}{port}{place}") };
    draft.done(value, display)
}

/// The scheme and what follows it, forgiving about its spelling; `None` for schemes other than the web's.
fn split_scheme(text: &str) -> Option<(&'static str, &str)> {
    for (spelling, scheme) in [
        ("https", "https"),
        ("http", "http"),
        ("htpps", "https"),
        ("htps", "https"),
        ("htpp", "http"),
        ("htp", "http"),
        ("", ""),
    ] {
        let Some((head, tail)) = text.split_at_checked(spelling.len()) else { continue };
        let rest = tail.trim_start_matches([':', ';', '/', '\\']);
        // The scheme may have been typed in front of a pasted one.
        let rest = ["https://", "http://"].iter().find_map(|again| rest.strip_prefix(again)).unwrap_or(rest);
        if head.eq_ignore_ascii_case(spelling) && (rest.len() < tail.len() || scheme.is_empty()) {
            let head = rest.split(['/', '?', '#', '.']).next().unwrap_or_default();
            return (!head.contains(':')).then_some((scheme, rest));
        }
    }
    None
}

/// The port as it is written behind the host, empty for the default ones; `None` when it is no port.
fn kept_port(port: &str) -> Option<String> {
    if port.is_empty() {
        return Some(String::new());
    }
    let number: u16 = port.parse().ok()?;
    Some(if matches!(number, 80 | 443) { String::new() } else { format!(":{number}") })
}

fn without_www(host: &str) -> &str {
    match host.strip_prefix("www.") {
        Some(rest) if domain::registrable(rest).is_some() && rest.contains('.') => without_www(rest),
        _ => host,
    }
}

/// Path and query without fragment, final slash and tracking parameters.
fn place(tail: &str) -> String {
    let tail = tail.split('#').next().unwrap_or_default();
    let tail = search::replaced(tail, "\\", "/");
    let (path, query) = tail.split_once('?').unwrap_or((&tail, ""));
    let query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let mut place = percent_encoded(path.trim_end_matches('/'));
    if !query.is_empty() {
        place.push('?');
        place.push_str(&percent_encoded(&query.join("&")));
    }
    place
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    name.starts_with("utm_") || TRACKING.contains(&name)
}

/// Characters beyond printable ASCII as UTF-8 in percent notation (RFC 3987, section 3.1).
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'`') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            let nibbles = [u32::from(byte >> 4), u32::from(byte & 15)];
            out.extend(
                nibbles
                    .iter()
                    .filter_map(|nibble| char::from_digit(*nibble, 16))
                    .map(|c| c.to_ascii_uppercase()),
            );
        }
    }
    out
}

fn describe(draft: &mut Draft, scheme: &str, host: &str, place: &str) {
    draft.part("scheme", scheme);
    draft.part("host", host);
    draft.part("path", place);
    if !domain::has_familiar_top_level(host) {
        draft.doubt(Reason::new("url/unknown_top_level").with("host", host));
    }
    let Some(registrable) = domain::registrable(host) else {
        return draft.doubt(Reason::new("url/public_suffix").with("host", host));
    };
    draft.part("registrable_domain", registrable);
    let is_platform = PLATFORMS.split_ascii_whitespace().any(|platform| platform == registrable);
    if is_platform && (host != registrable || !place.is_empty()) {
        draft.part("platform", registrable);
        draft.doubt(Reason::new("url/platform").with("platform", registrable));
    }
}
