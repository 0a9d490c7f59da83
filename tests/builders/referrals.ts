import type { SentTo } from '#shared/kernel/command.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { receiveReferral, referralRecord, triageReferral, type ReferralRecord } from '#shared/referrals/contract.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub } from '#tests/harness/service.ts'

export type Call = SentTo<typeof receiveReferral>
export type Decision = SentTo<typeof triageReferral>

/** A call as it is told on the telephone: somebody at a place of safety, brought there twenty minutes ago. */
export const aCall = (now: Instant, differs: Partial<Call> = {}): Call => ({
  draftId: null,
  receivedAt: addMinutes(now, -2),
  councilId: null,
  source: 'POLICE_136',
  callerName: 'PC 2208 Ilyas',
  callerPhone: '07700 900 318',
  lastName: 'Whitlock',
  firstName: 'Jean',
  bornOn: '1955-02-14',
  ageYears: null,
  ageIsEstimate: false,
  request: 's136',
  place: 'Place of safety, St Aldhelm’s Hospital, Kelsham WM4 2QT',
  placeId: null,
  happening: 'Found walking on the A41 near Norbeck, very cold.',
  riskToStaff: 'not-asked',
  riskDetail: '',
  power: { kind: 's136', startedAt: addMinutes(now, -20), startSource: 'PC 2208 Ilyas' },
  ...differs,
})

/** The same without any power: a community assessment that a GP asks for. */
export const aCommunityCall = (now: Instant, differs: Partial<Call> = {}): Call =>
  aCall(now, { source: 'GP', callerName: 'Dr Hale', request: 'assessment', power: null, ...differs })

export interface Saved {
  readonly referralId: ReferralId
  readonly number: number
  readonly version: number
}

/** Saves a call as a referral. @example const referral = await aReferral(hub, jo, { riskToStaff: 'yes' }) */
export const aReferral = (hub: TestHub, desk: Person, differs: Partial<Call> = {}): Promise<Saved> =>
  desk.sends(receiveReferral, aCall(hub.now(), differs))

/** A decision to arrange an assessment today. */
export const aDecision = (
  { referralId, version }: Pick<Saved, 'referralId' | 'version'>,
  now: Instant,
  differs: Partial<Decision> = {},
): Decision => ({
  referralId,
  seenVersion: version,
  outcome: 'ACCEPT_MHAA',
  urgency: 'U2',
  assessBy: addHours(now, 3),
  reviewAt: null,
  whyNow: 'Crisis team saw her at 11:20 and could not agree a plan at home.',
  lessRestrictive: 'Informal admission to be offered at interview.',
  duty: 's13-1',
  risk: 'None known.',
  changeReason: '',
  evenThoughPowerRuns: false,
  ...differs,
})

/** A referral that has been triaged and waits for an AMHP. */
export async function anAcceptedReferral(hub: TestHub, desk: Person, differs: Partial<Call> = {}): Promise<Saved> {
  const saved = await aReferral(hub, desk, differs)
  const { version } = await desk.sends(triageReferral, aDecision(saved, hub.now()))
  return { ...saved, version }
}

/** A referral whole, as its page asks for it. @throws Error when there is none of this number */
export async function recordOf(reader: Person, { number }: { readonly number: number }): Promise<ReferralRecord> {
  const record = await reader.asks(referralRecord, { number: String(number) })
  if (record === null) throw new Error(`R-${number} has no record`)
  return record
}
