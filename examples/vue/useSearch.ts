import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
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
export function useSearch(source: MaybeRefOrGetter<string | undefined>, query: MaybeRefOrGetter<string>) {
  let library: Promise<Library> | undefined;
  const settled = shallowRef<Settled>();
  const grown = shallowRef({ query: '', limit: STEP });
  const attempt = shallowRef(0);
  const limit = computed(() => (grown.value.query === toValue(query) ? grown.value.limit : STEP));
  const asked = computed(() => toValue(query).trim() !== '');

  function borrow() {
    // A plain file of the site: bundlers leave it alone, because it finds its worker and its wasm beside itself.
    const opening = library ??= import(/* @vite-ignore */ /* webpackIgnore: true */ '/xunzhang/xunzhang.js').then(({ open }) => open(toValue(source)));
    // After a failure the next call tries again.
    opening.catch(() => { if (library === opening) library = undefined; });
    return opening;
  }

  function close() {
    library?.then((opened) => opened.close(), () => {});
    library = undefined;
  }
  onScopeDispose(close);
  watch(() => toValue(source), close);

  watch([() => toValue(query), () => toValue(source), limit, attempt], (_now, _before, onCleanup) => {
    if (!asked.value) {
      settled.value = undefined;
      return;
    }
    const asking = new AbortController();
    const question = { query: toValue(query), limit: limit.value };
    let stale = false;
    onCleanup(() => {
      stale = true;
      // The newer question begins first, for the two often want the same files.
      setTimeout(() => asking.abort());
    });
    const settle = (result: Pick<Settled, 'page' | 'error'>) => { if (!stale) settled.value = { ...question, ...result }; };
    borrow()
      .then((opened) => (stale ? undefined : opened.search(question.query, { limit: question.limit, signal: asking.signal })))
      .then((page) => settle({ page }), (error: Error) => settle({ error }));
  }, { immediate: true });

  return {
    /** The newest answer; while a newer one is on its way, still the one before. */
    page: computed(() => settled.value?.page),
    error: computed(() => settled.value?.error),
    /** Whether the answer to `query` is still to come. */
    busy: computed(() => asked.value && (settled.value?.query !== toValue(query) || settled.value.limit !== limit.value)),
    /** Whether there may be more results than are shown. */
    hasMore: computed(() => settled.value?.page !== undefined && settled.value.page.hits.length >= settled.value.limit),
    /** Asks for more results. */
    more: () => { grown.value = { query: toValue(query), limit: limit.value + STEP }; },
    /** Asks again after an error. */
    retry: () => {
      settled.value = undefined;
      attempt.value += 1;
    },
    /** Opens the index ahead of the first question; a failure is told when something is asked. */
    warm: () => { borrow().catch(() => {}); },
  };
}
