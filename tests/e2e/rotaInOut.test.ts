import writeBook from 'write-excel-file/universal'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { clockTimeOf, isoWeekOf, londonDay } from '#shared/time/london.ts'
import { loadDemo } from '#db/seed/loadDemo.ts'
import { cheaply, signInOf } from '#tests/harness/demo.ts'
import { DESK, isAccessible, Journey, looksRight, PHONE, picture } from '#tests/harness/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await Journey.open(instant('2026-11-12T15:40:00.000Z'))
  await loadDemo({
    url: journey.hub.ownerUrl,
    now: journey.hub.now(),
    hashPassword: cheaply,
  })
})
afterAll(() => journey.close())

/** A rota as a manager might have it: a title, a grid, a code, leave, and a slip of the pen. */
async function sampleRota(): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String })
  const day = (date: number) => ({ value: new Date(Date.UTC(2027, 1, date)), type: Date, format: 'ddd d mmm' })
  const book = await writeBook([
    [text('AMHP rota, February')],
    [text('Name'), day(1), day(2), day(3), day(4)],
    [text('Ewa Kowalska'), text('15-23'), text('off'), text('08:00–16:00'), text('')],
    [text('Okoro, Dan'), text('Early'), text('25-99'), text('AL'), text('10-18')],
  ]).toBlob()
  return Buffer.from(await book.arrayBuffer())
}

it('a manager imports a spreadsheet: sees each difference and each problem, puts it into the draft, and undoes the whole', async () => {
  const ruth = await journey.signIn(signInOf('ruth.banerjee'), { viewport: DESK, theme: 'light' })
  await ruth.goto(`${journey.hub.address}/rota/${isoWeekOf(londonDay('2027-02-01'))}`)
  await ruth.getByRole('button', { name: 'Files and call-ins' }).click()
  await ruth.getByRole('menuitem', { name: 'Import a spreadsheet' }).click()
  await ruth.getByRole('heading', { name: 'Import a rota' }).waitFor()
  await ruth.getByRole('button', { name: 'Show what it changes' }).click()
  await ruth.getByText('Choose a file, or paste the cells').first().waitFor()
  await looksRight(ruth, 'import-choose')
  await ruth
    .getByLabel('File')
    .setInputFiles({ name: 'rota.xlsx', mimeType: 'application/octet-stream', buffer: await sampleRota() })
  await ruth.getByLabel('Or paste the cells here').waitFor({ state: 'detached' })
  await ruth.getByRole('button', { name: 'Show what it changes' }).click()
  await ruth.getByText('Ewa Kowalska is put on Mon 1 February 15:00–23:00.').waitFor()
  await ruth.getByText(/“25-99” is not two times of day/).waitFor()
  await looksRight(ruth, 'import-differences')
  await ruth.getByRole('button', { name: /Put 4 changes into the draft/ }).click()
  await ruth.getByText('All of it is in the draft.').waitFor()
  await picture(ruth, 'import-done-1440')
  await ruth.getByRole('button', { name: 'Undo the whole import' }).click()
  await ruth.getByText('Undone.').waitFor()
  await ruth.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('somebody who falls ill at 15:40 with an open job: shift and job go to a colleague in one act, and back', async () => {
  const [open] = await journey.hub.owner<{ shiftId: string; name: string; number: number; to: string }[]>`
    select s.id as "shiftId", p.name, r.number,
      (select o.name from hub.people o join hub.amhps m on m.service_id = o.service_id and m.person_id = o.id
        where o.service_id = s.service_id and o.left_at is null and m.approval_ends_on > '2027-01-01'
          and m.suspended_at is null
          and not exists (select from hub.shifts b where b.service_id = o.service_id and b.person_id = o.id and b.cancelled_at is null
            and b.day between '2026-11-11' and '2026-11-13') order by o.name limit 1) as "to"
    from hub.allocations a join hub.shifts s on s.service_id = a.service_id and s.id = a.shift_id
    join hub.people p on p.service_id = a.service_id and p.id = a.person_id join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
    where a.ended_at is null and s.starts_at < ${journey.hub.now()} and s.ends_at > ${journey.hub.now()} order by s.ends_at desc, r.number limit 1`
  if (!open) throw new Error('nobody in the demo is out on a job')
  const jo = await journey.signIn(signInOf('jo.marsh'), { viewport: DESK, theme: 'dark' })
  await jo.goto(`${journey.hub.address}/rota/2026-W46?shift=${open.shiftId}`)
  await jo.getByRole('button', { name: /Take this from them now/ }).click()
  const dialog = jo.getByRole('dialog')
  await dialog.getByText(`Take this from ${open.name} now?`).waitFor()
  await isAccessible(jo, 'taking a shift from somebody now')
  await picture(jo, 'take-over-1440-dark')
  await dialog.getByLabel('Who goes on with it').selectOption({ label: open.to })
  await dialog.getByRole('button', { name: 'Take it from them now' }).click()
  await jo.getByText(new RegExp(`${open.to} has .* shift from now.*R-${open.number}`)).waitFor()
  const holder = async () => {
    const [row] = await journey.hub.owner<{ name: string }[]>`
      select p.name from hub.allocations a join hub.people p on p.service_id = a.service_id and p.id = a.person_id
      join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id where r.number = ${open.number} and a.ended_at is null`
    return row?.name
  }
  expect(await holder()).toBe(open.to)
  await jo.getByRole('button', { name: 'Undo' }).click()
  await jo.getByText(`${open.name} has the shift again, and the work on it.`).waitFor()
  expect(await holder()).toBe(open.name)
  await jo.goto(`${journey.hub.address}/rota/2026-W46?shift=${open.shiftId}`)
  await jo.getByText('What became of this shift').click()
  await jo
    .getByText(/Changed by Jo Marsh to/)
    .first()
    .waitFor()
  await picture(jo, 'shift-history-1440-dark')
  await jo.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})

it('a call-in is asked for in fair order, and four weeks stand on one screen and on one sheet', async () => {
  const jo = await journey.signIn(signInOf('jo.marsh'), { viewport: PHONE, theme: 'light' })
  await jo.goto(`${journey.hub.address}/rota/call-ins`)
  await jo.getByLabel('From').fill('18:00')
  await jo.getByLabel('Until').fill('23:00')
  await jo.getByLabel('Why').fill('Two are ill')
  await jo.getByRole('button', { name: 'Show whom to ask' }).click()
  await jo.getByRole('heading', { name: 'Ask next, in fair order' }).first().waitFor()
  await isAccessible(jo, 'a call-in on a phone')
  await picture(jo, 'call-in-390')
  const first = jo.getByRole('group', { name: /^What .* says$/ }).first()
  await first.getByRole('button', { name: 'No', exact: true }).click()
  await jo
    .getByText(/: cannot\./)
    .first()
    .waitFor()
  await jo.setViewportSize(DESK)
  await jo.goto(`${journey.hub.address}/rota/2026-W46?by=weeks`)
  await jo.getByRole('table', { name: 'Who is on in four weeks, by person and day' }).waitFor()
  await isAccessible(jo, 'four weeks')
  await picture(jo, 'four-weeks-1440')
  const paper = await jo.pdf({ preferCSSPageSize: true })
  const sheets = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
  console.info(`four weeks on ${sheets} sheet(s) of A4, printed at ${clockTimeOf(journey.hub.now())}`)
  expect(sheets).toBe(1)
  await jo.context().close()
  expect(journey.faults.splice(0)).toEqual([])
})
