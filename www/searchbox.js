/**
 * The page's search box with its row of suggestions. The row lies between the box and the results instead of over them,
 * so that the results can be read while one types.
 *
 * @module
 */
import { h, marked } from './dom.js';
import { InputMethod, Options } from './keys.js';
import { part } from './parts.js';
import { FRONT, link } from './address.js';

/** @import { Suggestion } from './types.js' */

/**
 * @param {object} does
 * @param {(query: string) => void} does.onType
 * @param {(query: string) => void} does.onChoose A suggested word was taken.
 * @param {() => void} does.onEmpty
 * @param {() => void} does.onEnter
 * @param {() => boolean} does.onUndo Takes back what was searched in the place of what was typed, if anything was.
 * @param {() => boolean} does.onLiteral Asks for what was typed alone, or that no more, where that makes a difference.
 */
export function searchBox({ onType, onChoose, onEmpty, onEnter, onUndo, onLiteral }) {
  const input = part('query');
  const clear = part('clear');
  const options = new Options(input, part('suggestions'));
  const method = new InputMethod(input);

  const empty = () => {
    input.value = '';
    clear.hidden = true;
    onEmpty();
    input.focus();
  };

  input.addEventListener('input', () => {
    clear.hidden = input.value === '';
    onType(input.value);
  });
  input.addEventListener('blur', () => options.leave());
  input.addEventListener('keydown', (event) => {
    if (method.owns(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.first && !part('suggestions').hidden) options.move(step);
    else if (event.key === 'Enter' && event.altKey && onLiteral()) options.leave();
    else if (event.key === 'Enter' && options.active) options.active.click();
    else if (event.key === 'Enter') onEnter();
    else if (event.key === 'Escape' && options.active) options.leave();
    else if (event.key === 'Escape' && onUndo()) options.leave();
    else if (event.key === 'Escape' && input.value) empty();
    else return;
    event.preventDefault();
  });
  // An Enter that gets past the guard, by an input method we do not know, must still not leave the page.
  part('ask').addEventListener('submit', (event) => event.preventDefault());
  clear.addEventListener('click', empty);
  part('suggestions').addEventListener('mousedown', (event) => event.preventDefault());

  return {
    /** Shows a query that came from the address; the reader's own typing is left alone. @param {string} query */
    show(query) {
      if (input.value !== query) input.value = query;
      clear.hidden = query === '';
    },

    /** @param {Suggestion[]} suggestions */
    suggest(suggestions) {
      options.replace(suggestions.filter(({ text }) => text !== input.value).map((suggestion) => {
        const headline = suggestion.kind === 'headline' && suggestion.id;
        const state = headline ? { ...FRONT, query: input.value, article: suggestion.id || null } : { ...FRONT, query: suggestion.text };
        const option = h('a', { class: suggestion.kind, href: link(state), tabindex: -1 },
          h('span', {}, ...(suggestion.parts[0] ? marked(suggestion.parts) : [suggestion.text])), !headline && suggestion.count > 0 && h('small', {}, String(suggestion.count)));
        if (!headline) {
          option.addEventListener('click', (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onChoose(suggestion.text);
          });
        }
        return option;
      }));
      input.setAttribute('aria-expanded', String(options.first !== undefined));
    },
  };
}
