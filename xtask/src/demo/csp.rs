//! The page's own content security policy, to be sent as a header as well: a header also covers what is loaded before
//! the `<meta>` is read, so a page that works here works on a server that sends it.

/// The policy in `<meta http-equiv="Content-Security-Policy" content="…">` of a page.
pub fn policy(page: &str) -> Option<String> {
    let meta = page.split('<').find(|tag| is_policy(tag))?;
    let (_, value) = meta.split_once("content=\"")?;
    let (policy, _) = value.split_once('"')?;
    Some(policy.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_policy(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.starts_with("meta") && tag.contains("content-security-policy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_a_page_is_found() {
        let page = "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\"
            content=\"default-src 'none';
              script-src 'self' 'wasm-unsafe-eval'\">";
        assert_eq!(policy(page).as_deref(), Some("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
    }

    #[test]
    fn a_page_without_one_has_none() {
        assert_eq!(policy("<meta name=\"viewport\" content=\"width=device-width\">"), None);
    }
}
