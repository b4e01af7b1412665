//! The weights of the ranking: one setting for every corpus, all of it open to the embedder.

use serde::{Deserialize, Serialize};

use super::postings::{FIELDS, Field};

/// BM25F's weight of each field: how much an occurrence there counts beside one in the body. 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default = "FieldWeights::unset")]
pub struct FieldWeights {
    /// The headline.
    pub headline: f32,
    /// Lead-in and sub-headline.
    pub sub_headline: f32,
    /// Subheads inside the article.
    pub subheads: f32,
    /// Paragraphs.
    pub body: f32,
    /// Captions and boxes.
    pub captions: f32,
    /// Keywords given by the source.
    pub tags: f32,
    /// Source, authors and place.
    pub byline: f32,
}

impl Default for FieldWeights {
    fn default() -> Self {
        Self { headline: 2.0, sub_headline: 1.5, subheads: 1.2, body: 1.0, captions: 0.8, tags: 1.5, byline: 1.0 }
    }
}

impl FieldWeights {
    fn unset() -> Self {
        Settings::unset().fields
    }

    /// The weights by the number of the field.
    pub fn by_field(&self) -> [f32; FIELDS] {
        let mut weights = [0.0; FIELDS];
        for field in Field::ALL {
            weights[field as usize] = match field {
                Field::Headline => self.headline,
                Field::SubHeadline => self.sub_headline,
                Field::Subheads => self.subheads,
                Field::Body => self.body,
                Field::Captions => self.captions,
                Field::Tags => self.tags,
                Field::Byline => self.byline,
            };
        }
        weights
    }
}

/// What decides the order of the hits. Defaults are those measured in `docs/benchmarks/relevance.md`; they stand on a plateau, where halving
/// or doubling one moves the mean by .002 or less.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default = "Settings::unset")]
pub struct Settings {
    /// The weight of each field.
    pub fields: FieldWeights,
    /// BM25's k1 for characters, 0 to 3: raised, further occurrences count more; at 0 only presence counts.
    pub saturation: f32,
    /// BM25's b, 0 to 1: raised, long articles are weighed down more; at 0 length does not matter.
    pub length: f32,
    /// The exponent of idf, 0.5 to 2.5: raised, rare terms decide more.
    pub rarity: f32,
    /// What pairs of characters add beside single ones, 0 to 2: raised, neighbours count more; at 0 only characters do.
    pub pairs: f32,
    /// The weight of characters inside function words (的, 以及), 0 to 1.
    pub function_words: f32,
    /// The weight of characters inside question phrases (什么, 如何), 0 to 1.
    pub question_phrases: f32,
    /// What an early first occurrence adds, 0 to 5.
    pub early: f32,
    /// After how many atoms an early occurrence is worth half, 5 to 500.
    pub early_half: f32,
    /// What long runs of the query add, 0 to 5.
    pub runs: f32,
    /// What the best window of 96 atoms adds, 0 to 5: raised, articles win that hold the query in one place.
    pub window: f32,
    /// Inside the window, what distinct pairs add beside distinct characters, 0 to 2.
    pub window_pairs: f32,
    /// For questions of time, what an article that holds a date gains, as a share of the best score, 0 to 0.5.
    pub time_question: f32,
    /// What the newest article gains, as a share of its score, 0 to 2; 0, the default, leaves age out.
    pub recency: f32,
    /// After how many days the gain of recency is worth half, 1 to 10,000.
    pub recency_half: f32,
    /// The share of the query's weight that an article must hold to be counted as a hit, 0 to 1: raised, fewer are counted; what holds less
    /// is listed below them.
    pub needed: f32,
    /// How many of the best candidates are read again by position, 10 to 1,000.
    pub rescored: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            fields: FieldWeights::default(),
            saturation: 1.2,
            length: 0.7,
            rarity: 1.5,
            pairs: 0.5,
            function_words: 0.7,
            question_phrases: 0.1,
            early: 2.0,
            early_half: 40.0,
            runs: 1.0,
            window: 1.0,
            window_pairs: 0.5,
            time_question: 0.1,
            recency: 0.0,
            recency_half: 30.0,
            needed: 0.6,
            rescored: 30,
        }
    }
}

/// How many numbers the settings are.
const COUNT: usize = FIELDS + 16;

impl Settings {
    /// How many of the numbers are weights of fields.
    pub const FIELDS: usize = FIELDS;

