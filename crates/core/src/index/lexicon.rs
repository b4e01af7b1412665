//! What the build side knows of Chinese, from libraries: jieba's dictionary, OpenCC's characters, Unicode's compatibility forms.
//!
//! Of all this an index carries only what its own corpus needs.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use jieba_rs::Jieba;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::book::BookWriter;
use super::build::extract::Extract;
use super::build::glossary::Glossary;
use super::build::kin::Kin;
use super::build::readings::Readings;
use super::build::signs::Signs;
use crate::text::Folder;
use crate::text::atoms::{atomise, phrase};
use crate::text::fold::fold_by_rule;

/// The sum of all frequencies of jieba's default dictionary, by which word probabilities are scaled.
const JIEBA_TOTAL: u64 = 60_101_964;

/// The characters that may be variants of others: everything but private use, up to the last CJK extension.
const LAST_VARIANT: u32 = 0x3_FFFD;

const FUNCTION_WORDS: &str = include_str!("../../data/function-words.txt");
const QUESTION_PHRASES: &str = include_str!("../../data/question-phrases.txt");

/// Dictionary and variant tables for building indices. Making one takes some tenths of a second; share it.
pub struct Lexicon {
    jieba: Jieba,
    /// Every character whose full fold differs from the fold by rule.
    folds: Vec<(char, String)>,
    folder: Folder,
    /// The owner's words with their frequencies.
    owned: FxHashMap<String, u32>,
    /// By a folded word what may stand for it.
    synonyms: BTreeMap<String, Vec<String>>,
    kin: Kin,
    book: BookWriter,
    /// What is known of words for names and keywords.
    pub(super) glossary: Glossary,
    /// What names are told by.
    pub(super) signs: Signs,
    /// What is found in the articles beside their words.
    pub extract: Extract,
    /// Whether syllables that many speakers do not tell apart find each other: z and zh, c and ch, s and sh, n and l at the beginning, n and ng at the end. Off unless it is set.
    pub fuzzy_pinyin: bool,
    readings: Readings,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl Lexicon {
    /// The lexicon of the libraries' default data.
    pub fn new() -> Self {
        let folds = all_folds();
        let folder = Folder::new(folds.iter().cloned());
        let jieba = Jieba::new();
        Self {
            signs: Signs::new(&jieba),
            jieba,
            readings: Readings::new(&folder),
            folder,
            folds,
            owned: FxHashMap::default(),
            synonyms: BTreeMap::new(),
            kin: Kin::default(),
            book: BookWriter::default(),
            glossary: Glossary::default(),
            extract: Extract::default(),
            fuzzy_pinyin: false,
        }
    }

    /// The lexicon with further words, each with its frequency in a corpus of sixty million words; without one a word gets what
    /// it needs to be cut whole.
    pub fn with_words<'a>(words: impl IntoIterator<Item = (&'a str, Option<u32>)>) -> Self {
        let mut lexicon = Self::new();
        for (word, frequency) in words {
            // Texts are folded before they are cut.
            let folded = lexicon.folder.fold_str(word);
            let frequency =
                frequency.unwrap_or_else(|| lexicon.jieba.suggest_freq(&folded).try_into().unwrap_or(u32::MAX));
            lexicon.jieba.add_word(&folded, Some(frequency as usize), None);
            lexicon.owned.insert(folded, frequency);
        }
        lexicon
    }

    /// Lets `other` stand for `word` in what readers type.
    pub fn add_synonym(&mut self, word: &str, other: &str) {
        let key = phrase(&atomise(word, &self.folder));
        let others = self.synonyms.entry(key).or_default();
        if !others.iter().any(|known| known == other) {
            others.push(other.to_owned());
        }
    }

    /// What may stand for which folded words, sorted by these.
    pub fn synonyms(&self) -> Vec<(String, Vec<String>)> {
        self.synonyms.clone().into_iter().collect()
    }

    /// Folds with the whole tables, for reading a corpus.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Words that stand for one another.
    pub fn kin(&self) -> &Kin {
        &self.kin
    }

    /// The book in whose words texts are written.
    pub fn book(&self) -> &BookWriter {
        &self.book
    }

    /// How words are read.
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// The dictionary, as the oracle of the segmenter.
    pub fn jieba(&self) -> &Jieba {
        &self.jieba
    }

    /// The words of a folded Han run.
    pub fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        self.jieba.cut(run, false).into_iter().map(|token| token.word).collect()
    }

    /// The sum of all frequencies of the dictionary, as words are cut by it.
    pub fn total(&self) -> u64 {
        JIEBA_TOTAL + self.owned.values().map(|&frequency| u64::from(frequency)).sum::<u64>()
    }

    /// Those of `words`, and in how many articles each was cut, that are words of the dictionary; sorted. A word that was never cut is left out: a cut that is
    /// not the likeliest does not become so when others are taken away.
    pub fn dictionary(&self, words: impl IntoIterator<Item = (String, u32)>) -> Vec<DictionaryWord> {
        let jieba = &self.jieba;
        let mut frequencies = Frequencies { jieba, total: self.total(), probe: None };
        let mut words: Vec<(String, u32)> =
            words.into_iter().filter(|(word, articles)| *articles > 0 && jieba.has_word(word)).collect();
        // A word that loses to its own parts is never cut anywhere, and its frequency cannot be asked for: leave it out.
        words.retain(|(word, _)| jieba.cut(word, false).len() == 1);
        // Shorter words must be asked for first.
        words.sort_unstable_by_key(|(word, _)| word.chars().count());
        let mut words: Vec<DictionaryWord> = words
            .into_iter()
            .map(|(text, articles)| {
                let frequency = self.owned.get(&text).copied().unwrap_or_else(|| frequencies.of(&text));
                DictionaryWord { frequency, articles, text }
            })
            .collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        words
    }

    /// The part of the fold table that leads to characters of the corpus.
    pub fn folder_for(&self, corpus: &HashSet<char>) -> Folder {
        Folder::new(self.folds.iter().filter(|(_, to)| to.chars().all(|c| corpus.contains(&c))).cloned())
    }

    /// The function words, folded and sorted.
    pub fn function_words(&self) -> Vec<String> {
        self.read_list(FUNCTION_WORDS)
    }

    /// The question phrases, folded and sorted.
    pub fn question_phrases(&self) -> Vec<String> {
        self.read_list(QUESTION_PHRASES)
    }

    fn read_list(&self, text: &str) -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let words: BTreeSet<String> =
            lines.flat_map(str::split_whitespace).map(|word| self.folder.fold_str(word)).collect();
        words.into_iter().collect()
    }
}

