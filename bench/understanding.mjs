// Makes questions as those type them who write pinyin or slip: node understanding.mjs --sets FOLDER --out FOLDER
//
// Writes sets in BEIR's layout into OUT, made of cmrc2018 and dureader_robust_mix, and OUT/typed-*.jsonl, what stands in a box while
// headlines are typed. The sounds are those of pinyin-pro, which has no part in building indexes. The same input gives the same files.

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pinyin } from 'pinyin-pro';

import { cut } from './peers/jieba.mjs';
import { readCorpus, readQueries } from './sets.mjs';

/** @import { Doc, Query } from './sets.mjs' */

/** How many questions of cmrc2018 are asked by their two most telling words. */
const WORD_QUESTIONS = 500;

/** A character is common when it stands so often in the corpus: in dureader_robust_mix some 2,200 do. */
const COMMON = 50;

/** How many headlines are typed, and how many of their characters. */
const HEADLINES = 200;
const TYPED = 12;

/** Where the generator of slips begins. */
const SEED = 20231024;

const ROOT = new URL('../', import.meta.url);
const HAN = /^\p{Script=Han}+$/u;

/**
 * @param {number} seed
 * @returns {() => number} numbers from 0 up to 1, the same on every run (mulberry32)
 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {string} text of Han characters
 * @returns {string[]} the syllables as they are typed: without tones, ü as v
 */
const syllables = (text) => pinyin(text, { toneType: 'none', type: 'array', v: true });

/** @param {string} text */
const sound = (text) => syllables(text).join('');

/** @returns {Promise<Set<string>>} words that tell nothing of what is sought: the lists of function words and question phrases of the core */
async function idleWords() {
  const names = ['function-words.txt', 'question-phrases.txt'];
  const texts = await Promise.all(names.map((name) => readFile(new URL(`crates/core/data/${name}`, ROOT), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => !line.startsWith('#')));
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/**
 * The two words of a question that the fewest articles hold, in the order of the question; of words that as many hold, the first ones.
 *
 * @param {string} question
 * @param {Set<string>} idle
 * @param {(word: string) => number} spread in how many articles a word stands
 * @returns {string[] | null} null when there are no two that any article holds
 */
function telling(question, idle, spread) {
  const words = [...new Set(cut(question))].filter((word) => HAN.test(word) && word.length >= 2 && !idle.has(word));
  const counted = words.map((word, place) => ({ word, place, count: spread(word) })).filter(({ count }) => count > 0);
  const rare = counted.sort((a, b) => a.count - b.count || a.place - b.place).slice(0, 2);
  return rare.length === 2 ? rare.sort((a, b) => a.place - b.place).map(({ word }) => word) : null;
}

/**
 * @param {Doc[]} docs
 * @returns {(word: string) => number} in how many of them a word stands
 */
function counter(docs) {
  /** @type {Map<string, number>} */
  const known = new Map();
  return (word) => {
    const count = known.get(word) ?? docs.filter(({ title, text }) => title.includes(word) || text.includes(word)).length;
    known.set(word, count);
    return count;
  };
}

/**
 * The common characters of a corpus by the sound that each has when it stands alone.
 *
 * @param {Doc[]} docs
 * @returns {Map<string, string[]>}
 */
function bySound(docs) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { text } of docs) for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const common = [...counts].filter(([character, count]) => count >= COMMON && HAN.test(character)).map(([character]) => character);
  /** @type {Map<string, string[]>} */
  const sounds = new Map();
  for (const character of common.sort()) sounds.set(sound(character), [...(sounds.get(sound(character)) ?? []), character]);
  return sounds;
}

/**
 * One character of a word became another common one of the same sound.
 *
 * @param {string} question
 * @param {Map<string, string[]>} sounds
 * @param {() => number} random
 * @returns {string | null} null when no word of two characters and more has such a character
 */
