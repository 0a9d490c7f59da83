import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { PendingState } from './PendingState.tsx'

/** As much of an asked question as is needed to show it. What `useAnswer` returns fits. */
export interface Asked<Value> {
  readonly data: Value | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
}

export interface AnsweredProps<Value> {
  readonly of: Asked<Value>
  /** Whether there is nothing to show, and what to show then. */
  readonly isEmpty?: ((value: Value) => boolean) | undefined
  readonly empty?: ReactNode
  readonly pending?: ReactNode
  readonly children: (value: Value) => ReactNode
}

/**
 * Pending, failed, empty or full, in that order. What was shown once stays, even when asking again fails: the connection bar says how old it is.
 *
 * @example <Answered of={week} isEmpty={(rota) => rota.rows.length === 0} empty={<EmptyState title="…" />}>{(rota) => …}</Answered>
 */
export function Answered<Value>({
  of,
  isEmpty,
  empty = null,
  pending = <PendingState />,
  children,
}: AnsweredProps<Value>) {
  if (of.data === undefined) {
    return of.error === null ? pending : <ErrorState message={of.error.message} onRetry={() => void of.refetch()} />
  }
  return isEmpty?.(of.data) === true ? empty : children(of.data)
}
