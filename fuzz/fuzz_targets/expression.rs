//! Any text as an expression of the report gives a figure, a text or a finding: no panic and no long wait.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use scorecard::analyse::analyse;
use scorecard::load::load;
use scorecard::model::Pack;
use scorecard::narrate::narrate;

static PACK: LazyLock<Option<Pack>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/wiltshire");
    load(&folder).ok().map(|(pack, _)| pack)
});

fuzz_target!(|inside: &str| {
    let Some(pack) = &*PACK else { return };
    let results = analyse(pack);
    let text = format!("# Background\n\nOf {{{{ {inside} }}}} it is said.\n");
    narrate(pack, &results, &text, &Arc::from("report.md"));
});
