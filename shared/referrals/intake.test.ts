import { describe, expect, it } from 'vitest'
import { draftId, referralId } from '#shared/kernel/ids.ts'
import { readFurtherCall } from '#shared/referrals/furtherCall.ts'
import {
  contentOf,
  intakeFrom,
  neededFacts,
  newIntake,
  powerIn,
  readIntake,
  type IntakeValues,
} from '#shared/referrals/intake.ts'
import { instant } from '#shared/time/instant.ts'

const now = instant('2026-11-12T16:43:00Z')
const full: IntakeValues = {
  ...newIntake(now),
  source: 'POLICE_136',
  callerName: ' PC 2208 Ilyas ',
  callerPhone: '07700 900 318',
  lastName: 'Whitlock',
  firstName: 'Jean',
  birth: '14 2 55',
  request: 's136',
  startTime: '16:20',
  startDay: '2026-11-12',
  place: 'Place of safety, Kelsham',
  happening: 'Found walking on the A41.',
  riskToStaff: 'not-asked',
}
const faultsOf = (differs: Partial<IntakeValues>) => {
  const read = readIntake({ ...full, ...differs }, now)
  return read.ok ? [] : read.refusal.map(({ field }) => field)
}

describe('what is too long', () => {
  it('is said with everything else that is to mend, in the order of the form', () => {
    const long = 'a'.repeat(30_000)
    expect(faultsOf({ happening: long })).toEqual(['happening'])
    expect(
      faultsOf({
        source: '',
        callerName: long,
        firstName: long,
        homeAddress: long,
        place: long,
        happening: long,
        riskDetail: long,
      }),
    ).toEqual(['source', 'callerName', 'firstName', 'homeAddress', 'place', 'happening', 'riskDetail'])
    const read = readIntake({ ...full, happening: long }, now)
    expect(read.ok ? [] : read.refusal).toEqual([{ field: 'happening', message: 'Use 20,000 characters or fewer' }])
  })
})

describe('reading the form', () => {
  it('gives a call ready to be saved, and says who told the start', () => {
    expect(readIntake(full, now)).toEqual({
      ok: true,
      value: {
        receivedAt: now,
        source: 'POLICE_136',
        callerName: 'PC 2208 Ilyas',
        callerPhone: '07700 900 318',
        lastName: 'Whitlock',
        firstName: 'Jean',
        bornOn: '1955-02-14',
        ageYears: null,
        ageIsEstimate: false,
        nhsNumber: '',
        personPhone: '',
        homeAddress: '',
        linkTo: [],
        request: 's136',
        place: 'Place of safety, Kelsham',
        placeId: null,
        councilId: null,
        happening: 'Found walking on the A41.',
        riskToStaff: 'not-asked',
        riskDetail: '',
        power: {
          kind: 's136',
          startedAt: '2026-11-12T16:20:00.000Z',
          startSource: 'PC 2208 Ilyas, Police, by telephone',
        },
      },
    })
  })

  it('needs seven facts, and names them in the order of the form', () => {
    expect(faultsOf(newIntake(now))).toEqual(['source', 'callerPhone', 'lastName', 'request', 'place', 'riskToStaff'])
    expect(faultsOf({ startTime: '' })).toEqual(['startTime'])
    expect(neededFacts(full, now).every(({ given }) => given)).toBe(true)
    expect(neededFacts(full, now)).toHaveLength(7)
    expect(neededFacts({ ...full, request: 'assessment' }, now)).toHaveLength(6)
    expect(neededFacts(newIntake(now), now).some(({ given }) => given)).toBe(false)
  })

  it.each([
    ['a name of spaces', { lastName: '  ' }, ['lastName']],
    ['a birth that cannot be read', { birth: 'soon' }, ['birth']],
    ['no birth at all', { birth: ' ' }, []],
    ['a start still to come', { startTime: '23:50' }, ['startTime']],
    ['half of the day unsaid', { startTime: '4' }, ['startTime']],
    ['a day still to be chosen', { startDay: '?' }, ['startTime']],
    ['a start that nobody knows', { startTime: '', startUnknown: 'yes' }, []],
    ['"other" without saying who', { source: 'other' }, ['source']],
    ['a power that runs and is not named', { request: 'assessment', powerRuns: 'yes' }, ['powerKind']],
    ['a power that runs and is named', { request: 'assessment', powerRuns: 'yes', powerKind: 's5-2' }, []],
    ['a start left over from another request', { request: 'assessment', startTime: 'x' }, []],
  ])('%s', (_, differs, fields) => {
    expect(faultsOf(differs)).toEqual(fields)
  })

  it('asks which of the two, when the clocks went back over the start', () => {
    const later = instant('2026-10-25T06:00:00Z')
    const twice = { ...full, startTime: '01:30', startDay: '2026-10-25' }
    expect(readIntake(twice, later).ok).toBe(false)
    const second = readIntake({ ...twice, startWhich: 'second' }, later)
    expect(second.ok && second.value.power?.startedAt).toBe('2026-10-25T01:30:00.000Z')
  })

  it('keeps a start on its day when midnight passes while it is typed', () => {
    const after = instant('2026-11-13T00:05:00Z')
    const read = readIntake(full, after)
    expect(read.ok && read.value.power?.startedAt).toBe('2026-11-12T16:20:00.000Z')
  })
})

