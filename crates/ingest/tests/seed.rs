//! The seed page with its articles in other orders, with other gaps, and in other encodings.

use std::path::Path;

use xunzhang_core::Article;
use xunzhang_ingest::{Date, Edition, decode, newspaper::read_page};

/// The lines of the seed that each article fills, counted from 1.
const PLACES: [(usize, usize); 7] = [(5, 11), (13, 22), (24, 50), (52, 72), (74, 94), (96, 103), (105, 121)];

fn edition() -> Edition {
    Edition { publication: Some("重庆日报".into()), date: Date::new(2023, 10, 26) }
}

fn seed() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/000_9c3f0b82c27e1f31.txt");
    std::fs::read_to_string(path).expect("the seed")
}

fn parts() -> Vec<String> {
    let text = seed();
    let lines: Vec<&str> = text.lines().collect();
    PLACES.iter().map(|(from, to)| lines[from - 1..(*to).min(lines.len())].join("\n")).collect()
}

fn read(order: &[usize], parts: &[String]) -> Vec<Article> {
    let page: Vec<&str> = order.iter().map(|at| parts[*at].as_str()).collect();
    read_page(&page.join("\n\n"), &edition())
}

/// Every order of `items`, by Heap's algorithm.
fn orders(items: &mut Vec<usize>, count: usize, give: &mut dyn FnMut(&[usize])) {
    if count <= 1 {
        return give(items);
    }
    for at in 0..count {
        orders(items, count - 1, give);
        items.swap(if count.is_multiple_of(2) { at } else { 0 }, count - 1);
    }
}

#[test]
fn every_order_of_the_articles_gives_the_same_articles() {
    let parts = parts();
    let expected = read(&[0, 1, 2, 3, 4, 5, 6], &parts);
    assert_eq!(expected.len(), 7);
    let mut wrong = Vec::new();
    let mut tried = 0;
    orders(&mut (0..7).collect(), 7, &mut |order| {
        tried += 1;
        if std::env::var_os("XUNZHANG_ALL_ORDERS").is_none() && tried % 24 != 1 {
            return;
        }
        let found = read(order, &parts);
        let wanted: Vec<Article> = order.iter().map(|at| expected[*at].clone()).collect();
        if found != wanted {
            wrong.push(order.to_vec());
        }
    });
    assert!(
        wrong.is_empty(),
        "{} orders of {tried} come out otherwise: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}

#[test]
fn gaps_line_ends_and_indents_do_not_matter() {
    let expected = read_page(&seed(), &edition());
    let text = seed();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    for between in ["\n", "\n\n", "\r\n", "\r", "\r\n\r\n\r\n", "\u{2028}", " \n\u{3000}\n"] {
        assert_eq!(read_page(&lines.join(between), &edition()), expected, "{between:?}");
    }
    let indented: Vec<String> = lines
        .iter()
        .map(|line| if line.chars().count() > 45 { format!("\u{3000}\u{3000}{line}") } else { (*line).to_owned() })
        .collect();
    assert_eq!(read_page(&indented.join("\n"), &edition()), expected);
}

#[test]
fn every_encoding_gives_the_same_articles() {
    let text = seed();
    let expected = read_page(&text, &edition());
    let (gb18030, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [text.as_bytes(), &gb18030, &utf16] {
        assert_eq!(read_page(&decode(bytes).expect("text"), &edition()), expected);
    }
}

#[test]
fn full_width_signs_change_nothing_but_themselves() {
    let wide: String = seed()
        .chars()
        .map(|c| match c {
            ',' => '，',
            ';' => '；',
            '(' => '（',
            ')' => '）',
            _ => c,
        })
        .collect();
    let (narrow, wide) = (read_page(&seed(), &edition()), read_page(&wide, &edition()));
    let bylines = |articles: &[Article]| -> Vec<_> {
        articles
            .iter()
            .map(|a| (a.authors.clone(), a.source.clone(), a.place.clone(), a.date.clone(), a.blocks.len()))
            .collect()
    };
    assert_eq!(bylines(&narrow), bylines(&wide));
}

#[test]
fn other_papers_and_people_are_read_alike() {
    let other = seed()
        .replace("重庆日报", "海滨都市报")
        .replace("新华社酒泉10月25日电", "中新社敦煌9月30日电(记者王五)")
        .replace("夏元", "欧阳春雪")
        .replace("(记者李秉宣、米思源、黄一宸)", "（本报记者 赵　六　通讯员 阿依古丽·买买提）");
    let articles = read_page(&other, &edition());
    assert_eq!(articles.len(), 7);
    assert_eq!(articles[0].authors, ["欧阳春雪"]);
    assert_eq!(articles[0].source.as_deref(), Some("海滨都市报"));
    let last = &articles[6];
    assert_eq!(last.authors, ["王五", "赵六", "阿依古丽·买买提"]);
    assert_eq!((last.source.as_deref(), last.place.as_deref()), (Some("中新社"), Some("敦煌")));
    assert_eq!(last.date.as_deref(), Some("2023-09-30"));
}

#[test]
fn text_broken_at_a_fixed_width_is_whole_again() {
    let text = seed();
    let expected = read_page(&text, &edition());
    for width in [24, 30, 37] {
        let mut page = String::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let chars: Vec<char> = line.chars().collect();
            // Paragraphs are set in by two spaces; headlines and what else is short stay as they are.
            let indent = if chars.len() > 45 { "\u{3000}\u{3000}" } else { "" };
            page.push_str(indent);
            for piece in chars.chunks(if indent.is_empty() { 60 } else { width }) {
                page.extend(piece);
                page.push('\n');
            }
        }
        let found = read_page(&page, &edition());
        let words = |articles: &[Article]| -> Vec<String> {
            let ink = |text: &str| text.split_whitespace().collect::<String>();
            articles.iter().flat_map(|a| a.blocks.iter().map(|block| ink(&block.text))).collect()
        };
        let (found, expected) = (words(&found), words(&expected));
        let wrong = found.iter().zip(&expected).find(|(found, expected)| found != expected);
        assert_eq!((wrong, found.len()), (None, expected.len()), "{width}");
    }
}
