/**
 * The settings of a project, in `motorized.config.yaml` or `motorized.config.ts`. Every key is the default of a
 * command's option. Paths are relative to the file.
 */
export interface MotorizedConfig {
  /**
   * The driver whose declarations are read: a version, a package folder or a declaration file. Default: the installed
   * one.
   */
  readonly driver?: string | undefined;
  /** The folder of the spec, or `packaged` for the one in the generator's package. */
  readonly spec?: string | undefined;
  /** Built-in frameworks by name, others by their paths, which have a `/`. */
  readonly frameworks?: readonly string[] | undefined;
  /** The choices for the options of frameworks: `effect.absent=null`. */
  readonly options?: readonly string[] | undefined;
  /** The folder of the wrapper classes. */
  readonly out?: string | undefined;
  /** Links to the driver's documentation, or all of it. */
  readonly docs?: 'links' | 'full' | undefined;
  /** The compiled package, or the folder with the compiled classes, for `synchro` and `conformance`. */
  readonly generated?: string | undefined;
  /** The module whose `startServer()` starts a server, for `synchro` and `conformance`. */
  readonly server?: string | undefined;
  readonly drift?:
    | {
        /** What to compare with: a driver, or `surface`. */
        readonly against?: string | undefined;
        /** How much to check. */
        readonly preset?: 'strict' | 'claims' | 'names' | undefined;
        /** The lowest severity that is a failure. */
        readonly failOn?: 'error' | 'warning' | 'info' | undefined;
        /** The format of the report. */
        readonly format?: 'text' | 'json' | 'github' | undefined;
      }
    | undefined;
  readonly lines?:
    | {
        /** The first release of the registry to check. */
        readonly from?: string | undefined;
      }
    | undefined;
  readonly follow?:
    | {
        /** The changelog to add a line to. */
        readonly changelog?: string | undefined;
        /** A command that writes other committed files, such as reports. */
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
        /** Documents that list the packages between two marks. */
        readonly within?: readonly string[] | undefined;
        /** The newest package, which is the template for the others. */
        readonly template?: string | undefined;
      }
    | undefined;
}

/** Returns a config unchanged, but typed: `export default defineConfig({ ... })`. */
export function defineConfig(config: MotorizedConfig): MotorizedConfig {
  return config;
}
