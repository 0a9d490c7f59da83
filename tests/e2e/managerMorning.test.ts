import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { toilOf } from '#shared/toil/contract.ts'
import { hasClaim, hasOpeningBalance, hasPolicy, submits } from '#tests/builders/toil.ts'
import { DESK, isAccessible, Journey, picture } from '#tests/harness/journey.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD } from '#tests/harness/service.ts'

let journey: Journey
let ruth: Person, priya: Person, tom: Person
let page: Page

/** Fourteen claims wait: eleven as the record has them, three for a look. */
beforeAll(async () => {
  journey = await Journey.open(instant('2026-11-16T08:45:00.000Z'))
  const { hub } = journey
  const service = await hub.service()
  await hasPolicy(hub, service, { cap: { minutes: 2220, onExceed: 'warn' } })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  priya = await service.has({ name: 'Priya Nair', roles: ['amhp'] })
  tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  const ines = await service.has({ name: 'Ines Duarte', roles: ['amhp'] })
  await hasOpeningBalance(hub, service, priya, 2200)
  const over = await service.has({ name: 'Oluwaseun Adebayo-Thompson', roles: ['amhp'] })
  await hasOpeningBalance(hub, service, over, 2460)
  const late = async (amhp: Person, index: number, minutes: number, typedNextDay = false): Promise<void> => {
    const day = addDays(londonDay('2026-11-02'), index)
    const shift = { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) }
    hub.clockIs(addMinutes(shift.endsAt, typedNextDay ? 17 * 60 : minutes))
    await amhp.signsIn(TEST_PASSWORD)
    const waits = [{ kind: 'bed' as const, startedAt: shift.endsAt, endedAt: addMinutes(shift.endsAt, 30) }]
    await submits(amhp, await hasClaim(hub, service, amhp, { shift, late: minutes, waits }))
  }
  for (let index = 0; index < 11; index += 1) await late(index % 2 === 0 ? ines : tom, index, 40 + index)
  await late(priya, 1, 50)
  await late(priya, 2, 65)
  await late(tom, 12, 130, true)
  hub.clockIs(instant('2026-11-16T08:45:00.000Z'))
  await ruth.signsIn(TEST_PASSWORD)
  page = await journey.signIn(ruth, { viewport: DESK })
})
afterAll(() => journey.close())

const press = (name: RegExp | string): Promise<void> => page.getByRole('button', { name }).first().click()
const says = (words: RegExp | string): Promise<void> => page.getByText(words).first().waitFor()

it('takes a manager through Monday morning: approve eleven, look at three, refuse, undo, export, committee report', async () => {
  await page.goto(`${journey.hub.address}/reports/toil?to=2026-11-15&weeks=12`)
  await says('11 of 11 that match the job record')
  await isAccessible(page, 'TOIL and late working')
  await nothingCoversAFigure()
  await press(/^Approve 11/)
  await says(/11 claims approved/)
  await lookAtThree()
  await undoOne()
  await tryADayOnAPolicy()
  await exportAReport()
  await committeeReport()
  expect(journey.faults).toEqual([])
})

/** A balance and how far it is past the limit never reach the column beside them, nor a claim the edge of its card. */
async function nothingCoversAFigure(): Promise<void> {
  await page.locator('.bt .tag').getByText('4h over').waitFor()
  for (const width of [1024, 1280, DESK.width]) {
    await page.setViewportSize({ width, height: DESK.height })
    await picture(page, `balances-${width}`)
    const covered = await page.evaluate(() => {
      const boxOf = (part: Element | null | undefined) => part?.getBoundingClientRect()
      const reaches = (part: Element, edge: number | undefined) =>
        edge !== undefined && part.getBoundingClientRect().right > edge ? [part.textContent] : []
      const [balances, claims] = ['.bt .v', '.ct .tag'].map((parts) => [...document.querySelectorAll(parts)])
      return [
        ...(balances ?? []).flatMap((part) => reaches(part, boxOf(part.closest('tr')?.querySelector('td.n'))?.left)),
        ...(claims ?? []).flatMap((part) => reaches(part, boxOf(part.closest('.claims-card'))?.right)),
      ]
    })
    expect([width, covered]).toEqual([width, []])
  }
}

async function lookAtThree(): Promise<void> {
  await says('None of these can be approved unseen.')
  await page.locator('.claims-card').getByRole('button', { name: 'Tom Ellis' }).first().click()
  await says(/Finish typed in/)
  await press('Refuse…')
  await page.getByRole('textbox', { name: 'Why' }).fill('The rota has you off at 16:00 and the job record at 16:20.')
  await press('Refuse the claim')
  await says(/Refused: the claim of Tom Ellis/)
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.locator('.claims-card').getByRole('button', { name: 'Priya Nair' }).first().click()
  await says(/past 37h/)
  await press(/^Approve$/)
  await says(/Approved: 50m for Priya Nair/)
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.locator('.claims-card').getByText('50m', { exact: true }).waitFor({ state: 'detached' })
  await page.locator('.claims-card').getByRole('button', { name: 'Priya Nair' }).first().click()
  await press('Ask…')
  await page.getByRole('textbox', { name: 'Your question' }).fill('Which ward had the bed?')
  await press(/^Ask$/)
  await says(/Asked Priya Nair/)
}

async function undoOne(): Promise<void> {
  await page.getByText('Decided since payroll closed').click()
  await page.getByRole('button', { name: /^Undo the decision on Priya Nair/ }).click()
  await says(/The claim of Priya Nair waits again/)
  await ruth.signsIn(TEST_PASSWORD)
  const account = await ruth.asks(toilOf, { personId: priya.id })
  expect(account.balance).toBe(2200)
  expect(account.entries.map(({ kind, minutes }) => [kind, minutes])).toEqual([
    ['OPENING_BALANCE', 2200],
    ['ACCRUE', 50],
    ['REVERSE', -50],
  ])
}

async function tryADayOnAPolicy(): Promise<void> {
  await page.getByRole('link', { name: 'Policies' }).click()
  await page.getByRole('combobox', { name: 'Policy' }).selectOption({ label: 'Example: Peninsula Community Health' })
  await says('each unbroken stretch by itself')
  await isAccessible(page, 'TOIL policies')
}

async function exportAReport(): Promise<void> {
  await page.getByRole('link', { name: 'All reports' }).click()
  await page.getByRole('heading', { name: 'What came in', level: 1 }).waitFor()
  await says('From referral to completed assessment')
  await isAccessible(page, 'Reports')
  const saved = page.waitForEvent('download')
  await press('Spreadsheet')
  expect((await saved).suggestedFilename()).toMatch(/^referrals-.*\.xlsx$/)
}

async function committeeReport(): Promise<void> {
  await page.getByRole('link', { name: 'TOIL and late working' }).click()
  await press('Committee report')
  await page.getByRole('heading', { name: 'Late working by Approved Mental Health Professionals' }).waitFor()
  await says('Frozen. Made again now, the same figures come out.')
  await isAccessible(page, 'Committee report')
  expect(await page.locator('.pack').textContent()).not.toMatch(/Priya|Nair|Tom Ellis|Ines/)
  await page.getByRole('button', { name: 'Print' }).waitFor()
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(paper.match(/\/Type ?\/Page\b/g), 'one sheet').toHaveLength(1)
  expect(/\/MediaBox ?\[[^\]]+\]/.exec(paper)?.[0], 'A4, upright').toMatch(/0 0 59\d[.\d]* 84\d/)
}
