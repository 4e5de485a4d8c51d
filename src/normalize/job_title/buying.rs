//! Which say a post has in a purchase: decision, influence, use, or who gets to speak to those that have one.
//!
//! The parts are those of Webster and Wind (1972); gatekeepers are the clerks through whom the way to the others leads.

/// Seniority, function (`*` for any), buying role; the first line that fits decides.
const RULES: [(&str, &str, &str); 16] = [
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
    ("entry", "purchasing", "gate"),
    ("entry", "administration", "gate"),
];

/// The usual say of a post in a purchase: `decision`, `influence`, `use` or `gate`.
///
/// ```
/// use kehu::normalize::job_title::buying_role;
/// assert_eq!(buying_role("director", "purchasing"), "decision");
/// assert_eq!(buying_role("entry", "hr"), "use");
/// assert_eq!(buying_role("entry", "administration"), "gate");
/// ```
pub fn buying_role(seniority: &str, function: &str) -> &'static str {
    let fits = |rule: &&(&str, &str, &str)| rule.0 == seniority && (rule.1 == "*" || rule.1 == function);
    RULES.iter().find(fits).map_or("use", |rule| rule.2)
}
