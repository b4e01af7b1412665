//! An opened index: the parts that are at hand, and a note of those that a question lacked.
//!
//! Nothing here fetches. Whoever asks for something that is not at hand gets nothing, and the part is noted; the caller brings what was noted
//! ([`Index::lacking`], [`Index::add`]) and asks again. An index from a shelf lacks nothing.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::book::Book;
use super::codec::{Reader, Truncated};
use super::columns::{Days, FacetTable, Named, SortColumn};
use super::entry::{Entry, FANOUT, Step, read_steps};
use super::groups::Group;
use super::language::Language;
use super::leaf::{Leaf, LeafOther, LeafWord, key};
use super::part::{Bytes, KINDS, Lack, PartId, PartKind, PartName, ShelfError, unseal};
use super::postings::{Posting, Postings};
use super::records::Record;
use super::shelf::read_shelf;
use super::sounds::{SoundWord, Sounds, Wanted, sound_key};
use crate::text::pieces::digits;
use crate::text::segment;
use crate::text::syllables::Syllable;

/// A part at hand, opened.
#[derive(Debug)]
struct Held {
    bytes: Bytes,
    payload: Range<usize>,
    content: Content,
    /// The question that last used it.
    used: AtomicU32,
}

#[derive(Debug)]
enum Content {
    Leaf(Leaf),
    Group(Group),
    /// A group that came before the book that it is written in.
    Unread,
    Book(Book),
    Sounds(Sounds),
    LeafNames(Vec<Step<String>>),
    GroupNames(Vec<Step<u32>>),
    Days(Days),
    Facet(FacetTable),
    Sort(SortColumn),
    Named(Named),
}

impl Held {
    fn payload(&self) -> &[u8] {
        &self.bytes.as_slice()[self.payload.clone()]
    }

    /// About how much memory the part takes.
    fn size(&self) -> usize {
        let opened = match &self.content {
            Content::Group(group) => group.bytes(),
            _ => self.payload.len(),
        };
        self.payload.len() + opened
    }
}

/// A term of the index, its postings and the dictionary words that begin with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Term<'a> {
    /// Its postings.
    pub postings: Postings<'a>,
    /// The words, sorted.
    pub words: &'a [LeafWord],
    /// The words that begin with it and have others beside them.
    pub others: &'a [LeafOther],
}

/// An opened index.
#[derive(Debug)]
pub struct Index {
    entry: Entry,
    slots: [Vec<Option<Box<Held>>>; KINDS],
    /// For each part of group names its first article.
    firsts: Vec<u32>,
    /// Whether all parts came with the index.
    whole: bool,
    lacking: Mutex<Vec<PartId>>,
    clock: AtomicU32,
    held: usize,
}

impl Index {
    /// Opens the entry of an index whose other parts are brought when they are lacking.
    ///
    /// # Errors
    /// When the bytes are no entry, of another version, cut short or damaged.
    pub fn from_entry(sealed: &[u8]) -> Result<Self, ShelfError> {
        let payload = unseal(PartKind::Entry, sealed)?;
        Self::new(Entry::read(payload).map_err(ShelfError::truncated(PartKind::Entry.name()))?)
    }

    /// Opens a shelf, which has all parts.
    ///
    /// # Errors
    /// When the bytes are no shelf, of another version, cut short, damaged, or lack a part.
    pub fn from_shelf(bytes: Bytes) -> Result<Self, ShelfError> {
        let parts = read_shelf(bytes.as_slice())?;
        let entry = parts.iter().find(|(id, _)| id.kind == PartKind::Entry);
        let (_, entry) = entry.ok_or_else(|| ShelfError::Part {
            expected: "the part Entry 0".to_owned(),
            found: "no such part".to_owned(),
        })?;
        let mut index = Self::from_entry(&bytes.as_slice()[entry.clone()])?;
        for (id, range) in parts.into_iter().filter(|(id, _)| id.kind != PartKind::Entry) {
            index.hold(id, bytes.clone(), range)?;
        }
        index.settle();
        match index.absent().first() {
            None => Ok(index),
            Some(Lack { file, .. }) => {
                Err(ShelfError::Part { expected: ["the part ", file].concat(), found: "no such part".to_owned() })
            }
        }
    }

