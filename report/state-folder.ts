/** What --state-folder keeps between two runs: where the last read ended, and the tables that go with it. */
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {StreamState} from './connector/arrived-stream';
import {ReportError} from './errors';
import {writePrivateFile} from './private-file';

interface SavedStates {
  /** Of the sync whose rows are in the tables. */
  sync_id: string;
  states: readonly StreamState[];
}

export class StateFolder {
  constructor(private readonly folder: string) {
    mkdirSync(folder, {recursive: true, mode: 0o700});
  }

  /** Where the tables are kept if no other file is named. */
  get databaseFile(): string {
    return join(this.folder, 'tables.duckdb');
  }

  /**
   * @param syncId of the tables.
   * @returns none where the tables are not those that the states belong to: everything is read then.
   * @throws ReportError where the file is damaged.
   */
  statesFor(syncId: string | undefined): readonly StreamState[] {
    if (!existsSync(this.stateFile)) return [];
    const {sync_id: saved, states} = this.load();
    return saved === syncId ? states : [];
  }

  save(syncId: string, states: readonly object[]): void {
    writePrivateFile(this.stateFile, [`${JSON.stringify({sync_id: syncId, states})}\n`]);
  }

  /** Tables that change have no state until they have changed. */
  forget(): void {
    rmSync(this.stateFile, {force: true});
  }

  private load(): SavedStates {
    try {
      return JSON.parse(readFileSync(this.stateFile, 'utf8')) as SavedStates;
    } catch {
      throw new ReportError(
        `${this.stateFile} is damaged. Delete it: the next run reads everything again.`,
      );
    }
  }

  private get stateFile(): string {
    return join(this.folder, 'state.json');
  }
}
