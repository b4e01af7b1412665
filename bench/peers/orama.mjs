// Orama with its tokenizer for Mandarin.

import { create, insertMultiple, search } from '@orama/orama';
import { createTokenizer } from '@orama/tokenizers/mandarin';

/** @import { Doc, Hit } from '../sets.mjs' */

/**
 * @param {Doc[]} docs
 * @returns {Promise<{ search(query: string, limit: number): Promise<Hit[]> }>}
 */
export async function openOrama(docs) {
  const db = create({
    schema: { title: 'string', text: 'string' },
    components: { tokenizer: createTokenizer() },
  });
  await insertMultiple(db, docs);
  return {
    async search(query, limit) {
      const { hits } = await search(db, { term: query, limit });
      return hits.map(({ id, score }) => ({ id, score }));
    },
  };
}
