import type {
  startAuthentication as StartAuthentication,
  startRegistration as StartRegistration,
} from '@simplewebauthn/browser'
import { changeAccount } from '#client/kernel/account.ts'
import { postForm, type Posted } from '#client/kernel/post.ts'

/** Whether this browser, at this address, can have passkeys at all. */
export const canHavePasskeys = (): boolean =>
  'PublicKeyCredential' in window && window.isSecureContext && !/^[\d.:[\]]+$/.test(location.hostname)

const notShown: Posted<never> = {
  ok: false,
  code: 'passkey-not-shown',
  message: 'No passkey was given. Try again, or use another way.',
}

/**
 * Asks for a passkey of this site, and sends its answer to an address. The library is loaded when it is first needed.
 *
 * @example await showPasskey('/api/sign-in/passkey')
 */
export async function showPasskey(to: string): Promise<Posted<unknown>> {
  const options = await postForm<Parameters<typeof StartAuthentication>[0]['optionsJSON']>('/api/passkey/options', {})
  if (!options.ok) return options
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const passkey = await startAuthentication({ optionsJSON: options.answer }).catch(() => null)
  return passkey === null ? notShown : postForm(to, { passkey })
}

/** Makes a passkey on this device for whoever is signed in. @returns the first recovery codes, when it is their first factor */
export async function makePasskey(name: string): Promise<Posted<{ readonly codes: readonly string[] }>> {
  const options = await changeAccount<Parameters<typeof StartRegistration>[0]['optionsJSON']>(
    '/api/account/passkey/options',
    {},
  )
  if (!options.ok) return options
  const { startRegistration } = await import('@simplewebauthn/browser')
  const passkey = await startRegistration({ optionsJSON: options.answer }).catch(() => null)
  return passkey === null ? notShown : changeAccount('/api/account/passkey', { name, passkey })
}
