import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type { AnyCommand, DoneBy, RefusalOf, SentTo } from '#shared/kernel/command.ts'
import type { Outcome } from '#shared/kernel/outcome.ts'
import type { AnswerTo, AnyQuery, AskedWith } from '#shared/kernel/query.ts'
import type { Topic } from '#shared/kernel/topic.ts'
import type { Instant } from '#shared/time/instant.ts'
import { actedHeader } from './acts.ts'
import { handToWorker } from './shell.ts'
import { stepUp } from './stepUp.ts'
import { isAskedAgain } from './queryCache.ts'
import { signedInHeader } from './whose.ts'
import {
  call,
  NotAnswered,
  NotSent,
  readNo,
  sayThatItIsSomebodyElse,
  sayTheSessionIsOver,
  type DoorRefusal,
  type Said,
} from './wire.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { readonly reads?: readonly Topic[] }
  }
}

/** A "no" to a command: the contract's own refusals and the door's, each with words to show. */
export type Refused<C extends AnyCommand> = (RefusalOf<C> | DoorRefusal) & Said
export type Sent<C extends AnyCommand> = Outcome<DoneBy<C>, Refused<C>>

/** Worth another try with the same key: the hub, or something before it, could not deal with it now. */
const PASSING = new Set([408, 425, 429, 502, 503, 504])
const TRIES = 4

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** Half a second, one, two, with jitter, so that a room full of screens does not come back at once. */
const backOff = (tries: number): Promise<void> => pause(500 * 2 ** tries * (0.5 + Math.random()))

let afterSend: (seq: number) => void = () => {}

/** Lets the live line check that the news of what was just sent arrives. */
export function onSent(check: (seq: number) => void): void {
  afterSend = check
}

export const newCommandId = (): string => crypto.randomUUID()

/**
 * Sends a command. A refusal is an answer. Tries again by itself with the same key, so one press has one effect.
 *
 * @param options.commandId the key; give the same one again when the same press is sent again
 * @throws NotSent when no answer came after a few tries, the hub has a fault, or the session is over
 * @example const sent = await send(allocateReferral, { referralId, personId, seenVersion })
 */
export async function send<C extends AnyCommand>(
  command: C,
  input: SentTo<C>,
  options: { readonly commandId?: string; readonly tries?: number } = {},
): Promise<Sent<C>> {
  return (await sendNamed(command.name, input, options)) as Sent<C>
}

/** Sends a command by its name: for what was queued before the contract was loaded. */
export async function sendNamed(
  name: string,
  input: unknown,
  options: {
    readonly commandId?: string
    readonly tries?: number
    readonly keepalive?: boolean
    readonly as?: string
    /** When it was pressed, for what may have waited. */
    readonly tappedAt?: Instant
  } = {},
): Promise<Outcome<unknown, { readonly code: string } & Said>> {
  const commandId = options.commandId ?? newCommandId()
  const { tries = TRIES, keepalive = false, as, tappedAt } = options
  const sending = { name, input, commandId, keepalive, as, tappedAt }
  const sent = await sendPatiently(sending, tries)
  // A grave step: its person shows that it is still them, and the same press goes again under the same key.
  if (sent.ok || sent.refusal.code !== STEP_UP || !(await stepUp())) return sent
  return sendPatiently(sending, tries)
}

const STEP_UP = 'step-up-needed'
const SOMEBODY_ELSE = 'somebody-else-signed-in'

interface Sending {
  readonly name: string
  readonly input: unknown
  readonly commandId: string
  /** Whether the browser goes on with it when the page is gone. */
  readonly keepalive: boolean
  /** Whose press it is, when it was made earlier: service and person. */
  readonly as: string | undefined
  readonly tappedAt: Instant | undefined
}

async function sendPatiently(
  sending: Sending,
  tries: number,
): Promise<Outcome<unknown, { readonly code: string } & Said>> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await sendOnce(sending)
    } catch (fault) {
      if (!(fault instanceof NotSent) || !mayPass(fault) || tried >= tries) throw fault
      await backOff(tried - 1)
    }
  }
}

const mayPass = ({ reason, status }: NotSent): boolean =>
  reason === 'no-signal' || (status !== null && PASSING.has(status))

async function sendOnce({
  name,
  input,
  commandId,
  keepalive,
  as,
  tappedAt,
}: Sending): Promise<Outcome<unknown, { readonly code: string } & Said>> {
  const path = `/api/${name}`
  const headers = {
    'content-type': 'application/json',
    'Idempotency-Key': commandId,
    ...actedHeader(),
    ...signedInHeader(as),
    ...(tappedAt !== undefined && { 'x-tapped-at': tappedAt }),
  }
  const body = JSON.stringify(input)
  if (keepalive) handToWorker({ path, headers, body, key: commandId })
  const response = await call(path, { method: 'POST', keepalive, headers, body })
  if (response.status === 401) {
    sayTheSessionIsOver((await readNo(response)).because)
    throw new NotSent('signed-out', 401)
  }
  if (response.status >= 500 || PASSING.has(response.status)) throw new NotSent('hub-down', response.status)
  if (!response.ok) {
    const refusal = await readNo(response)
    if (refusal.code !== SOMEBODY_ELSE) return { ok: false, refusal }
    sayThatItIsSomebodyElse()
    throw new NotSent('somebody-else', 409)
  }
  const { value, seq } = (await response.json()) as { readonly value: unknown; readonly seq?: number | null }
  if (typeof seq === 'number') afterSend(seq)
  return { ok: true, value }
}

