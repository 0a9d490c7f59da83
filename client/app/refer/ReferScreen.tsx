import { useEffect, useState } from 'react'
import { askForm, type Link } from '#client/partners/formSending.ts'
import { telOf, useCouncil } from '#client/kernel/council.ts'
import { Brand } from '#client/ui/Brand.tsx'
import { Button } from '#client/ui/Button.tsx'
import { PendingState } from '#client/ui/PendingState.tsx'
import { keyInLink } from '#shared/partners/form.ts'
import { ReferForm } from './ReferForm.tsx'
import './refer.css'

/**
 * The web form of a partner. Its link is its key: it stays in the address, because the link is what a ward keeps and opens again, and
 * it opens nothing but this form.
 */
export function ReferScreen() {
  const [key] = useState(() => keyInLink(location.hash))
  const [link, setLink] = useState<Link | null>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let here = true
    void askForm(key).then((answer) => here && setLink(answer))
    return () => {
      here = false
    }
  }, [key, tries])
  return (
    <>
      <header className="top refer-top">
        <span className="brand">
          <Brand />
        </span>
      </header>
      <main id="main" className="wrap refer" tabIndex={-1}>
        {link === null && (
          <>
            <h1 className="vh">Make a referral</h1>
            <PendingState />
          </>
        )}
        {link?.is === 'open' && key !== null && <ReferForm to={link.form} sendingBy={key} />}
        {link !== null && link.is !== 'open' && (
          <Closed isShut={link.is === 'shut'} onAgain={() => setTries(tries + 1)} />
        )}
      </main>
    </>
  )
}

/** Nothing can be sent from here: where to telephone instead. */
function Closed({ isShut, onAgain }: { readonly isShut: boolean; readonly onAgain: () => void }) {
  const council = useCouncil()
  return (
    <section className="not-sent" role="alert">
      <h1>{isShut ? 'This link does not work' : 'The AMHP service cannot be reached'}</h1>
      <p>
        Nothing can be sent from here. To make a referral, telephone{' '}
        {council === null || council.hubPhone === null ? (
          'the AMHP service.'
        ) : (
          <>
            <a href={telOf(council.hubPhone)}>{council.hubPhone}</a>.
          </>
        )}
        {council !== null && council.nightPhone !== null && (
          <>
            {' '}
            When it is closed, {council.nightName} on <a href={telOf(council.nightPhone)}>{council.nightPhone}</a>.
          </>
        )}
      </p>
      {isShut ? (
        <p>It has ended, or part of it is missing. The AMHP service can make another for your team.</p>
      ) : (
        <Button onClick={onAgain}>Try again</Button>
      )}
    </section>
  )
}
