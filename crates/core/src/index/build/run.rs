//! Runs: terms in order with their occurrences, while an index is built.
//!
//! An entry is the key, the first and the last article, how many articles, and a code for each article: the count in the body below 0x80, or
//! 0x80 plus a mask of fields followed by one count a field. Before each code but the first stands the difference to the article before, less one. So
//! lists of later articles are appended without being read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::index::codec::{Reader, Writer};
use crate::index::postings::{FIELDS, Field};

/// Occurrences of one term in one article, by field, each at most 127.
pub type Counts = [u8; FIELDS];

const BODY: usize = Field::Body as usize;

/// One term of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEntry {
    /// The key of the term.
    pub key: String,
    /// The list.
    pub list: RunList,
}

/// The occurrences of one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunList {
    first: u32,
    last: u32,
    articles: u32,
    codes: Vec<u8>,
}

impl RunList {
    /// Adds an article, whose number must be greater than the one before.
    pub fn push(&mut self, article: u32, counts: &Counts) {
        if self.articles == 0 {
            self.first = article;
        } else {
            self.gap(article - self.last - 1);
        }
        self.last = article;
        self.articles += 1;
        let mask = (0..FIELDS).filter(|&field| counts[field] > 0).fold(0u8, |mask, field| mask | 1 << field);
        if mask == 1 << BODY {
            self.codes.push(counts[BODY].min(0x7F));
        } else {
            self.codes.push(0x80 | mask);
            self.codes.extend(counts.iter().filter(|&&count| count > 0).map(|&count| count.min(0x7F)));
        }
    }

    /// Appends a difference of article numbers, as [`Reader::varint`] reads it. Millions are written, so nothing stands between.
    fn gap(&mut self, mut gap: u32) {
        while gap > 0x7F {
            self.codes.push(gap as u8 | 0x80);
            gap >>= 7;
        }
        self.codes.push(gap as u8);
    }

    /// Adds the list of later articles.
    fn append(&mut self, later: &Self) {
        if self.articles == 0 {
            self.clone_from(later);
            return;
        }
        self.gap(later.first.saturating_sub(self.last + 1));
        self.codes.extend(&later.codes);
        self.last = later.last;
        self.articles += later.articles;
    }

    /// In how many articles the term stands.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Calls `each(article, counts)` in rising order.
    pub fn for_each(&self, mut each: impl FnMut(u32, &Counts)) {
        let mut input = Reader::new(&self.codes);
        let mut article = self.first;
        for place in 0..self.articles {
            if place > 0 {
                article += input.varint() as u32 + 1;
            }
            let mut counts = Counts::default();
            let code = input.byte();
            if code < 0x80 {
                counts[BODY] = code;
            } else {
                let present = counts.iter_mut().enumerate().filter(|(field, _)| code & 1 << field != 0);
                present.for_each(|(_, count)| *count = input.byte());
            }
            if input.whole(()).is_err() {
                return;
            }
            each(article, &counts);
        }
    }
}

impl RunEntry {
    /// Writes the entry, with `from` added to its article numbers.
    pub fn write(&self, from: u32, out: &mut Writer) {
        out.string(&self.key);
        for number in [self.list.first + from, self.list.last + from, self.list.articles] {
            out.varint(u64::from(number));
        }
        out.varint(self.list.codes.len() as u64);
        out.raw(&self.list.codes);
    }

    /// Reads what [`RunEntry::write`] wrote; none at the end.
    pub fn read(input: &mut Reader<'_>) -> Option<Self> {
        let key = input.string().to_owned();
        let [first, last, articles] = std::array::from_fn(|_| input.varint() as u32);
        let length = input.size();
        let codes = input.raw(length).to_vec();
        input.whole(Self { key, list: RunList { first, last, articles, codes } }).ok()
    }
}

/// The entries of a run in memory.
#[derive(Debug)]
pub struct RunReader<'a> {
    input: Reader<'a>,
}

impl<'a> RunReader<'a> {
    /// Reads `run` from its beginning.
    pub fn new(run: &'a [u8]) -> Self {
        Self { input: Reader::new(run) }
    }
}

impl Iterator for RunReader<'_> {
    type Item = RunEntry;

    fn next(&mut self) -> Option<RunEntry> {
        RunEntry::read(&mut self.input)
    }
}

/// Several runs as one: terms in order, their lists joined. The runs come in the order of their articles.
pub struct Merge<I: Iterator<Item = RunEntry>> {
    runs: Vec<I>,
    heads: Vec<Option<RunEntry>>,
    heap: BinaryHeap<Reverse<(String, usize)>>,
}

impl<I: Iterator<Item = RunEntry>> Merge<I> {
    /// Begins to merge.
    pub fn new(runs: Vec<I>) -> Self {
        let mut merge = Self { heads: runs.iter().map(|_| None).collect(), runs, heap: BinaryHeap::new() };
        (0..merge.runs.len()).for_each(|run| merge.advance(run));
        merge
    }

    fn advance(&mut self, run: usize) {
        if let Some(mut head) = self.runs[run].next() {
            // The key moves into the heap; the entry needs it no more.
            self.heap.push(Reverse((std::mem::take(&mut head.key), run)));
            self.heads[run] = Some(head);
        }
    }

    /// The next term with all its occurrences; none at the end.
    pub fn next_entry(&mut self) -> Option<RunEntry> {
        let Reverse((key, run)) = self.heap.pop()?;
        let mut list = self.heads[run].take().map(|head| head.list).unwrap_or_default();
        self.advance(run);
        while let Some(Reverse((other, _))) = self.heap.peek()
            && *other == key
        {
            let Some(Reverse((_, run))) = self.heap.pop() else { break };
            if let Some(later) = self.heads[run].take() {
                list.append(&later.list);
            }
            self.advance(run);
        }
        Some(RunEntry { key, list })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn merged_runs_hold_what_each_held(
            runs in proptest::collection::vec(
                proptest::collection::btree_map("[a-c重]{1,2}", proptest::collection::btree_map(0u32..50, proptest::array::uniform7(0u8..4), 1..4), 0..6),
                0..5,
            )
        ) {
            let runs: Vec<BTreeMap<String, BTreeMap<u32, Counts>>> = runs;
            let mut expected: BTreeMap<String, Vec<(u32, Counts)>> = BTreeMap::new();
            let mut written = Vec::new();
            for (number, run) in runs.iter().enumerate() {
                let from = number as u32 * 50;
                let mut out = Writer::new();
                for (key, articles) in run {
                    let mut list = RunList::default();
                    for (&article, &counts) in articles {
                        // An article without any occurrence is never added.
                        let counts = if counts == Counts::default() { [1; FIELDS] } else { counts };
                        list.push(article, &counts);
                        expected.entry(key.clone()).or_default().push((from + article, counts));
                    }
                    RunEntry { key: key.clone(), list }.write(from, &mut out);
                }
                written.push(out.into_bytes());
            }
            let mut merge = Merge::new(written.iter().map(|run| RunReader::new(run)).collect());
            let mut found = BTreeMap::new();
            while let Some(entry) = merge.next_entry() {
                let mut list = Vec::new();
                entry.list.for_each(|article, counts| list.push((article, *counts)));
                prop_assert_eq!(list.len(), entry.list.articles() as usize);
                prop_assert!(found.insert(entry.key, list).is_none());
            }
            prop_assert_eq!(found, expected);
        }
    }
}
