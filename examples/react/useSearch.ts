import { useCallback, useEffect, useRef, useState } from 'react';
import type { Library, Page } from '/xunzhang/xunzhang.js';

/** How many results are shown at first, and how many more each time. */
const STEP = 5;

/** What came of the last question that is not stale. */
interface Settled {
  query: string;
  limit: number;
  page?: Page;
  error?: Error;
}

/**
 * Searches an index for whatever `query` is at present. The index is opened at the first need and closed with the component.
 *
 * @param source The address of the index folder, such as `/search/`; without it, the corpus inside the wasm.
 */
export function useSearch(source: string | undefined, query: string) {
  const library = useRef<Promise<Library>>(undefined);
  const [settled, setSettled] = useState<Settled>();
  const [grown, setGrown] = useState({ query: '', limit: STEP });
  const [attempt, setAttempt] = useState(0);
  const limit = grown.query === query ? grown.limit : STEP;
  const asked = query.trim() !== '';

  const borrow = useCallback(() => {
    // A plain file of the site: bundlers leave it alone, because it finds its worker and its wasm beside itself.
    const opening = library.current ??= import(/* @vite-ignore */ /* webpackIgnore: true */ '/xunzhang/xunzhang.js').then(({ open }) => open(source));
    // After a failure the next call tries again.
    opening.catch(() => { if (library.current === opening) library.current = undefined; });
    return opening;
  }, [source]);

  useEffect(() => () => {
    library.current?.then((opened) => opened.close(), () => {});
    library.current = undefined;
  }, [source]);

  useEffect(() => {
    if (!asked) {
      setSettled(undefined);
      return;
    }
    const asking = new AbortController();
    let stale = false;
    const settle = (result: Pick<Settled, 'page' | 'error'>) => { if (!stale) setSettled({ query, limit, ...result }); };
    borrow()
      .then((opened) => (stale ? undefined : opened.search(query, { limit, signal: asking.signal })))
      .then((page) => settle({ page }), (error: Error) => settle({ error }));
    return () => {
      stale = true;
      // The newer question begins first, for the two often want the same files.
      setTimeout(() => asking.abort());
    };
  }, [asked, attempt, borrow, limit, query]);

  return {
    /** The newest answer; while a newer one is on its way, still the one before. */
    page: settled?.page,
    error: settled?.error,
    /** Whether the answer to `query` is still to come. */
    busy: asked && (settled?.query !== query || settled.limit !== limit),
    /** Asks for more results, where there may be any. */
    more: settled?.page && settled.page.hits.length >= settled.limit ? () => setGrown({ query, limit: limit + STEP }) : undefined,
    /** Asks again after an error. */
    retry: () => {
      setSettled(undefined);
      setAttempt(attempt + 1);
    },
    /** Opens the index ahead of the first question; a failure is told when something is asked. */
    warm: () => { borrow().catch(() => {}); },
  };
}
