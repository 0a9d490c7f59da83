import { Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSession, useSessionCheck, useSessionNow } from '#client/kernel/session.tsx'
import { StepUpDialog } from '#client/identity/StepUpDialog.tsx'
import { useTypedAtHub } from '#client/identity/useTypedAtHub.ts'
import { useTitle } from '#client/kernel/title.ts'
import { hush } from '#client/ui/announce.ts'
import { PendingState } from '#client/ui/PendingState.tsx'
import { dismissToast, toast } from '#client/ui/toast.ts'
import { FORM_PATH } from '#shared/partners/form.ts'
import { fetchScreensAhead } from './guarded.tsx'
import { forgetCopies, useDowntimeCopies } from './downtime/copies.ts'
import { Layout } from './Layout.tsx'
import { OfflineStart } from './OfflineStart.tsx'
import { PasswordPage } from './PasswordPage.tsx'
import { ReferPage } from './ReferPage.tsx'
import { SignIn } from './SignIn.tsx'
import { WallPage } from './WallPage.tsx'
import { StayWarning } from './StayWarning.tsx'
import { UnfinishedSignIn } from './UnfinishedSignIn.tsx'

/**
 * The whole page. Signing in happens in place: the address stays, so that a session that ran out loses neither the page nor what
 * was typed on it.
 */
export function Shell() {
  const { state, retry } = useSessionNow()
  const address = useLocation({ select: ({ pathname }) => pathname })
  useSessionCheck()
  if (address === '/wall') return <WallPage />
  if (address === FORM_PATH) return <ReferPage />
  if (address.startsWith('/password')) return <PasswordPage address={address} />
  if (state === 'signed-in') return <SignedIn />
  if (state === 'signed-out') return <SignIn />
  if (state === 'unfinished') return <UnfinishedSignIn />
  return (
    <main id="main" className="wrap">
      {state === 'asking' ? (
        <>
          <h1 className="vh">Duty Hub</h1>
          <PendingState />
        </>
      ) : (
        <OfflineStart retry={retry} />
      )}
    </main>
  )
}

const AFTER_FIRST_SCREEN_MS = 2500

function SignedIn() {
  const { can } = useSession()
  useDowntimeCopies(can('see the board'))
  useTypedAtHub()
  useGaveWay()
  useNothingLeftBehind()
  useEffect(() => {
    const timer = setTimeout(() => void fetchScreensAhead(can), AFTER_FIRST_SCREEN_MS)
    return () => clearTimeout(timer)
  }, [can])
  const title = useMatches({
    select: (matches) => matches.map(({ staticData, params }) => staticData.title?.(params)).findLast(Boolean),
  })
  useTitle(title ?? null)
  return (
    <Layout>
      <Outlet />
      <StepUpDialog />
      <StayWarning />
    </Layout>
  )
}

/** Says at which device its person was signed out, when this one was one too many. */
function useGaveWay(): void {
  const { gaveWay } = useSessionNow()
  useEffect(() => {
    if (gaveWay !== null)
      toast({
        words: `You were signed out on another device: ${gaveWay}.`,
        detail: 'You were signed in on too many at once',
      })
  }, [gaveWay])
}

/** What was last said on the screen and to a screen reader may name somebody: it goes with the page. */
function useNothingLeftBehind(): void {
  useEffect(
    () => () => {
      dismissToast()
      hush()
      forgetCopies()
    },
    [],
  )
}
