/** What documentation, templates and the Azure portal have in the place of a client secret. */

const WORDS = new Set([
  ...['secret', 'secretid', 'secretvalue', 'yoursecret', 'mysecret', 'changeme', 'password'],
  ...['clientsecret', 'clientsecretid', 'clientsecretvalue', 'yourclientsecret', 'myclientsecret'],
  ...['valueoftheclientsecret', 'appsecret', 'applicationsecret', 'azureclientsecret'],
]);

/** `<client secret>`, `${CLIENT_SECRET}`, `{{ secrets.client }}`, `%SECRET%`, `xxxx`. */
const LIKE_PLACEHOLDER = /^\$?(<[\w .-]+>|\{+[\w .:-]+\}+|\([\w .-]+\)|%\w+%)$|^x{4,}$/i;

export function isSecretPlaceholder(text: string): boolean {
  const word = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return WORDS.has(word) || LIKE_PLACEHOLDER.test(text.trim());
}

/** The portal shows a secret once; from then on its first characters and a mask. */
export function isSecretOfPortal(text: string): boolean {
  return /^.{0,6}[*•●]{4,}$/.test(text.trim());
}
