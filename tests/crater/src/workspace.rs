//! The workspace whose members are the crates.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Result;
use crate::cargo::{self, Cargo};
use crate::list::Crate;

/// What is async-stream in a build.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Variant {
    /// Itself.
    Baseline,
    /// asyncgen.
    Asyncgen,
    /// asyncgen, with each site written down.
    Counting,
}

/// Which versions of the dependencies are taken, and what becomes of the lock files in the
/// repository.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Versions {
    /// Those that are written there.
    Written,
    /// The same, and what is missing is added.
    Completed,
    /// The newest, which are then written there.
    Newest,
}

/// A folder with a manifest, the crates of a group, and a lock file.
#[derive(Debug)]
pub(crate) struct Workspace<'a> {
    pub(crate) crates: Vec<&'a Crate>,
    root: PathBuf,
    target: PathBuf,
    /// The lock file in the repository.
    versions: PathBuf,
}

impl<'a> Workspace<'a> {
    /// Fetches the crates and what they depend on.
    pub(crate) fn prepare(group: &str, crates: Vec<&'a Crate>, versions: Versions) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = here.join("../..").canonicalize()?.join("target/crater");
        let workspace = Workspace {
            crates,
            root: all.join(group),
            // Shared, as far as the groups have the same versions.
            target: all.join("target"),
            versions: here.join("versions").join(group).with_extension("lock"),
        };
        workspace.copy_sources()?;
        workspace.write_manifest()?;
        match versions {
            Versions::Newest => _ = fs::remove_file(workspace.root.join("Cargo.lock")),
            Versions::Written | Versions::Completed => workspace.use_versions()?,
        }
        cargo::succeed(workspace.cargo(Variant::Baseline, "fetch").command())?;
        if versions != Versions::Written {
            fs::copy(workspace.root.join("Cargo.lock"), &workspace.versions)?;
        }
        // What asyncgen needs beside that.
        cargo::succeed(workspace.cargo(Variant::Asyncgen, "fetch").command())?;
        Ok(workspace)
    }

    fn write_manifest(&self) -> Result<()> {
        let members: Vec<_> =
            self.crates.iter().map(|krate| format!("crates/{}", krate.folder())).collect();
        // Without debug information the target folder is a third of the size.
        let manifest = format!(
            "[workspace]\nresolver = \"2\"\nmembers = {members:?}\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        Ok(fs::write(self.root.join("Cargo.toml"), manifest)?)
    }

    /// The command `cargo VERB` in the workspace.
    pub(crate) fn cargo(&self, variant: Variant, verb: &str) -> Cargo {
        let shim = match variant {
            Variant::Baseline => None,
            Variant::Asyncgen => Some("shims/asyncgen"),
            Variant::Counting => Some("shims/counting"),
        };
        let mut cargo = Cargo::new(verb, &self.root, &self.target);
        if let Some(shim) = shim {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(shim);
            cargo
                .command()
                .arg("--config")
                .arg(format!("patch.crates-io.async-stream.path={path:?}"));
        }
        cargo
    }

    /// The lock file as it is in the repository: a build with a patch leaves its own.
    pub(crate) fn use_versions(&self) -> Result<()> {
        if self.versions.exists() {
            fs::copy(&self.versions, self.root.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// The folder of a crate.
    pub(crate) fn member(&self, krate: &Crate) -> PathBuf {
        self.root.join("crates").join(krate.folder())
    }

    /// A folder for what a run leaves.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Copies those crates that are not there yet from where cargo keeps its packages.
    fn copy_sources(&self) -> Result<()> {
        fs::create_dir_all(self.root.join("crates"))?;
        let missing: Vec<_> =
            self.crates.iter().filter(|krate| !self.member(krate).exists()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let folder = self.root.join("sources");
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/lib.rs"), "")?;
        let dependencies: String = missing
            .iter()
            .map(|Crate { name, version, .. }| format!("{name} = \"={version}\"\n"))
            .collect();
        let manifest = "[package]\nname = \"sources\"\nedition = \"2024\"\n\n[workspace]\n\n";
        fs::write(folder.join("Cargo.toml"), format!("{manifest}[dependencies]\n{dependencies}"))?;
        let mut metadata = Cargo::new("metadata", &folder, &self.target);
        metadata.command().arg("--format-version=1");
        let metadata: Value = serde_json::from_str(&cargo::succeed(metadata.command())?)?;
        let packages = metadata["packages"].as_array().ok_or("no packages")?;
        for krate in missing {
            let is_it = |package: &&Value| {
                package["name"] == *krate.name && package["version"] == *krate.version
            };
            let package = packages
                .iter()
                .find(is_it)
                .ok_or_else(|| format!("{} is not there", krate.name))?;
            let manifest = Path::new(package["manifest_path"].as_str().ok_or("no manifest")?);
            copy(manifest.parent().ok_or("no folder")?, krate, &self.member(krate))?;
        }
        Ok(())
    }
}

/// Copies a crate, without what would make it a workspace of its own.
fn copy(from: &Path, krate: &Crate, to: &Path) -> Result<()> {
    let half = to.with_extension("half");
    _ = fs::remove_dir_all(&half);
    copy_folder(from, &half)?;
    for file in ["Cargo.lock", "Cargo.toml.orig", "rust-toolchain", "rust-toolchain.toml"] {
        _ = fs::remove_file(half.join(file));
    }
    _ = fs::remove_dir_all(half.join(".cargo"));
    if let Some(programs) = &krate.programs {
        keep_test_programs(&half.join("Cargo.toml"), programs, &krate.without)?;
    }
    Ok(fs::rename(half, to)?)
}

/// Takes all other ones out of a manifest, and the dev-dependencies that are theirs alone.
fn keep_test_programs(manifest: &Path, names: &[String], without: &[String]) -> Result<()> {
    let mut table: toml::Table = toml::from_str(&fs::read_to_string(manifest)?)?;
    for name in without {
        let dependencies = table.get_mut("dev-dependencies").and_then(toml::Value::as_table_mut);
        if dependencies.and_then(|all| all.remove(name)).is_none() {
            return Err(format!("{}: no dev-dependency {name}", manifest.display()).into());
        }
    }
    if let Some(programs) = table.get_mut("test").and_then(toml::Value::as_array_mut) {
        let is_kept = |program: &toml::Value| {
            program["name"].as_str().is_some_and(|name| names.iter().any(|it| it == name))
        };
        programs.retain(is_kept);
    }
    if let Some(package) = table.get_mut("package").and_then(toml::Value::as_table_mut) {
        package.insert("autotests".to_owned(), false.into());
    }
    Ok(fs::write(manifest, toml::to_string(&table)?)?)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
