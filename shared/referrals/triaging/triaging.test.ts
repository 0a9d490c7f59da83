import { describe, expect, it } from 'vitest'
import type { CouncilId } from '#shared/kernel/ids.ts'
import { roles } from '#shared/kernel/permission.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { formatInstant, londonDay } from '#shared/time/london.ts'
import { referralStates, requestCodes } from '../referral.ts'
import { triageOutcomeCodes } from '../triage.ts'
import { answerWords, completeness, readAnswer } from './answers.ts'
import { decideUntil, owedBy, type AskRow } from './asks.ts'
import { checklistFor, checklists } from './checklists.ts'
import { dataCodes, dataFields } from './dataset.ts'
import { decideDecider, needsAmhp } from './decider.ts'
import { decideHold, holdNow } from './holds.ts'
import { gapIn, letterKindCodes, letterText, lettersFor, type LetterParts } from './letters.ts'
import { moveIn, moveNames, moves } from './machine.ts'
import { taskOfSection4, tasksAfterOutcome, tasksAfterTriage } from './tasks.ts'

const now = instant('2026-11-12T16:43:00Z')

describe('what a request has to establish', () => {
  it('names every field once, and asks for each of the three moments', () => {
    expect(new Set(dataCodes).size).toBe(dataCodes.length)
    expect(dataCodes.length).toBeGreaterThan(70)
    for (const need of ['R', 'T', 'A'])
      expect(Object.values(dataFields).some((field) => field.need === need)).toBe(true)
  })

  it.each([
    ['dogs', 'said', 'none-known', 'None known'],
    ['dogs', 'said', 'yes: two, loose at night', 'Yes: two, loose at night'],
    ['dogs', 'not-asked', '', 'Not asked'],
    ['nrDisplaced', 'not-known', ' ', 'Not known'],
    ['religion', 'refused', '', 'Refused to say'],
    ['altCrisisTeam', 'said', 'tried 2026-11-10', 'Tried, 10 November 2026'],
    ['altInformal', 'said', 'refused', 'Refused'],
    ['ethnicity', 'said', 'black-caribbean', 'Black: Caribbean'],
    ['medication', 'said', 'partly: skips evenings: since May', 'Taken in part: skips evenings: since May'],
    ['capacity', 'said', 'not-assessed', 'Nobody has assessed it'],
    ['gender', 'said', 'Another: as they say it', 'Another: as they say it'],
    ['nhsNumber', 'said', '999 000 0018', '9990000018'],
    ['mentalState', 'said', 'Frightened.\nHears a voice.', 'Frightened.\nHears a voice.'],
  ] as const)('keeps %s, %s %j', (code, how, text, words) => {
    const read = readAnswer(code, how, text)
    expect(read.ok && answerWords(code, read.value)).toBe(words)
  })

  it.each([
    ['dogs', 'said', 'maybe'],
    ['dogs', 'not-known', 'two'],
    ['dogs', 'said', ''],
    ['altCrisisTeam', 'said', 'tried 2026-02-30'],
    ['altCrisisTeam', 'said', 'tried 2026-11-10 and more'],
    ['ethnicity', 'said', 'toString'],
    ['ethnicity', 'said', 'arab: and more'],
    ['substances', 'said', 'Some cannabis'],
    ['nhsNumber', 'said', '9990000019'],
    ['callerRole', 'said', 'one\ntwo'],
  ] as const)('refuses %s, %s %j in words', (code, how, text) => {
    const read = readAnswer(code, how, text)
    expect(read.ok ? '' : read.refusal.message).toMatch(/^[A-Z].{10,}/)
  })

  it('still reads what was typed before there was a list', () => {
    expect(answerWords('language', { how: 'said', text: 'Kurdish: Sorani' })).toBe('Kurdish: Sorani')
    expect(answerWords('physicalHealth', { how: 'said', text: 'Diabetic' })).toBe('Diabetic')
  })

  it('counts "not known" as an answer and "not asked" as a thing to do', () => {
    const before = completeness([], { gender: '', homeAddress: '18 Tanner Row' })
    const after = completeness(
      [
        { field: 'callerRole', how: 'not-known' },
        { field: 'afterHours', how: 'not-asked' },
      ],
      { gender: '' },
    )
    const missing = (of: typeof before) => of[0]?.missing.map(({ code }) => code) ?? []
    expect(missing(before)).toContain('callerRole')
    expect(missing(before)).not.toContain('homeAddress')
    expect(missing(after)).not.toContain('callerRole')
    expect(missing(after)).toEqual(expect.arrayContaining(['afterHours', 'gender', 'homeAddress']))
  })
})

