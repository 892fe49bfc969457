import { fixInGenerator } from '../common/project/fix-in-generator.js';
import { writeWhole } from '../common/files/write-file.js';
import { CannotRunError, InternalError } from '../common/problem.js';
import { readSurface, surfaceFile } from '../drift/accepted-surface.js';
import { compareDrivers } from '../drift/compare/compare-drivers.js';
import { openDriver } from '../driver/find/open-driver.js';
import { readDriver } from '../driver/read/read-driver.js';
import { printSurface } from '../model/surface/print-surface.js';
import { checkSpecFolder } from '../spec/parse/spec-folder.js';
import type { Report } from './report.js';

export interface AcceptOptions {
  /** The version, folder or file of the driver. Default: the installed one. */
  readonly driver: string | undefined;
  readonly spec: string;
}

/** `motorized accept`: writes the current declarations of the driver as the accepted surface. */
export async function runAccept(options: AcceptOptions): Promise<Report> {
  checkSpecFolder(options.spec);
  const opened = await openDriver({ driver: options.driver, from: process.cwd() });
  const { driver, unread } = readDriver(opened.text, opened);
  const [hidden] = unread;
  if (hidden !== undefined) {
    const { file, line, column } = hidden.place;
    throw new CannotRunError(
      `${file}:${line}:${column} is ${hidden.what}, which the reader does not look into`,
      fixInGenerator('teach codegen/driver/read/ what it is: the surface would leave it out'),
    );
  }
  const file = surfaceFile(options.spec, driver.version);
  const text = printSurface(driver);
  if (compareDrivers(readSurface(text, file), driver).length > 0) {
    throw new InternalError('the surface does not read back as what it was printed from');
  }
  const lines = [`${file}: ${await writeWhole(file, text)} from ${driver.package} ${driver.version}`];
  return { code: 0, lines, problems: [], sources: new Map(), json: {} };
}