    fn new(entry: Entry) -> Result<Self, ShelfError> {
        // Numbers beyond what the names can lead to would only cost memory.
        let bounded = |count: u32, names: usize| (count as usize).min(names.saturating_mul(FANOUT));
        let counts = [
            0,
            entry.leaf_names.len(),
            entry.group_names.len(),
            bounded(entry.leaves, entry.leaf_names.len()),
            bounded(entry.groups, entry.group_names.len()),
            entry.columns.len(),
            usize::from(entry.book.is_some()),
            usize::from(entry.sounds.is_some()),
        ];
        let mut first = 0u32;
        let firsts = entry.group_names.iter().map(|step| {
            let start = first;
            first = first.saturating_add(step.of);
            start
        });
        let mut index = Self {
            firsts: firsts.collect(),
            slots: counts.map(|count| (0..count).map(|_| None).collect()),
            whole: false,
            lacking: Mutex::default(),
            clock: AtomicU32::new(0),
            held: 0,
            entry,
        };
        let leaf_names = index.entry.leaf_names.len();
        for (at, payload) in std::mem::take(&mut index.entry.inside).into_iter().enumerate() {
            let (kind, number) = match at.checked_sub(leaf_names) {
                None => (PartKind::LeafNames, at),
                Some(number) => (PartKind::GroupNames, number),
            };
            let range = 0..payload.len();
            index.put(PartId { kind, number: number as u32 }, Bytes::Shared(Arc::from(payload)), range)?;
        }
        Ok(index)
    }

