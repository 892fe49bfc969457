/**
 * A framework for the oracle: its map, `test/types/maps/<name>.ts`, and how its calls differ from the driver's.
 */
export interface OracleFramework {
  /** `motorized/<name>`, and the name of its map. */
  readonly name: string;
  /** Whether asynchronous methods accept a callback as an optional last argument. */
  readonly takesCallbacks: boolean;
  /**
   * The classes whose objects are recipes. Their properties cannot be assigned, and `At` in the map says which of
   * their members are on a run.
   */
  readonly recipes: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** The classes whose objects are recipes in lazy frameworks. */
const RECIPES: ReadonlySet<string> = new Set([
  'AbstractCursor',
  'ExplainableCursor',
  'FindCursor',
  'AggregationCursor',
  'ListCollectionsCursor',
  'ListIndexesCursor',
  'ListSearchIndexesCursor',
  'RunCommandCursor',
  'ChangeStream',
]);

/** The frameworks that are compared with the driver. Each has a line here and a map. */
export const ORACLE_FRAMEWORKS: readonly OracleFramework[] = [
  { name: 'promise', takesCallbacks: false, recipes: NONE },
  { name: 'callback', takesCallbacks: true, recipes: NONE },
  { name: 'rxjs', takesCallbacks: false, recipes: RECIPES },
  { name: 'effect', takesCallbacks: false, recipes: RECIPES },
];
