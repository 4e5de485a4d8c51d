//! Which say a post has in a purchase: decision, influence or use.

/// Seniority, function (`*` for any), buying role; the first line that fits decides.
const RULES: [(&str, &str, &str); 15] = [
    ("owner", "*", "decision"),
    ("cxo", "*", "decision"),
    ("partner", "*", "decision"),
    ("vp", "*", "decision"),
    ("director", "purchasing", "decision"),
    ("director", "supply_chain", "decision"),
    ("director", "finance", "decision"),
    ("director", "it", "decision"),
    ("director", "*", "influence"),
    ("manager", "*", "influence"),
    ("senior", "purchasing", "influence"),
    ("senior", "it", "influence"),
    ("senior", "rnd", "influence"),
    ("senior", "quality", "influence"),
    ("entry", "purchasing", "influence"),
];

/// The usual say of a post in a purchase: `decision`, `influence` or `use`.
///
/// ```
/// use kehu::normalize::job_title::buying_role;
/// assert_eq!(buying_role("director", "purchasing"), "decision");
/// assert_eq!(buying_role("entry", "hr"), "use");
/// ```
pub fn buying_role(seniority: &str, function: &str) -> &'static str {
    let fits = |rule: &&(&str, &str, &str)| rule.0 == seniority && (rule.1 == "*" || rule.1 == function);
    RULES.iter().find(fits).map_or("use", |rule| rule.2)
}
