//! The words of a corpus with their sounds, for [`crate::index::sounds`].

use std::collections::{BTreeMap, HashMap};

use super::lexis::LexisWord;
use crate::index::lexicon::{DictionaryWord, Lexicon};
use crate::index::sounds::{LONGEST, SoundListWriter, SoundWord, Sounds, Standing, Usage, by_sound, sound_key};
use crate::text::syllables::Syllable;

/// The dictionary words inside others that are never cut by themselves, with in how many articles these others stand: 女儿 in 女儿红.
fn inner(words: &[DictionaryWord], lexicon: &Lexicon) -> BTreeMap<String, u32> {
    let mut inner: BTreeMap<String, u32> = BTreeMap::new();
    for word in words {
        let ends: Vec<usize> = word.text.char_indices().map(|(at, _)| at).chain([word.text.len()]).collect();
        for (from, &start) in ends.iter().enumerate() {
            for &end in ends.iter().skip(from + 2) {
                let part = &word.text[start..end];
                if part.len() < word.text.len() && lexicon.jieba().has_word(part) {
                    let articles = inner.entry(part.to_owned()).or_default();
                    *articles = articles.saturating_add(word.articles);
                }
            }
        }
    }
    for word in words {
        inner.remove(&word.text);
    }
    inner
}

/// All words of two and more characters, in all their readings.
pub fn sounded(words: &[DictionaryWord], lexis: &[LexisWord], lexicon: &Lexicon) -> Vec<SoundWord> {
    let readings = lexicon.readings();
    let inner = inner(words, lexicon);
    let inner = inner.iter().map(|(text, articles)| (text.as_str(), *articles, Standing::Word));
    let words = words.iter().map(|word| (word.text.as_str(), word.articles, Standing::Word));
    let lexis = lexis
        .iter()
        .map(|word| (word.text.as_str(), word.articles, if word.phrase { Standing::Phrase } else { Standing::Word }));
    let mut all = Vec::new();
    for (text, articles, standing) in words.chain(lexis).chain(inner) {
        if !(2..=LONGEST).contains(&text.chars().count()) {
            continue;
        }
        let Some(own) = readings.of_word(text) else { continue };
        if standing == Standing::Word {
            all.extend(readings.others(text, &own).into_iter().map(|syllables| SoundWord {
                text: text.to_owned(),
                syllables,
                standing: Standing::Misread,
                articles,
            }));
        }
        all.push(SoundWord { text: text.to_owned(), syllables: own, standing, articles });
    }
    all
}

/// Puts words in the order of the lists, of a fuzzy index by the classes of their syllables: those that sound alike, the more frequent first.
pub fn in_order(words: &mut Vec<SoundWord>, sounds: &Sounds) {
    for syllable in words.iter_mut().flat_map(|word| &mut word.syllables) {
        *syllable = sounds.classes()[usize::from(*syllable)];
    }
    words.sort_by(|a, b| {
        let sound = by_sound(&a.syllables, &b.syllables);
        let alike = || b.articles.cmp(&a.articles).then_with(|| a.text.cmp(&b.text)).then(a.standing.cmp(&b.standing));
        sound.then_with(alike)
    });
    // Another reading that is of the same class says nothing new.
    words.dedup_by(|next, word| next.text == word.text && next.syllables == word.syllables);
}

/// The table of the characters of all words.
pub fn table(words: &[DictionaryWord], sounding: &[SoundWord], lexicon: &Lexicon) -> Sounds {
    let readings = lexicon.readings();
    let mut articles: HashMap<char, u32> = HashMap::new();
    for word in words {
        for c in word.text.chars() {
            let sum = articles.entry(c).or_default();
            *sum = sum.saturating_add(word.articles);
        }
    }
    for word in sounding {
        for c in word.text.chars() {
            articles.entry(c).or_insert(1);
        }
    }
    let mut all: BTreeMap<(char, Syllable), Usage> = BTreeMap::new();
    for &c in articles.keys() {
        for &syllable in readings.of_char(c) {
            all.insert((c, syllable), readings.usage(c, syllable));
        }
    }
    for word in sounding {
        for (c, &syllable) in word.text.chars().zip(&word.syllables) {
            all.entry((c, syllable)).or_insert(Usage::Rare);
        }
    }
    let all = all.into_iter().map(|((c, syllable), usage)| {
        (c, syllable, usage, readings.tones(c, syllable), articles.get(&c).copied().unwrap_or(1))
    });
    Sounds::new(all, lexicon.fuzzy_pinyin)
}

/// The lists of all words, each with the keys of its first and last sound: as many words as fit in `bytes`, those that sound alike in one list.
pub fn lists(sounding: &[SoundWord], sounds: &Sounds, bytes: usize) -> Vec<(String, String, Vec<u8>)> {
    let mut lists = Vec::new();
    let mut open: Option<(SoundListWriter<'_>, &[Syllable], &[Syllable])> = None;
    let mut close = |open: &mut Option<(SoundListWriter<'_>, &[Syllable], &[Syllable])>| {
        if let Some((writer, first, last)) = open.take() {
            lists.push((sound_key(first), sound_key(last), writer.into_bytes()));
        }
    };
    for alike in sounding.chunk_by(|a, b| a.syllables == b.syllables) {
        if open.as_ref().is_some_and(|(writer, ..)| writer.len() >= bytes) {
            close(&mut open);
        }
        let sound = alike[0].syllables.as_slice();
        let (writer, _, last) = open.get_or_insert_with(|| (SoundListWriter::new(sounds), sound, sound));
        *last = sound;
        alike.iter().for_each(|word| writer.word(word));
    }
    close(&mut open);
    lists
}
