/** Something that whoever set up the connection should know; full sentences. */
export interface Finding {
  level: 'INFO' | 'WARN';
  text: string;
}
