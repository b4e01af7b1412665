//! Batches and merged terms to parts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::batch::Batch;
use super::kin::{Beside, Named};
use super::lexis::Lexis;
use super::measured::MeasuredColumns;
use super::related::Features;
use super::run::RunEntry;
use super::sounds::{in_order, lists, sounded, table};
use super::terms::{Dictionary, LEAF_BYTES, Leveller, Terms, Written};
use crate::index::codec::{BitWriter, Writer};
use crate::index::columns::{Days, FacetTable, FacetWriter, SortColumn};
use crate::index::entry::{Entry, FANOUT, NAME_FACETS, OWN_FACETS, Step, StepKey, write_steps};
use crate::index::language::Language;
use crate::index::leaf::Bond;
use crate::index::lexicon::Lexicon;
use crate::index::part::{PartId, PartKind, PartName, seal};
use crate::index::postings::FIELDS;
use crate::index::settings::Settings;
use crate::index::sounds::Sounds;

/// All names together are put inside the entry up to this many bytes, which saves every reader a round trip.
const NAMES_INSIDE: usize = 48 * 1024;

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
        let kin = lexicon.kin().of(&self.kin_pairs, &self.characters, std::mem::take(&mut self.named));
        let terms = Terms {
            articles: self.articles,
            leveller: Leveller::new(&self.lengths, &averages, settings),
            related: std::mem::take(&mut self.features).related(),
            kin: &kin,
            dictionary: Dictionary::new(words),
            latin: std::mem::take(&mut self.latin),
            sounds: lists(&sounding, &sounds, LEAF_BYTES),
        };
        let Written { leaves, terms, common } = terms.write(next, sink)?;
        let folded = self.folded(&kin);
        let Columns { columns, facets, sorts, units } = self.columns(sink)?;

        let mut single = |kind: PartKind, payload: Option<Writer>| {
            let Some(payload) = payload else { return Ok(None) };
            let sealed = seal(kind, payload);
            let name = PartName::of(&sealed);
            sink(PartId { kind, number: 0 }, sealed).map(|()| Some(name))
        };
        let book = single(PartKind::Book, self.in_words.then(|| lexicon.book().payload()))?;
        let sounds = single(PartKind::Sounds, (!sounds.is_empty()).then(|| payload_of_sounds(&sounds)))?;

        let mut inside = Vec::new();
        let leaf_names = upper(&leaves, |steps| steps[0].of.clone(), &mut inside, PartKind::LeafNames);
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
            leaves: leaves.len() as u32,
            leaf_names,
            groups: self.groups.len() as u32,
            group_names,
            book,
            sounds,
            inside: inside.into_iter().map(|(_, sealed)| payload_of(sealed)).collect(),
        };
        let mut out = Writer::new();
        entry.write(&mut out);
        sink(PartId { kind: PartKind::Entry, number: 0 }, seal(PartKind::Entry, out))?;
        Ok(Summary { articles: self.articles, atoms: self.han_atoms + self.word_atoms, terms })
    }

    /// The characters of which the entry must know the variants: those of the corpus, and of the words that are known beside others, which
    /// are found in all variants of their characters, whether the corpus holds these or not.
    fn folded(&self, kin: &BTreeMap<String, BTreeSet<Beside>>) -> HashSet<char> {
        let known = kin.iter().filter(|(_, all)| all.iter().any(|(_, bond, _)| *bond != Bond::LookAlike));
        let known = known.flat_map(|(key, all)| key.chars().chain(all.iter().flat_map(|(rest, ..)| rest.chars())));
        self.characters.iter().copied().chain(known).collect()
    }

    /// Makes the parts that have a value for each article: days, facets, sort keys and what was measured.
    fn columns<E>(&mut self, sink: &mut impl FnMut(PartId, Vec<u8>) -> Result<(), E>) -> Result<Columns, E> {
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

        let mut names = found_names(std::mem::take(&mut self.names), &self.facets, self.articles);
        let owners = self.facets.keys().filter(|name| !OWN_FACETS.contains(&name.as_str()));
        let mut facets: Vec<String> = OWN_FACETS.iter().map(|&name| name.to_owned()).collect();
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
        Ok(Columns { columns, facets, sorts, units })
    }
}

/// The parts of the columns, and what they hold: after the days the facets, the sort keys and the units, each in its order.
struct Columns {
    columns: Vec<PartName>,
    facets: Vec<String>,
    sorts: Vec<String>,
    units: Vec<String>,
}

/// The facets of the names that were found, but those of which the owner has one of the same name.
fn found_names(
    mut found: BTreeMap<String, FacetWriter>,
    owners: &BTreeMap<String, FacetWriter>,
    articles: u32,
) -> BTreeMap<&'static str, FacetTable> {
    let least = if articles < MANY { 1 } else { LEAST_WITH_NAME };
    let mut tables = BTreeMap::new();
    for &name in NAME_FACETS.iter().filter(|name| !owners.contains_key(**name)) {
        let Some(values) = found.remove(name) else { continue };
        let endings: &[char] = if name == "location" { &PLACE_ENDINGS } else { &[] };
        let table = values.finish_found(least, endings);
        if !table.values.is_empty() {
            tables.insert(name, table);
        }
    }
    tables
}

/// The table of the readings of all characters, as the payload of a part.
fn payload_of_sounds(sounds: &Sounds) -> Writer {
    let mut bits = BitWriter::default();
    sounds.write(&mut bits);
    let mut out = Writer::new();
    out.raw(&bits.into_bytes());
    out
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
