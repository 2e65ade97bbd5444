/** Connections that break, and answers that never end. */
import {PASSES} from './fault-kind';
import type {FaultKind} from './fault-kind';

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
    neverEnds: true,
  },
  {
    title: 'a body that stops in its middle',
    fault: () => ({action: 'stall'}),
    endings: PASSES,
    neverEnds: true,
    strikes: ['page', 'file', 'token'],
  },
  {
    title: 'a body that comes in drops without end',
    fault: () => ({action: 'drip'}),
    endings: PASSES,
    neverEnds: true,
    strikes: ['page', 'file', 'token'],
  },
];
