import { mkdirSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import AxeBuilder from '@axe-core/playwright'
import { chromium as engine, type Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { addShift, addShiftTemplate } from '#shared/rota/contract.ts'
import { addDays, londonDay, startOfDay } from '#shared/time/london.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aShift, aTemplate, staggered, times } from '#tests/builders/rota.ts'
import { TestHub } from '#tests/harness/service.ts'

const OUT = '/tmp/pictures-rota'
const only = process.env['ONLY'] ?? ''
it('takes pictures', { timeout: 170_000 }, async () => {
  mkdirSync(OUT, { recursive: true })
  const hub = await TestHub.open({ clientFolder: '/tmp/dist-rota' })
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const names = ['Priya Nair', 'Tom Ellis', 'Grace Mbeki', 'Sadia Begum', 'Hannah Cole', 'Marcus Reid', 'Dan Okoro', 'Ewa Kowalska', 'Liam Farrell', 'Ines Duarte', 'Ben Ashby', 'Nadia Rahman']
  const amhps = []
  for (const name of names) amhps.push(await service.has({ name, roles: ['amhp'] }))
  const who = (name: string) => amhps.find((one) => one.name === name) ?? amhps[0]!
  for (const [s, e] of staggered) await ruth.sends(addShiftTemplate, aTemplate({ name: `${s} to ${e}`, startsAt: s, endsAt: e }))
  const plan: Record<string, string> = {
    'Priya Nair': '08 08 -- 08 08 -- --', 'Tom Ellis': '08 08 08 08 -- -- --', 'Grace Mbeki': '10 10 10 10 10 -- --', 'Sadia Begum': '10 -- -- -- 10 -- --',
    'Hannah Cole': '12 12 12 12 -- 10 --', 'Marcus Reid': '12 12 12 -- 12 -- 10', 'Dan Okoro': '13 13 13 -- 13 12 --', 'Ewa Kowalska': '15 15 15 15 -- -- --',
    'Liam Farrell': '16 16 -- 16 08 -- --', 'Ines Duarte': '-- 15 16 -- 15 -- 12',
  }
  const templates = await hub.owner`select id, starts_at from hub.shift_templates where service_id = ${service.id}`
  for (const monday of ['2026-11-09', '2026-11-16']) {
    for (const [name, week] of Object.entries(plan)) {
      for (const [index, start] of week.split(' ').entries()) {
        if (start === '--') continue
        const t = templates.find((one) => String(one['starts_at']).startsWith(start))
        await ruth.sends(addShift, aShift(who(name).id, { day: addDays(londonDay(monday), index), times: { templateId: t!['id'] } }))
      }
    }
    for (let d = 0; d < 5; d++) await ruth.sends(addShift, aShift(jo.id, { day: addDays(londonDay(monday), d), times: times('08:30', '17:30', 'practice-consultant') }))
  }
  for (const [name, day, kind] of [['Priya Nair', '2026-11-18', 'toil'], ['Tom Ellis', '2026-11-20', 'toil'], ['Sadia Begum', '2026-11-17', 'annual-leave'], ['Sadia Begum', '2026-11-18', 'annual-leave'], ['Sadia Begum', '2026-11-19', 'sickness'], ['Liam Farrell', '2026-11-25', 'annual-leave']]) {
    await hub.owner`insert into hub.days_away (service_id, person_id, day, kind) values (${service.id}, ${who(name!).id}, ${day!}, ${kind!})`
  }
  // Twelve weeks of work.
  const curve = [1, 1, 0, 0, 0, 1, 1, 2, 4, 6, 7, 8, 8, 9, 10, 11, 12, 13, 11, 8, 6, 4, 3, 2]
  let number = 100
  const rows: Record<string, unknown>[] = []
  const work: Record<string, unknown>[] = []
  for (let week = 1; week <= 12; week++) {
    for (let d = 0; d < 7; d++) {
      const day = addDays(londonDay('2026-11-09'), -7 * week + d)
      for (let h = 0; h < 24; h++) {
        const expected = ((curve[h] ?? 0) / 8) * (d === 4 ? 1.15 : d > 4 ? 0.4 : 1)
        const n = Math.floor(expected * 0.85 + ((week * 31 + d * 7 + h * 13) % 10) / 10)
        for (let k = 0; k < n; k++) {
          const id = randomUUID()
          const at = addMinutes(startOfDay(day), h * 60 + k * 7 + 3)
          rows.push({ id, service_id: service.id, number: number++, state: 'closed', received_at: at, recorded_at: at, taken_by: jo.id, source: 'GP', caller_name: 'x', caller_phone: 'x', last_name: 'x', first_name: 'x', age_said_on: day, request: 'assessment', place: 'x', happening: 'x', risk_to_staff: 'none-known', council_id: service.councilId, closed_at: at, closed_as: 'x' })
          if (number % 4 !== 0) work.push({ id: randomUUID(), service_id: service.id, referral_id: id, person_id: amhps[0]!.id, allocated_by: jo.id, allocated_at: at, accepted_at: at, finished_at: addMinutes(at, 240), ended_at: addMinutes(at, 240), ended_how: 'finished', choice: '{}' })
        }
      }
    }
  }
  for (let i = 0; i < rows.length; i += 500) await hub.owner`insert into hub.referrals ${hub.owner(rows.slice(i, i + 500))}`
  for (let i = 0; i < work.length; i += 500) await hub.owner`insert into hub.allocations ${hub.owner(work.slice(i, i + 500))}`

  const ends = { 'Tom Ellis': '2026-12-20', 'Dan Okoro': '2027-04-01', 'Grace Mbeki': '2027-10-01', 'Ben Ashby': '2026-10-31' }
  for (const [name, day] of Object.entries(ends)) await hub.owner`update hub.amhps set approved_on = ${day}::date - 1800, approval_ends_on = ${day}, version = version + 1 where person_id = ${who(name).id}`
  await hub.owner`update hub.amhps set suspended_at = ${hub.now()}, suspended_why = 'Registration suspended by Social Work England', version = version + 1 where person_id = ${who('Ines Duarte').id}`
  await hub.owner`update hub.amhps set approving_council_id = ${service.otherCouncilId}, version = version + 1 where person_id = ${who('Hannah Cole').id}`
  const browser = await engine.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  const problems: string[] = []
  const take = async (name: string, person: typeof ruth, path: string, width: number, dark: boolean, then?: (page: Page) => Promise<void>) => {
    if (only && !new RegExp(only).test(name)) return
    const context = await browser.newContext({ viewport: { width, height: 930 }, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB' })
    const [k, v] = person.cookie.split('=')
    await context.addCookies([{ name: k!, value: v!, url: hub.address }])
    const page = await context.newPage()
    page.on('pageerror', (e) => problems.push(`${name}: ${e.message}`))
    page.on('console', (m) => { if (m.type() === 'error') problems.push(`${name}: ${m.text()}`) })
    await page.goto(`${hub.address}${path}`)
    await page.waitForSelector('h1')
    await page.waitForTimeout(900)
    await then?.(page)
    await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: (width < 500 && !name.includes('top')) || name.includes('full') })
    const axe = await new AxeBuilder({ page }).analyze()
    for (const one of axe.violations) problems.push(`${name}: ${one.id} ${one.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]}`).slice(0, 3).join(' | ')}`)
    if (name === 'week-print') await page.pdf({ path: `${OUT}/week.pdf`, preferCSSPageSize: true })
    await context.close()
  }
  const week = '/rota/2026-W47'
  await take('week', ruth, week, 1440, false)
  await take('week-dark', ruth, week, 1440, true)
  await take('week-reader', who('Ewa Kowalska'), week, 1440, false)
  await take('week-390', ruth, week, 390, false)
  await take('week-390-dark', ruth, week, 390, true)
  await take('week-byshift', ruth, `${week}?by=shift`, 1440, false)
  await take('week-empty', ruth, '/rota/2026-W50', 1440, false)
  await take('week-dst', ruth, '/rota/2026-W43', 1440, false)
  await take('week-print', ruth, week, 1440, false, async (page) => page.emulateMedia({ media: 'print' }))
  await take('dialog-add', ruth, `${week}?add=2026-11-20&who=${who('Ewa Kowalska').id}`, 1440, false)
  await take('dialog-errors', ruth, `${week}?add=yes`, 1440, false, async (page) => {
    await page.getByText('Other times').click()
    await page.getByRole('button', { name: 'Put it on the rota' }).click()
  })
  await take('dialog-change', ruth, week, 1440, true, async (page) => {
    await page.getByRole('button', { name: /Liam Farrell, Fri 20/ }).click()
    await page.waitForTimeout(200)
  })
  await take('dialog-390', ruth, `${week}?add=yes`, 390, false)
  await take('templates', ruth, `${week}?templates=yes`, 1440, false)
  await take('my-390', who('Liam Farrell'), '/me/rota', 390, false)
  await take('my-390-dark', who('Liam Farrell'), '/me/rota', 390, true)
  await take('people', ruth, '/people', 1440, false)
  await take('people-dark', ruth, '/people', 1440, true)
  await take('people-390', ruth, '/people', 390, false)
  await take('people-reader', who('Ewa Kowalska'), '/people', 1440, false)
  await take('people-new-full', ruth, '/people?open=new', 1440, false)
  await take('people-new-errors-full', ruth, '/people?open=new', 1440, false, async (page) => { await page.getByRole('button', { name: 'Put on the register' }).click() })
  await take('people-edit-full-dark', ruth, `/people?open=${who('Ewa Kowalska').id}`, 1440, true)
  await take('people-edit-390', ruth, `/people?open=${who('Ewa Kowalska').id}`, 390, false)
  await take('top-390', ruth, week, 390, false)
  await take('top-people-390', ruth, '/people', 390, true)
  await take('people-susp', ruth, `/people?open=${who('Ines Duarte').id}`, 1440, false, async (page) => { await page.getByRole('button', { name: 'Lift the' }).click() })
  await take('week-susp', ruth, week, 1440, false)
  await take('cancel', ruth, week, 1440, false, async (page) => {
    await page.getByRole('button', { name: /Liam Farrell, Fri 20/ }).click()
    await page.getByRole('button', { name: /Take off the rota/ }).click()
    await page.getByRole('button', { name: /Take off the rota/ }).click()
  })
  await take('did', ruth, week, 1440, false, async (page) => {
    await page.keyboard.press('a')
    await page.getByLabel('Who').selectOption({ label: 'Nadia Rahman, 0m of 37h this week' })
    await page.getByLabel('Day it starts').fill('2026-11-20')
    await page.getByText('Other times').click()
    await page.getByLabel('From').fill('1430')
    await page.getByLabel('To', { exact: true }).fill('10.30pm')
    await page.getByRole('button', { name: 'Put it on the rota' }).click()
    await page.waitForTimeout(1200)
  })
  await browser.close()
  await hub.close()
  console.log(problems.join('\n') || 'no problems')
  expect(true).toBe(true)
})
