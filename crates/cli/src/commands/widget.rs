//! `xunzhang widget`: the element's files, for a site that embeds it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use indicatif::HumanBytes;

use crate::Outcome;
use crate::summary::counted;
use crate::widget;

/// Write the files of the element <xun-zhang> into a folder of your site.
///
/// Older ones are replaced; other files that lie there stay.
#[derive(Args)]
pub struct Widget {
    /// The folder for the files; made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Widget {
    /// Runs the command.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let files = match widget::embedded() {
            Ok(files) => files,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(Outcome::Nothing);
            }
        };
        match widget::write(files, &self.out) {
            Ok(bytes) => {
                let files = counted(files.len() as u64, "file");
                writeln!(out, "{} ({files}, {})", self.out.display(), HumanBytes(bytes))?;
                Ok(Outcome::Done)
            }
            Err(error) => {
                eprintln!("xunzhang: {error}");
                Ok(Outcome::Nothing)
            }
        }
    }
}
