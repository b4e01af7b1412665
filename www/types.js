/**
 * The shapes that go over the boundary. Nothing here runs: the module exists for the types alone, and no other
 * module imports it at run time.
 *
 * @module
 */

/**
 * A piece of text, and whether it is what the reader looked for. Put together, the parts give the original text.
 * @typedef {object} TextPart
 * @property {string} text
 * @property {boolean} mark
 */

/**
 * `relevance`, `newest`, or a sort key of the index's owner, with `-` before it for the greatest first.
 * @typedef {'relevance' | 'newest' | (string & {})} Sort
 */

/**
 * The days between which an article was written, both included, as `YYYY-MM-DD`. An open end has no limit.
 * @typedef {object} DateRange
 * @property {string} [from]
 * @property {string} [to]
 */

/**
 * What a hit must satisfy besides the query: `date`, and values of facets such as `author`, `source`, `place`, `person`, `location`, `organisation` or one of the
 * owner's; where several indices are open, also of `index`. Values of one facet are alternatives; the facets all have to hold.
 * @typedef {{ date?: DateRange, [facet: string]: string[] | DateRange | undefined }} Filters
 */

/**
 * What concerns the asking and not the answer.
 * @typedef {object} Asking
 * @property {AbortSignal} [signal] Gives the question up, which then fails with `search/superseded`.
 */

/**
 * @typedef {object} SearchOptions
 * @property {number} [limit] How many hits at most; 10 unless told.
 * @property {number} [offset] How many hits to pass over; 0 unless told.
 * @property {Sort} [sort] `relevance` unless told.
 * @property {Filters} [filters]
 * @property {boolean} [facets] Whether to count the facets; unless told, only where that costs no fetching.
 * @property {boolean} [explain] Whether each hit carries the arithmetic of its score.
 * @property {boolean} [literal] Whether only what was typed is sought, and nothing that a reader may mean besides or instead.
 * @property {boolean} [correct] Whether slips of the keys are looked for where little or nothing is found; so unless told.
 * @property {{ length?: number, passages?: number }} [snippet] Characters of a snippet, and from how many places.
 * @property {Record<string, unknown>} [weights] Settings of the ranking.
 * @property {Statistics} [statistics] What to score by, for an index that is one of several.
 */

/**
 * What a score takes from a corpus as a whole, by name: in how many articles each term of the query stands and, under names in capitals, how
 * many articles there are, how long they are, and the like.
 * @typedef {Record<string, number>} Statistics
 */

/**
 * One value of a field, and how many of the hits have it. Dates are counted by month, `YYYY-MM`.
 * @typedef {object} FacetCount
 * @property {string} value
 * @property {number} count
 */

/**
 * The counts of each facet and, under `date`, of months; empty when they were not counted.
 * @typedef {Record<string, FacetCount[]>} Facets
 */

/**
 * What a score is the sum of, but for `cover`, the share of the query's weight that the article holds. What each part rewards is
 * said beside the ranking's settings.
 * @typedef {Record<'terms' | 'early' | 'runs' | 'window' | 'exact' | 'time' | 'recency' | 'cover', number>} ScoreParts
 */

/**
 * What a character, a pair or a word of the query adds to the part `terms` of a score.
 * @typedef {{ term: string, weight: number, idf: number, frequency: number, adds: number }} TermDetail
 */

/**
 * The arithmetic of a score.
 * @typedef {{ score: number, parts: ScoreParts, terms: TermDetail[] }} Explanation
 */

/**
 * One article in a result, and why it is there.
 * @typedef {object} Hit
 * @property {string} id
 * @property {string | null} url
 * @property {string} title
 * @property {boolean} titleMade Whether the source had lost its headline and one was made from the first sentence.
 * @property {string | null} source
 * @property {string[]} authors
 * @property {string | null} place
 * @property {string | null} date `YYYY-MM-DD`
 * @property {string | null} image The address of a picture.
 * @property {Record<string, string>} meta Other fields of the source.
 * @property {number} score
 * @property {boolean} partial Whether it lacks so much of the query that it is listed below the others, and not counted.
 * @property {number | null} paragraph The block that answers best, or null when only the headline does.
 * @property {string | null} anchor The fragment of the address that leads to the heading above that block.
 * @property {TextPart[]} snippet
 * @property {TextPart[]} titleParts
 * @property {TextPart[]} subHeadlineParts The line below the headline, or above it, when it has marks; else empty.
 * @property {Section[]} sections The sections that answer best, of an article that has headings; best first.
 * @property {string[]} keywords What it speaks of: the source's own first, then those that were found.
 * @property {Explanation | null} [explain] When asked for.
 * @property {string} [index] The address of the index, where several are open.
 */

/**
 * A part of a long article, under a heading of its own.
 * @typedef {object} Section
 * @property {string} anchor The fragment of the article's address that leads there.
 * @property {TextPart[]} titleParts
 * @property {TextPart[]} snippet
 */

/**
 * What went wrong with one of several indices.
 * @typedef {{ index: string, code: string, message: string }} Failure
 */

/**
 * Text that is sought.
 * @typedef {{ text: string, form: 'plain' | 'phrase' | 'book' | 'prefix', field?: 'title' | 'author' | 'source' | 'place', meant?: { of: string, why: Why, weight: number } }} Leaf
 */

