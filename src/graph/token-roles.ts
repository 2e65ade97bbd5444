/**
 * The application permissions in a token (claim `roles`), for advice and never as proof: other
 * rights can also grant access. Without admin consent the claim is absent.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @returns undefined when the token cannot be read.
 */
export function rolesIn(token: string): readonly string[] | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const {roles = []} = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      roles?: unknown;
    };
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** What a request needs: of each group one permission. */
export type Needs = readonly (readonly string[])[];

/** Whether the roles have one of each group; false where they are not known. */
export function covers(roles: readonly string[] | undefined, needs: Needs): boolean {
  return roles !== undefined && needs.every((group) => group.some((name) => roles.includes(name)));
}
