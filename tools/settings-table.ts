/** The settings of the connector, as its specification describes them. */
import type {JsonSchema} from '../src/config/spec';
import {code, table} from './markdown-table';

type Setting = JsonSchema & {description?: string; default?: unknown};

export function settingsTable(form: JsonSchema): string[] {
  return table(['Setting', 'In the form', 'Meaning', 'Values', 'Default'], rowsOf(form, ''));
}

/** A setting that has one constant value tells the branches of a choice apart: no row of its own. */
function rowsOf(
  {properties = {}, oneOf = [], required = []}: JsonSchema,
  prefix: string,
): string[][] {
  const own = Object.entries(properties).flatMap(([key, setting]: [string, Setting]) => {
    if (setting.const !== undefined) return [];
    const path = `${prefix}${key}`;
    const row = [
      code(path),
      setting.title ?? '',
      setting.description ?? '',
      valuesOf(setting),
      defaultOf(setting, required.includes(key)),
    ];
    return [row, ...rowsOf(setting, `${path}.`)];
  });
  return [...own, ...oneOf.flatMap((branch) => rowsOf(branch, prefix))];
}

function valuesOf(setting: Setting): string {
  const {type, enum: values, minimum, maximum, oneOf} = setting;
  if (values) return values.map((value) => code(String(value))).join(', ');
  if (oneOf) return oneOf.map(branchName).join(', ');
  if (type === 'integer') return `${minimum} to ${maximum}`;
  if (type === 'array') return 'list of strings';
  if (type === 'object') return 'object';
  const form = setting.pattern_descriptor ? code(setting.pattern_descriptor) : 'string';
  return setting.airbyte_secret ? `${form}, secret` : form;
}

/** Such as `{"auth_type": "client_secret", …}`. */
function branchName({properties = {}}: JsonSchema): string {
  const named = Object.entries(properties).flatMap(([key, {const: constant}]) =>
    constant === undefined ? [] : `${JSON.stringify(key)}: ${JSON.stringify(constant)}`,
  );
  const others = Object.keys(properties).length > named.length ? ['…'] : [];
  return code(`{${[...named, ...others].join(', ')}}`);
}

function defaultOf({default: value}: Setting, isRequired: boolean): string {
  if (isRequired) return 'required';
  return value === undefined ? 'none' : code(JSON.stringify(value));
}
