//! The data set: the time zones of the tz database.

use serde::{Deserialize, Serialize};

/// `zone1970.tab` of tzdata 2025b, as published. Its header explains the columns, and says that it
/// is in the public domain.
const TABLE: &str = include_str!("../data/zone1970.tab");

/// A region whose clocks have agreed since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Zone {
    pub(crate) name: String,
    /// ISO 3166 codes, the most populous country first.
    pub(crate) countries: Vec<String>,
    /// Of the principal location, in ISO 6709 degrees and minutes: `+4230+00131`.
    pub(crate) coordinates: String,
    pub(crate) comments: Option<String>,
}

/// All zones, in the order of the file.
pub(crate) fn all() -> Vec<Zone> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(zone).collect()
}

fn zone(row: &str) -> Zone {
    let columns: Vec<&str> = row.split('\t').collect();
    let [countries, coordinates, name, ref comments @ ..] = columns[..] else {
        panic!("data/zone1970.tab: {row:?} has fewer than three columns");
    };
    Zone {
        name: name.to_owned(),
        countries: countries.split(',').map(str::to_owned).collect(),
        coordinates: coordinates.to_owned(),
        comments: comments.first().map(|&text| text.to_owned()),
    }
}
