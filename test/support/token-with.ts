/** A token that carries these application permissions, as far as anybody but Graph can tell. */
export function tokenWith(roles: readonly string[]): string {
  const parts = [
    {typ: 'JWT'},
    {aud: 'https://graph.microsoft.com', ...(roles.length > 0 && {roles})},
  ];
  const [header, payload] = parts.map((part) => Buffer.from(JSON.stringify(part)));
  return `${header!.toString('base64url')}.${payload!.toString('base64url')}.c2lnbmF0dXJl`;
}
