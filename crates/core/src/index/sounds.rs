//! How the words of a corpus sound: the table of its characters, and lists of words in the order of their sounds.
//!
//! The table is a part of its own: of every syllable the characters that are read so, those first that most articles hold. A list is the body of one
//! term of a leaf. Its words stand in the order of their initials, then of their syllables, so that one order serves who types initials and who
//! types all letters. A character of a word is said by its place among those of its syllable, mostly in two to four bits.
//!
//! Bits, all numbers in exponential Golomb codes ([`super::codec`]). The table: for each syllable how many characters; of each its code, 15 bits as in
//! [`super::leaf`], whether that is its main reading (`0`), another common one (`10`) or one that only words have (`11`), and by how much the power of two of its articles is below
//! that of the character before. A list: for each word `1`, then a `1` if it sounds like the word before; else `0` and its sound ([`write_sound`]); what it is (`0` a word, `10` a phrase,
//! `11` a word in a reading that is not its own); the places of its characters; in how many articles it stands, less one; after all a `0`.

use std::cmp::Ordering;

use super::codec::{BitReader, BitWriter, Truncated};
use super::leaf::key;
use crate::order::sort_by;
use crate::text::syllables::{self, COUNT, Syllable, beginning_with, letter, name};

/// The longest word that is listed, in characters.
pub const LONGEST: usize = 10;

/// The orders of the codes: what the numbers are about, as powers of two. Any order reads back; these take the fewest bits.
mod order {
    /// How many characters a syllable has.
    pub const CHARACTERS: u32 = 3;
    /// The power of two of articles that hold a character, from the one before.
    pub const FALL: u32 = 0;
    /// How much later than the first of its class a syllable stands.
    pub const MEMBER: u32 = 4;
    /// Lengths, and how much of a sound is that of the one before.
    pub const LENGTH: u32 = 0;
    /// The distance from a letter to that of the word before.
    pub const LETTER: u32 = 1;
    /// The distance from a syllable to that of the word before.
    pub const SYLLABLE: u32 = 2;
    /// The place of a character among those of a syllable.
    pub const PLACE: u32 = 1;
    /// In how many articles a word stands.
    pub const ARTICLES: u32 = 0;
}

/// The first of the characters that are said in [`CHAR_BITS`], and what stands for any other, in as many bits as any character takes.
const IDEOGRAPHS: u32 = 0x4E00;
const CHAR_BITS: u32 = 15;
const OTHER: u32 = (1 << CHAR_BITS) - 1;
const OTHER_BITS: u32 = 21;

/// In how many bits a letter is said.
const LETTER_BITS: u32 = 5;

/// How many tones are told apart; the neutral one is none of them.
const TONES: u32 = 4;

/// How a character has a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// It is mostly read so.
    Main,
    /// It is often read so.
    Common,
    /// It is read so in few words, which say so themselves.
    Rare,
}

/// What a word of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A word, as it is read.
    Word,
    /// Several words that often stand together, as they are read.
    Phrase,
    /// A word in a reading that its characters have elsewhere.
    Misread,
}

fn write_class(class: u32, bits: &mut BitWriter) {
    match class {
        0 => bits.bits(0, 1),
        class => {
            bits.bits(1, 1);
            bits.bits(class - 1, 1);
        }
    }
}

fn read_class(bits: &mut BitReader<'_>) -> Option<u32> {
    if bits.bits(1)? == 0 { Some(0) } else { bits.bits(1).map(|class| class + 1) }
}

/// A character with a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sounding {
    /// The character.
    pub char: char,
    /// How it has the sound.
    pub usage: Usage,
    /// In about how many articles it stands, as a power of two.
    pub power: u8,
    /// The sound itself, which in a fuzzy index may be another of its class.
    pub syllable: Syllable,
    /// The tones that it may have there, the first as the lowest bit; none where nothing is known, or the neutral one.
    pub tones: u8,
}

