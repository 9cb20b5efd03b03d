//! Series to SVG. Only drawing: what is drawn has been decided, and no text is set, so no font is needed.

pub mod layers;
pub mod scale;
pub mod sparkline;
