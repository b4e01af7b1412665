//! The seed page with its articles in other orders.

use std::path::Path;

use xunzhang_core::Article;
use xunzhang_ingest::{Date, Edition, newspaper::read_page};

/// The lines of the seed that each article fills, counted from 1.
const PLACES: [(usize, usize); 7] = [(5, 11), (13, 22), (24, 50), (52, 72), (74, 94), (96, 103), (105, 121)];

fn edition() -> Edition {
    Edition { publication: Some("重庆日报".into()), date: Date::new(2023, 10, 26) }
}

fn parts() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/000_9c3f0b82c27e1f31.txt");
    let text = std::fs::read_to_string(path).expect("the seed");
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
