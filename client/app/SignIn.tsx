import { useState, type FormEvent } from 'react'
import { CouncilSignIn, hasNoPlace, NoPlace, useSsoRefusal } from '#client/identity/CouncilSignIn.tsx'
import { PasskeySignIn } from '#client/identity/PasskeySignIn.tsx'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { useSessionNow } from '#client/kernel/session.tsx'
import { useOwesSignOut } from '#client/kernel/signOutOwed.ts'
import { useTitle } from '#client/kernel/title.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { Doorway } from './Doorway.tsx'
import { OthersTaps } from './OthersTaps.tsx'
import { SignOutOwed } from './SignOutOwed.tsx'
import { WhyOver } from './WhyOver.tsx'

/** Where everybody begins. It is shown in place of a page whose session has run out, so the page comes back afterwards. */
export function SignIn() {
  useTitle('Sign in')
  const hubPhone = useCouncil()?.hubPhone ?? null
  const said = useSsoRefusal()
  const isOwed = useOwesSignOut()
  return (
    <Doorway>
      <WhyOver />
      <OthersTaps />
      {isOwed ? (
        <SignOutOwed />
      ) : hasNoPlace(said) ? (
        <NoPlace said={said} hubPhone={hubPhone !== null && <a href={telOf(hubPhone)}>{hubPhone}</a>} />
      ) : (
        <CouncilSignIn said={said} plainly={<p className="muted">Use your work account.</p>}>
          <SignInForm />
        </CouncilSignIn>
      )}
      <p className="small">Every record you open is logged. Only open what your work needs.</p>
    </Doorway>
  )
}

function errorsOf(email: string, password: string): readonly FieldError[] {
  return [
    ...(email.includes('@')
      ? []
      : [{ field: 'email', message: 'Enter your work e-mail, like name@westmarch.example' }]),
    ...(password === '' ? [{ field: 'password', message: 'Enter your password' }] : []),
  ]
}

const textIn = (typed: FormData, name: string): string => {
  const value = typed.get(name)
  return typeof value === 'string' ? value : ''
}

function SignInForm() {
  const { signIn, retry } = useSessionNow()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(false)
  const errorOf = useErrorIn(errors)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const [email, password] = [textIn(typed, 'email').trim(), textIn(typed, 'password')]
    const found = errorsOf(email, password)
    setErrors(found)
    if (found.length > 0 || busy) return
    setBusy(true)
    const result = await signIn(email, password)
    setBusy(false)
    if (!result.ok) setErrors([{ message: result.message }])
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      <TextField
        label="Work e-mail"
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errorOf('email')}
      />
      <TextField
        label="Password"
        id="password"
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        error={errorOf('password')}
      />
      <Checkbox label="Show password" checked={shown} onChange={(event) => setShown(event.target.checked)} />
      <Button kind="p" type="submit" busy={busy}>
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
      <p className="other-ways">
        <PasskeySignIn onIn={retry} onError={(message) => setErrors([{ message }])} />
        <a href="/password/forgotten">Forgotten password</a>
      </p>
    </form>
  )
}
