//! Runs the compilers of the toolchain, on files and packages that a test writes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// Whether the nightly toolchain is installed. Says so where it is not.
#[must_use]
pub fn has_nightly() -> bool {
    let version = Command::new("rustup").args(["run", "nightly", "rustc", "--version"]).output();
    let installed = version.is_ok_and(|output| output.status.success());
    if !installed {
        // Not captured, unlike `println!`.
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: no nightly");
    }
    installed
}

/// A package that depends on asyncgen, written for one test.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// An empty one, in the test's own temporary folder `scratch` (`CARGO_TARGET_TMPDIR`).
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn new(scratch: &str, name: &str, edition: &str, dependencies: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace");
        let folder = Path::new(scratch).join(name);
        let target = Path::new(scratch).join("target");
        fs::create_dir_all(folder.join("src")).expect("can make a folder");
        // The versions that the workspace has already fetched.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("can copy the lock file");
        let runtime = root.join("runtime");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\n\n[workspace]\n\n[dependencies]\n\
             asyncgen = {{ path = {runtime:?} }}\n{dependencies}"
        );
        let package = Package { folder, target };
        package.write("Cargo.toml", &manifest);
        package
    }

    /// Writes a file into it.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("can write");
    }

    /// Runs it, with `nightly` or the toolchain in use.
    ///
    /// # Panics
    ///
    /// If cargo cannot be started.
    #[must_use]
    pub fn run(&self, nightly: bool) -> Output {
        let mut command = match nightly {
            true => {
                let mut command = Command::new("rustup");
                command.args(["run", "nightly", "cargo"]).env_remove("RUSTC").env_remove("RUSTDOC");
                command
            }
            false => Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
        };
        command.args(["run", "--offline", "--quiet"]).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        command.output().expect("cargo starts")
    }
}

/// What a program has printed.
///
/// # Panics
///
/// If it did not succeed; with its errors.
#[must_use]
pub fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
