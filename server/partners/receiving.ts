import { birthRefusalWords, type BirthTold } from '#shared/partners/words.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { decideReceive } from '#shared/referrals/receive.ts'
import { referralWords } from '#shared/referrals/words.ts'
import { taskOfSection4 } from '#shared/referrals/triaging/tasks.ts'
import type { PartnerReferral } from '#shared/partners/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Made, ServiceContext } from '#server/identity/inService.ts'
import { problem, type Problem } from '#server/kernel/problems.ts'
import { saveSent, saveTask, sentBefore, type Partner } from './store.ts'

/** A "no", thrown inside the transaction so that nothing of the request stays. */
export class PartnerRefused extends Error {
  readonly problem: Problem
  constructor(given: Problem) {
    super(given.body.code)
    this.problem = given
  }
}

export interface Accepted {
  readonly reference: string
  readonly externalId: string
  readonly acceptedAt: Instant
  readonly again: boolean
}

/** Accepts a referral: once, whatever arrives twice; by the same rules as a call that a consultant takes. */
export async function acceptReferral(
  context: ServiceContext,
  partner: Partner,
  sent: PartnerReferral,
  bodyHash: Uint8Array,
): Promise<Made<Accepted>> {
  const { now } = context
  const { externalId } = sent
  if (sent.serviceId.toLowerCase() !== partner.serviceId)
    throw new PartnerRefused(
      problem(
        403,
        'wrong-service',
        'Your key is for another service than the one in serviceId. Check which service you mean.',
        {
          field: 'serviceId',
        },
      ),
    )
  const before = await sentBefore(context, partner.partnerId, externalId)
  if (before) {
    if (!Buffer.from(before.bodyHash).equals(Buffer.from(bodyHash)))
      throw new PartnerRefused(
        problem(
          409,
          'external-id-reused',
          'You sent another referral under this externalId. Give each referral its own.',
          {
            field: 'externalId',
          },
        ),
      )
    const { number, acceptedAt } = before
    return { result: { reference: referralNumber(number), externalId, acceptedAt, again: true }, events: [] }
  }
  refuseImpossible(sent, now)
  const { id, number, acceptedAt, powerId, ruleId } = await saveSent(context, partner, sent, bodyHash)
  const { source, partnerId } = partner
  const by = { by: 'partner', partnerId }
  const received = {
    type: 'referral-received',
    referralId: id,
    data: { ...by, number, receivedAt: now, source, request: sent.request, risk: sent.riskToStaff },
  }
  const recorded = sent.power && {
    type: 'power-recorded',
    referralId: id,
    data: { ...by, powerId, kind: sent.power.kind, startedAt: sent.power.startedAt, ruleId },
  }
  const result = { reference: referralNumber(number), externalId, acceptedAt, again: false }
  const events = recorded ? [received, recorded] : [received]
  if (sent.power?.kind !== 's4') return { result, events }
  // Nothing reacts to what no person's command did: the second recommendation is to be asked for as after one from the desk.
  const task = taskOfSection4(sent.power.startedAt, now)
  await saveTask(context, id, task)
  return { result, events: [...events, { type: 'duty-task-made', referralId: id, data: { ...by, ...task } }] }
}

/** The rules of a call that a consultant takes hold here too: what cannot be so is refused, in the same words. */
function refuseImpossible(sent: PartnerReferral, now: Instant): void {
  const told: BirthTold = sent.person
  const decided = decideReceive({ ...sent, ...told, receivedAt: now }, now)
  if (decided.ok) return
  const { refusal } = decided
  const field = birthRefusalWords[refusal.field] ?? refusal.field
  throw new PartnerRefused(problem(422, refusal.code, referralWords(refusal), { field }))
}
