import { useEffect, useState } from 'react'
import { postForm } from '#client/kernel/post.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { PendingState } from '#client/ui/PendingState.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useForm } from './useForm.ts'

interface Link {
  readonly email: string
  readonly purpose: 'activate' | 'reset' | 'join'
  readonly words: readonly string[]
}

/** The token stands behind the #, which browsers send to nobody; it is taken out of the address at once. */
function useToken(): string {
  const [token] = useState(() => location.hash.slice(1))
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  return token
}

/** Where a link leads to: the first password, or a new one. */
export function ChoosePassword() {
  const token = useToken()
  const [link, setLink] = useState<Link | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  useEffect(() => {
    let here = true
    void postForm<Link>('/api/password/link', { token }).then((sent) => {
      if (!here) return
      if (sent.ok) setLink(sent.answer)
      else setWrong(sent.message)
    })
    return () => {
      here = false
    }
  }, [token])
  if (wrong !== null)
    return (
      <>
        <h1 className="h1">This link does not work</h1>
        <Notice tone="warn">{wrong}</Notice>
        <a href="/password/forgotten">Forgotten password</a>
      </>
    )
  if (link?.purpose === 'join') return <SignInInstead email={link.email} />
  return (
    <>
      <div>
        <h1 className="h1">Choose a password</h1>
        <p className="muted">{link ? `For ${link.email}` : 'Looking at your link'}</p>
      </div>
      {done ? <Chosen /> : link ? <Form token={token} link={link} onDone={() => setDone(true)} /> : <PendingState />}
    </>
  )
}

/** Invited by a second service: the password stays what it is. */
const SignInInstead = ({ email }: { readonly email: string }) => (
  <>
    <div>
      <h1 className="h1">You have an account already</h1>
      <p className="muted">For {email}</p>
    </div>
    <Notice>Sign in with the password that you have. The service that invited you is then on your list.</Notice>
    <a className={buttonClass({ kind: 'p' })} href="/">
      Sign in
    </a>
    <a href="/password/forgotten">Forgotten password</a>
  </>
)

function Form({ token, link, onDone }: { readonly token: string; readonly link: Link; readonly onDone: () => void }) {
  const form = useForm((typed) => postForm('/api/password/choose', { token, password: typed('password') }), onDone)
  return (
    <form noValidate onSubmit={form.submit} className="step-form">
      <ErrorSummary errors={form.errors} />
      <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
      <NewPasswordField words={link.words} error={form.errorOf('password')} />
      <Button kind="p" type="submit" busy={form.busy}>
        Use this password
      </Button>
    </form>
  )
}

const Chosen = () => (
  <>
    <Notice tone="done" speaks="politely">
      <b>Your password is set.</b> Sign in with it now; if you have no second factor yet, you set one up there. Have
      your phone at hand.
    </Notice>
    <a className={buttonClass({ kind: 'p' })} href="/">
      Sign in
    </a>
  </>
)
