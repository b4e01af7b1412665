//! Variants of characters find each other by the fold, whichever the corpus holds; other regions' words by readings that count less.

mod support;

use support::{check, ids, library_of};
use xunzhang_core::SearchOptions;
use xunzhang_core::query::Why;

#[test]
fn traditional_queries_find_simplified_articles() {
    let library = library_of(&[
        ("发展", "重庆的发展很快。"),
        ("头发", "理发店里剪头发。"),
        ("皇后", "皇后住在后宫。"),
        ("公里", "里程三公里，就在这里。"),
        ("干部", "干部下乡，干旱缓解，树干粗壮。"),
        ("面条", "面条的做法，见下面。"),
    ]);
    check(
        &library,
        &[
            ("重慶的發展", &["发展"]),
            ("頭髮", &["头发"]),
            ("皇后", &["皇后"]),
            ("後宮", &["皇后"]),
            ("這裏", &["公里"]),
            ("這裡", &["公里"]),
            ("幹部", &["干部"]),
            ("乾旱", &["干部"]),
            ("樹幹", &["干部"]),
            ("麵條", &["面条"]),
        ],
    );
}

#[test]
fn simplified_queries_find_traditional_articles() {
    let library = library_of(&[
        ("發展", "重慶的發展很快。"),
        ("頭髮", "理髮店裡剪頭髮。"),
        ("皇后", "皇后住在後宮裏。"),
        ("乾旱", "幹部下鄉，乾旱緩解。"),
        ("臺灣", "臺灣的颱風，檯面上的事。"),
    ]);
    check(
        &library,
        &[
            ("重庆的发展", &["發展"]),
            ("头发", &["頭髮"]),
            ("頭髮", &["頭髮"]),
            ("店里", &["頭髮"]),
            ("后宫里", &["皇后"]),
            ("皇后", &["皇后"]),
            ("干部", &["乾旱"]),
            ("干旱", &["乾旱"]),
            ("台湾", &["臺灣"]),
            ("台风", &["臺灣"]),
            ("台面", &["臺灣"]),
        ],
    );
}

#[test]
fn forms_of_letters_and_digits_are_one() {
    let library = library_of(&[
        ("半角", "GPU的价格是100元，第IV章。"),
        ("全角", "ＣＰＵ的价格是２００元。"),
        ("圆圈", "①准备，②开始。"),
        ("罗马", "第Ⅶ章讲述历史，面积5㎡。"),
        ("兼容", "\u{F9DD}息下降，\u{FA19}奇的\u{2F8A6}善。"),
        ("零", "二〇二三年的计划。"),
    ]);
    check(
        &library,
        &[
            ("ＧＰＵ", &["半角"]),
            ("cpu", &["全角"]),
            ("200元", &["全角"]),
            ("１００元", &["半角"]),
            ("第Ⅳ章", &["半角"]),
            ("第VII章", &["罗马"]),
            ("5m2", &["罗马"]),
            ("1准备", &["圆圈"]),
            ("②开始", &["圆圈"]),
            ("利息", &["兼容"]),
            ("神奇", &["兼容"]),
            ("慈善", &["兼容"]),
            ("二零二三年", &["零"]),
            ("二○二三年", &["零"]),
        ],
    );
}

#[test]
fn words_of_other_regions_find_each_other_below_the_word_as_typed() {
    let library = library_of(&[
        ("大陆", "网络安全与软件产业，出租车司机提供信息。"),
        ("台湾", "網路安全與軟體產業，計程車司機提供資訊。"),
    ]);
    check(
        &library,
        &[
            ("网络", &["大陆", "台湾"]),
            ("網路", &["台湾", "大陆"]),
            ("網路安全", &["台湾", "大陆"]),
            ("软件", &["大陆", "台湾"]),
            ("軟體產業", &["台湾", "大陆"]),
            ("出租车", &["大陆", "台湾"]),
            ("计程车", &["台湾", "大陆"]),
            ("資訊", &["台湾", "大陆"]),
        ],
    );
    let page = library.search("計程車", &SearchOptions::default()).expect("plain text is never refused");
    let meant: Vec<_> = page.meant.iter().map(|one| (one.of.as_str(), one.text.as_str(), one.why)).collect();
    assert_eq!(meant, [("計程車", "出租车", Why::Regional)]);
}

#[test]
fn a_word_of_another_region_is_found_where_the_corpus_has_only_the_own_one() {
    let mainland = library_of(&[("大陆", "软件产业的信息，鼠标和打印机。"), ("其他", "今天天气很好。")]);
    check(
        &mainland,
        &[("軟體", &["大陆"]), ("资讯", &["大陆"]), ("滑鼠", &["大陆"]), ("印表機", &["大陆"]), ("硬體", &[])],
    );
    let taiwan = library_of(&[("台湾", "軟體產業的資訊，滑鼠和印表機。"), ("其他", "今天天氣很好。")]);
    check(&taiwan, &[("软件", &["台湾"]), ("信息", &["台湾"]), ("鼠标", &["台湾"]), ("打印机", &["台湾"])]);
}

#[test]
fn words_that_mean_something_else_elsewhere_are_not_mixed_up() {
    let library = library_of(&[("支持", "我们支持这个项目，通过了文件。"), ("支援", "前往支援专案，透过档案。")]);
    check(&library, &[("支持", &["支持"]), ("支援", &["支援"]), ("项目", &["支持"]), ("文件", &["支持"])]);
    assert!(ids(&library, "“资讯”").is_empty());
}
