//! The language knowledge that the entry of an index carries (invariant 2): folds, function words, question phrases. The words of the dictionary lie
//! with the terms that they begin with.

use super::codec::{Reader, Writer};
use crate::text::Folder;

/// What the index knows of the language of its corpus.
#[derive(Clone, Debug)]
pub struct Language {
    /// Folds of the corpus' characters.
    pub folder: Folder,
    /// Words that carry grammar rather than matter, folded and sorted.
    pub function_words: Vec<String>,
    /// Phrases that ask rather than name what is sought, folded and sorted.
    pub question_phrases: Vec<String>,
    /// The owner's synonyms by the folded word that they stand for, sorted; each as the owner wrote it.
    pub synonyms: Vec<(String, Vec<String>)>,
    /// Whether most words of the corpus are English, so that word endings may be set aside.
    pub english: bool,
}

impl Language {
    /// Whether a folded word carries grammar only.
    pub fn is_function_word(&self, word: &str) -> bool {
        self.function_words.binary_search_by(|other| other.as_str().cmp(word)).is_ok()
    }

    /// Whether a folded text is a question phrase.
    pub fn is_question_phrase(&self, text: &str) -> bool {
        self.question_phrases.binary_search_by(|other| other.as_str().cmp(text)).is_ok()
    }

    /// What may stand for a folded word.
    pub fn synonyms_of(&self, word: &str) -> Option<&[String]> {
        let at = self.synonyms.binary_search_by(|(other, _)| other.as_str().cmp(word)).ok()?;
        Some(&self.synonyms[at].1)
    }

    /// Writes everything.
    pub fn write(&self, out: &mut Writer) {
        out.varint(u64::from(self.english));
        self.folder.write(out);
        for set in [&self.function_words, &self.question_phrases] {
            out.varint(set.len() as u64);
            for text in set {
                out.string(text);
            }
        }
        out.varint(self.synonyms.len() as u64);
        for (word, others) in &self.synonyms {
            out.string(word);
            out.varint(others.len() as u64);
            others.iter().for_each(|other| out.string(other));
        }
    }

    /// Reads what [`Language::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Self {
        let english = input.varint() == 1;
        let folder = Folder::read(input);
        let [function_words, question_phrases] = std::array::from_fn(|_| input.strings());
        let synonyms = (0..input.count(2)).map(|_| (input.string().to_owned(), input.strings())).collect();
        Self { folder, function_words, question_phrases, synonyms, english }
    }
}
