//! Runs the compilers of the toolchain, on files and packages that a test writes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// Whether the nightly toolchain is installed. If not, prints that the test is skipped.
#[must_use]
pub fn has_nightly() -> bool {
    let version = Command::new("rustup").args(["run", "nightly", "rustc", "--version"]).output();
    let installed = version.is_ok_and(|output| output.status.success());
    if !installed {
        // The test harness does not capture this, unlike `println!`.
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: no nightly");
    }
    installed
}

/// Whether clippy is installed. If not, prints that the test is skipped.
#[must_use]
pub fn has_clippy() -> bool {
    let version = cargo().args(["clippy", "--version"]).output();
    let installed = version.is_ok_and(|output| output.status.success());
    if !installed {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "skipped: no clippy");
    }
    installed
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A package written for one test.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    target: PathBuf,
}

/// The line of a manifest that depends on asyncgen.
///
/// # Panics
///
/// If the workspace is not there.
#[must_use]
pub fn asyncgen() -> String {
    format!("asyncgen = {{ path = {:?} }}\n", workspace().join("runtime"))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

impl Package {
    /// A package without code, in the test's own temporary folder `scratch`
    /// (`CARGO_TARGET_TMPDIR`).
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn new(scratch: &str, name: &str, edition: &str, dependencies: &str) -> Self {
        let package = Package {
            folder: Path::new(scratch).join(name),
            target: Path::new(scratch).join("target"),
        };
        package.write_manifest("", name, edition, &format!("{dependencies}\n[workspace]\n"));
        // With this lock file, cargo needs no version that the workspace has not fetched.
        fs::copy(workspace().join("Cargo.lock"), package.folder.join("Cargo.lock"))
            .expect("can copy the lock file");
        package
    }

    /// Another package, in a folder of this one.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write_manifest(&self, folder: &str, name: &str, edition: &str, dependencies: &str) {
        let manifest = Path::new(folder).join("Cargo.toml");
        let text = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\n\n\
             [dependencies]\n{dependencies}"
        );
        fs::create_dir_all(self.folder.join(folder).join("src")).expect("can make a folder");
        self.write(manifest.to_str().expect("it is ASCII"), &text);
    }

    /// Writes a file into the package.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("can write");
    }

    /// Runs the package, with nightly if `nightly`, otherwise with the toolchain in use.
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
            false => cargo(),
        };
        command.args(["run", "--offline", "--quiet"]).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", &self.target).env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.output().expect("cargo starts")
    }

    /// What clippy reports of the package, a line of JSON each.
    ///
    /// # Panics
    ///
    /// If cargo cannot be started.
    #[must_use]
    pub fn clippy(&self) -> Output {
        let mut command = cargo();
        command.args(["clippy", "--offline", "--quiet", "--message-format=json"]);
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        command.env_remove("CARGO_ENCODED_RUSTFLAGS").output().expect("cargo starts")
    }
}

/// The standard output of a program.
///
/// # Panics
///
/// If the program failed, with its standard error.
#[must_use]
pub fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