describe('waiting for others', () => {
  const ask = (differs: Partial<AskRow>): AskRow => ({
    id: '1' as AskRow['id'],
    agency: 'gp',
    ofWhom: '',
    what: 'Summary',
    askedByName: 'Jo',
    askedAt: now,
    dueAt: addHours(now, 1),
    state: 'open',
    chases: 0,
    chasedAt: null,
    settledByName: null,
    settledAt: null,
    answer: '',
    ...differs,
  })

  it('says who owes what, the overdue first', () => {
    const owed = owedBy(
      [
        ask({}),
        ask({ agency: 'police', dueAt: now }),
        ask({ agency: 'police', state: 'received' }),
        ask({ agency: 'ward', state: 'not-coming' }),
      ],
      now,
    )
    expect(owed.map(({ agency, open, overdue, came, asked }) => [agency, open.length, overdue, came, asked])).toEqual([
      ['police', 1, 1, 1, 2],
      ['gp', 1, 0, 0, 1],
      ['ward', 0, 0, 0, 1],
    ])
  })

  it('is never until a time that has passed, more than a year ahead, or beyond a legal limit', () => {
    const year = addHours(now, 366 * 24)
    expect(decideUntil('until', year, null, now).ok).toBe(true)
    expect(decideUntil('until', addHours(year, 1), null, now)).toMatchObject({ refusal: { code: 'time-too-far' } })
    expect(decideUntil('dueAt', now, null, now)).toMatchObject({ refusal: { code: 'time-has-passed' } })
    expect(decideUntil('dueAt', addHours(now, 3), addHours(now, 2), now)).toMatchObject({
      refusal: { code: 'after-limit' },
    })
    expect(decideUntil('dueAt', addHours(now, 2), addHours(now, 2), now).ok).toBe(true)
    expect(decideUntil('dueAt', addHours(now, 2), addHours(now, -1), now).ok).toBe(true)
  })

  it('holds end by themselves, at the limit of a power that began later, and need a start that is recorded', () => {
    expect(decideHold(addHours(now, 1), { limitAt: null }, now)).toMatchObject({
      refusal: { code: 'start-not-recorded' },
    })
    expect(decideHold(addHours(now, 1), null, now).ok).toBe(true)
    const hold = { until: addHours(now, 3), endedAt: null }
    expect(holdNow(hold, null, now)).toBe(addHours(now, 3))
    expect(holdNow(hold, addHours(now, 1), now)).toBe(addHours(now, 1))
    expect(holdNow(hold, null, addHours(now, 3))).toBeNull()
    expect(holdNow({ ...hold, endedAt: now }, null, now)).toBeNull()
    expect(holdNow(undefined, null, now)).toBeNull()
  })
})

describe('checklists', () => {
  it('there is one for every request on every day since they began, with lines that are named once', () => {
    for (const request of requestCodes)
      expect(checklistFor(request, londonDay('2026-11-12'))?.items.length).toBeGreaterThan(3)
    expect(checklistFor('s136', londonDay('2023-12-31'))).toBeUndefined()
    for (const { items } of checklists) expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
  })
})

describe('who may say no', () => {
  const council = 'c' as CouncilId
  const standing = {
    approvals: [{ firstDay: londonDay('2024-01-01'), lastDay: londonDay('2026-11-12') }],
    suspensions: [],
    actingFor: [{ councilId: council, firstDay: londonDay('2024-01-01'), lastDay: null }],
  }
  const no = { outcome: 'CONSIDERED_NO_MHAA', duty: 's13-1', named: false } as const

  it('is an approved AMHP who acts for that council, on that day', () => {
    const decided = (differs: object, at = now, of = council) => {
      const decision = decideDecider({ name: 'Jo', standing: { ...standing, ...differs } }, no, of, at)
      return decision.ok ? 'may' : decision.refusal.because
    }
    expect(decided({})).toBe('may')
    expect(decided({}, addHours(now, 8))).toBe('approval-ended')
    expect(decided({ suspensions: [{ from: now, until: null }] })).toBe('suspended')
    expect(decided({}, now, 'other' as CouncilId)).toBe('not-acting-for')
    expect(decideDecider({ name: 'Jo', standing: null }, no, council, now)).toMatchObject({
      refusal: { because: 'not-approved' },
    })
  })

  it('is anybody at the desk where the Act asks for nobody in particular', () => {
    const free = triageOutcomeCodes.filter((outcome) => !needsAmhp(outcome, 's13-1'))
    expect(triageOutcomeCodes.filter((outcome) => needsAmhp(outcome, 's13-1'))).toEqual([
      'CONSIDERED_NO_MHAA',
      'SIGNPOSTED',
      'INFO_ADVICE_ONLY',
    ])
    expect(triageOutcomeCodes.filter((outcome) => needsAmhp(outcome, 'none'))).toEqual(['CONSIDERED_NO_MHAA'])
    for (const outcome of free)
      expect(decideDecider({ name: 'Jo', standing: null }, { ...no, outcome }, council, now).ok).toBe(true)
    expect(
      decideDecider({ name: 'Sam', standing: null }, { ...no, outcome: 'ACCEPT_MHAA', named: true }, council, now).ok,
    ).toBe(false)
  })
})

