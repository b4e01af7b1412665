//! The entry: the one part that is always there. It says what the index is, and where its other parts are.
//!
//! Parts are found by two steps. The entry lists the parts of names; each of these lists [`FANOUT`] leaves or groups. As long as all names are few,
//! the entry has them inside.

use super::codec::{Reader, Truncated, Writer};
use super::language::Language;
use super::part::PartName;
use super::postings::FIELDS;
use super::settings::Settings;

/// How many leaves or groups a part of names lists.
pub const FANOUT: usize = 256;

/// A character that many articles hold: its postings are long and rarely wanted, its numbers often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonChar {
    /// The character.
    pub char: char,
    /// In how many articles it stands.
    pub articles: u32,
    /// Its frequency as a word in the dictionary; 0 when it is none.
    pub frequency: u32,
    /// Whether it is short for something.
    pub is_short: bool,
}

/// One step of a directory: what the part below begins with, or how many articles it holds, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<T> {
    /// The first key, or the number of articles.
    pub of: T,
    /// The name.
    pub name: PartName,
}

/// Something that steps are told apart by.
pub trait StepKey: Sized {
    /// Writes it.
    fn write(&self, out: &mut Writer);
    /// Reads what was written.
    fn read(input: &mut Reader<'_>) -> Self;
}

impl StepKey for String {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }

    fn read(input: &mut Reader<'_>) -> Self {
        input.string().to_owned()
    }
}

impl StepKey for u32 {
    fn write(&self, out: &mut Writer) {
        out.varint(u64::from(*self));
    }

    fn read(input: &mut Reader<'_>) -> Self {
        input.varint() as u32
    }
}

/// Writes steps: how many, all keys, all names.
pub fn write_steps<T: StepKey>(steps: &[Step<T>], out: &mut Writer) {
    out.varint(steps.len() as u64);
    steps.iter().for_each(|step| step.of.write(out));
    steps.iter().for_each(|step| step.name.write(out));
}

/// Reads what [`write_steps`] wrote.
pub fn read_steps<T: StepKey>(input: &mut Reader<'_>) -> Vec<Step<T>> {
    let mut steps: Vec<Step<T>> =
        (0..input.count(1)).map(|_| Step { of: T::read(input), name: PartName::default() }).collect();
    steps.iter_mut().for_each(|step| step.name = PartName::read(input));
    steps
}

/// What an index is.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How many articles there are.
    pub articles: u32,
    /// The mean length in atoms of each field over the articles that have it; 1 for a field that none has.
    pub averages: [f32; FIELDS],
    /// The day of the newest article.
    pub newest: Option<i32>,
    /// The weights that the owner chose.
    pub settings: Settings,
    /// Folds, function words, question phrases.
    pub language: Language,
    /// The sum of all frequencies of the dictionary.
    pub dictionary_total: u64,
    /// Characters that many articles hold, sorted.
    pub common: Vec<CommonChar>,
    /// The names of the facets: source, author, place, and the owner's own.
    pub facets: Vec<String>,
    /// The names of the owner's sort keys.
    pub sorts: Vec<String>,
    /// What the texts name that can be asked for in ranges: units of quantities, and [`Entry::DAY`] for days.
    pub units: Vec<String>,
    /// The columns: days, facets in order, sort keys in order, units in order.
    pub columns: Vec<PartName>,
    /// How many leaves there are.
    pub leaves: u32,
    /// The parts of names of leaves, with the first key of each.
    pub leaf_names: Vec<Step<String>>,
    /// How many groups there are.
    pub groups: u32,
    /// The book in whose words texts of groups are written, when there is one.
    pub book: Option<PartName>,
    /// How the characters sound, when any does.
    pub sounds: Option<PartName>,
    /// The parts of names of groups, with the number of articles of each.
    pub group_names: Vec<Step<u32>>,
    /// All parts of names, leaves first, when they are inside.
    pub inside: Vec<Vec<u8>>,
}

/// The facets that every index has, in order.
pub const OWN_FACETS: [&str; 3] = ["source", "author", "place"];

/// The facets of names that were found in the texts, where there are any: people, places, organisations.
pub const NAME_FACETS: [&str; 3] = ["person", "location", "organisation"];

impl Entry {
    /// The number of the column of days.
    pub const DAYS: u32 = 0;

    /// What stands among the units for the days that texts name.
    pub const DAY: &str = "日";

