import type { ComponentPropsWithRef, MouseEvent } from 'react'
import { useKey } from '#client/kernel/shortcuts.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'

/** `p` the one thing to do, `s` anything else, `d` something grave, `q` a quiet way out. */
export type ButtonKind = 'p' | 's' | 'd' | 'q'

interface Look {
  readonly kind?: ButtonKind | undefined
  /** `sm` in dense rows, `big` the phone's next step. */
  readonly size?: 'sm' | 'big' | undefined
}

export interface ButtonProps extends ComponentPropsWithRef<'button'>, Look {
  readonly icon?: IconName | undefined
  /** The shortcut that does the same. Register it with `useShortcut`. */
  readonly kbd?: string | undefined
  /** While it is being sent: keeps its place and its focus, and does nothing more. */
  readonly busy?: boolean | undefined
}

/** The class of a button, for a link that looks like one. @example <Link className={buttonClass({ kind: 's' })} to="/board"> */
export const buttonClass = ({ kind = 's', size }: Look, extra = ''): string =>
  ['btn', `btn-${kind}`, size === 'sm' ? 'btn-sm' : (size ?? ''), extra].filter(Boolean).join(' ')

/** @example <Button kind="p" kbd="A" onClick={allocate}>Allocate</Button> */
export function Button({
  kind,
  size,
  icon,
  kbd,
  busy = false,
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const key = useKey(kbd?.toLowerCase())
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ kind, size }, className)}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={key === null ? undefined : key === kbd?.toLowerCase() ? kbd : key}
      onClick={press}
    >
      {icon && <Icon name={icon} />}
      {children}
      {kbd?.split('+').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </button>
  )
}
