/** The rows of m365__admin_mfa_gaps: enabled administrators without a second factor that works. */
import type {Company} from './company';
import type {Row} from './row';

export function adminMfaGaps({tenant, situation, people}: Company): Row[] {
  const registrations = situation.hasSignIns ? tenant.registrations() : [];
  const persons = new Map(people.map((person) => [person.user.id, person]));
  return registrations
    .filter(
      ({isAdmin, isMfaRegistered, isMfaCapable}) => isAdmin && !(isMfaRegistered && isMfaCapable),
    )
    .flatMap(({id, isMfaRegistered, isMfaCapable, methodsRegistered}) => {
      const person = persons.get(id);
      if (!person?.user.accountEnabled) return [];
      return [
        {
          user_id: id,
          user_principal_name: person.user.userPrincipalName,
          display_name: person.user.displayName,
          is_mfa_registered: isMfaRegistered,
          is_mfa_capable: isMfaCapable,
          methods: [...methodsRegistered].sort().join(',') || null,
          last_seen_date: person.lastSeen?.day ?? null,
        },
      ];
    });
}
