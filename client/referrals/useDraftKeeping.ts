import { useCallback, useEffect, useRef, useState } from 'react'
import { send } from '#client/kernel/api.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { keepDraft } from '#shared/referrals/contract.ts'
import { keptElsewhere, type SeenDraft } from '#shared/referrals/draftElsewhere.ts'
import { isSame, takenFrom, type BothSaid } from './draftElsewhere.ts'
import { makeDraftKeepers, type Content, type DraftKeeper, type Keeping } from './draftKeeper.ts'

const notBegun: Keeping = { number: null, keptAt: null, waiting: false, trouble: null }

/** What this page saw last of each draft at the hub: a form that is opened again goes on from there. */
const seenDrafts = new Map<DraftId, SeenDraft>()

/** What this page sent last of each draft, whether or not an answer came. */
const sentLast = new Map<DraftId, Content>()

export interface DraftTakenUp {
  readonly keeping: Keeping
  readonly seen: SeenDraft
}

/** The form takes over what another screen kept: every box as it is to stand, and where both wrote something else. */
export type OnElsewhere = (content: Content, both: readonly BothSaid[]) => void

export interface DraftKeeping {
  readonly keeping: Keeping
  readonly typed: (content: Content) => void
  readonly stop: () => Promise<void>
}

const keepers = makeDraftKeepers<DraftId>()

/** Sends it with what was seen last, and remembers what the hub has then. */
async function keepOne(draftId: DraftId, content: Content, seen: SeenDraft | undefined) {
  sentLast.set(draftId, content)
  const kept = await send(keepDraft, { draftId, content, ...(seen && { seenVersion: seen.version }) }, { tries: 1 })
  if (kept.ok && kept.value.version !== undefined) seenDrafts.set(draftId, { version: kept.value.version, content })
  return kept
}

/** Keeps one draft for as long as its form is shown; on leaving, what was typed last is sent too. */
export function useDraftKeeping(
  draftId: DraftId,
  takenUp: DraftTakenUp | undefined,
  onElsewhere: OnElsewhere,
): DraftKeeping {
  const from = takenUp?.keeping ?? notBegun
  const begunFrom = takenUp?.seen
  const [keeping, setKeeping] = useState(from)
  const typedLast = useRef<Content>({})
  const elsewhere = useRef(onElsewhere)
  useEffect(() => {
    elsewhere.current = onElsewhere
  })
  const keeper = useRef<DraftKeeper | null>(null)
  const last = useRef(from)
  const keeperOf = useCallback((): DraftKeeper => {
    const keep = async (content: Content) => {
      const seen = seenDrafts.get(draftId) ?? begunFrom
      const sentBefore = sentLast.get(draftId)
      const kept = await keepOne(draftId, content, seen)
      const theirs = kept.ok ? null : keptElsewhere(kept.refusal)
      if (theirs === null) return kept
      // Its answer was lost on the way: what stands there is this page's own.
      if (sentBefore && isSame(sentBefore, theirs.content)) return keepOne(draftId, content, theirs)
      const { merged, both } = takenFrom(typedLast.current, seen?.content ?? {}, theirs.content)
      elsewhere.current(merged, both)
      return keepOne(draftId, merged, theirs)
    }
    const tell = (now: Keeping): void => {
      last.current = now
      setKeeping(now)
    }
    return (keeper.current ??= keepers.begin(draftId, { keep, tell }, last.current))
  }, [draftId, begunFrom])
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
    typed: useCallback(
      (content: Content) => {
        typedLast.current = content
        keeperOf().typed(content)
      },
      [keeperOf],
    ),
    // Whatever is typed after that, because the draft is still there, begins anew.
    stop: useCallback(async () => {
      keeper.current = null
      await keepers.stop(draftId)
    }, [draftId]),
  }
}
