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

/** @typedef {'relevance' | 'newest'} Sort */

/**
 * The days between which an article was written, both included, as `YYYY-MM-DD`. An open end has no limit.
 * @typedef {object} DateRange
 * @property {string} [from]
 * @property {string} [to]
 */

/**
 * What a hit must satisfy besides the query. Values of one field are alternatives; the fields all have to hold.
 * @typedef {object} Filters
 * @property {string[]} [author]
 * @property {string[]} [source]
 * @property {string[]} [place]
 * @property {DateRange} [date]
 */

/**
 * @typedef {object} SearchOptions
 * @property {number} [limit] How many hits at most; 10 unless told.
 * @property {number} [offset] How many hits to pass over; 0 unless told.
 * @property {Sort} [sort] `relevance` unless told.
 * @property {Filters} [filters]
 * @property {boolean} [explain] Whether each hit carries the arithmetic of its score.
 * @property {{ length?: number, passages?: number }} [snippet] Characters of a snippet, and from how many places.
 * @property {Record<string, unknown>} [weights] Settings of the ranking.
 */

/**
 * One value of a field, and how many of the hits have it. Dates are counted by month, `YYYY-MM`.
 * @typedef {object} FacetCount
 * @property {string} value
 * @property {number} count
 */

/** @typedef {'author' | 'source' | 'place' | 'date'} FacetName */

/** @typedef {Record<FacetName, FacetCount[]>} Facets */

/**
 * What a score is the sum of. What each part rewards is said beside the ranking's settings.
 * @typedef {Record<'terms' | 'early' | 'runs' | 'window' | 'exact' | 'time' | 'recency', number>} ScoreParts
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
 * @property {number} score
 * @property {boolean} partial Whether it lacks so much of the query that it is listed below the others, and not counted.
 * @property {number | null} paragraph The block that answers best, or null when only the headline does.
 * @property {TextPart[]} snippet
 * @property {TextPart[]} titleParts
 * @property {Explanation | null} [explain] When asked for.
 */

/**
 * @typedef {object} Page
 * @property {string} query
 * @property {number} total How many articles answer; those that answer in part may be listed below them.
 * @property {number} tookMs How long it took, in milliseconds, as exactly as the browser's clock allows.
 * @property {Hit[]} hits
 * @property {Facets} facets
 * @property {unknown} [understood] How the query was understood, when `explain` is on.
 */

/**
 * @typedef {object} ArticleBlock
 * @property {'paragraph' | 'subhead' | 'caption' | 'box'} kind
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
 * @property {string[]} tags
 * @property {ArticleBlock[]} blocks
 * @property {number | null} firstMatch The block to bring into view.
 */

/**
 * @typedef {object} Suggestion
 * @property {string} text
 * @property {'word' | 'headline'} kind
 * @property {number} count
 * @property {TextPart[]} parts
 * @property {string | null} [id] The article, when it is a headline.
 */

/**
 * @typedef {object} LibraryInfo
 * @property {number} articles
 * @property {number} version Of the index format.
 */

export {};
