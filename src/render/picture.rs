//! What the head of a picture says of its size, before anybody decodes it: a hundred bytes can claim gigabytes.
//!
//! Nothing else about a picture is judged here.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Points that a picture may have: each takes four bytes of memory or more once it is decoded. A photograph has twelve
/// million.
const MOST_POINTS: u64 = 16_000_000;

/// What is wrong with a picture by its head, in words, and what to do; nothing, if it can be decoded safely.
pub fn fault(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some(size) = points(bytes) {
        return too_large(size);
    }
    let text = String::from_utf8_lossy(bytes);
    let inside: Vec<_> = pictures_inside(&text).collect();
    if inside.iter().any(Option::is_none) {
        let what = "a picture lies inside it whose size cannot be told".to_owned();
        return Some((what, "save it as a plain SVG without pictures inside it, or as a PNG"));
    }
    inside.into_iter().flatten().find_map(too_large)
}

fn too_large((width, height): (u32, u32)) -> Option<(String, &'static str)> {
    let large = u64::from(width) * u64::from(height) > MOST_POINTS;
    large.then(|| {
        let what = format!("it is {width} by {height} points large, and no page shows so many");
        (what, "make it smaller, 1000 points wide or less, and save it again")
    })
}

/// Width and height of a PNG, a GIF or a JPEG, in points.
fn points(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((number(16)?, number(20)?));
    }
    if bytes.starts_with(b"GIF8") {
        let number = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
        return Some((number(6)?, number(8)?));
    }
    jpeg(bytes.strip_prefix(b"\xff\xd8")?)
}

/// The size stands in the frame's head, behind segments that each tell their length.
fn jpeg(mut bytes: &[u8]) -> Option<(u32, u32)> {
    loop {
        let [0xff, mark, rest @ ..] = bytes else { return None };
        let [high, low, ..] = rest else { return None };
        let is_frame = matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let number =
                |at: usize| Some(u32::from(u16::from_be_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
            return Some((number(5)?, number(3)?));
        }
        // Marks may be led by further bytes of 255.
        bytes = if *mark == 0xff {
            &bytes[1..]
        } else {
            rest.get(usize::from(u16::from_be_bytes([*high, *low]))..)?
        };
    }
}

/// The sizes of the pictures that a drawing holds; `None` for one whose size cannot be told.
fn pictures_inside(svg: &str) -> impl Iterator<Item = Option<(u32, u32)>> {
    svg.match_indices("data:image/").map(|(at, _)| {
        let address = svg[at..].split(['"', '\'', ')']).next().unwrap_or_default();
        let (_, coded) = address.split_once(";base64,")?;
        points(&decoded(coded))
    })
}

/// As much as a head takes of what is written in base 64, line ends within it aside.
fn decoded(coded: &str) -> Vec<u8> {
    /// Bytes of a head: a JPEG may have a small picture and colours in front of its size.
    const HEAD: usize = 1 << 20;
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let plain: String =
        coded.replace("&#10;", "").replace("&#13;", "").replace("&#xA;", "").replace("&#xD;", "");
    let letters: String = plain.chars().filter(|c| !c.is_whitespace()).take(HEAD).collect();
    GeneralPurpose::new(&base64::alphabet::STANDARD, lenient).decode(letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    use super::{fault, points};

    /// The head of a PNG of this size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let head = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes()];
        [head.concat(), b"\x08\x06\0\0\0".to_vec()].concat()
    }

    /// The head of a JPEG, behind a small picture of the same and a table.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let inside = [b"\xff\xd8\xff\xc0\0\x0b\x08\0\x02\0\x02".to_vec(), vec![7; 300]].concat();
        let length = u16::try_from(inside.len() + 2).unwrap().to_be_bytes();
        let before = [&b"\xff\xd8\xff\xe1"[..], &length, &inside, b"\xff\xc4\0\x03\x01\xff"].concat();
        let frame = [&b"\xff\xc2\0\x11\x08"[..], &height.to_be_bytes(), &width.to_be_bytes()].concat();
        [before, frame, vec![0; 20]].concat()
    }

    fn drawing(picture: &[u8], kind: &str) -> Vec<u8> {
        let mut coded = BASE64_STANDARD.encode(picture);
        coded.insert_str(16, "&#10;");
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/{kind};base64,{coded}\"/></svg>")
            .into_bytes()
    }

    #[test]
    fn the_size_is_read_from_the_head() {
        assert_eq!(points(&png(65_535, 1)), Some((65_535, 1)));
        assert_eq!(points(&jpeg(40_000, 300)), Some((40_000, 300)));
        assert_eq!(points(b"GIF89a\x10\x27\x05\0"), Some((10_000, 5)));
        for broken in [&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\xff\xe1\0\0", b"<svg/>"]
        {
            assert_eq!(points(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_picture_that_claims_gigabytes_is_refused_by_its_head() {
        for large in [png(65_535, 65_535), png(1_000_000, 100), jpeg(40_000, 40_000)] {
            let kind = if large.starts_with(b"\xff") { "jpeg" } else { "png" };
            for picture in [large.clone(), drawing(&large, kind)] {
                let (what, _) = fault(&picture).expect("it is too large");
                assert!(what.contains(" points large"), "{what}");
            }
        }
        let (what, _) = fault(&drawing(&png(40_000, 40_000), "png")).unwrap();
        assert_eq!(what, "it is 40000 by 40000 points large, and no page shows so many");
    }

    #[test]
    fn pictures_as_councils_have_them_pass() {
        for picture in [png(3_000, 2_000), jpeg(4_000, 3_000)] {
            assert_eq!(fault(&picture), None);
            assert_eq!(fault(&drawing(&picture, "png")), None);
        }
        assert_eq!(
            fault(b"<svg><style>@font-face { src: url(data:font/woff2;base64,AAAA) }</style></svg>"),
            None
        );
    }

    #[test]
    fn a_picture_inside_a_drawing_has_to_tell_its_size() {
        assert!(fault(b"<svg><image href='data:image/svg+xml;base64,PHN2Zy8+'/></svg>").is_some());
        assert!(fault(b"<svg><image href='data:image/png,%89PNG'/></svg>").is_some());
    }
}
