/** Whether what a service says of an error tells what is wrong. */

/** What a text without a reason is made of beside marks, such as the name of its status. */
const EMPTY_WORDS = new Set(
  (
    'a an the this that some your its it is was were been be are has have had did does do not no of in to at ' +
    'with while during when for by please and or null undefined none error errors exception message code ' +
    'detail details status reason bad badrequest request requests invalid malformed incorrect notfound found ' +
    'conflict gone unknown unknownerror unexpected unspecified internal general generalexception server ' +
    'service api call operation response result something anything wrong went occurred occured happened ' +
    'failed fails failure failing process processed processing complete completed completing execute ' +
    'executed executing handle handled handling fulfill fulfilled perform performed unable could cannot can'
  ).split(' '),
);

/**
 * Whether code and text name no reason: Graph gives such answers by mistake, and the same request is
 * mostly answered when it comes again.
 */
export function isUnexplained(code: string, text: string): boolean {
  return wordsOf(`${code} ${text}`).every((word) => EMPTY_WORDS.has(word));
}

/** In lower case; those of a name such as `NotFound` apart. */
function wordsOf(text: string): string[] {
  const apart = text.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return apart.toLowerCase().match(/\p{L}+/gu) ?? [];
}
