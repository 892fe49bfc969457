/**
 * A framework as the oracle sees it: its module, `test/types/maps/<name>.ts`, and how its calls differ from the
 * driver's.
 */
export interface OracleFramework {
  /** `motorized/<name>`, and the name of its map. */
  readonly name: string;
  /** Whether asynchronous methods take a callback as an optional last argument. */
  readonly takesCallbacks: boolean;
  /**
   * The classes whose objects are recipes: nothing can be assigned to them, and their map says by `At` which of their
   * members are on a run.
   */
  readonly recipes: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** What is a recipe in lazy frameworks. */
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

/** The frameworks that are compared with the driver: one line, and one map, each. */
export const ORACLE_FRAMEWORKS: readonly OracleFramework[] = [
  { name: 'promise', takesCallbacks: false, recipes: NONE },
  { name: 'callback', takesCallbacks: true, recipes: NONE },
  { name: 'rxjs', takesCallbacks: false, recipes: RECIPES },
  { name: 'effect', takesCallbacks: false, recipes: RECIPES },
];