fn write_tones(tones: u8, bits: &mut BitWriter) {
    bits.bits(u32::from(!tones.is_power_of_two()), 1);
    match tones.is_power_of_two() {
        true => bits.bits(tones.ilog2(), 2),
        false => bits.bits(u32::from(tones), TONES),
    }
}

fn read_tones(bits: &mut BitReader<'_>) -> Option<u8> {
    let tones = if bits.bits(1)? == 0 { 1 << bits.bits(2)? } else { bits.bits(TONES)? };
    Some(tones as u8)
}

/// The table of a corpus: which characters are read how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounds {
    fuzzy: bool,
    classes: Vec<Syllable>,
    /// For each syllable, or class, its characters, those first that most articles hold.
    of: Vec<Vec<Sounding>>,
    /// The same by the characters, the main reading first.
    by_char: Vec<(char, Usage, Syllable)>,
}

impl Sounds {
    /// The table of characters with their sounds, the tones of these, and in how many articles each stands.
    pub fn new(readings: impl IntoIterator<Item = (char, Syllable, Usage, u8, u32)>, fuzzy: bool) -> Self {
        let classes = if fuzzy { syllables::classes() } else { (0..COUNT as Syllable).collect() };
        let mut of = vec![Vec::new(); COUNT];
        for (char, syllable, usage, tones, articles) in readings {
            let power = articles.max(1).ilog2() as u8;
            of[usize::from(classes[usize::from(syllable)])].push(Sounding { char, usage, power, syllable, tones });
        }
        for characters in &mut of {
            sort_by(characters, |a, b| b.power.cmp(&a.power).then(a.char.cmp(&b.char)));
        }
        Self::of(classes, of, fuzzy)
    }

    fn of(classes: Vec<Syllable>, of: Vec<Vec<Sounding>>, fuzzy: bool) -> Self {
        let mut by_char: Vec<(char, Usage, Syllable)> = Vec::new();
        for (syllable, all) in (0..).zip(&of) {
            by_char.extend(all.iter().map(|sounding| (sounding.char, sounding.usage, syllable)));
        }
        sort_by(&mut by_char, |a, b| a.cmp(b));
        Self { fuzzy, classes, of, by_char }
    }

    /// Whether the index is fuzzy.
    pub fn is_fuzzy(&self) -> bool {
        self.fuzzy
    }

    /// For each syllable the one under which words with it are listed: itself, or in a fuzzy index the first of its class, if any character has it.
    pub fn classes(&self) -> &[Syllable] {
        &self.classes
    }

    /// Whether no character has a sound.
    pub fn is_empty(&self) -> bool {
        self.by_char.is_empty()
    }

    /// The payload of the part.
    pub fn write(&self, bits: &mut BitWriter) {
        bits.bits(u32::from(self.fuzzy), 1);
        for (class, characters) in (0..).zip(&self.of) {
            bits.golomb(characters.len() as u32, order::CHARACTERS);
            let mut before = u32::from(u8::MAX);
            for (place, sounding) in characters.iter().enumerate() {
                match u32::from(sounding.char).checked_sub(IDEOGRAPHS).filter(|&code| code < OTHER) {
                    Some(code) => bits.bits(code, CHAR_BITS),
                    None => {
                        bits.bits(OTHER, CHAR_BITS);
                        bits.bits(u32::from(sounding.char), OTHER_BITS);
                    }
                }
                write_class(sounding.usage as u32, bits);
                write_tones(sounding.tones, bits);
                if self.fuzzy {
                    bits.golomb(u32::from(sounding.syllable - class), order::MEMBER);
                }
                let power = u32::from(sounding.power);
                // The first is said as it is.
                bits.golomb(if place == 0 { power } else { before - power }, order::FALL);
                before = power;
            }
        }
    }

