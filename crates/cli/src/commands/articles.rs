//! `xunzhang articles`: what ingest makes of a source.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use xunzhang_core::{Article, BlockKind};

use super::read_sources;
use crate::Outcome;

/// Show the articles that SOURCE holds.
///
/// A source is a file or a folder of newspaper text (.txt), Markdown (.md) or JSON Lines (.jsonl).
#[derive(Args)]
pub struct Articles {
    /// Files and folders.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

impl Articles {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let (read, outcome) = read_sources(&self.sources);
        for (index, article) in read.articles.iter().enumerate() {
            if self.json {
                writeln!(out, "{}", serde_json::to_string(article)?)?;
            } else {
                show(article, index + 1, out)?;
            }
        }
        Ok(outcome)
    }
}

/// Prints an article for a person.
fn show(article: &Article, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let rule = "─".repeat(60);
    writeln!(out, "{rule}\n{number}. [{}]", article.id)?;
    if let Some(lead_in) = &article.lead_in {
        writeln!(out, "   {lead_in}")?;
    }
    let made = if article.headline_made { "  (made from the first sentence)" } else { "" };
    writeln!(out, "   {}{made}", article.headline)?;
    if let Some(sub_headline) = &article.sub_headline {
        writeln!(out, "   —— {sub_headline}")?;
    }
    let authors = (!article.authors.is_empty()).then(|| article.authors.join("、"));
    let byline = [&article.source, &authors, &article.place, &article.date];
    let byline: Vec<&str> = byline.into_iter().flatten().map(String::as_str).collect();
    writeln!(out, "   {}\n", byline.join(" · "))?;
    for block in &article.blocks {
        match block.kind {
            BlockKind::Paragraph => writeln!(out, "    {}\n", block.text)?,
            BlockKind::Subhead => writeln!(out, "  ## {}\n", block.text)?,
            BlockKind::Caption => writeln!(out, "  [picture] {}\n", block.text)?,
            BlockKind::Box => writeln!(out, "  | {}\n", block.text)?,
            BlockKind::Code => writeln!(out, "    `{}`\n", block.text.replace('\n', "\n     "))?,
        }
    }
    Ok(())
}