/// A word of the dictionary that the corpus holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryWord {
    /// The word, folded.
    pub text: String,
    /// Its frequency in the dictionary.
    pub frequency: u32,
    /// In how many articles of the corpus it was cut.
    pub articles: u32,
}

/// Counts the words of articles.
#[derive(Default)]
pub struct WordCollector {
    /// In how many articles each word was cut.
    words: FxHashMap<String, u32>,
}

impl WordCollector {
    /// Takes the words that the folded Han runs of one article were cut into.
    pub fn article<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        for word in words.collect::<FxHashSet<_>>() {
            match self.words.get_mut(word) {
                Some(articles) => *articles += 1,
                None => drop(self.words.insert(word.to_owned(), 1)),
            }
        }
    }

    /// The words.
    pub fn finish(self) -> FxHashMap<String, u32> {
        self.words
    }
}

/// Asks jieba-rs for the frequencies of its dictionary, for which it has no accessor. Shorter words must be asked for before longer ones.
struct Frequencies<'a> {
    jieba: &'a Jieba,
    /// The sum of its frequencies.
    total: u64,
    /// A copy whose frequencies may be changed, once it is needed.
    probe: Option<Jieba>,
}

/// So great a frequency that in the probe its word's probability is one but for rounding.
const CERTAIN: usize = JIEBA_TOTAL as usize * 1_000_000_000;

/// A character that no dictionary word has, for making words of.
const STRANGER: &str = "\u{9FFE}";

