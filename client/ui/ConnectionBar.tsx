import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { tryNow, useConnection, useSecondsSinceHeard, type Connection } from '#client/kernel/live.ts'
import { useNow } from '#client/kernel/clock.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { announce } from './announce.ts'
import { Button } from './Button.tsx'
import { spokenLength } from './clockFace.ts'
import { Notice } from './Notice.tsx'

export interface ConnectionBarProps {
  /** What is on the screen: "the board", "the rota". */
  readonly what: string
  /** What cannot be done meanwhile: "allocating waits until we are back". */
  readonly meanwhile?: string | undefined
  /** In the stale bar: a link to the last good copy, or the number to ring. */
  readonly fallback?: ReactNode
}

/** Whether what is shown is live: nothing while it is, and never a silent stale screen (four states, one component). */
export function ConnectionBar(props: ConnectionBarProps) {
  const connection = useConnection()
  useSpokenPhase(connection, props.what)
  if (connection.phase === 'live' || connection.phase === 'connecting') return null
  return <InSight {...props} {...connection} />
}

/** However far the page is scrolled, it says that it is not live. What else stays in sight, a call for help first, comes below it. */
function InSight(props: ConnectionBarProps & Connection) {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { current } = bar
    if (current === null) return
    const root = document.documentElement.style
    const sizes = new ResizeObserver(() => root.setProperty('--in-sight', `${current.offsetHeight}px`))
    sizes.observe(current)
    return () => {
      sizes.disconnect()
      root.removeProperty('--in-sight')
    }
  }, [])
  return (
    <section aria-label="Connection to the hub" className="conn-bar" ref={bar}>
      <Bar {...props} />
    </section>
  )
}

function Bar({ what, meanwhile, fallback, phase, heardAt, changes }: ConnectionBarProps & Connection) {
  const today = londonDayOf(useNow(60_000))
  if (phase === 'reconnecting') {
    return (
      <Notice icon="again">
        <b>Reconnecting.</b> {heardAt ? `You are seeing ${what} as it was at ${withSeconds(heardAt, today)}.` : ''} You
        can read and write notes{meanwhile ? `; ${meanwhile}` : ''}.
      </Notice>
    )
  }
  if (phase === 'stale') return <StaleBar what={what} heardAt={heardAt} fallback={fallback} />
  return (
    <Notice tone="done">
      <b>Back.</b> {changedWords(changes)}
    </Notice>
  )
}

interface StaleProps extends Pick<ConnectionBarProps, 'what' | 'fallback'> {
  readonly heardAt: Instant | null
}

function StaleBar({ what, heardAt, fallback }: StaleProps) {
  const now = useNow(15_000)
  const age = heardAt === null ? null : Math.max(1, minutesBetween(heardAt, now))
  return (
    <Notice
      tone="warn"
      action={
        <Button size="sm" onClick={tryNow}>
          Try now
        </Button>
      }
    >
      <b>{age === null ? 'The hub cannot be reached.' : `${capital(what)} is ${spokenLength(age)} old.`}</b> Ring round
      before you act on it. {fallback}
    </Notice>
  )
}

/** @example changedWords(1) // 'One thing changed while you were away.' */
export function changedWords(changes: number | null): string {
  if (changes === null) return 'Everything has been asked for again.'
  if (changes === 0) return 'Nothing changed while you were away.'
  return `${changes === 1 ? 'One thing' : `${changes} things`} changed while you were away.`
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
/** With its day when that is not today. @example withSeconds(at, today) // '16:47:05' */
export const withSeconds = (at: Instant, today: LondonDay): string => `${formatInstant(at, today)}:${at.slice(17, 19)}`

/** Says each change of state once; the bar itself is not a live region, because its age counts up. */
function useSpokenPhase({ phase, changes }: Connection, what: string): void {
  const was = useRef(phase)
  useEffect(() => {
    if (was.current === phase) return
    if (phase === 'reconnecting') announce('Reconnecting')
    if (phase === 'stale') announce(`The hub cannot be reached. Do not trust ${what}`)
    if (phase === 'back') announce(`Back. ${changedWords(changes)}`)
    was.current = phase
  }, [phase, changes, what])
}

const dots = {
  connecting: 'live late',
  live: 'live',
  back: 'live',
  reconnecting: 'live late',
  stale: 'live old',
} as const

/** The small sign that a screen is live: "Live, 3 seconds ago". Not read out as it counts. */
export function LiveSign() {
  const { phase, heardAt } = useConnection()
  const seconds = useSecondsSinceHeard()
  const today = londonDayOf(useNow(60_000))
  const at = heardAt === null ? '' : `, as it was at ${formatInstant(heardAt, today)}`
  const live = seconds === null || seconds < 2 ? 'Live, now' : `Live, ${seconds} seconds ago`
  return (
    <span className={dots[phase]}>
      <span className="dot" aria-hidden="true" />
      {phase === 'live' || phase === 'back' ? live : phase === 'connecting' ? 'Connecting' : `Not live${at}`}
    </span>
  )
}
