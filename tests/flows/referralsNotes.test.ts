import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NoteId, ReferralId } from '#shared/kernel/ids.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { NOTE_LENGTH } from '#shared/kernel/text.ts'
import { referralRecord } from '#shared/referrals/contract.ts'
import { noteOnReferral } from '#shared/referrals/noteContract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { aReferral, given, type MadeReferral } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person, ewa: Person, tom: Person, tess: Person, nia: Person, ada: Person, ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  tom = await service.has({ name: 'Tom Reed', roles: ['amhp'] })
  tess = await service.has({ name: 'Tess Ali', roles: ['trainee'], supervisedBy: ewa })
  nia = await service.has({ name: 'Nia Price', roles: ['edt'] })
  ada = await service.has({ name: 'Ada Osei', roles: ['amhp-lead'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

type Note = SentTo<typeof noteOnReferral>
const noteOn = (referralId: ReferralId, differs: Partial<Note> = {}): Note => ({
  referralId,
  kind: 'call-made',
  happenedAt: null,
  withWhom: 'Dr Hale',
  words: 'No answer.\n\n  Left no message. ',
  correctsId: null,
  ...differs,
})
const notesOn = async ({ number }: MadeReferral, who = jo) =>
  (await who.asks(referralRecord, { number: String(number) }))?.notes ?? []
const code = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await answer
  return [status, body['code'] ?? null]
}

it('a call is kept as it was typed, once, and other screens hear that it was noted but not what was said', async () => {
  const referral = await aReferral(hub, service, jo)
  const screen = await ada.opensScreen()
  const key = randomUUID()
  const sent = noteOn(referral.id, { happenedAt: addMinutes(hub.now(), -42) })
  const [one, two] = [await nia.sends(noteOnReferral, sent, key), await nia.sends(noteOnReferral, sent, key)]
  expect(two).toEqual(one)
  expect(await notesOn(referral)).toEqual([
    {
      id: one.noteId,
      kind: 'call-made',
      happenedAt: addMinutes(hub.now(), -42),
      withWhom: 'Dr Hale',
      words: 'No answer.\n\n  Left no message. ',
      correctsId: null,
      afterClosing: false,
      byName: 'Nia Price',
      recordedAt: hub.now(),
    },
  ])
  const heard = await screen.hearsOf('referrals')
  expect(JSON.stringify(heard)).not.toMatch(/answer|Hale/)
  const [event] = await hub.owner<{ data: unknown }[]>`
    select data from hub.events where referral_id = ${referral.id} and type = 'note-added'`
  expect(event?.data).toEqual({
    noteId: one.noteId,
    kind: 'call-made',
    happenedAt: addMinutes(hub.now(), -42),
    afterClosing: false,
    correctsId: null,
  })
})

it('is written by the desk, the lead and the night team on any referral, and by an AMHP and their trainee on their own', async () => {
  const referral = await aReferral(hub, service, jo)
  expect((await ewa.tries(noteOnReferral, noteOn(referral.id))).status).toBe(404)
  await given(jo, referral, ewa)
  for (const who of [jo, ada, nia, ewa, tess])
    await who.sends(noteOnReferral, noteOn(referral.id, { kind: 'note', words: who.name }))
  const written = (await notesOn(referral, tess)).map(({ words, byName }) => `${byName} wrote ${words}`)
  expect(new Set(written)).toEqual(new Set([jo, ada, nia, ewa, tess].map(({ name }) => `${name} wrote ${name}`)))
  expect((await tom.tries(noteOnReferral, noteOn(referral.id))).status).toBe(404)
  expect((await ruth.tries(noteOnReferral, noteOn(referral.id))).status).toBe(403)
  expect(await code(jo.tries(noteOnReferral, noteOn(randomUUID() as ReferralId)))).toEqual([404, 'referral-not-found'])
})

it('goes on after the referral was closed, and says so', async () => {
  const referral = await aReferral(hub, service, jo, { state: 'closed' })
  await jo.sends(noteOnReferral, noteOn(referral.id))
  expect(await notesOn(referral)).toMatchObject([{ afterClosing: true }])
})

it('is corrected by another that names it, on the same referral, and never written over', async () => {
  const [referral, other] = [await aReferral(hub, service, jo), await aReferral(hub, service, jo)]
  const { noteId } = await jo.sends(noteOnReferral, noteOn(referral.id))
  const right = noteOn(referral.id, { words: 'She answered.', correctsId: noteId })
  await ada.sends(noteOnReferral, right)
  const kept = (await notesOn(referral)).map(({ words, correctsId }) => [words, correctsId])
  expect(kept.toSorted(([, one]) => (one === null ? -1 : 1))).toEqual([
    ['No answer.\n\n  Left no message. ', null],
    ['She answered.', noteId],
  ])
  for (const wrong of [
    noteOn(other.id, { correctsId: noteId }),
    noteOn(referral.id, { correctsId: randomUUID() as NoteId }),
  ])
    expect(await code(jo.tries(noteOnReferral, wrong))).toEqual([404, 'note-not-found'])
  expect(await notesOn(other)).toEqual([])
  for (const change of [
    hub.owner`update hub.referral_notes set words = 'x' where id = ${noteId}`,
    hub.owner`delete from hub.referral_notes where id = ${noteId}`,
    hub.owner`truncate hub.referral_notes`,
  ])
    await expect(change).rejects.toThrow(/only ever added to|referral_notes/)
})

it.each<readonly [string, Partial<Record<keyof Note, unknown>>, number, string]>([
  ['no words', { words: '' }, 400, 'words'],
  ['words that show nothing', { words: ' \n\u200b ' }, 400, 'words'],
  ['more words than a note has', { words: 'x'.repeat(NOTE_LENGTH + 1) }, 400, 'words'],
  ['letters that no keyboard types', { words: 'x\u0000' }, 400, 'words'],
  ['a name on two lines', { withWhom: 'Dr\nHale' }, 400, 'withWhom'],
  ['a kind that there is not', { kind: 'fax' }, 400, 'kind'],
])('%s: is said beside its box, and nothing is kept', async (_, differs, status, field) => {
  const referral = await aReferral(hub, service, jo)
  const answer = await jo.posts(
    '/api/referrals.note',
    { ...noteOn(referral.id), ...differs },
    { 'idempotency-key': randomUUID() },
  )
  expect(answer.status).toBe(status)
  expect(JSON.stringify(answer.body)).toContain(field)
  expect(await notesOn(referral)).toEqual([])
})

it('takes the longest note whole, and no call that is still to come', async () => {
  const referral = await aReferral(hub, service, jo)
  const words = 'é\n'.repeat(NOTE_LENGTH / 2)
  await jo.sends(noteOnReferral, noteOn(referral.id, { words }))
  expect((await notesOn(referral))[0]?.words).toBe(words)
  const coming = noteOn(referral.id, { happenedAt: addMinutes(hub.now(), 5) })
  expect(await jo.tries(noteOnReferral, coming)).toMatchObject({
    status: 422,
    body: { code: 'note-in-future', field: 'happenedAt' },
  })
})

it('takes none on a record whose words were released', async () => {
  const referral = await aReferral(hub, service, jo, { state: 'closed' })
  await hub.owner`
    insert into hub.releases (service_id, id, referral_id, state, why, keep_until, authority, proposed_by, proposed_at, decided_by, decided_at)
    values (${service.id}, ${randomUUID()}, ${referral.id}, 'released', 'x', '2020-01-01', 'x', ${ruth.id}, ${hub.now()}, ${ada.id}, ${hub.now()})`
  expect(await code(jo.tries(noteOnReferral, noteOn(referral.id)))).toEqual([409, 'record-released'])
  expect(await notesOn(referral)).toEqual([])
})
