import { useRef, useState, type ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { Button } from './Button.tsx'

export interface RowAction {
  readonly id: string
  readonly label: string
  /** How it is done, or why it cannot be: read out with its name. */
  readonly detail: string
  /** It cannot be done now. It is still in the list, so that everybody can read why. */
  readonly cannot: boolean
}

export interface RowMenuProps {
  /** What is on the button. */
  readonly children: ReactNode
  /** What the menu is called: "Move R-2431 to". */
  readonly label: string
  readonly onChoose: (id: string) => void
  /** Asked for when the menu is opened. */
  readonly actions: () => readonly RowAction[]
}

/**
 * The menu of one row of a long list: a plain button until it is pressed, so that two hundred of them cost nothing.
 *
 * @example <RowMenu label="Move R-2431 to" actions={() => moves} onChoose={open}>Move to…</RowMenu>
 */
export function RowMenu({ children, label, actions, onChoose }: RowMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={button}
        kind="q"
        size="sm"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {children}
      </Button>
      {open && (
        <Popover
          className="menu-p row-menu"
          triggerRef={button}
          isOpen
          onOpenChange={setOpen}
          placement="bottom end"
          aria-label={label}
        >
          <AriaMenu className="menu" aria-label={label} autoFocus="first" onClose={() => setOpen(false)}>
            {actions().map(({ id, label: words, detail, cannot }) => (
              <MenuItem
                key={id}
                id={id}
                textValue={words}
                className={cannot ? 'cannot' : ''}
                onAction={() => onChoose(id)}
              >
                <Text slot="label">{words}</Text>
                <Text slot="description">{detail}</Text>
              </MenuItem>
            ))}
          </AriaMenu>
        </Popover>
      )}
    </>
  )
}
