import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const FOLDER = join(__dirname, '..', '..', '..', 'resources');

interface NamesFile {
  /** The day of Microsoft's list that the file was made of. */
  as_of: string;
  /** Id, string id and name of each. */
  names: [id: string, stringId: string, name: string][];
}

/** A product or a service plan in Microsoft's list. */
interface Named {
  stringId: string;
  name: string;
}

/** Names by id, then by string id; capitals do not matter. Unknown is null, never a guess. */
class NameTable {
  private readonly byId = new Map<string, Named>();
  /** Undefined where one string id has several names. */
  private readonly byStringId = new Map<string, Named | undefined>();
  readonly asOf: string;

  constructor(file: string) {
    const {as_of, names} = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as NamesFile;
    this.asOf = as_of;
    for (const [id, stringId, name] of names) {
      this.byId.set(id.toLowerCase(), {stringId, name});
      const key = stringId.toLowerCase();
      const isAmbiguous = this.byStringId.has(key) && this.byStringId.get(key)?.name !== name;
      this.byStringId.set(key, isAmbiguous ? undefined : {stringId, name});
    }
  }

  find(id: unknown, stringId: unknown): Named | undefined {
    const found = typeof id === 'string' ? this.byId.get(id.toLowerCase()) : undefined;
    if (found || typeof stringId !== 'string') return found;
    return this.byStringId.get(stringId.toLowerCase());
  }
}

/** The names under which Microsoft sells products and service plans. Loaded when first asked. */
export class ProductNames {
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

  /** The day of the list. */
  get asOf(): string {
    return this.productTable.asOf;
  }

  private get productTable(): NameTable {
    this.products ??= new NameTable('sku-names.json');
    return this.products;
  }
}