    /// Reads what [`Sounds::write`] wrote.
    pub fn read(payload: &[u8]) -> Result<Self, Truncated> {
        let read = || {
            let mut bits = BitReader::new(payload, 0);
            let fuzzy = bits.bits(1)? == 1;
            let mut classes: Vec<Syllable> = (0..COUNT as Syllable).collect();
            let mut of = Vec::with_capacity(COUNT);
            for class in 0..COUNT as Syllable {
                let mut characters = Vec::new();
                let mut before = None;
                for _ in 0..bits.golomb(order::CHARACTERS)? {
                    let code = match bits.bits(CHAR_BITS)? {
                        OTHER => bits.bits(OTHER_BITS)?,
                        code => IDEOGRAPHS + code,
                    };
                    let usage = [Usage::Main, Usage::Common, Usage::Rare][read_class(&mut bits)? as usize];
                    let tones = read_tones(&mut bits)?;
                    let later = if fuzzy { bits.golomb(order::MEMBER)? } else { 0 };
                    let syllable = u16::try_from(later).ok()?.checked_add(class)?;
                    *classes.get_mut(usize::from(syllable))? = class;
                    let fall = bits.golomb(order::FALL)?;
                    let power = before.map_or(Some(fall), |before: u32| before.checked_sub(fall))?;
                    before = Some(power);
                    let (char, power) = (char::from_u32(code)?, power.min(31) as u8);
                    characters.push(Sounding { char, usage, power, syllable, tones });
                }
                of.push(characters);
            }
            Some(Self::of(classes, of, fuzzy))
        };
        read().ok_or(Truncated { at: payload.len() })
    }

    /// The characters that are read so, in a fuzzy index all of a class, those first that most articles hold.
    pub fn characters(&self, syllable: Syllable) -> &[Sounding] {
        self.of.get(usize::from(syllable)).map_or(&[], Vec::as_slice)
    }

    /// How a character is read: the main reading, other common ones, those of few words. Of a character that the corpus does not hold nothing.
    pub fn of_char(&self, c: char) -> impl Iterator<Item = (Syllable, Usage)> {
        let from = self.by_char.partition_point(|(other, ..)| *other < c);
        self.by_char[from..].iter().take_while(move |(other, ..)| *other == c).map(|(_, usage, of)| (*of, *usage))
    }

    /// The place of a character among those of a syllable.
    fn place(&self, syllable: Syllable, c: char) -> Option<u32> {
        self.characters(syllable).iter().position(|sounding| sounding.char == c).map(|place| place as u32)
    }
}

/// A word with its sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundWord {
    /// The word, folded.
    pub text: String,
    /// Its syllables, one for each character, in a fuzzy index their classes.
    pub syllables: Vec<Syllable>,
    /// What it is.
    pub standing: Standing,
    /// In how many articles it stands.
    pub articles: u32,
}

/// The order of words by their sounds: first by the initials, then by the syllables.
pub fn by_sound(a: &[Syllable], b: &[Syllable]) -> Ordering {
    let initials = a.iter().map(|&syllable| letter(syllable));
    initials.cmp(b.iter().map(|&syllable| letter(syllable))).then_with(|| a.cmp(b))
}

/// The key of a sound, for finding the leaf where it stands: initials, then the syllables, with spaces, which come before all letters.
pub fn sound_key(syllables: &[Syllable]) -> String {
    let mut key = initials_key(syllables);
    for &syllable in syllables {
        key.push(' ');
        key.push_str(name(syllable));
    }
    key
}

/// The beginning of the keys of sounds with these initials.
fn initials_key(syllables: &[Syllable]) -> String {
    key::signed(key::SOUND, "")
        + &syllables.iter().map(|&syllable| char::from(b'a' + letter(syllable))).collect::<String>()
}

/// Writes lists, each as long as its leaf may be.
#[derive(Debug)]
pub struct SoundListWriter<'a> {
    sounds: &'a Sounds,
    bits: BitWriter,
    last: Vec<Syllable>,
}

