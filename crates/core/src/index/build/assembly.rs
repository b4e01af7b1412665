//! Batches and merged terms to parts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::batch::Batch;
use super::kin::{Beside, Named};
use super::lexis::Lexis;
use super::measured::MeasuredColumns;
use super::related::Features;
use super::run::{RunEntry, RunList};
use super::sounds::{in_order, lists, sounded, table};
use crate::index::codec::{BitWriter, Writer};
use crate::index::columns::{Days, FacetTable, FacetWriter, SortColumn};
use crate::index::entry::{CommonChar, Entry, FANOUT, NAME_FACETS, OWN_FACETS, Step, StepKey, write_steps};
use crate::index::language::Language;
use crate::index::leaf::{Bond, LeafWriter, key};
use crate::index::lexicon::{DictionaryWord, Lexicon};
use crate::index::part::{PartId, PartKind, PartName, seal};
use crate::index::postings::{COMMON, FIELDS, Field, HEAD, PAIR_SATURATION, Posting, level};
use crate::index::settings::Settings;

/// A leaf is closed when it reaches this many bytes. See [`super::batch`] on the size of groups.
const LEAF_BYTES: usize = 1792;

/// All names together are put inside the entry up to this many bytes, which saves every reader a round trip.
const NAMES_INSIDE: usize = 48 * 1024;

/// Of a character that many articles hold ([`COMMON`]) only so many are listed, those in which it counts most. Such a character says little, and hardly
/// anybody asks for it alone; its list would be the longest of all.
pub const KEPT_OF_COMMON: usize = 512;

/// Words of letters and digits that have more bytes are found whole and by how they begin, but not by what stands inside them: such a word is data,
/// and its endings would be many times its length.
const LONGEST_WITH_ENDINGS: usize = 64;

/// In an index of so many articles, names that one article alone has are left out: they narrow nothing, and there are more of them than of all others.
const MANY: u32 = 200;
const LEAST_WITH_NAME: u32 = 2;

/// Places are written with and without these.
const PLACE_ENDINGS: [char; 4] = ['市', '省', '区', '县'];

/// A part, ready to be written.
pub type Sealed = (PartId, Vec<u8>);

/// What an index became.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many articles it holds.
    pub articles: u32,
    /// How many atoms their texts have.
    pub atoms: u64,
    /// How many distinct terms.
    pub terms: u64,
}

/// What has been learned of all batches so far. Takes some dozen bytes an article and a word; the texts and postings go out at once.
#[derive(Debug, Default)]
pub struct Assembly {
    articles: u32,
    groups: Vec<Step<u32>>,
    lengths: Vec<[u16; FIELDS]>,
    days: Days,
    facets: BTreeMap<String, FacetWriter>,
    /// The facets of the names that were found.
    names: BTreeMap<String, FacetWriter>,
    features: Features,
    sorts: BTreeMap<String, Vec<Option<String>>>,
    measured: MeasuredColumns,
    words: HashMap<String, u32>,
    lexis: Lexis,
    batches: u32,
    latin: HashSet<String>,
    characters: HashSet<char>,
    kin_pairs: HashSet<(char, char)>,
    named: BTreeSet<Named>,
    han_atoms: u64,
    word_atoms: u64,
    in_words: bool,
}

