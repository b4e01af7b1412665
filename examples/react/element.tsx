import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Outside the component: each new object would have the element word itself anew. */
const WORDS = { search: '查文章' };

/** The element itself, with attributes, a property and events. */
function App() {
  const [total, setTotal] = useState<number>();
  const [chosen, setChosen] = useState('');
  return (
    <main>
      <h1>React</h1>
      <xun-zhang
        id="zh" limit={3} recent words={WORDS} href="/xunzhang/index.html?q={query}#article/{id}"
        onxun-zhang:results={({ detail }) => setTotal(detail.page.total)}
        onxun-zhang:select={(event) => {
          event.preventDefault();
          setChosen(event.detail.hit.title);
        }}
      >
        <small slot="footer">寻章</small>
      </xun-zhang>
      <output id="total">{total}</output>
      <output id="chosen">{chosen}</output>
    </main>
  );
}

createRoot(document.getElementById('app')!).render(<StrictMode><App /></StrictMode>);
