//! The example `list_objects`, with real files.

mod program;

use std::fs;

use program::{folder, run, stderr, stdout};

#[test]
fn a_folder_and_its_listing_have_the_same_objects() {
    let root = folder("list_objects");
    for (name, text) in [("apple", "1"), ("apricot", "22"), ("a name", "4444"), ("plum", "333")] {
        fs::write(root.join(name), text).unwrap();
    }
    fs::create_dir(root.join("a folder")).unwrap();
    let of_folder = run("list_objects", &[root.to_str().unwrap()]);
    assert!(of_folder.status.success(), "{of_folder:?}");
    let text = stdout(&of_folder);
    let mut lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["1 apple", "2 apricot", "3 plum", "4 a name"]);

    let listing = root.join("listing");
    fs::write(&listing, &text).unwrap();
    let of_listing = run("list_objects", &[listing.to_str().unwrap()]);
    assert_eq!(stdout(&of_listing), text);
    let some = ["--prefix", "pl", "--prefix", "ap", "--limit", "2"];
    let some = run("list_objects", &[&[listing.to_str().unwrap()][..], &some].concat());
    let names: Vec<String> =
        stdout(&some).lines().map(|line| line.trim_start().to_owned()).collect();
    assert_eq!(names[0], "3 plum");
    assert!(names.len() == 2 && names[1].contains(" ap"), "{names:?}");
}

#[test]
fn a_malformed_line_is_reported_after_the_good_ones() {
    let listing = folder("list_objects_malformed").join("listing");
    fs::write(&listing, "1 apple\nmany pears\n3 plums\n").unwrap();
    let output = run("list_objects", &[listing.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).trim(), "1 apple");
    let error = format!(
        "error: {}:2: expected a size and a name: \"many pears\"\n",
        listing.to_str().unwrap()
    );
    assert_eq!(stderr(&output), error);
}

#[test]
fn a_place_that_is_not_there_is_one_line() {
    let output = run("list_objects", &["/no/such/place"]);
    assert_eq!(output.status.code(), Some(1));
    let error = "error: cannot read /no/such/place: No such file or directory (os error 2)\n";
    assert_eq!(stderr(&output), error);
}

#[test]
fn the_help_says_what_can_be_said() {
    program::assert_has_help("list_objects", &["<PLACE>", "--prefix", "--limit"]);
}
