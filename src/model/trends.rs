//! Choices in judging trends on which practice differs: the settings under `trends` in `scorecard.yaml`.

/// How trends are judged. The defaults are those of Making Data Count and Fingertips.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendSettings {
    /// How many points in a row, on one side of the mean or rising or falling, are unusual: 6 or 7.
    pub run_length: usize,
    /// Whether extreme moving ranges are left out when process limits are computed.
    pub screening: bool,
    /// The probability with which chance alone may give a Fingertips marker.
    pub marker_level: f64,
    /// The probability with which chance alone may give an order this one-sided.
    pub order_level: f64,
}

impl Default for TrendSettings {
    fn default() -> Self {
        Self { run_length: 7, screening: true, marker_level: 0.002, order_level: 0.05 }
    }
}