impl<'a> SoundListWriter<'a> {
    /// A list of words whose characters the table has.
    pub fn new(sounds: &'a Sounds) -> Self {
        Self { sounds, bits: BitWriter::default(), last: Vec::new() }
    }

    /// Adds the next word in the order of sounds. One with a character that the table does not have with that sound is left out.
    pub fn word(&mut self, word: &SoundWord) {
        let syllables = &word.syllables;
        let places = word.text.chars().zip(syllables).map(|(c, &syllable)| self.sounds.place(syllable, c));
        let Some(places) = places.collect::<Option<Vec<u32>>>().filter(|places| places.len() == syllables.len()) else {
            return;
        };
        self.bits.bits(1, 1);
        if self.last == *syllables {
            self.bits.bits(1, 1);
        } else {
            self.bits.bits(0, 1);
            write_sound(&self.last, syllables, &mut self.bits);
            self.last.clone_from(syllables);
        }
        write_class(word.standing as u32, &mut self.bits);
        places.iter().for_each(|&place| self.bits.golomb(place, order::PLACE));
        self.bits.golomb(word.articles.max(1) - 1, order::ARTICLES);
    }

    /// How many bytes the list takes.
    pub fn len(&self) -> usize {
        self.bits.len() / 8 + 1
    }

    /// Whether no word was added.
    pub fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// The list.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.bits.bits(0, 1);
        self.bits.into_bytes()
    }
}

