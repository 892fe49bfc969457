import { VERSION } from './version.js';

/** What the driver's client has for libraries that build on it. */
interface Introducible {
  appendMetadata?(driverInfo: { name: string; version: string; platform: string }): void;
}

/**
 * Names this package and the framework in what the driver's client tells the server of itself; gives the client back.
 */
export function introduce<C extends Introducible>(client: C, framework: string): C {
  client.appendMetadata?.({ name: 'motorized', version: VERSION, platform: framework });
  return client;
}
