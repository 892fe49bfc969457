/**
 * What a project says once and for all, in `motorized.config.yaml` or `motorized.config.ts`. Every key is an option of a command, which comes
 * before it where it is given. Paths are relative to the file.
 */
export interface MotorizedConfig {
  /** The driver whose declarations are read: a version, a package folder or a declaration file. The installed one by default. */
  readonly driver?: string | undefined;
  /** The folder of the spec, or `packaged` for the one that comes with the generator. */
  readonly spec?: string | undefined;
  /** Frameworks that come with the generator by their names, others by their paths, which have a `/`. */
  readonly frameworks?: readonly string[] | undefined;
  /** What is chosen of the options of frameworks: `effect.absent=null`. */
  readonly options?: readonly string[] | undefined;
  /** The folder of the wrapper classes. */
  readonly out?: string | undefined;
  /** Links to the driver's documentation, or all of it. */
  readonly docs?: 'links' | 'full' | undefined;
  /** The compiled package, or the folder with the compiled classes, for `synchro` and `conformance`. */
  readonly generated?: string | undefined;
  /** The module whose `startServer()` gives a server, for `synchro` and `conformance`. */
  readonly server?: string | undefined;
  readonly drift?:
    | {
        /** What to compare with: a driver, or `surface`. */
        readonly against?: string | undefined;
        /** How much to look at. */
        readonly preset?: 'strict' | 'claims' | 'names' | undefined;
        /** The least severity that is a failure. */
        readonly failOn?: 'error' | 'warning' | 'info' | undefined;
        /** How to write the report. */
        readonly format?: 'text' | 'json' | 'github' | undefined;
      }
    | undefined;
  readonly lines?:
    | {
        /** The first release of the registry to look at. */
        readonly from?: string | undefined;
      }
    | undefined;
  readonly follow?:
    | {
        /** The changelog that gets a line. */
        readonly changelog?: string | undefined;
        /** A command that writes what else is committed, such as reports. */
        readonly write?: string | undefined;
        /** The command that compiles, or `false` for none. */
        readonly compile?: string | false | undefined;
        /** The command that tests, or `false` for none. */
        readonly test?: string | false | undefined;
      }
    | undefined;
  readonly synchro?:
    | {
        /** The folder or archive of the driver's repository. */
        readonly source?: string | undefined;
      }
    | undefined;
  readonly packages?:
    | {
        /** The page that says which package to install. */
        readonly page?: string | undefined;
        /** Documents that tell of the packages between two marks. */
        readonly within?: readonly string[] | undefined;
        /** The newest package, whose files beside the modules the others take. */
        readonly template?: string | undefined;
      }
    | undefined;
}

/** A config as it is, with types: `export default defineConfig({ ... })`. */
export function defineConfig(config: MotorizedConfig): MotorizedConfig {
  return config;
}
