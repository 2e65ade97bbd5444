/** Which properties objects have, of which types, and how often they are null. Never their values. */
import {isJsonObject} from '../src/airbyte/messages';
import {DOCUMENTED_VALUES} from './documented-values';
import {withoutIds} from './endpoint-template';

export interface PropertyShape {
  /** Objects that have the property. */
  seen: number;
  nulls: number;
  types: string[];
  /** Of a property with documented values: those that are not among them. */
  undocumentedValues?: string[];
}

/** By path, such as `assignedLicenses[].skuId`. */
export type PropertyShapes = Record<string, PropertyShape>;

const MAX_DEPTH = 4;
const MAX_NEW_VALUES = 20;
/** A property may be called as the organisation likes; an unusual name is not repeated. */
const USUAL_NAME = /^[@A-Za-z_][\w.@-]{0,80}$/;
/** What documented values look like; another text is not repeated. */
const USUAL_VALUE = /^[A-Za-z][A-Za-z0-9]{0,40}$/;

export function addShapes(shapes: PropertyShapes, value: unknown, place = TOP): void {
  if (place.depth > MAX_DEPTH) return;
  const depth = place.depth + 1;
  if (Array.isArray(value)) {
    for (const item of value) addItem(shapes, item, {path: `${place.path}[]`, depth});
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const shown = USUAL_NAME.test(name) ? withoutIds(name) : '{unusual name}';
      const path = place.path === '' ? shown : `${place.path}.${shown}`;
      addItem(shapes, member, {path, depth});
    }
  }
}

interface Place {
  path: string;
  depth: number;
}

const TOP: Place = {path: '', depth: 0};

function addItem(shapes: PropertyShapes, value: unknown, place: Place): void {
  const shape = (shapes[place.path] ??= {seen: 0, nulls: 0, types: []});
  shape.seen += 1;
  if (value === null) shape.nulls += 1;
  const type = typeName(value);
  if (!shape.types.includes(type)) shape.types.push(type);
  addUndocumented(shape, place.path, value);
  addShapes(shapes, value, place);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function addUndocumented(shape: PropertyShape, path: string, value: unknown): void {
  const documented = DOCUMENTED_VALUES[path];
  if (!documented || typeof value !== 'string' || documented.includes(value)) return;
  const values = (shape.undocumentedValues ??= []);
  const shown = USUAL_VALUE.test(value) ? value : '{unusual value}';
  if (values.length < MAX_NEW_VALUES && !values.includes(shown)) values.push(shown);
}