    /// The names of the numbers as callers write them, in the order of [`Settings::to_array`]; the first [`Settings::FIELDS`] stand in an object
    /// `fields` of their own.
    pub const NAMES: [&str; COUNT] = [
        "headline",
        "subHeadline",
        "subheads",
        "body",
        "captions",
        "tags",
        "byline",
        "saturation",
        "length",
        "rarity",
        "pairs",
        "functionWords",
        "questionPhrases",
        "early",
        "earlyHalf",
        "runs",
        "window",
        "windowPairs",
        "timeQuestion",
        "recency",
        "recencyHalf",
        "needed",
        "rescored",
    ];

    /// The lowest and highest value of each number, in the order of [`Settings::to_array`].
    const RANGES: [(f32, f32); COUNT] = [
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 10.0),
        (0.0, 3.0),
        (0.0, 1.0),
        (0.5, 2.5),
        (0.0, 2.0),
        (0.0, 1.0),
        (0.0, 1.0),
        (0.0, 5.0),
        (5.0, 500.0),
        (0.0, 5.0),
        (0.0, 5.0),
        (0.0, 2.0),
        (0.0, 0.5),
        (0.0, 2.0),
        (1.0, 10_000.0),
        (0.0, 1.0),
        (10.0, 1000.0),
    ];

    /// Settings of which none has been chosen: what [`Settings::over`] replaces.
    pub fn unset() -> Self {
        Self::from_array([f32::NAN; COUNT])
    }

    /// These settings, with those of `base` where none has been chosen, and every value brought into its range, so that no option can
    /// break a search.
    pub fn over(self, base: &Self) -> Self {
        let (base, mut numbers) = (base.to_array(), self.to_array());
        for ((number, base), (low, high)) in numbers.iter_mut().zip(base).zip(Self::RANGES) {
            // Not `clamp`: what it would say of wrong bounds brings the printing of numbers into the wasm, 5 KB.
            *number = if number.is_finite() { *number } else { base }.max(low).min(high);
        }
        Self::from_array(numbers)
    }

    /// All numbers in one order: the weights of the fields, then the others as they are declared.
    pub fn to_array(self) -> [f32; COUNT] {
        let fields = self.fields.by_field();
        let rescored = if self.rescored == UNSET { f32::NAN } else { self.rescored as f32 };
        let [a, b, c, d, e, f, g] = fields;
        [
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            self.saturation,
            self.length,
            self.rarity,
            self.pairs,
            self.function_words,
            self.question_phrases,
            self.early,
            self.early_half,
            self.runs,
            self.window,
            self.window_pairs,
            self.time_question,
            self.recency,
            self.recency_half,
            self.needed,
            rescored,
        ]
    }

    /// The settings that [`Settings::to_array`] gave.
    pub fn from_array(numbers: [f32; COUNT]) -> Self {
        let [headline, sub_headline, subheads, body, captions, tags, byline, rest @ ..] = numbers;
        let fields = FieldWeights { headline, sub_headline, subheads, body, captions, tags, byline };
        let [
            saturation,
            length,
            rarity,
            pairs,
            function_words,
            question_phrases,
            early,
            early_half,
            runs,
            window,
            rest @ ..,
        ] = rest;
        let [window_pairs, time_question, recency, recency_half, needed, rescored] = rest;
        let rescored = if rescored.is_finite() { rescored as usize } else { UNSET };
        Self {
            fields,
            saturation,
            length,
            rarity,
            pairs,
            function_words,
            question_phrases,
            early,
            early_half,
            runs,
            window,
            window_pairs,
            time_question,
            recency,
            recency_half,
            needed,
            rescored,
        }
    }
}

/// Stands for a number of rescored candidates that has not been chosen.
const UNSET: usize = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_fields() {
        let json = serde_json::to_value(Settings::default()).expect("settings are plain numbers");
        let names = |value: &serde_json::Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
        let mut known: Vec<&str> = Settings::NAMES[..Settings::FIELDS].to_vec();
        known.sort_unstable();
        assert_eq!(names(&json["fields"]).expect("fields are an object"), known);
        let mut known: Vec<&str> = Settings::NAMES[Settings::FIELDS..].to_vec();
        known.push("fields");
        known.sort_unstable();
        assert_eq!(names(&json).expect("settings are an object"), known);
    }

    #[test]
    fn settings_lie_over_others_and_within_their_ranges() {
        assert_eq!(Settings::from_array(Settings::default().to_array()), Settings::default());
        assert_eq!(Settings::unset().over(&Settings::default()), Settings::default());
        assert_eq!(Settings::default().over(&Settings::unset()), Settings::default());
        let chosen = Settings { early: 99.0, rescored: 3, ..Settings::unset() }.over(&Settings::default());
        assert_eq!(chosen, Settings { early: 5.0, rescored: 10, ..Settings::default() });
    }
}
