//! How wide texts are in the typeface, as far as it is needed to choose a type size before anything is set: the advance
//! widths of Source Sans 3, regular and bold. A letter that is not here counts as a whole em, so that nothing is taken
//! to be narrower than it is.

/// The weights whose widths are known; heads that are semibold are taken for bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// How wide a text is on one line, in ems.
pub fn width(text: &str, weight: Weight) -> f64 {
    text.chars().map(|letter| f64::from(advance(letter, weight)) / 1000.0).sum()
}

/// A space, in ems: the same in each weight.
pub const SPACE: f64 = 0.2;

/// The words of a text, each with its width in ems.
pub fn words(text: &str, weight: Weight) -> Vec<f64> {
    text.split_whitespace().flat_map(|word| word.split('\u{200b}')).map(|word| width(word, weight)).collect()
}

/// How many lines words take where each line takes as many of them as it holds. All lengths in one unit.
pub fn lines(words: &[f64], space: f64, room: f64) -> usize {
    let (mut lines, mut used) = (0, f64::INFINITY);
    for word in words {
        used += space + word;
        if used > room {
            (lines, used) = (lines + 1, *word);
        }
    }
    lines
}

/// How wide a text is that is broken in two where that makes it narrowest, in ems.
pub fn two_lines(text: &str, weight: Weight) -> f64 {
    let breaks = text.match_indices(' ').map(|(at, _)| at);
    let halves = breaks.map(|at| width(&text[..at], weight).max(width(&text[at + 1..], weight)));
    halves.fold(width(text, weight), f64::min)
}

/// How far a letter moves the line on, in thousandths of an em.
fn advance(letter: char, weight: Weight) -> u16 {
    let [ascii, latin, marks]: [&[u16]; 3] = match weight {
        Weight::Regular => [&ASCII_REGULAR, &LATIN_REGULAR, &MARKS_REGULAR],
        Weight::Bold => [&ASCII_BOLD, &LATIN_BOLD, &MARKS_BOLD],
    };
    let code = letter as usize;
    let found = match code {
        0x20..0x7f => ascii.get(code - 0x20),
        0xa0..0x180 => latin.get(code - 0xa0),
        0x2010..0x2027 => marks.get(code - 0x2010),
        // Euro, minus, and the signs of comparison are as wide as figures; a place where a word may break is nothing.
        0x20ac | 0x2212 | 0x2260 | 0x2264 | 0x2265 => ascii.get(usize::from(b'0' - b' ')),
        0x200b => return 0,
        _ => None,
    };
    found.copied().unwrap_or(1000)
}

/// From the space to the tilde.
const ASCII_REGULAR: [u16; 95] = [
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497,
    497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263,
    479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497,
    500, 542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419,
    338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497,
];

/// Latin-1 and Latin Extended-A: Welsh, Gaelic, Polish and their neighbours.
const LATIN_REGULAR: [u16; 224] = [
    200, 289, 497, 497, 497, 497, 241, 497, 542, 744, 345, 429, 497, 311, 423, 542, 331, 497, 367, 367, 542,
    562, 560, 249, 542, 367, 365, 429, 781, 808, 796, 425, 544, 544, 544, 544, 544, 544, 822, 571, 527, 527,
    527, 527, 263, 263, 263, 263, 639, 647, 664, 664, 664, 664, 664, 497, 664, 645, 645, 645, 645, 476, 583,
    576, 504, 504, 504, 504, 504, 504, 778, 456, 496, 496, 496, 496, 246, 246, 246, 246, 544, 547, 542, 542,
    542, 542, 542, 497, 542, 544, 544, 544, 544, 467, 555, 467, 544, 504, 544, 504, 544, 504, 571, 456, 571,
    456, 571, 456, 571, 456, 615, 573, 635, 562, 527, 496, 527, 496, 527, 496, 527, 496, 527, 496, 617, 504,
    617, 504, 617, 504, 617, 504, 652, 544, 692, 557, 263, 246, 263, 246, 263, 246, 263, 246, 263, 247, 526,
    493, 480, 247, 579, 495, 495, 486, 255, 486, 255, 486, 265, 486, 362, 500, 298, 647, 547, 647, 547, 647,
    547, 769, 635, 547, 664, 542, 664, 542, 664, 542, 847, 839, 569, 347, 569, 347, 569, 347, 534, 419, 534,
    419, 534, 419, 534, 419, 536, 338, 536, 338, 536, 338, 645, 544, 645, 544, 645, 544, 645, 544, 645, 544,
    645, 544, 786, 718, 476, 467, 476, 539, 425, 539, 425, 539, 425, 271,
];

