//! How far long work has come: a line that moves on a terminal, and elsewhere a line now and then.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

/// How often a line is printed where there is no terminal: often enough to see that the work goes on, too seldom to fill a log.
const INTERVAL: Duration = Duration::from_secs(10);

/// Tells on the error output how far the work has come.
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    said: Instant,
    articles: u64,
    bytes: u64,
}

impl Progress {
    /// Progress that is shown, unless `quiet`.
    pub fn new(quiet: bool) -> Self {
        let bar = (!quiet && io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, quiet, said: Instant::now(), articles: 0, bytes: 0 }
    }

    /// Counts what was read.
    pub fn read(&mut self, articles: u64, bytes: u64) {
        self.articles += articles;
        self.bytes += bytes;
        let due = !self.quiet && self.said.elapsed() >= INTERVAL;
        // A bar draws itself a few times a second, however often it is told.
        if self.bar.is_some() || due {
            self.say(&format!("reading: {} articles, {}", HumanCount(self.articles), HumanBytes(self.bytes)));
        }
    }

    /// Names the work that begins.
    pub fn step(&mut self, what: &str) {
        if self.bar.is_some() || self.said.elapsed() >= INTERVAL {
            self.say(what);
        }
    }

    /// Prints a line that stays, such as a failure.
    pub fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{text}")),
            None => eprintln!("{text}"),
        }
    }

    /// Ends the line that moves.
    pub fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn say(&mut self, text: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(text.to_owned()),
            None if self.quiet => {}
            None => {
                eprintln!("xunzhang: {text}");
                self.said = Instant::now();
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
