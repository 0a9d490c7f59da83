import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { keysAre, useKey, useShortcut } from '#client/kernel/shortcuts.ts'
import { pinTheme, useTheme } from '#client/kernel/theme.ts'
import { Brand } from '#client/ui/Brand.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Kbd } from '#client/ui/Kbd.tsx'
import { TopBar } from '#client/ui/TopBar.tsx'
import { ownKeys } from '#shared/desk/contract.ts'
import { worksInTheField } from './landing.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { MeButton } from './MeButton.tsx'
import { placesFor, type Place } from './navigation.ts'
import { SoundButton } from './SoundButton.tsx'

/** The bar at the top: five words at most, find, New referral, theme, and who is signed in. */
export function DeskBar({ inTheField }: { readonly inTheField: boolean }) {
  const { service, can, person } = useSession()
  const [showKeys, setShowKeys] = useState(false)
  useOwnKeys()
  useShortcut({ keys: '?', says: 'This list', run: () => setShowKeys(true) })
  return (
    <>
      <TopBar
        className={inTheField ? 'only-d' : ''}
        council={service.councilName}
        brand={
          <Link className="brand" to="/" activeProps={{}}>
            <Brand />
          </Link>
        }
        nav={placesFor(can, worksInTheField(person.roles)).map((place) => (
          <NavLink key={place.to} place={place} />
        ))}
        actions={
          <>
            {can('read records') && <Find />}
            {can('take referrals') && <NewReferralLink />}
            {(can('see the board') || can('answer alarms')) && <SoundButton />}
            <ThemeButton />
            <MeButton onShowKeys={() => setShowKeys(true)} />
          </>
        }
      />
      <KeysDialog open={showKeys} onClose={() => setShowKeys(false)} />
    </>
  )
}

/** Works by the keys of whoever is signed in, on every page of theirs. */
function useOwnKeys(): void {
  const { data } = useAnswer(ownKeys, {})
  useEffect(() => {
    if (data) keysAre(data)
  }, [data])
}

function NavLink({ place }: { readonly place: Place }) {
  const navigate = useNavigate()
  useShortcut({ keys: place.keys, says: place.word, run: () => void navigate({ to: place.to }) })
  return (
    <Link to={place.to} activeOptions={{ exact: place.word === 'Now', includeSearch: false }}>
      {place.word}
    </Link>
  )
}

const FIND = 'find'

/** Search asks by name, so it is typed on a page of its own and sent in the body of a request, never in an address. */
function Find() {
  const navigate = useNavigate()
  const find = (): void => {
    const box = document.getElementById(FIND)
    if (box) box.focus()
    else void navigate({ to: '/referrals', hash: FIND })
  }
  useShortcut({ keys: '/', says: 'Find a person or reference', run: find })
  return (
    <Link
      className="find"
      to="/referrals"
      hash={FIND}
      aria-label="Find person or reference"
      aria-keyshortcuts={useKey('/') ?? undefined}
    >
      <Icon name="search" />
      <span>Find person or reference</span>
      <Kbd>/</Kbd>
    </Link>
  )
}

function NewReferralLink() {
  const navigate = useNavigate()
  useShortcut({ keys: 'n', says: 'New referral', run: () => void navigate({ to: '/referrals/new' }) })
  return (
    <Link className="btn btn-top" to="/referrals/new" aria-keyshortcuts={useKey('n') ?? undefined}>
      <Icon name="plus" />
      <span>New referral</span>
      <span className="only-d">
        <Kbd>N</Kbd>
      </span>
    </Link>
  )
}

/** Dark is for night duty. What is chosen here is kept on this computer. */
function ThemeButton() {
  const theme = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className="ico-btn only-d"
      aria-label={`Switch to the ${other} theme`}
      onClick={() => pinTheme(other)}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  )
}
