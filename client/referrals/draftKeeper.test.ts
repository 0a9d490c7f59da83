import { describe, expect, it } from 'vitest'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { instant } from '#shared/time/instant.ts'
import { makeDraftKeeper, makeDraftKeepers, type Content, type Keeping } from '#client/referrals/draftKeeper.ts'

const keptAt = instant('2026-11-12T16:43:00Z')
const soon = (ms = 30): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A hub that answers when it is told to. */
function aHub() {
  const sent: Content[] = []
  const answers: ((how: 'yes' | 'no' | 'too-long' | 'lost') => void)[] = []
  let last: Keeping | null = null
  const keep = (content: Content) => {
    sent.push(content)
    return new Promise<
      | ReturnType<typeof done<{ number: number; keptAt: typeof keptAt }>>
      | ReturnType<typeof refuse<{ code: string; message: string }>>
    >((resolve, reject) => {
      answers.push((how) => {
        if (how === 'lost') reject(new Error('No signal'))
        else
          resolve(
            how === 'yes'
              ? done({ number: 2432, keptAt })
              : refuse({
                  code: how === 'no' ? 'draft-not-found' : 'invalid',
                  message: how === 'no' ? 'Gone' : 'Too long',
                }),
          )
      })
    })
  }
  const keeper = makeDraftKeeper({ keep, tell: (keeping) => (last = keeping), pauseMs: 5, againMs: 5 })
  const answer = async (how: 'yes' | 'no' | 'too-long' | 'lost' = 'yes') => {
    answers.shift()?.(how)
    await soon()
  }
  return { keeper, sent, answer, keeping: () => last }
}

describe('keeping a draft', () => {
  it('sends the first keystroke at once, and shows its number', async () => {
    const { keeper, sent, answer, keeping } = aHub()
    keeper.typed({ lastName: 'W' })
    expect(sent).toEqual([{ lastName: 'W' }])
    await answer()
    expect(keeping()).toEqual({ number: 2432, keptAt, waiting: false, trouble: null })
  })

  it('that was refused for what stood in it goes on with the next keystroke', async () => {
    const { keeper, sent, answer, keeping } = aHub()
    keeper.typed({ happening: 'far too long' })
    await answer('too-long')
    expect(keeping()).toMatchObject({ waiting: false, trouble: 'Too long' })
    keeper.typed({ happening: 'short' })
    await soon()
    expect(sent).toEqual([{ happening: 'far too long' }, { happening: 'short' }])
    await answer()
    expect(keeping()).toEqual({ number: 2432, keptAt, waiting: false, trouble: null })
  })

  it('sends one at a time, and the newest last', async () => {
    const { keeper, sent, answer, keeping } = aHub()
    keeper.typed({ lastName: 'W' })
    keeper.typed({ lastName: 'Wh' })
    keeper.typed({ lastName: 'Whi' })
    await soon()
    expect(sent).toHaveLength(1)
    await answer()
    expect(sent).toEqual([{ lastName: 'W' }, { lastName: 'Whi' }])
    expect(keeping()?.waiting).toBe(true)
    await answer()
    expect(keeping()?.waiting).toBe(false)
  })

  it('tries again with the newest when no answer came', async () => {
    const { keeper, sent, answer, keeping } = aHub()
    keeper.typed({ lastName: 'W' })
    keeper.typed({ lastName: 'Wh' })
    await answer('lost')
    expect(keeping()).toMatchObject({ waiting: true, trouble: 'No signal' })
    expect(sent.at(-1)).toEqual({ lastName: 'Wh' })
    await answer()
    expect(keeping()).toMatchObject({ waiting: false, trouble: null, number: 2432 })
    expect(sent).toHaveLength(2)
  })

  it('sends what was lost, when nothing newer was typed', async () => {
    const { keeper, sent, answer } = aHub()
    keeper.typed({ lastName: 'W' })
    await answer('lost')
    expect(sent).toEqual([{ lastName: 'W' }, { lastName: 'W' }])
    await answer()
    await keeper.stop()
  })

  it('stops when the draft is gone, and says so', async () => {
    const { keeper, sent, answer, keeping } = aHub()
    keeper.typed({ lastName: 'W' })
    await answer('no')
    keeper.typed({ lastName: 'Wh' })
    keeper.keepNow()
    expect(sent).toHaveLength(1)
    expect(keeping()?.trouble).toBe('Gone')
  })

  it('stops after what is under way', async () => {
    const { keeper, sent, answer } = aHub()
    keeper.typed({ lastName: 'W' })
    keeper.typed({ lastName: 'Wh' })
    let ended = false
    const ending = keeper.stop().then(() => (ended = true))
    await soon()
    expect(ended).toBe(false)
    await answer()
    await ending
    expect(sent).toHaveLength(1)
  })
})

describe('a draft whose form was taken away and opened again', () => {
  const from: Keeping = { number: 2432, keptAt, waiting: false, trouble: null }

  /** A hub that answers late; what it holds is what arrived last. */
  function twoForms() {
    const arrived: Content[] = []
    const answers: (() => void)[] = []
    const keep = (content: Content) => {
      arrived.push(content)
      return new Promise<ReturnType<typeof done<{ number: number; keptAt: typeof keptAt }>>>((resolve) =>
        answers.push(() => resolve(done({ number: 2432, keptAt }))),
      )
    }
    const keepers = makeDraftKeepers<string>()
    const opened = () => keepers.begin('draft', { keep, tell: () => {}, pauseMs: 1, againMs: 1 }, from)
    const answered = async (times = 6): Promise<void> => {
      for (let turn = 0; turn < times; turn++) {
        answers.shift()?.()
        await soon(5)
      }
    }
    return { arrived, opened, answered, stop: () => keepers.stop('draft') }
  }

  it('ends with what was typed last, however late the hub answers', async () => {
    const { arrived, opened, answered } = twoForms()
    const first = opened()
    first.typed({ lastName: 'W' })
    first.keepNow()
    first.typed({ lastName: 'Wh' })
    const second = opened()
    second.typed({ lastName: 'Whi' })
    second.keepNow()
    await answered()
    expect(arrived).toEqual([{ lastName: 'W' }, { lastName: 'Whi' }])
  })

  it('is not begun anew by either form once it has been thrown away', async () => {
    const { arrived, opened, answered, stop } = twoForms()
    const first = opened()
    first.typed({ lastName: 'W' })
    first.keepNow()
    const second = opened()
    second.typed({ lastName: 'Wh' })
    const stopping = stop()
    await answered()
    await stopping
    first.keepNow()
    second.keepNow()
    await soon()
    expect(arrived).toEqual([{ lastName: 'W' }])
  })
})
