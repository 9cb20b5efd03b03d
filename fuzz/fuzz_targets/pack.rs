//! Any bytes as `scorecard.yaml` and as a file of measures are read, judged and checked without a panic.
//!
//! Bytes before the first 0 byte are the paper, those after it the measures.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use scorecard::analyse::analyse;
use scorecard::check::check;
use scorecard::load::load;

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("scorecard-fuzz-{}", std::process::id()));
    let split = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (paper, measures) = bytes.split_at(split);
    let written = fs::create_dir_all(folder.join("measures"))
        .and_then(|()| fs::write(folder.join("scorecard.yaml"), paper))
        .and_then(|()| fs::write(folder.join("measures/all.yaml"), measures));
    if written.is_err() {
        return;
    }
    let Ok((pack, _)) = load(&folder) else { return };
    let results = analyse(&pack);
    check(&pack, &results);
});
