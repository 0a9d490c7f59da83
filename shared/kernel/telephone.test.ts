import { describe, expect, it } from 'vitest'
import { answersCallBack, callBackText, callBackWords, isRingable } from './telephone.ts'

describe('a number to call back on', () => {
  it('may be written as people write numbers, with extensions and whom to ask for', () => {
    const written = [
      '01632 960 118',
      '+44 (0)1632 960118',
      '07700900318',
      'ext 4471',
      '01632 960 118 x44, ask for the nurse in charge',
      'bleep 221',
      '999',
    ]
    expect(written.filter((text) => !isRingable(text))).toEqual([])
    expect(written.map((text) => callBackText.parse(text))).toEqual(written)
  })

  it('may be said to be none: a caller who withholds theirs is referred about all the same', () => {
    for (const text of ['none given', 'None', 'No number', 'no phone', 'not known', 'Withheld', 'refused to say'])
      expect(answersCallBack(text), text).toBe(true)
  })

  it('is refused, with what to type, when nobody could ring it', () => {
    for (const text of ['abc', 'switchboard', '-', '12', 'ward 7'])
      expect(callBackText.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([callBackWords])
  })
})
