//! Lists as sets.

use crate::text;

/// Most items of a list that are compared.
const MOST_ITEMS: usize = 64;

/// How many items two lists have in common, and how many each has. Items are divided by commas, semicolons, bars or line
/// ends; how they are typed does not count, nor how often they stand there.
///
/// ```
/// use kehu::matching::kernels::common_items;
/// assert_eq!(common_items("CRM；ERP、客服", "erp, crm, OA, CRM"), (2, 3, 3));
/// assert_eq!(common_items("", "erp"), (0, 0, 1));
/// ```
pub fn common_items(left: &str, right: &str) -> (usize, usize, usize) {
    let (left, right) = (items(left), items(right));
    (left.iter().filter(|item| right.contains(item)).count(), left.len(), right.len())
}

fn items(list: &str) -> Vec<String> {
    let mut items = Vec::new();
    for item in list.split([',', ';', '|', '\n', '，', '；', '、', '｜']).map(text::fold) {
        if items.len() < MOST_ITEMS && !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    items
}
