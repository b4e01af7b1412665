//! Letters find what they sound like, below what was typed, and never the other way round.

mod support;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use support::{article, lexicon, library};
use xunzhang_core::index::build::build_parts;
use xunzhang_core::index::sounds::{SoundWord, Standing, Wanted};
use xunzhang_core::index::{PartId, PartKind, Settings};
use xunzhang_core::query::Why;
use xunzhang_core::suggest::SuggestionKind;
use xunzhang_core::text::syllables::{find, name};
use xunzhang_core::{Library, RequestError, SearchOptions};

/// Texts by their ids.
const TEXTS: [(&str, &str); 14] = [
    ("city", "重庆高新区的企业家今天开会，重庆的春天来了。"),
    ("cars", "智能网联汽车在这里测试，智能网联汽车的标准已经发布，购买智能网联汽车。"),
    ("heavy", "这件重量级的消息，众请参加。"),
    ("xian", "西安的城墙很长，先到的人先进。"),
    ("plan", "这个方案没有反感。"),
    ("gpu", "国家跑步队用GPU计算，can这个词是英文。"),
    ("can", "we can do it, and he can, too."),
    ("classic", "经典的书读了又读。"),
    ("sight", "这个景点的游客很多。"),
    ("bank", "银行的行长走了一行。"),
    ("green", "绿色的女儿红，掠夺与战略。"),
    ("rare", "龟裂的土地。"),
    ("joint", "轨道交通与公共交通换乘，轨道交通换乘方便，地铁轨道交通换乘。"),
    ("other", "归到一处的事情，焕城的人。"),
];

fn sample() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let articles: Vec<_> = TEXTS.iter().map(|(id, text)| article(id, "题目", &[text])).collect();
        library(&articles)
    })
}

fn ids(query: &str) -> Vec<String> {
    support::ids(sample(), query)
}

fn first(query: &str, expected: &str) {
    let ids = ids(query);
    assert_eq!(ids.first().map(String::as_str), Some(expected), "{query}: {ids:?}");
}

#[test]
fn letters_are_read_as_pinyin() {
    for query in [
        "chongqing",
        "zhongqing",
        "CHONGQING",
        "chóngqìng",
        "chong2qing4",
        "chong qing",
        "chong'qing",
        "chongqi",
        "chongq",
        "chongqinggaoxinqu",
        "chongqing gaoxinqu",
        "chongqing高新区",
        "重庆gaoxinqu",
        "重庆 gaoxin",
        "gaoxinqu",
    ] {
        first(query, "city");
    }
    for query in ["zhinengwanglian", "智能wanglian", "zhinengwanglianqiche", "zhineng wanglian qiche ceshi"] {
        first(query, "cars");
    }
    first("xi'an", "xian");
    first("xian", "xian");
    first("xi1an1", "xian");
    first("fangan", "plan");
    first("yinhang", "bank");
    first("hangzhang", "bank");
    first("lvse", "green");
    first("lüsè", "green");
    first("nver", "green");
    first("zhanlue", "green");
    first("junlie", "rare");
    first("guidaojiaotonghuancheng", "joint");
}

#[test]
fn letters_are_read_as_initials_where_they_are_no_pinyin() {
    first("znwlqc", "cars");
    first("cq", "city");
    first("gdjt", "joint");
}

#[test]
fn a_word_of_letters_that_the_corpus_holds_stays_first_and_alone() {
    for (query, expected) in [("GPU", "gpu"), ("can", "can")] {
        first(query, expected);
        let page = sample().search(query, &SearchOptions::default()).expect("plain text is never refused");
        assert_eq!(page.meant, [], "{query}");
    }
    // Among letters that are sounds it stays what it is.
    first("GPU jisuan", "gpu");
}

#[test]
fn characters_are_never_taken_for_their_sounds() {
    assert_eq!(ids("景点"), ["sight"]);
    assert_eq!(ids("经典"), ["classic"]);
    let both = ids("jingdian");
    assert!(both.contains(&"sight".to_owned()) && both.contains(&"classic".to_owned()), "{both:?}");
}

#[test]
fn what_is_quoted_excluded_or_demanded_is_no_pinyin() {
    assert_eq!(ids("\"chongqing\""), Vec::<String>::new());
    assert_eq!(ids("title:chongqing"), Vec::<String>::new());
    assert!(ids("企业家 -chongqing").contains(&"city".to_owned()));
}

#[test]
fn a_page_says_how_letters_were_read() {
    let page = sample().search("chongqing gaoxinqu", &SearchOptions::default()).expect("plain text is never refused");
    let meant = &page.meant[0];
    assert_eq!((meant.of.as_str(), meant.why), ("chongqing gaoxinqu", Why::Pinyin));
    assert_eq!(meant.text.replace(' ', ""), "重庆高新区");
    let page = sample().search("znwlqc", &SearchOptions::default()).expect("plain text is never refused");
    assert_eq!(page.meant[0].why, Why::Initials);
}

fn all_words(library: &Library) -> Vec<SoundWord> {
    let mut words = Vec::new();
    library.index().each_sounding(&[0], u32::MAX, &mut |_| Wanted::Yes, &mut |word| words.push(word));
    words
}