    /// Takes a part that was lacking.
    ///
    /// # Errors
    /// When the bytes are not that part of this index.
    pub fn add(&mut self, id: PartId, sealed: Vec<u8>) -> Result<(), ShelfError> {
        let expected = self.name(id);
        let bytes = Bytes::Shared(Arc::from(sealed));
        let found = PartName::of(bytes.as_slice());
        let range = 0..bytes.as_slice().len();
        // Damage is told before strangeness: a name is wrong in both cases.
        unseal(id.kind, bytes.as_slice())?;
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            return Err(ShelfError::Name { expected: expected.file(id.kind), found: found.file(id.kind) });
        }
        self.hold(id, bytes, range)
    }

    fn hold(&mut self, id: PartId, bytes: Bytes, sealed: Range<usize>) -> Result<(), ShelfError> {
        let payload = unseal(id.kind, &bytes.as_slice()[sealed.clone()])?;
        let range = sealed.end - payload.len()..sealed.end;
        self.put(id, bytes, range)
    }

    fn put(&mut self, id: PartId, bytes: Bytes, payload: Range<usize>) -> Result<(), ShelfError> {
        let content =
            self.open(id, &bytes.as_slice()[payload.clone()]).map_err(ShelfError::truncated(id.kind.name()))?;
        let slot = self.slots[id.kind as usize].get_mut(id.number as usize).ok_or_else(|| ShelfError::Part {
            expected: "a part that the entry names".to_owned(),
            found: ["the part ", id.kind.name(), " ", &digits(u64::from(id.number), 10, 1)].concat(),
        })?;
        let used = AtomicU32::new(self.clock.load(Ordering::Relaxed));
        let held = Box::new(Held { bytes, payload, content, used });
        self.held += held.size();
        self.held -= slot.replace(held).map_or(0, |before| before.size());
        if id.kind == PartKind::Book { self.read_again() } else { Ok(()) }
    }

    /// Reads the groups that came before the book.
    fn read_again(&mut self) -> Result<(), ShelfError> {
        let groups = self.slots[PartKind::Group as usize].iter().enumerate();
        let unread = groups.filter_map(|(at, held)| {
            let Held { bytes, payload, content: Content::Unread, .. } = held.as_deref()? else { return None };
            Some((at, bytes.clone(), payload.clone()))
        });
        for (at, bytes, payload) in unread.collect::<Vec<_>>() {
            self.put(PartId { kind: PartKind::Group, number: at as u32 }, bytes, payload)?;
        }
        Ok(())
    }

    fn book(&self) -> Option<&Book> {
        match &self.slots[PartKind::Book as usize].first()?.as_ref()?.content {
            Content::Book(book) => Some(book),
            _ => None,
        }
    }

    fn open(&self, id: PartId, payload: &[u8]) -> Result<Content, Truncated> {
        let mut input = Reader::new(payload);
        let facets = self.entry.facets.len();
        let content = match id.kind {
            PartKind::Leaf => Content::Leaf(Leaf::read(payload, self.len())?),
            PartKind::Group => Group::read(payload, self.book())?.map_or(Content::Unread, Content::Group),
            PartKind::Book => Content::Book(Book::read(&mut input)),
            PartKind::Sounds => Content::Sounds(Sounds::read(payload)?),
            PartKind::LeafNames => Content::LeafNames(read_steps(&mut input)),
            PartKind::GroupNames => Content::GroupNames(read_steps(&mut input)),
            PartKind::Column if id.number == Entry::DAYS => Content::Days(Days::read(&mut input)),
            PartKind::Column if id.number as usize <= facets => Content::Facet(FacetTable::read(&mut input)),
            PartKind::Column if id.number as usize <= facets + self.entry.sorts.len() => {
                Content::Sort(SortColumn::read(&mut input))
            }
            PartKind::Column => Content::Named(Named::read(&mut input)),
            PartKind::Entry => return Err(Truncated { at: 0 }),
        };
        input.whole(content)
    }

    /// Lets go of the parts that have not been used for longest, until those at hand take no more than `most` bytes of memory. What the
    /// present question uses stays. An index from a shelf stays as it is.
    pub fn shrink(&mut self, most: usize) {
        if self.whole {
            return;
        }
        let now = self.clock.load(Ordering::Relaxed);
        while self.held > most {
            let mut oldest = now;
            let mut place = None;
            for kind in [PartKind::Leaf, PartKind::Group, PartKind::Column, PartKind::Sounds] {
                for (at, held) in self.slots[kind as usize].iter().enumerate() {
                    let used = held.as_ref().map_or(now, |held| held.used.load(Ordering::Relaxed));
                    if used < oldest {
                        oldest = used;
                        place = Some((kind, at));
                    }
                }
            }
            let Some((kind, at)) = place else { return };
            self.held -= self.slots[kind as usize][at].take().map_or(0, |held| held.size());
        }
    }

    /// The parts that are not at hand, as far as their names are: bringing them again and again until there are none makes the index whole.
    pub fn absent(&self) -> Vec<Lack> {
        self.begin();
        for kinds in [
            &[PartKind::LeafNames, PartKind::GroupNames, PartKind::Book][..],
            &[PartKind::Leaf, PartKind::Group, PartKind::Column, PartKind::Sounds],
        ] {
            for &kind in kinds {
                let slots = self.slots[kind as usize].iter().enumerate().filter(|(_, held)| held.is_none());
                self.notes().extend(slots.map(|(number, _)| PartId { kind, number: number as u32 }));
            }
            if self.is_lacking() {
                break;
            }
        }
        self.lacking()
    }

    /// Treats the index as one that came with all its parts, when it has them all.
    pub fn settle(&mut self) {
        self.whole |= self.absent().is_empty();
    }

    /// Begins a question: what was noted before is forgotten.
    pub fn begin(&self) {
        self.clock.fetch_add(1, Ordering::Relaxed);
        self.notes().clear();
    }

    /// Whether the question has asked for something that is not at hand.
    pub fn is_lacking(&self) -> bool {
        !self.notes().is_empty()
    }

    /// What the question has asked for and is not at hand.
    pub fn lacking(&self) -> Vec<Lack> {
        let mut notes = self.notes().clone();
        crate::order::sort(&mut notes);
        notes.dedup();
        let lack = |id: PartId| {
            let file = self.name(id).map(|name| name.file(id.kind)).unwrap_or_default();
            Lack { kind: id.kind as u8, number: id.number, file }
        };
        notes.into_iter().map(lack).collect()
    }

    fn notes(&self) -> std::sync::MutexGuard<'_, Vec<PartId>> {
        self.lacking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The part, when it is at hand; noted when it is not.
    fn held(&self, kind: PartKind, number: u32) -> Option<&Held> {
        let held = self.slots[kind as usize].get(number as usize)?;
        match held {
            Some(held) => held.used.store(self.clock.load(Ordering::Relaxed), Ordering::Relaxed),
            None => self.notes().push(PartId { kind, number }),
        }
        held.as_deref()
    }

    /// The name of a part, as far as the names are at hand.
    fn name(&self, id: PartId) -> Option<PartName> {
        let number = id.number as usize;
        let below = |kind: PartKind| self.slots[kind as usize].get(number / FANOUT)?.as_deref();
        match id.kind {
            PartKind::Entry => None,
            PartKind::Book => self.entry.book,
            PartKind::Sounds => self.entry.sounds,
            PartKind::LeafNames => self.entry.leaf_names.get(number).map(|step| step.name),
            PartKind::GroupNames => self.entry.group_names.get(number).map(|step| step.name),
            PartKind::Column => self.entry.columns.get(number).copied(),
            PartKind::Leaf => match &below(PartKind::LeafNames)?.content {
                Content::LeafNames(names) => names.get(number % FANOUT).map(|step| step.name),
                _ => None,
            },
            PartKind::Group => match &below(PartKind::GroupNames)?.content {
                Content::GroupNames(names) => names.get(number % FANOUT).map(|step| step.name),
                _ => None,
            },
        }
    }

    /// Number of articles.
    pub fn len(&self) -> u32 {
        self.entry.articles
    }

    /// Whether the index holds no article.
    pub fn is_empty(&self) -> bool {
        self.entry.articles == 0
    }

    /// Whether all parts came with the index, so that reading any article costs nothing.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// What the index is.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Folds, function words, question phrases.
    pub fn language(&self) -> &Language {
        &self.entry.language
    }

    /// The number of the leaf in which a key belongs.
    fn leaf_of(&self, key: &str) -> Option<u32> {
        let after = self.entry.leaf_names.partition_point(|step| step.of.as_str() <= key);
        let upper = after.checked_sub(1)?;
        let Content::LeafNames(names) = &self.held(PartKind::LeafNames, upper as u32)?.content else { return None };
        let after = names.partition_point(|step| step.of.as_str() <= key);
        Some((upper * FANOUT + after.checked_sub(1)?) as u32)
    }

    fn leaf(&self, number: u32) -> Option<(&Leaf, &[u8])> {
        let held = self.held(PartKind::Leaf, number)?;
        match &held.content {
            Content::Leaf(leaf) => Some((leaf, held.payload())),
            _ => None,
        }
    }

    /// A term by its key; an empty one when no article holds it.
    pub fn term(&self, key: &str) -> Term<'_> {
        let found = || {
            let (leaf, payload) = self.leaf(self.leaf_of(key)?)?;
            let place = leaf.find(key)?;
            Some(Term { postings: leaf.postings(payload, place), words: leaf.words(place), others: leaf.others(place) })
        };
        found().unwrap_or_default()
    }

    /// Calls `each` for every posting of a term, in the order of the articles; gives how many there are, before any is read.
    pub fn each_posting(&self, key: &str, mut each: impl FnMut(Posting)) -> u32 {
        let outer = key::first_of_pair(key).filter(|&first| self.entry.common(first).is_none());
        // Both lists are asked for at once.
        let outer = outer.map(|first| self.term(&key::single(first)).postings.article_numbers());
        let postings = self.term(key).postings;
        postings.for_each(|posting| match &outer {
            None => each(posting),
            Some(within) => {
                within
                    .get(posting.article as usize)
                    .into_iter()
                    .for_each(|&article| each(Posting { article, ..posting }));
            }
        });
        postings.articles
    }

    /// In how many articles a character stands, and its frequency as a word of the dictionary.
    pub fn character(&self, c: char) -> (u32, u32) {
        if let Some(common) = self.entry.common(c) {
            return (common.articles, common.frequency);
        }
        let term = self.term(&key::single(c));
        (term.postings.articles, term.words.first().map_or(0, |word| word.frequency))
    }

    /// The other words for those that begin with the pair of characters, or for the character when `second` is none. A character that many articles hold is only
    /// looked up where it is known to be short for something, for that may cost a part.
    pub fn others_of(&self, first: char, second: Option<char>) -> &[LeafOther] {
        match second {
            Some(second) => self.term(&key::pair(first, second)).others,
            None if self.entry.common(first).is_some_and(|common| !common.is_short) => &[],
            None => self.term(&key::single(first)).others,
        }
    }

    /// Calls `each(leaf, payload, place)` for the terms whose keys begin with `prefix`, in order, from at most `leaves` leaves.
    fn each_place(&self, prefix: &str, leaves: u32, each: &mut dyn FnMut(&Leaf, &[u8], usize)) {
        let Some(first) = self.leaf_of(prefix) else { return };
        for number in first..first.saturating_add(leaves).min(self.slots[PartKind::Leaf as usize].len() as u32) {
            let Some((leaf, payload)) = self.leaf(number) else { return };
            for place in leaf.lower_bound(prefix)..leaf.len() {
                if !leaf.key(place).starts_with(prefix) {
                    return;
                }
                each(leaf, payload, place);
            }
        }
    }

    /// Calls `each(word, in how many articles it stands)` for the words of letters and digits that begin with the folded `prefix`, in order, from
    /// at most `leaves` leaves.
    pub fn each_word_beginning(&self, prefix: &str, leaves: u32, each: &mut dyn FnMut(&str, u32)) {
        self.each_place(prefix, leaves, &mut |leaf, payload, place| {
            each(leaf.key(place), leaf.postings(payload, place).articles);
        });
    }

    /// Calls `each(before, rest)` for the words of letters and digits that have something before the folded `part`, which `rest` begins with; from
    /// at most `leaves` leaves.
    pub fn each_word_holding(&self, part: &str, leaves: u32, each: &mut dyn FnMut(&str, &str)) {
        self.each_place(&key::signed(key::ENDING, part), leaves, &mut |leaf, payload, place| {
            let rest = leaf.key(place).trim_start_matches(key::ENDING);
            leaf.each_before(payload, place, |before| each(before, rest));
        });
    }

    /// Calls `each(word, in how many articles it was cut)` for the words of two and more characters in the dictionary that begin with the folded
    /// `prefix`; for a prefix of one character only those in the first so many `leaves`.
    pub fn each_word_with_prefix(&self, prefix: &[char], leaves: u32, each: &mut dyn FnMut(String, u32)) {
        match prefix {
            [] => {}
            &[first, second, ref rest @ ..] => {
                for word in self.words_of_pair(first, second) {
                    if word.rest.chars().take(rest.len()).eq(rest.iter().copied()) {
                        each(key::pair(first, second) + &word.rest, word.articles);
                    }
                }
            }
            [only] => self.each_place(&key::single(*only), leaves, &mut |leaf, _, place| {
                for word in leaf.words(place).iter().filter(|_| key::as_single(leaf.key(place)).is_none()) {
                    each(leaf.key(place).to_owned() + &word.rest, word.articles);
                }
            }),
        }
    }

    /// Calls `each(word, in how many articles it was cut)` for the dictionary words of several characters in the leaves that are at hand.
    pub fn each_dictionary_word(&self, mut each: impl FnMut(String, u32)) {
        self.each_split_word(&|_| true, &mut |first, rest, articles| each([first, rest].concat(), articles));
    }

    /// Calls `each(first two characters, rest, in how many articles it was cut)` for the same words, but for those whose first two characters are not `wanted`.
    pub fn each_split_word(&self, wanted: &dyn Fn(&str) -> bool, each: &mut dyn FnMut(&str, &str, u32)) {
        for held in self.slots[PartKind::Leaf as usize].iter().flatten() {
            let Content::Leaf(leaf) = &held.content else { continue };
            // Words with the same two characters stand together, and are judged once.
            let (mut term, mut first, mut passes) = (None, "", false);
            for word in leaf.all_words() {
                if term != Some(word.term) {
                    term = Some(word.term);
                    first = leaf.key(word.term as usize);
                    passes = key::as_single(first).is_none() && wanted(first);
                }
                if passes {
                    each(first, &word.rest, word.articles);
                }
            }
        }
    }

    /// The dictionary words that begin with the pair of characters.
    fn words_of_pair(&self, first: char, second: char) -> &[LeafWord] {
        self.term(&key::pair(first, second)).words
    }

    /// How the characters of the corpus sound; none as long as that part is not at hand, or when no character has a sound.
    pub fn sounds(&self) -> Option<&Sounds> {
        self.entry.sounds?;
        match &self.held(PartKind::Sounds, 0)?.content {
            Content::Sounds(sounds) => Some(sounds),
            _ => None,
        }
    }

    /// The words and phrases of the corpus with two and more characters that sound exactly so.
    pub fn words_sounding(&self, syllables: &[Syllable]) -> Vec<SoundWord> {
        let mut found = Vec::new();
        self.each_sounding(
            syllables,
            1,
            &mut |other| if other == syllables { Wanted::Yes } else { Wanted::Done },
            &mut |word| found.push(word),
        );
        found
    }

    /// Calls `each` for the words and phrases of the corpus, in the order of their sounds ([`super::sounds::by_sound`]) from the first that does not come before `from`, as `wanted` says;
    /// from at most `leaves` leaves.
    pub fn each_sounding(
        &self,
        from: &[Syllable],
        leaves: u32,
        wanted: &mut dyn FnMut(&[Syllable]) -> Wanted,
        each: &mut dyn FnMut(SoundWord),
    ) {
        let Some(first) = self.leaf_of(&sound_key(from)) else { return };
        let (leaf, sounds) = (self.leaf(first), self.sounds());
        let (Some(mut leaf), Some(sounds)) = (leaf, sounds) else { return };
        let last = first.saturating_add(leaves).min(self.slots[PartKind::Leaf as usize].len() as u32);
        for number in first + 1..=last {
            if !leaf.0.sounds().each_from(from, sounds, wanted, each) || number == last {
                return;
            }
            let Some(next) = self.leaf(number).filter(|(leaf, _)| leaf.key(0).starts_with(key::SOUND)) else { return };
            leaf = next;
        }
    }

    /// Cuts folded Han characters into words, as lengths in characters that add up to the run's.
    pub fn cut(&self, run: &[char]) -> Vec<usize> {
        segment::cut(run, self.entry.dictionary_total, |at, found| {
            let &[first, ref rest @ ..] = at else { return };
            let (_, frequency) = self.character(first);
            if frequency > 0 {
                found(1, frequency);
            }
            let &[second, ref rest @ ..] = rest else { return };
            for word in self.words_of_pair(first, second) {
                let length = word.rest.chars().count();
                if length <= rest.len() && word.rest.chars().eq(rest[..length].iter().copied()) {
                    found(2 + length, word.frequency);
                }
            }
        })
    }

    /// An article; an empty one when there is no such article or its part is not at hand.
    pub fn record(&self, article: u32) -> Record<'_> {
        self.group(article).map(|(group, payload, place)| group.record(payload, place)).unwrap_or_default()
    }

    /// The keywords that were found in an article; none when its part is not at hand.
    pub fn keywords(&self, article: u32) -> Vec<&str> {
        self.group(article).map(|(group, payload, place)| group.keywords(payload, place)).unwrap_or_default()
    }

    /// The group of an article, its payload, and the article's place in it.
    fn group(&self, article: u32) -> Option<(&Group, &[u8], u32)> {
        let upper = self.firsts.partition_point(|&first| first <= article).checked_sub(1)?;
        let Content::GroupNames(names) = &self.held(PartKind::GroupNames, upper as u32)?.content else {
            return None;
        };
        let mut place = article - self.firsts[upper];
        let at = names.iter().position(|step| {
            let here = place < step.of;
            if !here {
                place -= step.of;
            }
            here
        })?;
        // The book is asked for beside the first groups, not after them.
        let book = self.entry.book.is_none() || self.held(PartKind::Book, 0).is_some();
        let held = self.held(PartKind::Group, (upper * FANOUT + at) as u32)?;
        match &held.content {
            Content::Group(group) if book => Some((group, held.payload(), place)),
            _ => None,
        }
    }

    /// The article that has an id, and those related to it.
    pub fn article(&self, id: &str) -> Option<(u32, Vec<u32>)> {
        let postings = self.term(&key::signed(key::ID, id)).postings;
        let mut own = None;
        let mut others = Vec::new();
        postings.for_each(|posting| {
            others.push(posting.article);
            if own.is_none() || posting.title {
                own = Some(posting.article);
            }
        });
        others.retain(|other| Some(*other) != own);
        own.map(|own| (own, others))
    }

    /// The days of all articles.
    pub fn days(&self) -> Option<&Days> {
        match &self.held(PartKind::Column, Entry::DAYS)?.content {
            Content::Days(days) => Some(days),
            _ => None,
        }
    }

    /// The values of a facet.
    pub fn facet(&self, name: &str) -> Option<&FacetTable> {
        match &self.held(PartKind::Column, self.entry.facet_column(name)?)?.content {
            Content::Facet(table) => Some(table),
            _ => None,
        }
    }

    /// The quantities of a unit that the texts name, or the periods of [`Entry::DAY`].
    pub fn named(&self, unit: &str) -> Option<&Named> {
        match &self.held(PartKind::Column, self.entry.unit_column(unit)?)?.content {
            Content::Named(column) => Some(column),
            _ => None,
        }
    }

    /// The order of an owner's sort key.
    pub fn sort_key(&self, name: &str) -> Option<&SortColumn> {
        match &self.held(PartKind::Column, self.entry.sort_column(name)?)?.content {
            Content::Sort(column) => Some(column),
            _ => None,
        }
    }
}
