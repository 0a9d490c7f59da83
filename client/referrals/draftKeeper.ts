import type { Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'

export type Content = Readonly<Record<string, string>>

/** How the draft stands at the hub. */
export interface Keeping {
  /** The reference, once the hub has made one. */
  readonly number: number | null
  /** When the hub last kept what was typed. */
  readonly keptAt: Instant | null
  /** Something typed has not reached the hub yet. */
  readonly waiting: boolean
  /** Why it could not be kept, in words; tried again by itself, or with the next keystroke where the hub has said no, unless the draft is gone. */
  readonly trouble: string | null
}

interface Deps {
  /** Sends what was typed. @throws when no answer came */
  readonly keep: (
    content: Content,
  ) => Promise<
    Outcome<{ readonly number: number; readonly keptAt: Instant }, { readonly code: string; readonly message: string }>
  >
  readonly tell: (keeping: Keeping) => void
  /** How long to wait for more keystrokes, and before trying again. */
  readonly pauseMs?: number
  readonly againMs?: number
}

export interface DraftKeeper {
  /** Something was typed: the first is kept at once, the rest within a second. */
  readonly typed: (content: Content) => void
  /** Keeps what waits now: on leaving a box or the page. */
  readonly keepNow: () => void
  /** Sends nothing more, and ends when what is under way has been answered. */
  readonly stop: () => Promise<void>
}

const PAUSE_MS = 1000
const AGAIN_MS = 3000

/**
 * Keeps a draft at the hub while it is typed: one request at a time, the newest text last, so that an older one never lands on top.
 *
 * @param from how the draft stands already, when it is taken up again
 */
export function makeDraftKeeper(
  { keep, tell, pauseMs = PAUSE_MS, againMs = AGAIN_MS }: Deps,
  from?: Keeping,
): DraftKeeper {
  let keeping: Keeping = from ?? { number: null, keptAt: null, waiting: false, trouble: null }
  let next: Content | null = null
  let underWay: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  const show = (change: Partial<Keeping>): void => {
    keeping = { ...keeping, ...change }
    tell(keeping)
  }
  const wait = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = null
      flush()
    }, ms)
  }
  const sendOne = async (content: Content): Promise<void> => {
    try {
      const kept = await keep(content)
      if (!kept.ok) {
        // What is too long can be shortened; only a draft that is no more takes nothing more.
        stopped ||= kept.refusal.code === 'draft-not-found'
        return show({ waiting: next !== null, trouble: kept.refusal.message })
      }
      show({ ...kept.value, waiting: next !== null, trouble: null })
    } catch (fault) {
      next ??= content
      show({ waiting: true, trouble: fault instanceof Error ? fault.message : 'Not kept yet.' })
    }
  }
  const flush = (): void => {
    if (stopped || underWay !== null || next === null) return
    const content = next
    next = null
    underWay = sendOne(content).finally(() => {
      underWay = null
      if (next !== null && !stopped) wait(keeping.trouble === null ? pauseMs : againMs)
    })
  }
  return {
    typed(content) {
      if (stopped) return
      next = content
      show({ waiting: true })
      if (keeping.number === null && keeping.trouble === null) flush()
      else wait(pauseMs)
    },
    keepNow: flush,
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await underWay
    },
  }
}

export interface DraftKeepers<Id> {
  /** From now on this keeper keeps the draft; one that kept it before, for a form that was taken away, sends nothing more. */
  readonly begin: (id: Id, deps: Deps, from: Keeping) => DraftKeeper
  /** Nothing more is sent of the draft by anybody; ends when what is under way has been answered. */
  readonly stop: (id: Id) => Promise<void>
}

/**
 * The keepers of all drafts of this page, one for each draft: what was typed into a form that is opened again holds what was typed before,
 * so the older form’s text neither follows it nor brings back a draft that was thrown away.
 */
export function makeDraftKeepers<Id>(): DraftKeepers<Id> {
  const current = new Map<Id, DraftKeeper>()
  const underWay = new Map<Id, Promise<unknown>>()
  const inTurn = (id: Id, keep: () => ReturnType<Deps['keep']>): ReturnType<Deps['keep']> => {
    const before = underWay.get(id)
    const mine = before === undefined ? keep() : before.then(keep, keep)
    underWay.set(id, mine)
    const over = (): void => void (underWay.get(id) === mine && underWay.delete(id))
    mine.then(over, over)
    return mine
  }
  return {
    begin(id, deps, from) {
      void current.get(id)?.stop()
      const keeper = makeDraftKeeper({ ...deps, keep: (content) => inTurn(id, () => deps.keep(content)) }, from)
      current.set(id, keeper)
      return keeper
    },
    async stop(id) {
      const keeper = current.get(id)
      current.delete(id)
      await keeper?.stop()
      await underWay.get(id)?.catch(() => undefined)
    },
  }
}
