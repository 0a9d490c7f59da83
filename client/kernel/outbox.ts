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
  nextOf,
  OUTBOX,
  readQueue,
  turnedDown,
  type Waiting,
} from './outboxQueue.ts'
import { NotSent } from './wire.ts'

const TRY_EVERY_MS = 15_000

let storageKey: string | null = null
let queue: readonly Waiting[] = []
let sending = false
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
    answers.clear()
    tell()
  }
}

/** Tries now to send what waits. */
export function sendNow(): void {
  if (!sending) void sendAll().finally(() => (sending = false))
}

async function sendAll(): Promise<void> {
  sending = true
  const owner = storageKey
  for (let next = nextOf(queue); next !== null && storageKey === owner; next = nextOf(queue)) {
    const { id } = next
    try {
      const sent = await sendNamed(next.command, next.input, { commandId: id, tries: 1 })
      if (storageKey !== owner) return
      if (!sent.ok) answers.set(id, sent.refusal.message)
      change((all) => (sent.ok ? arrived(all, id) : turnedDown(all, id, sent.refusal.code, nowInstant())))
    } catch (fault) {
      if (fault instanceof NotSent) return
      throw fault
    }
  }
}

/**
 * Queues a press and sends it as soon as it can be sent, in order, once. For coded commands only.
 *
 * @returns the key, to find it in the list again
 * @throws RangeError when the input holds free text, which may not be kept on a phone
 * @example post(recordStep, { allocationId, step: 'arrived', at: nowInstant() })
 */
export function post<C extends AnyCommand>(command: C, input: SentTo<C>): string {
  if (!isCoded(input)) throw new RangeError(`${command.name} holds text that may not be kept on a phone`)
  const id = newCommandId()
  change((all) => joined(all, { id, command: command.name, input, madeAt: nowInstant(), refused: null, sentAt: null }))
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

/** What waits and what was refused, always shown with its count. */
export function useOutbox(): { readonly waiting: readonly Waiting[]; readonly refused: readonly Waiting[] } {
  const all = useSyncExternalStore(subscribe, () => queue)
  return {
    waiting: all.filter(({ refused }) => refused === null),
    refused: all.filter(({ refused }) => refused !== null),
  }
}
