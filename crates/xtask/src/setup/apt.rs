//! Debian's packages, where there is a Debian and the right to install.

use std::path::Path;

use crate::{
    error::{Error, Result},
    process,
};

/// Whether this is a system with Debian's package manager.
pub fn is_here() -> bool {
    Path::new("/etc/debian_version").exists() && process::which("apt-get").is_some()
}

/// Whether packages can be installed by this process.
pub fn can_install() -> bool {
    is_here() && process::run(process::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs packages.
///
/// # Errors
/// When this is no Debian, when the user is not root, or when the package manager fails: the error says what
/// to install by hand, for the purpose given.
pub fn install(packages: &[&str], purpose: &str) -> Result {
    if packages.is_empty() {
        return Ok(());
    }
    let remedy = format!("{purpose}; on Debian as root: apt-get install {}", packages.join(" "));
    if !can_install() {
        return Err(Error::Missing { what: packages.join(", "), remedy });
    }
    eprintln!("setup: installing {} (once)", packages.join(", "));
    // Fresh machines have no package lists, and old lists name versions that are gone: then one update mends it.
    if run(&["install", "--yes", "--no-install-recommends"], packages).is_ok() {
        return Ok(());
    }
    run(&["update"], &[])?;
    run(&["install", "--yes", "--no-install-recommends"], packages).map(drop)
}

/// Runs the package manager, which asks nothing and waits for another one that is at work.
fn run(verb: &[&str], packages: &[&str]) -> Result<String> {
    process::run(
        process::command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-o", "DPkg::Lock::Timeout=300"])
            .args(verb)
            .args(packages),
    )
}
