//! The text layer of a newspaper page, cut up and out of order as it is, becomes articles.
//!
//! Three steps: [`lines`] looks at each line alone, [`layout`] weighs what the lines are in their page, [`articles`]
//! puts them together. All that is known here is the general vocabulary and the habits of Chinese newspapers.

mod articles;
mod byline;
mod headlines;
mod layout;
mod lines;
mod vocabulary;
mod words;

use xunzhang_core::Article;

use crate::Edition;

/// Reads a page, or a plain text with one article. The articles' ids are left empty.
///
/// The text fields of the articles tile the page: apart from white space every character is in exactly one of them. Takes
/// time linear in the length of the text; any text gives a result.
pub fn read_page(text: &str, edition: &Edition) -> Vec<Article> {
    let lines = lines::read_lines(text);
    let roles = layout::read_roles(&lines);
    articles::assemble(lines, &roles, edition)
}