#[test]
fn looking_up_a_sound_finds_what_a_scan_over_all_words_finds() {
    let library = sample();
    let words = all_words(library);
    assert!(words.len() > 50, "{}", words.len());
    for word in &words {
        let expected: Vec<_> = words.iter().filter(|other| other.syllables == word.syllables).cloned().collect();
        assert_eq!(library.index().words_sounding(&word.syllables), expected);
    }
    let nothing = ["lve", "lve"].map(|syllable| find(syllable).expect("a syllable"));
    assert_eq!(library.index().words_sounding(&nothing), []);
}

#[test]
fn words_of_a_larger_corpus_are_found_by_their_sounds_over_many_leaves() {
    let Some(path) = support::shared("eval/cmrc2018/corpus.jsonl") else { return };
    let texts = support::texts(&path, "text", 300);
    let articles: Vec<_> = texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), "", &[text])).collect();
    let library = library(&articles);
    let words = all_words(&library);
    assert!(words.len() > 10_000, "{}", words.len());
    for alike in words.chunk_by(|a, b| a.syllables == b.syllables) {
        assert_eq!(library.index().words_sounding(&alike[0].syllables), alike);
    }
}

#[test]
fn words_decide_how_they_sound_and_characters_tell_their_readings() {
    let words = all_words(sample());
    let of = |text: &str| {
        let mut found: Vec<(String, Standing)> = words
            .iter()
            .filter(|word| word.text == text)
            .map(|word| {
                (word.syllables.iter().map(|&syllable| name(syllable)).collect::<Vec<_>>().join(" "), word.standing)
            })
            .collect();
        found.sort();
        found
    };
    assert_eq!(of("重庆"), [("chong qing".to_owned(), Standing::Word), ("zhong qing".to_owned(), Standing::Misread)]);
    assert_eq!(of("智能网联汽车"), [("zhi neng wang lian qi che".to_owned(), Standing::Phrase)]);
    let sounds = sample().index().sounds().expect("all parts are there");
    let readings: Vec<&str> = sounds.of_char('重').map(|(syllable, _)| name(syllable)).collect();
    assert_eq!(readings, ["zhong", "chong"]);
}

#[test]
fn suggestions_come_by_characters_letters_and_initials_and_lead_to_hits() {
    let library = sample();
    for (typed, expected, marked) in [
        ("chongq", "重庆", "重庆"),
        ("cq", "重庆", "重庆"),
        ("zhinengw", "智能网联汽车", "智能网"),
        ("智能wl", "智能网联汽车", "智能网联"),
        ("智能", "智能网联汽车", "智能"),
        ("znwlq", "智能网联汽车", "智能网联汽"),
    ] {
        let suggestions = library.suggest(typed, 8).expect("all parts are there");
        let found = suggestions.iter().find(|suggestion| suggestion.text == expected);
        let found = found.unwrap_or_else(|| panic!("{typed} suggests {expected}: {suggestions:?}"));
        let marks: String = found.parts.iter().filter(|part| part.mark).map(|part| part.text.as_str()).collect();
        assert_eq!(marks, marked, "{typed}");
        for suggestion in &suggestions {
            let page = library.search(&suggestion.text, &SearchOptions::default()).expect("plain text");
            assert!(page.total > 0, "{typed}: {}", suggestion.text);
        }
    }
    let phrase = library.suggest("znwlqc", 8).expect("all parts are there");
    assert_eq!(phrase[0].kind, SuggestionKind::Phrase);
}

#[test]
fn an_index_in_parts_reads_letters_as_a_whole_one_does() {
    let articles: Vec<_> = TEXTS.iter().map(|(id, text)| article(id, "题目", &[text])).collect();
    let parts: BTreeMap<PartId, Vec<u8>> =
        build_parts(&articles, lexicon(), &Settings::default()).into_iter().collect();
    let entry = &parts[&PartId { kind: PartKind::Entry, number: 0 }];
    for query in ["chongqing gaoxinqu", "znwlqc", "zhinengwangl", "guidaojiaotong huancheng", "重庆gaoxin"] {
        let mut library = Library::from_entry(entry).expect("the entry was written just now");
        let mut rounds = 0;
        let page = loop {
            rounds += 1;
            assert!(rounds < 9, "{query} is answered in few rounds");
            match library.search(query, &SearchOptions::default()) {
                Ok(page) => break page,
                Err(RequestError::Lacking { lacking }) => {
                    for lack in lacking {
                        let kind = PartKind::from_number(lack.kind).expect("a kind of this version");
                        let part = parts[&PartId { kind, number: lack.number }].clone();
                        library.add(&lack, part, usize::MAX).expect("it is that part");
                    }
                }
                Err(other) => panic!("{query}: {other}"),
            }
        };
        let whole = sample().search(query, &SearchOptions::default()).expect("plain text is never refused");
        assert_eq!(page.meant, whole.meant, "{query}");
        let ids = |page: &xunzhang_core::present::Page| page.hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&page), ids(&whole), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_letters_are_too_strange(text in "([a-zü1-5' ]|[重庆智能网联汽车]|chong|qing|zhi|neng|xi|an){0,60}") {
        let page = sample().search(&text, &SearchOptions::default()).expect("any text gives a page");
        prop_assert!(page.meant.len() <= 64);
        let suggestions = sample().suggest(&text, 8).expect("any text has suggestions, perhaps none");
        prop_assert!(suggestions.len() <= 8);
    }
}
