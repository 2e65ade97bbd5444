import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {RESOURCES_FOLDER} from '../package-folder';
import type {ProductNameLookup} from './stream';

interface NamesFile {
  /** The date of Microsoft's list. */
  as_of: string;
  names: [id: string, stringId: string, name: string][];
}

/** A product or a service plan. */
interface NamedProduct {
  stringId: string;
  name: string;
}

/** Names by id, then by string id, whatever the case. An ambiguous string id has no name. */
class NameTable {
  private readonly byId = new Map<string, NamedProduct>();
  /** Undefined where one string id has several names. */
  private readonly byStringId = new Map<string, NamedProduct | undefined>();
  readonly asOf: string;

  constructor(file: string) {
    const {as_of, names} = JSON.parse(
      readFileSync(join(RESOURCES_FOLDER, file), 'utf8'),
    ) as NamesFile;
    this.asOf = as_of;
    for (const [id, stringId, name] of names) {
      this.byId.set(id.toLowerCase(), {stringId, name});
      const key = stringId.toLowerCase();
      const isAmbiguous = this.byStringId.has(key) && this.byStringId.get(key)?.name !== name;
      this.byStringId.set(key, isAmbiguous ? undefined : {stringId, name});
    }
  }

  find(id: unknown, stringId: unknown): NamedProduct | undefined {
    const found = typeof id === 'string' ? this.byId.get(id.toLowerCase()) : undefined;
    if (found || typeof stringId !== 'string') return found;
    return this.byStringId.get(stringId.toLowerCase());
  }
}

/** Microsoft's lists of product names, as shipped. Loaded when first used. */
export class ProductNames implements ProductNameLookup {
  private products: NameTable | undefined;
  private plans: NameTable | undefined;

  product(skuId: unknown, skuPartNumber?: unknown): string | null {
    return this.productTable.find(skuId, skuPartNumber)?.name ?? null;
  }

  /** The string id of a product, for where Graph gives the id alone. */
  skuPartNumber(skuId: unknown): string | null {
    return this.productTable.find(skuId, undefined)?.stringId ?? null;
  }

  servicePlan(servicePlanId: unknown, servicePlanName?: unknown): string | null {
    this.plans ??= new NameTable('service-plan-names.json');
    return this.plans.find(servicePlanId, servicePlanName)?.name ?? null;
  }

  /** The date of the list. */
  get asOf(): string {
    return this.productTable.asOf;
  }

  private get productTable(): NameTable {
    this.products ??= new NameTable('sku-names.json');
    return this.products;
  }
}