function slipped(question, sounds, random) {
  const words = cut(question);
  const places = words.flatMap((word, number) => {
    if (!HAN.test(word) || word.length < 2) return [];
    return syllables(word).flatMap((syllable, place) => {
      const others = (sounds.get(syllable) ?? []).filter((other) => other !== word[place]);
      return others.length > 0 ? [{ number, place, others }] : [];
    });
  });
  if (places.length === 0) return null;
  const { number, place, others } = places[Math.floor(random() * places.length)];
  const characters = [...words[number]];
  characters[place] = others[Math.floor(random() * others.length)];
  return words.toSpliced(number, 1, characters.join('')).join('');
}

/**
 * @param {string} folder of the set that the questions are of
 * @param {string} out
 * @param {Query[]} queries
 */
async function writeSet(folder, out, queries) {
  await mkdir(out, { recursive: true });
  await writeQueries(join(out, 'queries.jsonl'), queries);
  for (const file of ['corpus.jsonl', 'qrels.tsv']) await copyFile(join(folder, file), join(out, file));
}

/**
 * @param {string} path
 * @param {Query[]} queries
 */
async function writeQueries(path, queries) {
  await writeFile(path, queries.map(({ id, text }) => `${JSON.stringify({ _id: id, text })}\n`).join(''));
}

/**
 * @param {string} sets
 * @param {string} out
 */
async function asWords(sets, out) {
  const folder = join(sets, 'cmrc2018');
  const [docs, queries, idle] = await Promise.all([readCorpus(folder), readQueries(folder), idleWords()]);
  const spread = counter(docs);
  const asked = queries.flatMap(({ id, text }) => {
    const words = telling(text, idle, spread);
    return words ? [{ id, words }] : [];
  }).slice(0, WORD_QUESTIONS);
  /** @type {[string, (words: string[]) => string][]} */
  const ways = [
    ['words', (words) => words.join(' ')],
    ['pinyin', (words) => words.map(sound).join(' ')],
    ['pinyin-unspaced', (words) => words.map(sound).join('')],
  ];
  for (const [name, way] of ways) {
    await writeSet(folder, join(out, `cmrc2018-${name}`), asked.map(({ id, words }) => ({ id, text: way(words) })));
  }
}

/**
 * @param {string} sets
 * @param {string} out
 */
async function withSlips(sets, out) {
  const folder = join(sets, 'dureader_robust_mix');
  const [docs, queries] = await Promise.all([readCorpus(folder), readQueries(folder)]);
  const [sounds, random] = [bySound(docs), generator(SEED)];
  const pairs = queries.flatMap((query) => {
    const text = slipped(query.text, sounds, random);
    return text ? [{ query, slip: { id: query.id, text } }] : [];
  });
  await writeSet(folder, join(out, 'dureader_robust_mix-untouched'), pairs.map(({ query }) => query));
  await writeSet(folder, join(out, 'dureader_robust_mix-slips'), pairs.map(({ slip }) => slip));
  await asTyped(docs, out);
}

/**
 * What stands in a box, key after key, while the beginnings of headlines are typed. The set has no headlines; the first sentence is one.
 *
 * @param {Doc[]} docs
 * @param {string} out
 */
async function asTyped(docs, out) {
  const runs = docs.flatMap(({ text }) => /^\p{Script=Han}{4,}/u.exec(text)?.[0].slice(0, TYPED) ?? []);
  const step = Math.max(1, Math.floor(runs.length / HEADLINES));
  const headlines = runs.filter((_, number) => number % step === 0).slice(0, HEADLINES);
  /** @type {[string, (headline: string) => string][]} */
  const ways = [
    ['characters', (headline) => headline],
    ['pinyin', sound],
    ['initials', (headline) => syllables(headline).map(([initial]) => initial).join('')],
  ];
  for (const [name, way] of ways) {
    const prefixes = headlines.map(way).flatMap((text) => Array.from(text, (_, end) => text.slice(0, end + 1)));
    await writeQueries(join(out, `typed-${name}.jsonl`), prefixes.map((text, number) => ({ id: `t${number}`, text })));
  }
}

const { values } = parseArgs({ options: { sets: { type: 'string' }, out: { type: 'string' } } });
if (!values.sets || !values.out) {
  console.error('usage: node understanding.mjs --sets FOLDER --out FOLDER');
  process.exit(2);
}
await mkdir(values.out, { recursive: true });
await asWords(values.sets, values.out);
await withSlips(values.sets, values.out);