impl Assembly {
    /// Takes the next batch; gives its groups, and its terms as a run.
    pub fn add(&mut self, batch: Batch) -> (Vec<Sealed>, Vec<u8>) {
        let mut run = Writer::new();
        batch.terms.iter().for_each(|entry| entry.write(self.articles, &mut run));
        let mut groups = Vec::with_capacity(batch.groups.len());
        for (of, payload) in batch.groups {
            let id = PartId { kind: PartKind::Group, number: self.groups.len() as u32 };
            let sealed = seal(PartKind::Group, payload);
            self.groups.push(Step { of, name: PartName::of(&sealed) });
            groups.push((id, sealed));
        }
        for ((facets, sorts), measured) in batch.facets.iter().zip(&batch.sorts).zip(batch.measured) {
            self.properties(facets, sorts);
            self.measured.push(self.articles, measured);
            self.articles += 1;
        }
        for names in &batch.names {
            for (name, values) in names {
                let values = values.iter().map(String::as_str);
                self.names.entry(name.clone()).or_default().push(values);
            }
        }
        batch.features.into_iter().for_each(|words| self.features.push(words));
        self.lengths.extend(batch.lengths);
        self.days.0.extend(batch.days);
        for (word, articles) in batch.words {
            *self.words.entry(word).or_default() += articles;
        }
        self.batches += 1;
        self.lexis.add(batch.lexis, self.batches);
        self.latin.extend(batch.latin);
        self.characters.extend(batch.characters);
        self.kin_pairs.extend(batch.kin_pairs);
        self.named.extend(batch.named);
        self.in_words |= batch.in_words;
        self.han_atoms += batch.han_atoms;
        self.word_atoms += batch.word_atoms;
        (groups, run.into_bytes())
    }

    /// Notes the facet values and sort keys of the next article.
    fn properties(&mut self, facets: &BTreeMap<String, Vec<String>>, sorts: &BTreeMap<String, String>) {
        let names: BTreeSet<&String> = facets.keys().chain(self.facets.keys()).collect();
        for name in names.into_iter().cloned().collect::<Vec<_>>() {
            let before = self.articles;
            let table = self.facets.entry(name.clone()).or_insert_with(|| {
                let mut table = FacetWriter::default();
                (0..before).for_each(|_| table.push([]));
                table
            });
            table.push(facets.get(&name).into_iter().flatten().map(String::as_str));
        }
        for name in sorts.keys() {
            let column = self.sorts.entry(name.clone()).or_default();
            column.resize(self.articles as usize, None);
        }
        for (name, column) in &mut self.sorts {
            column.push(sorts.get(name).cloned());
        }
    }

    fn averages(&self) -> [f32; FIELDS] {
        std::array::from_fn(|field| {
            let having = self.lengths.iter().filter(|lengths| lengths[field] > 0);
            let (count, sum) = having.fold((0u64, 0u64), |(n, sum), l| (n + 1, sum + u64::from(l[field])));
            if count == 0 { 1.0 } else { sum as f32 / count as f32 }
        })
    }

