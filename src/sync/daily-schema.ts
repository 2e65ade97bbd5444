import type {Stream} from './load-streams';

/** The schema of a report's daily slices: that of its snapshot, and the day. */
export function composeDailySchema(snapshot: Stream['schema']): Stream['schema'] {
  const {id, ...properties} = snapshot.properties;
  const title = `${String(snapshot['title'])}, by day`;
  const description = `${String(snapshot['description'])} One slice for each day.`;
  return {...snapshot, title, description, properties: {id: id!, reportDate: DAY, ...properties}};
}

const DAY = {
  type: 'string',
  format: 'date',
  description: 'The day that the row is about, in UTC.',
};
