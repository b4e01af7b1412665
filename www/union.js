/**
 * Several indices searched as one.
 *
 * All are asked side by side, twice: first what they know of the query's words (in how many articles each stands, how long the
 * articles are), then for hits that are scored by the sum of that. So an article has the score that it would have if all lay in
 * one index, and hits go by their score. The first question needs only the parts that the second needs anyway. `newest` goes by
 * the day; by an owner's sort key, whose values do not come with the hits, the indices take turns.
 *
 * An index says by itself what a text was probably meant to be; here what most of them find is searched or offered, and only where they find nothing or
 * little together.
 *
 * A page's `total` and the counts of its facets are sums. Each hit says its `index`; the filter `index` restricts to some, by which
 * words are then weighed, and the facet `index` counts them. An index that fails is told in `failures`, is tried again with the next
 * question, and takes nothing from the others; only when all fail does the question.
 *
 * @module
 */
import { XunzhangError, codeOf, givenUp, withCode } from './error.js';

/** @import { Correction, FacetCount, Failure, Hit, Index, LibraryInfo, Page, ReadAs, SearchOptions, Statistics, Suggestion } from './types.js' */

/** How much of a query is all of it, after rounding. */
const ALL = 0.9999;

/** When fewer articles are hits, another text is offered; as in the core. */
const FEW = 5;

/** Several indices as one. Made by {@link Union.open}. */
export class Union {
  #addresses;
  #opener;
  /** @type {Map<string, Index>} */
  #open = new Map();
  /** @type {Map<string, Promise<Index>>} */
  #opening = new Map();
  #freed = false;

  /**
   * @param {string[]} addresses
   * @param {(address: string) => Promise<Index>} opener
   */
  constructor(addresses, opener) {
    this.#addresses = [...new Set(addresses)];
    this.#opener = opener;
  }

  /**
   * Opens as many as can be opened.
   * @param {string[]} addresses
   * @param {(address: string) => Promise<Index>} opener
   */
  static async open(addresses, opener) {
    const union = new Union(addresses, opener);
    await union.#each(union.#addresses, undefined, async () => {});
    return union;
  }

