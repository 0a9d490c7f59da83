import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allSingleKeys, checkKeys, keyFor, keyWords, meantBy, typedKey, usualKeys } from './singleKeys.ts'

describe('the single keys of somebody', () => {
  it('are the usual ones until they say otherwise', () => {
    for (const key of allSingleKeys) expect([keyFor(key, usualKeys), meantBy(key, usualKeys)]).toEqual([key, key])
    expect([meantBy('x', usualKeys), meantBy('g', usualKeys)]).toEqual([null, null])
  })

  it('can be changed, turned off one by one, and turned off all together', () => {
    const own = { on: true, changed: { n: 'x', s: '' } }
    expect([keyFor('n', own), meantBy('x', own), meantBy('n', own)]).toEqual(['x', 'n', null])
    expect([keyFor('s', own), meantBy('s', own)]).toEqual([null, null])
    for (const key of allSingleKeys) expect(meantBy(key, { on: false, changed: {} })).toBeNull()
  })

  it('each do one thing, and are one key', () => {
    expect(checkKeys({ n: 'j' })).toEqual({ code: 'key-taken', field: 'n', by: 'j' })
    expect(checkKeys({ n: 'x', j: 'x' })).toMatchObject({ code: 'key-taken' })
    expect([checkKeys({ n: 'j', j: 'n' }), checkKeys({ n: 'j', j: '' }), checkKeys({ n: 'é' })]).toEqual([
      null,
      null,
      null,
    ])
    for (const wrong of ['ab', ' ', 'Tab', '\u0000', '\t']) expect(checkKeys({ n: wrong })?.code).toBe('not-one-key')
    expect(checkKeys({ n: 'g' })?.code).toBe('key-begins-pairs')
    expect(keyWords({ code: 'key-taken', field: 'n', by: 'j' })).toContain('Next referral')
    expect(typedKey(' X ')).toBe('x')
  })

  it('never do two things with one press, whatever is chosen', () => {
    const some = fc.dictionary(fc.constantFrom(...allSingleKeys), fc.constantFrom(...allSingleKeys, '', 'x', 'y', 'w'))
    fc.assert(
      fc.property(some, (changed) => {
        if (checkKeys(changed) !== null) return
        const pressed = allSingleKeys.map((key) => keyFor(key, { on: true, changed })).filter((key) => key !== null)
        expect(new Set(pressed).size).toBe(pressed.length)
      }),
    )
  })
})
