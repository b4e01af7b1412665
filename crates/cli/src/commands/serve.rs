//! `xunzhang serve`: a page on this machine to try an index.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::serve::{ServeError, Server, Site};

/// Serve a page on this machine to try the index in DIR.
///
/// The index is read from the disk at each request: build it anew, reload the page, and the new one is searched. Ctrl-C ends.
#[derive(Args)]
pub struct Serve {
    /// The folder that `xunzhang index` wrote.
    #[arg(value_name = "DIR")]
    index: PathBuf,
    /// The port; when it is taken, the next free one. 0 is any free port.
    #[arg(long, value_name = "N", default_value_t = 8420)]
    port: u16,
    /// Open the page in a browser.
    #[arg(long)]
    open: bool,
    /// Take the widget's files from this folder instead of those that the command carries.
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
}

impl Serve {
    /// Runs the command until the process is ended.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let (site, server) = match self.ready() {
            Ok(ready) => ready,
            Err(error) => {
                eprintln!("xunzhang: {error}");
                return Ok(if matches!(error, ServeError::NoIndex { .. }) {
                    Outcome::Misused
                } else {
                    Outcome::Nothing
                });
            }
        };
        if server.port() != self.port && self.port != 0 {
            writeln!(out, "port {} is taken", self.port)?;
        }
        writeln!(out, "serving {}", server.address())?;
        // The command does not end, and whoever waits for the address needs it now.
        out.flush()?;
        if self.open
            && let Err(error) = open::that_detached(server.address())
        {
            eprintln!("xunzhang: no browser could be opened: {error}");
        }
        server.run(site).map(|()| Outcome::Done)
    }

    fn ready(&self) -> Result<(Site, Server), ServeError> {
        let site = Site::new(&self.index, self.widget.as_deref())?;
        Ok((site, Server::open(self.port)?))
    }
}
