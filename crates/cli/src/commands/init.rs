//! `xunzhang init`: a configuration file for the site that stands in a folder.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::Outcome;
use crate::config::FILE;
use crate::init::Generator;

/// Write a commented xunzhang.toml for the site in DIR.
///
/// Knows Hugo, Hexo, Jekyll, VitePress, mdBook and Docusaurus by their own configuration files.
#[derive(Args)]
pub struct Init {
    /// The folder of the site.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Replace a file that is there already.
    #[arg(long)]
    force: bool,
}

impl Init {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        if !self.folder.is_dir() {
            eprintln!(
                "xunzhang: {}: expected a folder, found none; name the folder of your site",
                self.folder.display()
            );
            return Ok(Outcome::Misused);
        }
        let file = self.folder.join(FILE);
        let generator = Generator::of(&self.folder);
        let text = generator.config(&self.folder);
        match write(&file, &text, self.force) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                eprintln!("xunzhang: {}: expected no such file, found one; --force replaces it", file.display());
                return Ok(Outcome::Nothing);
            }
            Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", file.display()))),
        }
        writeln!(out, "{} ({})", file.display(), generator.name())?;
        writeln!(out, "{}", generator.next_step())?;
        Ok(Outcome::Done)
    }
}

fn write(file: &Path, text: &str, force: bool) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    options.open(file)?.write_all(text.as_bytes())
}
