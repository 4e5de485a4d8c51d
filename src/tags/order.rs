//! In what order things that build on each other are worked out.

use std::collections::{BTreeMap, BTreeSet};

/// The positions `0..dependencies.len()` so that each comes after those it depends on; the order is the given one as far
/// as that allows. Fails with the positions of a cycle, each depending on the next and the last on the first.
pub(super) fn order(dependencies: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let count = dependencies.len();
    let mut open: Vec<usize> = dependencies.iter().map(Vec::len).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (i, needs) in dependencies.iter().enumerate() {
        for &need in needs {
            users.get_mut(need).into_iter().for_each(|of| of.push(i));
        }
    }
    let mut ready: BTreeSet<usize> = (0..count).filter(|&i| open.get(i) == Some(&0)).collect();
    let mut order = Vec::with_capacity(count);
    let mut done = vec![false; count];
    while let Some(next) = ready.pop_first() {
        order.push(next);
        done.get_mut(next).into_iter().for_each(|flag| *flag = true);
        for &user in users.get(next).into_iter().flatten() {
            if let Some(left) = open.get_mut(user) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.insert(user);
                }
            }
        }
    }
    if order.len() == count { Ok(order) } else { Err(cycle(dependencies, &done)) }
}

/// A cycle among those not done, of which each depends on another one not done.
fn cycle(dependencies: &[Vec<usize>], done: &[bool]) -> Vec<usize> {
    let is_open = |i: usize| done.get(i) == Some(&false);
    let mut path = Vec::new();
    let mut place = BTreeMap::new();
    let mut current = (0..done.len()).find(|&i| is_open(i));
    while let Some(i) = current {
        if let Some(start) = place.insert(i, path.len()) {
            return path.split_off(start);
        }
        path.push(i);
        current = dependencies.get(i).and_then(|needs| needs.iter().copied().find(|&next| is_open(next)));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_comes_first() {
        assert_eq!(order(&[vec![2], vec![], vec![1]]), Ok(vec![1, 2, 0]));
        assert_eq!(order(&[]), Ok(vec![]));
    }

    #[test]
    fn a_cycle_is_named_without_its_approach() {
        assert_eq!(order(&[vec![1], vec![2], vec![1], vec![]]), Err(vec![1, 2]));
        assert_eq!(order(&[vec![0]]), Err(vec![0]));
    }
}
