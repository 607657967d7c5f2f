declare module "@custom-elements-manifest/analyzer/cli.js" {
  /** Runs the analyzer; gives its manifest. */
  export function cli(options: {
    readonly argv: readonly string[];
    readonly cwd: string;
    readonly noWrite: boolean;
  }): Promise<unknown>;
}
