/** A text for readers, and where it stands. */
export interface Passage {
  /** Path in the repository. */
  file: string;
  /** Line on which the text begins, from 1. */
  line: number;
  /** Markdown; parts that are filled in when the program runs are code. */
  markdown: string;
}

export interface Finding {
  file: string;
  line: number;
  rule: string;
  text: string;
}

/** What stands for a part of a text that is filled in when the program runs. */
export const FILLED_IN = '`…`';
