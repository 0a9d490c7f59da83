import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { SubNav } from '#client/ui/SubNav.tsx'
import { usePrinting } from '#client/ui/takeAway.ts'
import { RecordLooks } from '#client/audit/RecordLooks.tsx'
import { ChangeFacts } from '#client/referrals/ChangeFacts.tsx'
import { Clocks } from '#client/referrals/Clocks.tsx'
import { StationOnRecord } from '#client/referrals/AtPoliceStation.tsx'
import { RecordClock } from '#client/referrals/RecordClock.tsx'
import { RecordHeader } from '#client/referrals/RecordHeader.tsx'
import { ReferralFacts } from '#client/referrals/ReferralFacts.tsx'
import { TriageForm } from '#client/referrals/TriageForm.tsx'
import { useLooking } from '#client/referrals/useLooking.ts'
import { PapersTab } from '#client/papers/PapersTab.tsx'
import { RecordGaps } from '#client/papers/RecordGaps.tsx'
import { Access } from '#client/restricted/Access.tsx'
import { MarksInForce } from '#client/privacy/MarksInForce.tsx'
import { RecordRights } from '#client/privacy/RecordRights.tsx'
import { recordPrinted } from '#shared/audit/contract.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import { BesideTriage, LettersTab, RequestTab } from './DeskTabs.tsx'
import { EarlierContact } from './EarlierContact.tsx'
import { Overview } from './Overview.tsx'
import styles from './record.module.css'
import { lastDone } from './recordLines.ts'
import { useAllocationsOf } from './WhoHasIt.tsx'

const tabs = [
  { tab: undefined, word: 'Overview' },
  { tab: 'triage', word: 'Triage' },
  { tab: 'asked', word: 'Request' },
  { tab: 'letters', word: 'Letters and duties' },
  { tab: 'clock', word: 'Clocks' },
  { tab: 'details', word: 'Details' },
  { tab: 'papers', word: 'Doctors and papers' },
  { tab: 'earlier', word: 'Earlier contact' },
  { tab: 'access', word: 'Who may open it' },
  { tab: 'rights', word: 'Corrections' },
  { tab: 'looked', word: 'Who has looked' },
] as const
export type RecordTab = (typeof tabs)[number]['tab']

/** Which part of the record the address names; the overview when it names none. */
export const tabIn = (text: string | undefined): RecordTab => tabs.find(({ tab }) => tab === text)?.tab

export interface RecordViewProps {
  readonly record: ReferralRecord
  readonly tab: RecordTab
}

/** A record's head, which stays, and the part that is shown. */
export function RecordView({ record, tab }: RecordViewProps) {
  const now = useNow(15_000)
  const navigate = useNavigate()
  const { can } = useSession()
  const { referral } = record
  const isAttended = useAllocationsOf(referral.id).some(
    ({ endedAt, arrivedAt }) => endedAt === null && arrivedAt !== null,
  )
  const number = String(referral.number)
  const open = referral.closedAt === null
  const goTo = (next: RecordTab): void =>
    void navigate({ to: '/referrals/$number', params: { number }, search: next === undefined ? {} : { tab: next } })
  const toTriage = open && can('triage')
  useShortcut(toTriage ? { keys: 't', says: 'Triage', run: () => goTo('triage') } : null)
  useLooking(referral.id)
  const { print } = usePrinting(recordPrinted, { referralId: referral.id, how: 'print' })
  return (
    <>
      <div className="ident">
        <div className="ident-in">
          <nav className="crumb" aria-label="Breadcrumb">
            <Link to="/board">Board</Link>
            <span aria-hidden="true">/</span>
            <span>{stateNames[referral.state]}</span>
          </nav>
          <RecordHeader referral={referral} now={now}>
            <RecordClock
              referral={referral}
              powers={record.powers}
              limits={record.limits}
              isAttended={isAttended}
              now={now}
            />
          </RecordHeader>
          <SubNav label="Record">
            {tabs
              .filter(({ tab: part }) => part !== 'triage' || toTriage)
              .filter(({ tab: part }) => part !== 'details' || (open && can('take referrals')))
              .filter(({ tab: part }) => (part !== 'earlier' && part !== 'rights') || can('read records'))
              .filter(({ tab: part }) => part !== 'access' || can('restrict records'))
              .filter(({ tab: part }) => part !== 'looked' || can('see who looked'))
              .map(({ tab: part, word }) => (
                <Link
                  key={word}
                  to="/referrals/$number"
                  params={{ number }}
                  search={part === undefined ? {} : { tab: part }}
                  activeOptions={{ exact: true, includeSearch: true }}
                >
                  {word}
                </Link>
              ))}
          </SubNav>
        </div>
      </div>
      <div className="wrap">
        <MarksInForce referralId={referral.id} />
        <StationOnRecord referral={referral} powers={record.powers} now={now} />
        <RecordGaps referral={referral} />
        <Part record={record} tab={tab} open={open} onDone={() => goTo(undefined)} onPrint={print} />
      </div>
    </>
  )
}

interface PartProps extends RecordViewProps {
  readonly open: boolean
  readonly onDone: () => void
  readonly onPrint: () => void
}

function Part({ record, tab, open, onDone, onPrint }: PartProps): ReactNode {
  const { can } = useSession()
  const last = lastDone(record)
  if (tab === 'triage' && open && can('triage')) {
    return (
      <div className="rec">
        <TriageForm record={record} last={last} onDone={onDone} />
        <div className={styles.beside}>
          {/* What was said is read before anything is decided. */}
          <ReferralFacts referral={record.referral} canChange={false} />
          <BesideTriage record={record} />
        </div>
      </div>
    )
  }
  if (tab === 'details' && open && can('take referrals'))
    return <ChangeFacts referral={record.referral} last={last} onDone={onDone} />
  if (tab === 'asked') return <RequestTab record={record} last={last} />
  if (tab === 'letters') return <LettersTab record={record} />
  if (tab === 'papers') return <PapersTab referral={record.referral} />
  if (tab === 'clock') return <Clocks record={record} last={last} />
  if (tab === 'earlier' && can('read records')) return <EarlierContact referral={record.referral} />
  if (tab === 'access' && can('restrict records'))
    return <Access referralId={record.referral.id} number={record.referral.number} />
  if (tab === 'rights' && can('read records')) return <RecordRights referral={record.referral} />
  if (tab === 'looked' && can('see who looked')) return <RecordLooks number={record.referral.number} />
  return <Overview record={record} onPrint={onPrint} />
}
