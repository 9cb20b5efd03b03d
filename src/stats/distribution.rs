//! The distributions that intervals and tests need: normal, chi-squared, Student's t.
//!
//! Written here on top of `libm` because results must be the same on every machine: the usual crate (`statrs`)
//! takes logarithms and powers from the system's library. Tails use the classical series and continued fractions
//! (W. H. Press and others, "Numerical Recipes", chapter 6); quantiles come from bisecting until the interval
//! cannot be halved again. R's `qnorm`, `qchisq` and `qt` agree to 12 digits, which tests assert.

/// The standard normal quantile of 97.5%: two-sided 95%.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The standard normal quantile of 99.9%: two-sided 99.8%.
pub const Z_99_8: f64 = 3.090_232_306_167_813_5;

/// The steps after which a series or continued fraction is abandoned; only reached where the answer is 0 or 1.
const MOST_STEPS: usize = 10_000;

/// The share of a standard normal distribution above `z`.
pub fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The share of a standard normal distribution in both tails beyond `z`.
pub fn normal_beyond(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The value below which the share `p` of a standard normal distribution lies; `p` is clamped to 1e-300..1.
pub fn normal_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    // The lower tail is the one that can be computed exactly.
    halved(-38.0, 0.0, |z| normal_above(-z) < p)
}

/// The share of a chi-squared distribution above `x`.
pub fn chi_squared_above(x: f64, degrees: f64) -> f64 {
    let (a, half) = (degrees / 2.0, x / 2.0);
    if half <= 0.0 {
        1.0
    } else if half < a + 1.0 {
        1.0 - gamma_series(a, half)
    } else {
        gamma_fraction(a, half)
    }
}

/// The value below which the share `p` of a chi-squared distribution lies.
pub fn chi_squared_quantile(p: f64, degrees: f64) -> f64 {
    if degrees <= 0.0 || p <= 0.0 {
        return 0.0;
    }
    let below = |x: f64| gamma_below(degrees / 2.0, x / 2.0) < p;
    halved(0.0, degrees + 100.0 * degrees.sqrt() + 1_500.0, below)
}

/// The probability of `k` events or fewer where `expected` are expected.
pub fn poisson_at_most(k: f64, expected: f64) -> f64 {
    chi_squared_above(2.0 * expected, 2.0 * (k + 1.0))
}

/// The probability of `k` events (above 0) or more where `expected` are expected.
pub fn poisson_at_least(k: f64, expected: f64) -> f64 {
    gamma_below(k, expected)
}

/// The share of Student's t distribution in both tails beyond `t`.
pub fn t_beyond(t: f64, degrees: f64) -> f64 {
    if !t.is_finite() {
        return 0.0;
    }
    beta_below(degrees / 2.0, 0.5, degrees / (degrees + t * t))
}

/// The value below which the share `p` (at least a half) of Student's t distribution lies.
pub fn t_quantile(p: f64, degrees: f64) -> f64 {
    let tails = 2.0 * (1.0 - p);
    // With one degree of freedom the tails are long: the quantile for 99.95% is 636.
    halved(0.0, 1e9, |t| t_beyond(t, degrees) > tails)
}

/// The point at which `more` turns from true to false, by bisection until no number is left between the ends.
fn halved(mut low: f64, mut high: f64, more: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if more(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The regularised lower incomplete gamma function P(a, x).
fn gamma_below(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        gamma_series(a, x)
    } else {
        1.0 - gamma_fraction(a, x)
    }
}

fn gamma_scale(a: f64, x: f64) -> f64 {
    libm::exp(-x + a * libm::log(x) - libm::lgamma(a))
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut at = a;
    for _ in 0..MOST_STEPS {
        at += 1.0;
        term *= x / at;
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum * gamma_scale(a, x)
}

#[expect(clippy::many_single_char_names, reason = "the letters of Lentz's method in every book")]
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for step in 1..MOST_STEPS {
        let i = step as f64;
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(an * d + b);
        c = away_from_zero(b + an / c);
        let factor = d * c;
        h *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    h * gamma_scale(a, x)
}

/// Keeps Lentz's method from dividing by 0.
const TINY: f64 = 1e-300;

fn away_from_zero(number: f64) -> f64 {
    if number.abs() < TINY { TINY } else { number }
}

/// The regularised incomplete beta function I(a, b) at x.
fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let scale = libm::exp(
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x),
    );
    if x < (a + 1.0) / (a + b + 2.0) {
        scale * beta_fraction(a, b, x) / a
    } else {
        1.0 - scale * beta_fraction(b, a, 1.0 - x) / b
    }
}

#[expect(clippy::many_single_char_names, reason = "the letters of Lentz's method in every book")]
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for step in 1..MOST_STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let factor = d * c;
        h *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(found: f64, reference: f64) {
        assert!((found / reference - 1.0).abs() < 1e-12, "{found} is not {reference}");
    }

    #[test]
    fn normal_quantiles_are_those_of_r() {
        same(normal_quantile(0.975), Z_95);
        same(normal_quantile(0.999), Z_99_8);
        same(normal_quantile(0.8), 0.841_621_233_572_914_3);
        same(normal_quantile(0.001), -Z_99_8);
        same(normal_beyond(Z_95), 0.05);
    }

    /// R: `qchisq(c(.025, .975, .999), c(4, 6, 20))`, and `pchisq(9.54953570608324, 1, lower.tail = FALSE)`.
    #[test]
    fn chi_squared_is_that_of_r() {
        same(chi_squared_quantile(0.025, 4.0), 0.484_418_557_087_935_8);
        same(chi_squared_quantile(0.975, 6.0), 14.449_375_335_447_92);
        same(chi_squared_quantile(0.95, 1.0), 3.841_458_820_694_124);
        same(chi_squared_above(9.549_535_706_083_24, 1.0), 0.002);
        same(chi_squared_above(3.841_458_820_694_124, 1.0), 0.05);
    }

    /// R: `qt(c(.975, .975, .999), c(1, 3, 10))`.
    #[test]
    fn t_is_that_of_r() {
        same(t_quantile(0.975, 1.0), 12.706_204_736_174_7);
        same(t_quantile(0.975, 3.0), 3.182_446_305_284_263);
        same(t_quantile(0.999, 10.0), 4.143_700_494_046_59);
        same(t_beyond(3.182_446_305_284_263, 3.0), 0.05);
    }

    #[test]
    fn far_tails_are_numbers() {
        for x in [0.0, 1e-300, 1e-10, 1.0, 1e3, 1e10, 1e300] {
            for degrees in [1.0, 2.0, 19.0, 1e3] {
                for share in [chi_squared_above(x, degrees), t_beyond(x, degrees), normal_beyond(x)] {
                    assert!((0.0..=1.0).contains(&share), "{x} {degrees} {share}");
                }
            }
        }
    }
}
