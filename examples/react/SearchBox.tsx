import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Hit, TextPart } from '/xunzhang/types.js';
import { useSearch } from './useSearch.js';

/** How long after a composition has ended a key still belongs to it, in milliseconds: Safari sends them in that order. */
const AFTERGLOW = 50;

/** How long a text must stand before it is read out, in milliseconds: nobody wants to hear one for each key. */
const PAUSE = 500;

interface Props {
  source?: string;
  /** Where an article is opened that has no address of its own. */
  href?: (hit: Hit, query: string) => string;
}

/** A combobox with the results below it, as the ARIA Authoring Practices have it: the focus stays in the input. */
export function SearchBox({ source, href }: Props) {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState({ query: '', at: -1 });
  const [spoken, setSpoken] = useState('');
  const { busy, error, more, page, retry, warm } = useSearch(source, query);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const composed = useRef(-Infinity);
  const entered = useRef(false);

  const hits = error ? [] : page?.hits ?? [];
  // An index among the results of another question says nothing.
  const active = chosen.query === page?.query && chosen.at < hits.length ? chosen.at : -1;
  const told = error ? '搜索出了问题。' : !page ? (busy ? '正在搜索……' : '') : page.total ? `${page.total} 条结果` : `没有找到“${page.query}”`;
  const shown = open && query.trim() !== '';
  const option = (at: number) => document.getElementById(`${list}-${at}`) as HTMLAnchorElement | null;

  useEffect(() => {
    const timer = setTimeout(() => setSpoken(shown ? told : ''), PAUSE);
    return () => clearTimeout(timer);
  }, [shown, told]);

  useEffect(() => { option(active)?.scrollIntoView({ block: 'nearest' }); }, [active]);

  // Enter came before the answer did.
  useEffect(() => {
    if (busy || !entered.current) return;
    entered.current = false;
    option(0)?.click();
  }, [busy]);

  function type(text: string) {
    entered.current = false;
    setQuery(text);
    setOpen(true);
  }

  function close() {
    entered.current = false;
    setOpen(false);
  }

  function press(event: KeyboardEvent) {
    const { altKey, ctrlKey, key, metaKey, nativeEvent, shiftKey } = event;
    // Enter takes the letters of an input method, Escape drops them, arrows walk its candidates.
    if (nativeEvent.isComposing || nativeEvent.keyCode === 229 || event.timeStamp - composed.current < AFTERGLOW) return;
    const aside = ctrlKey || metaKey || shiftKey;
    if ((key === 'ArrowDown' || key === 'ArrowUp') && hits.length > 0 && !altKey && !aside) {
      // Beyond either end none is active, and then the list begins again.
      const places = hits.length + 1;
      setChosen({ query: page?.query ?? '', at: ((active + 1 + (key === 'ArrowDown' ? 1 : -1) + places) % places) - 1 });
      setOpen(true);
    } else if (key === 'Enter' && shown) {
      const link = option(Math.max(active, 0));
      if (busy && active < 0) entered.current = true;
      else if (aside && link?.href) window.open(link.href, '_blank', 'noopener');
      else link?.click();
    } else if (key === 'Escape' && query) {
      type('');
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <div className="search" role="search" onBlur={({ currentTarget, relatedTarget }) => { if (!currentTarget.contains(relatedTarget)) close(); }}>
      <input
        ref={input} value={query} type="text" inputMode="search" enterKeyHint="search" autoComplete="off" autoCapitalize="off" spellCheck={false}
        role="combobox" aria-label="搜索" aria-autocomplete="list" aria-controls={list} aria-expanded={shown && hits.length > 0}
        aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined} placeholder="找文章、作者、地名……"
        onChange={({ target }) => type(target.value)} onKeyDown={press}
        onCompositionEnd={({ timeStamp }) => { composed.current = timeStamp; }}
        onFocus={() => {
          warm();
          setOpen(true);
        }}
      />
      {/* The press of a mouse would take the focus out of the input, and the panel with it, before the click is there. */}
      <div className="search-panel" hidden={!shown} onMouseDown={(event) => event.preventDefault()}>
        <p>{told}{error && <button type="button" onClick={retry}>再试一次</button>}</p>
        <div id={list} role="listbox" aria-label="搜索结果" aria-busy={busy}>
          {hits.map((hit, at) => (
            <a key={`${hit.index ?? ''} ${hit.id}`} id={`${list}-${at}`} role="option" tabIndex={-1} aria-selected={at === active} href={address(hit) ?? href?.(hit, query)}>
              <span className="search-title"><Marked parts={hit.titleParts} /></span>
              <span><Marked parts={hit.snippet} /></span>
              <span className="search-meta">
                {[hit.partial && '部分符合', hit.source, hit.authors.join('、'), hit.date && readable(hit.date)].filter(Boolean).join(' · ')}
              </span>
            </a>
          ))}
        </div>
        {more && (
          <button
            type="button"
            onClick={() => {
              // The first of the new results is the next one that an arrow leads to.
              setChosen({ query: page?.query ?? '', at: hits.length - 1 });
              input.current?.focus();
              more();
            }}
          >
            更多
          </button>
        )}
      </div>
      <p className="search-spoken" role="status">{spoken}</p>
    </div>
  );
}

/** Text with the runs that the reader looked for in `<mark>`. */
function Marked({ parts }: { parts: TextPart[] }) {
  return parts.map(({ text, mark }, at) => (mark ? <mark key={at}>{text}</mark> : text));
}

/** The article's own address, at the heading above what was found. An index may come from elsewhere, so `javascript:` and its like are refused. */
function address({ anchor, url }: Hit) {
  if (url === null || !['http:', 'https:'].includes(new URL(url, document.baseURI).protocol)) return undefined;
  return anchor === null ? url : `${url.split('#')[0]}#${encodeURIComponent(anchor)}`;
}

/** 10月24日; with the year where it is not this one. */
function readable(day: string) {
  const date = new Date(`${day}T00:00:00Z`);
  const year = date.getUTCFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat('zh-CN', { year, month: 'long', day: 'numeric', timeZone: 'UTC' }).format(date);
}
