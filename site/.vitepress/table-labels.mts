/** The markdown-it tokens that this reads and changes. */
interface TableToken {
  type: string;
  content: string;
  children: TableToken[] | null;
  attrSet(name: string, value: string): void;
}

/** Gives each cell the heading of its column, which stands before it where a narrow screen stacks the cells of a row. */
export function labelCells(tokens: readonly TableToken[]): void {
  let headings: string[] = [];
  let column = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'table_open') headings = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') headings.push(plainText(tokens[index + 1]!));
    if (token.type === 'td_open') {
      const label = headings[column];
      if (label) token.attrSet('data-label', label);
      column += 1;
    }
    // Told in so many words, because a style sheet that stacks cells takes the table's own roles away.
    const role = ROLES[token.type];
    if (role) token.attrSet('role', role);
  }
}

function plainText({children}: TableToken): string {
  return (children ?? []).map(({content}) => content).join('');
}

const ROLES: Readonly<Record<string, string>> = {
  table_open: 'table',
  thead_open: 'rowgroup',
  tbody_open: 'rowgroup',
  tr_open: 'row',
  th_open: 'columnheader',
  td_open: 'cell',
};