describe('which power', () => {
  it('is the one that the request brings, or the one that fits it', () => {
    expect(powerIn(full)).toBe('s136')
    expect(powerIn({ ...full, powerKind: 's136-kept' })).toBe('s136-kept')
    expect(powerIn({ ...full, powerKind: 's5-2' })).toBe('s136')
    expect(powerIn({ ...full, request: 'assessment' })).toBeNull()
    expect(powerIn({ ...full, request: 'guardianship', powerRuns: 'yes', powerKind: 's136' })).toBeNull()
  })
})

describe('a draft', () => {
  it('comes back exactly as it was typed', () => {
    expect(intakeFrom(contentOf(full), now)).toEqual(full)
    expect(contentOf(newIntake(now))).toEqual({ receivedAt: now })
  })
  it('leaves out boxes that the form does not have', () => {
    expect(intakeFrom({ lastName: 'Whitlock', shoeSize: '9' }, now)).toEqual({
      ...newIntake(now),
      lastName: 'Whitlock',
    })
  })
})

describe('a further call', () => {
  const to = {
    referralId: referralId.parse('11111111-1111-4111-8111-111111111111'),
    draftId: draftId.parse('22222222-2222-4222-8222-222222222222'),
  }

  it('takes along everything that was typed', () => {
    const typed = { ...full, nhsNumber: '999 000 0018', homeAddress: '18 Tanner Row' }
    expect(readFurtherCall(typed, to, now)).toEqual({
      ok: true,
      value: {
        ...to,
        receivedAt: now,
        source: 'POLICE_136',
        request: 's136',
        callerName: 'PC 2208 Ilyas',
        callerPhone: '07700 900 318',
        place: 'Place of safety, Kelsham',
        happening:
          'Found walking on the A41.\nName given: Jean Whitlock. Born or aged: 14 2 55. NHS number: 999 000 0018. Home: 18 Tanner Row.',
        riskToStaff: 'not-asked',
        riskDetail: '',
        power: { kind: 's136', startedAt: '2026-11-12T16:20:00.000Z' },
      },
    })
  })

  it('says that they are there now only where the desk did, and then needs to know where', () => {
    expect(readFurtherCall(full, { ...to, isNowThere: true }, now)).toMatchObject({
      value: { isNowThere: true, placeId: null, place: 'Place of safety, Kelsham' },
    })
    const nowhere = readFurtherCall({ ...full, place: ' ' }, { ...to, isNowThere: true }, now)
    expect(nowhere.ok ? [] : nowhere.refusal.map(({ field }) => field)).toEqual(['place'])
  })

  it('needs only who rang and how to ring back; a start that cannot be read is kept in words', () => {
    const little = readFurtherCall({ ...newIntake(now), lastName: 'Whitlock' }, to, now)
    expect(little.ok ? [] : little.refusal.map(({ field }) => field)).toEqual(['source', 'callerPhone'])
    const unread = readFurtherCall({ ...full, startTime: 'teatime' }, to, now)
    expect(unread.ok && unread.value.power).toEqual({ kind: 's136', startedAt: null })
    expect(unread.ok && unread.value.happening).toContain('Start of the clock: teatime on 2026-11-12.')
  })
})
