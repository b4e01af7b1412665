// Builds Pagefind's index of a file of articles, in a process of its own so that its time and memory can be measured:
//
//   node pagefind-index.mjs --corpus FILE --out FOLDER

import { parseArgs } from 'node:util';

import { writeIndex } from './peers/pagefind.mjs';
import { readDocs } from './sets.mjs';

const { values } = parseArgs({ options: { corpus: { type: 'string' }, out: { type: 'string' } } });
if (!values.corpus || !values.out) {
  console.error('usage: node pagefind-index.mjs --corpus FILE --out FOLDER');
  process.exit(2);
}
await writeIndex(await readDocs(values.corpus), values.out);
