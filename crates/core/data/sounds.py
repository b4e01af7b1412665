"""Makes sounds.txt: the readings of characters with their tones, and the words that are read otherwise than their characters alone.

Needs the packages pypinyin (MIT; its data are pinyin-data and phrase-pinyin-data, MIT) and jieba (MIT; how frequent words are).
    python3 sounds.py > sounds.txt
"""
import re
import unicodedata
from collections import Counter, defaultdict

import jieba
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

# A further reading of a character is named when it is at least this share of its occurrences in words.
COMMON = 0.03
# A tone of a reading, when it is this share of the occurrences of the reading: to miss one is worse than to have one too many.
COMMON_TONE = 0.003
# Readings of interjections and the like that nobody types.
STRANGE = {'m', 'n', 'ng', 'hm', 'hng', 'ê', 'yo', 'fiao'}
# Said and typed so, but nowhere in the words of the data.
SPOKEN = {'谁': 'shei', '嗲': 'dia'}
# Tones that change with the next one, as they are often written.
CHANGED = {('一', 'yi'): '24', ('不', 'bu'): '2'}
# The marks of the tones, apart from their letters.
MARKS = {'\u0304': '1', '\u0301': '2', '\u030c': '3', '\u0300': '4'}
HAN = re.compile('[\u3400-\u9fff]')


def plain(reading):
    """The syllable in letters, ü as v."""
    reading = unicodedata.normalize('NFD', reading.replace('ü', 'v')).replace('u\u0308', 'v')
    letters = ''.join(c for c in reading if not unicodedata.combining(c))
    return {'ê': 'ei', 'ng': 'en', 'n': 'en'}.get(letters, letters)


def of_dictionary(code):
    """The readings of a character in the order of the data."""
    return list(dict.fromkeys(
        plain(unicodedata.normalize('NFC', reading).replace('ǖ', 'v').replace('ǘ', 'v').replace('ǚ', 'v').replace('ǜ', 'v').replace('ü', 'v'))
        for reading in PINYIN_DICT[code].split(',')
    ))


def word_reading(word):
    """The syllables of a word, by the phrases of the data."""
    return lazy_pinyin(word, style=Style.NORMAL, errors='ignore', v_to_u=False)


def tone(reading):
    """The tone of a syllable with its mark; nothing for the neutral one."""
    return next((MARKS[c] for c in unicodedata.normalize('NFD', reading) if c in MARKS), '')


chars = {chr(code): [r for r in of_dictionary(code) if r not in STRANGE and r.isascii()] for code in PINYIN_DICT if HAN.match(chr(code))}
chars = {c: r for c, r in chars.items() if r}
jieba.initialize()
words = {w: f for w, f in jieba.dt.FREQ.items() if f and len(w) < 9 and all(c in chars for c in w)}
counts = defaultdict(Counter)
tones = defaultdict(Counter)
readings = {}
for word, frequency in words.items():
    reading = word_reading(word)
    if len(reading) != len(word):
        continue
    readings[word] = reading
    for c, r in zip(word, reading):
        if r in chars[c]:
            counts[c][r] += frequency
    for c, r, toned in zip(word, reading, lazy_pinyin(word, style=Style.TONE, errors='ignore')):
        if plain(toned) == r:
            tones[c, r][tone(toned)] += frequency


def key(c, r):
    """A syllable with the tones that a character has in it: the first of the data, and the other common ones."""
    first = next((tone(reading) for reading in PINYIN_DICT[ord(c)].split(',') if plain(reading) == r), '')
    common = {t for t, n in tones[c, r].items() if n >= max(COMMON_TONE * sum(tones[c, r].values()), 3)}
    return r + ''.join(sorted({first, *common, *CHANGED.get((c, r), '')}))


main, other = {}, {}
for c, known in chars.items():
    all_ = sum(counts[c].values())
    ranked = sorted(known, key=lambda r: (-counts[c][r], known.index(r)))
    main[c] = ranked[0]
    other[c] = [r for r in ranked[1:] if all_ and (counts[c][r] >= max(COMMON * all_, 3) or SPOKEN.get(c) == r)]

phrases = {}
for phrase, sounds in PHRASES_DICT.items():
    reading = [plain(s[0]) for s in sounds]
    if all(c in chars for c in phrase) and len(reading) == len(phrase) and 1 < len(phrase) < 9:
        if reading != [main[c] for c in phrase] and all(r in chars[c] for c, r in zip(phrase, reading)):
            phrases[phrase] = reading


def reduced(word, kept):
    """How the index side reads a word: by the longest of the phrases at each place, else by characters."""
    if word in kept:
        return kept[word]
    reading, at = [], 0
    while at < len(word):
        for end in range(len(word), at + 1, -1):
            if word[at:end] in kept:
                reading += kept[word[at:end]]
                at = end
                break
        else:
            reading.append(main[word[at]])
            at += 1
    return reading


# Shorter words first: they are the parts by which longer ones are read.
kept = {}
for word in sorted(set(phrases) | set(readings), key=lambda w: (len(w), w)):
    reading = phrases.get(word) or readings[word]
    if len(word) > 1 and reduced(word, kept) != reading and all(r in chars[c] for c, r in zip(word, reading)):
        kept[word] = reading

print('# Readings, made by sounds.py of pinyin-data and phrase-pinyin-data (https://github.com/mozillazg, MIT) and the frequencies of jieba (MIT).')
print('# Characters by their commonest reading, with the tones that it has.')
by = defaultdict(list)
for c, r in main.items():
    by[key(c, r)].append(c)
for r in sorted(by):
    print(r, ''.join(sorted(by[r])))
print('# Other common readings of characters.')
by = defaultdict(list)
for c, rs in other.items():
    for r in rs:
        by[key(c, r)].append(c)
for r in sorted(by):
    print('+', r, ''.join(sorted(by[r])))
print('# Words that are read otherwise than their characters and their parts.')
for word in sorted(kept):
    print(word, *kept[word])
