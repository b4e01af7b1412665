//! Short forms and their names find each other: those of the public table, and those that the texts explain.

mod support;

use support::{check, ids, library_of};
use xunzhang_core::query::Why;
use xunzhang_core::{Library, SearchOptions};

#[test]
fn the_public_table_is_found_from_both_sides() {
    let library = library_of(&[
        ("全称", "工业和信息化部印发了指导意见。"),
        ("简称", "工信部负责人回答了提问。"),
        ("发改委", "国家发展和改革委员会公布了价格。"),
        ("卫健委", "市卫健委通报了情况。"),
        ("政协", "中国人民政治协商会议的历史。"),
    ]);
    check(
        &library,
        &[
            ("工信部", &["简称", "全称"]),
            ("工业和信息化部", &["全称", "简称"]),
            ("工业和信息化部指导意见", &["全称"]),
            ("国家发改委", &["发改委"]),
            ("卫生健康委员会", &["卫健委"]),
            ("政协", &["政协"]),
            ("国资委", &[]),
        ],
    );
    let page = library.search("国家发改委", &SearchOptions::default()).expect("plain text is never refused");
    let meant: Vec<_> = page.meant.iter().map(|one| (one.of.as_str(), one.text.as_str(), one.why)).collect();
    assert_eq!(meant, [("国家发改委", "国家发展和改革委员会", Why::Abbreviation)]);
}

#[test]
fn a_character_is_short_for_a_place_only_as_a_word_of_its_own() {
    let library = library_of(&[
        ("重庆", "重庆的天气今天很好。"),
        ("铁路", "渝昆高铁今天开工。"),
        ("渝中", "渝中区有许多台阶。"),
        ("四川", "四川的竹子。"),
        ("川流", "街上的人川流不息。"),
    ]);
    assert!(ids(&library, "渝").contains(&"重庆".to_owned()));
    check(&library, &[("渝中区", &["渝中"]), ("川流不息", &["川流"]), ("重庆天气", &["重庆"]), ("渝天气", &["重庆"])]);
    assert!(ids(&library, "重庆").contains(&"铁路".to_owned()));
}

#[test]
fn short_forms_that_a_text_explains_are_found_from_both_sides() {
    let library = library_of(&[
        (
            "通知",
            "日前，《成渝地区双城经济圈网络安全产业高质量协同发展行动计划（2023—2025年）》（以下简称《行动计划》）印发。",
        ),
        ("解读", "《行动计划》提出五项任务。"),
        ("论坛", "西部国际科技产业合作发展论坛(下称“西科会”)今日开幕。"),
        ("侧记", "西科会上人头攒动。"),
        ("公司", "某某有限责任公司（以下简称“公司”）今日上市。"),
        ("别的", "这家公司的员工很多。"),
    ]);
    check(
        &library,
        &[
            ("西科会", &["侧记", "论坛"]),
            ("西部国际科技产业合作发展论坛会", &["论坛"]),
            ("某某有限责任公司", &["公司"]),
        ],
    );
    let plan = ids(&library, "成渝地区双城经济圈网络安全产业高质量协同发展行动计划");
    assert_eq!(plan, ["通知", "解读"]);
    assert_eq!(ids(&library, "“西科会”").len(), 2);
}

#[test]
fn a_short_form_of_many_names_stands_for_none_of_them() {
    let texts: Vec<(String, String)> = ["甲地", "乙地", "丙地", "丁地"]
        .iter()
        .map(|place| {
            (place.to_string(), format!("《{place}农村人居环境整治提升行动方案》（以下简称《整治方案》）印发。"))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let few = library_of(&texts[..3]);
    let many = library_of(&texts);
    let meant = |library: &Library| {
        let options = SearchOptions { explain: true, ..SearchOptions::default() };
        let page = library.search("整治方案", &options).expect("plain text is never refused");
        page.understood.map_or(0, |understood| understood.tree.meant().count())
    };
    assert_eq!(meant(&few), 3);
    assert_eq!(meant(&many), 0);
}
