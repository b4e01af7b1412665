//! Pages made by chance out of known articles: broken anew, with headlines set into sentences of others.

use std::path::Path;

use proptest::prelude::*;
use xunzhang_core::{Article, BlockKind};
use xunzhang_ingest::{Date, Edition, newspaper::read_page};

fn edition() -> Edition {
    Edition { publication: Some("某某日报".into()), date: Date::new(2023, 10, 26) }
}

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The articles of the seed and of a page of other papers, as they are read unbroken.
fn articles() -> Vec<Article> {
    let seed = page("../../seeds/000_9c3f0b82c27e1f31.txt");
    let other = page("tests/pages/region.txt");
    read_page(&seed, &edition()).into_iter().chain(read_page(&other, &edition())).collect()
}

/// Every character of a text but white space.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text fields of an article in reading order.
fn fields(article: &Article) -> String {
    let mut text = String::new();
    text.extend(article.lead_in.as_deref());
    if !article.headline_made {
        text.push_str(&article.headline);
    }
    text.extend(article.sub_headline.as_deref());
    article.blocks.iter().for_each(|block| text.push_str(&block.text));
    ink(&text)
}

fn sorted(text: &str) -> Vec<char> {
    let mut all: Vec<char> = ink(text).chars().collect();
    all.sort_unstable();
    all
}

/// A small generator of numbers, so that a failing page can be made again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Whether a line may break between these characters: not before a mark that clings to the left, and not where a sentence
/// ends, since there a broken line and a new paragraph look the same.
fn breakable(left: char, right: char) -> bool {
    let sign = |c: char| !c.is_alphanumeric();
    let latin = left.is_ascii_alphabetic() && right.is_ascii_alphabetic();
    !sign(left) && !sign(right) && !latin
}

/// Cuts a paragraph once, at a place of at least `least` characters from either end.
fn cut(text: &str, least: usize, dice: &mut Dice) -> Option<(String, String)> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < 2 * least + 1 {
        return None;
    }
    for _ in 0..20 {
        let at = least + dice.below(chars.len() - 2 * least);
        if breakable(chars[at - 1], chars[at]) {
            return Some((chars[..at].iter().collect(), chars[at..].iter().collect()));
        }
    }
    None
}

fn head_lines(article: &Article) -> Vec<String> {
    let headline = (!article.headline_made).then(|| article.headline.clone());
    [article.lead_in.clone(), headline, article.sub_headline.clone()].into_iter().flatten().collect()
}

/// Breaks paragraphs at chance places, once each with the given chance in 100, `least` characters from
/// their ends.
fn broken(article: &Article, chance: usize, least: usize, dice: &mut Dice) -> Vec<String> {
    let mut lines = head_lines(article);
    for block in &article.blocks {
        let pieces =
            (block.kind == BlockKind::Paragraph && dice.below(100) < chance).then(|| cut(&block.text, least, dice));
        match pieces.flatten() {
            Some((first, second)) => lines.extend([first, second]),
            None => lines.push(block.text.clone()),
        }
    }
    lines
}

/// Reads `count` pages that are broken by chance, at least `least` characters from a paragraph's ends; says which come out
/// otherwise than unbroken.
fn misread(count: u64, least: usize) -> Vec<u64> {
    let articles = articles();
    let unbroken: Vec<String> = articles.iter().flat_map(|article| broken(article, 0, least, &mut Dice(1))).collect();
    let whole = read_page(&unbroken.join("\n\n"), &edition());
    assert_eq!(whole.len(), articles.len());
    let wrong = (1..=count).filter(|seed| {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let lines: Vec<String> = articles.iter().flat_map(|article| broken(article, 50, least, &mut dice)).collect();
        let gap = ["\n", "\n\n", "\r\n\r\n", "\n \u{3000}\n\n"][dice.below(4)];
        read_page(&lines.join(gap), &edition()) != whole
    });
    wrong.collect()
}

#[test]
fn sentences_broken_anywhere_are_whole_again() {
    let wrong = misread(200, 40);
    assert!(wrong.is_empty(), "{} of 200 pages: {wrong:?}", wrong.len());
}

/// A piece of 20 to 40 characters without a comma, cut off between two words, looks like a subhead to anybody; each page has
/// some 25 breaks.
#[test]
fn sentences_broken_close_to_their_start_are_nearly_all_whole_again() {
    let wrong = misread(200, 20);
    assert!(wrong.len() <= 12, "{} of 200 pages: {wrong:?}", wrong.len());
}

