import { defineConfig } from 'vitepress';

import { drawDiagrams } from './markdown/diagrams.js';
import { githubSlug } from './markdown/slug.js';
import { linkToPlaces } from './markdown/links.js';
import { showIdiomsAsTabs } from './markdown/idioms.js';
import { nameOutputs } from './markdown/outputs.js';
import { searchedText, weightOf } from './search.js';
import { sidebar } from './sidebar.js';

/** What is seen of the search, and what is read aloud: the same. */
const SEARCH = 'Search (Ctrl K)';

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#1a7f37" d="M8 0 14 8 8 16 2 8z"/></svg>';

export default defineConfig({
  title: 'motorized',
  description: 'The whole MongoDB Node driver in the idiom of your framework',
  lang: 'en',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  srcDir: 'build/pages',
  outDir: 'build/html',
  cacheDir: 'build/cache',
  cleanUrls: false,
  // The colours of the two themes that reach the contrast of WCAG AA.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: githubSlug },
    config(md) {
      nameOutputs(md);
      drawDiagrams(md);
      showIdiomsAsTabs(md);
      linkToPlaces(md);
    },
  },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/', activeMatch: '^/(?!reference/)' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Changelog', link: '/changelog' },
    ],
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    docFooter: { prev: 'Previous', next: 'Next' },
    search: {
      provider: 'local',
      options: {
        _render: searchedText,
        miniSearch: { searchOptions: { boostDocument: weightOf } },
        translations: { button: { buttonText: SEARCH, buttonAriaLabel: SEARCH } },
      },
    },
  },
});
