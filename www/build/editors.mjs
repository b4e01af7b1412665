/**
 * Writes what editors and type checkers read about `<xun-zhang>` into a built `dist/`, from the comment above its class alone.
 *
 *     node www/build/editors.mjs dist
 *
 * - `custom-elements.json`: the Custom Elements Manifest, which all the others are made of;
 * - `web-types.json` for JetBrains' editors, `vscode.html-custom-data.json` and `vscode.css-custom-data.json` for VS Code;
 * - `xun-zhang.d.ts`, as the compiler has just written it, is given the element's tag, attributes and events, so that `document` and every element know them;
 * - `xun-zhang-react.d.ts` and `xun-zhang-vue.d.ts`: the element in TSX and in Vue's templates.
 *
 * The types are written here, for they have to name those of `types.js`; the generators of such types know names and texts only.
 */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as analyzer from '@custom-elements-manifest/analyzer';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

/** @import { CustomElement, Package } from 'custom-elements-manifest/schema.js' */

/** What the package calls itself to editors that list where a description comes from. */
const NAME = 'xunzhang';

/** The module that is described. */
const MODULE = 'xun-zhang.js';

const dist = process.argv[2];
if (!dist) {
  console.error('usage: node www/build/editors.mjs DIST');
  process.exit(2);
}
const source = await readFile(new URL(`../${MODULE}`, import.meta.url), 'utf8');
const cargo = await readFile(new URL('../../Cargo.toml', import.meta.url), 'utf8');
const version = /^version = "(.+)"$/m.exec(cargo)?.[1];
if (!version) throw new Error('Cargo.toml states no version.');

const manifest = described(source);
const [element] = /** @type {CustomElement[]} */ (manifest.modules[0].declarations);
// JetBrains shows slots, events and the rest by themselves; in VS Code the description is all that a reader sees of them.
const webTypes = JSON.parse(getWebTypesData(/** @type {any} */ (manifest), {
  packageJson: false, hideSlotDocs: true, hideEventDocs: true, hideCssPropertiesDocs: true, hideCssPartsDocs: true,
}));
const html = getVsCodeHtmlCustomData(/** @type {any} */ (manifest), { hideCssPropertiesDocs: true });
const css = getVsCodeCssCustomData(/** @type {any} */ (manifest), {});

const write = (/** @type {string} */ name, /** @type {unknown} */ content) => writeFile(join(dist, name), `${JSON.stringify(content, null, 2)}\n`);
await write('custom-elements.json', manifest);
// The converter takes name and version from whatever package.json lies where it is started.
await write('web-types.json', { ...webTypes, name: NAME, version });
await write('vscode.html-custom-data.json', JSON.parse(html));
await write('vscode.css-custom-data.json', JSON.parse(css));
await appendFile(join(dist, 'xun-zhang.d.ts'), types(element));
await writeFile(join(dist, 'xun-zhang-react.d.ts'), react());
await writeFile(join(dist, 'xun-zhang-vue.d.ts'), vue());

/**
 * The manifest of the module, without what is its own business.
 * @param {string} text
 * @returns {Package}
 */
function described(text) {
  const { create, ts } = /** @type {any} */ (analyzer);
  const tree = ts.createSourceFile(MODULE, text, ts.ScriptTarget.ES2022, true);
  /** @type {Package} */
  const whole = create({ modules: [tree] });
  for (const module of whole.modules) {
    module.declarations = module.declarations?.filter((declaration) => 'customElement' in declaration);
    for (const declaration of /** @type {CustomElement[]} */ (module.declarations)) {
      // What has no description is what the analyzer has found by itself in the code: fields, and an event whose name is put together.
      declaration.members = declaration.members?.filter((member) => member.description && member.privacy !== 'private');
      declaration.events = declaration.events?.filter((event) => event.name);
    }
  }
  return whole;
}

/**
 * Types of the tag, the attributes and the events, to stand below those of the class.
 * @param {CustomElement} declaration
 */
function types({ attributes = [], events = [], members = [] }) {
  const line = (/** @type {string} */ name, /** @type {string} */ type, /** @type {string} */ description = '') =>
    `    /** ${description.replaceAll('*/', '*\\/')} */\n    ${name}: ${type};\n`;
  return `
/** The attributes of \`<xun-zhang>\`, as a template gives them. */
export interface XunZhangAttributes {
${attributes.map(({ name, type, description }) => line(`'${name}'?`, attribute(type?.text), description)).join('')}}
/** The properties of \`<xun-zhang>\` that can be set. */
export type XunZhangProperties = Pick<XunZhang, ${members.filter((member) => member.kind === 'field' && !member.static && !('readonly' in member) && !attributes.some((attribute) => attribute.name === member.name)).map(({ name }) => `'${name}'`).join(' | ')}>;
/** The events of \`<xun-zhang>\`. All bubble. */
export interface XunZhangEventMap {
${events.map(({ name, type, description }) => line(`'${name}'`, imported(type.text), description)).join('')}}
declare global {
    interface HTMLElementTagNameMap {
        'xun-zhang': XunZhang;
    }
    interface GlobalEventHandlersEventMap extends XunZhangEventMap {
    }
}
`;
}

/**
 * What a template may give an attribute: a number may also be written as text.
 * @param {string} [type]
 */
function attribute(type = 'string') {
  return imported(type).replace(/\bnumber\b/, 'number | string');
}

/**
 * A type in which the names that the module imports say where they come from.
 * @param {string} type
 */
function imported(type) {
  const froms = new Map([...source.matchAll(/@import \{([^}]+)\} from '([^']+)'/g)]
    .flatMap(([, names, from]) => names.split(',').map((name) => /** @type {const} */ ([name.trim(), from]))));
  return type.replace(/\b[A-Z]\w*/g, (name) => (froms.has(name) ? `import('${froms.get(name)}').${name}` : name));
}

/** The element in TSX; attributes, properties and `onxun-zhang:…` for the events, as React 19 has them. */
function react() {
  return `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { XunZhang, XunZhangAttributes, XunZhangEventMap, XunZhangProperties } from './xun-zhang.js';

type Listeners = { [Name in keyof XunZhangEventMap as \`on\${Name}\`]?: (event: XunZhangEventMap[Name]) => void };
type Given = XunZhangAttributes & Partial<XunZhangProperties>;

declare module 'react' {
    namespace JSX {
        interface IntrinsicElements {
            'xun-zhang': Omit<DetailedHTMLProps<HTMLAttributes<XunZhang>, XunZhang>, keyof Given> & Given & Listeners;
        }
    }
}
`;
}

/** The element in Vue's templates; \`@xun-zhang:…\` for the events. */
function vue() {
  return `import type { HTMLAttributes, PublicProps } from 'vue';
import type { XunZhang, XunZhangAttributes, XunZhangEventMap, XunZhangProperties } from './xun-zhang.js';

type Given = XunZhangAttributes & Partial<XunZhangProperties>;
type Emit = { [Name in keyof XunZhangEventMap]: (name: Name, event: XunZhangEventMap[Name]) => void };
type Each<Union> = (Union extends unknown ? (all: Union) => void : never) extends (all: infer All) => void ? All : never;

declare module 'vue' {
    interface GlobalComponents {
        'xun-zhang': new () => XunZhang & {
            /** For templates alone. */
            $props: Omit<HTMLAttributes, keyof Given> & Given & PublicProps;
            /** For templates alone. */
            $emit: Each<Emit[keyof Emit]>;
        };
    }
}
`;
}
