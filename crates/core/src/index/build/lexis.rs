//! The words of a corpus that no dictionary has: new words, and phrases of several words that often stand together.
//!
//! New words are those that jieba's hidden Markov model makes of characters that the dictionary leaves single. A phrase is two to four words that touch and occur again and again.
//! Both are counted within a batch, and what occurs only once there is dropped, so that little is kept.

use std::collections::HashMap;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::index::lexicon::Lexicon;
use crate::index::sounds::LONGEST;
use crate::text::chars::{CharClass, class};

/// How many words a phrase has.
const WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// The shortest phrase, in characters.
const SHORTEST_PHRASE: usize = 3;

/// The longest new word, in characters.
const LONGEST_NEW: usize = 4;

/// What occurs less often in a batch is dropped.
const LEAST_IN_BATCH: u32 = 2;

/// What occurs less often in the corpus is no phrase, and no new word: many names stand in one article alone, but more than once.
const LEAST_PHRASE: u32 = 3;
const LEAST_NEW: u32 = 2;

/// A phrase that stands inside one longer phrase in this share of its occurrences is dropped.
const INSIDE: f32 = 0.8;

/// There are at most so many phrases, and as many new words, for each word of the dictionary that the corpus holds; and always so many.
const PHRASES_PER_WORD: f32 = 0.25;
const ALWAYS: usize = 256;

/// When more are kept while a corpus is read, the rarest go: those that occur less often than all batches together would make them.
const MOST_KEPT: usize = 1 << 19;

/// Characters of numbers: a word of these alone begins and ends no phrase.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万亿几数第";

/// Function words that join what belongs together: 人力资源和社会保障局.
const JOINING: [&str; 3] = ["和", "与", "及"];

/// How often something occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many times in all.
    pub occurrences: u32,
    /// In how many articles.
    pub articles: u32,
}

/// Words and phrases, with how often they occur.
pub type Counts = FxHashMap<String, Count>;

/// What is counted of a batch, and then of the corpus.
#[derive(Clone, Debug, Default)]
pub struct Lexis {
    /// Words that the dictionary does not have.
    new: Counts,
    phrases: Counts,
}

/// A word of the corpus that the dictionary does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexisWord {
    /// The word, folded.
    pub text: String,
    /// In how many articles it stands.
    pub articles: u32,
    /// Whether it is a phrase of several words.
    pub phrase: bool,
}

/// A run of Han characters, cut.
struct Run {
    article: u32,
    text: String,
    /// Where its words begin, in bytes; after the last its end.
    starts: Vec<u32>,
    /// Which of its words begin and end no phrase.
    empty: Vec<bool>,
}

/// Counts within a batch.
pub struct LexisCollector<'a> {
    lexicon: &'a Lexicon,
    /// Words that begin and end no phrase.
    empty: FxHashSet<String>,
    runs: Vec<Run>,
    /// How often each phrase occurs, by its hash.
    hashes: FxHashMap<u64, u32>,
    article: u32,
    new: Counts,
    in_article: FxHashSet<String>,
}