    /// Makes the parts of all terms, which `next` gives in order, and those that say where everything is.
    ///
    /// # Errors
    /// What `next` or `sink` fail with.
    pub fn finish<E>(
        mut self,
        lexicon: &Lexicon,
        settings: &Settings,
        next: impl FnMut() -> Result<Option<RunEntry>, E>,
        sink: &mut impl FnMut(PartId, Vec<u8>) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let averages = self.averages();
        let words = lexicon.dictionary(std::mem::take(&mut self.words));
        let names = self.names.values().flat_map(FacetWriter::counted);
        let lexis = std::mem::take(&mut self.lexis).finish(lexicon, words.len(), names);
        let mut sounding = sounded(&words, &lexis, lexicon);
        let sounds = table(&words, &sounding, lexicon);
        in_order(&mut sounding, &sounds);
        let dictionary = Dictionary::new(words);
        let kin = lexicon.kin().of(&self.kin_pairs, &self.characters, std::mem::take(&mut self.named));
        // A word that is known beside others is found in all variants of its characters, whether the corpus holds these or not.
        let known = kin.iter().filter(|(_, all)| all.iter().any(|(_, bond, _)| *bond != Bond::LookAlike));
        let known = known.flat_map(|(key, all)| key.chars().chain(all.iter().flat_map(|(rest, ..)| rest.chars())));
        let folded: HashSet<char> = self.characters.iter().copied().chain(known).collect();
        let mut next = with_keys(kin.keys().cloned().collect(), next);
        let mut leaves = Leaves { sink, leaf: LeafWriter::default(), steps: Vec::new(), last: String::new(), terms: 0 };
        let leveller = Leveller::new(&self.lengths, &averages, settings);
        let mut common = Vec::new();
        // The last character by itself, and the articles that hold it, unless its list is cut.
        let mut outer: Option<(char, Vec<u32>)> = None;
        let related = std::mem::take(&mut self.features).related();
        let mut endings = Some(std::mem::take(&mut self.latin));
        while let Some(RunEntry { key, list }) = next()? {
            if !key.starts_with(key::ID)
                && let Some(words) = endings.take()
            {
                leaves.endings(&words)?;
                for (first, last, list) in lists(&sounding, &sounds, LEAF_BYTES) {
                    leaves.sounds(&first, &last, &list)?;
                }
            }
            if key.starts_with(key::ID) {
                let postings = with_related(&list, &related);
                leaves.term(&key, &postings, postings.len() as u32, self.articles, &[], None)?;
                continue;
            }
            let beside = kin.get(&key);
            let mut postings = leveller.postings(&key, &list);
            if let Some(c) = key::as_single(&key) {
                outer = Some((c, postings.iter().map(|(posting, _)| posting.article).collect()));
                if list.articles() as f32 > (COMMON * self.articles as f32).min(HEAD as f32) {
                    let frequency = dictionary.of(&key).first().map_or(0, |word| word.frequency);
                    let is_short = beside.is_some_and(|all| all.iter().any(|(_, bond, _)| *bond == Bond::Abbreviation));
                    common.push(CommonChar { char: c, articles: list.articles(), frequency, is_short });
                    keep_best(&mut postings, KEPT_OF_COMMON);
                    outer = None;
                }
            }
            let having = postings.len() as u32;
            keep_best(&mut postings, HEAD as usize);
            let mut postings: Vec<Posting> = postings.into_iter().map(|(posting, _)| posting).collect();
            let mut all = self.articles;
            if let Some((c, within)) = &outer
                && key::first_of_pair(&key) == Some(*c)
            {
                all = within.len() as u32;
                for posting in &mut postings {
                    // Whatever holds a pair holds its first character.
                    posting.article = within.partition_point(|&article| article < posting.article) as u32;
                }
            }
            leaves.term(&key, &postings, having, all, dictionary.of(&key), beside)?;
        }
        leaves.close()?;
        let (leaf_steps, terms) = (leaves.steps, leaves.terms);

        let mut columns = Vec::new();
        let mut column = |write: &dyn Fn(&mut Writer)| {
            let mut out = Writer::new();
            write(&mut out);
            let sealed = seal(PartKind::Column, out);
            let id = PartId { kind: PartKind::Column, number: columns.len() as u32 };
            columns.push(PartName::of(&sealed));
            sink(id, sealed)
        };
        column(&|out| self.days.write(out))?;
        let mut found = std::mem::take(&mut self.names);
        let owners = self.facets.keys().filter(|name| !OWN_FACETS.contains(&name.as_str()));
        let mut facets: Vec<String> = OWN_FACETS.iter().map(|&name| name.to_owned()).collect();
        let names = NAME_FACETS.iter().filter_map(|&name| {
            // What the owner calls so is theirs.
            let table = found.remove(name).filter(|_| !self.facets.contains_key(name))?;
            let least = if self.articles < MANY { 1 } else { LEAST_WITH_NAME };
            let endings: &[char] = if name == "location" { &PLACE_ENDINGS } else { &[] };
            let table = table.finish_found(least, endings);
            (!table.values.is_empty()).then_some((name, table))
        });
        let mut names: BTreeMap<&str, FacetTable> = names.collect();
        facets.extend(NAME_FACETS.iter().filter(|name| names.contains_key(**name)).map(|&name| name.to_owned()));
        facets.extend(owners.cloned());
        for name in &facets {
            let table = match names.remove(name.as_str()) {
                Some(table) => table,
                None => self.facets.remove(name).unwrap_or_default().finish(),
            };
            column(&|out| table.write(out))?;
        }
        let sorts: Vec<String> = self.sorts.keys().cloned().collect();
        for values in self.sorts.values_mut() {
            values.resize(self.articles as usize, None);
            let sorted = SortColumn::of_values(values);
            column(&|out| sorted.write(out))?;
        }

        let mut units: Vec<String> = Vec::new();
        if let Some(days) = &self.measured.days {
            units.push(Entry::DAY.to_owned());
            column(&|out| days.write(out))?;
        }
        for (unit, amounts) in &self.measured.amounts {
            units.push((*unit).to_owned());
            column(&|out| amounts.write(out))?;
        }

        let book = Some(seal(PartKind::Book, lexicon.book().payload())).filter(|_| self.in_words);
        let book_name = book.as_deref().map(PartName::of);
        if let Some(sealed) = book {
            sink(PartId { kind: PartKind::Book, number: 0 }, sealed)?;
        }

        let mut bits = BitWriter::default();
        sounds.write(&mut bits);
        let mut out = Writer::new();
        out.raw(&bits.into_bytes());
        let table = Some(seal(PartKind::Sounds, out)).filter(|_| !sounds.is_empty());
        let sounds = table.as_deref().map(PartName::of);
        if let Some(sealed) = table {
            sink(PartId { kind: PartKind::Sounds, number: 0 }, sealed)?;
        }

        let mut inside = Vec::new();
        let leaf_names = upper(&leaf_steps, |steps| steps[0].of.clone(), &mut inside, PartKind::LeafNames);
        let group_names =
            upper(&self.groups, |steps| steps.iter().map(|step| step.of).sum(), &mut inside, PartKind::GroupNames);
        if inside.iter().map(|(_, sealed)| sealed.len()).sum::<usize>() > NAMES_INSIDE {
            for (id, sealed) in inside.drain(..) {
                sink(id, sealed)?;
            }
        }
        let entry = Entry {
            articles: self.articles,
            averages,
            newest: self.days.0.iter().flatten().max().copied(),
            settings: settings.over(&Settings::default()),
            language: Language {
                folder: lexicon.folder_for(&folded),
                function_words: lexicon.function_words(),
                question_phrases: lexicon.question_phrases(),
                synonyms: lexicon.synonyms(),
                english: self.word_atoms > self.han_atoms,
            },
            dictionary_total: lexicon.total(),
            common,
            facets,
            sorts,
            units,
            columns,
            leaves: leaf_steps.len() as u32,
            leaf_names,
            groups: self.groups.len() as u32,
            group_names,
            book: book_name,
            sounds,
            inside: inside.into_iter().map(|(_, sealed)| payload_of(sealed)).collect(),
        };
        let mut out = Writer::new();
        entry.write(&mut out);
        sink(PartId { kind: PartKind::Entry, number: 0 }, seal(PartKind::Entry, out))?;
        Ok(Summary { articles: self.articles, atoms: self.han_atoms + self.word_atoms, terms })
    }
}

