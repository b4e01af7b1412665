//! An index built for readers who do not tell some syllables apart, and tones as they are typed.

mod support;

use std::sync::OnceLock;

use support::{article, library};
use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::index::sounds::{SoundWord, Standing, Wanted};
use xunzhang_core::text::syllables::name;
use xunzhang_core::{Article, Library, SearchOptions};

/// Texts by their ids, some of whose words are fuzzily alike: 新建 and 新疆, 上海 and 山海, 南方 and 蓝方, 事实, 实施 and 时事.
const TEXTS: [(&str, &str); 12] = [
    ("build", "学校今年新建了一栋楼。"),
    ("west", "新疆的棉花熟了，新疆的公路很长，新疆很大。"),
    ("west2", "他去新疆旅行。"),
    ("west3", "新疆的天很蓝。"),
    ("sea", "上海的码头很忙。"),
    ("classic", "山海相连的地方。"),
    ("fact", "事实证明他是对的。"),
    ("carry", "这项办法明年实施。"),
    ("carry2", "方案已经实施。"),
    ("news", "时事新闻每天都有。"),
    ("blue", "蓝鲸在海里游。"),
    ("south", "南京的梧桐。"),
];

fn articles() -> Vec<Article> {
    TEXTS.iter().map(|(id, text)| article(id, "题目", &[text])).collect()
}

fn exact() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| library(&articles()))
}

fn fuzzy() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let mut lexicon = Lexicon::new();
        lexicon.fuzzy_pinyin = true;
        Library::from_vec(build(&articles(), &lexicon)).expect("a shelf that was just built opens")
    })
}

/// What a library takes letters for, with how much each counts.
fn meant(library: &Library, typed: &str) -> Vec<(String, f32)> {
    let page = library.search(typed, &SearchOptions::default()).expect("plain text is never refused");
    page.meant.iter().map(|meant| (meant.text.clone(), meant.weight)).collect()
}

fn all_words(library: &Library) -> Vec<SoundWord> {
    let mut words = Vec::new();
    library.index().each_sounding(&[0], u32::MAX, &mut |_| Wanted::Yes, &mut |word| words.push(word));
    words
}

/// A syllable as those type it who tell nothing apart, and as those who say too much.
fn respelled(name: &str) -> [String; 2] {
    let less = name.replacen("zh", "z", 1).replacen("ch", "c", 1).replacen("sh", "s", 1).replacen("ng", "n", 1);
    let less = if less.starts_with('n') { less.replacen('n', "l", 1) } else { less };
    let more = match name.as_bytes() {
        [b'z' | b'c' | b's', next, ..] if *next != b'h' => format!("{}h{}", &name[..1], &name[1..]),
        [b'l', ..] => format!("n{}", &name[1..]),
        _ => name.to_owned(),
    };
    [less, if more.len() > 1 && more.ends_with('n') { format!("{more}g") } else { more }]
}

#[test]
fn words_are_found_however_they_are_spelled_fuzzily() {
    let words = all_words(fuzzy());
    assert!(words.len() > 30, "{}", words.len());
    for word in all_words(exact()).iter().filter(|word| word.standing == Standing::Word) {
        for which in 0..2 {
            let syllables = word.syllables.iter().map(|&syllable| respelled(name(syllable))[which].clone());
            let typed = syllables.collect::<Vec<_>>().join("'");
            let meant = meant(fuzzy(), &typed);
            assert!(meant.iter().any(|(text, _)| *text == word.text), "{typed}: {} in {meant:?}", word.text);
        }
    }
}

#[test]
fn looking_up_a_class_finds_what_a_scan_over_all_words_finds() {
    let words = all_words(fuzzy());
    for word in &words {
        let expected: Vec<_> = words.iter().filter(|other| other.syllables == word.syllables).cloned().collect();
        assert_eq!(fuzzy().index().words_sounding(&word.syllables), expected);
    }
}

#[test]
fn what_is_spelled_exactly_comes_first_and_counts_more() {
    for (typed, first, second) in [
        ("xinjian", "新建", "新疆"),
        ("xinjiang", "新疆", "新建"),
        ("shanhai", "山海", "上海"),
        ("shanghai", "上海", "山海"),
    ] {
        let meant = meant(fuzzy(), typed);
        let place = |text: &str| meant.iter().position(|(other, _)| other == text);
        let (Some(one), Some(other)) = (place(first), place(second)) else { panic!("{typed}: {meant:?}") };
        assert!(one < other && meant[one].1 > meant[other].1, "{typed}: {meant:?}");
    }
    // Nothing is spelled so: what is meant counts as it would by itself.
    assert_eq!(meant(fuzzy(), "lanjing")[0].0, "蓝鲸");
    assert_eq!(meant(fuzzy(), "nanjin")[0].0, "南京");
}

#[test]
fn an_index_is_not_fuzzy_by_itself() {
    for typed in ["sanghai", "langjing"] {
        assert_eq!(meant(exact(), typed), [], "{typed}");
    }
    assert!(meant(exact(), "xinjiang").iter().all(|(text, _)| text == "新疆"));
}

#[test]
fn characters_are_never_taken_for_their_sounds() {
    for (typed, expected) in [("上海", "sea"), ("山海", "classic"), ("新建", "build")] {
        assert_eq!(support::ids(fuzzy(), typed), [expected]);
    }
}

#[test]
fn tones_choose_among_words_of_the_same_syllables() {
    for library in [exact(), fuzzy()] {
        for (typed, expected) in [
            ("shi4shi2", "事实"),
            ("shìshí", "事实"),
            ("shi2shi1", "实施"),
            ("shíshī", "实施"),
            ("shi2shi4", "时事"),
            ("shi2 shi4", "时事"),
            ("shíshì", "时事"),
            ("shi4shí", "事实"),
            ("shìshi", "事实"),
        ] {
            let meant = meant(library, typed);
            assert_eq!(meant[0].0.replace(' ', ""), expected, "{typed}: {meant:?}");
        }
        // Nothing is toned so: words are found all the same.
        assert!(!meant(library, "shi3shi3").is_empty());
    }
}