/** The keys of presses of which nobody knows whether they got through, by command and input. Only in memory: an input may hold words. */
const unsent = new Map<string, string>()
const MOST_UNSENT = 50

/** Forgets them with whoever pressed. */
export const forgetUnsent = (): void => unsent.clear()

/**
 * A button's way to send. While the same input has not got through, pressing again sends it with the same key, also when the form was
 * closed and opened again meanwhile, or its person had to sign in anew.
 *
 * @example
 * const allocate = useSend(allocateReferral)
 * const sent = await allocate.mutateAsync(input) // { ok: true, value } or { ok: false, refusal }; throws NotSent
 */
export function useSend<C extends AnyCommand>(command: C): UseMutationResult<Sent<C>, Error, SentTo<C>> {
  return useMutation<Sent<C>, Error, SentTo<C>>({
    networkMode: 'always',
    retry: false,
    mutationFn: async (input) => {
      const press = `${command.name} ${JSON.stringify(input)}`
      const commandId = unsent.get(press) ?? newCommandId()
      const [oldest] = unsent.keys()
      if (unsent.size >= MOST_UNSENT && oldest !== undefined) unsent.delete(oldest)
      unsent.set(press, commandId)
      const sent = await send(command, input, { commandId })
      unsent.delete(press)
      return sent
    },
  })
}

const versions = new Map<string, { readonly etag: string; readonly answer: unknown }>()

/** Forgets every answer kept for comparing. */
export const forgetAnswers = (): void => versions.clear()

/** Writes a query and its flat input as an address. */
export function addressOf(name: string, input: unknown): string {
  const given = Object.entries((input ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  const params = new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)]))
  return given.length === 0 ? `/api/${name}` : `/api/${name}?${params.toString()}`
}

interface Asking {
  readonly signal?: AbortSignal
  /** Sends the question in the body, for one that holds a name: it must not stand in an address. */
  readonly inBody?: boolean
  /** The screen asks, not its person: kept apart from what they looked at. */
  readonly byItself?: boolean
}

/**
 * Asks, and once more when the hub wanted to know first who is there and was shown. An answer that serves many says which it is (the
 * board does), and is not sent again while it has not changed.
 *
 * @throws NotSent when no answer came or the session is over; NotAnswered when the hub said no
 */
export async function ask<Q extends AnyQuery>(
  query: Q,
  input: AskedWith<Q>,
  asking: Asking = {},
): Promise<AnswerTo<Q>> {
  try {
    return await askOnce(query, input, asking)
  } catch (fault) {
    if (!(fault instanceof NotAnswered) || fault.code !== STEP_UP || !(await stepUp())) throw fault
    return askOnce(query, input, asking)
  }
}

async function askOnce<Q extends AnyQuery>(
  query: Q,
  input: AskedWith<Q>,
  { signal, inBody = false, byItself = false }: Asking,
): Promise<AnswerTo<Q>> {
  const address = inBody ? addressOf(query.name, {}) : addressOf(query.name, input)
  const known = inBody ? undefined : versions.get(address)
  const response = await call(address, {
    ...(signal ? { signal } : {}),
    ...(inBody ? posted(input) : {}),
    headers: {
      ...(inBody ? { 'content-type': 'application/json' } : known ? { 'if-none-match': known.etag } : {}),
      ...(byItself ? { 'x-asked-by': 'screen' } : {}),
    },
  })
  if (response.status === 304 && known) return known.answer as AnswerTo<Q>
  if (response.status === 401) {
    sayTheSessionIsOver((await readNo(response)).because)
    throw new NotSent('signed-out', 401)
  }
  if (response.status >= 500 || PASSING.has(response.status)) throw new NotSent('hub-down', response.status)
  if (!response.ok) throw new NotAnswered(response.status, await readNo(response))
  const answer: unknown = await response.json()
  const etag = response.headers.get('etag')
  if (etag !== null && !inBody) versions.set(address, { etag, answer })
  return answer as AnswerTo<Q>
}

const posted = (input: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(input),
})

/**
 * A screen's way to ask. The answer is asked for again whenever news touches what it reads.
 * Show `data` whenever it is there, even when `isError`: the connection bar says how old it is.
 *
 * @param input `null` waits: nothing is asked until there is one
 * @param options.inBody for a search by name: the question travels in the body, never in an address
 * @param options.byItself for what nobody pressed, like who may be the same person: the audit counts it as no look of theirs
 * @param options.keep shows the last answer while the next one comes (paging through weeks)
 * @example const week = useAnswer(rotaWeek, { monday })
 */
export function useAnswer<Q extends AnyQuery>(
  query: Q,
  input: AskedWith<Q> | null,
  options: { readonly keep?: boolean; readonly inBody?: boolean; readonly byItself?: boolean } = {},
): UseQueryResult<AnswerTo<Q>, Error> {
  const queryKey = [query.name, input]
  const asked = useQuery<unknown, Error>({
    queryKey,
    meta: { reads: query.reads },
    queryFn:
      input === null
        ? skipToken
        : ({ signal }) => {
            const byItself = options.byItself === true || isAskedAgain(queryKey)
            return ask(query, input, { signal, inBody: options.inBody === true, byItself })
          },
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  })
  return asked as UseQueryResult<AnswerTo<Q>, Error>
}
