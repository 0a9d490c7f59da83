import { Link, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react'
import { AlarmBar } from '#client/deadlines/AlarmBar.tsx'
import { FieldAlarms } from '#client/deadlines/FieldAlarms.tsx'
import { AccountNews } from '#client/identity/AccountNews.tsx'
import { keepShell } from '#client/kernel/shell.ts'
import { useSession } from '#client/kernel/session.tsx'
import { NoticeBar } from '#client/restricted/NoticeBar.tsx'
import { ConnectionBar } from '#client/ui/ConnectionBar.tsx'
import { SubNav } from '#client/ui/SubNav.tsx'
import { ToastRegion } from '#client/ui/ToastRegion.tsx'
import { DeskBar } from './DeskBar.tsx'
import { FieldTabs, FieldTop, SignalBar } from './FieldBars.tsx'
import { isOwnPage, worksInBoth, worksInTheField } from './landing.ts'
import { OthersTaps } from './OthersTaps.tsx'
import { OutboxAnswers } from './OutboxAnswers.tsx'

/** Only those who watch over others load it: an AMHP's phone does without. */
const WatchBar = lazy(() => import('#client/safety/WatchBar.tsx').then((file) => ({ default: file.WatchBar })))

const NotReachedBar = lazy(() =>
  import('#client/notices/NotReachedBar.tsx').then((file) => ({ default: file.NotReachedBar })),
)

/** What stands around every page of somebody who is signed in. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const { can, person } = useSession()
  const onOwnPage = useLocation({ select: ({ pathname }) => isOwnPage(pathname) })
  const besideADesk = onOwnPage && worksInBoth(person.roles)
  const inTheField = worksInTheField(person.roles) || besideADesk
  const main = useFocusOnNewPage()
  const onCall = useLocation({ select: ({ pathname }) => pathname === '/referrals/new' })
  useEffect(() => (inTheField ? keepShell() : undefined), [inTheField])
  return (
    <div className={inTheField ? 'tabbar-on' : undefined}>
      <a className="skip" href="#main">
        Skip to main content
      </a>
      {inTheField && <FieldTop />}
      <DeskBar inTheField={inTheField} />
      {inTheField ? <SignalBar /> : <PageConnectionBar />}
      <main id="main" tabIndex={-1} ref={main}>
        {besideADesk && <OwnLinks />}
        <OutboxAnswers />
        <OthersTaps />
        {can('answer alarms') && (
          <Suspense fallback={null}>
            <WatchBar />
            <NotReachedBar />
          </Suspense>
        )}
        <AlarmBar />
        <FieldAlarms />
        <NoticeBar />
        {/* On a phone the job in hand comes first, at a desk the call. */}
        {!inTheField && !onCall && <AccountNews />}
        {children}
        {inTheField && <AccountNews />}
      </main>
      {inTheField && <FieldTabs />}
      <ToastRegion />
    </div>
  )
}

/** At a desk the bar has one word for all that is one’s own, and the pages are named here; on a phone they are the tabs. */
function OwnLinks() {
  const { can } = useSession()
  return (
    <div className="wrap only-d own-links">
      <SubNav label="My own pages">
        <Link to="/me" activeOptions={{ exact: true }}>
          Now
        </Link>
        <Link to="/me/rota">My rota</Link>
        {can('see own TOIL') && <Link to="/me/toil">My TOIL</Link>}
      </SubNav>
    </div>
  )
}

function PageConnectionBar() {
  const onBoard = useLocation({ select: ({ pathname }) => pathname.startsWith('/board') })
  return onBoard ? (
    <ConnectionBar
      what="this board"
      meanwhile="allocating waits until we are back"
      fallback={<Link to="/downtime">Last good copy to print</Link>}
    />
  ) : (
    <ConnectionBar what="this page" />
  )
}

/** On the board and the rota the address says what is selected: that is not a new page. */
const pageOf = (pathname: string): string => /^\/(board|rota)\b/.exec(pathname)?.[0] ?? pathname

/** A new page takes the focus, so that a keyboard and a screen reader begin at its top; the first page does not. */
function useFocusOnNewPage() {
  const page = useLocation({ select: ({ pathname }) => pageOf(pathname) })
  const main = useRef<HTMLElement>(null)
  const was = useRef(page)
  useEffect(() => {
    if (was.current === page) return
    was.current = page
    // A link may lead to a box of the page, and that one was quicker.
    const box = document.activeElement?.closest('input, textarea, select') ?? null
    if (box === null || !main.current?.contains(box)) main.current?.focus({ preventScroll: true })
  }, [page])
  return main
}
