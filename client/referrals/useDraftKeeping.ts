import { useCallback, useEffect, useRef, useState } from 'react'
import { send } from '#client/kernel/api.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { keepDraft } from '#shared/referrals/contract.ts'
import { makeDraftKeepers, type Content, type DraftKeeper, type Keeping } from './draftKeeper.ts'

const notBegun: Keeping = { number: null, keptAt: null, waiting: false, trouble: null }

export interface DraftKeeping {
  readonly keeping: Keeping
  readonly typed: (content: Content) => void
  readonly stop: () => Promise<void>
}

const keepers = makeDraftKeepers<DraftId>()

/** Keeps one draft for as long as its form is shown; on leaving, what was typed last is sent too. */
export function useDraftKeeping(draftId: DraftId, from: Keeping = notBegun): DraftKeeping {
  const [keeping, setKeeping] = useState(from)
  const keeper = useRef<DraftKeeper | null>(null)
  const last = useRef(from)
  const keeperOf = useCallback((): DraftKeeper => {
    const keep = (content: Content) => send(keepDraft, { draftId, content }, { tries: 1 })
    const tell = (now: Keeping): void => {
      last.current = now
      setKeeping(now)
    }
    return (keeper.current ??= keepers.begin(draftId, { keep, tell }, last.current))
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
    // Whatever is typed after that, because the draft is still there, begins anew.
    stop: useCallback(async () => {
      keeper.current = null
      await keepers.stop(draftId)
    }, [draftId]),
  }
}
