//! Series to forms: lines, areas and dots with what each of them is. Only drawing: what is drawn has been decided, no
//! text is set, and colours are given by those who write the drawing, for print or for the web.

pub mod form;
pub mod layers;
pub mod scale;
pub mod sparkline;
