import type { Driver } from '../../model/driver.js';

/** The name by which users know what is declared as `name`: the one that it is exported by. */
export function publicName(driver: Driver, name: string): string {
  return driver.exports.find((each) => each.local === name)?.name ?? name;
}

/** The name that a driver declares something by that users know as `name`. */
export function declaredName(driver: Driver, name: string): string {
  return driver.exports.find((each) => each.name === name)?.local ?? name;
}

/** How another driver declares what this one declares as `name`: bundlers number names anew with each release. */
export function counterpart(from: Driver, to: Driver, name: string): string {
  return declaredName(to, publicName(from, name));
}