/// How many syllables two sounds begin with alike.
fn shared<T: PartialEq>(a: impl IntoIterator<Item = T>, b: impl IntoIterator<Item = T>) -> usize {
    a.into_iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// In how many bits a syllable is told from the others of its letter.
fn rest_bits(letter: u8) -> u32 {
    let (_, count) = beginning_with(letter);
    u32::from(count.max(1) - 1).checked_ilog2().map_or(0, |log| log + 1)
}

/// Writes a sound that comes after another. With the same initials: `1`, how many syllables are the same, how much later the next one stands, and the others by their places among those
/// of their letters. With other initials: `0`, how many of these are the same, how many follow, the first of them by its distance when it takes the place of another, then all syllables by
/// their places among those of their letters.
fn write_sound(last: &[Syllable], next: &[Syllable], bits: &mut BitWriter) {
    let letters = |syllables: &[Syllable]| syllables.iter().map(|&syllable| letter(syllable)).collect::<Vec<u8>>();
    let (before, initials) = (letters(last), letters(next));
    let mut from = 0;
    if before == initials {
        bits.bits(1, 1);
        let same = shared(last, next);
        bits.golomb(same as u32, order::LENGTH);
        bits.golomb(u32::from(next[same] - last[same] - 1), order::SYLLABLE);
        from = same + 1;
    } else {
        bits.bits(0, 1);
        let same = shared(&before, &initials);
        bits.golomb(same as u32, order::LENGTH);
        bits.golomb((initials.len() - same - 1) as u32, order::LENGTH);
        for (place, &letter) in initials.iter().enumerate().skip(same) {
            match before.get(place).filter(|_| place == same) {
                Some(&other) => bits.golomb(u32::from(letter - other - 1), order::LETTER),
                None => bits.bits(u32::from(letter), LETTER_BITS),
            }
        }
    }
    for &syllable in &next[from..] {
        let letter = letter(syllable);
        bits.bits(u32::from(syllable - beginning_with(letter).0), rest_bits(letter));
    }
}

/// Reads what [`write_sound`] wrote after the sound `last`, which becomes the one that was read; none when bits end or are none that it writes.
fn read_sound(last: &mut Vec<Syllable>, bits: &mut BitReader<'_>) -> Option<()> {
    let mut letters: Vec<u8> = last.iter().map(|&syllable| letter(syllable)).collect();
    if bits.bits(1)? == 1 {
        let same = bits.golomb(order::LENGTH)? as usize;
        let distance = bits.golomb(order::SYLLABLE)?;
        let next = u32::from(*last.get(same)?).checked_add(distance)?.checked_add(1)?;
        last.truncate(same);
        last.push(u16::try_from(next).ok().filter(|&next| usize::from(next) < COUNT)?);
    } else {
        let same = bits.golomb(order::LENGTH)? as usize;
        let more = bits.golomb(order::LENGTH)? as usize + 1;
        let other = letters.get(same).copied();
        if same > letters.len() || same.checked_add(more)? > LONGEST {
            return None;
        }
        letters.truncate(same);
        for place in 0..more {
            let next = match other.filter(|_| place == 0) {
                Some(other) => u32::from(other).checked_add(bits.golomb(order::LETTER)?)?.checked_add(1)?,
                None => bits.bits(LETTER_BITS)?,
            };
            letters.push(u8::try_from(next).ok()?);
        }
        last.clear();
    }
    for &letter in letters.get(last.len()..)? {
        let (first, count) = beginning_with(letter);
        let rest = bits.bits(rest_bits(letter))? as Syllable;
        last.push(Some(first + rest).filter(|_| rest < count)?);
    }
    Some(())
}

/// A word of an opened list.
#[derive(Clone, Copy, Debug)]
struct Listed {
    /// Where in the codes its syllables begin, which the places of its characters follow.
    start: u32,
    length: u8,
    standing: Standing,
    articles: u32,
}

/// An opened list of words.
#[derive(Clone, Debug, Default)]
pub struct SoundList {
    codes: Vec<u16>,
    words: Vec<Listed>,
}

impl SoundList {
    /// Reads a list; none when its bits end early or make no sense.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut bits = BitReader::new(bytes, 0);
        let mut list = Self::default();
        let mut last = Vec::new();
        while bits.bits(1)? == 1 {
            if bits.bits(1)? == 0 {
                read_sound(&mut last, &mut bits)?;
            }
            let class = read_class(&mut bits)?;
            let start = list.codes.len() as u32;
            list.codes.extend(&last);
            for _ in 0..last.len() {
                list.codes.push(bits.golomb(order::PLACE)?.min(u32::from(u16::MAX)) as u16);
            }
            list.words.push(Listed {
                start,
                length: last.len() as u8,
                standing: [Standing::Word, Standing::Phrase, Standing::Misread][class as usize],
                articles: bits.golomb(order::ARTICLES)?.saturating_add(1),
            });
        }
        Some(list)
    }

    fn syllables(&self, word: &Listed) -> &[Syllable] {
        let start = word.start as usize;
        self.codes.get(start..start + usize::from(word.length)).unwrap_or_default()
    }

    /// The text of a word; none when the table lacks one of its characters.
    fn text(&self, word: &Listed, sounds: &Sounds) -> Option<String> {
        let syllables = self.syllables(word);
        let from = word.start as usize + syllables.len();
        let places = self.codes.get(from..from + syllables.len())?;
        let chars = syllables.iter().zip(places);
        chars.map(|(&syllable, &place)| Some(sounds.characters(syllable).get(usize::from(place))?.char)).collect()
    }

    /// Calls `each` for the words from the first that does not come before the sound `from` on, as long as it says so.
    /// It is called before the text of a word is made, with its syllables, and says whether the word is wanted, or that all are done.
    pub fn each_from(
        &self,
        from: &[Syllable],
        sounds: &Sounds,
        wanted: &mut dyn FnMut(&[Syllable]) -> Wanted,
        each: &mut dyn FnMut(SoundWord),
    ) -> bool {
        let first = self.words.partition_point(|word| by_sound(self.syllables(word), from).is_lt());
        for word in &self.words[first..] {
            match wanted(self.syllables(word)) {
                Wanted::Done => return false,
                Wanted::No => {}
                Wanted::Yes => {
                    if let Some(text) = self.text(word, sounds) {
                        let &Listed { standing, articles, .. } = word;
                        each(SoundWord { text, syllables: self.syllables(word).to_vec(), standing, articles });
                    }
                }
            }
        }
        true
    }
}