describe('what a decision leaves to be done', () => {
  const relatives = { request: 's13-4', source: 'NEAREST_RELATIVE_13_4' } as const
  const police = { request: 's136', source: 'POLICE_136' } as const

  it('is reasons in writing for every "no" to a nearest relative, five working days on', () => {
    for (const outcome of ['CONSIDERED_NO_MHAA', 'SIGNPOSTED', 'INFO_ADVICE_ONLY'] as const)
      expect(tasksAfterTriage(relatives, { outcome, duty: 's13-4' }, now)).toMatchObject([{ kind: 's13-4-reasons' }])
    const [task] = tasksAfterTriage(
      { ...police, source: 'NR_REPRESENTATIVE_13_4' },
      { outcome: 'SIGNPOSTED', duty: 's13-1' },
      now,
    )
    expect(task && formatInstant(task.dueAt)).toBe('Fri 20 November 00:00')
    for (const outcome of ['ACCEPT_MHAA', 'MORE_INFO_NEEDED', 'REDIRECT_OTHER_LSSA', 'WITHDRAWN_BY_REFERRER'] as const)
      expect(tasksAfterTriage(relatives, { outcome, duty: 's13-4' }, now)).toEqual([])
    expect(tasksAfterTriage(police, { outcome: 'SIGNPOSTED', duty: 's13-1' }, now)).toEqual([])
  })

  it('is the same after an assessment without an application, and a look at day 14 after a section 2', () => {
    const reasons = [{ kind: 's13-4-reasons' }]
    expect(tasksAfterOutcome(relatives, null, 'NOT_DETAINED_COMMUNITY_PLAN', now)).toMatchObject(reasons)
    expect(tasksAfterOutcome(police, 's13-4', 'NOT_DETAINED_COMMUNITY_PLAN', now)).toMatchObject(reasons)
    expect(tasksAfterOutcome(relatives, 's13-4', 'DETAINED_S3', now)).toEqual([])
    // What goes on decides nothing yet.
    for (const outcome of ['NOT_COMPLETED', 'APPLICATION_NOT_MADE_NO_BED'])
      expect(tasksAfterOutcome(relatives, 's13-4', outcome, now)).toEqual([])
    const [look] = tasksAfterOutcome(police, null, 'DETAINED_S2', now)
    expect([look?.kind, look && formatInstant(look.dueAt)]).toEqual(['s13-1b-follow-on', 'Thu 26 November 00:00'])
    expect(tasksAfterOutcome(police, 's13-1', 'INFORMAL_ADMISSION', now)).toEqual([])
  })

  it('is the second recommendation after every section 4, a day before its 72 hours end', () => {
    expect(tasksAfterOutcome(police, null, 'DETAINED_S4', now)).toEqual([
      { kind: 's4-4-second', dueAt: addHours(now, 48) },
    ])
    const admittedAt = addHours(now, -30)
    expect(taskOfSection4(admittedAt, now)).toEqual({ kind: 's4-4-second', dueAt: addHours(now, 18) })
  })
})

describe('letters', () => {
  const parts = (outcome: string | null): LetterParts =>
    ({
      referral: {
        number: 2424,
        firstName: 'Marta',
        lastName: 'Lindqvist',
        receivedAt: now,
        request: 's13-4',
        source: 'NEAREST_RELATIVE_13_4',
        happening: 'Secretly told',
      },
      decision:
        outcome === null
          ? null
          : { outcome, duty: 's13-4', whyNow: 'Secretly told', risk: 'Secretly told', reviewAt: addHours(now, 4) },
      council: { name: 'Westmarch County Council', hubPhone: '01632 960 100' },
      signer: 'Jo Marsh',
    }) as unknown as LetterParts

  it('follow from the decision; a nearest relative who is told no gets reasons', () => {
    expect(lettersFor(parts('SIGNPOSTED'))).toEqual(['nr-reasons', 'message'])
    expect(lettersFor(parts('ACCEPT_MHAA'))).toEqual(['accepted', 'message'])
    expect(lettersFor(parts('MORE_INFO_NEEDED'))).toEqual(['more-information', 'message'])
    expect(lettersFor(parts(null))).toEqual(['message'])
  })

  it.each(letterKindCodes)(
    '%s copies nothing clinical, says whom to ring, and is not finished while a gap is left',
    (kind) => {
      const text = letterText(kind, parts('SIGNPOSTED'), now)
      expect(text).toContain('01632 960 100')
      expect(text).not.toMatch(/Secretly|undefined|null/)
      if (['no-assessment', 'nr-reasons', 'redirected', 'more-information'].includes(kind))
        expect(gapIn(text)).toMatch(/^\[/)
      else expect(gapIn(text)).toBeNull()
    },
  )
  it('a message names nobody', () => {
    expect(letterText('message', parts('ACCEPT_MHAA'), now)).not.toContain('Lindqvist')
  })
})

describe('the table of moves', () => {
  it('has an answer for every state, command and role', () => {
    const counted = { allowed: 0, refused: 0, 'not-allowed': 0 }
    for (const state of referralStates)
      for (const name of moveNames)
        for (const role of roles) {
          const move = moveIn(state, name, [role])
          counted[move.is] += 1
          if (move.is === 'refused') expect(move.code).toMatch(/^[a-z-]+$/)
        }
    expect(counted.allowed + counted.refused + counted['not-allowed']).toBe(
      referralStates.length * moveNames.length * roles.length,
    )
    expect(Object.keys(moves)).toHaveLength(moveNames.length)
  })
})
