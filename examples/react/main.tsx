import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SearchBox } from './SearchBox.js';

/** A page whose search can be put away, which closes the index. */
function App() {
  const [searching, setSearching] = useState(true);
  return (
    <main>
      <h1>React</h1>
      <button type="button" aria-expanded={searching} onClick={() => setSearching(!searching)}>搜索</button>
      {searching && <SearchBox href={({ id }, query) => `/xunzhang/index.html?q=${encodeURIComponent(query)}#article/${encodeURIComponent(id)}`} />}
    </main>
  );
}

createRoot(document.getElementById('app')!).render(<StrictMode><App /></StrictMode>);