impl<'a> LexisCollector<'a> {
    /// Counts with the dictionary and the function words of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            empty: lexicon.function_words().into_iter().chain(lexicon.question_phrases()).collect(),
            runs: Vec::new(),
            hashes: FxHashMap::default(),
            article: 0,
            new: Counts::default(),
            in_article: FxHashSet::default(),
        }
    }

    /// Goes on to the next article.
    pub fn next_article(&mut self) {
        self.article += 1;
        for word in self.in_article.drain() {
            self.new.entry(word).or_default().articles += 1;
        }
    }

    /// Takes a run of Han characters and the words that the dictionary cuts it into.
    pub fn run(&mut self, text: &str, words: &[&str]) {
        let words = self.with_new_words(text, words);
        if words.len() < *WORDS.start() {
            return;
        }
        let mut starts = Vec::with_capacity(words.len() + 1);
        let mut at = 0;
        for word in &words {
            starts.push(at);
            at += word.len() as u32;
        }
        starts.push(at);
        let empty = words.iter().map(|word| self.is_empty_word(word)).collect();
        let run = Run { article: self.article, text: text.to_owned(), starts, empty };
        self.each_phrase(&run, |lexis, phrase| *lexis.hashes.entry(hash(phrase)).or_default() += 1);
        self.runs.push(run);
    }

    /// The words of a run, with new ones of touching single characters.
    fn with_new_words<'t>(&mut self, text: &'t str, words: &[&'t str]) -> Vec<&'t str> {
        let is_single = |word: &&str| word.chars().nth(1).is_none();
        let mut joined = Vec::with_capacity(words.len());
        let (mut place, mut at) = (0, 0);
        while place < words.len() {
            let open = |word: &&&str| is_single(word) && !self.is_empty_word(word);
            let singles = words[place..].iter().take_while(open).count();
            if singles < 2 {
                joined.push(words[place]);
                at += words[place].len();
                place += 1;
                continue;
            }
            let length: usize = words[place..place + singles].iter().map(|word| word.len()).sum();
            for token in self.lexicon.jieba().cut(&text[at..at + length], true) {
                let word = token.word;
                joined.push(word);
                if !is_single(&word) && word.chars().count() <= LONGEST_NEW {
                    self.new.entry(word.to_owned()).or_default().occurrences += 1;
                    self.in_article.insert(word.to_owned());
                }
            }
            at += length;
            place += singles;
        }
        joined
    }

    /// Whether a word says nothing of what a text is about.
    fn is_empty_word(&self, word: &str) -> bool {
        word.chars().all(|c| NUMERALS.contains(c)) || self.empty.contains(word)
    }

    /// Calls `each` for the phrases of a run.
    fn each_phrase(&mut self, run: &Run, mut each: impl FnMut(&mut Self, &str)) {
        let place = |at: usize| run.starts[at] as usize;
        let word = |at: usize| &run.text[place(at)..place(at + 1)];
        let count = run.starts.len() - 1;
        let empty = &run.empty;
        for from in (0..count).filter(|&at| !empty[at]) {
            // What begins a run stands after a number as often as not: 2023年首次, 三款游戏.
            if from == 0 && word(from).chars().nth(1).is_none() {
                continue;
            }
            for length in WORDS {
                let last = from + length - 1;
                if last >= count {
                    break;
                }
                if (from..last).any(|at| empty[at] && !JOINING.contains(&word(at))) {
                    break;
                }
                if empty[last] {
                    continue;
                }
                let phrase = &run.text[place(from)..place(last + 1)];
                let chars = phrase.chars().count();
                if chars > LONGEST {
                    break;
                }
                if chars >= SHORTEST_PHRASE {
                    each(self, phrase);
                }
            }
        }
    }

    /// What was counted, without what occurs too rarely.
    pub fn finish(mut self) -> Lexis {
        self.next_article();
        let mut phrases = FxHashMap::<String, (Count, u32)>::default();
        for run in std::mem::take(&mut self.runs) {
            self.each_phrase(&run, |lexis, phrase| {
                if lexis.hashes.get(&hash(phrase)).is_some_and(|&count| count >= LEAST_IN_BATCH) {
                    let (count, last) = match phrases.get_mut(phrase) {
                        Some(known) => known,
                        None => phrases.entry(phrase.to_owned()).or_insert((Count::default(), u32::MAX)),
                    };
                    count.occurrences += 1;
                    count.articles += u32::from(*last != run.article);
                    *last = run.article;
                }
            });
        }
        let mut phrases: Counts = phrases.into_iter().map(|(phrase, (count, _))| (phrase, count)).collect();
        for counts in [&mut self.new, &mut phrases] {
            counts.retain(|_, count| count.occurrences >= LEAST_IN_BATCH);
        }
        Lexis { new: self.new, phrases }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Lexis {
    /// Takes what was counted in the next of `batches` batches.
    pub fn add(&mut self, batch: Self, batches: u32) {
        for (kept, counts) in [(&mut self.new, batch.new), (&mut self.phrases, batch.phrases)] {
            for (text, count) in counts {
                let sum = kept.entry(text).or_default();
                sum.occurrences += count.occurrences;
                sum.articles += count.articles;
            }
            let mut least = LEAST_IN_BATCH + batches / 16;
            while kept.len() > MOST_KEPT {
                kept.retain(|_, count| count.occurrences > least);
                least *= 2;
            }
        }
    }

    /// The new words and phrases that occur often enough beside `words` words of the dictionary, and the `names` that were found, each with in how many articles it stands; sorted.
    pub fn finish<'n>(
        self,
        lexicon: &Lexicon,
        words: usize,
        names: impl Iterator<Item = (&'n str, u32)>,
    ) -> Vec<LexisWord> {
        let most = ALWAYS.max((words as f32 * PHRASES_PER_WORD) as usize);
        let unknown = |counts: Counts, least: u32| -> Counts {
            counts
                .into_iter()
                .filter(|(text, count)| count.occurrences >= least && !lexicon.jieba().has_word(text))
                .collect()
        };
        let mut phrases = unknown(self.phrases, LEAST_PHRASE);
        drop_inner(&mut phrases);
        let new = unknown(self.new, LEAST_NEW);
        let phrases = best(phrases, most).into_iter().map(|(text, count)| (text, count, true));
        let new = best(new, most).into_iter().map(|(text, count)| (text, count, false));
        let mut all: HashMap<String, LexisWord> = HashMap::new();
        for (text, count, phrase) in phrases.chain(new) {
            all.insert(text.clone(), LexisWord { text, articles: count.articles, phrase });
        }
        for (name, articles) in names {
            let text = lexicon.folder().fold_str(name);
            if text.chars().all(|c| class(c) == CharClass::Han) && !lexicon.jieba().has_word(&text) {
                all.entry(text.clone()).or_insert(LexisWord { text, articles, phrase: false });
            }
        }
        let mut all: Vec<LexisWord> = all.into_values().collect();
        all.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        all
    }
}

/// Drops the phrases that hardly stand anywhere but in one longer phrase.
fn drop_inner(phrases: &mut Counts) {
    let mut inner = FxHashSet::default();
    for (phrase, count) in phrases.iter() {
        let places: Vec<usize> = phrase.char_indices().map(|(at, _)| at).chain([phrase.len()]).collect();
        for (from, &start) in places.iter().enumerate() {
            for &end in places.iter().skip(from + SHORTEST_PHRASE) {
                let part = &phrase[start..end];
                // A phrase that is more frequent than its part is cut otherwise than that: 汽车产业 is one word, and 智能网联汽车 stands elsewhere.
                if part.len() < phrase.len()
                    && let Some(other) = phrases.get(part)
                    && count.occurrences <= other.occurrences
                    && count.occurrences as f32 >= INSIDE * other.occurrences as f32
                {
                    inner.insert(part.to_owned());
                }
            }
        }
    }
    phrases.retain(|phrase, _| !inner.contains(phrase));
}

/// The most frequent, at most `most`.
fn best(counts: Counts, most: usize) -> Vec<(String, Count)> {
    let mut all: Vec<(String, Count)> = counts.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.occurrences.cmp(&a.1.occurrences).then_with(|| a.0.cmp(&b.0)));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(texts: &[&str]) -> Vec<String> {
        let lexicon = Lexicon::new();
        let mut collector = LexisCollector::new(&lexicon);
        for text in texts {
            let words = lexicon.cut(text);
            collector.run(text, &words);
            collector.next_article();
        }
        let mut lexis = Lexis::default();
        lexis.add(collector.finish(), 1);
        lexis.finish(&lexicon, 100, std::iter::empty()).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_that_stand_together_again_and_again_are_phrases() {
        let texts = ["生产智能网联汽车", "智能网联汽车的标准", "测试智能网联汽车的道路"];
        let found = collected(&texts);
        assert!(found.contains(&"智能网联汽车".to_owned()), "{found:?}");
        assert!(!found.contains(&"网联汽车".to_owned()), "it stands nowhere else: {found:?}");
        assert!(found.iter().all(|phrase| !phrase.contains('的')), "{found:?}");
        assert_eq!(collected(&texts[..1]), Vec::<String>::new(), "once is not often");
    }
}
