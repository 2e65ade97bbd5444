/** Which functions a test runs: a test can only detect a mutant in a function that it runs. */
import ts from 'typescript';
import {mutate, parse} from './mutants';

/** Where the test environment finds the names of the functions that ran. */
export const RAN = '__functionsThatRan';

/** The file with a note of its name at the start of every function that has a block. */
export function instrument(file: string, text: string): string {
  const bodies = bodiesOf(file, text).map((body) => body.getStart() + 1);
  const [prologue] = parse(file, text).statements;
  const places = [prologue?.getEnd() ?? 0, ...bodies].sort((a, b) => b - a);
  return places.reduce((changed, place) => {
    const name = bodies.includes(place) ? `${file}:${place}` : `${file}:0`;
    const note = `;(globalThis.${RAN} ??= new Set()).add(${JSON.stringify(name)});`;
    return mutate(changed, {start: place, end: place, text: note});
  }, text);
}

/** The name of the innermost such function at a position of a file; of its top level, `file:0`. */
export function functionAt(file: string, text: string): (position: number) => string {
  const bodies = bodiesOf(file, text);
  return (position) => {
    const around = bodies.filter(
      ({parent}) => parent.getStart() <= position && position < parent.getEnd(),
    );
    const innermost = around.at(-1);
    return `${file}:${innermost ? innermost.getStart() + 1 : 0}`;
  };
}

/** Outer ones before inner ones. */
function bodiesOf(file: string, text: string): ts.Block[] {
  const bodies: ts.Block[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) && ts.isFunctionLike(node.parent)) bodies.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parse(file, text));
  return bodies;
}
