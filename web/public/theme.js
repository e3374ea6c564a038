// Runs before the first paint, so that a reader's choice of light or dark does not flash.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('entente-theme');
  } catch {
    // A browser that keeps no storage follows the system.
  }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
