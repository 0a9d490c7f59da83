import { expect, it } from 'vitest'
import type { Missed } from '#shared/kernel/missed.ts'
import { makeGapFiller } from './gapFiller.ts'
import type { Stale } from './queryCache.ts'

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 2))

/** The hub's end: what was asked, and the answers as they are given. */
function aHub() {
  const asked: number[] = []
  const made: (readonly string[] | 'all')[] = []
  const answers: ((missed: Missed | Error) => void)[] = []
  const fill = makeGapFiller(
    ({ since }) => {
      asked.push(since)
      return new Promise((resolve, reject) =>
        answers.push((missed) => (missed instanceof Error ? reject(missed) : resolve(missed))),
      )
    },
    (stale: Stale) => made.push(stale === 'all' ? 'all' : [...stale]),
  )
  const says = async (seq: number, touches: Missed['touches'] | Error): Promise<void> => {
    answers.shift()?.(touches instanceof Error ? touches : { epoch: 'a', seq, touches })
    await aMoment()
  }
  return { fill, asked, made, says }
}

it('asks from the last number that was heard, and makes stale what that names and no more', async () => {
  const { fill, asked, made, says } = aHub()
  fill({ epoch: 'a', since: 40, to: 43 })
  await says(43, ['rota', 'toil'])
  expect([asked, made]).toEqual([[40], [['rota', 'toil']]])
})

it('asks once for holes that are found while an answer is on its way, if it reaches as far', async () => {
  const { fill, asked, made, says } = aHub()
  fill({ epoch: 'a', since: 40, to: 41 })
  fill({ epoch: 'a', since: 43, to: 45 })
  await says(45, ['referrals'])
  expect([asked, made]).toEqual([[40], [['referrals']]])
})

it('asks once more from where an answer ends that does not reach as far as was heard meanwhile', async () => {
  const { fill, asked, made, says } = aHub()
  fill({ epoch: 'a', since: 40, to: 41 })
  fill({ epoch: 'a', since: 43, to: 48 })
  await says(46, ['referrals'])
  await says(48, ['rota'])
  expect([asked, made]).toEqual([
    [40, 46],
    [['referrals'], ['rota']],
  ])
})

it('asks for everything where the hub cannot say, does not answer, or was restored', async () => {
  const { fill, made, says } = aHub()
  fill('all')
  fill({ epoch: 'a', since: 40, to: 41 })
  await says(41, 'all')
  fill({ epoch: 'a', since: 41, to: 42 })
  await says(0, new Error('not sent'))
  fill({ epoch: 'a', since: 42, to: 43 })
  await says(42, [])
  expect(made).toEqual(['all', 'all', 'all', [], 'all'])
})

it('asks anew for the next hole', async () => {
  const { fill, asked, says } = aHub()
  fill({ epoch: 'a', since: 40, to: 41 })
  await says(41, [])
  fill({ epoch: 'a', since: 41, to: 44 })
  await says(44, [])
  expect(asked).toEqual([40, 41])
})
