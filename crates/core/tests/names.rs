//! Names of people, places and organisations are found in running text, and little else is.

mod support;

use support::{article, library};
use xunzhang_core::index::build::{Extract, build};
use xunzhang_core::index::lexicon::Lexicon;
use xunzhang_core::{Article, Library, RequestError, SearchOptions};

/// The values of a facet over some articles, sorted.
fn values(library: &Library, facet: &str) -> Vec<String> {
    let page = library.search("", &SearchOptions { facets: Some(true), ..SearchOptions::default() });
    let page = page.expect("plain text is never refused");
    let counts = page.facets.0.into_iter().find(|(name, _)| name == facet).map(|(_, counts)| counts);
    let mut values: Vec<String> = counts.into_iter().flatten().map(|count| count.value).collect();
    values.sort();
    values
}

fn of_text(facet: &str, text: &str) -> Vec<String> {
    values(&library(&[article("a", "", &[text])]), facet)
}

#[track_caller]
fn check(facet: &str, text: &str, expected: &[&str]) {
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(of_text(facet, text), expected, "{text}");
}

#[test]
fn people_are_told_by_titles_and_by_speaking() {
    check("person", "副市长胡衡林出席了会议。", &["胡衡林"]);
    check("person", "“这是好事。”村民王桂兰说。", &["王桂兰"]);
    check("person", "李建国教授认为，水质正在变好。", &["李建国"]);
    check("person", "美国总统约瑟夫·拜登昨天抵达。", &["约瑟夫·拜登"]);
}

#[test]
fn people_are_told_by_what_they_do_and_by_the_list_they_stand_in() {
    check("person", "茅以升主持修建钱塘江大桥。", &["茅以升"]);
    check("person", "气象学家竺可桢在日记里记下春天。", &["竺可桢"]);
    check("person", "在指令长景海鹏的带领下，他们完成了任务。", &["景海鹏"]);
    check("person", "市长胡衡林、区长周文、郑明辉出席，桥梁、涵洞都已完工。", &["胡衡林", "周文", "郑明辉"]);
}

#[test]
fn a_known_name_is_not_cut_out_of_a_longer_one() {
    check("person", "杜甫在这里住了四年。", &["杜甫"]);
    check("person", "游泳选手李冰洁抵达。", &["李冰洁"]);
    check("person", "部队抵达巴赫穆特。", &[]);
}

#[test]
fn what_only_begins_like_a_name_is_none() {
    for text in [
        "市长高度重视这项工作。",
        "记者从会上获悉，全市经济向好。",
        "书记和主任都来了。",
        "记者于昨日下午赶到现场。",
        "高兴地说起往事，方便快捷，安全可靠。",
        "所有权是 Rust 最独特的特性，它让内存安全无需垃圾回收。",
        "“丝路·明珠”号列车开出。",
    ] {
        check("person", text, &[]);
    }
}

#[test]
fn places_go_with_their_suffixes() {
    check("location", "列车从重庆开往成都。", &["重庆", "成都"]);
    check("location", "渝北区统景镇的柑橘熟了。", &["渝北区", "统景镇"]);
}

#[test]
fn organisations_are_whole_however_many_words_they_have() {
    check("organisation", "记者从重庆市经济和信息化委员会获悉，产业正在成长。", &["重庆市经济和信息化委员会"]);
    check("organisation", "重庆高新区管委会与企业签约。", &["重庆高新区管委会"]);
    check("organisation", "他在重庆市公安局工作。", &["重庆市公安局"]);
    check("organisation", "清华大学的学生来了。", &["清华大学"]);
    for text in ["中国公司走出去。", "多家美国科技公司裁员。", "一家银行倒闭了。", "委员会讨论了提案。"]
    {
        check("organisation", text, &[]);
    }
}

#[test]
fn bodies_of_the_country_and_full_names_need_no_place_before_them() {
    check("organisation", "工业和信息化部公布名单，工业和信息化部门都在场。", &["工业和信息化部"]);
    check("organisation", "国家卫生健康委员会更新指南。", &["国家卫生健康委员会"]);
    check("organisation", "家政行业协会发布标准，行业协会很多。", &["家政行业协会"]);
    check("organisation", "长江上游航运发展有限公司开出快船。", &["长江上游航运发展有限公司"]);
    for text in ["国家委员会开会。", "服务国家改革发展大局。", "（上海）文化交流有限公司成立。"]
    {
        check("organisation", text, &[]);
    }
}

#[test]
fn what_a_text_gives_a_short_form_of_is_whole() {
    let text = "江州市城市运行管理中心（以下简称“城运中心”）挂牌。";
    check("organisation", text, &["江州市城市运行管理中心"]);
}

#[test]
fn a_part_of_a_place_names_the_place() {
    check("location", "成都平原从此不知饥馑。", &["成都"]);
    check("location", "高雄捷運延伸線通車。", &["高雄"]);
}

#[test]
fn a_place_with_and_without_its_ending_is_one() {
    let texts = ["重庆下雨。", "重庆天晴。", "重庆市政协开会。", "到重庆市去。"];
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(at, text)| article(&at.to_string(), "", &[text])).collect();
    let found = values(&library(&articles), "location");
    assert!(found.contains(&"重庆".to_owned()) && !found.contains(&"重庆市".to_owned()), "{found:?}");
}

#[test]
fn traditional_names_stay_as_they_are_written() {
    check("location", "列車從重慶開往臺北。", &["重慶", "臺北"]);
}

#[test]
fn who_wrote_an_article_is_its_author_and_no_person_in_it() {
    let mut by = article("a", "", &["记者王桂兰报道。"]);
    by.authors = vec!["王桂兰".to_owned()];
    assert_eq!(values(&library(&[by]), "person"), [""; 0]);
}

#[test]
fn a_facet_of_the_owner_of_the_same_name_stays_theirs() {
    let mut owned = article("a", "", &["列车从重庆开往成都。"]);
    owned.filters.insert("location".to_owned(), vec!["西南".to_owned()]);
    let library = library(&[owned, article("b", "", &["北京下雪。"])]);
    assert_eq!(values(&library, "location"), ["西南"]);
}

#[test]
fn facets_without_any_value_are_not_offered_but_may_be_asked_for() {
    let library = library(&[article("a", "题", &["没有名字的文章。"])]);
    assert_eq!(library.info().facets, ["source", "author", "place"]);
    let filtered = |name: &str| {
        let mut options = SearchOptions::default();
        options.filters.values.push((name.to_owned(), vec!["王桂兰".to_owned()]));
        library.search("题", &options).map(|page| page.total)
    };
    assert_eq!(filtered("person"), Ok(0));
    assert!(matches!(filtered("colour"), Err(RequestError::Unknown { .. })));
}

#[test]
fn nothing_is_found_that_the_owner_does_not_want() {
    let mut lexicon = Lexicon::new();
    lexicon.extract = Extract { names: false, keywords: false, related: false };
    let articles = [article("a", "重庆的轨道交通", &["重庆的轨道交通十五号线今天开工。"])];
    let library = Library::from_vec(build(&articles, &lexicon)).expect("a shelf that was just built opens");
    assert_eq!(library.info().facets, ["source", "author", "place"]);
    let view = library.article("a", None).expect("the article is there");
    assert_eq!(view.keywords, [""; 0]);
}
