/** What reports say of a person, in place of what the seed would give. Days count back from the start of the tenant. */
import type {Workload} from './reports/activity';
import type {Activatable} from './services';

/** What the report on registered methods says in place of what the seed would give. */
export interface RegistrationFacts {
  isAdmin: boolean;
  /** Whether the policy allows one of the methods. */
  isMfaCapable: boolean;
  methodsRegistered: readonly string[];
}

export interface UsageFacts {
  /** The last use of each service; a service that is not here was never used. */
  lastUseDaysAgo: Partial<Record<Workload, number>>;
  mailboxBytes?: number;
  hasArchive?: boolean;
  oneDriveBytes?: number;
  /** Whether the desktop apps were used in the period. */
  usesDesktopApps?: boolean;
  /** Null: listed without a date; a product type that is not here is not listed. */
  activatedDaysAgo?: Partial<Record<Activatable, number | null>>;
  /** When the services of the person's products were assigned. */
  assignedDaysAgo?: number;
  /** Left out of the report about Copilot. */
  isWithoutCopilotRow?: true;
  /** Left out of the report about mailboxes. */
  isWithoutMailboxRow?: true;
  registration?: RegistrationFacts;
}
