//! How wasm is compiled here: by the Rust that runs this task where its wasm target and the source of its standard library can be had, else by
//! Debian's own Rust. For the page either builds the standard library anew, smaller than the one it comes with (docs/decisions/0001-toolchain.md).

use std::{
    env,
    ffi::OsString,
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    error::{Error, Result},
    process,
    setup::apt,
    workspace,
};

/// The target of everything that runs in the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where no toolchain can be downloaded, the call to rustup hangs instead of failing.
const RUSTUP_LIMIT: Duration = Duration::from_secs(20);

/// The variable that settles the choice: `rustup` or `debian`.
const CHOICE: &str = "XUNZHANG_WASM_TOOLCHAIN";

/// Debian's packages of the fallback, all newer than the oldest Rust that the workspace builds with.
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// Where those packages put what is used here.
const SYSTEM_CARGO: &str = "/usr/bin/cargo";
const SYSTEM_RUSTC: &str = "/usr/bin/rustc";
const SYSTEM_RUSTDOC: &str = "/usr/bin/rustdoc";
const SYSTEM_LINKER: &str = "/usr/bin/wasm-ld-22";
const SYSTEM_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// Where below its own folder a Rust of rustup has the source of its standard library.
const OWN_SOURCE: &str = "lib/rustlib/src/rust/library/std/Cargo.toml";

/// A way to compile wasm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The Rust that runs this task has the target, and the source of its standard library.
    Own,
    /// Debian's Rust; the folder holds links to its programs, to be put ahead of others in the search path.
    Debian(PathBuf),
}

/// What wasm is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// For the page: small.
    Release,
    /// For the tests in the browser: with the test harness.
    Test,
}

impl Toolchain {
    /// The variables under which this toolchain compiles wasm. They must not reach builds for the host.
    pub fn variables(&self, purpose: Purpose) -> Vec<(&'static str, OsString)> {
        let mut variables: Vec<(&'static str, OsString)> = match self {
            Self::Own => Vec::new(),
            Self::Debian(_) => vec![
                ("RUSTC", SYSTEM_RUSTC.into()),
                ("RUSTDOC", SYSTEM_RUSTDOC.into()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", SYSTEM_LINKER.into()),
            ],
        };
        match (self, purpose) {
            (_, Purpose::Release) => variables.extend([
                ("RUSTC_BOOTSTRAP", "1".into()),
                ("CARGO_UNSTABLE_BUILD_STD", "std".into()),
                ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".into()),
                ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true".into()),
                ("CARGO_PROFILE_WASM_PANIC", "immediate-abort".into()),
            ]),
            (Self::Debian(_), Purpose::Test) => {
                variables.extend([
                    ("RUSTC_BOOTSTRAP", "1".into()),
                    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,test".into()),
                ]);
            }
            (Self::Own, Purpose::Test) => {}
        }
        variables
    }

    /// The folder to put ahead of all others in the search path, so that `cargo` and `rustc` are this toolchain's.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Own => None,
            Self::Debian(folder) => Some(folder),
        }
    }

    /// The target folder for wasm: another compiler than the host's has a folder of its own, for the two would
    /// throw away each other's build scripts.
    pub fn target_folder(&self) -> PathBuf {
        match self {
            Self::Own => workspace::target(),
            Self::Debian(_) => workspace::target().join("debian"),
        }
    }

    /// Makes `command` compile with this toolchain, with the programs of `folders` in its search path.
    pub fn apply(&self, command: &mut Command, purpose: Purpose, folders: &[&Path]) {
        let folders = folders.iter().copied().chain(self.folder());
        command.env("PATH", process::path_with(folders)).env("CARGO_TARGET_DIR", self.target_folder());
        if let Self::Debian(_) = self {
            // What rustup and its Cargo set for their own children would bring their compiler back.
            for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
                command.env_remove(name);
            }
        }
        command.envs(self.variables(purpose));
    }

    /// Cargo of this toolchain.
    pub fn cargo(&self, purpose: Purpose) -> Command {
        let mut cargo = match self {
            Self::Own => process::cargo(),
            Self::Debian(_) => process::command(SYSTEM_CARGO),
        };
        self.apply(&mut cargo, purpose, &[]);
        cargo
    }
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => write!(f, "this Rust, with the source of its standard library"),
            Self::Debian(_) => write!(f, "Debian's Rust, with the source of its standard library"),
        }
    }
}

