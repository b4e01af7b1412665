//! Sorting in little code. The standard library's sorts are fast and large: several kilobytes for every type and
//! comparison, a quarter of the widget's wasm. Here the algorithm is compiled once, over places, and only the
//! comparison and the exchange of two items once a type. It is stable, and takes n log n comparisons.

use std::cmp::Ordering;

/// Items that can be compared and exchanged by their places.
trait Places {
    /// The order of the items at two places.
    fn compare(&mut self, a: u32, b: u32) -> Ordering;
    /// Exchanges the items at two places.
    fn swap(&mut self, a: u32, b: u32);
}

struct Compared<'a, T, F> {
    items: &'a mut [T],
    by: F,
}

impl<T, F: FnMut(&T, &T) -> Ordering> Places for Compared<'_, T, F> {
    fn compare(&mut self, a: u32, b: u32) -> Ordering {
        (self.by)(&self.items[a as usize], &self.items[b as usize])
    }

    fn swap(&mut self, a: u32, b: u32) {
        self.items.swap(a as usize, b as usize);
    }
}

/// Sorts by a comparison; what compares equal keeps its order.
pub fn sort_by<T>(items: &mut [T], by: impl FnMut(&T, &T) -> Ordering) {
    arrange(items.len(), &mut Compared { items, by });
}

/// Sorts by the order of the items themselves.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Keeps the `count` greatest items, in no order: quickselect, with the middle item as the pivot.
pub fn keep_greatest<T: Copy>(items: &mut Vec<T>, count: usize, compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() <= count {
        return;
    }
    // Everything before `low` is among the greatest, everything from `high` on is not.
    let (mut low, mut high) = (0, items.len());
    while high - low > 1 {
        let pivot = items[low.midpoint(high)];
        let (mut greater, mut at, mut less) = (low, low, high);
        while at < less {
            match compare(&items[at], &pivot) {
                Ordering::Greater => {
                    items.swap(at, greater);
                    greater += 1;
                    at += 1;
                }
                Ordering::Equal => at += 1,
                Ordering::Less => {
                    less -= 1;
                    items.swap(at, less);
                }
            }
        }
        if count < greater {
            high = greater;
        } else if count < less {
            break;
        } else {
            low = less;
        }
    }
    items.truncate(count);
}

/// Sorts `len` items: a merge sort of their places from the bottom up, and then each item to its place.
fn arrange(len: usize, items: &mut dyn Places) {
    let mut from: Vec<u32> = (0..len as u32).collect();
    let mut to = from.clone();
    let mut width = 1;
    while width < len {
        for start in (0..len).step_by(2 * width) {
            let (middle, end) = ((start + width).min(len), (start + 2 * width).min(len));
            let (mut left, mut right) = (start, middle);
            for slot in &mut to[start..end] {
                let takes_left = left < middle && (right >= end || items.compare(from[left], from[right]).is_le());
                let place = if takes_left { &mut left } else { &mut right };
                *slot = from[*place];
                *place += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    // Each cycle of the permutation is walked once; a place that is done points at itself.
    for start in 0..len as u32 {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut from[at as usize], at);
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0_u8..20, any::<u16>()), 0..200)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn keeps_the_greatest(items in prop::collection::vec(0_u16..50, 0..200), count in 0_usize..210) {
            let (mut ours, mut theirs) = (items.clone(), items);
            keep_greatest(&mut ours, count, u16::cmp);
            ours.sort_unstable();
            theirs.sort_unstable();
            prop_assert_eq!(&ours[..], &theirs[theirs.len().saturating_sub(count)..]);
        }
    }
}
