import { useEffect, useRef, useState, type RefObject } from 'react'
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

/** What opens a form, or is typed into one, begins another act: what was done before it has been read by then. */
const ANOTHER_ACT = 'dialog, input, textarea, select'

/** Lets go of a toast when its person begins something else; what the page itself does with the focus does not count. */
function useLetGoOfByAnotherAct(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let acted = false
    const isOutside = ({ target }: Event): boolean =>
      target instanceof Element && box.current?.contains(target) === false
    const note = (event: Event): void => {
      acted ||= event.isTrusted && isOutside(event)
    }
    const look = ({ target }: FocusEvent): void => {
      if (acted && target instanceof Element && target.closest(ANOTHER_ACT) !== null) dismissToast()
    }
    for (const event of ['pointerdown', 'keydown'] as const) window.addEventListener(event, note, { capture: true })
    window.addEventListener('focusin', look)
    return () => {
      for (const event of ['pointerdown', 'keydown'] as const)
        window.removeEventListener(event, note, { capture: true })
      window.removeEventListener('focusin', look)
    }
  }, [box])
}

/** One toast: 20 seconds, and as long as a pointer or the focus is on it. */
function ShownToast({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false)
  const left = useRef(toast.forMs ?? SHOWN_MS)
  const box = useClearOfActions()
  useLetGoOfByAnotherAct(box)
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
