//! Words: the most likely cut of a Han run by the dictionary.
//!
//! The same maximum-probability walk as jieba's without its HMM: a directed graph of all dictionary words in the run, cut where the product
//! of word frequencies is highest. An index carries every dictionary word that occurs in its corpus, so the corpus is cut
//! exactly as with the whole dictionary. Words sharpen weights, suggestions and marks; they never decide what matches (invariant 3).

/// The most likely cut of `run` (folded Han characters), as lengths in characters that add up to the run's. `words_at(rest, found)` calls
/// `found(length in characters, frequency)` for each word that `rest` begins with; `total` is the sum of all frequencies.
pub fn cut(run: &[char], total: u64, words_at: impl Fn(&[char], &mut dyn FnMut(usize, u32))) -> Vec<usize> {
    let count = run.len();
    let log_total = libm::log(total.max(1) as f64);
    // best[i] holds the log probability of the best cut of run[i..] and the end of its first word.
    let mut best = vec![(0.0f64, count); count + 1];
    for start in (0..count).rev() {
        let mut chosen: Option<(f64, usize)> = None;
        words_at(&run[start..], &mut |length, frequency| {
            let end = start + length;
            let probability = libm::log(f64::from(frequency)) - log_total + best[end].0;
            // On a tie the longer word wins, as in jieba-rs.
            if chosen.is_none_or(|(other, other_end)| probability > other || (probability == other && end > other_end))
            {
                chosen = Some((probability, end));
            }
        });
        best[start] = chosen.unwrap_or((best[start + 1].0 - log_total, start + 1));
    }
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < count {
        let end = best[at].1;
        lengths.push(end - at);
        at = end;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [(&str, u32); 6] = [("阶段", 500), ("段", 300), ("简介", 400), ("一", 9000), ("一阶", 2), ("段简", 1)];

    fn check(run: &str, expected: &str) {
        let chars: Vec<char> = run.chars().collect();
        let lengths = cut(&chars, 100_000, |rest, found| {
            for (word, frequency) in WORDS {
                let length = word.chars().count();
                if rest.len() >= length && word.chars().eq(rest[..length].iter().copied()) {
                    found(length, frequency);
                }
            }
        });
        let mut rest = &chars[..];
        let mut words = Vec::new();
        for length in lengths {
            words.push(rest[..length].iter().collect::<String>());
            rest = &rest[length..];
        }
        assert_eq!(words.join("/"), expected);
    }

    #[test]
    fn cuts_by_probability() {
        check("一阶段简介", "一/阶段/简介");
        check("未知阶段", "未/知/阶段");
        check("", "");
    }
}
