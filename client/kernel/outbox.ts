import { useSyncExternalStore } from 'react'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import { newCommandId, sendNamed } from './api.ts'
import { nowInstant, useNow } from './clock.ts'
import { forgetWords, takeWords } from './handedWords.ts'
import {
  aged,
  arrived,
  dismissed,
  isCoded,
  isTaken,
  isUnsent,
  joined,
  lanes,
  nextOf,
  OUTBOX,
  readQueue,
  stillWaiting,
  takenElsewhere,
  turnedDown,
  withoutTaken,
  type Lane,
  type Waiting,
} from './outboxQueue.ts'
import { keyOf, whosePress, type Whose } from './whose.ts'
import { NotSent } from './wire.ts'

const TRY_EVERY_MS = 15_000

/** Whose session is open: only what is theirs is sent. */
let sender: string | null = null
/** Each person's queue as this page last knew it: the phone's storage may be full or closed. */
const queues = new Map<string, readonly Waiting[]>()
const NONE: readonly Waiting[] = []
/** Goes up with every change, for what reads more than one queue. */
let changes = 0
/** The tries of each lane that have no answer yet. */
const tries: Record<Lane, number> = { first: 0, 'in-order': 0 }
/** How many tries of a lane may hang beside each other. A call for help waits for none that hangs: the hub takes one key once. */
const MOST_TRIES: Record<Lane, number> = { first: 4, 'in-order': 1 }
/** Why the last try of the first lane did not get through; `null` before one, and once one has. */
let firstFailed: NotSent['reason'] | null = null
/** Words of the hub's answers. They may hold a colleague's name, so they are not kept on the phone. */
const answers = new Map<string, string>()
const listeners = new Set<() => void>()

function tell(): void {
  changes += 1
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const queueOf = (owner: string | null): readonly Waiting[] => (owner === null ? NONE : (queues.get(owner) ?? NONE))

/** Whose queue could not be written when it last changed, each with what this page has taken out of it since. */
const unwritten = new Map<string, Set<string>>()

/** What waits, as far as anybody here knows: what another tab has written, and what is only in this page's memory. */
function known(owner: string): readonly Waiting[] {
  const [kept, mine, gone] = [stored(owner), queueOf(owner), unwritten.get(owner)]
  if (gone === undefined) return kept ?? mine
  return (kept ?? NONE).filter(({ id }) => !gone.has(id)).reduce(joined, mine)
}

/** Reads, changes and writes in one go, so that two tabs do not undo each other. */
function change(owner: string, how: (queue: readonly Waiting[]) => readonly Waiting[]): void {
  const before = known(owner)
  const changed = how(before)
  queues.set(owner, changed)
  try {
    localStorage.setItem(OUTBOX + owner, JSON.stringify(changed))
    unwritten.delete(owner)
  } catch {
    // Storage is full or closed: the queue is kept in memory, and its count stays on the screen.
    const gone = unwritten.get(owner) ?? new Set<string>()
    for (const { id } of before) if (!changed.some((one) => one.id === id)) gone.add(id)
    unwritten.set(owner, gone)
  }
  tell()
}

function stored(owner: string): readonly Waiting[] | null {
  try {
    return readQueue(localStorage.getItem(OUTBOX + owner))
  } catch {
    return null
  }
}

/** Opens the outbox of one person in one service, sends what waits in it, and tries again whenever there may be a signal. */
export function startOutbox(owner: string): () => void {
  // What could not be written before is only in memory, and what was written is in the storage.
  const inMemory = queueOf(owner)
  sender = owner
  change(owner, (all) => inMemory.filter(isUnsent).reduce(joined, aged(all, nowInstant())))
  const fromOtherTab = (event: StorageEvent): void => {
    if (event.key?.startsWith(OUTBOX) !== true) return
    queues.set(owner, known(owner))
    tell()
  }
  const timer = setInterval(sendNow, TRY_EVERY_MS)
  window.addEventListener('online', sendNow)
  window.addEventListener('storage', fromOtherTab)
  sendNow()
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', sendNow)
    window.removeEventListener('storage', fromOtherTab)
    sender = null
    firstFailed = null
    answers.clear()
    tell()
  }
}

/** Tries now to send what waits. */
export function sendNow(): void {
  for (const lane of lanes) {
    if (tries[lane] >= MOST_TRIES[lane]) continue
    tries[lane] += 1
    void sendAll(lane).finally(() => (tries[lane] -= 1))
  }
}

async function sendAll(lane: Lane): Promise<void> {
  const owner = sender
  if (owner === null) return
  for (
    let next = nextOf(queueOf(owner), lane);
    next !== null && sender === owner;
    next = nextOf(queueOf(owner), lane)
  ) {
    const { id } = next
    try {
      const options = { commandId: id, tries: 1, keepalive: lane === 'first', as: owner, tappedAt: next.madeAt }
      const sent = await sendNamed(next.command, next.input, options)
      if (lane === 'first') firstFailed = null
      if (!sent.ok) answers.set(id, sent.refusal.message)
      change(owner, (all) => (sent.ok ? arrived(all, id) : turnedDown(all, id, sent.refusal.code, nowInstant())))
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      if (lane === 'first' && sender === owner && queueOf(owner).some((one) => one.id === id)) {
        firstFailed = fault.reason
        tell()
      }
      return
    }
  }
}

