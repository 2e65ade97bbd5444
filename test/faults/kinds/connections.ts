/** Connections that break, and answers that never end. */
import {DEFAULT_TIMEOUTS} from '../../../src/graph/timeouts';
import {PASSES} from './fault-kind';
import type {FaultKind} from './fault-kind';

/** Long for what is well, short for who has to wait. */
const IMPATIENT = {...DEFAULT_TIMEOUTS, silenceMs: 150, signInMs: 150};

export const CONNECTIONS: FaultKind[] = [
  {
    title: 'connections refused',
    fault: () => ({action: 'refuse'}),
    endings: PASSES,
    waits: 'own',
    goesAway: true,
  },
  {
    title: 'a reset before the body',
    fault: () => ({action: 'reset'}),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'a reset within the body',
    fault: () => ({action: 'resetMidway'}),
    endings: PASSES,
    waits: 'own',
    strikes: ['page', 'file', 'token'],
  },
  {
    title: 'no answer at all',
    fault: () => ({action: 'hang'}),
    endings: PASSES,
    timeouts: IMPATIENT,
  },
  {
    title: 'a body that stops in its middle',
    fault: () => ({action: 'stall'}),
    endings: PASSES,
    timeouts: IMPATIENT,
    strikes: ['page', 'file', 'token'],
  },
  {
    title: 'a body that comes in drops without end',
    fault: () => ({action: 'drip'}),
    endings: PASSES,
    timeouts: {...DEFAULT_TIMEOUTS, textMs: 150, fileMs: 150, signInMs: 150},
    strikes: ['page', 'file', 'token'],
  },
];