/// The terms that `next` gives in order, and empty ones for those of `keys` that it does not give.
fn with_keys<E>(
    mut keys: BTreeSet<String>,
    mut next: impl FnMut() -> Result<Option<RunEntry>, E>,
) -> impl FnMut() -> Result<Option<RunEntry>, E> {
    let mut waiting: Option<RunEntry> = None;
    move || {
        if waiting.is_none() {
            waiting = next()?;
        }
        let first = keys.first().filter(|key| waiting.as_ref().is_none_or(|entry| **key <= entry.key)).cloned();
        let Some(key) = first else { return Ok(waiting.take()) };
        keys.remove(&key);
        match waiting.take_if(|entry| entry.key == key) {
            Some(entry) => Ok(Some(entry)),
            None => Ok(Some(RunEntry { key, list: RunList::default() })),
        }
    }
}

/// The payload of a part that was just sealed.
fn payload_of(mut sealed: Vec<u8>) -> Vec<u8> {
    sealed.drain(..crate::index::part::HEADER);
    sealed
}

/// The parts of names over `steps`, which are added to `parts`, and the steps that lead to them.
fn upper<T: StepKey, U>(
    steps: &[Step<T>],
    of: impl Fn(&[Step<T>]) -> U,
    parts: &mut Vec<Sealed>,
    kind: PartKind,
) -> Vec<Step<U>> {
    let mut upper = Vec::new();
    for (number, steps) in steps.chunks(FANOUT).enumerate() {
        let mut out = Writer::new();
        write_steps(steps, &mut out);
        let sealed = seal(kind, out);
        upper.push(Step { of: of(steps), name: PartName::of(&sealed) });
        parts.push((PartId { kind, number: number as u32 }, sealed));
    }
    upper
}

