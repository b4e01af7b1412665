/**
 * The element `<xun-zhang>` for a host that knows classic scripts only: no bundler, a CMS that cannot write `type="module"`.
 *
 *     <script src="/xunzhang/xun-zhang-classic.js" defer></script>
 *     <xun-zhang></xun-zhang>
 *
 * It loads the modules that lie beside it and leaves no global; `customElements.whenDefined('xun-zhang')` says when the element is there.
 * Where a host puts scripts together or into the page, none knows any more where it came from, so any script of the page may say
 * where the modules are: `data-xun-zhang="/xunzhang/"`.
 */
(() => {
  const told = document.querySelector('script[data-xun-zhang]')?.getAttribute('data-xun-zhang');
  const { currentScript } = document;
  const own = currentScript instanceof HTMLScriptElement ? currentScript.src : '';
  // A folder without its last slash is meant as one too.
  const from = told ? new URL(told.replace(/\/?$/, '/'), document.baseURI).href : own;
  const complain = (/** @type {string} */ what, /** @type {unknown[]} */ ...cause) => console.error(`<xun-zhang>: ${what}`, ...cause);
  const remedy = 'say at a script of the page in which folder xun-zhang.js lies: <script data-xun-zhang="/xunzhang/" …>.';
  if (location.protocol === 'file:') {
    complain('a page that is opened from disk may load no modules. Serve it (any static server will do; "xunzhang serve" is one), or open standalone.html.');
  } else if (!from) {
    complain(`this script cannot tell where it was loaded from; ${remedy}`);
  } else {
    const address = new URL('xun-zhang.js', from).href;
    import(address).catch((cause) => complain(`${address} could not be loaded. Put the widget's files there, or ${remedy}`, cause));
  }
})();
