/**
 * The file of a thread that lies beside a module: compiled where the module is compiled,
 * else as it is written.
 *
 * @param module its `import.meta.url`
 */
export function threadBeside(module: string, name: string): URL {
  return new URL(`./${name}${module.endsWith('.ts') ? '.ts' : '.js'}`, module);
}
