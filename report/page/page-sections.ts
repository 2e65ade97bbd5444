/** The sections of the page by the mart that each shows, so that what is missing can say what it costs. */
import type {MartName} from '../marts';

export const MART_SECTIONS: Record<MartName, {id: string; title: string}> = {
  m365__seat_inventory: {id: 'products', title: 'Products'},
  m365__wasted_seats: {id: 'list', title: 'Wasted seats'},
  m365__license_assignments: {id: 'assignments', title: 'How seats are assigned'},
  m365__right_sizing: {id: 'right-sizing', title: 'Smaller licences'},
  m365__renewals: {id: 'renewals', title: 'Renewals'},
  m365__department_costs: {id: 'departments', title: 'Departments'},
  m365__copilot_adoption: {id: 'copilot', title: 'Copilot'},
  m365__storage: {id: 'storage', title: 'Storage'},
  m365__admin_mfa_gaps: {id: 'administrators', title: 'Administrators without MFA'},
  m365__daily_activity: {id: 'daily-use', title: 'Daily use'},
  m365__seat_history: {id: 'changes', title: 'Changes'},
  m365__seat_changes: {id: 'changes', title: 'Changes'},
};
