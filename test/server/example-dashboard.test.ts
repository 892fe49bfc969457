import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { openChromium } from '../support/chromium.js';
import { needsNewestLine } from '../support/release/needs.js';
import { Databases, Example, startedForEach } from './scene/examples.js';

const DATABASE = 'motorized_example_dashboard';

describe('examples/rxjs-dashboard, from the packed tarball', function () {
  needsNewestLine(this);
  this.timeout(120_000);
  const example = Example.built({ folders: ['rxjs-dashboard'], assets: ['page.html'] });
  const databases = Databases.droppedForEach(DATABASE);
  const service = startedForEach(() => example.start());

  const order = async (article: string, quantity: number): Promise<void> => {
    expect(await service().request('POST', '/orders', { article, quantity, price: 2.5 })).to.deep.equal([
      201,
      undefined,
    ]);
  };

  it('sends each sale when it happens, with one change stream for all pages', async () => {
    await order('tea', 1);
    const first = await Listener.open(await service().url('/events'));
    expect(await first.next()).to.deep.equal([{ article: 'tea', sold: 1, revenue: 2.5 }]);
    const second = await Listener.open(await service().url('/events'));
    expect(await second.next()).to.deep.equal([{ article: 'tea', sold: 1, revenue: 2.5 }]);
    await order('milk', 4);
    const sales = [
      { article: 'milk', sold: 4, revenue: 10 },
      { article: 'tea', sold: 1, revenue: 2.5 },
    ];
    expect([await first.next(), await second.next()]).to.deep.equal([sales, sales]);
    // Both get it from the same one.
    expect(await databases.opened()).to.equal(1);
    first.close();
    await order('tea', 4);
    expect(await second.next()).to.deep.equal([{ article: 'tea', sold: 5, revenue: 12.5 }, sales[0]]);
    second.close();
    await databases.expectNoneLeftOpen();
  });

  it('refuses an invalid order, and goes on', async () => {
    expect(await service().request('POST', '/orders', { article: 'tea' })).to.deep.equal([400, undefined]);
    expect(await service().request('GET', '/tea')).to.deep.equal([404, undefined]);
    await order('tea', 1);
  });

  it('ends with its pages open, and leaves nothing on the server', async () => {
    const listener = await Listener.open(await service().url('/events'));
    expect(await listener.next()).to.deep.equal([]);
    // The change stream is open, then.
    await order('tea', 1);
    expect(await listener.next()).to.have.length(1);
    expect(await service().stop('SIGTERM'), service().stderr).to.equal(0);
    expect(service().output).to.match(/\nclosed\n$/);
    expect(service().stderr).to.equal('');
    await databases.expectNoneLeftOpen();
  });

  describe('in a browser', () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];
    before(async function () {
      browser = await openChromium(this);
    });
    after(() => browser?.close());
    beforeEach(async () => {
      page = await browser.newPage();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', ({ message }) => complaints.push(message));
      await page.goto(await service().url('/'));
      await page.getByRole('status').getByText('live').waitFor();
    });
    afterEach(() => page.close());

    const rows = (): Promise<string[]> => page.locator('tbody tr').allInnerTexts();

    it('shows each sale when it happens', async () => {
      expect(await rows()).to.deep.equal([]);
      await order('tea', 1);
      await page.getByText('2.50').waitFor();
      expect(await rows()).to.deep.equal(['tea\t1\t2.50']);
      await order('<b>milk</b>', 4);
      await page.getByText('10.00').waitFor();
      expect(await rows()).to.deep.equal(['<b>milk</b>\t4\t10.00', 'tea\t1\t2.50']);
      expect(complaints).to.deep.equal([]);
    });

    it('leaves no change stream when the page is closed', async () => {
      await page.close();
      await databases.expectNoneLeftOpen();
    });
  });
});

/** The connection of a page, without the page. */
class Listener {
  readonly #abort: AbortController;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #said = '';

  private constructor(abort: AbortController, reader: ReadableStreamDefaultReader<string>) {
    this.#abort = abort;
    this.#reader = reader;
  }

  static async open(url: string): Promise<Listener> {
    const abort = new AbortController();
    const { body, headers } = await fetch(url, { signal: abort.signal });
    expect(headers.get('content-type')).to.equal('text/event-stream');
    if (body === null) throw new Error('there is no body');
    return new Listener(abort, body.pipeThrough(new TextDecoderStream()).getReader());
  }

  /** The next event. */
  async next(): Promise<unknown> {
    for (;;) {
      const [event, rest] = this.#said.split('\n\n', 2);
      if (rest !== undefined) {
        this.#said = this.#said.slice(`${event}\n\n`.length);
        return JSON.parse(event?.replace(/^data: /, '') ?? '');
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`the events ended after '${this.#said}'`);
      this.#said += value;
    }
  }

  close(): void {
    this.#abort.abort();
  }
}
