//! The general words of Chinese newspapers, and a spelling of lines in which they can be looked for.

/// Characters that stand alone as words so often that they say nothing about a broken word.
pub(super) const FUNCTION: &str = "的了着过是在有和与及或对为将把被让使给向从到于以由按据就也都还又再才只不没未更最很已正曾可能会要应须\
我你他她它们这那其此该各每某本多少几一二三四五六七八九十百千万亿两双首第年月日时分秒号个名位家件项次种条人天元米里处\
上下中内外前后里间左右东南西北大小新老高低长后说称等而且但并则若如因所之者地得来去起出入进过至达超约近共均占比";

/// Function words that no headline begins with.
pub(super) const NO_START: &str = "的了着等及和与或而也都还就地得们";

/// Function words that no headline ends with.
pub(super) const NO_END: &str = "的和与及或在对为是从把被将并而以由向使让于就都也其该各每个";

/// How a lead-in (引题) ends when the headline gives somebody's words or deeds.
pub(super) const LEAD_IN_ENDS: &[&str] = &[
    "强调",
    "指出",
    "要求",
    "表示",
    "指示",
    "提出",
    "强调时",
    "宣布",
    "致辞",
    "讲话",
    "批示",
    "贺信",
    "发言",
    "座谈会上",
    "会议",
    "时",
    "会上",
    "仪式上",
];

/// First characters of a second line that goes on with the first line's sentence.
pub(super) const GOES_ON: &str = "为将把被让使向对从以用在与和并助促给由按再更也共已不还又能可要愿望";

/// Labels of boxes set apart from the running text.
pub(super) const BOX_LABELS: &[&str] = &[
    "新闻链接",
    "短讯",
    "简讯",
    "相关链接",
    "相关新闻",
    "延伸阅读",
    "名词解释",
    "新闻背景",
    "背景链接",
    "新闻延伸",
    "背景资料",
    "新闻资料",
    "新闻助读",
    "资料链接",
    "知识链接",
    "知识点",
    "小贴士",
    "小知识",
    "小百科",
    "编者按",
    "记者手记",
    "记者观察",
    "采访手记",
    "新闻分析",
    "新闻观察",
    "新闻追踪",
    "新闻回放",
    "新闻回顾",
    "新闻速览",
    "专家解读",
    "专家观点",
    "短评",
    "链接",
    "背景",
    "提示",
    "声音",
    "数说",
    "人物名片",
    "人物简介",
    "相关",
    "新闻纵深",
    "新闻多一点",
    "新闻+",
    "延伸",
    "名词",
    "解读",
    "快评",
    "点评",
];

/// Words that begin a picture's caption.
pub(super) const CAPTION_STARTS: &[&str] = &[
    "图为",
    "图①",
    "图1",
    "图片说明",
    "上图",
    "下图",
    "左图",
    "右图",
    "中图",
    "资料图",
    "题图",
    "本版图片",
    "资料照片",
];

/// Places of people in a picture, as captions put them in brackets.
pub(super) const PLACES_IN_PICTURE: &[&str] = &[
    "左",
    "右",
    "中",
    "上",
    "下",
    "前",
    "后",
    "左一",
    "左二",
    "左三",
    "右一",
    "右二",
    "右三",
    "前排",
    "后排",
    "中间",
    "前左",
    "前右",
    "后左",
    "后右",
    "左起",
    "从左至右",
    "左图",
    "右图",
    "上图",
    "下图",
    "资料图片",
    "资料照片",
    "资料图",
];

/// Arrows that point from a caption to its picture.
pub(super) const CAPTION_MARKS: &str = "▲△▼▽◀▶◁▷↑↓←→↖↗↘↙";

/// One character as the patterns of this module spell it: half-width, and simplified where it is part of the newspaper's own
/// vocabulary. Always one character for one, so that places in the spelling are places in the line.
pub(super) fn spell(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '﹐' => ',',
        '﹙' => '(',
        '﹚' => ')',
        '記' => '记',
        '電' => '电',
        '訊' => '讯',
        '報' => '报',
        '導' => '导',
        '網' => '网',
        '臺' => '台',
        '華' => '华',
        '聞' => '闻',
        '鏈' => '链',
        '連' => '连',
        '結' => '结',
        '實' => '实',
        '習' => '习',
        '員' => '员',
        '圖' => '图',
        '攝' => '摄',
        '評' => '评',
        '論' => '论',
        '編' => '编',
        '輯' => '辑',
        '責' => '责',
        '來' => '来',
        '專' => '专',
        '綜' => '综',
        '據' => '据',
        '發' => '发',
        '見' => '见',
        '駐' => '驻',
        '強' => '强',
        '調' => '调',
        '時' => '时',
        '會' => '会',
        '釋' => '释',
        '詞' => '词',
        '資' => '资',
        '關' => '关',
        '閱' => '阅',
        '讀' => '读',
        '為' => '为',
        '說' => '说',
        '將' => '将',
        '與' => '与',
        '對' => '对',
        '從' => '从',
        '個' => '个',
        '這' => '这',
        '們' => '们',
        '後' => '后',
        '戶' => '户',
        _ => c,
    }
}

/// The spelling of up to `limit` characters from the front of `text`.
pub(super) fn spell_front(text: &str, limit: usize) -> String {
    text.chars().take(limit).map(spell).collect()
}