/// The dictionary words of the corpus by the key of the term that they begin with.
struct Dictionary {
    words: HashMap<String, Vec<DictionaryWord>>,
}

impl Dictionary {
    fn new(all: Vec<DictionaryWord>) -> Self {
        let mut words: HashMap<String, Vec<DictionaryWord>> = HashMap::new();
        for word in all {
            let mut chars = word.text.chars();
            let key = match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => key::pair(first, second),
                (Some(only), None) => key::single(only),
                _ => continue,
            };
            words.entry(key).or_default().push(word);
        }
        Self { words }
    }

    fn of(&self, key: &str) -> &[DictionaryWord] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Gives postings their levels.
struct Leveller<'a> {
    lengths: &'a [[u16; FIELDS]],
    fields: [f32; FIELDS],
    base: f32,
    slopes: [f32; FIELDS],
    saturation: f32,
}

impl<'a> Leveller<'a> {
    fn new(lengths: &'a [[u16; FIELDS]], averages: &[f32; FIELDS], settings: &Settings) -> Self {
        Self {
            lengths,
            fields: settings.fields.by_field(),
            base: 1.0 - settings.length,
            slopes: averages.map(|average| settings.length / average.max(1.0)),
            saturation: settings.saturation,
        }
    }

    /// The postings of a term, each with its share of the greatest saturated frequency.
    fn postings(&self, key: &str, list: &RunList) -> Vec<(Posting, f32)> {
        let is_pair = key::first_of_pair(key).is_some();
        let saturation = self.saturation * if is_pair { PAIR_SATURATION } else { 1.0 };
        let mut postings = Vec::with_capacity(list.articles() as usize);
        list.for_each(|article, counts| {
            let lengths = self.lengths.get(article as usize).copied().unwrap_or_default();
            let frequency: f32 = (0..FIELDS)
                .filter(|&field| counts[field] > 0)
                .map(|field| {
                    let norm = self.base + self.slopes[field] * f32::from(lengths[field]);
                    self.fields[field] * f32::from(counts[field]) / norm
                })
                .sum();
            let share = frequency / (frequency + saturation).max(f32::MIN_POSITIVE);
            let title = counts[Field::Headline as usize] > 0 || counts[Field::SubHeadline as usize] > 0;
            postings.push((Posting { article, level: level(share), title }, share));
        });
        postings
    }
}

/// The list of an id: the article itself, as if it were a title, and those related to it.
fn with_related(list: &RunList, related: &[Vec<u32>]) -> Vec<Posting> {
    let mut own = Vec::new();
    list.for_each(|article, _| own.push(article));
    let others = own.first().and_then(|&first| related.get(first as usize));
    let others: Vec<u32> = others.into_iter().flatten().copied().filter(|other| !own.contains(other)).collect();
    // An article alone needs no sign.
    let title = !others.is_empty();
    let plain = |article| Posting { article, level: 0, title: false };
    let mut postings: Vec<Posting> = others.into_iter().chain(own.iter().skip(1).copied()).map(plain).collect();
    postings.extend(own.first().map(|&article| Posting { title, ..plain(article) }));
    postings.sort_by_key(|posting| posting.article);
    postings
}

