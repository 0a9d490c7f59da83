import { hashSync } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { demoSignIns, loadDemo } from '#db/seed/loadDemo.ts'
import { board } from '#shared/allocations/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { dutyNeeds } from '#shared/rota/needContract.ts'
import { operatingModels, type OperatingModel } from '#shared/rota/operatingModels.ts'
import { previewBuild } from '#shared/rota/patternContract.ts'
import { rotaSettings } from '#shared/rota/settingsContract.ts'
import { workingTimeOfAll } from '#shared/rota/workingTimeContract.ts'
import { instant } from '#shared/time/instant.ts'
import { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 }

/** The demo under a model, opened through the front door. Short, because six are opened. */
async function opened(model: OperatingModel) {
  const hub = await TestHub.open({ at: instant('2026-11-12T16:47:00.000Z') })
  const hashPassword = (plain: string) => Promise.resolve(hashSync(plain, cheap))
  const { loaded } = await loadDemo({ url: hub.ownerUrl, now: hub.now(), model, weeks: 8, hashPassword })
  expect(loaded).toBe(true)
  const signedIn = async (name: string): Promise<Person> => {
    const found = demoSignIns.find(({ email }) => email.startsWith(name))
    if (!found) throw new Error(`no demo sign-in for ${name}`)
    const person = new Person(hub.address, 'demo' as PersonId, found.name, found.email)
    await person.signsIn(found.password)
    return person
  }
  return { hub, signedIn }
}

/** The two that differ most; `OPERATING_MODELS=all` opens every one. */
const models =
  process.env['OPERATING_MODELS'] === 'all'
    ? (Object.keys(operatingModels) as OperatingModel[])
    : (['generic-rota', 'several-councils'] as const)

describe.each(models)('the demo under %s', (model) => {
  it('opens with a board, a rota, minimums, hours and reports that fit it', async () => {
    const { hub, signedIn } = await opened(model)
    try {
      const ruth = await signedIn('ruth')
      const jo = await signedIn('jo')
      const settings = await ruth.asks(rotaSettings, {})
      expect(settings.now.model).toBe(model)
      expect(settings.rows).toHaveLength(2)
      const shown = await jo.asks(board, {})
      expect([shown.rows.length > 8, shown.strip.length > 5]).toEqual([true, true])
      const week = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
      const desks = week.shifts.filter(({ role }) => role === 'practice-consultant').length
      expect(week.shifts.filter(({ role }) => role === 'duty').length).toBeGreaterThan(20)
      const { needs, councils } = await ruth.asks(dutyNeeds, {})
      expect(needs.length).toBeGreaterThan(2)
      expect(councils).toHaveLength(model === 'several-councils' ? 2 : 1)
      // Where the duty AMHP triages, nobody is at a desk, and an AMHP takes referrals.
      const ewa = await signedIn('ewa')
      const takes = (await ewa.gets('/api/referrals.myDrafts')).status === 200
      expect([desks === 0, takes]).toEqual([model === 'generic-rota', model === 'generic-rota'])
      const built = await ruth.asks(previewBuild, { firstDay: '2026-12-07', weeks: '2' })
      expect(JSON.stringify(built)).toContain('2026-12-07')
      expect((await ruth.asks(workingTimeOfAll, {})).hours.length).toBeGreaterThan(10)
      const late = await ruth.asks(lateWorkingReport, { to: '2026-11-12', weeks: '8' })
      expect(late.staggered?.from).toBe(settings.rows[0]?.effectiveFrom)
    } finally {
      await hub.close()
    }
  })
})
