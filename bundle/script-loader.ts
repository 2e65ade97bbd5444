import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Script} from 'node:vm';
import {cacheFileOf, checkedData} from './code-cache';
import {scriptNameOf} from './script-name';

/** What a script of the bundle is: a CommonJS module with the names that it uses. */
type ScriptFunction = (
  module: {exports: object},
  require: (id: string) => unknown,
  folder: string,
) => void;

/** Loads the scripts of the bundle as Node.js loads modules, each with its code cache where that fits. */
export class ScriptLoader {
  private readonly modules = new Map<string, {exports: object}>();

  /** @param requireOther loads what is not in the bundle: what Node.js brings. */
  constructor(
    private readonly folder: string,
    private readonly requireOther: NodeJS.Require,
  ) {}

  /** @param name of a file in the folder. */
  load(name: string): object {
    const known = this.modules.get(name);
    if (known) return known.exports;
    const module = {exports: {}};
    this.modules.set(name, module);
    const file = join(this.folder, name);
    const run = compile(file).runInThisContext() as ScriptFunction;
    run(module, this.require, this.folder);
    return module.exports;
  }

  private readonly require = (id: string): unknown =>
    id.startsWith('./') ? this.load(id.slice('./'.length)) : this.requireOther(id);
}

export function compile(file: string): Script {
  const code = readFileSync(file);
  const cachedData = readCodeCache(file, code);
  return new Script(code.toString('latin1'), {
    filename: scriptNameOf(file),
    ...(cachedData && {cachedData}),
  });
}

function readCodeCache(file: string, code: Buffer): Buffer | undefined {
  try {
    return checkedData(code, readFileSync(cacheFileOf(file)));
  } catch {
    return undefined;
  }
}