/**
 * Why something is sought that was not typed.
 * @typedef {'synonym' | 'number' | 'pinyin' | 'initials' | 'abbreviation' | 'regional' | 'homophone' | 'lookalike' | 'typo'} Why
 */

/**
 * Something that was sought in the place of something that was typed, why, and how much it counts beside that, 0 to 1.
 * @typedef {{ of: string, text: string, why: Why, weight: number }} ReadAs
 */

/**
 * What a reader who found little or nothing may have meant to type: the whole query, and where it differs. `applied`: nothing was found, and this was
 * searched at once; else it is only offered.
 * @typedef {{ text: string, applied: boolean, changes: { of: string, text: string, why: Why }[] }} Correction
 */

/**
 * Quantities of one unit, as `text` asks for them: the least and the most, in the unit, as decimal digits, and whether these two are left out.
 * @typedef {{ text: string, unit: string, from: string | null, to: string | null, open: boolean }} Amounts
 */

/**
 * Days, counted from 1970-01-01; both ends are among them, and an open one is null.
 * @typedef {{ from: number | null, to: number | null }} DayRange
 */

/**
 * One clause of a query: what is sought, must be held or must lack, the article's own day (`date`), its own day or one in its text (`days`), or a quantity in its text.
 * @typedef {{ want: Leaf[] } | { demand: Leaf[] } | { exclude: Leaf } | { date: DayRange } | { days: DayRange } | { amount: Amounts }} Clause
 */

/** @typedef {{ text: string, weight: number }} Weighed */

/**
 * How a query was understood: its tree, its words with their weights, and the {@link Statistics} of the index, each with its name and number.
 * @typedef {{ tree: { text: string, clauses: Clause[] }, tokens: Weighed[], statistics: Weighed[] }} Understood
 */

/**
 * @typedef {object} Page
 * @property {string} query
 * @property {number} total How many articles answer; those that answer in part may be listed below them.
 * @property {boolean} totalIsExact Whether `total` is exact: where texts would have to be fetched to count, it is an estimate.
 * @property {number} tookMs How long it took, with what had to be fetched, in milliseconds, as exactly as the browser's clock allows.
 * @property {Hit[]} hits
 * @property {Facets} facets
 * @property {ReadAs[]} meant What was sought beside what was typed and earned at least one of these hits its place.
 * @property {Correction | null} [correction]
 * @property {Understood | null} [understood] How the query was understood, when `explain` is on.
 * @property {Failure[]} [failures] Where several indices are open, those that could not answer.
 */

/**
 * @typedef {object} ArticleBlock
 * @property {'paragraph' | 'subhead' | 'caption' | 'box' | 'code'} kind
 * @property {string | null} anchor The fragment of the article's address that leads there.
 * @property {TextPart[]} parts
 */

/**
 * @typedef {object} ArticleView
 * @property {string} id
 * @property {string | null} url
 * @property {string} headline
 * @property {boolean} headlineMade
 * @property {TextPart[]} titleParts
 * @property {string | null} leadIn
 * @property {string | null} subHeadline
 * @property {string | null} source
 * @property {string[]} authors
 * @property {string | null} place
 * @property {string | null} date
 * @property {string | null} image
 * @property {Record<string, string>} meta
 * @property {string[]} tags
 * @property {string[]} keywords What it speaks of: the tags first, then the keywords that were found.
 * @property {ArticleBlock[]} blocks
 * @property {number | null} firstMatch The block to bring into view.
 * @property {string} [index] The address of the index, where several are open.
 */

/**
 * @typedef {object} Suggestion
 * @property {string} text
 * @property {'word' | 'phrase' | 'headline'} kind
 * @property {number} count
 * @property {TextPart[]} parts
 * @property {string | null} [id] The article, when it is a headline.
 * @property {string} [index] The address of the index of a headline, where several are open.
 */

/**
 * @typedef {object} LibraryInfo
 * @property {number} articles
 * @property {number} version Of the index format.
 * @property {string[]} facets What it can be filtered by, besides the date.
 * @property {string[]} sorts The owner's sort keys.
 */

/** @typedef {import('./xunzhang_wasm.js').Library} Core */

/**
 * A part of an index that a question needs and that is not at hand.
 * @typedef {{ kind: number, number: number, file: string }} Lack
 */

/**
 * What each question gives.
 * @typedef {{ info: LibraryInfo, search: Page, article: ArticleView, suggest: Suggestion[], related: Hit[] }} Answers
 */

/** @typedef {keyof Answers} Question */

/**
 * What a library asks: an index with all its parts, an index folder, or several as one. The wasm sees all of the options.
 * @typedef {object} Index
 * @property {<Q extends Question>(question: Q, words: [] | [string, object], signal: AbortSignal) => Promise<Answers[Q]>} ask
 * @property {() => void} free
 */

/**
 * What `open` takes: the source, and how to open it. Addresses are relative to `base`.
 * @typedef {[source: string | Uint8Array | string[] | undefined, how: How]} Opening
 * @typedef {{ base?: string, memory?: number, wasm?: BufferSource | WebAssembly.Module | string }} How
 */

/**
 * A question to the worker, and its reply. The first word to an index is the id of the message that opened it.
 * @typedef {{ id: number, question: Question | 'open' | 'free' | 'stop', words: any }} Message
 * @typedef {{ answer?: any, error?: { code: string, message: string, cause?: unknown } }} Reply
 */

export {};
