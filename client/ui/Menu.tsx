import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { buttonClass, type ButtonKind } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: IconName | undefined
  readonly kbd?: string | undefined
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly run: () => void
}

export interface MenuProps {
  /** What is on the button. */
  readonly children: ReactNode
  /** What the button is called, when its face is not enough. */
  readonly label?: string | undefined
  /** Lines above the actions, such as who is signed in. */
  readonly heading?: ReactNode
  readonly actions: readonly MenuAction[]
  readonly kind?: ButtonKind | undefined
  readonly size?: 'sm' | undefined
  /** Instead of a button's look. */
  readonly className?: string | undefined
}

/** More things to do, behind one button. @example <Menu actions={actions}>More…</Menu> */
export function Menu({ children, label, heading, actions, kind = 's', size, className }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className={className ?? buttonClass({ kind, size })} {...(label ? { 'aria-label': label } : {})}>
        {children}
      </AriaButton>
      <Popover className="menu-p" placement="bottom end">
        {heading && <div className="menu-h">{heading}</div>}
        <AriaMenu className="menu" aria-label={label ?? 'More'}>
          {actions.map(({ id, label: words, icon, kbd, danger = false, disabled = false, run }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={words}
              isDisabled={disabled}
              onAction={run}
              className={danger ? 'danger' : ''}
            >
              {icon && <Icon name={icon} />}
              {words}
              {kbd && <Kbd>{kbd}</Kbd>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
