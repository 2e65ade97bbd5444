/**
 * Phrases to avoid, each with what to write instead. The first list is the project's own: words of which readers
 * had to read a sentence twice, and the field's word for each.
 */
import type {Phrase} from './own-rules';

type Entry = readonly [avoid: RegExp, instead: string];

const NATURAL: readonly Entry[] = [
  [
    /\b(is|are|was|were|be|been) told\b/i,
    'write "is logged", "is reported" or "the message names"',
  ],
  [/\btells? of\b/i, 'write "shows" or "reveals"'],
  [/\bfor want of\b/i, 'write "because … is missing"'],
  [/\b(rows?|tables?|states?|reads?) of before\b/i, 'write "existing" or "earlier"'],
  [/\b(period of grace)\b/i, 'write "grace period"'],
  [/\bgranted without need\b|\bneedless\b/i, 'write "unused"'],
  [/\bside by side\b/i, 'write "concurrently" or "in parallel"'],
  [/\bwhoever\b|\bwhosoever\b/i, 'name the person'],
  [/\b(heeds?|heeded|obeys?|obeyed)\b/i, 'write "honours"'],
  [/\bheld by (a |an |the )?tests?\b|\btests? holds?\b/i, 'write "covered by tests" or "checks"'],
  [/\banew\b/i, 'write "again"'],
  [/\bfor ever\b/i, 'write "forever" or "never ends"'],
  [/\bof whom\b/i, 'make it two sentences'],
  [/\b(go|goes|went|going) on\b/i, 'write "continues" or "resumes"'],
  [/\bgives? way\b/i, 'write "is shortened" or "is left out"'],
  [/\bis no(ne|body|thing)?'?s promise\b/i, 'write "is not guaranteed"'],
  [/\bstands? (there|beside|behind|for it)\b/i, 'write "is"'],
  [/\b(does|do|did|to) without (it|one|them)\b/i, 'write "does not need"'],
  [/\bnot (be )?invented\b|\binvents? (no|any)\b/i, 'write "has no row" or "is null"'],
  [/\bparted by\b/i, 'write "separated by"'],
  [/\bcosts? (its|the|a) rows?\b/i, 'write "the row is kept" or "drops the row"'],
  [/\bsay `(?! and)/i, 'write "use"'],
  [/\bbrings? (the|its|a|their|up)\b/i, 'write "returns", "contains" or "adds"'],
  [/\bas many .* as\b.*\bas many\b/i, 'make it two sentences'],
  [/\b(hence|whence|thereof|whereof|wherein|thereby|whilst)\b/i, 'use a plain word'],
  [/\b(it|this|that) is to be\b|\bare to be\b|\bis to be\b/i, 'write "must" or "should"'],
];

const HIDDEN_ACTOR: readonly Entry[] = [
  [/\bit (is|was|has been) (\w+ed|known|said|thought|seen|found) that\b/i, 'say who'],
  [/\b(should|must|can|may) be (ensured|noted|seen to|taken care of)\b/i, 'say who does what'],
  [
    /\b(is|are|was|were) (asked|meant|wanted|wished|believed|supposed)\b/i,
    'say who asks or means it',
  ],
];

const WEASEL: readonly Entry[] = [
  [
    /\b(very|really|quite|basically|obviously|clearly|of course|actually|simply|easily|fairly|extremely)\b/i,
    'leave it out',
  ],
  [/\b(various|a number of|several kinds of|a lot of|lots of)\b/i, 'say how many or which'],
  [
    /\b(more or less|kind of (?=a )|sort of|so to (say|speak)|as it were|in a way)\b/i,
    'leave it out',
  ],
  [/\betc\b|\band so on\b|\bamong others\b/i, 'name them, or write "such as"'],
  [/\b(in order to|so as to)\b/i, 'write "to"'],
  [/\b(utili[sz]e|leverage)s?\b/i, 'write "use"'],
];

const DOUBLE_NEGATION: readonly Entry[] = [
  [
    /\b(not|never|no) (without|unlike|impossible|unlikely|uncommon|unusual|unknown|unable)\b/i,
    'say it positively',
  ],
  [/\b(cannot|can not|do not|does not|did not|must not) not\b/i, 'say it positively'],
  [
    /\b(nothing|nobody|none|never|no) [^,;:]* (is|are|was|were|does|do|has|have|can) not\b/i,
    'say it positively',
  ],
  [/\b(neither|nor)\b.*\bnot\b.*\bnor\b/i, 'say it positively'],
];

const TERMS: readonly Entry[] = [
  [/\bemails?\b/i, 'write "e-mail"'],
  [/\bazure (ad|active directory)\b|\baad\b(?!STS)/i, 'write "Microsoft Entra ID"'],
  [/\bentra ad\b|(?<!Microsoft )\bEntra ID\b(?! (P1|P2|Free))/, 'write "Microsoft Entra ID"'],
  [/\b(signin|sign-in to|log-in|logon)\b/i, 'write "sign-in" for the noun, "sign in" for the verb'],
  [
    /\blicenses?\b(?! (2\.0|Agreement))/i,
    'write "licence" for the noun, "licensed" for what has one',
  ],
  [/\badministrator consent\b|\badmin-consent\b/i, 'write "admin consent"'],
  [/\b(app|application|client) password\b/i, 'write "client secret"'],
  [/\b(time-zone|timezone)s?\b/i, 'write "time zone"'],
  [/\b(user-name|user name)s?\b/i, 'write "username", or "name of the user"'],
  [/\b(full-refresh)\b(?! [a-z]+)/i, 'write "full refresh"'],
  [/\b(multi-factor|two-factor) auth/i, 'write "multifactor authentication"'],
  [
    /\b(one drive|share point|duck db|py ?airbyte(?<!PyAirbyte)|postgres|postgresql(?<!PostgreSQL))\b/i,
    'use its own name',
  ],
  [
    /\b(github(?<!GitHub)|javascript(?<!JavaScript)|typescript(?<!TypeScript)|powershell(?<!PowerShell))\b/i,
    'use its own name',
  ],
];

const PUNCTUATION: readonly Entry[] = [
  [/(?<!\.)\.\.(?!\.)|,,|;;| [,;](?= )/, 'one mark, without a blank before it'],
];

function named(rule: string, entries: readonly Entry[]): Phrase[] {
  return entries.map(([avoid, instead]) => ({avoid, instead, rule}));
}

export const PHRASES: readonly Phrase[] = [
  ...named('natural', NATURAL),
  ...named('hidden-actor', HIDDEN_ACTOR),
  ...named('weasel', WEASEL),
  ...named('double-negation', DOUBLE_NEGATION),
  ...named('term', TERMS),
  ...named('punctuation', PUNCTUATION),
];
