//! Keywords say what an article speaks of, and lead to those that speak of the same.

mod support;

use support::{article, library};
use xunzhang_core::index::build::Extract;
use xunzhang_core::{Article, Library, RequestError};

/// What stands below every article of a site and relates none of them.
const FOOTER: &str = "版权声明：本站转载文章仅为传播更多信息之目的，如有侵权请联系客服邮箱处理，谢谢合作。";

fn corpus() -> Vec<Article> {
    let texts = [
        ("line-a", "轨道交通十五号线开工", "轨道交通十五号线全长七十公里，设站二十座，盾构隧道穿越嘉陵江。"),
        ("line-b", "轨道交通隧道贯通", "轨道交通九号线的盾构隧道昨天贯通，工人欢呼。"),
        ("space-a", "航天员在空间站授课", "航天员在空间站为学生讲授物理，演示失重下的水球实验。"),
        ("space-b", "空间站迎来新的航天员", "三名航天员进入空间站，将开展失重下的实验。"),
        ("orange", "柑橘丰收", "果农采摘柑橘，果园里满是笑声。"),
        ("opera", "川剧变脸进校园", "演员教小学生画脸谱，孩子们看得入迷。"),
    ];
    texts.iter().map(|(id, headline, text)| article(id, headline, &[text, FOOTER])).collect()
}

fn related(library: &Library, id: &str) -> Vec<String> {
    let hits = library.related(id, 6).expect("the article is there");
    hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn articles_that_share_what_they_speak_of_are_related() {
    let library = library(&corpus());
    assert_eq!(related(&library, "line-a"), ["line-b"]);
    assert_eq!(related(&library, "line-b"), ["line-a"]);
    assert_eq!(related(&library, "space-a"), ["space-b"]);
}

#[test]
fn what_stands_below_every_article_relates_none() {
    let mut many = corpus();
    let others = ["山茶", "瀑布", "灯塔", "骆驼", "钢琴", "围棋", "瓷器", "剪纸", "皮影", "古筝"];
    let more = |copy: usize| {
        others.iter().map(move |word| article(&format!("{word}{copy}"), word, &[&format!("这里有{word}。"), FOOTER]))
    };
    many.extend((0..4).flat_map(more));
    let library = library(&many);
    assert_eq!(related(&library, "orange"), [""; 0]);
    assert_eq!(related(&library, "opera"), [""; 0]);
    assert!(related(&library, "山茶0").iter().all(|id| id.starts_with("山茶")));
}

#[test]
fn no_article_is_related_to_itself_and_each_is_still_found_by_its_id() {
    let articles = corpus();
    let library = library(&articles);
    for article in &articles {
        assert!(!related(&library, &article.id).contains(&article.id));
        let view = library.article(&article.id, None).expect("the article is there");
        assert_eq!(view.headline, article.headline);
    }
}

#[test]
fn fewer_are_given_when_fewer_are_wanted_and_strange_ids_are_refused() {
    let library = library(&corpus());
    assert_eq!(library.related("line-a", 0).map(|hits| hits.len()), Ok(0));
    let error = library.related("no such", 6).expect_err("there is no such article");
    assert!(matches!(error, RequestError::Article { .. }));
}

#[test]
fn keywords_are_what_the_article_speaks_of_and_stand_in_its_text() {
    let articles = corpus();
    let library = library(&articles);
    for article in &articles {
        let view = library.article(&article.id, None).expect("the article is there");
        let text = format!("{}{}", article.headline, article.blocks[0].text);
        assert!((2..=5).contains(&view.keywords.len()), "{:?}", view.keywords);
        let footer = view.keywords.iter().filter(|word| !text.contains(word.as_str())).count();
        assert!(footer <= 2, "{:?}", view.keywords);
    }
    let view = library.article("space-b", None).expect("the article is there");
    assert!(view.keywords.contains(&"航天员".to_owned()), "{:?}", view.keywords);
    assert!(
        !view.keywords.iter().any(|word| word.contains('的') || word.parse::<u32>().is_ok()),
        "{:?}",
        view.keywords
    );
}

#[test]
fn the_owners_tags_come_first_and_are_not_repeated() {
    let mut tagged = corpus();
    tagged[2].tags = vec!["科普".to_owned(), "空間站".to_owned()];
    let view = library(&tagged).article("space-a", None).expect("the article is there");
    assert_eq!(view.keywords[..2], ["科普", "空間站"]);
    assert!(!view.keywords.contains(&"空间站".to_owned()), "{:?}", view.keywords);
}

#[test]
fn what_to_find_is_all_on_unless_told() {
    assert_eq!(Extract::default(), Extract { names: true, keywords: true, related: true });
}
