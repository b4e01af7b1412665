//! Tools that Cargo installs: each version in a folder of its own in the user's cache, so that checkouts with other
//! versions do not fight over it.

use std::path::PathBuf;

use crate::{
    error::{Error, Result},
    process, workspace,
};

/// `wasm-pack` of this version runs the tests in the browser.
const WASM_PACK: &str = "0.15.1";

/// A tool that Cargo installs.
pub struct CargoTool {
    /// The package on the registry.
    package: &'static str,
    /// Its version, in full.
    version: String,
    /// The programs that it brings and that are used here.
    programs: &'static [&'static str],
    /// Whether it is built with its default features.
    default_features: bool,
}

impl CargoTool {
    /// `wasm-bindgen` and its test runner, of just the version that the wasm was compiled against.
    ///
    /// # Errors
    /// When `Cargo.lock` does not say which.
    pub fn bindgen() -> Result<Self> {
        Ok(Self {
            package: "wasm-bindgen-cli",
            version: workspace::locked_version("wasm-bindgen")?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            // The default features are for secure connections, and the tests stay on this machine.
            default_features: false,
        })
    }

    /// `wasm-pack`.
    pub fn wasm_pack() -> Self {
        Self { package: "wasm-pack", version: WASM_PACK.into(), programs: &["wasm-pack"], default_features: true }
    }

    /// The folder with the programs, which are installed when they are not there.
    ///
    /// # Errors
    /// When Cargo cannot install them.
    pub fn ready(&self) -> Result<PathBuf> {
        let folder = workspace::cache()?.join(format!("{}-{}", self.package, self.version));
        let programs = folder.join("bin");
        let there =
            |name: &&str| process::is_program(&programs.join(name).with_extension(std::env::consts::EXE_EXTENSION));
        if self.programs.iter().all(there) {
            return Ok(programs);
        }
        eprintln!("setup: compiling {} {} (once, some minutes)", self.package, self.version);
        let mut install = process::cargo();
        // Outside the workspace, whose settings for Cargo are not for its tools, and in a target folder that Cargo
        // throws away. The tools' own lock files are not used: one names a version that the registry lacks.
        install.current_dir(std::env::temp_dir()).args([
            "install",
            self.package,
            "--version",
            &self.version,
            "--force",
        ]);
        install.arg("--root").arg(&folder);
        if !self.default_features {
            install.arg("--no-default-features");
        }
        for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            install.env_remove(variable);
        }
        process::run(&mut install)?;
        if self.programs.iter().all(there) {
            Ok(programs)
        } else {
            Err(Error::Missing {
                what: self.programs.join(", "),
                remedy: format!("cargo install {} did not bring it to {}", self.package, programs.display()),
            })
        }
    }
}
