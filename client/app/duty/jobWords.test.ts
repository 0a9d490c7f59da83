import { describe, expect, it } from 'vitest'
import type { MyJob } from '#shared/allocations/contract.ts'
import { knowLines } from './jobWords.ts'

/** A job as far as what to know before the door goes. */
function jobWith(riskToStaff: MyJob['referral']['riskToStaff'], risk: string): MyJob {
  const referral = { riskToStaff, riskDetail: '', asksFor: '', interpreter: '', nearestRelative: '' }
  // Only what is read of a referral is given.
  return { referral, arrangements: [], decision: { words: 'Assess', whyNow: '', risk } } as unknown as MyJob
}

describe('what the triage decision says of risk', () => {
  it('asks for care only when there is a risk, or nobody asked', () => {
    const iconOf = (riskToStaff: MyJob['referral']['riskToStaff']) =>
      knowLines(jobWith(riskToStaff, 'Dog in the yard.')).find(({ words }) => words === 'Dog in the yard.')?.icon
    expect(iconOf('none-known')).toBe('note')
    expect(iconOf('yes')).toBe('triangle')
    expect(iconOf('not-asked')).toBe('triangle')
  })

  it('is no line when nothing was said', () => {
    expect(knowLines(jobWith('none-known', '')).map(({ words }) => words)).toEqual(['No known risk to staff.'])
  })
})