  /** @type {Index['ask']} */
  async ask(question, [text = '', options = {}], signal) {
    const asking = { search: this.#search, article: this.#article, suggest: this.#suggest, related: this.#related, info: this.#info };
    return /** @type {any} */ (asking[question]).call(this, text, options, signal);
  }

  free() {
    this.#freed = true;
    for (const index of this.#open.values()) index.free();
  }

  /**
   * Asks some of the indices side by side.
   * @template T
   * @param {string[]} addresses
   * @param {AbortSignal | undefined} signal
   * @param {(index: Index) => Promise<T>} ask
   */
  async #each(addresses, signal, ask) {
    // One that is open is asked at once, so that a newer question wants its parts before an older one lets go of them.
    const settled = await Promise.allSettled(addresses.map(async (index) => ask(this.#open.get(index) ?? await this.#index(index))));
    if (signal?.aborted) throw givenUp(signal);
    /** @type {{ index: string, answer: T }[]} */
    const answers = [];
    /** @type {Failure[]} */
    const failures = [];
    const errors = settled.flatMap((outcome, at) => {
      const index = addresses[at];
      if (outcome.status === 'fulfilled') {
        answers.push({ index, answer: outcome.value });
        return [];
      }
      const reason = withCode(outcome.reason);
      failures.push({ index, code: codeOf(reason), message: reason.message });
      return [reason];
    });
    // What went wrong says more than that an article is unknown elsewhere.
    if (answers.length === 0) throw errors.find((error) => codeOf(error) !== 'article/unknown') ?? errors[0] ?? new XunzhangError('options/invalid', 'There is no index to ask: name at least one.');
    return { answers, failures };
  }

  /** @param {string} address */
  #index(address) {
    let opening = this.#opening.get(address);
    if (!opening) {
      opening = this.#opener(address).then((index) => {
        if (this.#freed) index.free();
        this.#open.set(address, index);
        return index;
      }).finally(() => this.#opening.delete(address));
      this.#opening.set(address, opening);
    }
    return opening;
  }

  /** @param {unknown} index */
  #chosen(index) {
    if (index === undefined) return this.#addresses;
    const chosen = [index].flat().map(String);
    const unknown = chosen.find((address) => !this.#addresses.includes(address));
    if (unknown !== undefined) throw new XunzhangError('options/invalid', `There is no index ${JSON.stringify(unknown)}; the indices are ${this.#addresses.join(', ')}.`);
    return chosen.length ? chosen : this.#addresses;
  }

  /**
   * @param {string} query
   * @param {SearchOptions} options
   * @param {AbortSignal} signal
   * @returns {Promise<Page>}
   */
  async #search(query, options, signal) {
    const { correct = true, literal = false } = options;
    const page = await this.#found(query, options, signal);
    if (!correct || literal || page.total >= FEW) return page;
    const correction = await this.#correction(query, options, signal);
    if (!correction || page.total > 0) return { ...page, correction: correction && { ...correction, applied: false } };
    const other = await this.#found(correction.text, { ...options, correct: false }, signal);
    return other.total > 0 ? { ...other, query, correction: { ...correction, applied: true } } : page;
  }

  /**
   * What the text was probably meant to be, as the indices say that find most of it.
   * @param {string} query
   * @param {SearchOptions} options
   * @param {AbortSignal} signal
   */
  async #correction(query, { filters: { index: only, ...filters } = {} }, signal) {
    const { answers } = await this.#each(this.#chosen(only), signal, (one) => one.ask('search', [query, { filters, limit: 0, facets: false }], signal));
    // One that finds the text as it was typed, and nothing better, says that it is well spelled.
    if (answers.some(({ answer: { correction, total } }) => !correction && total > 0)) return null;
    /** @type {Map<string, { correction: Correction, total: number }>} */
    const texts = new Map();
    for (const { answer: { correction, total } } of answers) {
      if (correction) texts.set(correction.text, { correction, total: total + (texts.get(correction.text)?.total ?? 0) });
    }
    return [...texts.values()].sort((a, b) => b.total - a.total)[0]?.correction ?? null;
  }

  /**
   * What is found for a text that stands.
   * @param {string} query
   * @param {SearchOptions} options
   * @param {AbortSignal} signal
   * @returns {Promise<Page>}
   */
  async #found(query, options, signal) {
    const { index: only, ...filters } = options.filters ?? {};
    const { offset = 0, limit = 10, explain = false, sort = 'relevance' } = options;
    const asked = { ...options, filters, offset: 0, explain: true };
    /** @type {Failure[]} */
    const failures = [];
    let indices = this.#chosen(only);
    const ask = async (/** @type {SearchOptions} */ more) => {
      const { answers, failures: failed } = await this.#each(indices, signal, (one) => one.ask('search', [query, { ...asked, ...more }], signal));
      indices = answers.map(({ index }) => index);
      failures.push(...failed);
      return answers;
    };
    // An index that knows of no others would search another text by itself.
    const counting = { limit: 0, facets: false, correct: false };
    let statistics = added(await ask(counting));
    // How much of the query the best article holds depends on how rare its words are in all.
    if (statistics.BEST < ALL) statistics = added(await ask({ ...counting, statistics }));
    const answers = await ask({ limit: offset + limit, statistics });
    const pages = answers.map(({ answer }) => answer);
    /** @type {Hit[]} */
    let hits = inTurn(answers.map(({ index, answer }) => answer.hits.map((hit) => ({ ...hit, index }))));
    if (sort === 'newest') hits.sort((a, b) => compare(b.date ?? '', a.date ?? ''));
    else if (sort === 'relevance') hits = byRelevance(hits);
    return {
      ...pages[0],
      total: sum(pages.map(({ total }) => total)),
      totalIsExact: pages.every(({ totalIsExact }) => totalIsExact),
      hits: hits.slice(offset, offset + limit).map((hit) => (explain ? hit : { ...hit, explain: null })),
      facets: {
        ...summed(pages),
        index: answers.map(({ index, answer }) => ({ value: index, count: answer.total })),
      },
      meant: distinct(pages.flatMap(({ meant }) => meant)),
      understood: explain ? pages[0].understood : null,
      failures,
    };
  }