/// Finds or installs a toolchain for wasm; other system `packages` that are missing are installed in the same call.
///
/// # Errors
/// When neither toolchain can be had, or when `packages` cannot be installed.
pub fn ready(packages: &[&str]) -> Result<Toolchain> {
    let purpose = "tests in the browser need them";
    let choice = env::var(CHOICE).unwrap_or_default();
    if !matches!(choice.as_str(), "" | "rustup" | "debian") {
        return Err(Error::Usage(format!("{CHOICE} is {choice:?}; it can be rustup or debian")));
    }
    if choice != "debian" && (own_is_ready() || add_by_rustup(&choice)?) {
        return apt::install(packages, purpose).map(|()| Toolchain::Own);
    }
    if !debian_is_complete() {
        if choice == "rustup" || !apt::is_here() {
            return Err(nothing_found());
        }
        let all = PACKAGES.iter().chain(packages).copied().collect::<Vec<_>>();
        apt::install(&all, "compiling to wasm without rustup's target and tests in the browser need them")?;
    } else {
        apt::install(packages, purpose)?;
    }
    check_debian()?;
    link_folder().map(Toolchain::Debian)
}

/// Whether the Rust that runs this task has the standard library for wasm, and its source.
fn own_is_ready() -> bool {
    let query = |arguments: &[&str]| process::run(process::command("rustc").args(arguments)).ok();
    let folder = query(&["--print", "target-libdir", "--target", TARGET]);
    let files = folder.and_then(|folder| fs::read_dir(folder.trim()).ok());
    let compiled = files
        .is_some_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")));
    let root = query(&["--print", "sysroot"]);
    compiled && root.is_some_and(|root| Path::new(root.trim()).join(OWN_SOURCE).exists())
}

/// Asks rustup for the target and the source, unless it failed before and the fallback is there.
fn add_by_rustup(choice: &str) -> Result<bool> {
    let memory = workspace::cache()?.join("rustup-cannot-add-wasm");
    let remembered = memory.exists() && choice.is_empty() && debian_is_complete();
    if remembered || process::which("rustup").is_none() {
        return Ok(false);
    }
    for added in [["target", "add", TARGET], ["component", "add", "rust-src"]] {
        eprintln!("setup: rustup {} (once)", added.join(" "));
        if process::run_within(process::command("rustup").args(added), Some(RUSTUP_LIMIT)).is_err() {
            break;
        }
    }
    if own_is_ready() {
        return Ok(true);
    }
    eprintln!("setup: rustup cannot add it here");
    if let Some(folder) = memory.parent() {
        fs::create_dir_all(folder).map_err(Error::io("creating", folder))?;
    }
    fs::write(&memory, "Remove this file to have rustup asked again.\n").map_err(Error::io("writing", &memory))?;
    Ok(false)
}

/// Whether all that Debian's packages bring is there.
fn debian_is_complete() -> bool {
    [SYSTEM_CARGO, SYSTEM_RUSTC, SYSTEM_LINKER, SYSTEM_SOURCE].iter().all(|path| Path::new(path).exists())
}

/// Whether Debian's Rust is new enough.
fn check_debian() -> Result {
    let oldest = workspace::rust_version()?;
    let version = process::run(process::command(SYSTEM_RUSTC).arg("--version"))?;
    let found = version.split_whitespace().nth(1).and_then(workspace::major_minor);
    if debian_is_complete() && found.is_some_and(|found| found >= oldest) {
        return Ok(());
    }
    Err(Error::Missing {
        what: format!("a Rust of version {}.{} or newer among Debian's packages", oldest.0, oldest.1),
        remedy: format!("{SYSTEM_RUSTC} is {}; update {}", version.trim(), PACKAGES.join(" ")),
    })
}

/// A folder with links to Debian's Rust alone: `/usr/bin` itself ahead of others would bring much more.
fn link_folder() -> Result<PathBuf> {
    let folder = workspace::cache()?.join("debian-rust");
    fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    #[cfg(unix)]
    for (name, program) in [("cargo", SYSTEM_CARGO), ("rustc", SYSTEM_RUSTC), ("rustdoc", SYSTEM_RUSTDOC)] {
        let link = folder.join(name);
        if !link.exists() {
            let made = std::os::unix::fs::symlink(program, &link);
            // Another task may have made it a moment ago.
            made.or_else(|error| if link.exists() { Ok(()) } else { Err(error) })
                .map_err(Error::io("linking", &link))?;
        }
    }
    Ok(folder)
}

/// The one message for a machine on which no way is open.
fn nothing_found() -> Error {
    Error::Missing {
        what: format!("a Rust that compiles to {TARGET}"),
        remedy: format!(
            "either run `rustup target add {TARGET}` and `rustup component add rust-src` where toolchains can be downloaded,\nor, on Debian as root, `apt-get install {}`",
            PACKAGES.join(" ")
        ),
    }
}
