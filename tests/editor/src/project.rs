//! A small package that uses `asyncgen`, in which the questions are asked.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::server::Server;
use crate::source::Spelling;

/// What the bodies use, with the same meaning in a plain `async fn`.
const SUPPORT: &str = include_str!("../project/support.rs");

/// Where the exported items are named, so that questions about them can be asked.
pub(crate) const IMPORTS: &str = include_str!("../project/imports.rs");

/// The package, open in an editor.
#[derive(Debug)]
pub(crate) struct Project {
    folder: PathBuf,
    pub(crate) server: Server,
}

impl Project {
    /// Writes the package, and opens it.
    pub(crate) fn open(command: &Path) -> Self {
        let target = target();
        let folder = target.join("editor/project");
        write(&folder);
        let server =
            Server::start(command, &folder, target.join("editor/target").as_os_str(), &json!({}));
        let mut project = Project { folder, server };
        for spelling in Spelling::ALL {
            project.server.open(&project.path(spelling.file()), "");
        }
        project.server.open(&project.path("imports.rs"), IMPORTS);
        project
    }

    /// A file of the package.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join("src").join(file)
    }
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The target folder of the workspace.
pub(crate) fn target() -> PathBuf {
    let executable = std::env::current_exe().expect("the path of this test");
    // `target/debug/deps/…`
    executable.ancestors().nth(3).expect("it lies in the target folder").to_owned()
}

fn write(folder: &Path) {
    let sources = folder.join("src");
    fs::create_dir_all(&sources).expect("can make a folder");
    let put = |path: PathBuf, text: &str| fs::write(path, text).expect("can write a file");
    let manifest = format!(
        "[package]\nname = \"project\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         asyncgen = {{ path = {:?} }}\nfutures-core = \"0.3\"\n",
        here().join("../../runtime").canonicalize().expect("the runtime is there")
    );
    put(folder.join("Cargo.toml"), &manifest);
    // The versions that the workspace has already downloaded.
    fs::copy(here().join("../../Cargo.lock"), folder.join("Cargo.lock"))
        .expect("can copy the lock file");
    let mut root = String::from("pub mod imports;\npub mod support;\n");
    for spelling in Spelling::ALL {
        root += &format!("pub mod {};\n", spelling.file().trim_end_matches(".rs"));
        put(sources.join(spelling.file()), "");
    }
    put(sources.join("lib.rs"), &root);
    put(sources.join("support.rs"), SUPPORT);
    put(sources.join("imports.rs"), IMPORTS);
}
