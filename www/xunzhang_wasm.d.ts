/**
 * What the wasm boundary exports, for checking the modules beside it. wasm-bindgen writes the module itself, and a
 * looser declaration of its own, into `dist/`.
 */
import type { ArticleView, Lack, LibraryInfo, Page, SearchOptions, Suggestion } from './types.js';

/** The answer, or the parts of the index that have to be added first. */
type Answer<T> = T | { lacking: Lack[] };

export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;

export class Library {
  private constructor();
  static embedded(): Library;
  static fromBytes(bytes: Uint8Array): Library;
  static fromEntry(bytes: Uint8Array): Library;
  add(kind: number, number: number, bytes: Uint8Array, most: number): void;
  info(): LibraryInfo;
  search(query: string, options?: SearchOptions): Answer<Page>;
  article(id: string, options?: { highlight?: string }): Answer<ArticleView>;
  suggest(text: string, options?: { limit?: number }): Answer<Suggestion[]>;
  free(): void;
}
