import { useSyncExternalStore } from 'react'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import { newCommandId, sendNamed } from './api.ts'
import { nowInstant } from './clock.ts'
import {
  aged,
  arrived,
  dismissed,
  isCoded,
  joined,
  lanes,
  nextOf,
  OUTBOX,
  readQueue,
  turnedDown,
  type Lane,
  type Waiting,
} from './outboxQueue.ts'
import { NotSent } from './wire.ts'

const TRY_EVERY_MS = 15_000

let storageKey: string | null = null
let queue: readonly Waiting[] = []
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
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Reads, changes and writes in one go, so that two tabs do not undo each other. */
function change(how: (queue: readonly Waiting[]) => readonly Waiting[]): void {
  queue = how(stored() ?? queue)
  if (storageKey !== null) {
    try {
      localStorage.setItem(storageKey, JSON.stringify(queue))
    } catch {
      // Storage is full or closed: the queue is kept in memory, and its count stays on the screen.
    }
  }
  tell()
}

function stored(): readonly Waiting[] | null {
  try {
    return storageKey === null ? null : readQueue(localStorage.getItem(storageKey))
  } catch {
    return null
  }
}

/** Opens the outbox of one person in one service, sends what waits in it, and tries again whenever there may be a signal. */
export function startOutbox(owner: string): () => void {
  const early = queue
  storageKey = `${OUTBOX}${owner}`
  change((all) => early.reduce(joined, aged(all, nowInstant())))
  const fromOtherTab = (event: StorageEvent): void => {
    if (event.key !== storageKey) return
    queue = stored() ?? queue
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
    storageKey = null
    queue = []
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
  const owner = storageKey
  for (let next = nextOf(queue, lane); next !== null && storageKey === owner; next = nextOf(queue, lane)) {
    const { id } = next
    try {
      const sent = await sendNamed(next.command, next.input, { commandId: id, tries: 1, keepalive: lane === 'first' })
      if (storageKey !== owner) return
      if (lane === 'first') firstFailed = null
      if (!sent.ok) answers.set(id, sent.refusal.message)
      change((all) => (sent.ok ? arrived(all, id) : turnedDown(all, id, sent.refusal.code, nowInstant())))
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      if (lane === 'first' && storageKey === owner && queue.some((one) => one.id === id)) {
        firstFailed = fault.reason
        tell()
      }
      return
    }
  }
}

/**
 * Queues a press and sends it as soon as it can be sent, in order, once. For coded commands only.
 *
 * @param options.first whether it waits for nothing that was pressed before it: only for what needs nothing of that
 * @returns the key, to find it in the list again
 * @throws RangeError when the input holds free text, which may not be kept on a phone
 * @example post(recordStep, { allocationId, step: 'arrived', at: nowInstant() })
 */
export function post<C extends AnyCommand>(
  command: C,
  input: SentTo<C>,
  { first = false }: { readonly first?: boolean } = {},
): string {
  if (!isCoded(input)) throw new RangeError(`${command.name} holds text that may not be kept on a phone`)
  const id = newCommandId()
  const one = { id, command: command.name, input, madeAt: nowInstant(), refused: null, sentAt: null }
  // What failed before says nothing about this one.
  if (first && nextOf(queue, 'first') === null) firstFailed = null
  change((all) => joined(all, first ? { ...one, first } : one))
  sendNow()
  return id
}

/**
 * What waits on this phone, whoever pressed it: for the page that opens while the hub cannot be asked who is there. Nothing is sent
 * before its person is known.
 */
export function waitingHere(): readonly Waiting[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(OUTBOX))
      .flatMap((key) => readQueue(localStorage.getItem(key)))
      .filter(({ refused }) => refused === null)
  } catch {
    return []
  }
}

/** Takes away a refused press, once its person has read the answer. */
export function dismissRefused(id: string): void {
  answers.delete(id)
  change((all) => dismissed(all, id))
}

/** The hub's words for a refused press, while they are known. */
export const answerTo = (id: string): string | null => answers.get(id) ?? null

/** What waits and what was refused, always shown with its count, and why what goes first has not gone. */
export function useOutbox(): {
  readonly waiting: readonly Waiting[]
  readonly refused: readonly Waiting[]
  readonly firstFailed: NotSent['reason'] | null
} {
  const all = useSyncExternalStore(subscribe, () => queue)
  const failed = useSyncExternalStore(subscribe, () => firstFailed)
  return {
    waiting: all.filter(({ refused }) => refused === null),
    refused: all.filter(({ refused }) => refused !== null),
    firstFailed: failed,
  }
}
