import { useState } from 'react'
import { postForm } from '#client/kernel/post.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { useForm } from './useForm.ts'

/** Asks for a link. What it says is the same whether or not anybody has the address. */
export function ForgottenPassword() {
  const [byPost, setByPost] = useState<boolean | null>(null)
  const form = useForm(
    (typed) => postForm<{ byPost: boolean }>('/api/password/forgotten', { email: typed('email') }),
    (answer) => setByPost(answer.byPost),
  )
  return (
    <>
      <div>
        <h1 className="h1">Forgotten password</h1>
        <p className="muted">You choose a new one with a link. Your second factor stays as it is.</p>
      </div>
      {byPost === null ? (
        <form noValidate onSubmit={form.submit} className="step-form">
          <ErrorSummary errors={form.errors} />
          <TextField
            label="Work e-mail"
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            error={form.errorOf('email')}
          />
          <Button kind="p" type="submit" busy={form.busy}>
            Ask for a link
          </Button>
        </form>
      ) : (
        <Notice tone="done" speaks="politely">
          {byPost ? (
            <>
              <b>If somebody signs in with that address, a letter is on its way.</b> Its link works once, for an hour.
              Look in the junk folder too.
            </>
          ) : (
            <>
              <b>Ask an administrator of your service for a link.</b> This hub sends no letters, so they hand it over to
              you. It works once, for an hour.
            </>
          )}
        </Notice>
      )}
      <a href="/">Back to sign in</a>
    </>
  )
}
