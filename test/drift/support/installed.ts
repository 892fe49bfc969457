import type { ForeignTypes } from '../../../codegen/drift/compare/fields/foreign-types.js';
import { readForeignTypes } from '../../../codegen/drift/read-foreign-types.js';
import { openDriver, type OpenedDriver } from '../../../codegen/driver/find/open-driver.js';
import { readDriver } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';

/** The releases that are installed under aliases, oldest first, and the driver itself. */
export const RELEASES = [
  '5.0',
  '6.9',
  '6.10',
  '6.12',
  '6.13',
  '6.19',
  '6.21',
  '6.22',
  '7.0',
  '7.2',
  '7.8',
  '7.9',
] as const;

export type Release = (typeof RELEASES)[number];

/** The folder in which a release is installed. */
export function folderOf(release: Release): string {
  return `node_modules/mongodb-${release}`;
}

const texts = new Map<Release, Promise<OpenedDriver>>();
const drivers = new Map<Release, Promise<Driver>>();

/** The installed declarations of a release. */
export function declarationsOf(release: Release) {
  let opened = texts.get(release);
  if (opened === undefined) texts.set(release, (opened = openDriver({ driver: folderOf(release), from: '.' })));
  return opened;
}

/** A release as the reader sees it. Read once. */
export function driverOf(release: Release): Promise<Driver> {
  let driver = drivers.get(release);
  if (driver === undefined) {
    driver = declarationsOf(release).then((opened) => readDriver(opened.text, opened).driver);
    drivers.set(release, driver);
  }
  return driver;
}

/** The installed declarations of the packages that a release imports from. */
export async function foreignOf(release: Release): Promise<ForeignTypes> {
  return readForeignTypes(await declarationsOf(release), await driverOf(release));
}
