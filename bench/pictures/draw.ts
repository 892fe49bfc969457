import type { Bar, Chart } from './read-run.js';

/** Narrow, with each name above its bar, so that it can be read on a phone. */
const WIDTH = 520;
const LEFT = 16;
const RIGHT = 80;
const ROW = 46;
const TOP = 44;
const NAME = 18;

/**
 * A chart as SVG, with its own background, so that it is readable on light and dark pages. Bars begin at 0: a shorter
 * bar takes less time.
 */
export function draw({ title, bars }: Chart, heading: string): string {
  const height = TOP + bars.length * ROW + 16;
  const longest = Math.max(1, ...bars.map(({ interval }) => interval[1]));
  const x = (ratio: number): number => round(LEFT + (ratio / longest) * (WIDTH - LEFT - RIGHT));
  const label = `${heading}, ${title}: ${bars.map(({ name, ratio }) => `${name} ${ratio.toFixed(3)}`).join('; ')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="16" role="img">`,
    `  <title>${escaped(label)}</title>`,
    `  <rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    `  <text x="${LEFT}" y="27" font-weight="600" fill="#1f2328">${escaped(`${heading}: ${title}`)}</text>`,
    ...bars.flatMap((bar, at) => row(bar, TOP + at * ROW, x)),
    `  <line x1="${x(1)}" y1="${TOP - 6}" x2="${x(1)}" y2="${height - 10}" stroke="#59636e" stroke-dasharray="3 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function row({ name, ratio, interval: [low, high] }: Bar, top: number, x: (ratio: number) => number): string[] {
  const middle = top + NAME + 14;
  const colour = name.startsWith('motorized') ? '#1a7f37' : '#afb8c1';
  const bar = `  <rect x="${LEFT}" y="${middle - 8}" width="${round(x(ratio) - LEFT)}" height="16" fill="${colour}"/>`;
  const spread = `  <path d="M${x(low)} ${middle}H${x(high)}M${x(low)} ${middle - 4}v8M${x(high)} ${middle - 4}v8" stroke="#1f2328"/>`;
  return [
    `  <text x="${LEFT}" y="${top + NAME}" fill="#1f2328">${escaped(name)}</text>`,
    bar,
    ...(low === high ? [] : [spread]),
    `  <text x="${round(x(high) + 8)}" y="${middle + 6}" fill="#1f2328">${ratio.toFixed(3)}</text>`,
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
