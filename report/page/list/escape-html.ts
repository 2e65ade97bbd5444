/** Text as it stands in markup and in quoted attributes; no character of it is markup. Runs in the browser too. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  // NUL and lone halves of surrogate pairs are no HTML.
  const clean = text.replace(/\0/g, '').replace(/[\ud800-\udfff]/gu, '\ufffd');
  return clean.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
