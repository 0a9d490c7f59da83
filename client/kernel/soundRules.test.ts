import { describe, expect, it } from 'vitest'
import { isWished, soundNames, soundStateOf, waitsToSound } from './soundRules.ts'

describe('what sounds', () => {
  it.each([
    [true, false, ['new', 'soon', 'over', 'check-in']],
    [true, true, ['new', 'soon', 'over', 'check-in']],
    [false, true, ['over', 'check-in']],
    [false, false, []],
  ])('wanted %s, on a desk shift %s: %s', (wanted, onDesk, heard) => {
    expect(soundNames.filter((name) => isWished(name, { wanted, onDesk }))).toEqual(heard)
  })

  it('says when only the gravest are heard, and when the browser lets nothing sound', () => {
    expect(soundStateOf({ wanted: false, onDesk: true }, true)).toBe('grave')
    expect(soundStateOf({ wanted: false, onDesk: true }, false)).toBe('blocked')
    expect(soundStateOf({ wanted: true, onDesk: false }, true)).toBe('on')
    expect(soundStateOf({ wanted: false, onDesk: false }, true)).toBe('off')
  })

  it('is heard with the first press, the gravest of what came meanwhile, but not a new referral', () => {
    expect(waitsToSound(null, 'new')).toBeNull()
    expect(waitsToSound(waitsToSound(null, 'over'), 'soon')).toBe('over')
    expect(waitsToSound('soon', 'check-in')).toBe('check-in')
  })
})
