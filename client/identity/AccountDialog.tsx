import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { PersonLinks } from '#client/ui/PersonLinks.tsx'
import type { AccountRow, LinkMade } from '#shared/identity/contract.ts'
import { LinkToHandOver } from './LinkToHandOver.tsx'
import { useAccountActs } from './useAccountActs.ts'

interface AccountDialogProps {
  readonly row: AccountRow
  readonly byPost: boolean
  readonly onClose: () => void
}

/** What an administrator can do for one account: invite, make a link, let try again, stop and allow. Never: choose a password. */
export function AccountDialog({ row, byPost, onClose }: AccountDialogProps) {
  const [made, setMade] = useState<LinkMade | null>(null)
  const acts = useAccountActs(row, { byHand: !byPost, onLink: setMade, onDone: onClose })
  return (
    <Dialog open alert={made !== null} onClose={onClose} title={row.name}>
      {acts.wrong !== null && <ErrorSummary errors={[{ message: acts.wrong }]} />}
      {made ? (
        <LinkToHandOver name={row.name} token={made.linkToken} byHand={!byPost} />
      ) : row.email === '' ? (
        <Invite onInvite={acts.invite} busy={acts.busy} />
      ) : (
        <Acts row={row} acts={acts} byPost={byPost} />
      )}
      <p className="person-links">
        <PersonLinks personId={row.personId} name={row.name} />
      </p>
      <div className="btns">
        <Button onClick={onClose}>{made ? 'Done' : 'Close'}</Button>
      </div>
    </Dialog>
  )
}

function Invite({ onInvite, busy }: { readonly onInvite: (email: string) => void; readonly busy: boolean }) {
  const [email, setEmail] = useState('')
  return (
    <form
      noValidate
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault()
        onInvite(email)
      }}
    >
      <p>They have no account yet. With one they sign in by e-mail, password and second factor.</p>
      <TextField
        label="Work e-mail"
        type="email"
        name="email"
        id="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Button kind="p" type="submit" busy={busy}>
        Invite them
      </Button>
    </form>
  )
}

interface ActsProps {
  readonly row: AccountRow
  readonly acts: ReturnType<typeof useAccountActs>
  readonly byPost: boolean
}

function Acts({ row, acts, byPost }: ActsProps) {
  const link = byPost ? 'Send a letter with a link' : 'Make a link'
  return (
    <ul className="account-acts">
      <Act
        title={row.hasPassword ? 'Password forgotten' : 'The link has lapsed'}
        words={`They choose a ${row.hasPassword ? 'new ' : ''}password. ${row.hasApp || row.hasPasskey ? 'Their second factor is still asked for.' : ''}`}
        button={link}
        onPress={() => acts.reset(false)}
      />
      {(row.hasApp || row.hasPasskey) && (
        <Act
          title="Phone and codes lost"
          words="Their second factor, codes and password go, and all their sessions end. Make sure that it is really them who asks."
          button="Take the second factor away"
          onPress={() => acts.reset(true)}
        />
      )}
      <Act
        title="Too many wrong codes"
        words="They can try again at once, without waiting."
        button="Let them try again"
        onPress={acts.unlock}
      />
      {row.accessStoppedAt === null ? (
        <Act
          title="Access"
          words="They are signed out everywhere within two seconds and cannot come back. Shifts and records stay."
          button="Stop their access"
          onPress={acts.stop}
          grave
        />
      ) : (
        <Act title="Access" words="It is stopped now." button="Let them sign in again" onPress={acts.allow} />
      )}
    </ul>
  )
}

interface ActProps {
  readonly title: string
  readonly words: string
  readonly button: string
  readonly onPress: () => void
  readonly grave?: boolean
}

const Act = ({ title, words, button, onPress, grave = false }: ActProps) => (
  <li>
    <span>
      <b>{title}</b>
      <span className="muted">{words}</span>
    </span>
    <Button size="sm" kind={grave ? 'd' : 's'} onClick={onPress}>
      {button}
    </Button>
  </li>
)
