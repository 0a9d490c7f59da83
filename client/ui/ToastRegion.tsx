import { useEffect, useRef, useState } from 'react'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useClearOfActions } from './useClearOfActions.ts'
import { dismissToast, useToast, type Toast } from './toast.ts'

const SHOWN_MS = 20_000
const STEP_MS = 250

/** The place for toasts. It is there from the start, so that screen readers hear what comes into it. */
export function ToastRegion() {
  const toast = useToast()
  return (
    <section className="toasts" aria-label="What was just done">
      <div role="status">{toast && <ShownToast key={toast.key} toast={toast} />}</div>
    </section>
  )
}

/** One toast: 20 seconds, and as long as a pointer or the focus is on it. */
function ShownToast({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false)
  const left = useRef(toast.forMs ?? SHOWN_MS)
  const box = useClearOfActions()
  useEffect(() => {
    if (held) return
    const timer = setInterval(() => {
      left.current -= STEP_MS
      if (left.current <= 0) dismissToast()
    }, STEP_MS)
    return () => clearInterval(timer)
  }, [held])

  const undo = (): void => {
    dismissToast()
    toast.undo?.()
  }
  useShortcut(toast.undo ? { keys: 'z', says: 'Undo', run: undo } : null)
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) }
  const letGo = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) }

  return (
    <div className="toast" ref={box} {...hold} {...letGo}>
      <Icon name={toast.icon ?? 'check'} />
      <span>
        {toast.words} {toast.detail && <span className="left">{toast.detail}</span>}
      </span>
      {toast.undo && (
        <Button size="sm" icon="undo" kbd="Z" onClick={undo}>
          Undo
        </Button>
      )}
      <Button size="sm" icon="cross" onClick={dismissToast}>
        <span className="vh">Close</span>
      </Button>
    </div>
  )
}