  /**
   * @param {string} id
   * @param {{ highlight?: string, index?: string }} options
   * @param {AbortSignal} signal
   */
  async #article(id, { index: only, ...options }, signal) {
    const { answers: [{ index, answer }] } = await this.#each(this.#chosen(only), signal, (one) => one.ask('article', [id, options], signal));
    return { ...answer, index };
  }

  /**
   * Those of the index that has the article.
   * @param {string} id
   * @param {{ limit?: number, index?: string }} options
   * @param {AbortSignal} signal
   */
  async #related(id, { index: only, ...options }, signal) {
    const { answers: [{ index, answer }] } = await this.#each(this.#chosen(only), signal, (one) => one.ask('related', [id, options], signal));
    return answer.map((hit) => ({ ...hit, index }));
  }

  /**
   * @param {string} text
   * @param {{ limit?: number }} options
   * @param {AbortSignal} signal
   * @returns {Promise<Suggestion[]>}
   */
  async #suggest(text, options, signal) {
    const { answers } = await this.#each(this.#addresses, signal, (one) => one.ask('suggest', [text, options], signal));
    /** @type {Map<string, Suggestion>} */
    const words = new Map();
    const headlines = [];
    for (const suggestion of inTurn(answers.map(({ index, answer }) => answer.map((one) => ({ ...one, index }))))) {
      const { index, ...word } = suggestion;
      if (word.kind === 'headline') headlines.push(suggestion);
      else words.set(word.text, { ...word, count: word.count + (words.get(word.text)?.count ?? 0) });
    }
    return [...[...words.values()].sort((a, b) => b.count - a.count), ...headlines].slice(0, options.limit ?? 8);
  }

  /**
   * @param {string} _text
   * @param {object} _options
   * @param {AbortSignal} signal
   * @returns {Promise<LibraryInfo>}
   */
  async #info(_text, _options, signal) {
    const { answers } = await this.#each(this.#addresses, signal, (one) => one.ask('info', [], signal));
    const infos = answers.map(({ answer }) => answer);
    return {
      ...infos[0],
      articles: sum(infos.map(({ articles }) => articles)),
      facets: [...new Set(infos.flatMap(({ facets }) => facets))],
      sorts: [...new Set(infos.flatMap(({ sorts }) => sorts))],
    };
  }
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/**
 * The first of each list, then the second of each, and so on.
 * @template T
 * @param {T[][]} lists
 */
function inTurn(lists) {
  return lists.flatMap((list) => list.map((item, place) => ({ item, place }))).sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/**
 * What several indices say of a query's words, as one index of all their articles would.
 * @param {{ answer: Page }[]} answers
 */
function added(answers) {
  /** A word may be one that every object has. @type {Statistics} */
  const all = Object.create(null);
  for (const { text, weight } of answers.flatMap(({ answer }) => answer.understood?.statistics ?? [])) {
    all[text] = /^(BEST|DAY)$/.test(text) ? Math.max(weight, all[text] ?? weight) : weight + (all[text] ?? 0);
  }
  return all;
}

/**
 * By score, of equals the newest first. Beside a hit that holds the whole query as one run, those that hold it in part are noise.
 * @param {Hit[]} hits
 */
function byRelevance(hits) {
  const parts = (/** @type {Hit} */ { explain }) => explain?.parts ?? { time: 0, exact: 0 };
  // What a date adds is a share of the best score that an index has itself.
  const time = Math.max(...hits.map((hit) => parts(hit).time));
  const exact = hits.some((hit) => parts(hit).exact > 0);
  return hits.filter(({ partial }) => !(exact && partial)).map((hit) => {
    const { explain } = hit;
    if (!explain?.parts.time) return hit;
    const score = hit.score - explain.parts.time + time;
    return { ...hit, score, explain: { ...explain, score, parts: { ...explain.parts, time } } };
  }).sort((a, b) => b.score - a.score || compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id));
}

/**
 * What several indices were asked besides the query, each once, with the weight that it has where it counts most.
 * @param {ReadAs[]} meant
 */
function distinct(meant) {
  /** @type {Map<string, ReadAs>} */
  const all = new Map();
  for (const one of meant) {
    const key = JSON.stringify([one.of, one.text, one.why]);
    if (one.weight > (all.get(key)?.weight ?? -1)) all.set(key, one);
  }
  return [...all.values()];
}

/**
 * The facets of several pages as one: most frequent first, months newest first.
 * @param {Page[]} pages
 * @returns {Record<string, FacetCount[]>}
 */
function summed(pages) {
  /** @type {Map<string, Map<string, number>>} */
  const facets = new Map();
  for (const [name, counts] of pages.flatMap((page) => Object.entries(page.facets))) {
    const all = facets.get(name) ?? new Map();
    facets.set(name, all);
    for (const { value, count } of counts) all.set(value, count + (all.get(value) ?? 0));
  }
  return Object.fromEntries([...facets].map(([name, counts]) => [name, [...counts].map(([value, count]) => ({ value, count }))
    .sort((a, b) => (name === 'date' ? compare(b.value, a.value) : b.count - a.count || compare(a.value, b.value)))]));
}
