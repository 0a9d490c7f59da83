import { ChoosePassword } from '#client/identity/ChoosePassword.tsx'
import { ForgottenPassword } from '#client/identity/ForgottenPassword.tsx'
import { useTitle } from '#client/kernel/title.ts'
import { Doorway } from './Doorway.tsx'

/** Choosing a password by a link, and asking for one: for whoever comes, signed in or not. */
export function PasswordPage({ address }: { readonly address: string }) {
  const forgotten = address.startsWith('/password/forgotten')
  useTitle(forgotten ? 'Forgotten password' : 'Choose a password')
  return <Doorway>{forgotten ? <ForgottenPassword /> : <ChoosePassword />}</Doorway>
}
