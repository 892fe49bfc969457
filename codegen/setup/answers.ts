/** What has to be known to set a project up for wrapper classes of its own. */
export interface Answers {
  /** Names and paths. */
  readonly frameworks: readonly string[];
  /** `packaged`, or the folder of a spec of the project's own. */
  readonly spec: string;
  readonly out: string;
  /** Whether the config is TypeScript, and not YAML. */
  readonly typescript: boolean;
  /** Whether `package.json` gets scripts. */
  readonly script: boolean;
  /** Whether GitHub checks for drift. */
  readonly workflow: boolean;
}

/** What is known of a project before anybody is asked. */
export interface Known {
  /** The frameworks that come with the generator. */
  readonly frameworks: readonly string[];
  /** Of these the ones whose packages the project has. */
  readonly suggested: readonly string[];
}
