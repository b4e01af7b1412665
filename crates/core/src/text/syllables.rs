//! The syllables of Mandarin without tones, in letters, ü as v.

use super::pieces::slice;

/// A syllable: its place in the list of all.
pub type Syllable = u16;

/// All syllables in the order of their letters. Their places are part of the format of an index (`docs/format.md`).
const NAMES: &str = "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen \
    ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci \
    cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du \
    duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong \
    gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang \
    hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng \
    kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin \
    ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming \
    miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nun \
    nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao \
    qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai \
    san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang \
    shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu \
    tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan \
    xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai \
    zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan \
    zui zun zuo";

/// How many syllables there are.
pub const COUNT: usize = count();

/// How many letters the alphabet has.
const LETTERS: usize = 26;

/// For each letter the first syllable that begins with it or with a later one; at the end their number.
const FIRSTS: [Syllable; LETTERS + 1] = firsts();

const fn count() -> usize {
    let names = NAMES.as_bytes();
    let (mut count, mut at) = (1, 0);
    while at < names.len() {
        if names[at] == b' ' {
            count += 1;
        }
        at += 1;
    }
    count
}

const fn firsts() -> [Syllable; LETTERS + 1] {
    let names = NAMES.as_bytes();
    let mut firsts = [COUNT as Syllable; LETTERS + 1];
    let (mut place, mut at) = (0, 0);
    let mut letter = 0;
    while at < names.len() {
        if at == 0 || names[at - 1] == b' ' {
            while letter <= (names[at] - b'a') as usize {
                firsts[letter] = place;
                letter += 1;
            }
            place += 1;
        }
        at += 1;
    }
    firsts
}

/// All syllables in order.
pub fn all() -> impl Iterator<Item = &'static str> {
    Names { rest: NAMES }
}

/// The syllables that follow. `str::split` would bring its search to each of the places that go through them.
struct Names {
    rest: &'static str,
}

impl Iterator for Names {
    type Item = &'static str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'static str> {
        let length = self.rest.bytes().take_while(|byte| *byte != b' ').count();
        let name = slice(self.rest, 0, length);
        self.rest = slice(self.rest, length + 1, self.rest.len());
        Some(name).filter(|name| !name.is_empty())
    }
}

/// The letters of a syllable; none of what is no syllable.
pub fn name(syllable: Syllable) -> &'static str {
    all().nth(usize::from(syllable)).unwrap_or_default()
}

/// The syllable of these letters.
pub fn find(name: &str) -> Option<Syllable> {
    all().position(|other| other == name).map(|place| place as Syllable)
}

/// The first letter of a syllable, a as 0.
pub fn letter(syllable: Syllable) -> u8 {
    FIRSTS.iter().skip(1).take_while(|&&first| first <= syllable).count() as u8
}

/// The first of the syllables that begin with a letter, and how many do.
pub fn beginning_with(letter: u8) -> (Syllable, Syllable) {
    match FIRSTS.get(usize::from(letter)..) {
        Some(&[first, next, ..]) => (first, next - first),
        _ => (COUNT as Syllable, 0),
    }
}

/// The letters of what may be a syllable, at most six, as one number. Fuzzily, syllables that many speakers do not tell apart have the same: those with z, c and s and with zh, ch and sh,
/// with n and l before a vowel, and with n and ng behind one. `lue` and `nue` are other ways to type syllables with ü.
#[inline(never)]
pub fn packed(letters: &[u8], fuzzy: bool) -> u32 {
    let (mut packed, mut last) = (0, 0);
    for (at, &letter) in letters.iter().enumerate() {
        last = match (at, last, letter) {
            (1, b'z' | b'c' | b's', b'h') | (2.., b'n', b'g') if fuzzy => continue,
            (0, _, b'n') if fuzzy => b'l',
            (1, b'l' | b'n', b'u') if letters.get(2) == Some(&b'e') => b'v',
            _ => letter,
        };
        packed = packed << 5 | u32::from(last & 31);
    }
    packed
}

/// For each syllable the first of those that are fuzzily the same.
pub fn classes() -> Vec<Syllable> {
    let all: Vec<u32> = all().map(|name| packed(name.as_bytes(), true)).collect();
    all.iter().map(|one| all.iter().take_while(|other| *other != one).count() as Syllable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_packed_apart_and_fuzzily_alike() {
        let exact: std::collections::BTreeSet<u32> = all().map(|name| packed(name.as_bytes(), false)).collect();
        assert_eq!(exact.len(), COUNT);
        assert_eq!(packed(b"nue", false), packed(b"nve", false));
        let classes = classes();
        let alike = |of: &str| -> Vec<&str> {
            let class = classes[usize::from(find(of).expect("a syllable"))];
            (0..)
                .zip(all())
                .filter(|(syllable, _)| classes[*syllable as usize] == class)
                .map(|(_, name)| name)
                .collect()
        };
        assert_eq!(alike("zhang"), ["zan", "zang", "zhan", "zhang"]);
        assert_eq!(alike("ning"), ["lin", "ling", "nin", "ning"]);
        assert_eq!(alike("song"), ["song"]);
        assert_eq!(alike("shuang"), ["shuan", "shuang", "suan"]);
        assert_eq!(alike("nv"), ["lv", "nv"]);
        assert_eq!(alike("hang"), ["han", "hang"]);
        assert_eq!(alike("er"), ["er"]);
        for (syllable, class) in (0..).zip(&classes) {
            assert!(*class <= syllable && classes[usize::from(*class)] == *class, "{}", name(syllable));
        }
    }

    #[test]
    fn syllables_stand_in_order_and_lead_back_to_themselves() {
        let all: Vec<&str> = all().collect();
        assert_eq!(all.len(), COUNT);
        assert!(all.is_sorted());
        for (place, syllable) in (0..).zip(&all) {
            assert_eq!(name(place), *syllable);
            assert_eq!(find(syllable), Some(place));
            let letter = letter(place);
            assert_eq!(letter + b'a', syllable.as_bytes()[0], "{syllable}");
            let (first, count) = beginning_with(letter);
            assert!((first..first + count).contains(&place), "{syllable}");
        }
        assert_eq!(find("xi'an"), None);
        assert_eq!(name(COUNT as Syllable), "");
        assert_eq!(beginning_with(b'i' - b'a').1, 0);
    }
}
