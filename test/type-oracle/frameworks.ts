/** A framework as the oracle sees it: its module, `test/types/maps/<name>.ts`, and what its calls take besides the driver's. */
export interface OracleFramework {
  /** `motorized/<name>`, and the name of its map. */
  readonly name: string;
  /** Whether asynchronous methods take a callback as an optional last argument. */
  readonly takesCallbacks: boolean;
}

/** The frameworks that are compared with the driver: one line, and one map, each. */
export const ORACLE_FRAMEWORKS: readonly OracleFramework[] = [
  { name: 'promise', takesCallbacks: false },
  { name: 'callback', takesCallbacks: true },
];
