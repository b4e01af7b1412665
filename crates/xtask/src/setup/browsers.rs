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

/// WebKit, which the tests of the page alone drive and which not every system has.
#[derive(Debug)]
pub struct WebKit {
    /// The small browser that comes with WebKitGTK.
    browser: PathBuf,
    /// The driver of the same version.
    driver: PathBuf,
    /// The display in memory that it needs, for it has no headless mode.
    display: PathBuf,
}

/// A program that may have several names, and may be named by a variable.
struct Program {
    /// What a message calls it.
    title: &'static str,
    /// The variable that names another one than the search path has.
    variable: &'static str,
    /// Its names in the search path, and where it is kept else.
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

const WEBKIT: Program = Program {
    title: "WebKit's MiniBrowser",
    variable: "WEBKIT",
    names: &[
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/webkit2gtk-4.1/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
    ],
    // The driver depends on the library, whose package holds the browser.
    package: "webkit2gtk-driver",
};
const WEBKITDRIVER: Program = Program {
    title: "WebKitWebDriver",
    variable: "WEBKITDRIVER",
    names: &["WebKitWebDriver"],
    package: "webkit2gtk-driver",
};
const XVFB: Program = Program { title: "Xvfb", variable: "XVFB", names: &["Xvfb"], package: "xvfb" };

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
    let mut programs = vec![CHROMIUM, CHROMEDRIVER, FIREFOX];
    // Only one check needs WebKit, and it says so itself: no reason to stop all others where it cannot be had.
    if apt::can_install() {
        programs.extend([WEBKIT, WEBKITDRIVER, XVFB]);
    }
    let mut packages = programs
        .iter()
        .filter(|program| program.named().is_none() && program.find().is_none())
        .map(|program| program.package)
        .collect::<Vec<_>>();
    packages.dedup();
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

impl WebKit {
    /// WebKit, after [`missing_packages`] were installed.
    ///
    /// # Errors
    /// When a part of it is missing.
    pub fn ready() -> Result<Self> {
        Ok(Self { browser: WEBKIT.ready()?, driver: WEBKITDRIVER.ready()?, display: XVFB.ready()? })
    }

    /// What a script that drives it has to know.
    pub fn variables(&self) -> [(&'static str, &Path); 3] {
        [(WEBKIT.variable, &self.browser), (WEBKITDRIVER.variable, &self.driver), (XVFB.variable, &self.display)]
    }
}

impl fmt::Display for WebKit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "WebKit:       {}", self.browser.display())?;
        writeln!(f, "its driver:   {}", self.driver.display())?;
        write!(f, "Xvfb:         {}", self.display.display())
    }
}
