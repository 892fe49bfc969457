import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { expect } from 'chai';
import { Binary, Decimal128, ObjectId } from 'mongodb';

import { inProject } from '../support/project-root.js';
import { needsNewestLine } from '../support/release/needs.js';
import { currentServer } from './current-server.js';
import { Databases, Example } from './scene/examples.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with this input. */
async function runWith(input: string, args: readonly string[], folder: string): Promise<Ended> {
  const env = { ...process.env, NODE_V8_COVERAGE: '', MONGODB_URI: currentServer().uri };
  const child = spawn(process.execPath, args, { cwd: folder, env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

describe('the small programs of examples/', function () {
  needsNewestLine(this);
  this.timeout(60_000);
  const [ofPromise, ofImport, ofBackup, ofCopy] = [
    'motorized_example_promise',
    'motorized_example_rxjs',
    'motorized_example_callback',
    'motorized_example_callback_copy',
  ] as const;
  const example = Example.built({
    folders: ['promise', 'rxjs'],
    compilerOptions: { lib: ['es2022', 'esnext.disposable'] },
    prepare: (consumer) =>
      consumer.write('backup.cjs', readFileSync(inProject('examples', 'callback', 'backup.js'), 'utf8')),
  });
  const databases = Databases.droppedForEach(ofPromise, ofImport, ofBackup, ofCopy);

  it('promise: a queue does each job once, also the job of a worker that disappears', async () => {
    expect(await runWith('', ['out/promise/main.js'], example.folder)).to.deep.equal({
      code: 0,
      stdout: '20 jobs done, 0 of them twice\ngiven to another worker: 7\nleft: 0\n',
      stderr: '',
    });
  });

  describe('rxjs: an import', () => {
    const line = (at: number): string => `${JSON.stringify({ sensor: 'roof', at, celsius: at / 10 })}\n`;
    const input = [...Array.from({ length: 950 }, (_, at) => line(at)), '{ "sensor"\n', '{ "sensor": "roof" }\n'];
    const run = (): Promise<Ended> => runWith(input.join(''), ['out/rxjs/import.js'], example.folder);

    it('writes each measurement once, and counts the other lines', async () => {
      const first = await run();
      expect(first.stderr).to.equal('');
      expect(first.stdout.trimEnd().split('\n')).to.have.length(10);
      expect(first.stdout).to.match(/\n952 read, 2 broken, 950 new\n$/);
      expect((await run()).stdout).to.match(/\n952 read, 2 broken, 0 new\n$/);
      expect(await databases.admin.db(ofImport).collection('measurements').countDocuments()).to.equal(950);
    });
  });

  describe('callback: a backup', () => {
    it('restores values of every type unchanged', async () => {
      const db = databases.admin.db(ofBackup);
      const special = {
        _id: new ObjectId(),
        at: new Date(0),
        price: Decimal128.fromString('1.10'),
        raw: new Binary(Buffer.from('raw')),
      };
      await db.collection('special').insertOne(special);
      await db.collection<{ _id: number }>('many').insertMany(Array.from({ length: 1200 }, (_, _id) => ({ _id })));
      const dumped = await runWith('', ['backup.cjs', 'dump', ofBackup], example.folder);
      expect({ code: dumped.code, stderr: dumped.stderr }).to.deep.equal({ code: 0, stderr: '1201 documents\n' });
      const restored = await runWith(dumped.stdout, ['backup.cjs', 'restore', ofCopy], example.folder);
      expect(restored).to.deep.equal({ code: 0, stdout: '', stderr: '1201 documents\n' });
      const copy = databases.admin.db(ofCopy);
      expect(await copy.collection('special').find().toArray()).to.deep.equal([special]);
      expect(await copy.collection('many').countDocuments()).to.equal(1200);
    });

    it('fails if a document already exists, and says why', async () => {
      await databases.admin.db(ofBackup).collection<{ _id: number }>('many').insertOne({ _id: 1 });
      const { stdout } = await runWith('', ['backup.cjs', 'dump', ofBackup], example.folder);
      const { code, stderr } = await runWith(stdout, ['backup.cjs', 'restore', ofBackup], example.folder);
      expect(code).to.equal(1);
      expect(stderr).to.include('E11000');
      const broken = await runWith('{ "collection"\n', ['backup.cjs', 'restore', ofBackup], example.folder);
      expect(broken.code).to.equal(1);
      expect(broken.stderr).to.include('JSON');
    });
  });
});
