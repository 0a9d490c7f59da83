import { describe, expect, it } from 'vitest'
import { saidOnce } from './saidOnce.ts'

describe('what several hands wrote, said once', () => {
  it('says a sentence once, however it ends, and never two full stops', () => {
    const police = 'Police will stay until the AMHP arrives.'
    expect(saidOnce(['', police, `None known. See in pairs not needed. ${police}`])).toBe(
      `${police} None known. See in pairs not needed.`,
    )
    expect(saidOnce(['Yes', 'Has hit out at staff', 'has hit out  at staff.'])).toBe('Yes. Has hit out at staff')
    expect(saidOnce(['Dog in the yard!', 'Ring first'])).toBe('Dog in the yard! Ring first')
    expect(saidOnce(['', '  ', ''])).toBe('')
  })

  it('leaves out nothing that only looks alike', () => {
    const asked = ['Weapons? No. Dogs? No.', 'Alone at home? No.']
    expect(saidOnce(asked)).toBe(asked.join(' '))
    const doctors = ['Seen today by Dr. Hale.', 'Seen today by Dr. Patel.']
    expect(saidOnce(doctors)).toBe(doctors.join(' '))
    const lines = 'Two things.\nBring the warrant.'
    expect(saidOnce([lines])).toBe(lines)
    expect(saidOnce(['He may run off. He may run off.'])).toBe('He may run off. He may run off.')
  })
})
