import { useState } from 'react'
import { changeAccount, type OwnAccount } from '#client/kernel/account.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { formatInstant } from '#shared/time/london.ts'
import { canHavePasskeys } from './passkey.ts'
import { PasskeyRow } from './PasskeyRow.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SetUpApp } from './SetUpApp.tsx'
import { SetUpPasskey } from './SetUpPasskey.tsx'

interface OwnFactorsProps {
  readonly account: OwnAccount
  readonly onChanged: () => void
}

type Open = 'app' | 'passkey' | { readonly codes: readonly string[] } | null

/** Authenticator app, passkeys and recovery codes. */
export function OwnFactors({ account, onChanged }: OwnFactorsProps) {
  const [open, setOpen] = useState<Open>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const done = (codes: readonly string[]): void => {
    setOpen(codes.length > 0 ? { codes } : null)
    onChanged()
  }
  const change = async (path: string, body: unknown, words: string): Promise<void> => {
    const sent = await changeAccount(path, body)
    setWrong(sent.ok ? null : sent.message)
    if (!sent.ok) return
    toast({ words })
    onChanged()
  }
  const newCodes = async (): Promise<void> => {
    const sent = await changeAccount<{ codes: readonly string[] }>('/api/account/codes', {})
    setWrong(sent.ok ? null : sent.message)
    if (sent.ok) done(sent.answer.codes)
  }
  const leave = <Button onClick={() => setOpen(null)}>Leave it</Button>
  return (
    <>
      <Card title="Second factor">
        {wrong !== null && <ErrorSummary errors={[{ message: wrong }]} />}
        <ul className="factors">
          <AppRow
            account={account}
            onSetUp={() => setOpen('app')}
            onRemove={() => void change('/api/account/app/remove', {}, 'The authenticator app is taken off.')}
          />
          {account.passkeys.map((one) => (
            <PasskeyRow key={one.id} passkey={one} onChange={change} />
          ))}
        </ul>
        {canHavePasskeys() && <Button onClick={() => setOpen('passkey')}>Add a passkey</Button>}
      </Card>
      <Codes account={account} onNew={() => void newCodes()} />
      <Dialog open={open === 'app'} onClose={() => setOpen(null)} title="Set up an authenticator app">
        <SetUpApp onDone={done} aside={leave} />
      </Dialog>
      <Dialog open={open === 'passkey'} onClose={() => setOpen(null)} title="Add a passkey">
        <SetUpPasskey onDone={done} aside={leave} />
      </Dialog>
      {open !== null && typeof open === 'object' && (
        <Dialog open alert onClose={() => setOpen(null)} title="Keep these recovery codes">
          <RecoveryCodes codes={open.codes} onKept={() => setOpen(null)} />
        </Dialog>
      )}
    </>
  )
}

interface AppRowProps {
  readonly account: OwnAccount
  readonly onSetUp: () => void
  readonly onRemove: () => void
}

function AppRow({ account, onSetUp, onRemove }: AppRowProps) {
  return (
    <li>
      <span>
        <b>Authenticator app</b>
        <span className="muted">{account.appSince ? `Since ${formatInstant(account.appSince)}` : 'Not set up'}</span>
      </span>
      <span className="r">
        <Button size="sm" onClick={onSetUp}>
          {account.hasApp ? 'Move to another phone' : 'Set up'}
        </Button>
        {account.hasApp && (
          <Button size="sm" kind="q" onClick={onRemove} aria-label="Take off the authenticator app">
            Take off
          </Button>
        )}
      </span>
    </li>
  )
}

/** Codes are for those who have a factor that can be lost. */
function Codes({ account, onNew }: { readonly account: OwnAccount; readonly onNew: () => void }) {
  if (!account.hasApp && !account.hasPasskey) return null
  return (
    <Card title="Recovery codes">
      <p>
        {account.codesLeft === 0
          ? 'You have no recovery code left. Make new ones before you need them.'
          : `You have ${account.codesLeft} of 10 left. Each works once, when your phone is lost or flat.`}
      </p>
      <Button onClick={onNew}>Make new codes</Button>
    </Card>
  )
}
