//! Addresses that only fill a mandatory field.

use crate::normalize::code;
use crate::tables::Words;

/// Local parts that nobody has, at any free provider.
static JUNK: Words = Words::ending(
    "test|tests|testing|none|no|null|nil|na|noemail|nomail|no-email|unknown|xxx|xx|aaa|\
    abc|abcd|asd|asdf|qwe|qwer|qwerty|a|aa|b|1|12|123|1234|wu|wuyouxiang|ceshi|example|\
    email",
);

/// Whether the address is a filler: a domain reserved for documentation (RFC 2606), `test@test.com`, `a@a.com`,
/// `123456@qq.com`. The local part is in small letters; `is_free` where anybody gets an address at the host.
pub(super) fn is_placeholder(local: &str, host: &str, is_free: bool) -> bool {
    let (name, top) = host.rsplit_once('.').unwrap_or((host, ""));
    is_reserved(name, top)
        || (local == name && (is_junk(local) || code::is_uniform(name)))
        || (is_filler_name(name) && is_junk(local))
        || (is_free && (is_junk(local) || is_filler_number(local)))
}

fn is_reserved(name: &str, top: &str) -> bool {
    let example = name.rsplit('.').next() == Some("example") && matches!(top, "com" | "net" | "org");
    example || matches!(top, "example" | "test" | "invalid" | "localhost")
}

fn is_junk(local: &str) -> bool {
    JUNK.contains(local)
}

fn is_filler_name(name: &str) -> bool {
    matches!(
        name,
        "test" | "xxx" | "xx" | "aaa" | "aa" | "a" | "b" | "abc" | "none" | "noemail" | "asdf" | "123"
    )
}

/// `123456`, `11111`: QQ numbers of that form exist, but not in a customer file.
fn is_filler_number(local: &str) -> bool {
    local.len() > 3 && code::is_filler(local)
}
