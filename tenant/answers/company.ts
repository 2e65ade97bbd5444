/** The people, products and judged seats of a tenant: what every answer is made from, worked out once. */
import type {Tenant} from '../tenant';
import {Products} from './coverage';
import {People} from './person';
import type {Person} from './person';
import type {ReportRows} from './report-rows';
import {seatsOf} from './seats';
import type {Seat} from './seats';
import type {Situation} from './situation';
import {verdictOf} from './verdict';
import type {Verdict} from './verdict';

export interface JudgedSeat {
  seat: Seat;
  /** Undefined for a seat that is not judged. */
  verdict: Verdict | undefined;
}

export interface Company {
  tenant: Tenant;
  situation: Situation;
  products: Products;
  people: readonly Person[];
  reports: ReportRows;
  seats: readonly JudgedSeat[];
}

export function companyOf(tenant: Tenant, situation: Situation): Company {
  const products = new Products(tenant, situation);
  const everybody = new People(tenant, situation);
  const {reports} = everybody;
  const people = everybody.all();
  const areActiveUsersReadable = reports.isReadable('getOffice365ActiveUserDetail');
  const evidence = {products, situation, areActiveUsersReadable};
  const seats = people
    .flatMap((person) => seatsOf(person, products))
    .map((seat) => ({seat, verdict: verdictOf(seat, evidence)}));
  return {tenant, situation, products, people, reports, seats};
}

/** Waste that counts: not of somebody on the customer's list. */
export function isCountedWaste({verdict}: JudgedSeat): boolean {
  return verdict?.kind === 'waste' && verdict.confidence !== 'excluded';
}
