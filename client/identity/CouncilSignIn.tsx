import { useEffect, useState, type ReactNode } from 'react'
import { useProviders, wayTo, type SignInProvider } from '#client/kernel/providers.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { isSsoRefusal, ssoWords, type SsoRefusal } from '#shared/identity/ssoWords.ts'

/** What the way back from a council's sign-in said, once: the address is put right, so that loading the page again says nothing. */
export function useSsoRefusal(): SsoRefusal | null {
  const [said] = useState(() => new URLSearchParams(location.search).get('sso') ?? '')
  useEffect(() => {
    if (said !== '') history.replaceState(history.state, '', location.pathname)
  }, [said])
  return isSsoRefusal(said) ? said : null
}

/** The council knows them and this service does not: another try would end the same, so the page says whom to ask. */
const NO_PLACE: readonly SsoRefusal[] = ['no-role', 'not-invited', 'left', 'roles-conflict', 'groups-left-out']
export const hasNoPlace = (said: SsoRefusal | null): said is SsoRefusal => said !== null && NO_PLACE.includes(said)

/** Where somebody goes who is known at their council and has no place here. */
export function NoPlace({ said, hubPhone }: { readonly said: SsoRefusal; readonly hubPhone: ReactNode }) {
  return (
    <>
      <div>
        <h1 className="h1">{ssoWords[said].title}</h1>
        <p className="lede">{ssoWords[said].message}</p>
      </div>
      {hubPhone !== null && <p>Ring the hub on {hubPhone} to ask who the administrator is.</p>}
      <a className={buttonClass({ kind: 's' })} href="/">
        Back to sign in
      </a>
    </>
  )
}

interface CouncilSignInProps {
  readonly said: SsoRefusal | null
  /** What stands under the heading when nobody but the hub itself can sign people in. */
  readonly plainly: ReactNode
  /** The form for a password. */
  readonly children: ReactNode
}

/** A button for each council first, and the password for those who have one; without councils, the password alone. */
export function CouncilSignIn({ said, plainly, children }: CouncilSignInProps) {
  const providers = useProviders()
  const [main, ...others] = providers ?? []
  return (
    <>
      <div>
        <h1 className="h1">Sign in</h1>
        {main ? <p className="muted">Use your work account. There is no separate password.</p> : plainly}
      </div>
      {said !== null && (
        <Notice tone="warn" speaks="at-once">
          <b>{ssoWords[said].title}.</b> {ssoWords[said].message}
        </Notice>
      )}
      {main && <ProviderLink provider={main} kind="p" />}
      {others.map((one) => (
        <ProviderLink key={one.id} provider={one} kind="s" />
      ))}
      {main ? (
        <details className="by-password" open={said === 'provider-away' || said === 'last-administrator'}>
          <summary>Sign in with a password instead</summary>
          {children}
        </details>
      ) : (
        providers !== null && children
      )}
    </>
  )
}

/** A link, not a button: it leads to another site. */
const ProviderLink = ({ provider, kind }: { readonly provider: SignInProvider; readonly kind: 'p' | 's' }) => (
  <a className={buttonClass({ kind })} href={wayTo(provider, pageNow())}>
    Sign in with {provider.label}
  </a>
)

/** The page that somebody was on when their session ran out: they come back to it. */
const pageNow = (): string => (location.pathname === '/sign-in' ? '/' : `${location.pathname}${location.search}`)
