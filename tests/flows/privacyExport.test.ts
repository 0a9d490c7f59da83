import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exported, exportPerson, previewExport } from '#shared/privacy/contract.ts'
import {
  NO_AUTOMATED_DECISIONS,
  proposedToWithhold,
  WITHHELD,
  type ExportDocument,
} from '#shared/privacy/exportDocument.ts'
import { aReferral as aMadeReferral } from '#tests/builders/allocations.ts'
import {
  aCrew,
  aWholeRecord,
  canary,
  CANARY_BORN,
  CANARY_NHS,
  CANARY_PHONE,
  type Crew,
  type WholeRecord,
} from '#tests/builders/wholeRecord.ts'
import { TestHub, TEST_PASSWORD } from '#tests/harness/service.ts'

let hub: TestHub
let crew: Crew
let elsewhere: Crew
let whole: WholeRecord
beforeAll(async () => {
  hub = await TestHub.open()
  crew = await aCrew(hub)
  elsewhere = await aCrew(hub)
  whole = await aWholeRecord(hub, crew)
  await Promise.all([elsewhere.ada, elsewhere.jo].map((one) => one.signsIn(TEST_PASSWORD)))
})
afterAll(() => hub.close())

const everyLine = ({ sections }: ExportDocument) => sections.flatMap(({ lines }) => lines)
const preview = () => crew.ada.asks(previewExport, { referralIds: [whole.referralId] })
const inBody = async (who = crew.ada, referralIds: readonly string[] = [whole.referralId]) =>
  who.posts('/api/privacy.previewExport', { referralIds })

describe('finding a person', () => {
  const find = async (text: string, bornOn: string | null = null) => {
    const { body } = await crew.ada.posts('/api/privacy.findPerson', { text, bornOn })
    return (body['found'] as { number: number; fits: string[] }[]).map(({ number, fits }) => [number, ...fits])
  }

  it('by NHS number, by name with date of birth, by reference; never by a name alone', async () => {
    expect(await find('999 000 0018')).toEqual([[whole.number, 'nhs-number']])
    expect(await find(canary('rightName'), CANARY_BORN)).toEqual([[whole.number, 'name', 'birth']])
    expect(await find(`R-${whole.number}`)).toEqual([[whole.number, 'reference']])
    expect(await find(canary('rightName'))).toEqual([])
    expect(await find(canary('rightName'), '1950-01-01')).toEqual([])
  })

  it('finds the other referrals of the same person, and says how many may not be opened', async () => {
    const other = await aMadeReferral(hub, crew.service, crew.jo, {
      nhsNumber: CANARY_NHS,
      lastName: 'Typed-otherwise',
    })
    const numbers = (await find(`R-${whole.number}`)).map(([number]) => Number(number))
    expect(numbers.toSorted((a, b) => a - b)).toEqual([whole.number, other.number].toSorted((a, b) => a - b))
    const restriction = randomUUID()
    await hub.owner`
      insert into hub.restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
      values (${crew.service.id}, ${restriction}, 'allow', 'colleague', 'A colleague’s sister', ${crew.jo.id}, ${crew.jo.id}, ${hub.now()})`
    await hub.owner`update hub.referrals set restriction_id = ${restriction}, version = version + 1 where id = ${other.id}`
    const { body } = await crew.ada.posts('/api/privacy.findPerson', { text: `R-${whole.number}`, bornOn: null })
    expect(body).toMatchObject({ found: [{ number: whole.number }], hidden: 1 })
  })
})