/// What is to become of a word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It is wanted.
    Yes,
    /// It is not.
    No,
    /// It is not, nor is any that follows.
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHARS: [&str; 4] = ["重庆西安一", "从清先\u{20000}", "行", "长常场唱"];

    fn table(fuzzy: bool) -> Sounds {
        let readings = CHARS.iter().enumerate().flat_map(|(which, chars)| {
            (0..COUNT as Syllable).filter(move |syllable| usize::from(*syllable) % CHARS.len() == which).flat_map(
                |syllable| {
                    chars.chars().zip(0u32..).map(move |(c, at)| {
                        let usage = [Usage::Main, Usage::Common, Usage::Rare][(at % 3) as usize];
                        (c, syllable, usage, (at * 7 % 16) as u8, 1 << (5 - at))
                    })
                },
            )
        });
        Sounds::new(readings, fuzzy)
    }

    fn word() -> impl Strategy<Value = SoundWord> {
        let syllable = (0..COUNT as Syllable, any::<prop::sample::Index>());
        let standing = prop::sample::select(vec![Standing::Word, Standing::Phrase, Standing::Misread]);
        (prop::collection::vec(syllable, 1..LONGEST), standing, 1u32..5000).prop_map(|(sounds, standing, articles)| {
            let table = table(false);
            let text = sounds.iter().map(|(syllable, which)| which.get(table.characters(*syllable)).char).collect();
            SoundWord { text, syllables: sounds.iter().map(|(syllable, _)| *syllable).collect(), standing, articles }
        })
    }

    proptest! {
        #[test]
        fn lists_read_back(words in prop::collection::vec(word(), 0..30), which: prop::sample::Index) {
            let mut words: Vec<SoundWord> = words;
            words.sort_by(|a, b| by_sound(&a.syllables, &b.syllables));
            let sounds = table(false);
            let mut writer = SoundListWriter::new(&sounds);
            words.iter().for_each(|word| writer.word(word));
            let list = SoundList::read(&writer.into_bytes()).expect("what was written can be read");
            let mut found = Vec::new();
            list.each_from(&[], &sounds, &mut |_| Wanted::Yes, &mut |word| found.push(word));
            prop_assert_eq!(&found, &words);
            if let Some(word) = (!words.is_empty()).then(|| which.get(&words)) {
                let mut same = Vec::new();
                let mut wanted = |other: &[Syllable]| if other == word.syllables { Wanted::Yes } else { Wanted::Done };
                list.each_from(&word.syllables, &sounds, &mut wanted, &mut |word| same.push(word));
                let expected = words.iter().filter(|other| other.syllables == word.syllables).cloned();
                prop_assert_eq!(same, expected.collect::<Vec<_>>());
            }
            let keys: Vec<String> = words.iter().map(|word| sound_key(&word.syllables)).collect();
            prop_assert!(keys.is_sorted(), "keys stand in the order of sounds");
        }

        #[test]
        fn hostile_bytes_end_in_nothing_or_a_list(bytes: Vec<u8>) {
            let sounds = Sounds::read(&bytes).unwrap_or_else(|_| table(false));
            if let Some(list) = SoundList::read(&bytes) {
                list.each_from(&[3], &sounds, &mut |_| Wanted::Yes, &mut |_| {});
            }
        }
    }

    #[test]
    fn the_table_reads_back() {
        for fuzzy in [true, false] {
            let sounds = table(fuzzy);
            let mut bits = BitWriter::default();
            sounds.write(&mut bits);
            assert_eq!(Sounds::read(&bits.into_bytes()).expect("what was written can be read"), sounds);
        }
        let sounds = table(false);
        let usages: Vec<Usage> = sounds.of_char('重').map(|(_, usage)| usage).collect();
        assert!(usages.is_sorted() && usages.len() == COUNT.div_ceil(CHARS.len()));
        assert_eq!(sounds.of_char('无').count(), 0);
    }
}