    /// The number of the column of a unit.
    pub fn unit_column(&self, name: &str) -> Option<u32> {
        let before = self.facets.len() + self.sorts.len();
        self.units.iter().position(|unit| unit == name).map(|at| (at + before) as u32 + 1)
    }

    /// Whether articles can be narrowed by a facet. Of names there may be none in this index, and then nothing is left.
    pub fn has_facet(&self, name: &str) -> bool {
        NAME_FACETS.contains(&name) || self.facets.iter().any(|facet| facet == name)
    }

    /// The number of the column of a facet.
    pub fn facet_column(&self, name: &str) -> Option<u32> {
        self.facets.iter().position(|facet| facet == name).map(|at| at as u32 + 1)
    }

    /// The number of the column of a sort key.
    pub fn sort_column(&self, name: &str) -> Option<u32> {
        self.sorts.iter().position(|sort| sort == name).map(|at| (at + self.facets.len()) as u32 + 1)
    }

    /// Writes the entry.
    pub fn write(&self, out: &mut Writer) {
        out.varint(u64::from(self.articles));
        self.averages.iter().chain(&self.settings.to_array()).for_each(|number| out.raw(&number.to_le_bytes()));
        out.signed(self.newest.map_or(i64::MIN >> 1, i64::from));
        self.language.write(out);
        out.varint(self.dictionary_total);
        out.varint(self.common.len() as u64);
        let mut last = 0;
        for common in &self.common {
            out.varint(u64::from(common.char as u32 - last));
            last = common.char as u32;
            out.varint(u64::from(common.articles));
            out.varint(u64::from(common.frequency) << 1 | u64::from(common.is_short));
        }
        for names in [&self.facets, &self.sorts, &self.units] {
            out.varint(names.len() as u64);
            names.iter().for_each(|name| out.string(name));
        }
        out.varint(self.columns.len() as u64);
        self.columns.iter().for_each(|name| name.write(out));
        out.varint(u64::from(self.leaves));
        write_steps(&self.leaf_names, out);
        out.varint(u64::from(self.groups));
        write_steps(&self.group_names, out);
        for name in [self.book, self.sounds] {
            out.varint(u64::from(name.is_some()));
            name.iter().for_each(|name| name.write(out));
        }
        out.varint(self.inside.len() as u64);
        for payload in &self.inside {
            out.varint(payload.len() as u64);
            out.raw(payload);
        }
    }

    /// Reads what [`Entry::write`] wrote.
    pub fn read(payload: &[u8]) -> Result<Self, Truncated> {
        let input = &mut Reader::new(payload);
        let articles = input.varint() as u32;
        let averages = std::array::from_fn(|_| input.f32().max(f32::MIN_POSITIVE));
        let mut settings = Settings::default().to_array();
        settings.iter_mut().for_each(|number| *number = input.f32());
        let newest = i32::try_from(input.signed()).ok();
        let language = Language::read(input);
        let dictionary_total = input.varint();
        let mut common = Vec::new();
        let mut last = 0u32;
        for _ in 0..input.count(3) {
            last = last.wrapping_add(input.varint() as u32);
            let (articles, frequency) = (input.varint() as u32, input.varint());
            common.push(CommonChar {
                char: input.char(last),
                articles,
                frequency: (frequency >> 1) as u32,
                is_short: frequency & 1 == 1,
            });
        }
        let [facets, sorts, units] = std::array::from_fn(|_| input.strings());
        let columns = (0..input.count(1)).map(|_| PartName::read(input)).collect();
        let leaves = input.varint() as u32;
        let leaf_names = read_steps(input);
        let groups = input.varint() as u32;
        let group_names = read_steps(input);
        let [book, sounds] = std::array::from_fn(|_| (input.varint() != 0).then(|| PartName::read(input)));
        let mut inside = Vec::new();
        for _ in 0..input.count(1) {
            let length = input.size();
            inside.push(input.raw(length).to_vec());
        }
        input.whole(Self {
            articles,
            averages,
            newest,
            settings: Settings::from_array(settings),
            language,
            dictionary_total,
            common,
            facets,
            sorts,
            units,
            columns,
            leaves,
            leaf_names,
            groups,
            group_names,
            book,
            sounds,
            inside,
        })
    }

    /// What is known of a character that many articles hold.
    pub fn common(&self, c: char) -> Option<&CommonChar> {
        self.common.binary_search_by_key(&c, |common| common.char).ok().map(|at| &self.common[at])
    }
}