/// Dashes, quotation marks and dots.
const MARKS_REGULAR: [u16; 23] = [
    311, 311, 497, 480, 800, 800, 391, 500, 249, 249, 249, 249, 426, 426, 426, 1000, 454, 454, 304, 304,
    1000, 1000, 948,
];

/// From the space to the tilde.
const ASCII_BOLD: [u16; 95] = [
    200, 340, 537, 528, 528, 857, 667, 300, 344, 344, 457, 528, 300, 332, 300, 339, 528, 528, 528, 528, 528,
    528, 528, 528, 528, 528, 300, 300, 528, 528, 528, 463, 902, 573, 605, 582, 635, 548, 524, 638, 674, 301,
    509, 614, 518, 762, 665, 684, 596, 684, 613, 556, 556, 665, 556, 813, 567, 525, 541, 344, 339, 344, 528,
    500, 555, 527, 573, 468, 573, 518, 341, 534, 571, 276, 278, 548, 286, 857, 572, 555, 573, 573, 398, 443,
    383, 568, 523, 776, 514, 521, 460, 344, 268, 344, 528,
];

/// Latin-1 and Latin Extended-A: Welsh, Gaelic, Polish and their neighbours.
const LATIN_BOLD: [u16; 224] = [
    200, 340, 528, 528, 528, 528, 268, 528, 555, 750, 359, 480, 528, 332, 462, 555, 365, 528, 376, 376, 555,
    594, 636, 300, 555, 376, 373, 480, 809, 846, 818, 463, 573, 573, 573, 573, 573, 573, 845, 582, 548, 548,
    548, 548, 301, 301, 301, 301, 657, 665, 684, 684, 684, 684, 684, 528, 684, 665, 665, 665, 665, 525, 617,
    632, 527, 527, 527, 527, 527, 527, 781, 467, 518, 518, 518, 518, 276, 276, 276, 276, 558, 572, 555, 555,
    555, 555, 555, 528, 555, 568, 568, 568, 568, 521, 573, 521, 573, 527, 573, 527, 573, 527, 582, 467, 582,
    467, 582, 467, 582, 467, 635, 614, 655, 573, 548, 518, 548, 518, 548, 518, 548, 518, 548, 518, 638, 534,
    638, 534, 638, 534, 638, 534, 674, 571, 714, 575, 301, 276, 301, 276, 301, 276, 301, 276, 301, 277, 602,
    554, 509, 278, 614, 548, 548, 518, 286, 518, 286, 518, 318, 518, 453, 543, 359, 665, 572, 665, 572, 665,
    572, 850, 666, 572, 684, 555, 684, 555, 684, 555, 871, 822, 613, 398, 613, 398, 613, 398, 556, 443, 556,
    443, 556, 443, 556, 443, 556, 383, 556, 383, 556, 383, 665, 568, 665, 568, 665, 568, 665, 568, 665, 568,
    665, 568, 813, 776, 525, 521, 525, 541, 460, 541, 460, 541, 460, 313,
];

/// Dashes, quotation marks and dots.
const MARKS_BOLD: [u16; 23] = [
    332, 332, 528, 480, 800, 800, 454, 500, 300, 300, 300, 300, 537, 537, 537, 1000, 510, 510, 345, 345,
    1000, 1000, 978,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_takes_as_many_words_as_it_holds() {
        let counts = [100.0, 7.0, 6.9, 3.0, 1.0].map(|room| lines(&[3.0, 3.0, 1.0, 1.0, 3.0], 1.0, room));
        assert_eq!(counts, [1, 2, 3, 4, 5]);
        assert_eq!(lines(&[], 1.0, 10.0), 0);
    }

    #[test]
    fn a_text_on_two_lines_is_as_wide_as_the_longer_one() {
        let [clear, whole] = ["no clear", "no clear trend"].map(|text| width(text, Weight::Regular));
        assert!((two_lines("no clear trend", Weight::Regular) - clear).abs() < 1e-9 && clear < whole);
        assert!((two_lines("improving", Weight::Regular) - width("improving", Weight::Regular)).abs() < 1e-9);
    }
}
