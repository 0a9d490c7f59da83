import type { ReferralId } from '#shared/kernel/ids.ts'
import { noteOnReferral } from '#shared/referrals/noteContract.ts'
import {
  answerFacts,
  answerRedirect,
  askFor,
  finishTask,
  holdReferral,
  keepLetter,
  offerRedirect,
  reRate,
  settleAsk,
} from '#shared/referrals/triaging/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { canary } from '#tests/builders/canary.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'

interface Desk {
  readonly service: TestService
  readonly jo: Person
}

/** Everything that the desk may write beside a referral, with a canary in each box. Answers with the referral's version then. */
export async function theDeskWork(
  hub: TestHub,
  { service, jo }: Desk,
  referralId: ReferralId,
  version: number,
): Promise<number> {
  const soon = addMinutes(hub.now(), 30)
  const asked = { agency: 'police', ofWhom: canary('askedOf'), what: canary('askedFor'), dueAt: soon } as const
  const { askId } = await jo.sends(askFor, { referralId, ...asked })
  await jo.sends(settleAsk, { askId, came: true, answer: canary('askAnswer') })
  await jo.sends(holdReferral, { referralId, until: soon, why: canary('holdWhy') })
  await jo.sends(offerRedirect, {
    referralId,
    council: 'Norbeck City Council',
    spokenTo: canary('spokenTo'),
    phone: canary('redirectPhone'),
    why: canary('redirectWhy'),
  })
  const answered = { byWhom: canary('acceptedBy'), why: canary('declinedWhy'), answeredAt: hub.now() }
  await jo.sends(answerRedirect, { referralId, accepted: false, ...answered })
  const letter = { kind: 'message', addressee: canary('addressee'), text: canary('letter') } as const
  await jo.sends(keepLetter, { referralId, letterId: null, ...letter })
  await jo.sends(noteOnReferral, {
    referralId,
    kind: 'call-made',
    happenedAt: null,
    withWhom: canary('noteWith'),
    words: canary('noteWords'),
    correctsId: null,
  })
  await hub.owner`
    insert into hub.duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
    values (${service.id}, gen_random_uuid(), ${referralId}, 's13-4-reasons', ${soon}, ${hub.now()})`
  const [task] = await hub.owner<{ id: string }[]>`select id from hub.duty_tasks where referral_id = ${referralId}`
  await jo.sends(finishTask, { taskId: task?.id ?? '', note: canary('taskNote') })
  const rated = await jo.sends(reRate, { referralId, seenVersion: version, urgency: 'U3', why: canary('ratedWhy') })
  const answers = [{ field: 'mentalState', how: 'said', text: canary('mentalState') } as const]
  return (await jo.sends(answerFacts, { referralId, seenVersion: rated.version, answers })).version
}
