import { useEffect, useRef, useState, type ReactNode } from 'react'
import { usePresence } from '#client/kernel/live.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useNoShortcuts } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import styles from './referrals.module.css'

export interface SoftLockProps {
  readonly referralId: string
  /** Whoever has begun to write is never locked out of it: both are kept, and they choose. */
  readonly begun: boolean
  readonly children: ReactNode
}

/**
 * While a colleague writes in this record, a form that nobody here has begun waits, and says for whom. It stops nobody: one press takes
 * it over, and it opens by itself when they have stopped.
 */
export function SoftLock({ referralId, begun, children }: SoftLockProps) {
  const { person } = useSession()
  const [takenOver, setTakenOver] = useState(false)
  const [writer] = usePresence().filter(
    (one) => one.referralId === referralId && one.personId !== person.id && one.typing,
  )
  const form = useRef<HTMLFieldSetElement>(null)
  // Whoever is in it already goes on: what they type next must not fall beside it.
  useEffect(() => {
    const within = form.current
    const entered = (): void => setTakenOver(true)
    within?.addEventListener('focusin', entered)
    return () => within?.removeEventListener('focusin', entered)
  }, [])
  const locked = writer !== undefined && !begun && !takenOver
  useNoShortcuts(locked)
  return (
    <>
      {locked && (
        <Notice
          tone="warn"
          action={
            <Button size="sm" onClick={() => setTakenOver(true)}>
              Write mine all the same
            </Button>
          }
        >
          <b>{writer.name} is writing in this record now.</b> Ring them, or wait: the form opens when they stop. If you
          both decide, both are kept, and you choose which stands.
        </Notice>
      )}
      <fieldset ref={form} className={styles.softLock} disabled={locked}>
        {children}
      </fieldset>
    </>
  )
}
