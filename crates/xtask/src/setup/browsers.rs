//! The browsers that the tests drive, and a font with Chinese glyphs for the screenshots.

use std::{
    env, fmt,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    process,
    setup::apt,
};

/// The browsers of this machine.
#[derive(Debug)]
pub struct Browsers {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The driver of the same version.
    pub chromedriver: PathBuf,
    /// Firefox.
    pub firefox: PathBuf,
}

/// A program that may have several names, and may be named by a variable.
struct Program {
    /// What a message calls it.
    title: &'static str,
    /// The variable that names another one than the search path has.
    variable: &'static str,
    /// Its names in the search path, and where macOS keeps it.
    names: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

const CHROMIUM: Program = Program {
    title: "Chromium",
    variable: "CHROMIUM",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    package: "chromium",
};
const CHROMEDRIVER: Program =
    Program { title: "ChromeDriver", variable: "CHROMEDRIVER", names: &["chromedriver"], package: "chromium-driver" };
const FIREFOX: Program = Program {
    title: "Firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

impl Program {
    /// Where the program is.
    fn find(&self) -> Option<PathBuf> {
        match self.named() {
            Some(path) => Some(path).filter(|path| process::is_program(path)),
            None => self.names.iter().find_map(|name| process::which(name)),
        }
    }

    /// What the variable names, whether or not it is there.
    fn named(&self) -> Option<PathBuf> {
        env::var_os(self.variable).filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    /// Where the program is, or what to do about it.
    fn ready(&self) -> Result<PathBuf> {
        self.find().ok_or_else(|| Error::Missing {
            what: self.title.to_owned(),
            remedy: match self.named() {
                Some(path) => format!("{} names no program: {}", self.variable, path.display()),
                None => format!("install it, or name it by {} (Debian's package: {})", self.variable, self.package),
            },
        })
    }
}

/// The Debian packages that would bring what is missing here.
pub fn missing_packages() -> Vec<&'static str> {
    let mut packages = [CHROMIUM, CHROMEDRIVER, FIREFOX]
        .iter()
        .filter(|program| program.named().is_none() && program.find().is_none())
        .map(|program| program.package)
        .collect::<Vec<_>>();
    // The font changes how screenshots look and nothing else, so it is no reason to stop where it cannot be had.
    let font = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    if !font.exists() && apt::can_install() {
        packages.push("fonts-noto-cjk");
    }
    packages
}

impl Browsers {
    /// The browsers, after [`missing_packages`] were installed.
    ///
    /// # Errors
    /// When one is missing.
    pub fn ready() -> Result<Self> {
        Ok(Self { chromium: CHROMIUM.ready()?, chromedriver: CHROMEDRIVER.ready()?, firefox: FIREFOX.ready()? })
    }
}

impl fmt::Display for Browsers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Chromium:     {}", self.chromium.display())?;
        writeln!(f, "ChromeDriver: {}", self.chromedriver.display())?;
        write!(f, "Firefox:      {}", self.firefox.display())
    }
}
