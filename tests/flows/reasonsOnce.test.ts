import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { endLimit, recordLimit } from '#shared/referrals/law/contract.ts'
import { finishTask, keepLetter, letterSent } from '#shared/referrals/triaging/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import { aLimit } from '#tests/builders/limits.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let referral: Saved
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  const call = { request: 's13-4', source: 'NEAREST_RELATIVE_13_4' } as const
  referral = await aReferral(hub, jo, aCommunityCall(hub.now(), call))
})

const closes = (outcome: 'SIGNPOSTED' | 'WITHDRAWN_BY_REFERRER') =>
  jo.sends(triageReferral, aDecision(referral, hub.now(), { outcome, urgency: null, assessBy: null, duty: 's13-4' }))
const due = async () =>
  (
    await hub.owner<{ kind: string }[]>`
      select distinct kind from hub.deadlines
      where service_id = ${service.id} and referral_id = ${referral.referralId} and superseded_at is null`
  ).map(({ kind }) => kind)
const task = async () => {
  const [one] = (await jo.asks(referralFile, { referralId: referral.referralId })).tasks
  if (!one) throw new Error('no task')
  return one
}
const limits = async () => (await recordOf(jo, referral)).limits

describe('the reasons for a nearest relative are one duty, ended once', () => {
  it('with the task: nothing alarms, and the record says from when to when it was owed', async () => {
    await closes('SIGNPOSTED')
    expect(await due()).toEqual(['s13-4'])
    await jo.sends(finishTask, { taskId: (await task()).id, note: 'Read to her, and posted' })
    expect(await due()).toEqual([])
    expect(await limits()).toMatchObject([
      {
        kind: 's13-4',
        startedAt: startOfDay(londonDayOf(hub.now())),
        endedAt: hub.now(),
        endedHow: 'reasons-sent',
        endedWhy: 'Read to her, and posted',
      },
    ])
  })

  it('with the letter: the task is done, and the limit that runs ends when it was sent', async () => {
    const { version } = await closes('SIGNPOSTED')
    const asked = startOfDay(londonDayOf(hub.now()))
    await jo.sends(recordLimit, aLimit(referral.referralId, asked, { kind: 's13-4', seenVersion: version }))
    const letter = { referralId: referral.referralId, kind: 'nr-reasons', addressee: 'Anna Whitlock' } as const
    const { letterId } = await jo.sends(keepLetter, { ...letter, letterId: null, text: 'The crisis team comes daily.' })
    hub.clockMovesOn({ minutes: 30 })
    const sentAt = addHours(hub.now(), -0.25)
    await jo.sends(letterSent, { letterId, how: 'email', sentAt })
    expect(await task()).toMatchObject({ doneAt: hub.now(), doneNote: 'The letter was sent: by secure e-mail' })
    expect(await limits()).toMatchObject([{ kind: 's13-4', endedAt: sentAt, endedHow: 'reasons-sent' }])
    expect(await due()).toEqual([])
  })

  it('with the limit: the task is done', async () => {
    const { version } = await closes('SIGNPOSTED')
    const asked = startOfDay(londonDayOf(hub.now()))
    const told = aLimit(referral.referralId, asked, { kind: 's13-4', seenVersion: version })
    const started = await jo.sends(recordLimit, told)
    const on = { referralId: referral.referralId, limitId: started.limitId, seenVersion: started.version }
    await jo.sends(endLimit, { ...on, endedAt: hub.now(), how: 'reasons-sent', why: '' })
    expect(await task()).toMatchObject({ doneAt: hub.now(), doneNote: 'No application: written reasons were sent' })
    expect(await due()).toEqual([])
  })

  it('not by a limit that was recorded in error: the task goes on', async () => {
    const { version } = await closes('SIGNPOSTED')
    const told = aLimit(referral.referralId, hub.now(), { kind: 's13-4', seenVersion: version })
    const started = await jo.sends(recordLimit, told)
    const on = { referralId: referral.referralId, limitId: started.limitId, seenVersion: started.version }
    await jo.sends(endLimit, { ...on, endedAt: hub.now(), how: 'in-error', why: '' })
    expect(await task()).toMatchObject({ doneAt: null })
    expect(await due()).toEqual(['s13-4-reasons'])
  })

  it('and is owed to nobody where the referrer took it back', async () => {
    await closes('WITHDRAWN_BY_REFERRER')
    expect((await jo.asks(referralFile, { referralId: referral.referralId })).tasks).toEqual([])
    expect(await due()).toEqual([])
  })
})
