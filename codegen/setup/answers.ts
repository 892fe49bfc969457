/** The answers needed to set a project up for its own wrapper classes. */
export interface Answers {
  /** Names and paths. */
  readonly frameworks: readonly string[];
  /** `packaged`, or the folder of the project's own spec. */
  readonly spec: string;
  readonly out: string;
  /** Whether the config is TypeScript rather than YAML. */
  readonly typescript: boolean;
  /** Whether `package.json` gets scripts. */
  readonly script: boolean;
  /** Whether to add a GitHub workflow that checks for drift. */
  readonly workflow: boolean;
}

/** What is known about a project before asking. */
export interface Known {
  /** The built-in frameworks. */
  readonly frameworks: readonly string[];
  /** The built-in frameworks whose packages the project has. */
  readonly suggested: readonly string[];
}
