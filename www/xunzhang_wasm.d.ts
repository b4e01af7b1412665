/**
 * What the wasm boundary exports, for checking the modules beside it. wasm-bindgen writes the module itself, and a
 * looser declaration of its own, into `dist/`.
 */
import type { ArticleView, LibraryInfo, Page, SearchOptions, Suggestion } from './types.js';

export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;

export class Library {
  private constructor();
  static embedded(): Library;
  static fromBytes(bytes: Uint8Array): Library;
  info(): LibraryInfo;
  search(query: string, options?: SearchOptions): Page;
  article(id: string, options?: { highlight?: string }): ArticleView;
  suggest(text: string, options?: { limit?: number }): Suggestion[];
  free(): void;
}
