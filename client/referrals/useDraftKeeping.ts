import { useCallback, useEffect, useRef, useState } from 'react'
import { send } from '#client/kernel/api.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { keepDraft } from '#shared/referrals/contract.ts'
import { makeDraftKeeper, type Content, type DraftKeeper, type Keeping } from './draftKeeper.ts'

const notBegun: Keeping = { number: null, keptAt: null, waiting: false, trouble: null }

export interface DraftKeeping {
  readonly keeping: Keeping
  readonly typed: (content: Content) => void
  readonly stop: () => Promise<void>
}

const underWay = new Map<DraftId, Promise<unknown>>()

/** What is kept of a draft arrives in the order in which it was typed, also when a form has been taken away and another opened for it. */
function inTurn<Answer>(draftId: DraftId, keep: () => Promise<Answer>): Promise<Answer> {
  const before = underWay.get(draftId)
  const mine = before === undefined ? keep() : before.then(keep, keep)
  underWay.set(draftId, mine)
  const over = (): void => void (underWay.get(draftId) === mine && underWay.delete(draftId))
  mine.then(over, over)
  return mine
}

/** Keeps one draft for as long as its form is shown; on leaving, what was typed last is sent too. */
export function useDraftKeeping(draftId: DraftId, from: Keeping = notBegun): DraftKeeping {
  const [keeping, setKeeping] = useState(from)
  const keeper = useRef<DraftKeeper | null>(null)
  const start = useRef(from)
  const keeperOf = useCallback((): DraftKeeper => {
    const keep = (content: Content) => inTurn(draftId, () => send(keepDraft, { draftId, content }, { tries: 1 }))
    return (keeper.current ??= makeDraftKeeper({ keep, tell: setKeeping }, start.current))
  }, [draftId])
  const keepNow = useCallback(() => keeper.current?.keepNow(), [])

  useEffect(() => {
    document.addEventListener('focusout', keepNow)
    document.addEventListener('visibilitychange', keepNow)
    window.addEventListener('pagehide', keepNow)
    return () => {
      document.removeEventListener('focusout', keepNow)
      document.removeEventListener('visibilitychange', keepNow)
      window.removeEventListener('pagehide', keepNow)
      keepNow()
    }
  }, [keepNow])

  return {
    keeping,
    typed: useCallback((content: Content) => keeperOf().typed(content), [keeperOf]),
    stop: useCallback(async () => keeper.current?.stop(), []),
  }
}
