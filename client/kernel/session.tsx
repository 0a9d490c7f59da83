import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { may, type Permission, type Role } from '#shared/kernel/permission.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import type { Instant } from '#shared/time/instant.ts'
import { forgetAnswers, forgetUnsent } from './api.ts'
import { watchActs } from './acts.ts'
import { forgetWhatWasOpen, keepWhatIsOpen } from './asking.ts'
import { COUNCIL_KEY } from './council.ts'
import { forgetKeptHere, forgetKeptOfOthers } from './drafts.ts'
import { listen, useConnection } from './live.ts'
import { forgetClocks } from './keptClocks.ts'
import { forgetTaken, startOutbox } from './outbox.ts'
import { alertsOf } from './desktopAlert.ts'
import { owesSignOut, paySignOut, signOutAtHub } from './signOutOwed.ts'
import { soundsOf } from './sound.ts'
import { watchStay } from './staying.ts'
import { givenNameIn, sessionIsOf } from './whose.ts'
import { call, NotSent, onSessionOver, onSomebodyElse, readNo, sayTheSessionIsOver } from './wire.ts'

export interface ServiceNamed {
  readonly id: ServiceId
  readonly name: string
}

/** Who is signed in, where, and as what. */
export interface Session {
  readonly person: {
    readonly id: PersonId
    readonly name: string
    readonly initials: string
    readonly roles: readonly Role[]
  }
  readonly service: ServiceNamed & {
    readonly councilName: string
    /** The numbers that the service has set for itself: for what its people print and write. */
    readonly hubPhone: string
    readonly outOfHoursName: string
    readonly outOfHoursPhone: string
  }
  /** All the services this person works in; one as a rule. */
  readonly services: readonly ServiceNamed[]
  readonly permissions: readonly string[]
  /** What happened at the account's door since its person was last told. */
  readonly news: readonly AccountNews[]
}

export interface AccountNews {
  readonly what: string
  readonly words: string
  readonly at: Instant
  readonly device: string
}

/** Somebody whose password was right, and who is not in yet. */
export interface Unfinished {
  readonly stage: 'second-factor' | 'enrolment'
  readonly ways: readonly StepUpWay[]
}

export type SignInResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

interface SessionNow {
  readonly state: 'asking' | 'unreachable' | 'signed-out' | 'unfinished' | 'signed-in'
  readonly session: Session | null
  /** Why nobody is signed in, when a session that was open here has ended. */
  readonly over: SessionEnd | null
  /** The device that was signed out because this one was one too many. */
  readonly gaveWay: string | null
  /** How far somebody has come with signing in; `null` when they have not begun or are in. */
  readonly unfinished: Unfinished | null
  readonly can: (permission: Permission) => boolean
  readonly signIn: (email: string, password: string) => Promise<SignInResult>
  readonly signOut: () => Promise<void>
  /** Goes over to another of the person's services: another board, other records. */
  readonly goTo: (serviceId: ServiceId) => Promise<void>
  /** Asks again who is signed in, after the hub could not be reached. */
  readonly retry: () => void
}

const SessionContext = createContext<SessionNow | null>(null)
const KEY = ['session'] as const
const FRESH_MS = 5 * 60_000

type Asked = { readonly session: Session } | { readonly unfinished: Unfinished } | null

/** Asked before anybody is signed in too, so "nobody" is an answer and leaves no error behind in the browser. */
async function askSession({ signal }: { readonly signal: AbortSignal }): Promise<Asked> {
  // Whoever signed out here is not let in again by a cookie of which the hub has not heard that it has ended.
  if (owesSignOut() && !(await signOutAtHub())) return null
  const response = await call('/api/session/now', { signal })
  if (!response.ok) throw new NotSent('hub-down', response.status)
  const found = (await response.json()) as { readonly session: Session } | { readonly nobody: Nobody }
  if ('session' in found) return found
  const unfinished = unfinishedIn(found.nobody)
  if (unfinished === null) sayTheSessionIsOver(found.nobody.because)
  return unfinished
}

type Nobody = Partial<Unfinished> & { readonly code: string; readonly because?: string }

/** A "nobody" that says how far signing in has come. */
const unfinishedIn = ({ code, stage, ways }: Nobody): Asked =>
  code === 'sign-in-unfinished' && stage ? { unfinished: { stage, ways: ways ?? [] } } : null

const post = (path: string, body: unknown): Promise<Response> =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function sendSignIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await post('/api/sign-in', { email, password })
    if (response.ok) return { ok: true }
    if (response.status >= 500) return { ok: false, message: 'The hub has a problem. Try again in a minute.' }
    const { message, code } = await readNo(response)
    return { ok: false, message: code === 'refused' ? 'That e-mail and password do not match. Try again.' : message }
  } catch {
    return { ok: false, message: 'The hub cannot be reached. Check your connection and try again.' }
  }
}

