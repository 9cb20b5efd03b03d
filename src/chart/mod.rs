//! Turns series into lines, areas and dots with roles. It only draws: what to draw has been decided already, there is
//! no text, and colours are added for print or the web by the code that writes the drawing.

pub mod form;
pub mod layers;
pub mod scale;
pub mod sparkline;