impl Frequencies<'_> {
    /// The frequency of a word that is cut whole.
    ///
    /// `suggest_freq` of such a word gives `max(floor(exp(ln f - L + L)) + 1, f)`, which rounding makes either `f` or `f + 1`. Repeating that
    /// arithmetic mostly tells which; where both fit, the probe decides.
    fn of(&mut self, word: &str) -> u32 {
        let suggested = self.jieba.suggest_freq(word);
        let log_total = (self.total as f64).ln();
        let fits = |frequency: usize| {
            let round_trip = ((0.0 + ((frequency as f64).ln() - log_total)) + log_total).exp() as usize;
            frequency > 1 && (round_trip + 1).max(frequency) == suggested
        };
        let less = suggested.saturating_sub(1);
        let frequency = match (fits(less), fits(suggested)) {
            (true, true) if self.is_less(word, suggested) => less,
            (true, false) => less,
            _ => suggested,
        };
        u32::try_from(frequency).unwrap_or(u32::MAX)
    }

    /// Whether the word's frequency is below `frequency`: set against parts whose probabilities are known, is it still cut whole?
    fn is_less(&mut self, word: &str, frequency: usize) -> bool {
        let probe = self.probe.get_or_insert_with(|| self.jieba.clone());
        let first_end = word.chars().next().map_or(0, char::len_utf8);
        let (first, rest) = word.split_at(first_end);
        if rest.is_empty() {
            // A lone character is set against a made-up word that begins with it.
            let made = format!("{word}{STRANGER}");
            probe.add_word(&made, Some(frequency - 1), None);
            probe.add_word(STRANGER, Some(CERTAIN), None);
            let less = probe.cut(&made, false).len() == 1;
            probe.add_word(&made, Some(1), None);
            probe.add_word(STRANGER, Some(1), None);
            return less;
        }
        probe.add_word(first, Some(frequency), None);
        probe.add_word(rest, Some(CERTAIN), None);
        let less = probe.cut(word, false).len() > 1;
        probe.add_word(first, Some(1), None);
        probe.add_word(rest, Some(1), None);
        less
    }
}

/// Every character whose full fold differs from the fold by rule, with its full fold.
fn all_folds() -> Vec<(char, String)> {
    let candidates: Vec<char> =
        (0x80..=LAST_VARIANT).filter_map(char::from_u32).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}')).collect();
    let compatible: Vec<String> = candidates
        .iter()
        .map(|c| c.nfkc().flat_map(char::to_lowercase).nfkc().filter(|c| !c.is_whitespace()).collect())
        .collect();
    let simplified = simplify(&compatible);
    candidates
        .into_iter()
        .zip(simplified)
        .filter(|(from, to)| {
            let rule = fold_by_rule(*from);
            !to.is_empty() && !rule.is_whitespace() && !(to.chars().eq(std::iter::once(rule)))
        })
        .collect()
}

/// Each text with its Traditional characters made Simplified, one by one.
fn simplify(texts: &[String]) -> Vec<String> {
    // Converting one line a character keeps OpenCC's phrase table out of it: the fold has no context.
    match OpenCC::from_config(BuiltinConfig::T2s) {
        Ok(opencc) => {
            let converted = opencc.convert(&texts.join("\n"));
            let lines: Vec<String> = converted.split('\n').map(str::to_owned).collect();
            if lines.len() == texts.len() { lines } else { texts.to_vec() }
        }
        Err(_) => texts.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_all_kinds_of_variants() {
        let lexicon = Lexicon::new();
        let folded = lexicon.folder().fold_str("發髮後裏裡慶ＧＰＵ㈠①Ⅳ㎡ﬁ\u{2F800}·，“");
        assert_eq!(folded, "发发后里里庆gpu(一)1ivm2fi丽·,“");
    }

    #[test]
    fn the_owners_words_are_cut_whole() {
        let text = "寻章摘句平台上线";
        let cut = |lexicon: &Lexicon| {
            lexicon.jieba().cut(text, false).iter().map(|token| token.word.to_owned()).collect::<Vec<_>>()
        };
        assert!(!cut(&Lexicon::new()).contains(&"摘句平台".to_owned()));
        let lexicon = Lexicon::with_words([("摘句平台", Some(50_000)), ("尋章", None)]);
        assert_eq!(cut(&lexicon)[..2], ["寻章", "摘句平台"]);
    }

    #[test]
    fn frequencies_are_those_of_the_dictionary() {
        let jieba = Jieba::new();
        let mut frequencies = Frequencies { jieba: &jieba, total: JIEBA_TOTAL, probe: None };
        // From jieba's dict.txt.
        for (word, expected) in
            [("重庆", 3518), ("的", 318_825), ("中国", 129_470), ("日电", 17), ("金融公司", 5), ("收发", 109)]
        {
            assert_eq!(frequencies.of(word), expected, "{word}");
        }
    }
}