#[test]
fn the_seed_is_tiled() {
    let seed = page("../../seeds/000_9c3f0b82c27e1f31.txt");
    let found: String = read_page(&seed, &edition()).iter().map(fields).collect();
    assert_eq!(sorted(&found), sorted(&seed));
}

/// Where no headline stands inside a sentence, even the order of the characters is the page's.
#[test]
fn broken_pages_keep_their_order() {
    let articles = articles();
    for seed in 1..=50u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let lines: Vec<String> = articles.iter().flat_map(|article| broken(article, 50, 40, &mut dice)).collect();
        let text = lines.join("\n\n");
        let found: String = read_page(&text, &edition()).iter().map(fields).collect();
        assert_eq!(found, ink(&text), "{seed}");
    }
}

/// Sets the headline of `guest` into a sentence of `host`, and the rest of `guest` below it without a headline; or into a
/// sentence of its own article when `host` is `None`. `None` when no sentence is long enough.
fn interposed(guest: &Article, host: Option<&Article>, dice: &mut Dice) -> Option<Vec<String>> {
    let mut lines = host.map(head_lines).unwrap_or_default();
    let mut headline = Some([guest.lead_in.as_slice(), std::slice::from_ref(&guest.headline)].concat().join(" "));
    for block in &host.unwrap_or(guest).blocks {
        let wanted = headline.is_some() && block.kind == BlockKind::Paragraph && dice.below(2) == 0;
        match wanted.then(|| cut(&block.text, 30, dice)).flatten() {
            Some((first, second)) => {
                lines.push(first);
                lines.extend(headline.take());
                lines.push(second);
            }
            None => lines.push(block.text.clone()),
        }
    }
    if host.is_some() {
        lines.extend(guest.blocks.iter().map(|block| block.text.clone()));
    }
    headline.is_none().then_some(lines)
}

#[test]
fn a_headline_set_into_a_sentence_finds_its_article() {
    let articles = articles();
    let starts = |article: &&Article| {
        let start = article.blocks.first().map(|block| block.text.as_str()).unwrap_or_default();
        !article.headline_made && (start.starts_with("本报讯") || start.starts_with("中新网"))
    };
    let guests: Vec<&Article> = articles.iter().filter(starts).collect();
    assert!(guests.len() >= 4);
    let (mut right, mut tried) = (0, 0);
    for seed in 1..=400u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let guest = guests[dice.below(guests.len())];
        let host = guests[dice.below(guests.len())];
        let host = (host.headline != guest.headline).then_some(host);
        let Some(lines) = interposed(guest, host, &mut dice) else { continue };
        tried += 1;
        let all = |article: &Article| (headline_ink(article), body_ink(article));
        right += usize::from(read_page(&lines.join("\n\n"), &edition()).iter().any(|found| all(found) == all(guest)));
    }
    assert!(tried > 200 && right * 100 >= tried * 98, "{right} of {tried}");
}

fn headline_ink(article: &Article) -> String {
    ink(&(article.lead_in.clone().unwrap_or_default() + &article.headline))
}

fn body_ink(article: &Article) -> String {
    article.blocks.iter().map(|block| ink(&block.text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_string_is_read_and_tiled(text in "\\PC{0,200}(\r\n|\n|\\PC){0,40}") {
        let found: String = read_page(&text, &Edition::default()).iter().map(fields).collect();
        prop_assert_eq!(sorted(&found), sorted(&text));
    }

    #[test]
    fn lines_out_of_a_newspaper_are_tiled_in_any_order(picks in proptest::collection::vec(0usize..1000, 0..60)) {
        let all: Vec<String> = [page("../../seeds/000_9c3f0b82c27e1f31.txt"), page("tests/pages/region.txt")]
            .concat().lines().map(str::to_owned).collect();
        let text: String = picks.iter().map(|at| all[at % all.len()].clone() + "\n").collect();
        let found: String = read_page(&text, &edition()).iter().map(fields).collect();
        prop_assert_eq!(sorted(&found), sorted(&text));
    }

    #[test]
    fn any_text_is_read_and_tiled(text in "[\\s\\u{0}-\\u{ff}本报讯记者电月日新华社链接。，；：“”（）()《》\\u{4e00}-\\u{4e40}\\u{3000}\\n]{0,400}") {
        let found: String = read_page(&text, &edition()).iter().map(fields).collect();
        prop_assert_eq!(sorted(&found), sorted(&text));
    }
}