/**
 * Hears what became of presses that the worker sent on for a page that had gone: when a page opens or comes back, and when the worker says
 * so. What the hub did not take waits here as before. Called once.
 */
export function startHearing(): void {
  const hear = (): void => void hearWorker()
  const seen = (): void => (document.visibilityState === 'visible' ? hear() : undefined)
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('pageshow', hear)
  if ('serviceWorker' in navigator) navigator.serviceWorker.addEventListener('message', hear)
  hear()
}

async function hearWorker(): Promise<void> {
  // A browser that keeps nothing has no word either.
  for (const { id, status, at } of await takeWords().catch(() => [])) {
    const owner = status < 300 ? owners().find((one) => known(one).some((press) => press.id === id)) : undefined
    if (owner !== undefined) change(owner, (all) => takenElsewhere(all, id, at, nowInstant()))
  }
}

/** Forgets what the hub took from the worker, when whoever pressed signs out: they have been told. */
export function forgetTaken(): void {
  if (sender !== null) change(sender, withoutTaken)
  void forgetWords().catch(() => null)
}

interface Posting {
  /** Whether it waits for nothing that was pressed before it: only for what needs nothing of that. */
  readonly first?: boolean
  /** The key of the press that it takes back. */
  readonly undoes?: string
  /** Whose press it is, where it was begun earlier than it is posted. */
  readonly whose?: Whose | null
}

/**
 * Queues a press and sends it as soon as it can be sent, in order, once, and only while whoever pressed is signed in. For coded commands
 * only.
 *
 * @returns the key, to find it in the list again
 * @throws RangeError when the input holds free text, which may not be kept on a phone, or when nobody has been signed in
 * @example post(recordStep, { allocationId, step: 'arrived', at: nowInstant() })
 */
export function post<C extends AnyCommand>(
  command: C,
  input: SentTo<C>,
  { first = false, undoes, whose = whosePress() }: Posting = {},
): string {
  if (!isCoded(input)) throw new RangeError(`${command.name} holds text that may not be kept on a phone`)
  if (whose === null) throw new RangeError(`${command.name} was pressed by nobody`)
  const id = newCommandId()
  const owner = keyOf(whose)
  const one = { id, command: command.name, input, madeAt: nowInstant(), refused: null, sentAt: null }
  // What failed before says nothing about this one.
  if (first && nextOf(queueOf(owner), 'first') === null) firstFailed = null
  change(owner, (all) =>
    joined(all, { ...one, whose: whose.givenName, ...(first && { first }), ...(undoes !== undefined && { undoes }) }),
  )
  sendNow()
  return id
}

/** What waits on this phone of one person in one service. */
export interface WaitingOf {
  readonly owner: string
  /** `null` for what an earlier version kept. */
  readonly givenName: string | null
  readonly waiting: readonly Waiting[]
  /** What the hub has, and its person has not read so yet. */
  readonly taken: readonly Waiting[]
}

/**
 * What waits on this phone, whoever pressed it: for pages of somebody else, and while the hub cannot be asked who is there. Nothing of it
 * is sent before its person is known.
 */
export function waitingHere(): readonly WaitingOf[] {
  const now = nowInstant()
  return owners().flatMap((owner) => {
    const all = known(owner)
    const [waiting, taken] = [stillWaiting(all, now), all.filter(isTaken)]
    const last = waiting.at(-1) ?? taken.at(-1)
    return last === undefined ? [] : { owner, givenName: last.whose ?? null, waiting, taken }
  })
}

function owners(): readonly string[] {
  try {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(OUTBOX))
    return [...new Set([...kept.map((key) => key.slice(OUTBOX.length)), ...queues.keys()])]
  } catch {
    return [...queues.keys()]
  }
}

/** The same, kept up to date: what waits here of others than whoever is signed in. */
export function useWaitingOfOthers(): readonly WaitingOf[] {
  useNow(30_000)
  useSyncExternalStore(subscribe, () => changes)
  return waitingHere().filter(({ owner }) => owner !== sender)
}

/** Takes away a press that has an answer, once its person has read it. */
export function dismissRead(id: string): void {
  answers.delete(id)
  if (sender !== null) change(sender, (all) => dismissed(all, id))
}

/** The hub's words for a refused press, while they are known. */
export const answerTo = (id: string): string | null => answers.get(id) ?? null

/** What waits and what was refused, always shown with its count, and why what goes first has not gone. */
export function useOutbox(): {
  readonly waiting: readonly Waiting[]
  readonly refused: readonly Waiting[]
  readonly taken: readonly Waiting[]
  readonly firstFailed: NotSent['reason'] | null
} {
  const all = useSyncExternalStore(subscribe, () => queueOf(sender))
  const failed = useSyncExternalStore(subscribe, () => firstFailed)
  return {
    waiting: all.filter(isUnsent),
    refused: all.filter(({ refused }) => refused !== null),
    taken: all.filter(isTaken),
    firstFailed: failed,
  }
}
