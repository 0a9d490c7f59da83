import { useId, useLayoutEffect, useRef, type PointerEvent, type ReactNode, type SyntheticEvent } from 'react'

export interface DialogProps {
  readonly open: boolean
  /** Escape, a press outside, or a button of yours. The focus goes back to where it was. */
  readonly onClose: () => void
  readonly title: ReactNode
  /** Something went another way than its person meant: it must be answered, so a press outside does not close it. */
  readonly alert?: boolean | undefined
  readonly wide?: boolean | undefined
  /** The buttons, the safest or likeliest first. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/**
 * A question that cannot wait. It is the browser's own dialog: everything behind it is out of reach until it is closed.
 *
 * @example <Dialog open={asking} onClose={close} title="Who should go?" actions={<Button onClick={close}>Close</Button>}>…</Dialog>
 */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ onClose, title, alert = false, wide = false, actions, children }: Omit<DialogProps, 'open'>) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const before = document.activeElement
    if (box.current?.open === false) box.current.showModal()
    // The browser shuts a dialog that is taken off the page. Closing it here would move the focus while React is removing it, and a page
    // that changed under an open dialog (somebody else was quicker) would leave it standing, dead, over everything.
    return () =>
      queueMicrotask(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
          before.focus()
      })
  }, [])
  const escape = (event: SyntheticEvent): void => {
    event.preventDefault()
    onClose()
  }
  // Both ends of the press must be outside: text marked from within may end there.
  const pressedOutside = useRef(false)
  const pressStarts = (event: PointerEvent): void => {
    pressedOutside.current = event.target === box.current
  }
  const pressEnds = (event: PointerEvent): void => {
    if (!alert && pressedOutside.current && event.target === box.current) onClose()
  }
  return (
    <dialog
      ref={box}
      className={wide ? 'box-d wide' : 'box-d'}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={titleId}
      onCancel={escape}
      onPointerDown={pressStarts}
      onPointerUp={pressEnds}
    >
      <div className="dlg">
        <h2 id={titleId}>{title}</h2>
        {children}
        {actions && <div className="btns">{actions}</div>}
      </div>
    </dialog>
  )
}