describe('an export', () => {
  it('holds everything that was written about the person, and nothing of a draft', async () => {
    const { body } = await inBody()
    const text = JSON.stringify(body)
    const places =
      'lastName firstName callerName place happening riskDetail homeAddress nearestRelative interpreter asksFor wayIn'
    const more = 'startSource correctionReason authoriser endedWhy whyNow lessRestrictive risk changeReason arrangement'
    const work =
      'askedOf askedFor askAnswer holdWhy spokenTo redirectPhone redirectWhy acceptedBy declinedWhy addressee letter taskNote ratedWhy mentalState secondCaller secondPlace secondCall secondRisk linked unlinked handoverNote leftWhy reason takenBack declined wait outcomeReasons rightName askedBy evidence objection objector hold coroner'
    const papers =
      'doctor doctorPhone examinationNote heldBy paperNote relativeName relativePhone relation basis notConsulted'
    for (const where of `${places} ${more} ${work} ${papers}`.split(' ').filter((one) => one !== 'lastName'))
      expect(text, where).toContain(canary(where))
    for (const fact of [
      '19 July 1931',
      CANARY_NHS,
      CANARY_PHONE,
      'Jo Marsh saw it among search results',
      NO_AUTOMATED_DECISIONS,
    ])
      expect(text, fact).toContain(fact)
    expect(text).not.toContain(canary('draft'))
  })

  it('marks callers, nearest relatives, colleagues and names in free text for a human eye', async () => {
    const { document } = (await inBody()).body as unknown as { document: ExportDocument }
    const line = (key: string) => everyLine(document).find((one) => one.key === `R-${whole.number}.${key}`)
    expect(line('referral.callerName')).toMatchObject({ who: 'caller' })
    expect(line('referral.nearestRelative')).toMatchObject({ who: 'nearest-relative' })
    expect(line('decision1.decidedBy')).toMatchObject({ who: 'colleague', text: 'Jo Marsh' })
    expect(line('referral.happening')).toMatchObject({ isFreeText: true, marks: [{ words: 'Margaret Holt' }, {}] })
    expect(Object.keys(proposedToWithhold(document))).toEqual(
      [
        'referral.callerName',
        'referral.callerPhone',
        'referral.nearestRelative',
        'call1.callerName',
        'call1.callerPhone',
        'relative1.name',
        'relative1.phone',
      ].map((field) => `R-${whole.number}.${field}`),
    )
  })

  it('leaves out what is withheld, says why, is recorded as an export, and is kept nowhere', async () => {
    const { body } = await inBody()
    const { document, seq } = body as unknown as { document: ExportDocument; seq: number }
    const happening = everyLine(document).find(({ key }) => key.endsWith('referral.happening'))
    const mark = happening?.marks[0]?.key ?? ''
    const withheld = [...Object.entries(proposedToWithhold(document)), [mark, 'serious-harm'] as const]
    const { exportId } = await crew.ada.sends(exportPerson, {
      referralIds: [whole.referralId],
      seq,
      withheld: withheld.map(([key, reason]) => [key, reason] as [string, typeof reason]),
      readThrough: true,
    })
    const given = await crew.ada.asks(exported, { exportId })
    const text = JSON.stringify(given.document)
    for (const gone of [canary('callerName'), CANARY_PHONE, canary('nearestRelative'), 'Margaret Holt'])
      expect(text).not.toContain(gone)
    expect(text).toContain(`${WITHHELD} rang. ${canary('happening')}`)

    const [event] =
      await hub.owner`select data from hub.events where type = 'person-exported' and referral_id = ${whole.referralId}`
    expect(event).toMatchObject({ data: { exportId, withheld: 8 } })
    const [read] =
      await hub.owner`select kind, referral_ids as ids from hub.reads where query = 'privacy.exported' order by id desc limit 1`
    expect(read).toEqual({ kind: 'export', ids: [whole.referralId] })
    const [kept] = await hub.owner<
      { row: string }[]
    >`select s::text as row from hub.subject_exports s where id = ${exportId}`
    expect(kept?.row).not.toContain('Zq7')
    const [answer] = await hub.owner<
      { row: string }[]
    >`select c.answer::text as row from hub.commands c where c.name = 'privacy.exportPerson'`
    expect(answer?.row).not.toContain('Zq7')

    expect(
      await elsewhere.ada.tries(exportPerson, {
        referralIds: [whole.referralId],
        seq,
        withheld: [],
        readThrough: true,
      }),
    ).toMatchObject({ status: 404 })
    expect((await elsewhere.ada.gets(`/api/privacy.exported?exportId=${exportId}`)).status).toBe(404)
    hub.clockMovesOn({ minutes: 61 })
    await crew.ada.signsIn(TEST_PASSWORD)
    expect((await crew.ada.gets(`/api/privacy.exported?exportId=${exportId}`)).status).toBe(404)
  })

  it('is refused when the record has moved on, when a mark is not on it, and when nobody has read the free text', async () => {
    const { body } = await inBody()
    const { seq } = body as unknown as { seq: number }
    const asked = { referralIds: [whole.referralId], seq, withheld: [], readThrough: true as const }
    expect(await crew.ada.tries(exportPerson, { ...asked, seq: seq - 1 })).toMatchObject({
      status: 409,
      body: { code: 'export-outdated' },
    })
    expect(await crew.ada.tries(exportPerson, { ...asked, withheld: [['R-1.no-such', 'confidence']] })).toMatchObject({
      status: 422,
      body: { code: 'mark-unknown', field: 'withheld' },
    })
    expect(await crew.ada.tries(exportPerson, { ...asked, readThrough: false as true })).toMatchObject({ status: 400 })
    await crew.jo.signsIn(TEST_PASSWORD)
    for (const who of [crew.jo, crew.ruth, crew.ewa]) expect((await inBody(who)).status).not.toBe(200)
    expect(await inBody(crew.ada, [randomUUID()])).toMatchObject({ status: 404 })
    expect((await inBody(elsewhere.ada)).status).not.toBe(200)
  })

  it('asks who is there again, after five minutes', async () => {
    hub.clockMovesOn({ minutes: 6 })
    expect(await inBody()).toMatchObject({ status: 403, body: { code: 'step-up-needed' } })
    await crew.ada.signsIn(TEST_PASSWORD)
    expect((await preview().catch(() => null)) ?? (await inBody()).status).toBeTruthy()
  })
})
