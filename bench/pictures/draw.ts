import type { Bar, Chart } from './read-run.js';

const WIDTH = 720;
const NAMES = 290;
const RIGHT = 70;
const ROW = 30;
const TOP = 46;

/** A chart as SVG, on a ground of its own, so that it reads in light and dark pages. Bars begin at 0: a shorter one takes less. */
export function draw({ title, bars }: Chart, heading: string): string {
  const height = TOP + bars.length * ROW + 16;
  const longest = Math.max(1, ...bars.map(({ interval }) => interval[1]));
  const x = (ratio: number): number => round(NAMES + (ratio / longest) * (WIDTH - NAMES - RIGHT));
  const label = `${heading}, ${title}: ${bars.map(({ name, ratio }) => `${name} ${ratio.toFixed(3)}`).join('; ')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="14" role="img">`,
    `  <title>${escaped(label)}</title>`,
    `  <rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    `  <text x="16" y="27" font-weight="600" fill="#1f2328">${escaped(`${heading}: ${title}`)}</text>`,
    ...bars.flatMap((bar, at) => row(bar, TOP + at * ROW, x)),
    `  <line x1="${x(1)}" y1="${TOP - 6}" x2="${x(1)}" y2="${height - 10}" stroke="#59636e" stroke-dasharray="3 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function row({ name, ratio, interval: [low, high] }: Bar, top: number, x: (ratio: number) => number): string[] {
  const middle = top + 10;
  const colour = name.startsWith('motorized') ? '#1a7f37' : '#afb8c1';
  const bar = `  <rect x="${NAMES}" y="${top}" width="${round(x(ratio) - NAMES)}" height="20" fill="${colour}"/>`;
  const spread = `  <path d="M${x(low)} ${middle}H${x(high)}M${x(low)} ${middle - 4}v8M${x(high)} ${middle - 4}v8" stroke="#1f2328"/>`;
  return [
    `  <text x="${NAMES - 10}" y="${top + 15}" text-anchor="end" fill="#1f2328">${escaped(name)}</text>`,
    bar,
    ...(low === high ? [] : [spread]),
    `  <text x="${round(x(high) + 8)}" y="${top + 15}" fill="#1f2328">${ratio.toFixed(3)}</text>`,
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
