import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { endPower, recordPower } from '#shared/referrals/contract.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { aCommunityCall, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
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
  referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
})

const version = async (): Promise<number> => (await recordOf(jo, referral)).referral.version
const powers = async () => (await recordOf(jo, referral)).powers
const standing = async () =>
  (await powers())
    .filter(({ supersededAt }) => supersededAt === null)
    .toSorted((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1))

/** Records a start with what the desk types. */
async function starts(
  kind: PowerKind,
  startedAt: Instant | null,
  differs: Partial<SentTo<typeof recordPower>> = {},
): Promise<Awaited<ReturnType<typeof recorded>>> {
  return recorded({ kind, startedAt, startSource: 'Ward', correctionReason: '', ...differs })
}
const recorded = async (told: Omit<SentTo<typeof recordPower>, 'referralId' | 'seenVersion'>) =>
  jo.sends(recordPower, { referralId: referral.referralId, seenVersion: await version(), ...told })

describe('an end that is recorded late', () => {
  const ends = async (kind: PowerKind, endedAt: Instant) => {
    const power = (await standing()).find((one) => one.kind === kind)
    if (!power) throw new Error(`no ${kind}`)
    const seenVersion = await version()
    const { referralId } = referral
    return jo.sends(endPower, { referralId, powerId: power.id, seenVersion, endedAt, why: 'The ward rang' })
  }

  it('ends nothing that began after it: that binds', async () => {
    const [admitted, over, held] = [-3, -2, -1].map((hours) => addHours(hub.now(), hours)) as [
      Instant,
      Instant,
      Instant,
    ]
    await starts('s4', admitted)
    await starts('s5-2', held, { correctionReason: 'The ward says so' })
    await ends('s4', over)
    expect(await standing()).toMatchObject([
      { kind: 's4', endedAt: over },
      { kind: 's5-2', startedAt: held, endedAt: null },
    ])
    const ended = (await recordOf(jo, referral)).timeline.filter(({ type }) => type === 'power-ended')
    expect(ended).toHaveLength(1)
  })

  it('of a doctor’s hold leaves the nurse’s power of that evening', async () => {
    const [report, over, nurse] = [-9, -8, -1].map((hours) => addHours(hub.now(), hours)) as [Instant, Instant, Instant]
    await starts('s5-2', report)
    await starts('s5-4', nurse, { correctionReason: 'The doctor’s hold was over, the ward thinks' })
    await ends('s5-2', over)
    expect(await standing()).toMatchObject([
      { kind: 's5-2', endedAt: over },
      { kind: 's5-4', startedAt: nurse, endedAt: null },
    ])
  })

  it('takes with it what had no effect while it ran', async () => {
    const [report, nurse, over] = [-5, -2, -1].map((hours) => addHours(hub.now(), hours)) as [Instant, Instant, Instant]
    await starts('s5-2', report)
    await starts('s5-4', nurse, { correctionReason: 'It was written all the same' })
    await ends('s5-2', over)
    expect(await standing()).toMatchObject([{ endedAt: over }, { kind: 's5-4', startedAt: nurse, endedAt: over }])
  })
})
