//! A pair of characters that more articles hold than a list names: nothing that holds the exact run is lost, and no number claims to be exact.

mod support;

use std::collections::BTreeMap;

use support::{article, lexicon};
use xunzhang_core::index::build::build_parts;
use xunzhang_core::index::postings::HEAD;
use xunzhang_core::index::{Lack, PartId, PartKind, Settings};
use xunzhang_core::present::Page;
use xunzhang_core::{Article, Library, RequestError, SearchOptions};

/// Short articles that hold 山水 more densely than those that are sought, so that the list of 山水 names none of these.
fn corpus() -> Vec<Article> {
    let short = |number| article(&format!("短{number}"), "短篇", &["山水，山水，山水。"]);
    let mut articles: Vec<Article> = (0..HEAD + 500).map(short).collect();
    let rest = "此外还有许多别的话要说，说完为止。".repeat(20);
    articles.push(article("琥珀", "长篇", &[&rest, "琥珀山水就在这里。", &rest]));
    articles.push(article("分开", "长篇", &["琥珀在那里，琥珀，琥珀，山水也在那里。", &rest]));
    articles
}

struct Host {
    library: Library,
    parts: BTreeMap<PartId, Vec<u8>>,
    brought: usize,
}

impl Host {
    fn new() -> Self {
        let parts = build_parts(&corpus(), lexicon(), &Settings::default());
        let mut parts: BTreeMap<PartId, Vec<u8>> = parts.into_iter().collect();
        let entry = parts.remove(&PartId { kind: PartKind::Entry, number: 0 }).expect("every index has an entry");
        let library = Library::from_entry(&entry).expect("the entry was written just now");
        Self { library, parts, brought: 0 }
    }

    fn whole() -> Self {
        let mut host = Self::new();
        loop {
            let absent = host.library.absent();
            if absent.is_empty() {
                return host;
            }
            host.bring(&absent);
        }
    }

    fn bring(&mut self, lacking: &[Lack]) {
        for lack in lacking {
            let kind = PartKind::from_number(lack.kind).expect("a kind of this version");
            let part = self.parts[&PartId { kind, number: lack.number }].clone();
            self.library.add(lack, part, usize::MAX).expect("it is that part");
            self.brought += 1;
        }
    }

    fn search(&mut self, text: &str) -> Page {
        loop {
            match self.library.search(text, &SearchOptions::default()) {
                Ok(page) => return page,
                Err(RequestError::Lacking { lacking }) => self.bring(&lacking),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn runs_are_found_beyond_the_heads_of_lists_whole_and_in_parts() {
    for mut host in [Host::whole(), Host::new()] {
        let page = host.search("山水");
        assert_eq!(page.hits.len(), 10);
        assert!(page.total >= HEAD && !page.total_is_exact, "more articles hold it than the list names");

        for query in ["琥珀山水", "“琥珀山水”", "“琥珀山水” 这里"] {
            let page = host.search(query);
            assert_eq!(page.hits[0].id, "琥珀", "{query}");
        }
        let ids = |page: Page| page.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>();
        assert_eq!(ids(host.search("琥珀 -“琥珀山水”")), ["分开"]);
        assert_eq!(ids(host.search("“琥珀” “山水”")).len(), 2);
    }
}

#[test]
fn a_question_brings_few_parts_however_many_articles_hold_its_words() {
    let mut host = Host::new();
    host.search("山水");
    assert!(host.brought < 30, "{} parts of {}", host.brought, host.parts.len());
}
