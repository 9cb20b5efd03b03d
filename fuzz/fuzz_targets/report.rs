//! Any text as `report.md` with the figures of an example pack is read, filled in and checked without a panic.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use scorecard::analyse::analyse;
use scorecard::check::check_paper;
use scorecard::load::load;
use scorecard::model::Pack;
use scorecard::narrate::narrate;

static PACK: LazyLock<Option<Pack>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/wiltshire");
    load(&folder).ok().map(|(pack, _)| pack)
});

fuzz_target!(|text: &str| {
    let Some(pack) = &*PACK else { return };
    let results = analyse(pack);
    let (paper, _) = narrate(pack, &results, text, &Arc::from("report.md"));
    check_paper(pack, &results, &paper);
});
