/** $expand of users: the manager, in the forms and within the limits of Graph. */
import {badRequest, unsupportedQuery} from './graph-errors';
import {readSelect} from './odata-query';
import type {UserField} from './user';

/** Of a list with related objects, whatever $top says. */
export const MAX_EXPANDED_PAGE_SIZE = 100;

/** The properties of the manager that a request wants; undefined where it wants none. */
export function readExpansion(expand: string | undefined): readonly UserField[] | undefined {
  if (expand === undefined) return undefined;
  const [form, select] = /^manager(?:\(\$select=([\w,]+)\))?$/i.exec(expand) ?? [];
  if (form !== undefined) return readSelect(select);
  throw badRequest('Parsing OData Select and Expand failed.');
}

/** Graph goes to another store for an advanced query, which knows no relationships. */
export function refuseAdvancedExpansion(expand: string | undefined, isAdvanced: boolean): void {
  if (expand === undefined || !isAdvanced) return;
  throw unsupportedQuery(
    "Unsupported or invalid query filter clause specified for property 'userPrincipalName' of resource 'User'.",
  );
}
