import { VERSION } from './version.js';

/** The method of the driver's client for libraries that are built on it. */
interface Introducible {
  appendMetadata?(driverInfo: { name: string; version: string; platform: string }): void;
}

/** Adds this package and the framework to the metadata that the client sends to the server. Returns the client. */
export function introduce<C extends Introducible>(client: C, framework: string): C {
  client.appendMetadata?.({ name: 'motorized', version: VERSION, platform: framework });
  return client;
}
