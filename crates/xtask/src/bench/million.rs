//! A million articles of about the length of news, to see what holds at that size.
//!
//! Where the news are at hand, their texts are cut into pieces of a few characters and the pieces drawn at random, so
//! that words are as frequent as in the news and most neighbours belong together. Elsewhere the words are made up, and
//! as frequent as Zipf's law has it. The same input gives the same bytes.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    ops::Range,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How many articles there are.
pub const ARTICLES: usize = 1_000_000;

/// Single characters that bind others, where texts are cut: words seldom reach across them.
const LINKS: &str = "的了在是和与及等将对为以从而并也都就被把";

/// Pieces are cut after so many Han characters at the latest.
const LONGEST: usize = 6;

/// How many words a made-up vocabulary has.
const WORDS: usize = 60_000;

/// Of how many characters they are made.
const CHARACTERS: usize = 3_000;

/// How long an article of made-up words is, in bytes: as the news are on average.
const LENGTH: usize = 1_900;

/// Writes `count` articles as JSON Lines. The file has its name only once it is whole.
///
/// # Errors
/// When the news cannot be read or the file not be written.
pub fn write(path: &Path, news: Option<&Path>, count: usize) -> Result {
    let words = news.map_or_else(|| Ok(Words::Zipf), Words::of_news)?;
    let part = path.with_extension("part");
    let failed = || Error::io("writing", &part);
    let mut out = BufWriter::new(File::create(&part).map_err(failed())?);
    let mut random = Random(count as u64);
    let mut text = String::new();
    for number in 0..count {
        text.clear();
        words.fill(&mut text, &mut random);
        let day = random.below(62);
        let article = Article {
            id: format!("m{number}"),
            text: &text,
            date: format!("2023-{:02}-{:02}", 7 + day / 31, 1 + day % 31),
        };
        serde_json::to_writer(&mut out, &article).map_err(|error| failed()(error.into()))?;
        out.write_all(b"\n").map_err(failed())?;
    }
    out.into_inner().map_err(|error| failed()(error.into_error()))?.sync_all().map_err(failed())?;
    fs::rename(&part, path).map_err(failed())
}

/// An article as it is written.
#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "_id")]
    id: String,
    text: &'a str,
    date: String,
}

/// What articles are made of.
enum Words {
    /// Pieces of the news.
    News {
        /// All texts, one behind the other.
        text: String,
        /// The pieces.
        pieces: Vec<Range<usize>>,
        /// How long each article of the news is, in bytes.
        lengths: Vec<usize>,
    },
    /// Made-up words.
    Zipf,
}

impl Words {
    /// Cuts the news to pieces.
    fn of_news(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Line {
            text: String,
        }
        let file = File::open(path).map_err(Error::io("reading", path))?;
        let (mut text, mut pieces, mut lengths) = (String::new(), Vec::new(), Vec::new());
        for line in BufReader::new(file).lines() {
            let line = line.map_err(Error::io("reading", path))?;
            let unusable =
                |error: serde_json::Error| Error::Content { path: path.to_path_buf(), problem: error.to_string() };
            let line: Line = serde_json::from_str(&line).map_err(unusable)?;
            let start = text.len();
            pieces.extend(cut(&line.text).into_iter().map(|piece| start + piece.start..start + piece.end));
            lengths.push(line.text.len());
            text += &line.text;
        }
        if pieces.is_empty() {
            return Err(Error::Content { path: path.to_path_buf(), problem: "holds no text".into() });
        }
        Ok(Self::News { text, pieces, lengths })
    }

    /// Writes the text of one article.
    fn fill(&self, out: &mut String, random: &mut Random) {
        match self {
            Self::News { text, pieces, lengths } => {
                let length = lengths[random.below(lengths.len())];
                while out.len() < length {
                    out.push_str(&text[pieces[random.below(pieces.len())].clone()]);
                }
            }
            Self::Zipf => {
                while out.len() < LENGTH {
                    for _ in 0..4 + random.below(8) {
                        made_up(random.rank(WORDS), out);
                    }
                    out.push(if random.below(3) == 0 { '。' } else { '，' });
                }
            }
        }
    }
}

/// Cuts a text after signs, around the characters that bind, and where Han characters go on for too long.
fn cut(text: &str) -> Vec<Range<usize>> {
    let (mut pieces, mut start, mut han) = (Vec::new(), 0, 0);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let sign = !c.is_alphanumeric();
        if let Some(before) = before
            && !sign
            && (!before.is_alphanumeric() || LINKS.contains(before) || LINKS.contains(c) || han >= LONGEST)
        {
            pieces.push(start..at);
            (start, han) = (at, 0);
        }
        han += usize::from(c >= '\u{2E80}');
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}

/// Writes the word of a rank: frequent ones have one or two characters, rare ones three.
fn made_up(rank: usize, out: &mut String) {
    let mut shape = Random(rank as u64);
    let length = match rank {
        0..50 => 1,
        50..20_000 => 2,
        _ => 3,
    };
    for _ in 0..length {
        let offset = shape.rank(CHARACTERS) as u32;
        out.extend(char::from_u32(0x4E00 + offset));
    }
}

/// SplitMix64: numbers that look random and are the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, each as likely as the other.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number below `end`, the likelihood of which falls as one by its rank.
    fn rank(&mut self, end: usize) -> usize {
        // As many draws fall on 1 as on 2 and 3, as on 4 to 7: Zipf's law in steps, of integers, which no machine rounds.
        let doublings = end.ilog2() as usize + 1;
        loop {
            let low = 1 << self.below(doublings);
            let rank = low - 1 + self.below(low);
            if rank < end {
                return rank;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn texts_are_cut_where_words_seldom_reach() {
        let pieces = |text: &str| cut(text).into_iter().map(|piece| text[piece].to_owned()).collect::<Vec<_>>();
        assert_eq!(pieces("重庆的天气，很好。"), ["重庆", "的", "天气，", "很好。"]);
        assert_eq!(pieces("GPT-4发布"), ["GPT-", "4发布"]);
        assert_eq!(pieces("一二三四五六七八"), ["一二三四五六", "七八"]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn the_same_input_gives_the_same_articles() {
        let folder = workspace::scratch().join(format!("million-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let news = folder.join("news.jsonl");
        fs::write(&news, "{\"text\":\"今天的天气很好，\"}\n{\"text\":\"明天有雨。\"}\n").unwrap();
        let written = |news: Option<&Path>| {
            let path = folder.join("out.jsonl");
            write(&path, news, 5).unwrap();
            fs::read_to_string(path).unwrap()
        };
        for news in [Some(news.as_path()), None] {
            let text = written(news);
            assert_eq!(text, written(news));
            assert_eq!(text.lines().count(), 5);
            assert!(text.starts_with("{\"_id\":\"m0\",\"text\":\""));
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn low_ranks_are_drawn_most() {
        let mut random = Random(1);
        let mut counts = [0; 100];
        for _ in 0..10_000 {
            counts[random.rank(100)] += 1;
        }
        assert!(counts[0] > 8 * counts[15] && counts[15] > 2 * counts[63], "{counts:?}");
        assert!(counts.iter().all(|&count| count > 0));
    }
}