/// Leaves of a long list `most` articles in which the term counts most, those of equal share in the order of their numbers.
fn keep_best(postings: &mut Vec<(Posting, f32)>, most: usize) {
    if postings.len() <= most {
        return;
    }
    postings.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.article.cmp(&b.0.article)));
    postings.truncate(most);
    postings.sort_by_key(|(posting, _)| posting.article);
}

/// Terms to leaves.
struct Leaves<'a, S> {
    sink: &'a mut S,
    leaf: LeafWriter,
    steps: Vec<Step<String>>,
    /// The last key of the leaf before.
    last: String,
    terms: u64,
}

/// The shortest beginning of `first` that is greater than `last`: enough to tell two leaves apart.
fn separator<'a>(last: &str, first: &'a str) -> &'a str {
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &first[..end]).find(|beginning| *beginning > last).unwrap_or(first)
}

impl<E, S: FnMut(PartId, Vec<u8>) -> Result<(), E>> Leaves<'_, S> {
    fn term(
        &mut self,
        key: &str,
        postings: &[Posting],
        having: u32,
        all: u32,
        words: &[DictionaryWord],
        beside: Option<&BTreeSet<Beside>>,
    ) -> Result<(), E> {
        // A long list fills a leaf of its own, so that its neighbours stay cheap. An article takes about a byte.
        self.room_for(postings.len())?;
        self.leaf.term(key, postings, having, all);
        for word in words {
            self.leaf.word(word.text.strip_prefix(key).unwrap_or_default(), word.frequency, word.articles);
        }
        for (rest, bond, other) in beside.into_iter().flatten() {
            self.leaf.other(rest, *bond, other);
        }
        Ok(())
    }

    /// Adds what may stand before every ending of the words of letters and digits.
    fn endings(&mut self, words: &HashSet<String>) -> Result<(), E> {
        let mut endings: Vec<(&str, &str)> = Vec::new();
        for word in words.iter().filter(|word| word.len() <= LONGEST_WITH_ENDINGS) {
            endings.extend(word.char_indices().skip(1).map(|(at, _)| (&word[at..], &word[..at])));
        }
        endings.sort_unstable();
        for same in endings.chunk_by(|a, b| a.0 == b.0) {
            self.room_for(same.iter().map(|(_, before)| before.len() + 1).sum())?;
            self.leaf.ending(&key::signed(key::ENDING, same[0].0), same.iter().map(|(_, before)| *before));
        }
        Ok(())
    }

    /// Adds a list of words by their sounds, in a leaf of its own.
    fn sounds(&mut self, first: &str, last: &str, list: &[u8]) -> Result<(), E> {
        self.close()?;
        self.terms += 1;
        self.leaf.sounds(first, last, list);
        self.close()
    }

    /// Counts a term, and closes the leaf when so many bytes more are too many.
    fn room_for(&mut self, bytes: usize) -> Result<(), E> {
        self.terms += 1;
        if !self.leaf.is_empty() && self.leaf.len() + bytes > LEAF_BYTES { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), E> {
        if self.leaf.is_empty() {
            return Ok(());
        }
        let leaf = std::mem::take(&mut self.leaf);
        let of = separator(&self.last, leaf.first()).to_owned();
        self.last = leaf.last().to_owned();
        let sealed = seal(PartKind::Leaf, leaf.into_payload());
        let number = self.steps.len() as u32;
        self.steps.push(Step { of, name: PartName::of(&sealed) });
        (self.sink)(PartId { kind: PartKind::Leaf, number }, sealed)
    }
}
