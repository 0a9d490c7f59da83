import { useState } from 'react'
import { useOutbox } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { pinTheme, useTheme } from '#client/kernel/theme.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Menu, type MenuAction } from '#client/ui/Menu.tsx'
import { roleNames } from '#shared/kernel/permission.ts'
import { MeFace } from './MeButton.tsx'
import { SoundPanel } from './SoundPanel.tsx'
import { useMenuPages } from './useMenuPages.ts'

/** Who is signed in, and the way out. */
export function MeMenu({ onShowKeys }: { readonly onShowKeys?: (() => void) | undefined }) {
  const { person, service, services, signOut, goTo, can } = useSession()
  const { waiting } = useOutbox()
  const theme = useTheme()
  const pages = useMenuPages()
  const [asking, setAsking] = useState(false)
  const [hearing, setHearing] = useState(false)
  const leave = (): void => {
    if (waiting.length > 0) setAsking(true)
    else void signOut()
  }
  const other = theme === 'dark' ? 'light' : 'dark'
  const themeAction: MenuAction = {
    id: 'theme',
    label: `Switch to the ${other} theme`,
    icon: theme === 'dark' ? 'sun' : 'moon',
    run: () => pinTheme(other),
  }
  const elsewhere = services
    .filter(({ id }) => id !== service.id)
    .map(({ id, name }): MenuAction => ({ id, label: `Go to ${name}`, icon: 'swap', run: () => void goTo(id) }))
  const keys: readonly MenuAction[] = onShowKeys
    ? [{ id: 'keys', label: 'Keyboard shortcuts', icon: 'info', kbd: '?', run: onShowKeys }]
    : []
  // The bar of a phone has no room for the switch itself.
  const sounds: readonly MenuAction[] =
    can('see the board') || can('answer alarms')
      ? [{ id: 'sounds', label: 'Sounds and notices', icon: 'sound', run: () => setHearing(true) }]
      : []
  return (
    <>
      <SoundPanel open={hearing} onClose={() => setHearing(false)} />
      <Menu
        className="me"
        label={`${person.name}: account`}
        heading={
          <>
            <b>{person.name}</b>
            <br />
            {person.roles.map((one) => roleNames[one]).join(', ')}
            <br />
            {service.name}
          </>
        }
        actions={[
          ...elsewhere,
          ...pages,
          ...sounds,
          ...keys,
          themeAction,
          { id: 'out', label: 'Sign out', icon: 'forward', run: leave },
        ]}
      >
        <MeFace />
      </Menu>
      <SignOutQuestion
        open={asking}
        count={waiting.length}
        onStay={() => setAsking(false)}
        onLeave={() => void signOut()}
      />
    </>
  )
}

interface SignOutQuestionProps {
  readonly open: boolean
  readonly count: number
  readonly onStay: () => void
  readonly onLeave: () => void
}

function SignOutQuestion({ open, count, onStay, onLeave }: SignOutQuestionProps) {
  return (
    <Dialog
      alert
      open={open}
      onClose={onStay}
      title={count === 1 ? 'One update has not been sent yet' : `${count} updates have not been sent yet`}
      actions={
        <>
          <Button kind="p" onClick={onStay}>
            Stay signed in
          </Button>
          <Button onClick={onLeave}>Sign out</Button>
        </>
      }
    >
      <p>
        {count === 1
          ? 'If you sign out now it stays on this device, and goes to the hub when you sign in here again.'
          : 'If you sign out now they stay on this device, and go to the hub when you sign in here again.'}
      </p>
    </Dialog>
  )
}
