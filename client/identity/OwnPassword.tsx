import { useState } from 'react'
import { changeAccount, type OwnAccount } from '#client/kernel/account.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { formatInstant } from '#shared/time/london.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useForm } from './useForm.ts'

interface OwnPasswordProps {
  readonly account: OwnAccount
  readonly onChanged: () => void
}

/** The password: since when, and a new one. */
export function OwnPassword({ account, onChanged }: OwnPasswordProps) {
  const [changing, setChanging] = useState(false)
  const done = (): void => {
    setChanging(false)
    toast({ words: 'Your password is changed.', detail: 'Your other sessions have ended.' })
    onChanged()
  }
  return (
    <Card title="Password">
      <p>
        You sign in as <b>{account.email}</b>.{' '}
        {account.passwordChangedAt
          ? `You chose your password ${formatInstant(account.passwordChangedAt)}.`
          : 'A good password need never be changed for the sake of changing it.'}
      </p>
      {changing ? (
        <ChangeForm account={account} onDone={done} onLeave={() => setChanging(false)} />
      ) : (
        <Button onClick={() => setChanging(true)}>Change password</Button>
      )}
    </Card>
  )
}

interface ChangeFormProps {
  readonly account: OwnAccount
  readonly onDone: () => void
  readonly onLeave: () => void
}

function ChangeForm({ account, onDone, onLeave }: ChangeFormProps) {
  const form = useForm((typed) => changeAccount('/api/account/password', { password: typed('password') }), onDone)
  return (
    <form noValidate onSubmit={form.submit} className="step-form">
      <ErrorSummary errors={form.errors} />
      <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
      <NewPasswordField words={[...account.names, account.email]} error={form.errorOf('password')} />
      <div className="btns">
        <Button kind="p" type="submit" busy={form.busy}>
          Change password
        </Button>
        <Button onClick={onLeave}>Leave it</Button>
      </div>
    </form>
  )
}