/** Holds who is signed in; starts the live line and the outbox with them, and forgets answers when they go. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const cache = useQueryClient()
  const [over, setOver] = useState<SessionEnd | null>(null)
  const asked = useQuery({
    queryKey: KEY,
    async queryFn(asking) {
      const found = await askSession(asking)
      if (found !== null) setOver(null)
      return found
    },
    staleTime: FRESH_MS,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const { refetch } = asked
  const session = asked.data && 'session' in asked.data ? asked.data.session : null
  const unfinished = asked.data && 'unfinished' in asked.data ? asked.data.unfinished : null
  const personId = session?.person.id ?? null
  const serviceId = session?.service.id ?? null
  const name = session?.person.name ?? ''
  // Before any effect of the page under it: a screen may press something as soon as it is shown.
  useLayoutEffect(() => {
    if (personId === null || serviceId === null) return
    sessionIsOf({ personId, serviceId, givenName: givenNameIn(name) })
    return () => sessionIsOf(null)
  }, [personId, serviceId, name])

  const sayOver = useCallback(
    (because: SessionEnd | null) => {
      // What ended it is told first; the refusals that follow may know less.
      setOver((known) => known ?? because)
      // Several refusals may come one after the other; by then the page for signing in asks questions of its own.
      if (cache.getQueryData(KEY) === null) return
      if (because !== 'signed-out') keepWhatIsOpen()
      forgetClocks()
      forgetAnswers()
      cache.setQueryData(KEY, null)
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] && queryKey[0] !== COUNCIL_KEY })
    },
    [cache],
  )

  useEffect(() => onSomebodyElse(() => void refetch()), [refetch])
  useEffect(paySignOut, [])
  const [gaveWay, setGaveWay] = useState<string | null>(null)
  const moving = useRef(false)
  useEffect(() => onSessionOver((because) => moving.current || sayOver(because)), [sayOver])
  useEffect(() => {
    if (personId === null || serviceId === null) return
    // Somebody else at this computer begins at their own first page, with nothing of the one before in memory.
    if (forgetKeptOfOthers(`${serviceId} ${personId}`)) return goHome()
    forgetClocks(`${serviceId}.${personId}`)
    const stops = [
      listen(cache),
      startOutbox(`${serviceId}.${personId}`),
      soundsOf(personId),
      alertsOf(personId),
      watchActs(),
      watchStay(setGaveWay),
    ]
    return () => stops.forEach((stop) => stop())
  }, [cache, personId, serviceId])

  const signIn = useCallback(
    async (email: string, password: string) => {
      const result = await sendSignIn(email, password)
      if (result.ok) await refetch()
      return result
    },
    [refetch],
  )
  const signOut = useCallback(async () => {
    await signOutAtHub()
    forgetUnsent()
    forgetTaken()
    forgetKeptHere()
    forgetWhatWasOpen()
    sayOver('signed-out')
  }, [sayOver])

  // The old session ends on the way: that is not a sign-out. The page is loaded anew, as all in memory is the other service's.
  const goTo = useCallback(async (to: ServiceId) => {
    moving.current = true
    const response = await post('/api/service', { serviceId: to }).catch(() => null)
    if (response?.ok === true) location.assign('/')
    else moving.current = false
  }, [])
  const retry = useCallback(() => void refetch(), [refetch])

  const value = useMemo<SessionNow>(
    () => ({
      state: session ? 'signed-in' : unfinished ? 'unfinished' : stateOf(asked),
      session,
      over,
      gaveWay,
      unfinished,
      can: (permission) => session !== null && may(session.person.roles, permission),
      signIn,
      signOut,
      goTo,
      retry,
    }),
    [session, over, gaveWay, unfinished, asked, signIn, signOut, goTo, retry],
  )
  return <SessionContext value={value}>{children}</SessionContext>
}

function goHome(): void {
  forgetWhatWasOpen()
  location.assign('/')
}

const stateOf = (asked: { readonly isPending: boolean; readonly isError: boolean }) =>
  asked.isPending ? 'asking' : asked.isError ? 'unreachable' : 'signed-out'

/** A socket that is refused may mean that the session is over: asks, once the line has been cut for a minute. */
export function useSessionCheck(): void {
  const { phase } = useConnection()
  const { retry } = useSessionNow()
  useEffect(() => {
    if (phase === 'stale') retry()
  }, [phase, retry])
}

/** Who is signed in, or that nobody is. */
export function useSessionNow(): SessionNow {
  const now = use(SessionContext)
  if (now === null) throw new Error('SessionProvider is missing above this component')
  return now
}

/**
 * Who is signed in, for screens that are only shown to somebody who is.
 *
 * @example const { person, can } = useSession()
 */
export function useSession(): Session & Pick<SessionNow, 'can' | 'signOut' | 'goTo'> {
  const { session, can, signOut, goTo } = useSessionNow()
  if (session === null) throw new Error('this screen was shown to nobody')
  return { ...session, can, signOut, goTo }
}
