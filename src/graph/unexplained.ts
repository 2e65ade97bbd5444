/** Whether what a service says of an error tells what is wrong. */

/** Words and marks that a text without a reason is made of, such as the name of its status. */
const EMPTY_WORDS =
  /^(?:[\W\d_]|bad ?request|conflict|request|not ?found|unknown|unexpected|internal|general|server|error|exception|code|message|null|an|has|occurred)*$/i;

/** A service in trouble says so with any status. */
const PASSING =
  /try again|retry (later|the request|after)|temporar|transient|time(d|s)? ?out|busy|(not|un) ?available|internal ?server ?error/i;

/**
 * Whether code and text name no reason, or one that passes: Graph gives such answers by mistake,
 * and the same request is mostly answered when it comes again.
 */
export function isUnexplained(code: string, text: string): boolean {
  const said = `${code} ${text}`;
  return EMPTY_WORDS.test(said) || PASSING.test(said);
}
