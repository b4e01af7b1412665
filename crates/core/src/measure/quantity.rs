//! Quantities: a number with what it counts or measures, as 100亿元, 12.5公里, 百分之八十.

use super::numeral::{Number, Script, is_inside, power, read, run};

/// The units, with other names behind each. A digit before a name says by which power of ten it is more than the unit. 千米, 千克 and 千瓦 need no name:
/// their 千 is read as a part of the number. Some that are hardly ever asked for stand here because they begin like others: 80年代 are no 80 years.
const UNITS: &str = "元 0元人民币 0块钱 美元 港元 0港币 欧元 日元 英镑 % 个百分点 \
    米 3公里 0m 3km 厘米 0cm 毫米 0mm 平方米 4公顷 6平方公里 0㎡ 0m2 亩 立方米 克 3公斤 3kg 6吨 瓦 瓦时 \
    人 0名 0位 人次 家 户 张 个 件 辆 台 套 项 次 条 座 所 种 栋 株 只 头 艘 架 门 款 册 部 场 票 倍 岁 年 年级 年代 个月 周 天 小时 0个小时 分钟 秒";

/// A quantity in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How much, in the unit.
    pub value: Number,
    /// The unit by its first name: 米 for 公里 too.
    pub unit: &'static str,
}

/// The unit whose name begins here, the longest of them: by its first name, the power of ten, and how many characters the name has.
fn unit(chars: &[char]) -> Option<(&'static str, i32, usize)> {
    let mut unit = "";
    let mut best: Option<(&'static str, i32, usize)> = None;
    for entry in UNITS.split_whitespace() {
        let mut name = entry.chars();
        let more = entry.bytes().next().filter(u8::is_ascii_digit).map(|digit| i32::from(digit - b'0'));
        match more {
            Some(_) => _ = name.next(),
            None => unit = entry,
        }
        let length = name.clone().count();
        if best.is_none_or(|(.., other)| length > other)
            && chars.get(..length).is_some_and(|here| name.eq(here.iter().copied()))
        {
            best = Some((unit, more.unwrap_or(0), length));
        }
    }
    // `5m` is a length and `5mb` is none.
    best.filter(|(.., length)| {
        !chars[length - 1].is_ascii_alphanumeric() || !chars.get(*length).is_some_and(char::is_ascii_alphanumeric)
    })
}

/// The quantity that begins here, how many characters it has, and whether its number is one Chinese character, which is as often none: 一家, 百年.
pub fn quantity_at(chars: &[char]) -> Option<(Quantity, usize, bool)> {
    if let Some(rest) = chars.strip_prefix(&['百', '分', '之']) {
        let (value, length, _) = read(rest)?;
        return Some((Quantity { value, unit: "%" }, 3 + length, false));
    }
    let (mut value, mut at, script) = read(chars)?;
    let lone = script == Script::Chinese && at == 1;
    // 100多亿元, 二十余家.
    if matches!(chars.get(at), Some('多' | '余')) {
        at += 1;
        while let Some(by) = chars.get(at).and_then(|c| power(*c)) {
            value = value.times_ten_to(by as i32);
            at += 1;
        }
    }
    let (unit, more, length) = unit(&chars[at..])?;
    // A number of four digits before 年 is a year.
    let year = unit == "年" && (script == Script::Digits || value.whole().is_some_and(|year| year >= 1000));
    (!year && (script != Script::Digits || lone))
        .then(|| (Quantity { value: value.times_ten_to(more), unit }, at + length, lone))
}

/// Calls `each(quantity, first character, one past its last)` for the quantities of a text, in order.
pub fn quantities(chars: &[char], mut each: impl FnMut(Quantity, usize, usize)) {
    let mut at = 0;
    while at < chars.len() {
        // 第100家 is one; 数十亿 may be any number. Of 3-5年 the greater is read.
        let any = at > 0 && matches!(chars[at - 1], '第' | '数' | '几');
        let inside = is_inside(chars, at) && chars[at - 1] != '-';
        match if any || inside { None } else { quantity_at(&chars[at..]) } {
            Some((quantity, length, false)) => {
                each(quantity, at, at + length);
                at += length;
            }
            _ => at += run(&chars[at..]).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<(String, &'static str, String)> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        quantities(&chars, |Quantity { value, unit }, from, to| {
            found.push((value.plain(), unit, chars[from..to].iter().collect()));
        });
        found
    }

    #[test]
    fn quantities_are_found_with_their_units() {
        for (text, value, unit, shown) in [
            ("总投资100亿元的项目", "10000000000", "元", "100亿元"),
            ("总投资：两千亿元", "200000000000", "元", "两千亿元"),
            ("在建，2,000亿元。", "200000000000", "元", "2,000亿元"),
            ("0.2万亿元", "200000000000", "元", "0.2万亿元"),
            ("达100多亿元", "10000000000", "元", "100多亿元"),
            ("100亿美元", "10000000000", "美元", "100亿美元"),
            ("全长12.5公里", "12500", "米", "12.5公里"),
            ("全长3千米", "3000", "米", "3千米"),
            ("增长81.4%", "81.4", "%", "81.4%"),
            ("百分之八十", "80", "%", "百分之八十"),
            ("提高3.5个百分点", "3.5", "个百分点", "3.5个百分点"),
            ("企业1392家", "1392", "家", "1392家"),
            ("二十余家", "20", "家", "二十余家"),
            ("发电2000万千瓦时", "20000000000", "瓦时", "2000万千瓦时"),
            ("用了15年", "15", "年", "15年"),
            ("历时18个月", "18", "个月", "18个月"),
            ("8.24万平方公里", "82400000000", "平方米", "8.24万平方公里"),
            ("15万人次", "150000", "人次", "15万人次"),
            ("长5km的", "5000", "米", "5km"),
        ] {
            assert_eq!(all(text), [(value.to_owned(), unit, shown.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_quantity_is_none() {
        for text in [
            "一家人",
            "一个",
            "百年老店",
            "千里之外",
            "万人空巷",
            "2023年",
            "二〇二三年",
            "第100家",
            "数十亿元",
            "几百人",
            "GPT4个",
            "15号线",
            "10月24日",
            "100亿澳元",
            "5mb",
            "三峡",
            "一般",
            "七夕",
            "万一",
            "v1.2.3个",
            "十年",
            "",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
        assert_eq!(all("80年代")[0].1, "年代");
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[0-9,.百千万亿一二十两零第多余个年月元米%公里分之m]{0,30}") {
            let chars: Vec<char> = text.chars().collect();
            let mut last = 0;
            quantities(&chars, |_, from, to| {
                assert!(last <= from && from < to && to <= chars.len(), "{text}");
                last = to;
            });
        }
    }
}
