import { describe, expect, it } from 'vitest'
import { councilId, employerId, placeId } from '../kernel/ids.ts'
import { addDays, londonDay } from '../time/london.ts'
import { checkAmhp, checkApprovalDays, checkNewcomer } from './amhpChecks.ts'
import { registerWords } from './words.ts'

const today = londonDay('2026-11-12')
const days = (approvedOn: string, approvalEndsOn: string) =>
  checkApprovalDays({ approvedOn: londonDay(approvedOn), approvalEndsOn: londonDay(approvalEndsOn) }, today)

describe('the days of an approval', () => {
  it('are five years at most, both days counted', () => {
    expect(days('2024-03-01', '2029-02-28').ok).toBe(true)
    expect(days('2024-03-01', '2029-03-01')).toMatchObject({
      refusal: { code: 'approval-too-long', latest: '2029-02-28' },
    })
    expect(days('2024-02-29', '2029-02-28').ok).toBe(true)
    expect(days('2024-02-29', '2029-03-01').ok).toBe(false)
  })

  it('may be one day, and not the wrong way round', () => {
    expect(days('2026-11-12', '2026-11-12').ok).toBe(true)
    expect(days('2026-11-12', '2026-11-11')).toMatchObject({ refusal: { code: 'approval-ends-before-it-starts' } })
  })

  it('begin after AMHPs were made by law, and not in a mistyped year', () => {
    expect(days('2008-11-03', '2013-11-02').ok).toBe(true)
    expect(days('2008-11-02', '2013-11-01')).toMatchObject({ refusal: { code: 'approval-start-unlikely' } })
    expect(days(addDays(today, 366), addDays(today, 400)).ok).toBe(true)
    expect(days(addDays(today, 367), addDays(today, 400))).toMatchObject({ refusal: { field: 'approvedOn' } })
    expect(days('2200-12-31', '2200-12-31').ok).toBe(false)
  })
})

describe('an entry', () => {
  const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
  const [westmarch, norbeck] = [councilId.parse(id(1)), councilId.parse(id(2))]
  const [employer, base] = [employerId.parse(id(3)), placeId.parse(id(4))]
  const choices = {
    councils: [
      { id: westmarch, actedFor: true },
      { id: norbeck, actedFor: false },
    ],
    employers: [{ id: employer }],
    places: [{ id: base }],
  }
  const entry = {
    approvedOn: londonDay('2024-03-01'),
    approvalEndsOn: londonDay('2029-02-28'),
    approvingCouncilId: norbeck,
    actingForCouncilIds: [westmarch],
    employerId: employer,
    baseId: base,
  }
  const codeOf = (changes: Partial<typeof entry> | { baseId: null }) => {
    const answer = checkAmhp({ ...entry, ...changes }, choices, today)
    return answer.ok ? null : answer.refusal.code
  }

  it('chooses from the lists of its service', () => {
    expect(codeOf({})).toBeNull()
    expect(codeOf({ baseId: null })).toBeNull()
    expect(codeOf({ approvingCouncilId: councilId.parse(id(9)) })).toBe('council-unknown')
    expect(codeOf({ actingForCouncilIds: [westmarch, norbeck] })).toBe('council-not-acted-for')
    expect(codeOf({ employerId: employerId.parse(id(9)) })).toBe('employer-unknown')
    expect(codeOf({ baseId: placeId.parse(id(9)) })).toBe('place-unknown')
    expect(codeOf({ approvalEndsOn: londonDay('2031-02-28') })).toBe('approval-too-long')
  })

  it('is for somebody who is here and not on the register yet', () => {
    expect(checkNewcomer({ onRegister: false }).ok).toBe(true)
    expect(checkNewcomer({ onRegister: true })).toMatchObject({ refusal: { code: 'already-on-register' } })
    expect(checkNewcomer(null)).toMatchObject({ refusal: { code: 'person-unknown' } })
  })
})

it('a refusal says who changed a record, as far as that is known', () => {
  expect(registerWords({ code: 'changed-since-seen', byName: null, at: null, version: 2 })).toMatch(
    /^This is not as it was/,
  )
})
