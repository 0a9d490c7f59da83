import { describe, expect, it } from 'vitest'
import { judge, type Attempt } from '#tests/harness/historyModel.ts'

const heard = (key: string, how: Attempt['heard'], answer?: string): Attempt => ({
  key,
  heard: how,
  ...(answer !== undefined && { answer }),
})

describe('what was sent and what is there', () => {
  it('agree when each acknowledged thing is there once', () => {
    expect(judge([heard('a', 'nothing'), heard('a', 'done', '1'), heard('a', 'done', '1')], ['a'])).toEqual({
      keys: 1,
      acknowledged: 1,
      lost: [],
      doubled: [],
      invented: [],
      contradicted: [],
      unheard: 0,
    })
  })

  it.each([
    ['lost', [heard('a', 'done')], []],
    ['doubled', [heard('a', 'done')], ['a', 'a']],
    ['invented', [heard('a', 'refused')], ['a']],
    ['invented', [], ['a']],
    ['contradicted', [heard('a', 'done', '1'), heard('a', 'done', '2')], ['a']],
  ] as const)('%s', (what, history, found) => {
    expect(judge(history, found)[what]).toEqual(['a'])
  })

  it('lets what nobody heard of be there once, or not at all', () => {
    expect(judge([heard('a', 'nothing'), heard('b', 'nothing')], ['a'])).toMatchObject({ lost: [], unheard: 1 })
  })
})
