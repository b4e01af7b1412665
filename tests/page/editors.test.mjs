/** What editors are told of the element: that it is well-formed, and that it, the documentation and the code agree. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { DIST } from './support/browsers.mjs';

/** @import { CustomElement, Package } from 'custom-elements-manifest/schema.js' */

const ROOT = new URL('../../', import.meta.url);
const json = async (/** @type {string} */ name) => JSON.parse(await readFile(`${DIST}/${name}`, 'utf8'));
const names = (/** @type {{ name: string }[] | undefined} */ list) => (list ?? []).map(({ name }) => name).sort();

/** @type {Package} */
const manifest = await json('custom-elements.json');
const [element] = /** @type {CustomElement[]} */ (manifest.modules[0].declarations);
const guide = await readFile(new URL('docs/element.md', ROOT), 'utf8');
// The button that takes the marks of a landing away, and related articles, are elements of their own.
const OTHERS = ['landing-chip.js', 'related.js'];
const scripts = (await readdir(new URL('www/', ROOT))).filter((name) => name.endsWith('.js') && !OTHERS.includes(name));
const code = (await Promise.all(scripts.map((name) => readFile(new URL(`www/${name}`, ROOT), 'utf8')))).join('\n');

/**
 * A section of the guide.
 * @param {string} heading
 */
function section(heading) {
  const [, text] = guide.split(`\n## ${heading}\n`);
  assert.ok(text, `docs/element.md has the section ${heading}`);
  return text.split('\n## ')[0];
}

/**
 * The names that a table of the guide has in its first column.
 * @param {string} heading
 */
const rows = (heading) => [...section(heading).matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([\w:-]+)/g)]).map(([, name]) => name).sort();

/**
 * What a pattern finds in the code, each once.
 * @param {RegExp} pattern
 */
const found = (pattern) => [...new Set([...code.matchAll(pattern)].map(([, name]) => name))].sort();

describe('what editors are told', () => {
  it('is a manifest by the schema', async () => {
    const schema = JSON.parse(await readFile(createRequire(import.meta.url).resolve('custom-elements-manifest/schema.json'), 'utf8'));
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    assert.ok(validate(manifest), JSON.stringify(validate.errors, null, 1));
    assert.equal(element.tagName, 'xun-zhang');
  });

  it('describes each thing with a sentence, and attributes and events with a type', () => {
    const { attributes = [], events = [], slots = [], cssParts = [], cssProperties = [], members = [] } = element;
    for (const { name, description } of [...attributes, ...events, ...slots, ...cssParts, ...cssProperties, ...members]) {
      assert.match(description ?? '', /^\p{Lu}[^]*[.]$/u, name);
    }
    for (const { name, type } of [...attributes, ...events]) assert.ok(type?.text, name);
  });

  it('is what the guide says', () => {
    assert.deepEqual(rows('Attributes'), names(element.attributes));
    const members = (/** @type {string} */ kind) => names(element.members?.filter((member) => member.kind === kind));
    assert.deepEqual(rows('Properties'), members('field'));
    assert.deepEqual(members('method').length > 0 ? rows('Methods') : [], members('method'));
    assert.deepEqual(rows('Events'), names(element.events));
    assert.deepEqual(rows('Slots'), names(element.slots));
    assert.deepEqual(rows('Custom properties'), names(element.cssProperties));
    assert.deepEqual(rows('Parts'), names(element.cssParts));
  });

  it('is what the code does', () => {
    const attributes = names(element.attributes);
    const read = [...found(/\b(?:this|element)\.(?:get|has|toggle|set|remove)Attribute\('([a-z-]+)'/g), ...found(/(?<=observedAttributes = \[[^\]]*)'([a-z-]+)'/g)];
    assert.deepEqual([...new Set(read)].filter((name) => !attributes.includes(name)), [], 'attributes that the comment leaves out');
    assert.deepEqual(attributes.filter((name) => !new RegExp(`['[]${name}\\b`).test(code)), [], 'attributes that nothing reads');
    assert.deepEqual(found(/\bemit\('([a-z-]+)'/g).map((name) => `xun-zhang:${name}`), names(element.events));
    assert.deepEqual(found(/var\((--xun-zhang-[a-z-]+)/g), names(element.cssProperties));
    const parts = names(element.cssParts);
    assert.deepEqual(found(/\bpart: '([a-z-]+)'/g).filter((name) => !parts.includes(name)), [], 'parts that the comment leaves out');
    assert.deepEqual(parts.filter((name) => !code.includes(`'${name}'`)), [], 'parts that nothing has');
    assert.deepEqual(names(element.slots).filter((name) => !code.includes(`slot', { name: '${name}'`) && !code.includes(`slot="${name}"`)), []);
  });

  it('says the same to JetBrains and to VS Code', async () => {
    const web = await json('web-types.json');
    assert.equal(web.name, 'xunzhang');
    const { css, html: { elements: [tag] } } = web.contributions;
    assert.equal(tag.name, 'xun-zhang');
    assert.deepEqual([names(tag.attributes), names(tag.slots), names(tag.events)], [names(element.attributes), names(element.slots), names(element.events)]);
    assert.deepEqual([names(css.properties), names(css['pseudo-elements'])], [names(element.cssProperties), names(element.cssParts).map((name) => `part(${name})`)]);
    const [html] = (await json('vscode.html-custom-data.json')).tags;
    assert.deepEqual([html.name, names(html.attributes)], ['xun-zhang', names(element.attributes)]);
    assert.deepEqual(names((await json('vscode.css-custom-data.json')).properties), names(element.cssProperties));
    assert.ok(!JSON.stringify([web, html]).includes('undefined'));
  });
});
